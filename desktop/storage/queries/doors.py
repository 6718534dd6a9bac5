"""The doors of a building or a quarter, and the doors behind changed records."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from desktop.domain.doors import DoorRow
from desktop.domain.rows import address_label

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy import Connection

_CHUNK = 500
_DOOR = (
    "SELECT h.id, h.building_id, q.name, b.building_no, u.unit_no, h.floor, h.room_no, "
    "h.owner_name, h.visit_state, h.consent_w, h.consent_e, h.use_kind, "
    "(SELECT group_concat(v.visited_at) FROM visit v WHERE v.household_id = h.id "
    "AND v.state = 2 AND v.deleted = 0) "
    "FROM household h LEFT JOIN unit u ON u.id = h.unit_id "
    "LEFT JOIN building b ON b.id = h.building_id LEFT JOIN quarter q ON q.id = h.quarter_id "
    "WHERE h.deleted = 0 AND "
)
_ORDER = " ORDER BY h.building_id, h.place"
# One statement per kind: an OR over four tables would read each of them from end to end.
_BEHIND = (
    "SELECT id FROM household WHERE id IN ({marks})",
    "SELECT household_id FROM water_meter WHERE id IN ({marks})",
    "SELECT household_id FROM electricity_meter WHERE id IN ({marks})",
    "SELECT household_id FROM visit WHERE id IN ({marks})",
)


def building_doors(connection: Connection, building_id: str) -> list[DoorRow]:
    """Return the doors of a building by unit, floor and room."""
    rows = connection.exec_driver_sql(f"{_DOOR}h.building_id = ?{_ORDER}", (building_id,))
    return [_door(row) for row in rows]


def quarter_doors(connection: Connection, quarter_id: str) -> list[DoorRow]:
    """Return the doors of a quarter, building by building."""
    rows = connection.exec_driver_sql(f"{_DOOR}h.quarter_id = ?{_ORDER}", (quarter_id,))
    return [_door(row) for row in rows]


def doors_behind(connection: Connection, ids: Collection[str]) -> list[DoorRow]:
    """Return the doors whose household, meter or visit is among ``ids``.

    A door that was deleted, and an id of anything else, is left out.
    """
    households: set[str] = set()
    for chunk in _chunks(sorted(ids)):
        for statement in _BEHIND:
            rows = connection.exec_driver_sql(
                statement.format(marks=",".join("?" * len(chunk))), tuple(chunk)
            )
            households |= {row[0] for row in rows if row[0]}
    found: list[DoorRow] = []
    for chunk in _chunks(sorted(households)):
        marks = ",".join("?" * len(chunk))
        rows = connection.exec_driver_sql(f"{_DOOR}h.id IN ({marks}){_ORDER}", tuple(chunk))
        found += [_door(row) for row in rows]
    return found


def _chunks(ids: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK]


def _door(row: Any) -> DoorRow:
    return DoorRow(
        id=row[0],
        building_id=row[1] or "",
        quarter=row[2] or "",
        label=address_label(row[3], row[4], row[6]),
        building_no=row[3] or "",
        unit_no=row[4] or "",
        floor=row[5],
        room_no=row[6] or "",
        owner_name=row[7] or "",
        visit_state=row[8],
        consent_w=row[9],
        consent_e=row[10],
        use_kind=row[11],
        tried=tuple(sorted(map(datetime.fromisoformat, row[12].split(",")))) if row[12] else (),
    )
