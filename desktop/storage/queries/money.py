"""Costs, funds and shares: facts of all quarters at once, and what falls due."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from desktop.domain.amounts import from_fen
from desktop.domain.cost import CostFacts, CostItem, Limits, Review
from desktop.domain.cost import cost_facts as judged
from desktop.domain.project_codes import AuditKind, EstimateKind, Trade

if TYPE_CHECKING:
    from sqlalchemy import Connection

_TRADES = {str(trade): trade for trade in Trade}
_KINDS = {int(kind): kind for kind in EstimateKind}


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


def _only(quarter_id: str | None, column: str = "quarter_id") -> str:
    return "" if quarter_id is None else f" AND {column} = ?"


def _given(quarter_id: str | None) -> tuple[str, ...]:
    return () if quarter_id is None else (quarter_id,)
