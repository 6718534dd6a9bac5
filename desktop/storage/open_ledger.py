"""What journal, doctor and backups need of an open ledger, so that they need not know its class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from sqlalchemy import Connection

    from desktop.kernel.clock import Clock
    from desktop.kernel.paths import LedgerPaths
    from desktop.storage.keyring import Keyring
    from desktop.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class OperatorInfo:
    """Who works with the ledger.

    Attributes:
        role: ``domain/codes.OperatorRole`` as a plain number.
        disabled: may no longer open the ledger.
    """

    id: str
    name: str
    role: int
    disabled: bool = False


class OpenLedger(Protocol):
    """An open ledger; see :class:`desktop.storage.ledger.Ledger`."""

    path: Path
    paths: LedgerPaths
    operator: OperatorInfo
    keyring: Keyring
    clock: Clock

    @property
    def key(self) -> bytes:
        """The ledger's key."""

    def unit_of_work(
        self, action: str, *, undoes: str | None = None
    ) -> AbstractContextManager[UnitOfWork]:
        """Open the only door."""

    def reader(self) -> AbstractContextManager[Connection]:
        """Lend a reading connection."""

    def checkpoint(self) -> None:
        """Empty the write-ahead log."""
