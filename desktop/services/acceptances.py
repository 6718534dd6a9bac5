"""Acceptance of a quarter's water or electricity against a check list, and its freezing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.kernel.clock import Clock
    from desktop.storage.ledger import Ledger


class Acceptances:
    """Acceptance of a quarter's water or electricity against a check list, and its freezing."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock
