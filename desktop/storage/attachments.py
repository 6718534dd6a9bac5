"""Photos, scans and ink: encrypted files beside the ledger, named by random ids."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO

from desktop.kernel.errors import LedgerError, RefusedError
from desktop.storage.failures import translated
from desktop.storage.files import replace_file
from desktop.storage.keyring import derived

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.domain.values import Record
    from desktop.storage.ledger import Ledger
    from desktop.storage.unit_of_work import UnitOfWork

_NONCE = 12


class Attachments:
    """The attachment files of one open ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._folder = ledger.paths.attachments

    def add(
        self,
        work: UnitOfWork,
        *,
        owner_kind: str,
        owner_id: str,
        kind: int,
        content: bytes,
        media_type: str,
        facts: Record | None = None,
    ) -> str:
        """Write the file, then its row, and return the row's id.

        The file reaches the disk before the row commits; if the operation fails, the file stays
        as a spare one, which ``check`` counts and no one misses.

        Args:
            work: the operation under way.
            owner_kind: kind of the record it belongs to.
            owner_id: that record.
            kind: code of ``ATTACHMENT_KIND``.
            content: the bytes as they are shown.
            media_type: such as ``image/jpeg``.
            facts: further fields of the row, such as its subject; ``taken_at`` is now otherwise.

        Raises:
            MachineError: the disk refuses.
            RefusedError: ``server-no-files``: a ledger on a server keeps no photos and scans.
        """
        if self._ledger.on_server:
            raise RefusedError("server-no-files")
        record: Record = {
            "owner_kind": owner_kind,
            "owner_id": owner_id,
            "kind": kind,
            **self.store(content),
            "media_type": media_type,
            "taken_at": self._ledger.clock.now(),
            **(facts or {}),
        }
        return work.insert("attachment", [record])[0]

    def store(self, content: bytes) -> Record:
        """Write the encrypted file and return its fields of the row, to be stored with it.

        Raises:
            MachineError: the disk refuses.
        """
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        file_id, nonce = os.urandom(16).hex(), os.urandom(_NONCE)
        sealed = AESGCM(self._key()).encrypt(nonce, content, file_id.encode())
        with translated():
            self._folder.mkdir(parents=True, exist_ok=True)
            replace_file(self._folder / file_id, nonce + sealed)
        return {
            "file_id": file_id,
            "size": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
        }

    def forget(self, file_ids: Iterable[str]) -> None:
        """Delete files of :meth:`store` that no row ever named: their operation was cancelled."""
        for file_id in file_ids:
            with suppress(OSError):
                (self._folder / file_id).unlink()

    def read(self, file_id: str) -> bytes:
        """Return the content of one file.

        Raises:
            LedgerError: ``attachment-missing`` or ``attachment-damaged``.
        """
        try:
            sealed = (self._folder / file_id).read_bytes()
        except FileNotFoundError:
            raise LedgerError("attachment-missing") from None
        return self._opened(file_id, sealed)

    def sealed_size(self, file_id: str) -> int | None:
        """Return the bytes of one file as it lies in the folder, or None when it is not there."""
        try:
            return (self._folder / file_id).stat().st_size
        except OSError:
            return None

    def open_sealed(self, file_id: str) -> BinaryIO:
        """Open one file as it lies in the folder, to be carried to another laptop of the office.

        Raises:
            OSError: it is not there.
        """
        return (self._folder / file_id).open("rb")

    def receive(self, file_id: str, sha256: str, sealed: bytes) -> bool:
        """Keep a file that another laptop of the office sealed, before the row that names it.

        Args:
            file_id: its name.
            sha256: of its content, as its row has it.
            sealed: as it lay in that laptop's folder.

        Returns:
            Whether it is what its row says; if not, nothing is kept.

        Raises:
            MachineError: the disk refuses.
        """
        try:
            content = self._opened(file_id, sealed)
        except LedgerError:
            return False
        if hashlib.sha256(content).hexdigest() != sha256:
            return False
        with translated():
            self._folder.mkdir(parents=True, exist_ok=True)
            replace_file(self._folder / file_id, sealed)
        return True

    def _opened(self, file_id: str, sealed: bytes) -> bytes:
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            cipher = AESGCM(self._key())
            return cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], file_id.encode())
        except (InvalidTag, ValueError):
            raise LedgerError("attachment-damaged") from None

    def _key(self) -> bytes:
        return derived(self._ledger.key, "attachments")
