"""Sees when the ledger's file is deleted, replaced or cut short under the running program.

Without it such a commit succeeds silently and its data vanishes with the last handle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.kernel.errors import LedgerError
from desktop.kernel.paths import LedgerPaths

if TYPE_CHECKING:
    from pathlib import Path


class Guard:
    """Compares the files with what they were after our own last write."""

    def __init__(self, path: Path) -> None:
        self._paths = (path, LedgerPaths(path).wal)
        self._name = path.name
        self._seen: list[tuple[int, int, int] | None] = []
        self.remember()

    def remember(self) -> None:
        """Take the files as they are now for ours."""
        self._seen = [_identity(path) for path in self._paths]

    def check(self) -> None:
        """Compare.

        Raises:
            LedgerError: ``ledger-replaced``: no further commit may be made.
        """
        for path, seen in zip(self._paths, self._seen, strict=True):
            now = _identity(path)
            if seen is not None and (now is None or now[:2] != seen[:2] or now[2] < seen[2]):
                raise LedgerError("ledger-replaced", name=self._name)


def _identity(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size
