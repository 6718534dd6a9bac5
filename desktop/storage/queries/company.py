"""What a company's list is matched against: every door, every number, and the facts of a few."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.company_doors import LedgerDoor, LedgerMeter
from desktop.domain.company_exchange import DoorFacts
from desktop.domain.meter_exchange import NUMBERS, STATES
from desktop.domain.meters import OUT_OF_USE
from desktop.domain.rows import address_label
from desktop.storage.codec import decode
from desktop.storage.queries.card import columns
from desktop.storage.queries.metering import newest_readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from desktop.domain.values import Record

_CHARGED = {"water_meter": "water_charge_mode", "electricity_meter": "elec_charge_mode"}
_OTHER = {"water_meter": "electricity_meter", "electricity_meter": "water_meter"}
_CLOSED = ",".join(str(int(state)) for state in OUT_OF_USE)
_CHUNK = 500


def ledger_doors(connection: Connection) -> list[LedgerDoor]:
    """Return every household with its address."""
    rows = connection.exec_driver_sql(
        "SELECT h.id, coalesce(h.quarter_id, ''), coalesce(q.name, ''), "
        "coalesce(b.building_no, ''), coalesce(u.unit_no, ''), coalesce(h.room_no, ''), "
        "coalesce(h.owner_name, '') FROM household h LEFT JOIN unit u ON u.id = h.unit_id "
        "LEFT JOIN building b ON b.id = h.building_id LEFT JOIN quarter q ON q.id = h.quarter_id "
        "WHERE h.deleted = 0"
    )
    return [LedgerDoor(*row) for row in rows]


def ledger_meters(connection: Connection, kind: str) -> list[LedgerMeter]:
    """Return every meter of ``kind``, closed ones and those of no household included."""
    rows = connection.exec_driver_sql(
        f"SELECT m.id, coalesce(m.household_id, ''), coalesce(m.{NUMBERS[kind]}, ''), "
        f"coalesce(m.account_no, ''), coalesce(m.state, 0) NOT IN ({_CLOSED}), b.building_no "
        f"FROM {kind} m LEFT JOIN building b ON b.id = m.building_id WHERE m.deleted = 0"
    )
    return [
        LedgerMeter(row[0], row[1], row[2], row[3], bool(row[4]), address_label(row[5], None, None))
        for row in rows
    ]


def door_facts(
    connection: Connection, kind: str, household_ids: Iterable[str]
) -> dict[str, DoorFacts]:
    """Return household id → what the ledger knows of its meters of ``kind``."""
    wanted = sorted(set(household_ids))
    meters = _meters_of(connection, kind, wanted)
    used = {
        household: tuple(m for m in found if m.get("state") not in OUT_OF_USE)
        for household, found in meters.items()
    }
    ids = [str(meter["id"]) for found in used.values() for meter in found]
    newest = newest_readings(connection, kind, ids)
    hanging = _below(connection, kind, ids)
    others = _ids_of(connection, _OTHER[kind], wanted)
    return {
        row[0]: DoorFacts(
            household_id=row[0],
            owner_name=row[1] or "",
            metering_state=row[2],
            charge_mode=row[3],
            meters=used.get(row[0], ()),
            closed=tuple(m for m in meters.get(row[0], ()) if m.get("state") in OUT_OF_USE),
            other_kind=frozenset(others.get(row[0], ())),
            newest={one: newest[one] for one in _ids(used.get(row[0], ())) if one in newest},
            below={one: hanging[one] for one in _ids(used.get(row[0], ())) if one in hanging},
        )
        for chunk in _chunks(wanted)
        for row in connection.exec_driver_sql(
            f"SELECT h.id, h.owner_name, h.{STATES[kind]}, q.{_CHARGED[kind]} FROM household h "
            "LEFT JOIN quarter q ON q.id = h.quarter_id "
            f"WHERE h.deleted = 0 AND h.id IN ({_marks(chunk)})",
            chunk,
        )
    }


def _meters_of(
    connection: Connection, kind: str, households: Sequence[str]
) -> dict[str, list[Record]]:
    names = columns(kind)
    at = names.index("household_id")
    found: dict[str, list[Record]] = {}
    for chunk in _chunks(households):
        for row in connection.exec_driver_sql(
            f"SELECT {', '.join(names)} FROM {kind} WHERE deleted = 0 "
            f"AND household_id IN ({_marks(chunk)}) ORDER BY id",
            chunk,
        ):
            found.setdefault(row[at], []).append(decode(kind, names, row))
    return found


def _ids_of(connection: Connection, kind: str, households: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for chunk in _chunks(households):
        for household, meter in connection.exec_driver_sql(
            f"SELECT household_id, id FROM {kind} WHERE deleted = 0 "
            f"AND coalesce(state, 0) NOT IN ({_CLOSED}) AND household_id IN ({_marks(chunk)})",
            chunk,
        ):
            found.setdefault(household, []).append(meter)
    return found


def _below(connection: Connection, kind: str, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return meter id → ids of the meters right below it, closed ones included."""
    found: dict[str, tuple[str, ...]] = {}
    for chunk in _chunks(ids):
        for parent, one in connection.exec_driver_sql(
            f"SELECT parent_id, id FROM {kind} WHERE deleted = 0 "
            f"AND parent_id IN ({_marks(chunk)})",
            chunk,
        ):
            found[parent] = (*found.get(parent, ()), one)
    return found


def _ids(meters: Sequence[Record]) -> list[str]:
    return [str(meter["id"]) for meter in meters]


def _chunks(ids: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    for start in range(0, len(ids), _CHUNK):
        yield tuple(ids[start : start + _CHUNK])


def _marks(values: Sequence[str]) -> str:
    return ",".join("?" * len(values))
