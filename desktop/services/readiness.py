"""Which quarters are ready, nearly ready or not eligible, and which batch they are in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.kernel.clock import Clock
    from desktop.storage.ledger import Ledger


class Readiness:
    """Which quarters are ready, nearly ready or not eligible, and which batch they are in."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock
