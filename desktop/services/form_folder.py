"""The file of a form in the folder of forms, as the next person signs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.kernel.errors import InputError, MachineError
from desktop.storage.files import replace_file
from desktop.storage.queries import quarter_paper

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.services.form_signing import FormSigning
    from desktop.services.form_store import FormStore
    from desktop.storage.ledger import Ledger


class FormFolder:
    """Brings the folder up to what the ledger keeps, and takes in what was signed in the folder."""

    def __init__(self, ledger: Ledger, store: FormStore, signing: FormSigning) -> None:
        self._ledger = ledger
        self._store = store
        self._signing = signing

    def file(self, document_no: str, folder: Path) -> Path:
        """Return the file of a form in ``folder``, with every signature that the ledger knows.

        A file that is gone or stands at an earlier revision is written anew. One that somebody
        signed in the folder meanwhile is taken in first.

        Raises:
            InputError: ``form-unknown``; ``form-not-kept`` where neither folder nor ledger has it.
            RefusedError: those of :meth:`FormSigning.take_back`: it is another file.
            MachineError: ``form-not-written``.
        """
        with self._ledger.reader() as connection:
            row = quarter_paper.form_by_number(connection, document_no)
        if row is None:
            raise InputError("form-unknown", number=document_no)
        path = folder / str(row["file_name"])
        there = _bytes(path)
        try:
            kept = self._store.newest(str(row["id"]))
        except InputError:  # issued on a server or by an earlier program
            if not there:
                raise
            return path
        if not kept.startswith(there):
            self._signing.take_back(path)
        elif kept != there:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                replace_file(path, kept)
            except OSError as error:
                raise MachineError("form-not-written", file=path.name) from error
        return path


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
