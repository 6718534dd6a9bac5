"""What the tree and the household list show: numbers first, rows when they are painted."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

from desktop.domain.rows import (
    BuildingRow,
    HouseholdRow,
    Progress,
    QuarterRow,
    UnitRow,
    address_label,
)
from desktop.storage.placement import natural

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from desktop.domain.rows import Scope

_COUNTED = (
    "visit_state IN (1, 4)", "visit_state = 2", "visit_state = 3", "w_state = 1", "e_state = 1",
    "consent_w = 1", "consent_e = 1",
)  # fmt: skip
# Filtered counts read half a million households in 60 % of the time that sums of tests need.
_PROGRESS = ", ".join(["count(*)", *(f"count(*) FILTER (WHERE h.{test})" for test in _COUNTED)])
_ORDERS: Mapping[str, str] = {
    "address": "",
    "owner": "h.owner_name IS NULL, h.owner_name",
    "visit": "h.visit_state IS NULL, h.visit_state",
    "water": "h.w_state IS NULL, h.w_state",
    "power": "h.e_state IS NULL, h.e_state",
}
FILTERS = ("visit_state", "w_state", "e_state", "consent_w", "consent_e", "occupant", "use_kind")
"""Fields by which a list can be narrowed."""


def quarter_rows(connection: Connection) -> list[QuarterRow]:
    """Return every quarter with its progress, by code and name."""
    progress = {
        row[0]: Progress(*row[1:])
        for row in connection.exec_driver_sql(
            f"SELECT h.quarter_id, {_PROGRESS} FROM household h INDEXED BY ix_household_progress "
            "WHERE h.deleted = 0 GROUP BY h.quarter_id"
        )
    }
    rows = connection.exec_driver_sql(
        "SELECT q.id, coalesce(q.quarter_code, ''), coalesce(q.name, ''), "
        "coalesce(q.community, ''), (SELECT count(*) FROM building b WHERE b.quarter_id = q.id "
        "AND b.deleted = 0) FROM quarter q WHERE q.deleted = 0"
    )
    found = [
        QuarterRow(row[0], row[1], row[2], row[3], row[4], progress.get(row[0], Progress()))
        for row in rows
    ]
    return sorted(found, key=lambda row: (natural(row.code), natural(row.name), row.id))


def building_rows(connection: Connection, quarter_id: str) -> list[BuildingRow]:
    """Return the buildings of a quarter with their progress, 2 before 10."""
    progress = {
        row[0]: Progress(*row[1:])
        for row in connection.exec_driver_sql(
            f"SELECT h.building_id, {_PROGRESS} FROM household h "
            "INDEXED BY ix_household_progress WHERE h.quarter_id = ? AND h.deleted = 0 "
            "GROUP BY h.building_id",
            (quarter_id,),
        )
    }
    rows = connection.exec_driver_sql(
        "SELECT b.id, b.quarter_id, coalesce(b.building_no, ''), b.n_floor_up, "
        "(SELECT count(*) FROM unit u WHERE u.building_id = b.id AND u.deleted = 0) "
        "FROM building b WHERE b.quarter_id = ? AND b.deleted = 0",
        (quarter_id,),
    )
    found = [
        BuildingRow(row[0], row[1], row[2], row[3], row[4], progress.get(row[0], Progress()))
        for row in rows
    ]
    return sorted(found, key=lambda row: (natural(row.building_no), row.id))


def unit_rows(connection: Connection, building_id: str) -> list[UnitRow]:
    """Return the units of a building, 2 before 10."""
    rows = connection.exec_driver_sql(
        "SELECT id, building_id, coalesce(unit_no, ''), n_floor, per_floor FROM unit "
        "WHERE building_id = ? AND deleted = 0",
        (building_id,),
    )
    return sorted((UnitRow(*row) for row in rows), key=lambda row: (natural(row.unit_no), row.id))


def household_numbers(
    connection: Connection,
    scope: Scope,
    *,
    order: str = "address",
    descending: bool = False,
    filters: Mapping[str, Sequence[int | None]] | None = None,
) -> array[int]:
    """Return the row numbers of households, 8 bytes each, in the order a list shows them.

    Numbers belong to this ledger file and stay valid while it is open.

    Args:
        connection: a reader.
        scope: the part of the ledger.
        order: ``address``, ``owner``, ``visit``, ``water`` or ``power``.
        descending: the other way round.
        filters: field of :data:`FILTERS` → accepted values; None in them means "empty".
    """
    where, parameters = _narrowed(scope)
    for field, values in (filters or {}).items():
        if field not in FILTERS:
            message = f"no filter on {field}"
            raise ValueError(message)
        given = [value for value in values if value is not None]
        test = f"h.{field} IN ({','.join('?' * len(given))})" if given else "0"
        where += f" AND ({test}{f' OR h.{field} IS NULL' if None in values else ''})"
        parameters += given
    by = _ORDERS[order]
    rows = connection.exec_driver_sql(
        "SELECT h.rowid, h.building_id FROM household h "
        f"WHERE h.deleted = 0{where} ORDER BY {by + ', ' if by else ''}h.building_id, h.place",
        tuple(parameters),
    )
    if order == "address":
        numbers = _by_building(connection, rows)
    else:
        numbers = array("q", (row[0] for row in rows))
    if descending:
        numbers.reverse()
    return numbers


def household_number(connection: Connection, household_id: str) -> int | None:
    """Return the row number of one household, or None."""
    row = connection.exec_driver_sql(
        "SELECT rowid FROM household WHERE id = ? AND deleted = 0", (household_id,)
    ).first()
    return None if row is None else int(row[0])


def household_rows(connection: Connection, numbers: Sequence[int]) -> list[HouseholdRow]:
    """Return the rows of ``numbers`` in their order; rows that are gone are left out."""
    found = {
        row[0]: _household_row(row)
        for row in connection.exec_driver_sql(
            f"{_HOUSEHOLD_ROW} ({','.join('?' * len(numbers))})", tuple(numbers)
        )
    }
    return [found[number] for number in numbers if number in found]


_METER = (
    "(SELECT {number} FROM {kind} m WHERE m.household_id = h.id AND m.deleted = 0 "
    "AND (m.role IS NULL OR m.role = 3) ORDER BY m.id LIMIT 1)"
)
_HOUSEHOLD_ROW = (
    "SELECT h.rowid, h.id, h.quarter_id, h.building_id, h.unit_id, q.name, b.building_no, "
    "u.unit_no, h.floor, h.room_no, h.owner_name, h.phone, h.visit_state, h.w_state, h.e_state, "
    f"h.consent_w, h.consent_e, {_METER.format(number='m.body_no', kind='water_meter')}, "
    f"{_METER.format(number='m.asset_no', kind='electricity_meter')}, h.remarks "
    "FROM household h LEFT JOIN unit u ON u.id = h.unit_id "
    "LEFT JOIN building b ON b.id = h.building_id LEFT JOIN quarter q ON q.id = h.quarter_id "
    "WHERE h.rowid IN"
)


def _household_row(row: Any) -> HouseholdRow:
    return HouseholdRow(
        number=row[0],
        id=row[1],
        quarter_id=row[2] or "",
        building_id=row[3] or "",
        unit_id=row[4] or "",
        quarter=row[5] or "",
        label=address_label(row[6], row[7], row[9]),
        building_no=row[6] or "",
        unit_no=row[7] or "",
        floor=row[8],
        room_no=row[9] or "",
        owner_name=row[10] or "",
        phone=row[11] or "",
        visit_state=row[12],
        w_state=row[13],
        e_state=row[14],
        consent_w=row[15],
        consent_e=row[16],
        water_meter=row[17] or "",
        electricity_meter=row[18] or "",
        remarks=row[19] or "",
    )


def _narrowed(scope: Scope) -> tuple[str, list[Any]]:
    if scope.unit_id is not None:
        return " AND h.unit_id = ?", [scope.unit_id]
    if scope.building_id is not None:
        return " AND h.building_id = ?", [scope.building_id]
    if scope.quarter_id is not None:
        return " AND h.quarter_id = ?", [scope.quarter_id]
    return "", []


def _by_building(connection: Connection, rows: Any) -> array[int]:
    """Put the runs of each building into the order of quarters and building numbers."""
    runs: dict[str | None, array[int]] = {}
    for number, building in rows:
        run = runs.get(building)
        if run is None:
            run = runs[building] = array("q")
        run.append(number)
    if len(runs) < 2:  # noqa: PLR2004 - nothing to order
        return next(iter(runs.values()), array("q"))
    keys = {
        row[0]: (natural(row[1]), natural(row[2]), natural(row[3]), row[0])
        for row in connection.exec_driver_sql(
            "SELECT b.id, q.quarter_code, q.name, b.building_no FROM building b "
            "LEFT JOIN quarter q ON q.id = b.quarter_id"
        )
    }
    last = ("\uffff",) * 4
    ordered = array("q")
    for building in sorted(runs, key=lambda found: keys.get(found, last)):
        ordered.extend(runs[building])
    return ordered
