"""Backups of a ledger on a server: the server's administrator makes them."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from desktop.kernel.errors import RefusedError
from desktop.services.backing_up import BackingUp

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path


class ServerBackups(BackingUp):
    """Says where backups are made, instead of making copies that nobody would find."""

    elsewhere = True

    def make(self, folder: Path | None = None) -> dict[str, Any]:
        """Refuse.

        Raises:
            RefusedError: ``server-backs-up``.
        """
        del folder
        raise RefusedError("server-backs-up")

    def automatic(self, reason: str) -> None:
        """Do nothing: the server's own log brings every committed operation back."""

    @contextlib.contextmanager
    def beside(self, reason: str) -> Iterator[None]:
        """Do nothing but the block, likewise."""
        del reason
        yield

    def at_close(self) -> None:
        """Do nothing, likewise."""

    def newest(self) -> datetime | None:
        """Return None: the program does not know."""
        return None

    def rehearse(self) -> dict[str, Any]:
        """Refuse.

        Raises:
            RefusedError: ``server-backs-up``.
        """
        raise RefusedError("server-backs-up")
