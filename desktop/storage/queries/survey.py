"""What recording a door looks at besides the door itself: its building and its meters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.codes import MeteringState
from desktop.domain.meters import OUT_OF_USE
from desktop.domain.neighbours import DoorPlace
from desktop.domain.rows import address_label
from desktop.storage.codec import decode
from desktop.storage.placement import natural
from desktop.storage.queries.card import columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from sqlalchemy import Connection

    from desktop.domain.values import Record

METERS = ("water_meter", "electricity_meter")
_OUT = ", ".join(str(int(state)) for state in sorted(OUT_OF_USE))
_CHUNK = 500
_HOUSEHOLD_ROLE = 3


def building_doors(connection: Connection, household_id: str) -> list[DoorPlace]:
    """Return the doors of the building in which a household lives, in walking order."""
    rows = connection.exec_driver_sql(
        "SELECT h.id, h.unit_id, u.unit_no, h.floor, coalesce(h.room_no, ''), h.use_kind, "
        f"coalesce(h.w_state, {MeteringState.UNKNOWN:d}), "
        f"coalesce(h.e_state, {MeteringState.UNKNOWN:d}) "
        "FROM household h LEFT JOIN unit u ON u.id = h.unit_id WHERE h.building_id = "
        "(SELECT building_id FROM household WHERE id = ? AND deleted = 0) "
        "AND h.deleted = 0 ORDER BY h.place",
        (household_id,),
    ).all()
    units = sorted({(natural(row[2]), row[1] or "") for row in rows})
    order = {unit_id: place for place, (_, unit_id) in enumerate(units)}
    return [
        DoorPlace(
            id=row[0],
            unit_id=row[1] or "",
            unit=order[row[1] or ""],
            floor=row[3],
            room_no=row[4],
            use_kind=row[5],
            recorded={row[6], row[7]} != {int(MeteringState.UNKNOWN)},
        )
        for row in rows
    ]


def own_meters(
    connection: Connection, kind: str, household_ids: Sequence[str]
) -> dict[str, list[Record]]:
    """Return household id → its household meters in use, oldest first."""
    names = columns(kind)
    found: dict[str, list[Record]] = {}
    for ids in _chunks(household_ids):
        rows = connection.exec_driver_sql(
            f"SELECT {', '.join(names)} FROM {kind} WHERE deleted = 0 "
            f"AND household_id IN ({_marks(ids)}) AND (state IS NULL OR state NOT IN ({_OUT})) "
            f"AND (role IS NULL OR role = {_HOUSEHOLD_ROLE}) ORDER BY id",
            tuple(ids),
        )
        for row in rows:
            record = decode(kind, names, row)
            found.setdefault(str(record["household_id"]), []).append(record)
    return found


def households(connection: Connection, household_ids: Sequence[str]) -> dict[str, Record]:
    """Return id → record of those households that are there."""
    names = columns("household")
    found: dict[str, Record] = {}
    for ids in _chunks(household_ids):
        rows = connection.exec_driver_sql(
            f"SELECT {', '.join(names)} FROM household WHERE deleted = 0 AND id IN ({_marks(ids)})",
            tuple(ids),
        )
        found |= {row[0]: decode("household", names, row) for row in rows}
    return found


def door_labels(connection: Connection, household_ids: Sequence[str]) -> dict[str, str]:
    """Return id → address inside the quarter, such as ``3栋2单元501``."""
    found: dict[str, str] = {}
    for ids in _chunks(household_ids):
        rows = connection.exec_driver_sql(
            "SELECT h.id, b.building_no, u.unit_no, h.room_no FROM household h "
            "LEFT JOIN unit u ON u.id = h.unit_id LEFT JOIN building b ON b.id = h.building_id "
            f"WHERE h.id IN ({_marks(ids)})",
            tuple(ids),
        )
        found |= {row[0]: address_label(row[1], row[2], row[3]) for row in rows}
    return found


def last_visit(connection: Connection, household_id: str) -> Record | None:
    """Return the newest visit of a household, None when there was none."""
    names = columns("visit")
    row = connection.exec_driver_sql(
        f"SELECT {', '.join(names)} FROM visit WHERE household_id = ? AND deleted = 0 "
        "ORDER BY visited_at DESC, id DESC LIMIT 1",
        (household_id,),
    ).first()
    return None if row is None else decode("visit", names, row)


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK]


def _marks(ids: Sequence[str]) -> str:
    return ",".join("?" * len(ids))


def reading_of(connection: Connection, kind: str, meter_id: str, day: date) -> Record | None:
    """Return what a meter was read at on site on ``day``, None when it was not."""
    names = columns("meter_reading")
    row = connection.exec_driver_sql(
        f"SELECT {', '.join(names)} FROM meter_reading WHERE {kind}_id = ? AND read_on = ? "
        "AND source = 1 AND deleted = 0 ORDER BY id DESC LIMIT 1",
        (meter_id, day.isoformat()),
    ).first()
    return None if row is None else decode("meter_reading", names, row)


def is_used(connection: Connection, kind: str, meter_id: str) -> bool:
    """Return whether a reading, a photo or another meter belongs to this meter."""
    row = connection.exec_driver_sql(
        f"SELECT 1 FROM meter_reading WHERE {kind}_id = ? AND deleted = 0 "
        "UNION ALL SELECT 1 FROM attachment WHERE owner_id = ? AND deleted = 0 "
        f"UNION ALL SELECT 1 FROM {kind} WHERE deleted = 0 AND parent_id = ? "
        f"UNION ALL SELECT 1 FROM {kind} WHERE deleted = 0 AND replaced_by_id = ? LIMIT 1",
        (meter_id,) * 4,
    ).first()
    return row is not None
