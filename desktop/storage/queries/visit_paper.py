"""What household sheets are printed from, and where their scans lie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.domain.meters import OUT_OF_USE
from desktop.models.catalogue import journalled_columns
from desktop.storage.codec import decode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from desktop.domain.rows import Scope
    from desktop.domain.values import Record

CHUNK = 500
_HOUSEHOLD_ROLE = 3


@dataclass(frozen=True, slots=True)
class PaperDoor:
    """A household as its sheet needs it; the meters are the newest ones in use, None for none."""

    id: str
    quarter_id: str
    quarter: str
    building_id: str
    building_no: str
    unit_no: str
    floor: int | None
    room_no: str
    household: Record
    water_meter: Record | None
    electricity_meter: Record | None


def ids_in_scope(connection: Connection, scope: Scope) -> list[str]:
    """Return the ids of the households of a scope."""
    where, values = "", []
    for column in ("unit_id", "building_id", "quarter_id"):
        given = getattr(scope, column)
        if given is not None:
            where, values = f" AND {column} = ?", [given]
            break
    rows = connection.exec_driver_sql(
        f"SELECT id FROM household WHERE deleted = 0{where}", tuple(values)
    )
    return [str(row[0]) for row in rows]


def paper_doors(connection: Connection, ids: Sequence[str]) -> list[PaperDoor]:
    """Return the households of ``ids`` that exist, in no particular order."""
    return [door for chunk in chunks(ids) for door in _doors(connection, chunk)]


def chunks(ids: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Cut ``ids`` into runs that one statement takes."""
    for start in range(0, len(ids), CHUNK):
        yield tuple(ids[start : start + CHUNK])


def building_id(connection: Connection, quarter_id: str, number: str) -> str | None:
    """Return the building with this number in a quarter, or None."""
    row = connection.exec_driver_sql(
        "SELECT id FROM building WHERE quarter_id = ? AND building_no = ? AND deleted = 0",
        (quarter_id, number),
    ).first()
    return None if row is None else str(row[0])


def _doors(connection: Connection, ids: tuple[str, ...]) -> list[PaperDoor]:
    meters = {kind: _meters(connection, kind, ids) for kind in _METERS}
    names = [c.name for c in journalled_columns("household") if c.name != "deleted"]
    rows = connection.exec_driver_sql(
        "SELECT h.quarter_id, q.name, h.building_id, b.building_no, u.unit_no, "
        f"{', '.join(f'h.{name}' for name in names)} FROM household h "
        "LEFT JOIN unit u ON u.id = h.unit_id LEFT JOIN building b ON b.id = h.building_id "
        "LEFT JOIN quarter q ON q.id = h.quarter_id "
        f"WHERE h.deleted = 0 AND h.id IN ({_marks(ids)})",
        ids,
    )
    return [_door(tuple(row), names, meters) for row in rows]


def _door(
    row: tuple[Any, ...], names: list[str], meters: dict[str, dict[str, Record]]
) -> PaperDoor:
    quarter_id, quarter, building, building_no, unit_no, *values = row
    household = decode("household", names, tuple(values))
    key = str(household["id"])
    return PaperDoor(
        id=key,
        quarter_id=quarter_id or "",
        quarter=quarter or "",
        building_id=building or "",
        building_no=building_no or "",
        unit_no=unit_no or "",
        floor=household["floor"] if isinstance(household["floor"], int) else None,
        room_no=str(household["room_no"] or ""),
        household=household,
        water_meter=meters["water_meter"].get(key),
        electricity_meter=meters["electricity_meter"].get(key),
    )


_METERS = ("water_meter", "electricity_meter")


def _meters(connection: Connection, kind: str, ids: tuple[str, ...]) -> dict[str, Record]:
    names = [c.name for c in journalled_columns(kind) if c.name != "deleted"]
    rows = connection.exec_driver_sql(
        f"SELECT {', '.join(names)} FROM {kind} WHERE deleted = 0 AND household_id IN "
        f"({_marks(ids)}) AND (role IS NULL OR role = {_HOUSEHOLD_ROLE}) ORDER BY id",
        ids,
    )
    found: dict[str, Record] = {}
    for row in rows:
        meter = decode(kind, names, tuple(row))
        if meter["state"] not in OUT_OF_USE:
            found[str(meter["household_id"])] = meter
    return found


def _marks(ids: tuple[str, ...]) -> str:
    return ", ".join("?" * len(ids))
