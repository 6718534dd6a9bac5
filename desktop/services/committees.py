"""Owners' committees, their members and filing, and applications for maintenance funds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.kernel.clock import Clock
    from desktop.storage.ledger import Ledger


class Committees:
    """Owners' committees, their members and filing, and applications for maintenance funds."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock
