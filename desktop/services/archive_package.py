"""Everything on paper of one quarter in a folder or a zip, ready for the archive."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import zipfile
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self, TypeAlias

from desktop.domain.archive_index import (
    INDEX_CSV,
    INDEX_JSON,
    ArchivedFile,
    ArchiveHead,
    index_csv,
    index_json,
)
from desktop.domain.codes import ATTACHMENT_SUBJECT
from desktop.domain.fields import ENTITIES
from desktop.domain.form_state import FormStanding
from desktop.kernel.errors import InputError, MachineError, RefusedError
from desktop.kernel.progress import NoProgress
from desktop.storage.attachments import Attachments
from desktop.storage.queries import form_files, quarter_paper
from desktop.storage.queries.card import record
from desktop.storage.queries.quarter_scans import quarter_scans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from desktop.domain.values import Record
    from desktop.kernel.clock import Clock
    from desktop.kernel.progress import Progress
    from desktop.storage.ledger import Ledger
    from desktop.storage.queries.quarter_scans import QuarterScan

IssuedForms: TypeAlias = "Callable[[str], list[dict[str, Any]]]"
"""The forms of a quarter with their states, as ``Forms.issued`` returns them."""

STATES = {
    FormStanding.ISSUED: "已出单",
    FormStanding.PARTLY: "部分签署",
    FormStanding.SIGNED: "已签齐",
    FormStanding.ON_PAPER: "纸质签章",
    FormStanding.HANDED_OVER: "已移交",
    FormStanding.REPLACED: "已更正替代",
    FormStanding.VOID: "已作废",
}
"""Words of the index, which is always Chinese: it goes to an archive."""
_ENDINGS = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}
_SIGNED_SCAN = "signed"


class ArchivePackage:
    """Makes packages; nothing is changed in the ledger."""

    def __init__(self, ledger: Ledger, clock: Clock, issued: IssuedForms) -> None:
        self._ledger = ledger
        self._clock = clock
        self._issued = issued
        self._files = Attachments(ledger)

    def make(
        self, quarter_code: str, target: Path, progress: Progress | None = None
    ) -> dict[str, Any]:
        """Write the package of a quarter to ``target``: a zip where the name says so, or a folder.

        It holds the newest file of every form ever issued, void ones included, the scans of what
        was signed by hand, the scans of all other papers, and the index. It appears whole or not
        at all.

        Returns:
            ``path``, ``quarter``, ``files``, ``forms``, ``scans``, ``index_sha256``.

        Raises:
            InputError: ``quarter-unknown``.
            RefusedError: ``archive-target-there``: there is something already;
                ``archive-nothing``: there is no paper yet.
            LedgerError: a kept file is missing or damaged.
            MachineError: ``archive-not-written``.
            CancelledError: a person stopped it; nothing is left.
        """
        if target.exists() and (target.is_file() or any(target.iterdir())):
            raise RefusedError("archive-target-there", name=target.name)
        head, sources = self._sources(quarter_code)
        if not sources:
            raise RefusedError("archive-nothing")
        try:
            index = _write(target, head, self._contents(sources, progress or NoProgress()))
        except OSError as error:
            raise MachineError("archive-not-written", name=target.name) from error
        forms = sum(1 for file, _ in sources if file.state)
        return {
            "path": str(target),
            "quarter": quarter_code,
            "files": len(sources),
            "forms": forms,
            "scans": len(sources) - forms,
            "index_sha256": hashlib.sha256(index).hexdigest(),
        }

    def _sources(self, quarter_code: str) -> tuple[ArchiveHead, list[tuple[ArchivedFile, str]]]:
        """Return what goes in, each with the id of its kept file; sizes and hashes come later."""
        rows = self._issued(quarter_code)
        with self._ledger.reader() as connection:
            quarter = quarter_paper.quarter_by_code(connection, quarter_code)
            if quarter is None:
                raise InputError("quarter-unknown", code=quarter_code)
            found: list[tuple[ArchivedFile, str]] = []
            for row in rows:
                found += _of_form(row, form_files.revisions(connection, str(row["id"])))
                scans = form_files.revisions(connection, str(row["id"]), _SIGNED_SCAN)
                found += _of_scans(row, scans)
            for number, scan in enumerate(quarter_scans(connection, str(quarter["id"])), 1):
                owner = record(connection, scan.owner_kind, scan.owner_id) or {}
                found.append((_of_paper(number, scan, owner), scan.file_id))
        head = ArchiveHead(
            self._ledger.office,
            quarter_code,
            str(quarter["name"] or ""),
            self._clock.today().isoformat(),
        )
        return head, found

    def _contents(
        self, sources: Sequence[tuple[ArchivedFile, str]], progress: Progress
    ) -> Iterator[tuple[ArchivedFile, bytes]]:
        for done, (file, file_id) in enumerate(sources):
            progress.step(done, len(sources), "archive-packing")
            yield file, self._files.read(file_id)
        progress.step(len(sources), len(sources), "archive-packing")


def _of_form(
    row: dict[str, Any], kept: Sequence[form_files.Revision]
) -> list[tuple[ArchivedFile, str]]:
    if not kept:  # issued on a server or by an earlier program
        return []
    number = str(row["document_no"])
    file = ArchivedFile(
        path=f"forms/{row['form_type']}-{number}.pdf",
        title=str(row["title"] or row["form_type"]),
        number=str(row["reference_no"] or number),
        dated_on=_day(row["issued_at"]),
        state=str(row["state"]),
        pages=int(row["pages"] or 0),
        size=0,
        sha256="",
    )
    return [(file, kept[-1].file_id)]


def _of_scans(
    row: dict[str, Any], scans: Sequence[form_files.Revision]
) -> list[tuple[ArchivedFile, str]]:
    number = str(row["document_no"])
    return [
        (
            ArchivedFile(
                path=f"signed/{number}-{place:03}.jpg",
                title=f"{row['title'] or row['form_type']}（签章扫描件第{place}页）",
                number=number,
                dated_on=_day(scan.kept_at),
                state="",
                pages=1,
                size=0,
                sha256="",
            ),
            scan.file_id,
        )
        for place, scan in enumerate(scans, 1)
    ]


def _of_paper(number: int, scan: QuarterScan, owner: Record) -> ArchivedFile:
    title = ENTITIES[scan.owner_kind].label
    if scan.owner_kind == "stage_paper":
        title = str(owner.get("paper") or title)
    subject = ATTACHMENT_SUBJECT.label(scan.subject) if scan.subject else ""
    ending = _ENDINGS.get(scan.media_type, ".bin")
    return ArchivedFile(
        path=f"papers/{scan.owner_kind}/{number:05}{ending}",
        title="·".join(filter(None, (title, subject))),
        number=str(owner.get("document_no") or ""),
        dated_on=_day(owner.get("dated_on") or scan.taken_at),
        state="",
        pages=1 if ending != ".pdf" else 0,
        size=0,
        sha256="",
    )


def _day(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone().date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value or "")[:10]


def _write(
    target: Path, head: ArchiveHead, contents: Iterator[tuple[ArchivedFile, bytes]]
) -> bytes:
    """Write everything beside ``target`` and rename it; return the index."""
    draft = target.with_name(f".{target.name}.new")
    target.parent.mkdir(parents=True, exist_ok=True)
    _remove(draft)
    try:
        with _Zip(draft) if target.suffix.lower() == ".zip" else _Folder(draft) as place:
            files = []
            for file, data in contents:
                place.put(file.path, data)
                files.append(_weighed(file, data))
            index = index_json(head, files)
            place.put(INDEX_JSON, index)
            place.put(INDEX_CSV, index_csv(files, {str(k): v for k, v in STATES.items()}))
        if target.is_dir():
            target.rmdir()  # it is empty
        draft.replace(target)
    finally:
        _remove(draft)
    return index


def _weighed(file: ArchivedFile, data: bytes) -> ArchivedFile:
    return replace(file, size=len(data), sha256=hashlib.sha256(data).hexdigest())


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


class _Folder:
    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> Self:
        self._path.mkdir()
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is left open."""

    def put(self, name: str, data: bytes) -> None:
        path = self._path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())


class _Zip:
    def __init__(self, path: Path) -> None:
        self._package = zipfile.ZipFile(path, "w")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._package.close()

    def put(self, name: str, data: bytes) -> None:
        # PDF and JPEG are packed already; a fixed day keeps the bytes the same
        self._package.writestr(zipfile.ZipInfo(name), data)
