"""A phone's photos in one go: each to the door whose code was photographed before it."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING

from desktop.domain.door_code import read_door_code
from desktop.domain.pictures import PHOTO, SCAN, FolderReport, WaitingReason
from desktop.exchange.picture_stamp import stamped
from desktop.exchange.pictures import (
    HEAD,
    SUFFIXES,
    PictureReader,
    moment_in,
    picture_bytes,
)
from desktop.kernel.errors import InputError
from desktop.kernel.progress import NoProgress
from desktop.storage.queries.labels import labels_of
from desktop.storage.queries.pictures import known_sources

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.values import Record
    from desktop.exchange.pictures import Picture
    from desktop.kernel.progress import Progress
    from desktop.storage.attachments import Attachments
    from desktop.storage.ledger import Ledger

GAP = timedelta(minutes=30)
"""After a pause as long as this nobody can say whose door a photo shows."""

CODE_ALONE = 0.03
"""A door code that fills this share of a picture is all the picture was taken for."""

_MOST_FILES = 20_000


@dataclass(slots=True)
class _Import:
    """Where the import stands.

    Attributes:
        door: household whose code was photographed last; None when nobody knows.
        reason: why a photo without a door waits.
        last: when the photo before was taken.
    """

    batch: str
    door: str | None = None
    reason: WaitingReason = WaitingReason.NO_DOOR
    last: datetime | None = None
    records: list[Record] = field(default_factory=list)
    known: int = 0
    codes_only: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


def import_folder(
    ledger: Ledger, files: Attachments, folder: Path, progress: Progress | None = None
) -> FolderReport:
    """Read the photos in ``folder`` in the order they were taken and file them.

    Photos are read, sealed and written while nothing is locked; the rows come at the end in one
    short transaction, so that surveying goes on meanwhile.

    Raises:
        InputError: ``picture-folder-missing``, ``picture-folder-empty``.
        CancelledError: a person stopped it; the files written are deleted again.
        RefusedError: the operator may only read.
    """
    progress = progress or NoProgress()
    paths = photos_in(folder)
    with ledger.unit_of_work("import-photos"):
        pass  # says at once that this operator may only read; an empty operation leaves no trace
    state = _Import(ledger.ids())
    steps = 2 * len(paths)
    try:
        with PictureReader() as reader:
            times: list[tuple[datetime, str, Path]] = []
            for number, path in enumerate(paths):
                progress.step(number, steps, "reading")
                times.append((_moment(reader, path), path.name, path))
            for number, (moment, _, path) in enumerate(sorted(times)):
                progress.step(len(paths) + number, steps, "reading")
                _take(ledger, files, reader, state, path, moment)
            progress.step(steps, steps, "reading")
        with ledger.unit_of_work("import-photos") as work:
            work.insert("attachment", state.records)
    except BaseException:
        files.forget(str(record["file_id"]) for record in state.records)
        raise
    return FolderReport(
        found=len(paths),
        filed=_filed(ledger, state),
        waiting=sum(record["owner_id"] is None for record in state.records),
        known=state.known,
        codes_only=state.codes_only,
        refused=tuple(state.refused),
        changes=work.changes,
    )


def photos_in(folder: Path) -> list[Path]:
    """Return the files that promise a picture, subfolders included, in the order of their names.

    Raises:
        InputError: ``picture-folder-missing``, ``picture-folder-empty``.
    """
    if not folder.is_dir():
        raise InputError("picture-folder-missing")
    found = sorted(islice(_walk(folder), _MOST_FILES))
    if not found:
        raise InputError("picture-folder-empty")
    return found


def _walk(folder: Path) -> list[Path]:
    return [
        type(folder)(place) / name
        for place, _, names in os.walk(folder)
        for name in names
        if os.path.splitext(name)[1].lower() in SUFFIXES and not name.startswith(".")  # noqa: PTH122
    ]


def _moment(reader: PictureReader, path: Path) -> datetime:
    """Return when a photo was taken: by the camera, by its name, else by its file."""
    with suppress(OSError), path.open("rb") as stream:
        by_camera = reader.taken(stream.read(HEAD))
        if by_camera is not None:
            return by_camera
    by_name = moment_in(path.stem)
    if by_name is not None:
        return by_name
    with suppress(OSError, OverflowError, ValueError):
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return datetime.fromtimestamp(0, UTC)


def _take(
    ledger: Ledger,
    files: Attachments,
    reader: PictureReader,
    state: _Import,
    path: Path,
    moment: datetime,
) -> None:
    if state.last is not None and moment - state.last > GAP:
        state.door, state.reason = None, WaitingReason.GAP
    state.last = moment
    try:
        data = picture_bytes(path)
        before = _before(ledger, state, sha256(data).hexdigest())
        if before is not None:
            state.known += 1
            state.door = before or state.door
            return
        picture = reader.read(data)
    except InputError as refusal:
        state.refused.append((path.name, refusal.code))
        return
    page = _switch(ledger, state, picture)
    if page is None:
        state.codes_only += 1
    else:
        state.records.append(_record(files, state, picture, moment, page))


def _before(ledger: Ledger, state: _Import, source: str) -> str | None:
    """Return the door this very file was given before, "" when it has none; None: not known."""
    for record in state.records:
        if record["source_sha256"] == source:
            return ""
    with ledger.reader() as connection:
        found = known_sources(connection, [source]).get(source)
    if found is None:
        return None
    return (found[2] or "") if found[1] == "household" else ""


def _switch(ledger: Ledger, state: _Import, picture: Picture) -> int | None:
    """Turn to the door whose code is on the picture.

    Returns:
        The page of a household sheet, 0 for any other photo, None when the picture shows a door's
        code and nothing else.
    """
    codes = [
        (share, door) for text, share in picture.codes if (door := read_door_code(text)) is not None
    ]
    if not codes:
        return 0
    share, (household, page) = max(codes)
    with ledger.reader() as connection:
        exists = connection.exec_driver_sql(
            "SELECT 1 FROM household WHERE id = ? AND deleted = 0", (household,)
        ).first()
    if exists is None:
        state.door, state.reason = None, WaitingReason.UNKNOWN_DOOR
        return page
    state.door = household
    return None if page == 0 and share >= CODE_ALONE else page


def _record(
    files: Attachments, state: _Import, picture: Picture, moment: datetime, page: int
) -> Record:
    others = any(read_door_code(text) is None for text, _ in picture.codes)
    subject = "survey" if page else ("meter" if others else "door")
    return {
        "owner_kind": "household" if state.door else None,
        "owner_id": state.door,
        "kind": SCAN if page else PHOTO,
        **files.store(stamped(picture.jpeg, moment, state.door)),
        "media_type": "image/jpeg",
        "taken_at": moment,
        "subject": subject,
        "note": None if state.door else state.reason.value,
        "source_sha256": picture.source_sha256,
        "batch": state.batch,
    }


def _filed(ledger: Ledger, state: _Import) -> tuple[tuple[str, str, int], ...]:
    counts: dict[str, int] = {}
    for record in state.records:
        if record["owner_id"] is not None:
            door = str(record["owner_id"])
            counts[door] = counts.get(door, 0) + 1
    with ledger.reader() as connection:
        labels = labels_of(connection, [("household", door) for door in counts])
    return tuple((door, labels[door], count) for door, count in counts.items())
