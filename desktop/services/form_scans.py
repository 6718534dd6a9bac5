"""Signed papers come back as scans: each is known by the code of its form and filed with it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.domain.codes import AttachmentKind
from desktop.domain.form_code import read_form_code
from desktop.kernel.errors import HubiaoError, InputError
from desktop.kernel.progress import NoProgress
from desktop.storage.attachments import Attachments
from desktop.storage.queries import quarter_paper
from desktop.storage.queries.scans import known_sources

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from desktop.domain.values import Record
    from desktop.exchange.scans import ScannedPage, ScanReader
    from desktop.kernel.clock import Clock
    from desktop.kernel.progress import Progress
    from desktop.services.form_signing import FormSigning
    from desktop.storage.ledger import Ledger

SUBJECT = "signed"
"""Subject of the attachments that are scans of a signed form."""
_JPEG = "image/jpeg"


@dataclass(frozen=True, slots=True)
class FiledForm:
    """One form whose signed paper was found: its number, pages, and who was recorded."""

    document_no: str
    pages: int
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnfiledScan:
    """One file, or page of it, that was not taken: where it is and why, as a code of message."""

    source: str
    page: int
    code: str
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FormScanReport:
    """What became of a pile."""

    filed: tuple[FiledForm, ...] = ()
    unfiled: tuple[UnfiledScan, ...] = ()
    known: int = 0


@dataclass(slots=True)
class _Pile:
    pages: dict[str, list[ScannedPage]] = field(default_factory=lambda: defaultdict(list))
    unfiled: list[UnfiledScan] = field(default_factory=list)
    known: int = 0


class FormScans:
    """Takes scans of signed forms; whatever is not recognised stays outside and is named."""

    def __init__(self, ledger: Ledger, clock: Clock, signing: FormSigning) -> None:
        self._ledger = ledger
        self._clock = clock
        self._signing = signing
        self._files = Attachments(ledger)

    def take(
        self,
        paths: Sequence[Path],
        progress: Progress | None = None,
        *,
        parties: Sequence[str] = (),
        signed_at: datetime | None = None,
    ) -> FormScanReport:
        """Read scans, file every page with its form and record who signed on paper.

        A better scan of a form that all have signed is filed as well. A page without a code
        belongs to the form whose code came before it in the same file: the code stands on the
        first page only. Each form is one operation.

        Args:
            paths: PDF, TIFF or pictures, a form or a pile of them each.
            progress: told for every file.
            parties: who signed on these papers; all that are open when none is named.
            signed_at: when, as the papers say; None for now.

        Raises:
            RefusedError: the operator may only read.
            MachineError: the disk is full, or the reading child cannot be started.
            CancelledError: through ``progress``, before anything is recorded.
        """
        from desktop.exchange.scans import ScanReader

        progress, pile = progress or NoProgress(), _Pile()
        with ScanReader() as reader:
            for done, path in enumerate(paths):
                progress.step(done, len(paths), "scans-read")
                self._read(reader, path, pile)
        progress.step(len(paths), len(paths), "scans-read")
        filed = []
        for number, pages in pile.pages.items():
            try:
                filed.append(self._file(number, pages, parties, signed_at))
            except HubiaoError as error:
                if error.code not in _OF_THE_FORM:
                    raise
                pile.unfiled.append(UnfiledScan(number, 0, error.code, dict(error.details)))
        return FormScanReport(tuple(filed), tuple(pile.unfiled), pile.known)

    def _read(self, reader: ScanReader, path: Path, pile: _Pile) -> None:
        from desktop.exchange.scans import scan_bytes

        number = ""
        try:
            for page in reader.pages(scan_bytes(path), path.name):
                found = {code for text in page.codes if (code := read_form_code(text))}
                if len(found) > 1:
                    pile.unfiled.append(UnfiledScan(path.name, page.number, "scan-several-codes"))
                    continue
                number = found.pop() if found else number
                if page.blank:
                    continue
                if self._is_known(page.source_sha256):
                    pile.known += 1
                elif number:
                    pile.pages[number].append(page)
                else:
                    pile.unfiled.append(UnfiledScan(path.name, page.number, "scan-no-form-code"))
        except InputError as error:
            pile.unfiled.append(UnfiledScan(path.name, 0, error.code, dict(error.details)))

    def _is_known(self, source_sha256: str) -> bool:
        with self._ledger.reader() as connection:
            return bool(known_sources(connection, [source_sha256]))

    def _file(
        self,
        number: str,
        pages: Sequence[ScannedPage],
        parties: Sequence[str],
        signed_at: datetime | None,
    ) -> FiledForm:
        with self._ledger.reader() as connection:
            row = quarter_paper.form_by_number(connection, number)
        if row is None:
            raise InputError("form-unknown", number=number)
        kept, written = [self._files.store(page.jpeg) for page in pages], False
        try:
            with self._ledger.unit_of_work("take-signed-scan") as work:
                ids = work.insert(
                    "attachment",
                    [self._row(row, page, file) for page, file in zip(pages, kept, strict=True)],
                )
                named: tuple[str, ...] = ()
                if parties or self._signing.open_parties(row):
                    named = self._signing.record_paper(
                        work, row, parties, signed_at=signed_at, scan=ids[0]
                    )
            written = True
        finally:
            if not written:
                self._files.forget([str(file["file_id"]) for file in kept])
        return FiledForm(number, len(pages), named)

    def _row(self, form: Record, page: ScannedPage, file: Record) -> Record:
        return {
            "owner_kind": "handover_form",
            "owner_id": form["id"],
            "kind": int(AttachmentKind.SCAN),
            **file,
            "media_type": _JPEG,
            "taken_at": self._clock.now(),
            "subject": SUBJECT,
            "source_sha256": page.source_sha256,
        }


_OF_THE_FORM = frozenset(
    {
        "form-unknown",
        "form-replaced-already",
        "sign-field-signed",
        "sign-field-unknown",
    }
)
"""Refusals that concern one form of the pile; the others go on."""
