"""What stands twice or is missing over all streets, found by the database."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.meters import OUT_OF_USE

if TYPE_CHECKING:
    from sqlalchemy import Connection

_OUT = ", ".join(str(int(state)) for state in sorted(OUT_OF_USE))
_IN_USE = f"(m.state IS NULL OR m.state NOT IN ({_OUT}))"
_TWICE = (
    "SELECT m.{f}, coalesce(m.household_id, ''), q.id, coalesce(q.name, ''), "
    "coalesce(q.street_code, '') FROM {k} m "
    "LEFT JOIN household h ON h.id = m.household_id LEFT JOIN building b ON b.id = m.building_id "
    "JOIN quarter q ON q.id = coalesce(h.quarter_id, b.quarter_id) "
    f"WHERE m.deleted = 0 AND {_IN_USE} AND m.{{f}} IN (SELECT m.{{f}} FROM {{k}} m "
    f"WHERE m.deleted = 0 AND m.{{f}} IS NOT NULL AND {_IN_USE} "
    "GROUP BY m.{f} HAVING count(*) > 1) ORDER BY m.{f}, q.street_code, m.id"
)
_BACKWARDS = (
    "SELECT coalesce(m.household_id, ''), q.id, coalesce(q.name, ''), "
    "coalesce(q.street_code, '') FROM {k} m "
    "LEFT JOIN household h ON h.id = m.household_id LEFT JOIN building b ON b.id = m.building_id "
    "JOIN quarter q ON q.id = coalesce(h.quarter_id, b.quarter_id) "
    "WHERE m.deleted = 0 AND m.last_reading < m.first_reading ORDER BY m.id"
)


class Held(NamedTuple):
    """A number and one of the meters that have it."""

    number: str
    household_id: str
    quarter_id: str
    quarter: str
    street_code: str


class Backwards(NamedTuple):
    """A meter whose last reading is below its first."""

    household_id: str
    quarter_id: str
    quarter: str
    street_code: str


def held_twice(connection: Connection, kind: str, field: str) -> list[Held]:
    """Return the meters in use whose ``field`` another one in use has as well, by number."""
    rows = connection.exec_driver_sql(_TWICE.format(k=kind, f=field))
    return [Held._make(row) for row in rows]


def running_backwards(connection: Connection, kind: str) -> list[Backwards]:
    """Return the meters of ``kind`` whose last reading is below the first."""
    return [Backwards._make(row) for row in connection.exec_driver_sql(_BACKWARDS.format(k=kind))]


def open_by_street(connection: Connection) -> dict[str, int]:
    """Return street code → questions of its workbooks that wait."""
    rows = connection.exec_driver_sql(
        "SELECT e.street_code, count(*) FROM merge_question m JOIN exchange e "
        "ON e.id = m.exchange_id WHERE m.deleted = 0 AND m.state = 1 AND m.source = 'street' "
        "GROUP BY 1"
    )
    return {row[0]: row[1] for row in rows if row[0]}
