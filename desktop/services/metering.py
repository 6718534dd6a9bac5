"""Meters as things: exchanged in one act, hung in a tree, balanced over a period."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.kernel.clock import Clock
    from desktop.storage.ledger import Ledger


class Metering:
    """Exchanges meters and answers for the tree of masters and their sub-meters."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock
