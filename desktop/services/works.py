"""Schedule, outages and inspections of the works, and who carries them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.kernel.clock import Clock
    from desktop.storage.ledger import Ledger


class Works:
    """Schedule, outages and inspections of the works, and who carries them out."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock
