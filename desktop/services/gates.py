"""In which stage a quarter stands and what the next gate still needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.stages import GateReport, gate
from desktop.services.quarter_facts import quarter_file

if TYPE_CHECKING:
    from desktop.storage.ledger import Ledger


class Gates:
    """Judges quarters by the six stages of the municipal plan."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def of(self, quarter_code: str) -> GateReport:
        """Return where the quarter stands.

        Raises:
            InputError: there is no quarter with this code.
        """
        with self._ledger.reader() as connection:
            return gate(quarter_file(connection, quarter_code).facts())
