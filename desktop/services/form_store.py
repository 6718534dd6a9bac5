"""The files of issued forms, kept encrypted beside the ledger: every revision that was known.

A copy that a person deleted from a folder, or that came back changed by USB, is never the only one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.codes import AttachmentKind
from desktop.kernel.errors import InputError
from desktop.storage.attachments import Attachments
from desktop.storage.queries import form_files

if TYPE_CHECKING:
    from desktop.storage.ledger import Ledger
    from desktop.storage.unit_of_work import UnitOfWork

SUBJECT = "form"
"""Subject of the attachment that holds a revision of the form itself."""
_PDF = "application/pdf"


class FormStore:
    """Keeps the PDF of a form with every signature it got; a ledger on a server keeps none."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._files = Attachments(ledger)

    def keep(self, work: UnitOfWork, form_id: str, data: bytes) -> None:
        """Keep ``data`` as the newest revision of the form, in the operation ``work``.

        Raises:
            MachineError: the disk refuses.
        """
        if not self._ledger.on_server:
            self._files.add(
                work,
                owner_kind="handover_form",
                owner_id=form_id,
                kind=int(AttachmentKind.OTHER),
                content=data,
                media_type=_PDF,
                facts={"subject": SUBJECT},
            )

    def newest(self, form_id: str) -> bytes:
        """Return the newest revision that the ledger knows.

        Raises:
            InputError: ``form-not-kept``: issued on a server or by an earlier program.
            LedgerError: ``attachment-missing`` or ``attachment-damaged``.
        """
        with self._ledger.reader() as connection:
            found = form_files.revisions(connection, form_id)
        if not found:
            raise InputError("form-not-kept")
        return self._files.read(found[-1].file_id)
