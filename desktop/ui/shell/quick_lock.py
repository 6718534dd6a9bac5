"""Keeps the way back in by PIN from one lock to the next sign-in, and no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.services.quick_unlock import QuickKey


class QuickLock:
    """What a locked window still has: a wrapped key, of one person and one ledger.

    Attributes:
        key: the wrapped key; None when no PIN is set or it is no longer taken.
        offered: whether this person was told of PINs since the program was started.
    """

    def __init__(self) -> None:
        self.key: QuickKey | None = None
        self.offered = False
        self._path: Path | None = None

    def keep(self, key: QuickKey, path: Path) -> None:
        """Take the wrapped key of a PIN that was just set."""
        self.forget()
        self.key, self._path, self.offered = key, path, True

    def lock(self) -> None:
        """Begin the hour."""
        if self.key is not None:
            self.key.lock()

    def beat(self) -> bool:
        """Say that the program runs; return whether the PIN has just ended."""
        if self.key is None:
            return False
        self.key.beat()
        if self.key.alive:
            return False
        self.forget()
        return True

    def fits(self, path: Path | None, operator: str) -> bool:
        """Return whether the PIN opens this ledger for this person."""
        return (
            self.key is not None
            and self.key.alive
            and self._path == path
            and self.key.operator.name == operator
        )

    def forget(self) -> None:
        """Destroy the wrapped key."""
        if self.key is not None:
            self.key.destroy()
        self.key, self._path = None, None
