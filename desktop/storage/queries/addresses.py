"""What is there already, by address and by meter number: for imports and merges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.meters import OUT_OF_USE
from desktop.domain.rows import AddressedHousehold, AddressIndex
from desktop.storage.codec import decode
from desktop.storage.queries.card import columns

if TYPE_CHECKING:
    from sqlalchemy import Connection

NUMBERS = {"water_meter": "body_no", "electricity_meter": "asset_no"}
"""Kind of meter → the field that holds the number on its face."""


def address_index(connection: Connection) -> AddressIndex:
    """Return everything by address; deleted records are not in it."""
    households = {}
    names = columns("household")
    unit_at, room_at = names.index("unit_id"), names.index("room_no")
    rows = connection.exec_driver_sql(
        f"SELECT {', '.join(names)} FROM household WHERE deleted = 0 ORDER BY id DESC"
    )
    for row in rows:
        unit, room = row[unit_at] or "", row[room_at] or ""
        households[unit, room] = AddressedHousehold(
            row[0], unit, room, decode("household", names, row)
        )
    return AddressIndex(
        quarters=_quarters(connection),
        buildings=_numbered(connection, "building", "quarter_id", "building_no"),
        units=_numbered(connection, "unit", "building_id", "unit_no"),
        households=households,
    )


def meter_numbers(connection: Connection, kind: str) -> dict[str, str]:
    """Return number → id of the meters of ``kind`` that have one; the oldest where two share it."""
    field = NUMBERS[kind]
    rows = connection.exec_driver_sql(
        f"SELECT {field}, id FROM {kind} WHERE deleted = 0 AND {field} IS NOT NULL ORDER BY id DESC"
    )
    return {row[0]: row[1] for row in rows}


def meters_of_households(connection: Connection, kind: str) -> dict[str, list[tuple[str, str]]]:
    """Return household id → (meter id, number) of its meters, oldest first."""
    found: dict[str, list[tuple[str, str]]] = {}
    rows = connection.exec_driver_sql(
        f"SELECT household_id, id, coalesce({NUMBERS[kind]}, '') FROM {kind} "
        "WHERE deleted = 0 AND household_id IS NOT NULL ORDER BY id"
    )
    for household, meter, number in rows:
        found.setdefault(household, []).append((meter, number))
    return found


def _quarters(connection: Connection) -> dict[str, str]:
    rows = connection.exec_driver_sql(
        "SELECT id, quarter_code, name FROM quarter WHERE deleted = 0"
    ).all()
    names = [row[2] for row in rows]
    found = {row[2]: row[0] for row in rows if row[2] and names.count(row[2]) == 1}
    return {**found, **{row[1]: row[0] for row in rows if row[1]}}


def _numbered(
    connection: Connection, kind: str, parent: str, number: str
) -> dict[tuple[str, str], str]:
    rows = connection.exec_driver_sql(
        f"SELECT {parent}, {number}, id FROM {kind} WHERE deleted = 0 ORDER BY id DESC"
    )
    return {(row[0] or "", row[1] or ""): row[2] for row in rows}


def meters_in_use(connection: Connection, kind: str) -> list[tuple[str, str]]:
    """Return (meter id, household id) of the meters that still measure at a household."""
    marks = ",".join(str(int(state)) for state in OUT_OF_USE)
    rows = connection.exec_driver_sql(
        f"SELECT id, household_id FROM {kind} WHERE deleted = 0 AND household_id IS NOT NULL "
        f"AND (state IS NULL OR state NOT IN ({marks})) ORDER BY id"
    )
    return [(row[0], row[1]) for row in rows]
