"""The names of the files that make up one ledger (``contract.md``)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path  # noqa: TC003 - dataclass fields are read at run time


@dataclass(frozen=True, slots=True)
class LedgerPaths:
    """Everything that lies beside one ledger file.

    Attributes:
        ledger: ``NAME.hubiao``, the encrypted database.
    """

    ledger: Path

    @property
    def key_file(self) -> Path:
        """Wrapped keys and the anchor."""
        return self.ledger.with_name(self.ledger.name + ".key")

    @property
    def lock_file(self) -> Path:
        """Locked by the one writing program, with the owner written inside."""
        return self.ledger.with_name(self.ledger.name + ".lock")

    @property
    def attachments(self) -> Path:
        """Folder of encrypted photos, scans and ink."""
        return self.ledger.with_name(self.ledger.name + ".files")

    @property
    def backups(self) -> Path:
        """Folder of verified backups, unless set otherwise."""
        return self.ledger.parent / "backups"

    @property
    def wal(self) -> Path:
        """SQLite's write-ahead log."""
        return self.ledger.with_name(self.ledger.name + "-wal")
