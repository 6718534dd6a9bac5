"""The totals of all verdicts, kept between questions and brought up to date by the journal."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from desktop.domain.verdict_table import VerdictTable
from desktop.domain.verdict_totals import QuarterTotals, count_quarter
from desktop.storage.queries.verdict_totals import (
    changed_quarters,
    ledger_facts,
    newest_entry,
    quarter_ids,
    size,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from desktop.storage.queries.verdict_totals import LedgerFacts


_AT_ONCE = 100_000
"""Households whose facts may lie in memory together: about 120 MB."""


class VerdictTotals:
    """What was counted last, and up to which entry of the journal it holds."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counted: dict[str, QuarterTotals] | None = None
        self._seen = 0

    def read(self, connection: Connection) -> Mapping[str, QuarterTotals]:
        """Return quarter id → totals as the ledger stands now."""
        with self._lock:
            # Asked first: what is written meanwhile is counted again, never missed.
            newest = newest_entry(connection)
            if self._counted is None or newest < self._seen:
                self._counted = _all(connection)
            elif newest > self._seen:
                self._follow(connection, newest)
            self._seen = newest
            return dict(self._counted)

    def _follow(self, connection: Connection, newest: int) -> None:
        changed = changed_quarters(connection, self._seen, newest)
        if changed is None or self._counted is None:
            self._counted = _all(connection)
            return
        for quarter_id in changed:
            found = _count(ledger_facts(connection, quarter_id))
            if found:
                self._counted.update(found)
            else:
                self._counted.pop(quarter_id, None)


def _all(connection: Connection) -> dict[str, QuarterTotals]:
    """Count the whole ledger: at once, or where it is large one quarter after the other."""
    if size(connection) <= _AT_ONCE:
        return _count(ledger_facts(connection))
    counted: dict[str, QuarterTotals] = {}
    for quarter_id in quarter_ids(connection):
        counted.update(_count(ledger_facts(connection, quarter_id)))
    return counted


def _count(facts: LedgerFacts) -> dict[str, QuarterTotals]:
    return {
        quarter_id: count_quarter(
            facts.households[quarter_id],
            (VerdictTable(facts.water.get(quarter_id, ())), modes[0]),
            (VerdictTable(facts.electricity.get(quarter_id, ())), modes[1]),
        )
        for quarter_id, modes in facts.quarters.items()
    }
