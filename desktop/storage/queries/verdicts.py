"""The facts that verdicts are computed from, as plain tuples, quarter by quarter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.meters import MeterFacts
from desktop.domain.rows import address_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class HouseholdMetering:
    """One household with what the rule looks at besides its meters.

    Attributes:
        label: address inside the quarter.
        w_state: metering state of water; ``e_state`` of electricity.
    """

    id: str
    label: str
    w_state: int | None
    e_state: int | None


@dataclass(frozen=True, slots=True)
class QuarterFacts:
    """Everything the verdicts of one quarter, or of a part of it, need.

    Attributes:
        water_charge_mode: how water is charged; ``elec_charge_mode`` electricity.
        households: in walking order.
        water: meters of the quarter, masters and shared ones included; ``electricity`` likewise.
    """

    id: str
    code: str
    name: str
    water_charge_mode: int | None
    elec_charge_mode: int | None
    households: tuple[HouseholdMetering, ...]
    water: tuple[MeterFacts, ...]
    electricity: tuple[MeterFacts, ...]


def verdict_facts(
    connection: Connection, quarter_code: str | None = None, *, quarter_id: str | None = None
) -> Iterator[QuarterFacts]:
    """Yield the facts of one quarter after the other, by code; of all when none is named."""
    wanted = quarter_code if quarter_id is None else quarter_id
    column = "quarter_code" if quarter_id is None else "id"
    narrowed = "" if wanted is None else f" AND {column} = ?"
    quarters = connection.exec_driver_sql(
        "SELECT id, coalesce(quarter_code, ''), coalesce(name, ''), water_charge_mode, "
        f"elec_charge_mode FROM quarter WHERE deleted = 0{narrowed} ORDER BY quarter_code, id",
        () if wanted is None else (wanted,),
    ).all()
    for quarter in quarters:
        yield QuarterFacts(
            id=quarter[0],
            code=quarter[1],
            name=quarter[2],
            water_charge_mode=quarter[3],
            elec_charge_mode=quarter[4],
            households=_households(connection, "h.quarter_id = ?", quarter[0]),
            water=_meters(connection, "water_meter", "NULL", quarter[0]),
            electricity=_meters(connection, "electricity_meter", "m.crosscheck", quarter[0]),
        )


def building_facts(connection: Connection, building_id: str) -> QuarterFacts | None:
    """Return the facts that judge the households of one building, None when there is none."""
    return _narrow_facts(connection, "b.id = ?", "h.building_id = ?", building_id)


def household_facts(connection: Connection, household_id: str) -> QuarterFacts | None:
    """Return the facts that judge one household, None when there is no such household."""
    return _narrow_facts(
        connection,
        "b.id = (SELECT building_id FROM household WHERE id = ? AND deleted = 0)",
        "h.id = ?",
        household_id,
    )


def _narrow_facts(
    connection: Connection, building: str, household: str, wanted: str
) -> QuarterFacts | None:
    quarter = connection.exec_driver_sql(
        "SELECT q.id, coalesce(q.quarter_code, ''), coalesce(q.name, ''), q.water_charge_mode, "
        "q.elec_charge_mode FROM building b JOIN quarter q ON q.id = b.quarter_id "
        f"WHERE {building}",
        (wanted,),
    ).first()
    if quarter is None:
        return None
    return QuarterFacts(
        id=quarter[0],
        code=quarter[1],
        name=quarter[2],
        water_charge_mode=quarter[3],
        elec_charge_mode=quarter[4],
        households=_households(connection, household, wanted),
        water=_meters_around(connection, "water_meter", "NULL", household, wanted),
        electricity=_meters_around(
            connection, "electricity_meter", "m.crosscheck", household, wanted
        ),
    )


def _meters_around(
    connection: Connection, kind: str, crosscheck: str, household: str, wanted: str
) -> tuple[MeterFacts, ...]:
    """Return the households' own meters, everything above them and what hangs right below."""
    rows = connection.exec_driver_sql(
        "WITH RECURSIVE own(id) AS (SELECT m.id FROM household h "
        f"JOIN {kind} m ON m.household_id = h.id "
        f"WHERE {household} AND h.deleted = 0 AND m.deleted = 0), "
        "up(id) AS (SELECT id FROM own UNION SELECT m.parent_id FROM up "
        f"JOIN {kind} m ON m.id = up.id WHERE m.parent_id IS NOT NULL), "
        f"near(id) AS (SELECT id FROM up UNION SELECT m.id FROM own JOIN {kind} m "
        "ON m.parent_id = own.id) "
        f"SELECT {_columns(crosscheck)} FROM near JOIN {kind} m ON m.id = near.id "
        "LEFT JOIN household h ON h.id = m.household_id "
        "WHERE m.deleted = 0 AND (m.household_id IS NULL OR h.deleted = 0)",
        (wanted,),
    )
    return tuple(MeterFacts(*row) for row in rows)


def _columns(crosscheck: str) -> str:
    facts = ("id", "household_id", "parent_id", "role", "position", "state", "account_no")
    return f"{', '.join(f'm.{name}' for name in facts)}, {crosscheck}"


def _households(
    connection: Connection, narrowed: str, wanted: str
) -> tuple[HouseholdMetering, ...]:
    rows = connection.exec_driver_sql(
        "SELECT h.id, b.building_no, u.unit_no, h.room_no, h.w_state, h.e_state FROM household h "
        "LEFT JOIN unit u ON u.id = h.unit_id LEFT JOIN building b ON b.id = h.building_id "
        f"WHERE {narrowed} AND h.deleted = 0 ORDER BY h.building_id, h.place",
        (wanted,),
    )
    return tuple(
        HouseholdMetering(row[0], address_label(row[1], row[2], row[3]), row[4], row[5])
        for row in rows
    )


def _meters(
    connection: Connection, kind: str, crosscheck: str, quarter_id: str
) -> tuple[MeterFacts, ...]:
    columns = _columns(crosscheck)
    rows = connection.exec_driver_sql(
        f"SELECT {columns} FROM household h JOIN {kind} m ON m.household_id = h.id "
        "WHERE h.quarter_id = ? AND h.deleted = 0 AND m.deleted = 0 "
        f"UNION ALL SELECT {columns} FROM building b JOIN {kind} m ON m.building_id = b.id "
        "WHERE b.quarter_id = ? AND m.deleted = 0 AND m.household_id IS NULL",
        (quarter_id, quarter_id),
    )
    return tuple(MeterFacts(*row) for row in rows)
