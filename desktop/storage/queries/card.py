"""One household with everything around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.rows import HouseholdCard, address_label
from desktop.models.catalogue import journalled_columns
from desktop.storage.codec import decode

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.domain.values import Value


def household_card(connection: Connection, household_id: str) -> HouseholdCard | None:
    """Return the household with its parents, meters and visits; None when there is none."""
    household = record(connection, "household", household_id)
    if household is None:
        return None
    unit = record(connection, "unit", household["unit_id"]) or {}
    building = record(connection, "building", unit.get("building_id")) or {}
    quarter = record(connection, "quarter", building.get("quarter_id")) or {}
    label = address_label(
        _text(building.get("building_no")), _text(unit.get("unit_no")), _text(household["room_no"])
    )
    return HouseholdCard(
        label=f"{_text(quarter.get('name')) or ''}{label}",
        quarter=quarter,
        building=building,
        unit=unit,
        household=household,
        water_meters=children(connection, "water_meter", "household_id", household_id),
        electricity_meters=children(connection, "electricity_meter", "household_id", household_id),
        visits=children(connection, "visit", "household_id", household_id),
    )


def record(connection: Connection, kind: str, entity_id: Value) -> dict[str, Value] | None:
    """Return one record with its id, or None; deleted records are not found."""
    if entity_id is None:
        return None
    names = columns(kind)
    row = connection.exec_driver_sql(
        f"SELECT {', '.join(names)} FROM {kind} WHERE id = ? AND deleted = 0",
        (entity_id,),
    ).first()
    return None if row is None else decode(kind, names, row)


def children(
    connection: Connection, kind: str, field: str, parent_id: str
) -> tuple[dict[str, Value], ...]:
    """Return the records of ``kind`` whose ``field`` names ``parent_id``, oldest first."""
    names = columns(kind)
    rows = connection.exec_driver_sql(
        f"SELECT {', '.join(names)} FROM {kind} WHERE {field} = ? AND deleted = 0 ORDER BY id",
        (parent_id,),
    )
    return tuple(decode(kind, names, row) for row in rows)


def columns(kind: str) -> list[str]:
    """Return the columns of a record as services see it: all but marks and projections."""
    return [column.name for column in journalled_columns(kind) if column.name != "deleted"]


def _text(value: Value) -> str | None:
    return value if isinstance(value, str) else None
