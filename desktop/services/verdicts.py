"""One household one meter, for the whole ledger or one quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.storage.ledger import Ledger

UTILITIES = ("water", "electricity")


class Verdicts:
    """Answers met, not met or unknown from the facts in the ledger; nothing is stored."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
