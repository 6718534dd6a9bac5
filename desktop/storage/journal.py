"""Reads, verifies and undoes what the journal holds."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from desktop.domain.journal import DELETE, INSERT, Entry, Operation
from desktop.models.catalogue import journalled_columns, tables
from desktop.storage.codec import decode, decoders
from desktop.storage.keyring import Anchor, derived
from desktop.storage.seal import ENTRY_LINE, seal

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from sqlalchemy import Connection

    from desktop.domain.changes import Changes
    from desktop.domain.journal import Vector
    from desktop.domain.values import Record, Value
    from desktop.storage.ledger import Ledger

_OPERATION = (
    "SELECT o.number, o.device, o.sequence, o.lamport, o.operator, coalesce(p.name, ''), o.action, "
    "o.at, o.undoes, o.first_entry, o.last_entry, o.seal FROM journal_operation o "
    "LEFT JOIN operator p ON p.id = o.operator"
)
_ENTRY = (
    "SELECT number, operation, kind, entity_id, action, field, old, new, parent FROM journal_entry"
)


class Journal:
    """The journal of one open ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def length(self) -> int:
        """Return how many operations there are."""
        return self.anchor().length

    def head(self) -> str:
        """Return the seal of the last operation, or an empty text."""
        return self.anchor().head

    def anchor(self) -> Anchor:
        """Return length and head of this moment, as signed forms and backups carry them."""
        with self._ledger.reader() as connection:
            row = connection.exec_driver_sql(
                "SELECT number, seal FROM journal_operation ORDER BY number DESC LIMIT 1"
            ).first()
        return Anchor(0, "") if row is None else Anchor(int(row[0]), str(row[1]))

    def vector(self) -> dict[str, int]:
        """Return device → highest sequence in this ledger: what an export has seen."""
        with self._ledger.reader() as connection:
            rows = connection.exec_driver_sql(
                "SELECT device, max(sequence) FROM journal_operation GROUP BY device"
            )
            return {row[0]: row[1] for row in rows}

    def operations(self, since: int = 0, limit: int = 100) -> list[Operation]:
        """Return up to ``limit`` operations after number ``since``, oldest first."""
        with self._ledger.reader() as connection:
            rows = connection.exec_driver_sql(
                f"{_OPERATION} WHERE o.number > ? ORDER BY o.number LIMIT ?", (since, limit)
            )
            return [_operation(connection, row) for row in rows.all()]

    def latest(self, limit: int = 100) -> list[Operation]:
        """Return the last ``limit`` operations, newest first."""
        with self._ledger.reader() as connection:
            rows = connection.exec_driver_sql(
                f"{_OPERATION} ORDER BY o.number DESC LIMIT ?", (limit,)
            )
            return [_operation(connection, row) for row in rows.all()]

    def entries(
        self,
        *,
        entity_id: str | None = None,
        since: int = 0,
        operation: int | None = None,
        limit: int = 10_000,
    ) -> list[Entry]:
        """Return entries of one record, of one operation or of all after operation ``since``."""
        where, parameters = "operation > ?", [since]
        if entity_id is not None:
            where, parameters = f"entity_id = ? AND {where}", [entity_id, *parameters]  # type: ignore[list-item]
        with self._ledger.reader() as connection:
            first, last = _range(connection, since, operation)
            rows = connection.exec_driver_sql(
                f"{_ENTRY} WHERE {where} AND number BETWEEN ? AND ? ORDER BY number LIMIT ?",
                (*parameters, first, last, limit),
            )
            return [_entry(row) for row in rows]

    def history(self, entity_id: str) -> list[tuple[Operation, Entry]]:
        """Return everything that happened to one record, oldest first."""
        entries = self.entries(entity_id=entity_id)
        with self._ledger.reader() as connection:
            operations = {
                number: _operation(
                    connection,
                    connection.exec_driver_sql(f"{_OPERATION} WHERE o.number = ?", (number,)).one(),
                )
                for number in {entry.operation for entry in entries}
            }
        return [(operations[entry.operation], entry) for entry in entries]

    def base_values(
        self, kind: str, ids: Collection[str] | None, vector: Vector
    ) -> dict[tuple[str, str], Value]:
        """Return (id, field) → value that an export with ``vector`` had seen.

        The base is the old value of the first change that the export had not seen. What did not
        change since is not in the answer: its base is the present value. A record that was made
        since has the one entry ``(id, "")`` → None.

        Args:
            kind: entity kind.
            ids: only these records; None for all.
            vector: device → sequence that the export had seen.
        """
        bases: dict[tuple[str, str], Value] = {}
        readers = decoders(kind)
        with self._ledger.reader() as connection:
            for row in _unseen(connection, kind, vector):
                entity_id, action, field, old = row
                place = (entity_id, field)
                if (ids is not None and entity_id not in ids) or place in bases:
                    continue
                if (entity_id, "") in bases:
                    continue
                if action == INSERT:
                    bases[entity_id, ""] = None
                elif field:
                    reader = readers.get(field)
                    bases[place] = old if reader is None else reader(old)
        return bases

    def verify(self) -> int | None:
        """Compute every seal again and return the number of the first that is wrong, or None.

        Operations without entries, entries without an operation and gaps in a chain count as
        wrong; a journal that was only cut off at its end is seen by the anchor alone.
        """
        with self._ledger.reader() as connection:
            return first_wrong(connection.exec_driver_sql, derived(self._ledger.key, "journal"))

    def undo(self, number: int | None = None) -> Changes:
        """Take one operation back as a new operation.

        Args:
            number: the operation; None for this operator's last that is in force. The undoing of
                an undoing is a redo.

        Raises:
            RefusedError: ``undo-nothing``, ``undo-not-yours`` (a surveyor undoes only his own),
                ``undo-already-undone``, ``undo-changed-since`` (with ``who``),
                ``undo-not-possible`` (device and operator records).
        """
        from desktop.storage.undo import undo

        return undo(self._ledger, number)

    def redo(self) -> Changes:
        """Take this operator's last undoing back.

        Raises:
            RefusedError: ``redo-nothing``, and what :meth:`undo` raises.
        """
        from desktop.storage.undo import redo

        return redo(self._ledger)


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
    row = connection.exec_driver_sql(f"{_OPERATION} WHERE o.number = ?", (number,)).first()
    return None if row is None else _operation(connection, row)


def _operation(connection: Connection, row: Any) -> Operation:
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


def _entry(row: Any) -> Entry:
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


def _unseen(connection: Connection, kind: str, vector: Vector) -> Iterator[Any]:
    rows = connection.exec_driver_sql(
        "SELECT device, sequence, first_entry, last_entry FROM journal_operation ORDER BY number"
    ).all()
    for device, sequence, first, last in rows:
        if sequence > vector.get(device, 0):
            yield from connection.exec_driver_sql(
                "SELECT entity_id, action, field, old FROM journal_entry "
                "WHERE number BETWEEN ? AND ? AND kind = ? ORDER BY number",
                (first, last, kind),
            )


def _range(connection: Connection, since: int, operation: int | None) -> tuple[int, int]:
    if operation is not None:
        row = connection.exec_driver_sql(
            "SELECT first_entry, last_entry FROM journal_operation WHERE number = ?", (operation,)
        ).first()
        return (1, 0) if row is None else (row[0], row[1])
    row = connection.exec_driver_sql(
        "SELECT min(first_entry) FROM journal_operation WHERE number > ?", (since,)
    ).first()
    return (row[0] if row is not None and row[0] else 1), 2**62
