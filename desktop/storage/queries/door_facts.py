"""The facts that the checks of one door look at, each found by an index."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.domain.codes import AttachmentKind
from desktop.domain.door_checks import DoorFacts, UtilityFacts
from desktop.domain.meter_checks import NUMBER_OF
from desktop.domain.meters import OUT_OF_USE
from desktop.domain.rows import address_label
from desktop.storage.codec import decoders
from desktop.storage.queries.card import children, record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from desktop.domain.values import Record

_OUT = ", ".join(str(int(state)) for state in sorted(OUT_OF_USE))
_IN_USE = f"m.deleted = 0 AND (m.state IS NULL OR m.state NOT IN ({_OUT}))"
_OWN_ROLES = frozenset({None, 3})


def door_facts(connection: Connection, household_id: str, today: date) -> DoorFacts | None:
    """Return what the checks look at, None when there is no such household."""
    household = record(connection, "household", household_id)
    if household is None:
        return None
    return DoorFacts(
        today=today,
        household=household,
        utilities=tuple(_utility(connection, kind, household_id) for kind in NUMBER_OF),
        signed_on_screen=_has_ink(connection, household_id),
        same_room=_same_room(connection, household),
    )


def confirmations(connection: Connection, household_id: str) -> dict[tuple[str, str], Record]:
    """Return (warning, subject) → the newest confirmation of a door's warnings."""
    found = children(connection, "confirmation", "household_id", household_id)
    return {(str(row["warning"]), str(row["subject"])): row for row in found}


def _utility(connection: Connection, kind: str, household_id: str) -> UtilityFacts:
    meters = children(connection, kind, "household_id", household_id)
    own = [m for m in meters if m["state"] not in OUT_OF_USE and m["role"] in _OWN_ROLES]
    numbers = _texts(own, NUMBER_OF[kind])
    accounts = _texts(own, "account_no")
    return UtilityFacts(
        kind=kind,
        meters=meters,
        own=frozenset(str(meter["id"]) for meter in own),
        readings={str(m["id"]): _readings(connection, kind, str(m["id"])) for m in meters},
        elsewhere=_elsewhere(connection, kind, NUMBER_OF[kind], numbers, household_id),
        accounts_elsewhere=_elsewhere(connection, kind, "account_no", accounts, household_id),
        lengths=_lengths(connection, kind, household_id) if numbers else {},
    )


def _texts(meters: Sequence[Record], name: str) -> list[str]:
    return [value for meter in meters if isinstance(value := meter[name], str) and value]


def _elsewhere(
    connection: Connection, kind: str, field: str, values: list[str], household_id: str
) -> dict[str, str]:
    """Return value → address of the first other place that has it."""
    found: dict[str, str] = {}
    for value in values:
        row = connection.exec_driver_sql(
            f"SELECT coalesce(q.name, ''), b.building_no, u.unit_no, h.room_no FROM {kind} m "
            "LEFT JOIN household h ON h.id = m.household_id "
            "LEFT JOIN unit u ON u.id = h.unit_id "
            "LEFT JOIN building b ON b.id = coalesce(h.building_id, m.building_id) "
            "LEFT JOIN quarter q ON q.id = b.quarter_id "
            f"WHERE m.{field} = ? AND {_IN_USE} AND (h.id IS NULL OR h.deleted = 0) "
            "AND (m.household_id IS NULL OR m.household_id <> ?) ORDER BY m.id LIMIT 1",
            (value, household_id),
        ).first()
        if row is not None:
            found[value] = f"{row[0]}{address_label(row[1], row[2], row[3])}"
    return found


def _readings(connection: Connection, kind: str, meter_id: str) -> tuple[tuple[date, Decimal], ...]:
    read = decoders("meter_reading")["reading"]
    rows = connection.exec_driver_sql(
        f"SELECT read_on, reading FROM meter_reading WHERE {kind}_id = ? AND deleted = 0 "
        "AND read_on IS NOT NULL AND reading IS NOT NULL ORDER BY read_on, id",
        (meter_id,),
    )
    found: list[tuple[date, Decimal]] = []
    for on, stored in rows:
        value = stored if read is None else read(stored)
        if isinstance(value, Decimal):
            found.append((date.fromisoformat(on), value))
    return tuple(found)


def _lengths(connection: Connection, kind: str, household_id: str) -> Mapping[int, int]:
    number = NUMBER_OF[kind]
    rows = connection.exec_driver_sql(
        f"SELECT length(m.{number}), count(*) FROM household me "
        "JOIN household h ON h.building_id = me.building_id "
        f"JOIN {kind} m ON m.household_id = h.id "
        f"WHERE me.id = ? AND h.id <> me.id AND h.deleted = 0 AND m.{number} IS NOT NULL "
        f"AND {_IN_USE} GROUP BY 1",
        (household_id,),
    )
    return {int(row[0]): int(row[1]) for row in rows}


def _has_ink(connection: Connection, household_id: str) -> bool:
    row = connection.exec_driver_sql(
        "SELECT 1 FROM attachment WHERE owner_id = ? AND owner_kind = 'household' "
        f"AND kind = {AttachmentKind.INK:d} AND subject = 'consent' AND deleted = 0 LIMIT 1",
        (household_id,),
    ).first()
    return row is not None


def _same_room(connection: Connection, household: Record) -> bool:
    row = connection.exec_driver_sql(
        "SELECT 1 FROM household WHERE unit_id = ? AND room_no = ? AND id <> ? AND deleted = 0 "
        "LIMIT 1",
        (household["unit_id"], household["room_no"], household["id"]),
    ).first()
    return row is not None
