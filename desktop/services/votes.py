"""Votes of the owners: opened, ballots taken, counted, closed and frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.kernel.clock import Clock
    from desktop.storage.ledger import Ledger


class Votes:
    """Votes of the owners: opened, ballots taken, counted, closed and frozen."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock
