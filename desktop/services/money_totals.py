"""Funds and due days of all quarters, kept between questions and read again when money moved."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from desktop.storage.queries import money
from desktop.storage.queries.verdict_totals import newest_entry

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.storage.queries.money import DueItem, FundSummary


class MoneyTotals:
    """What was read last, and up to which entry of the journal it holds.

    The start page asks again after every change of anything; adding up the payments of 50,000
    households each time would be felt.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._seen = -1
        self._funds: dict[str, FundSummary] = {}
        self._due: list[DueItem] = []

    def funds(self, connection: Connection) -> dict[str, FundSummary]:
        """Return quarter id → its funds as the ledger stands now."""
        with self._lock:
            self._follow(connection)
            return dict(self._funds)

    def due(self, connection: Connection) -> list[DueItem]:
        """Return the days on which open shares fall due as the ledger stands now."""
        with self._lock:
            self._follow(connection)
            return list(self._due)

    def _follow(self, connection: Connection) -> None:
        # Asked first: what is written meanwhile is read again, never missed.
        newest = newest_entry(connection)
        stale = not 0 <= self._seen <= newest
        if stale or (newest > self._seen and money.touched_since(connection, self._seen)):
            self._funds = money.summary(connection)
            self._due = money.due_items(connection)
        self._seen = newest
