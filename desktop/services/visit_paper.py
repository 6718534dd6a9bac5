"""Household sheets on paper: printed in walking order, filed again by their square code."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.kernel.clock import Clock
    from desktop.storage.ledger import Ledger


class VisitPaper:
    """Prints the sheets that are signed at the door and takes their scans back."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock
