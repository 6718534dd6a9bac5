"""Photos, scans and ink: read, scaled, filed with the door they belong to."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from desktop.domain.codes import ConsentBasis
from desktop.domain.door_code import read_door_code
from desktop.domain.meter_numbers import MeterNumbers, NumberShapes
from desktop.domain.pictures import INK, PHOTO, SCAN, PhotoAdded, WaitingReason
from desktop.kernel.errors import InputError, RefusedError
from desktop.storage.attachments import Attachments
from desktop.storage.queries import pictures as queries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.documents.ink import Ink
    from desktop.domain.changes import Changes
    from desktop.domain.meter_numbers import Recognised
    from desktop.domain.pictures import FolderReport, PictureRow
    from desktop.domain.values import Record
    from desktop.exchange.pictures import Picture
    from desktop.kernel.clock import Clock
    from desktop.kernel.progress import Progress
    from desktop.storage.ledger import Ledger
    from desktop.storage.unit_of_work import UnitOfWork

JPEG = "image/jpeg"
THUMBNAIL = 176
_CACHED = 600
_CONSENT_PAPERS = frozenset({"consent", "ballot"})


class Pictures:
    """Files what cameras and pens bring with the household it belongs to."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock
        self._files = Attachments(ledger)
        self._small: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._lock = threading.Lock()

    def attach_photo(
        self, household_id: str, source: Path | bytes, subject: str = "meter"
    ) -> PhotoAdded:
        """Add one photo to a household and return the codes found on it.

        Args:
            household_id: whose door.
            source: a file, or its bytes (pasted, from a camera).
            subject: code of ``ATTACHMENT_SUBJECT``.

        Raises:
            InputError: ``picture-...``; nothing was added.
            RefusedError: the operator may only read.
        """
        return self.attach("household", household_id, [source], subject)[0]

    def attach(
        self,
        owner_kind: str,
        owner_id: str,
        sources: Sequence[Path | bytes],
        subject: str = "other",
        progress: Progress | None = None,
    ) -> list[PhotoAdded]:
        """Add photos and scans to one record as one operation.

        A file that the record has already is not added again. A PDF or TIFF is a scan: each of
        its pages is kept.

        Raises:
            InputError: ``picture-...``, ``scan-...``; nothing was added. ``record-missing``.
            RefusedError: the operator may only read.
        """
        from desktop.services.pictures_read import read_sources

        read = read_sources(sources, progress)
        made: list[tuple[Picture, str, bool]] = []
        with self._ledger.unit_of_work("attach-photo") as work:
            if work.get(owner_kind, owner_id) is None:
                raise InputError("record-missing")
            for picture in read:
                present = queries.source_of_owner(work.connection, picture.source_sha256, owner_id)
                if present is not None:
                    made.append((picture, present, True))
                    continue
                taken = picture.taken or self._clock.now()
                content = picture.jpeg
                if not picture.scanned:
                    content = self._stamped(content, taken, owner_kind, owner_id)
                added = self._files.add(
                    work,
                    owner_kind=owner_kind,
                    owner_id=owner_id,
                    kind=SCAN if picture.scanned else PHOTO,
                    content=content,
                    media_type=JPEG,
                    facts={
                        "subject": subject,
                        "taken_at": taken,
                        "source_sha256": picture.source_sha256,
                    },
                )
                made.append((picture, added, False))
            _rest_on_copy(work, owner_kind, owner_id, subject)
        return [_added(picture, one, work.changes, known=known) for picture, one, known in made]

    def attach_ink(
        self, owner_kind: str, owner_id: str, subject: str, signer: str, ink: Ink
    ) -> Changes:
        """Keep a signature drawn by hand; a household's consent is marked as given on screen.

        One operation: with subject ``consent`` of a household, ``consent_basis`` becomes
        :attr:`ConsentBasis.SCREEN` and ``consented_on`` today; a ballot's basis likewise.

        Args:
            owner_kind: kind of the record that is signed for.
            owner_id: that record.
            subject: code of ``ATTACHMENT_SUBJECT``.
            signer: who signs.
            ink: the strokes.

        Raises:
            InputError: ``ink-too-small``, ``record-missing``.
            RefusedError: the operator may only read.
        """
        from desktop.services.pictures_image import INK_TYPE

        if not ink.is_signature:
            raise InputError("ink-too-small")
        with self._ledger.unit_of_work("attach-ink") as work:
            if work.get(owner_kind, owner_id) is None:
                raise InputError("record-missing")
            self._files.add(
                work,
                owner_kind=owner_kind,
                owner_id=owner_id,
                kind=INK,
                content=ink.to_json().encode(),
                media_type=INK_TYPE,
                facts={"subject": subject, "signer": signer or None},
            )
            if (owner_kind, subject) == ("household", "consent"):
                given: Record = {
                    "consent_basis": int(ConsentBasis.SCREEN),
                    "consented_on": self._clock.today(),
                }
                work.update("household", owner_id, given)
            elif owner_kind == "ballot":
                work.update("ballot", owner_id, {"basis": int(ConsentBasis.SCREEN)})
        return work.changes

    def of_household(self, household_id: str) -> list[PictureRow]:
        """Return a household's photos, scans and signatures, oldest first."""
        return self.of_owner("household", household_id)

    def of_owner(self, kind: str, owner_id: str) -> list[PictureRow]:
        """Return the photos, scans and signatures of one record, oldest first."""
        with self._ledger.reader() as connection:
            return queries.pictures_of(connection, kind, owner_id)

    def image(self, attachment_id: str) -> bytes:
        """Return a stored photo, or ink drawn from its strokes, as JPEG or PNG.

        Raises:
            LedgerError: ``attachment-missing`` or ``attachment-damaged``.
        """
        from desktop.services.pictures_image import as_image

        row, file_id = self._found(attachment_id)
        return as_image(self._files.read(file_id), row.media_type)

    def thumbnail(self, attachment_id: str, side: int = THUMBNAIL) -> bytes:
        """Return a small JPEG or PNG that fits into a square; remembered in memory only.

        Raises:
            LedgerError: ``attachment-missing`` or ``attachment-damaged``.
        """
        from desktop.services.pictures_image import as_thumbnail

        row, file_id = self._found(attachment_id)
        with self._lock:
            known = self._small.get((file_id, side))
            if known is not None:
                self._small.move_to_end((file_id, side))
                return known
        made = as_thumbnail(self._files.read(file_id), row.media_type, side)
        with self._lock:
            self._small[file_id, side] = made
            while len(self._small) > _CACHED:
                self._small.popitem(last=False)
        return made

    def import_folder(self, folder: Path, progress: Progress | None = None) -> FolderReport:
        """Take the photos of a phone: each goes to the door whose code was photographed before.

        One operation of the journal, undone as one; stopping it leaves nothing behind.

        Raises:
            InputError: ``picture-folder-missing``, ``picture-folder-empty``.
            CancelledError: a person stopped it.
            RefusedError: the operator may only read.
        """
        from desktop.services.pictures_folder import import_folder

        return import_folder(self._ledger, self._files, folder, progress)

    def tray(self) -> list[PictureRow]:
        """Return the photos that wait for a door, oldest first."""
        with self._ledger.reader() as connection:
            return queries.waiting_pictures(connection)

    def file(self, attachment_id: str, household_id: str, subject: str | None = None) -> Changes:
        """Give a photo to a door, from the tray or from another door; its stamp follows.

        Args:
            attachment_id: the photo.
            household_id: the door.
            subject: code of ``ATTACHMENT_SUBJECT``; None leaves it.

        Raises:
            InputError: ``record-missing``.
            RefusedError: ``signature-stays``; the operator may only read.
        """
        row, file_id = self._movable(attachment_id)
        content = self._files.read(file_id)
        with self._ledger.unit_of_work("file-photo") as work:
            if work.get("household", household_id) is None:
                raise InputError("record-missing")
            facts = {"owner_kind": "household", "owner_id": household_id, "note": None}
            if subject:
                facts["subject"] = subject
            if row.media_type == JPEG:
                taken = row.taken_at or self._clock.now()
                again = self._stamped(content, taken, "household", household_id)
                work.update("attachment", attachment_id, {**facts, **self._files.store(again)})
            else:
                work.update("attachment", attachment_id, facts)
            _rest_on_copy(work, "household", household_id, subject or row.subject)
        return work.changes

    def name(self, attachment_id: str, subject: str) -> Changes:
        """Say what a photo shows.

        Args:
            attachment_id: the photo.
            subject: code of ``ATTACHMENT_SUBJECT``.

        Raises:
            InputError: ``record-missing``.
            RefusedError: the operator may only read.
        """
        row, _ = self._found(attachment_id)
        with self._ledger.unit_of_work("name-photo") as work:
            work.update("attachment", attachment_id, {"subject": subject})
            _rest_on_copy(work, row.owner_kind or "", row.owner_id or "", subject)
        return work.changes

    def to_tray(self, attachment_id: str) -> Changes:
        """Take a photo from its door back to the tray; its stamp no longer names the door.

        Raises:
            InputError: ``record-missing``.
            RefusedError: ``signature-stays``; the operator may only read.
        """
        row, file_id = self._movable(attachment_id)
        content = self._files.read(file_id)
        with self._ledger.unit_of_work("unfile-photo") as work:
            facts: Record = {
                "owner_kind": None,
                "owner_id": None,
                "note": WaitingReason.TAKEN_BACK.value,
            }
            if row.media_type == JPEG:
                again = self._stamped(content, row.taken_at or self._clock.now(), "", "")
                facts = {**facts, **self._files.store(again)}
            work.update("attachment", attachment_id, facts)
        return work.changes

    def recognise(self, text: str) -> Recognised:
        """Return what a scanned text is, judged by the numbers that this office has recorded."""
        with self._ledger.reader() as connection:
            water, power = queries.recorded_numbers(connection)
        shapes = MeterNumbers(NumberShapes.learn(water), NumberShapes.learn(power))
        return shapes.recognise(text)

    def remove(self, attachment_id: str) -> Changes:
        """Take a photo or signature away; its file stays, so that undo brings it back."""
        with self._ledger.unit_of_work("remove-photo") as work:
            work.delete("attachment", attachment_id)
        return work.changes

    def _found(self, attachment_id: str) -> tuple[PictureRow, str]:
        with self._ledger.reader() as connection:
            found = queries.picture(connection, attachment_id)
        if found is None:
            raise InputError("record-missing")
        return found

    def _movable(self, attachment_id: str) -> tuple[PictureRow, str]:
        found = self._found(attachment_id)
        if found[0].kind == INK:
            raise RefusedError("signature-stays")
        return found

    @staticmethod
    def _stamped(jpeg: bytes, taken: object, owner_kind: str, owner_id: str) -> bytes:
        from desktop.exchange.picture_stamp import stamped

        door = owner_id if owner_kind == "household" else None
        return stamped(jpeg, taken, door)  # type: ignore[arg-type]


def _rest_on_copy(work: UnitOfWork, kind: str, owner_id: str, subject: str | None) -> None:
    """Mark a consent that rests on nothing yet as 待补原件: a photo is not the signed paper."""
    if kind != "household" or subject not in _CONSENT_PAPERS:
        return
    household = work.get("household", owner_id)
    if household is not None and household.get("consent_basis") is None:
        work.update("household", owner_id, {"consent_basis": int(ConsentBasis.COPY)})


def _added(picture: Picture, attachment_id: str, changes: Changes, *, known: bool) -> PhotoAdded:
    doors = [read_door_code(text) for text, _ in picture.codes]
    return PhotoAdded(
        attachment_id=attachment_id,
        codes=tuple(
            text for (text, _), door in zip(picture.codes, doors, strict=True) if door is None
        ),
        door=next((door[0] for door in doors if door), None),
        known=known,
        changes=changes,
    )
