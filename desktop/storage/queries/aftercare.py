"""What stood at the doors of a quarter before the works, and which accounts are open now."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.journal import INSERT
from desktop.models.catalogue import journalled_columns

if TYPE_CHECKING:
    from sqlalchemy import Connection

_STATES = {"W": "w_state", "E": "e_state"}


class MeterAccount(NamedTuple):
    """A household meter: whose, its role, state and account number."""

    household_id: str
    role: int | None
    state: int | None
    account_no: str


def works_began(connection: Connection, quarter_id: str) -> date | None:
    """Return the first day on which works began in a quarter."""
    row = connection.exec_driver_sql(
        "SELECT min(coalesce(done_from, done_to)) FROM work_item "
        "WHERE deleted = 0 AND quarter_id = ?",
        (quarter_id,),
    ).one()
    return _day(row[0])


def recorded_states(
    connection: Connection, quarter_id: str, utility: str
) -> list[tuple[str, int | None, date]]:
    """Return (household id, metering state, day) as the journal has them, oldest first."""
    field = _STATES[utility]
    # A new row stands in the journal as a list in the order of its columns; new ones come last.
    place = [column.name for column in journalled_columns("household")].index(field)
    rows = connection.exec_driver_sql(
        "SELECT e.entity_id, e.action, e.new, o.at FROM household h "
        "JOIN journal_entry e ON e.entity_id = h.id "
        "JOIN journal_operation o ON o.number = e.operation "
        "WHERE h.quarter_id = ? AND h.deleted = 0 AND e.kind = 'household' "
        "AND (e.action = 'I' OR (e.action = 'U' AND e.field = ?)) ORDER BY e.number",
        (quarter_id, field),
    )
    return [(row[0], _state(row[1], row[2], place), _written(row[3])) for row in rows]


def meter_accounts(connection: Connection, kind: str, quarter_id: str) -> list[MeterAccount]:
    """Return the meters of kind ``kind`` below the households of a quarter."""
    rows = connection.exec_driver_sql(
        "SELECT m.household_id, m.role, m.state, coalesce(m.account_no, '') "
        f"FROM {kind} m JOIN household h ON h.id = m.household_id AND h.deleted = 0 "
        "WHERE m.deleted = 0 AND h.quarter_id = ?",
        (quarter_id,),
    )
    return [MeterAccount(*row) for row in rows]


def _state(action: str, new: str | None, place: int) -> int | None:
    text = str(json.loads(new)[place] if action == INSERT and new else new)
    return int(text) if text.isdigit() else None


def _written(value: object) -> date:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return moment.astimezone().date()


def _day(value: object) -> date | None:
    if value is None:
        return None
    return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])
