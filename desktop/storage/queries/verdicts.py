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
    """Everything the verdicts of one quarter need.

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
    connection: Connection, quarter_code: str | None = None
) -> Iterator[QuarterFacts]:
    """Yield the facts of one quarter after the other, by code; of all when no code is given."""
    narrowed = "" if quarter_code is None else " AND quarter_code = ?"
    quarters = connection.exec_driver_sql(
        "SELECT id, coalesce(quarter_code, ''), coalesce(name, ''), water_charge_mode, "
        f"elec_charge_mode FROM quarter WHERE deleted = 0{narrowed} ORDER BY quarter_code, id",
        () if quarter_code is None else (quarter_code,),
    ).all()
    for quarter in quarters:
        yield QuarterFacts(
            id=quarter[0],
            code=quarter[1],
            name=quarter[2],
            water_charge_mode=quarter[3],
            elec_charge_mode=quarter[4],
            households=_households(connection, quarter[0]),
            water=_meters(connection, "water_meter", "NULL", quarter[0]),
            electricity=_meters(connection, "electricity_meter", "m.crosscheck", quarter[0]),
        )


def _households(connection: Connection, quarter_id: str) -> tuple[HouseholdMetering, ...]:
    rows = connection.exec_driver_sql(
        "SELECT h.id, b.building_no, u.unit_no, h.room_no, h.w_state, h.e_state FROM household h "
        "LEFT JOIN unit u ON u.id = h.unit_id LEFT JOIN building b ON b.id = h.building_id "
        "WHERE h.quarter_id = ? AND h.deleted = 0 ORDER BY h.building_id, h.place",
        (quarter_id,),
    )
    return tuple(
        HouseholdMetering(row[0], address_label(row[1], row[2], row[3]), row[4], row[5])
        for row in rows
    )


def _meters(
    connection: Connection, kind: str, crosscheck: str, quarter_id: str
) -> tuple[MeterFacts, ...]:
    facts = ("id", "household_id", "parent_id", "role", "position", "state", "account_no")
    columns = f"{', '.join(f'm.{name}' for name in facts)}, {crosscheck}"
    rows = connection.exec_driver_sql(
        f"SELECT {columns} FROM household h JOIN {kind} m ON m.household_id = h.id "
        "WHERE h.quarter_id = ? AND h.deleted = 0 AND m.deleted = 0 "
        f"UNION ALL SELECT {columns} FROM building b JOIN {kind} m ON m.building_id = b.id "
        "WHERE b.quarter_id = ? AND m.deleted = 0 AND m.household_id IS NULL",
        (quarter_id, quarter_id),
    )
    return tuple(MeterFacts(*row) for row in rows)
