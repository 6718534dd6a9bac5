"""Doors as the end of the day looks at them: three statements, however many doors."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from desktop.domain.day import DoorDay, MeterPlace, VisitFacts
from desktop.domain.meters import OUT_OF_USE
from desktop.domain.rows import address_label

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.domain.rows import Scope

_DOORS = (
    "SELECT h.id, h.quarter_id, q.quarter_code, q.name, b.building_no, u.unit_no, h.floor, "
    "h.room_no, h.owner_name, h.phone, h.visit_state, h.w_state, h.e_state, h.consent_w, "
    "h.consent_e, h.consent_basis FROM household h LEFT JOIN unit u ON u.id = h.unit_id "
    "LEFT JOIN building b ON b.id = h.building_id LEFT JOIN quarter q ON q.id = h.quarter_id "
    "WHERE h.deleted = 0"
)
_METERS = (
    "SELECT m.household_id, m.{number}, m.position, m.state FROM {kind} m "
    "JOIN household h ON h.id = m.household_id WHERE h.deleted = 0 AND m.deleted = 0 "
    "AND (m.role IS NULL OR m.role = 3)"
)
_VISITS = (
    "SELECT v.household_id, v.visited_at, v.state, v.visitor FROM visit v "
    "JOIN household h ON h.id = v.household_id WHERE h.deleted = 0 AND v.deleted = 0 "
    "AND v.visited_at IS NOT NULL"
)


def doors_of_the_day(connection: Connection, scope: Scope) -> dict[str, list[DoorDay]]:
    """Return the doors of a scope, quarter by quarter in the order of their codes.

    Visits are given in local time, oldest first. Errors are not looked for here.
    """
    where, values = _narrowed(scope)
    water = _meters(connection, "water_meter", "body_no", where, values)
    power = _meters(connection, "electricity_meter", "asset_no", where, values)
    visits: dict[str, list[VisitFacts]] = defaultdict(list)
    for key, at, state, visitor in connection.exec_driver_sql(
        f"{_VISITS}{where} ORDER BY v.visited_at, v.id", values
    ):
        moment = datetime.fromisoformat(at).astimezone()
        visits[key].append(VisitFacts(moment, state, visitor or ""))
    quarters: dict[str, list[DoorDay]] = {}
    rows = connection.exec_driver_sql(
        f"{_DOORS}{where} ORDER BY q.quarter_code, q.name, h.quarter_id", values
    )
    for row in rows:
        key = row[0]
        place = water.get(key, _NOTHING), power.get(key, _NOTHING)
        door = _door(row, *place, tuple(visits.get(key, ())))
        quarters.setdefault(row[1] or "", []).append(door)
    return quarters


_NOTHING = MeterPlace()


def _meters(
    connection: Connection, kind: str, number: str, where: str, values: tuple[str, ...]
) -> dict[str, MeterPlace]:
    rows = connection.exec_driver_sql(
        f"{_METERS.format(kind=kind, number=number)}{where} ORDER BY m.id", values
    )
    return {
        key: MeterPlace(text or "", position)
        for key, text, position, state in rows
        if state not in OUT_OF_USE
    }


def _door(
    row: Any, water: MeterPlace, power: MeterPlace, visits: tuple[VisitFacts, ...]
) -> DoorDay:
    return DoorDay(
        id=row[0],
        quarter=row[3] or "",
        label=address_label(row[4], row[5], row[7]),
        building_no=row[4] or "",
        unit_no=row[5] or "",
        floor=row[6],
        room_no=row[7] or "",
        person=" ".join(filter(None, (row[8], row[9]))),
        visit_state=row[10],
        w_state=row[11],
        e_state=row[12],
        consent_w=row[13],
        consent_e=row[14],
        basis=row[15],
        water=water,
        power=power,
        visits=visits,
    )


def _narrowed(scope: Scope) -> tuple[str, tuple[str, ...]]:
    for column in ("unit_id", "building_id", "quarter_id"):
        given = getattr(scope, column)
        if given is not None:
            return f" AND h.{column} = ?", (given,)
    return "", ()
