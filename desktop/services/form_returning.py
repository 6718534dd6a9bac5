"""Whatever comes back signed, in one pile: files with signatures, and scans of signed paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.kernel.errors import HubiaoError
from desktop.services.form_scans import FormScanReport, UnfiledScan

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from desktop.kernel.progress import Progress
    from desktop.services.form_scans import FormScans
    from desktop.services.form_signing import FormSigning


@dataclass(frozen=True, slots=True)
class SignedPile:
    """What became of a pile.

    Attributes:
        files: answers of :meth:`FormSigning.take_back`, one for each file with signatures.
        scans: what became of the scans, and of whatever could not be taken.
    """

    files: tuple[dict[str, Any], ...]
    scans: FormScanReport


class FormReturning:
    """Tells signed files from scans, so that nobody has to."""

    def __init__(self, signing: FormSigning, scans: FormScans) -> None:
        self._signing = signing
        self._scans = scans

    def take(
        self,
        paths: Sequence[Path],
        progress: Progress | None = None,
        *,
        parties: Sequence[str] = (),
        signed_at: datetime | None = None,
    ) -> SignedPile:
        """Take back what somebody signed; what cannot be taken is named and the rest go on.

        Args:
            paths: PDF files of forms, and scans as PDF, TIFF or pictures.
            progress: told for every file.
            parties: who signed on the scanned papers; all that are open when none is named.
            signed_at: when they were signed; None for now.

        Raises:
            RefusedError: the operator may only read.
            MachineError: the disk is full, or the reading child cannot be started.
            CancelledError: through ``progress``.
        """
        files, scans, refused = [], [], []
        for path in paths:
            if not _is_form(path):
                scans.append(path)
                continue
            try:
                files.append(self._signing.take_back(path))
            except HubiaoError as error:
                if not error.code.startswith(("form-", "sign-")):
                    raise
                refused.append(UnfiledScan(path.name, 0, error.code, dict(error.details)))
        report = FormScanReport()
        if scans:
            report = self._scans.take(scans, progress, parties=parties, signed_at=signed_at)
        whole = FormScanReport(report.filed, (*refused, *report.unfiled), report.known)
        return SignedPile(tuple(files), whole)


def _is_form(path: Path) -> bool:
    """Return whether a file is a form of ours itself and no picture of one."""
    from desktop.documents.form_file import FormFile

    try:
        return bool(FormFile(path.read_bytes()).document_no)
    except (HubiaoError, OSError):
        return False
