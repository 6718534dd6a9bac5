"""Quarters with what the annual plan goes by, and the adjustments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.storage.codec import decode
from desktop.storage.queries.card import columns
from desktop.storage.queries.lists import quarter_rows

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.domain.rows import QuarterRow
    from desktop.domain.values import Record


def planned_quarters(connection: Connection) -> list[tuple[Record, QuarterRow]]:
    """Return every quarter with its counts, by street, code and name."""
    names = columns("quarter")
    rows = connection.exec_driver_sql(f"SELECT {', '.join(names)} FROM quarter WHERE deleted = 0")
    found = {row[0]: decode("quarter", names, row) for row in _with_id(rows, names)}
    counted = [(found[row.id], row) for row in quarter_rows(connection) if row.id in found]
    return sorted(counted, key=lambda pair: str(pair[0]["street_code"] or ""))


def changes(connection: Connection) -> list[Record]:
    """Return every adjustment, the oldest first."""
    names = columns("plan_change")
    rows = connection.exec_driver_sql(
        f"SELECT {', '.join(names)} FROM plan_change WHERE deleted = 0 ORDER BY id"
    )
    return [decode("plan_change", names, row) for row in rows]


def _with_id(rows: Any, names: list[str]) -> Any:
    if names[0] != "id":
        message = "the id leads the columns of every record"
        raise ValueError(message)
    return rows
