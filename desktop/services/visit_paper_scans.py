"""A pile of scans becomes attachments of the doors whose codes stand on them, in one operation."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from desktop.domain.codes import CONSENT_BASIS, AttachmentKind, ConsentBasis
from desktop.domain.door_code import read_door_code
from desktop.domain.form_code import read_form_code
from desktop.domain.rows import address_label
from desktop.domain.scanning import FiledPage, RefusedScan, ScanReport, TrayPage, basis_after
from desktop.kernel.errors import InputError
from desktop.kernel.progress import NoProgress
from desktop.services.visit_paper_content import doors_to_print
from desktop.storage.attachments import Attachments
from desktop.storage.queries.scans import TRAY, known_sources

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from desktop.domain.changes import Changes
    from desktop.domain.values import Record
    from desktop.exchange.scans import ScannedPage, ScanReader
    from desktop.kernel.progress import Progress
    from desktop.storage.ledger import Ledger
    from desktop.storage.queries.visit_paper import PaperDoor

JPEG = "image/jpeg"


@dataclass(slots=True)
class _Page:
    """A page whose encrypted file lies on the disk and whose row is still to come."""

    source: str
    number: int
    source_sha256: str
    codes: tuple[str, ...]
    file: Record
    household_id: str = ""


@dataclass(slots=True)
class _Pile:
    new: list[_Page] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    known: int = 0
    blank: int = 0
    refused: list[RefusedScan] = field(default_factory=list)


class ScanTaking:
    """Takes one pile of scans into a ledger."""

    def __init__(self, ledger: Ledger, basis: ConsentBasis | None) -> None:
        self._ledger = ledger
        self._basis = basis
        self._files = Attachments(ledger)
        self._pile = _Pile()

    def take(self, paths: Sequence[Path], progress: Progress | None = None) -> ScanReport:
        """Read the files, keep every new page, file what names a door.

        Nothing is left behind when it is stopped or fails.

        Raises:
            RefusedError: the operator may only read.
            MachineError: the disk is full, or the reading child cannot be started.
            CancelledError: through ``progress``.
        """
        from desktop.exchange.scans import ScanReader

        progress = progress or NoProgress()
        kept = False
        try:
            with ScanReader() as reader:
                for done, path in enumerate(paths):
                    progress.step(done, len(paths), "scans-read")
                    self._read(reader, path, partial(progress.step, done, len(paths)))
            doors = self._doors()
            batch = self._ledger.ids()
            filed, tray, changes = self._write(doors, batch)
            kept = True
        finally:
            if not kept:
                self._files.forget([str(page.file["file_id"]) for page in self._pile.new])
        progress.step(len(paths), len(paths), "scans-read")
        return ScanReport(
            batch=batch,
            filed=filed,
            tray=tray,
            known=self._pile.known,
            blank=self._pile.blank,
            refused=tuple(self._pile.refused),
            twice=_twice(filed),
            changes=changes,
        )

    def _read(self, reader: ScanReader, path: Path, still_wanted: Callable[[], None]) -> None:
        from desktop.exchange.scans import scan_bytes

        try:
            for page in reader.pages(scan_bytes(path), path.name):
                still_wanted()
                self._keep(path.name, page)
        except InputError as error:
            self._pile.refused.append(RefusedScan(path.name, error.code, dict(error.details)))

    def _keep(self, source: str, page: ScannedPage) -> None:
        if page.blank:
            self._pile.blank += 1
            return
        if page.source_sha256 in self._pile.seen or self._is_known(page.source_sha256):
            self._pile.known += 1
            return
        self._pile.seen.add(page.source_sha256)
        stored = self._files.store(page.jpeg)
        self._pile.new.append(_Page(source, page.number, page.source_sha256, page.codes, stored))

    def _is_known(self, source_sha256: str) -> bool:
        with self._ledger.reader() as connection:
            return bool(known_sources(connection, [source_sha256]))

    def _doors(self) -> dict[str, PaperDoor]:
        """Find the doors of the pile, in walking order."""
        wanted: set[str] = set()
        for page in self._pile.new:
            named = [code[0] for text in page.codes if (code := read_door_code(text))]
            if len(named) == 1:
                page.household_id = named[0]
                wanted.add(named[0])
        with self._ledger.reader() as connection:
            return {door.id: door for door in doors_to_print(connection, sorted(wanted))}

    def _write(
        self, doors: dict[str, PaperDoor], batch: str
    ) -> tuple[tuple[FiledPage, ...], tuple[TrayPage, ...], Changes]:
        subject = "survey" if self._basis is None else "consent"
        with self._ledger.unit_of_work("take-scans") as work:
            ids = work.insert(
                "attachment", [self._row(page, doors, subject, batch) for page in self._pile.new]
            )
            if self._basis is not None:
                bases = {
                    page.household_id: basis_after(
                        doors[page.household_id].household["consent_basis"],  # type: ignore[arg-type]
                        self._basis,
                    )
                    for page in self._pile.new
                    if page.household_id in doors
                }
                work.update_many(
                    "household", [(key, {"consent_basis": basis}) for key, basis in bases.items()]
                )
        order = {key: place for place, key in enumerate(doors)}
        filed = [
            _filed(attachment_id, page, doors[page.household_id])
            for attachment_id, page in zip(ids, self._pile.new, strict=True)
            if page.household_id in doors
        ]
        tray = [
            TrayPage(attachment_id, page.source, page.number, _reason(page))
            for attachment_id, page in zip(ids, self._pile.new, strict=True)
            if page.household_id not in doors
        ]
        filed.sort(key=lambda page: order[page.household_id])
        return tuple(filed), tuple(tray), work.changes

    def _row(self, page: _Page, doors: dict[str, PaperDoor], subject: str, batch: str) -> Record:
        at_door = page.household_id in doors
        return {
            "owner_kind": "household" if at_door else TRAY,
            "owner_id": page.household_id if at_door else "",
            "kind": int(AttachmentKind.SCAN),
            **page.file,
            "media_type": JPEG,
            "taken_at": self._ledger.clock.now(),
            "subject": subject,
            "source_sha256": page.source_sha256,
            "batch": batch,
            # Whoever files it from the tray need not be asked again.
            "note": None if at_door or self._basis is None else CONSENT_BASIS.label(self._basis),
        }


def _filed(attachment_id: str, page: _Page, door: PaperDoor) -> FiledPage:
    label = door.quarter + address_label(door.building_no, door.unit_no, door.room_no)
    return FiledPage(attachment_id, door.id, label, page.source, page.number)


def _reason(page: _Page) -> str:
    if page.household_id:
        return "scan-door-unknown"
    if any(read_form_code(text) for text in page.codes):
        return "scan-is-form"
    return "scan-several-codes" if page.codes else "scan-no-code"


def _twice(filed: Sequence[FiledPage]) -> tuple[str, ...]:
    counted = Counter((page.household_id, page.label) for page in filed)
    return tuple(label for (_, label), count in counted.items() if count > 1)
