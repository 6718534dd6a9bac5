"""Reads operations, entries and seals of a journal through an open connection."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from desktop.domain.journal import DELETE, Entry, Operation
from desktop.models.catalogue import journalled_columns, tables
from desktop.storage.codec import decode, decoders
from desktop.storage.seal import ENTRY_LINE, seal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

    from desktop.domain.journal import Vector
    from desktop.domain.values import Record, Value

OPERATION = (
    "SELECT o.number, o.device, o.sequence, o.lamport, o.operator, coalesce(p.name, ''), o.action, "
    "o.at, o.undoes, o.first_entry, o.last_entry, o.seal FROM journal_operation o "
    "LEFT JOIN operator p ON p.id = o.operator"
)
ENTRY = (
    "SELECT number, operation, kind, entity_id, action, field, old, new, parent FROM journal_entry"
)


def first_wrong(execute: Callable[..., Any], key: bytes) -> int | None:
    """Return the number of the first operation whose seal is wrong, or None.

    Args:
        execute: runs a statement on an open ledger.
        key: its journal key.
    """
    heads: dict[str, tuple[int, str]] = {}
    following = 1
    rows = execute(
        "SELECT number, device, sequence, lamport, operator, action, at, undoes, first_entry, "
        "last_entry, seal FROM journal_operation ORDER BY number"
    ).fetchall()
    for place, row in enumerate(rows, 1):
        sequence, before = heads.get(row[1], (0, ""))
        if row[0] != place or row[2] != sequence + 1 or row[8] != following:
            return place
        entries = execute(
            f"SELECT {ENTRY_LINE} FROM journal_entry WHERE number BETWEEN ? AND ? "
            "AND operation = ? ORDER BY number",
            (row[8], row[9], row[0]),
        )
        if row[10] != seal(key, before, row[1:8], entries):
            return place
        heads[row[1]] = (row[2], row[10])
        following = row[9] + 1
    last = execute("SELECT coalesce(max(number), 0) FROM journal_entry").fetchone()[0]
    return None if last == following - 1 else len(rows) + 1


def operation_of(connection: Connection, number: int) -> Operation | None:
    """Return one operation, or None."""
    row = connection.exec_driver_sql(f"{OPERATION} WHERE o.number = ?", (number,)).first()
    return None if row is None else read_operation(connection, row)


def read_operation(connection: Connection, row: Any) -> Operation:
    """Return the operation of one row of :data:`OPERATION`."""
    undoes = None
    if row[8]:
        device, _, sequence = row[8].partition(":")
        undoes = connection.exec_driver_sql(
            "SELECT number FROM journal_operation WHERE device = ? AND sequence = ?",
            (device, int(sequence)),
        ).scalar()
    return Operation(
        number=row[0],
        device=row[1],
        sequence=row[2],
        lamport=row[3],
        operator_id=row[4],
        operator=row[5],
        action=row[6],
        at=datetime.fromisoformat(row[7]),
        undoes=undoes,
        undone=is_undone(connection, row[1], row[2]),
        entries=row[10] - row[9] + 1,
        seal=row[11],
    )


def is_undone(connection: Connection, device: str, sequence: int) -> bool:
    """Return whether an undoing of this operation is in force."""
    row = connection.exec_driver_sql(
        "SELECT device, sequence FROM journal_operation WHERE undoes = ? "
        "ORDER BY number DESC LIMIT 1",
        (f"{device}:{sequence}",),
    ).first()
    return row is not None and not is_undone(connection, row[0], row[1])


def read_entry(row: Any) -> Entry:
    """Return the entry of one row of :data:`ENTRY`."""
    kind, action, field, old, new = row[2], row[4], row[5], row[6], row[7]
    image: Record = {}
    if not field:
        image = row_image(kind, old if action == DELETE else new)
        old = new = None
    elif kind in tables():
        reader = decoders(kind).get(field)
        if reader is not None:
            old, new = reader(old), reader(new)
    return Entry(row[0], row[1], kind, row[3], action, field, old, new, image, row[8])


def row_image(kind: str, text: str | None) -> dict[str, Value]:
    """Return the record that a row image holds."""
    if text is None:
        return {}
    return decode(kind, [column.name for column in journalled_columns(kind)], json.loads(text))


def unseen(connection: Connection, kind: str, vector: Vector) -> Iterator[Any]:
    """Yield (id, action, field, old) of what ``vector`` had not seen, in order."""
    rows = connection.exec_driver_sql(
        "SELECT device, sequence, first_entry, last_entry FROM journal_operation ORDER BY number"
    ).all()
    ranges: list[tuple[int, int]] = []  # operations side by side are read in one go
    for device, sequence, first, last in rows:
        if sequence > vector.get(device, 0):
            start = ranges.pop()[0] if ranges and ranges[-1][1] + 1 == first else first
            ranges.append((start, last))
    for first, last in ranges:
        yield from connection.exec_driver_sql(
            "SELECT entity_id, action, field, old FROM journal_entry "
            "WHERE number BETWEEN ? AND ? AND kind = ? ORDER BY number",
            (first, last, kind),
        )


def entry_range(connection: Connection, since: int, operation: int | None) -> tuple[int, int]:
    """Return the first and last entry number of an operation, or of all after ``since``."""
    if operation is not None:
        row = connection.exec_driver_sql(
            "SELECT first_entry, last_entry FROM journal_operation WHERE number = ?", (operation,)
        ).first()
        return (1, 0) if row is None else (row[0], row[1])
    row = connection.exec_driver_sql(
        "SELECT min(first_entry) FROM journal_operation WHERE number > ?", (since,)
    ).first()
    return (row[0] if row is not None and row[0] else 1), 2**62
