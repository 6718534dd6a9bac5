"""Reads, verifies and undoes what the journal holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.storage.chronicle import (
    ENTRY,
    OPERATION,
    entry_range,
    first_wrong,
    read_entry,
    read_operation,
)
from desktop.storage.keyring import Anchor, derived

if TYPE_CHECKING:
    from collections.abc import Collection

    from desktop.domain.changes import Changes
    from desktop.domain.journal import Entry, Operation, Vector
    from desktop.domain.values import Value
    from desktop.storage.open_ledger import OpenLedger


class Journal:
    """The journal of one open ledger."""

    def __init__(self, ledger: OpenLedger) -> None:
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
                f"{OPERATION} WHERE o.number > ? ORDER BY o.number LIMIT ?", (since, limit)
            )
            return [read_operation(connection, row) for row in rows.all()]

    def latest(self, limit: int = 100) -> list[Operation]:
        """Return the last ``limit`` operations, newest first."""
        with self._ledger.reader() as connection:
            rows = connection.exec_driver_sql(
                f"{OPERATION} ORDER BY o.number DESC LIMIT ?", (limit,)
            )
            return [read_operation(connection, row) for row in rows.all()]

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
            first, last = entry_range(connection, since, operation)
            rows = connection.exec_driver_sql(
                f"{ENTRY} WHERE {where} AND number BETWEEN ? AND ? ORDER BY number LIMIT ?",
                (*parameters, first, last, limit),
            )
            return [read_entry(row) for row in rows]

    def history(self, entity_id: str) -> list[tuple[Operation, Entry]]:
        """Return everything that happened to one record, oldest first."""
        entries = self.entries(entity_id=entity_id)
        with self._ledger.reader() as connection:
            operations = {
                number: read_operation(
                    connection,
                    connection.exec_driver_sql(f"{OPERATION} WHERE o.number = ?", (number,)).one(),
                )
                for number in {entry.operation for entry in entries}
            }
        return [(operations[entry.operation], entry) for entry in entries]

    def base_values(
        self, kind: str, ids: Collection[str] | None, vector: Vector
    ) -> dict[tuple[str, str], Value]:
        """Return (id, field) → value that an export with ``vector`` had seen.

        The base is what the field showed by the entries that the export had seen, whatever came
        here from other laptops since, and in whatever order. What did not change since is not in
        the answer: its base is the present value. A record that was made since has the one entry
        ``(id, "")`` → None.

        Args:
            kind: entity kind.
            ids: only these records; None for all.
            vector: device → sequence that the export had seen.
        """
        from desktop.storage import bases

        with self._ledger.reader() as connection:
            return bases.base_values(connection, kind, ids, vector)

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
                ``undo-not-possible`` (device and operator records), ``undo-parcel`` (the taking of
                a parcel is other people's work).
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

    def undoable(self) -> Operation | None:
        """Return the operation that :meth:`undo` without a number takes back, or None."""
        from desktop.storage.undo import undoable

        return undoable(self._ledger)

    def redoable(self) -> Operation | None:
        """Return the undoing that :meth:`redo` takes back, or None."""
        from desktop.storage.undo import redoable

        return redoable(self._ledger)
