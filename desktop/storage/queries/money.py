"""Costs, funds and shares: facts of all quarters at once, and what falls due."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.amounts import NOTHING, from_fen
from desktop.domain.audits import Audit
from desktop.domain.cost import CostFacts, CostItem, Limits, Review
from desktop.domain.cost import cost_facts as judged
from desktop.domain.funding import FundRow
from desktop.domain.project_codes import AuditKind, EstimateKind, FindingState, Trade

if TYPE_CHECKING:
    from decimal import Decimal

    from sqlalchemy import Connection

_TRADES = {str(trade): trade for trade in Trade}
_KINDS = {int(kind): kind for kind in EstimateKind}
# Residents' money is what the households paid as soon as one did (domain/funding.py: account).
_SUMMARY = """
WITH house AS (
  SELECT h.quarter_id AS quarter_id,
         sum(CASE WHEN p.kind = 2 THEN 0 ELSE p.amount END) AS paid,
         sum(CASE WHEN p.kind = 2 THEN p.amount ELSE 0 END) AS refunded
  FROM payment p JOIN household h ON h.id = p.household_id
  WHERE p.deleted = 0 AND p.amount IS NOT NULL GROUP BY 1
), entry AS (
  SELECT quarter_id,
         sum(CASE WHEN step = 1 THEN amount ELSE 0 END) AS planned,
         sum(CASE WHEN step = 2 THEN amount ELSE 0 END) AS approved,
         sum(CASE WHEN step = 3 THEN amount ELSE 0 END) AS received,
         sum(CASE WHEN step = 3 AND source = 1 THEN amount ELSE 0 END) AS from_residents,
         sum(CASE WHEN step = 4 THEN amount ELSE 0 END) AS paid,
         sum(CASE WHEN step = 5 THEN amount ELSE 0 END) AS returned,
         sum(CASE WHEN step = 5 AND source = 1 THEN amount ELSE 0 END) AS to_residents
  FROM fund_entry WHERE deleted = 0 AND source IS NOT NULL GROUP BY 1
)
SELECT q.id, coalesce(e.planned, 0), coalesce(e.approved, 0),
       coalesce(e.received, 0) + CASE WHEN coalesce(h.paid, 0) + coalesce(h.refunded, 0) > 0
         THEN h.paid - coalesce(e.from_residents, 0) ELSE 0 END,
       coalesce(e.paid, 0),
       coalesce(e.returned, 0) + CASE WHEN coalesce(h.paid, 0) + coalesce(h.refunded, 0) > 0
         THEN h.refunded - coalesce(e.to_residents, 0) ELSE 0 END
FROM quarter q LEFT JOIN entry e ON e.quarter_id = q.id LEFT JOIN house h ON h.quarter_id = q.id
WHERE q.deleted = 0 AND (e.quarter_id IS NOT NULL OR h.quarter_id IS NOT NULL)
"""
_SHARES_DUE = """
SELECT h.quarter_id, s.due_on, count(DISTINCT s.household_id)
FROM share s JOIN household h ON h.id = s.household_id AND h.deleted = 0
WHERE s.deleted = 0 AND s.due_on IS NOT NULL AND s.due > coalesce(s.waived, 0)
  AND s.due - coalesce(s.waived, 0) > coalesce((
    SELECT sum(CASE WHEN p.kind = 2 THEN -p.amount ELSE p.amount END) FROM payment p
    WHERE p.household_id = s.household_id AND p.utility = s.utility AND p.deleted = 0), 0)
GROUP BY 1, 2 ORDER BY 2, 1
"""
# What changes the two above: money, and which quarter a household belongs to.
_TOUCHED = """
SELECT EXISTS(SELECT 1 FROM journal_entry WHERE number > ? AND (
  kind IN ('payment', 'share', 'fund_entry')
  OR (kind = 'household' AND (action <> 'U' OR field IN ('unit_id', 'deleted')))
  OR (kind IN ('unit', 'building', 'quarter') AND action = 'U'
      AND field IN ('building_id', 'quarter_id', 'deleted'))))
