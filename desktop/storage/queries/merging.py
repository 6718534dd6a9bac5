"""What a merge asks of the ledger, for thousands of records at once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from desktop.domain.journal import INSERT
from desktop.domain.meters import OUT_OF_USE
from desktop.storage.chronicle import unseen
from desktop.storage.codec import decode
from desktop.storage.queries.card import columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

    from desktop.domain.journal import Vector
    from desktop.domain.values import Value

_AT_ONCE = 500
_METERS = ("water_meter", "electricity_meter")
_HOUSEHOLD_ROLE = 3
_OUT = ",".join(str(int(state)) for state in OUT_OF_USE)


def in_parts(
    connection: Connection, statement: str, ids: Iterable[Value], *before: Value
) -> Iterator[Any]:
    """Yield the rows of ``statement``, whose ``{ids}`` takes a part of ``ids`` at a time."""
    wanted = list(ids)
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        marks = ",".join("?" * len(part))
        yield from connection.exec_driver_sql(statement.format(ids=marks), (*before, *part))


def records_of(
    connection: Connection, kind: str, ids: Iterable[str]
) -> dict[str, dict[str, Value]]:
    """Return id → record without its id; deleted records are not found."""
    names = columns(kind)
    statement = f"SELECT {', '.join(names)} FROM {kind} WHERE deleted = 0 AND id IN ({{ids}})"
    found: dict[str, dict[str, Value]] = {}
    for row in in_parts(connection, statement, ids):
        record = decode(kind, names, row)
        found[str(record.pop("id"))] = record
    return found


def deleted_of(connection: Connection, kind: str, ids: Iterable[str]) -> set[str]:
    """Return which of ``ids`` are marked as deleted."""
    statement = f"SELECT id FROM {kind} WHERE deleted = 1 AND id IN ({{ids}})"
    return {row[0] for row in in_parts(connection, statement, ids)}


def meters_in_use_of(
    connection: Connection, kind: str, households: Iterable[str]
) -> dict[str, str]:
    """Return household id → its meter of ``kind`` in use, the newest where there are several."""
    statement = (
        f"SELECT household_id, id FROM {kind} WHERE deleted = 0 AND household_id IN ({{ids}}) "
        f"AND (state IS NULL OR state NOT IN ({_OUT})) "
        f"AND (role IS NULL OR role = {_HOUSEHOLD_ROLE}) ORDER BY id"
    )
    return {row[0]: row[1] for row in in_parts(connection, statement, households)}


def made_since(connection: Connection, kind: str, vector: Vector) -> set[str]:
    """Return the records of ``kind`` that were made in operations ``vector`` had not seen."""
    return {row[0] for row in unseen(connection, kind, vector) if row[1] == INSERT}


def quarters_by_name(connection: Connection) -> dict[str, str]:
    """Return code or name → id of every quarter; a name that two have is left out."""
    rows = connection.exec_driver_sql(
        "SELECT id, quarter_code, name FROM quarter WHERE deleted = 0"
    ).all()
    names = Counter(row[2] for row in rows)
    found = {row[2]: row[0] for row in rows if row[2] and names[row[2]] == 1}
    return {**found, **{row[1]: row[0] for row in rows if row[1]}}


def numbered(
    connection: Connection, kind: str, owner: str, number: str
) -> dict[tuple[str, str], str]:
    """Return (owner, number) → id of every record of a kind, the oldest where two share it."""
    rows = connection.exec_driver_sql(
        f"SELECT {owner}, {number}, id FROM {kind} WHERE deleted = 0 ORDER BY id DESC"
    )
    return {(row[0] or "", row[1] or ""): row[2] for row in rows}


def rooms_of(connection: Connection, units: Iterable[str]) -> dict[tuple[str, str], str]:
    """Return (unit id, room) → household of these units, the oldest where two share a room."""
    statement = (
        "SELECT unit_id, room_no, id FROM household WHERE deleted = 0 AND unit_id IN ({ids}) "
        "ORDER BY id DESC"
    )
    return {(row[0], row[1] or ""): row[2] for row in in_parts(connection, statement, units)}


def homes_of(connection: Connection, kind: str, ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return id → quarter code, quarter name, and what stands below them of its address."""
    parts = {
        "quarter": ("", "FROM quarter t JOIN quarter q ON q.id = t.id"),
        "building": (", t.building_no", "FROM building t JOIN quarter q ON q.id = t.quarter_id"),
        "household": (
            ", b.building_no, u.unit_no, t.room_no",
            "FROM household t JOIN unit u ON u.id = t.unit_id JOIN building b "
            "ON b.id = u.building_id JOIN quarter q ON q.id = b.quarter_id",
        ),
    }
    if kind not in parts:
        return {}
    more, tables = parts[kind]
    statement = f"SELECT t.id, q.quarter_code, q.name{more} {tables} WHERE t.id IN ({{ids}})"
    return {
        row[0]: tuple(part or "" for part in row[1:])
        for row in in_parts(connection, statement, ids)
    }


def holders(
    connection: Connection, kind: str, field: str, values: Iterable[Value]
) -> dict[str, dict[str, Value]]:
    """Return id → record of everything that says one of ``values`` in ``field``."""
    names = columns(kind)
    statement = f"SELECT {', '.join(names)} FROM {kind} WHERE deleted = 0 AND {field} IN ({{ids}})"
    found: dict[str, dict[str, Value]] = {}
    for row in in_parts(connection, statement, values):
        record = decode(kind, names, row)
        found[str(record.pop("id"))] = record
    return found
