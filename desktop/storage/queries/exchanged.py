"""Households where a meter was put up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.meters import OUT_OF_USE
from desktop.domain.rows import address_label
from desktop.storage.placement import natural

if TYPE_CHECKING:
    from sqlalchemy import Connection

_CLOSED = ", ".join(str(int(state)) for state in sorted(OUT_OF_USE))
_PUT_UP = (
    "SELECT household_id FROM {kind} WHERE deleted = 0 AND installed_on IS NOT NULL "
    f"AND (state IS NULL OR state NOT IN ({_CLOSED}))"
)
_DOORS = (
    "SELECT h.id, b.building_no, u.unit_no, h.room_no FROM household h "
    "LEFT JOIN unit u ON u.id = h.unit_id LEFT JOIN building b ON b.id = h.building_id "
    "WHERE h.quarter_id = ? AND h.deleted = 0 AND h.id IN ("
    f"{_PUT_UP.format(kind='water_meter')} UNION {_PUT_UP.format(kind='electricity_meter')}"
    ") ORDER BY h.place, h.id"
)


def exchanged_doors(connection: Connection, quarter_id: str) -> list[tuple[str, str]]:
    """Return (id, address) of the households with a meter in use that was put up, in order."""
    rows = connection.exec_driver_sql(_DOORS, (quarter_id,)).all()
    rows = sorted(rows, key=lambda row: natural(row[1]))
    return [(str(row[0]), address_label(row[1], row[2], row[3])) for row in rows]