"""


class FundSummary(NamedTuple):
    """The funds of one quarter, yuan; see ``domain/funding.py`` for what counts as what."""

    quarter_id: str
    planned: Decimal
    approved: Decimal
    received: Decimal
    paid: Decimal
    returned: Decimal

    @property
    def balance(self) -> Decimal:
        """What is left: received − paid − given back."""
        return self.received - self.paid - self.returned


class DueItem(NamedTuple):
    """Shares that fall due: kind ``shares-due``, whose quarter, the day, and how many doors."""

    kind: str
    quarter_id: str
    due_on: date
    subject: str


def summary(connection: Connection) -> dict[str, FundSummary]:
    """Return quarter id → its funds, for every quarter that has any."""
    rows = connection.exec_driver_sql(_SUMMARY)
    return {
        row[0]: FundSummary(row[0], *(from_fen(fen) or NOTHING for fen in row[1:])) for row in rows
    }


def due_items(connection: Connection) -> list[DueItem]:
    """Return the days on which shares fall due that are not fully paid or waived."""
    rows = connection.exec_driver_sql(_SHARES_DUE)
    return [
        DueItem("shares-due", quarter, date.fromisoformat(day), str(count))
        for quarter, day, count in rows
        if quarter
    ]


def touched_since(connection: Connection, entry: int) -> bool:
    """Return whether anything that funds and due days rest on changed after a journal entry."""
    return bool(connection.exec_driver_sql(_TOUCHED, (entry,)).scalar_one())


def fund_rows(connection: Connection, quarter_id: str) -> list[FundRow]:
    """Return the entries of the funds of one quarter, oldest first."""
    rows = connection.exec_driver_sql(
        "SELECT source, step, amount FROM fund_entry WHERE deleted = 0 AND quarter_id = ? "
        "ORDER BY id",
        (quarter_id,),
    )
    return [FundRow(source, step, from_fen(amount)) for source, step, amount in rows]


def cost_facts(
    connection: Connection, quarter_id: str | None = None, limits: Limits | None = None
) -> dict[str, CostFacts]:
    """Return quarter id → what it costs; a quarter without cost item and review is not there.

    Args:
        connection: a reader.
        quarter_id: only this quarter; None takes all.
        limits: the office's own lines; the defaults without.
    """
    items, found = cost_items(connection, quarter_id), reviews(connection, quarter_id)
    used = limits or Limits()
    return {
        quarter: judged(items.get(quarter, []), found.get(quarter, []), used)
        for quarter in items.keys() | found.keys()
    }


def cost_items(connection: Connection, quarter_id: str | None = None) -> dict[str, list[CostItem]]:
    """Return quarter id → its cost items, oldest first."""
    rows = connection.exec_driver_sql(
        "SELECT quarter_id, id, utility, est_kind, item, amount, reviewed, quantity, unit_price "
        f"FROM cost_item WHERE deleted = 0 AND quarter_id IS NOT NULL{_only(quarter_id)} "
        "ORDER BY id",
        _given(quarter_id),
    )
    found: dict[str, list[CostItem]] = defaultdict(list)
    for quarter, entity_id, trade, kind, item, amount, reviewed, quantity, price in rows:
        found[quarter].append(
            CostItem(
                entity_id,
                _TRADES.get(trade),
                _KINDS.get(kind),
                item or "",
                from_fen(amount),
                from_fen(reviewed),
                from_fen(quantity),
                from_fen(price),
            )
        )
    return found


def reviews(connection: Connection, quarter_id: str | None = None) -> dict[str, list[Review]]:
    """Return quarter id → its finance reviews that have a result."""
    rows = connection.exec_driver_sql(
        "SELECT quarter_id, approved, reported_on, document_no FROM audit "
        "WHERE deleted = 0 AND quarter_id IS NOT NULL AND approved IS NOT NULL "
        f"AND kind = {int(AuditKind.REVIEW)}{_only(quarter_id)} ORDER BY id",
        _given(quarter_id),
    )
    found: dict[str, list[Review]] = defaultdict(list)
    for quarter, approved, reported, number in rows:
        amount = from_fen(approved)
        if amount is not None:
            day = date.fromisoformat(reported) if reported else None
            found[quarter].append(Review(amount, day, number or ""))
    return found


def audits(connection: Connection, quarter_id: str) -> list[Audit]:
    """Return the reviews and audits of a quarter with their open findings, oldest first."""
    rows = connection.exec_driver_sql(
        "SELECT a.id, a.kind, a.submitted, a.approved, a.document_no, a.reported_on, a.closed_on, "
        "(SELECT count(*) FROM finding f WHERE f.audit_id = a.id AND f.deleted = 0 "
        f"AND coalesce(f.state, 1) <> {int(FindingState.PASSED)}) "
        "FROM audit a WHERE a.deleted = 0 AND a.quarter_id = ? ORDER BY a.id",
        (quarter_id,),
    )
    return [
        Audit(
            row[0],
            row[1],
            from_fen(row[2]),
            from_fen(row[3]),
            row[4] or "",
            _day(row[5]),
            _day(row[6]),
            row[7],
        )
        for row in rows
    ]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _only(quarter_id: str | None, column: str = "quarter_id") -> str:
    return "" if quarter_id is None else f" AND {column} = ?"


def _given(quarter_id: str | None) -> tuple[str, ...]:
    return () if quarter_id is None else (quarter_id,)
