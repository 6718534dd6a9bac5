"""Undo: a new operation that writes the old values, or a refusal that says who changed them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.codes import OperatorRole
from desktop.domain.journal import INSERT
from desktop.kernel.errors import RefusedError
from desktop.models.catalogue import JOURNALLED, tables
from desktop.storage.chronicle import is_undone, operation_of
from desktop.storage.codec import decoders

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.domain.changes import Changes
    from desktop.domain.journal import Operation
    from desktop.domain.values import Value
    from desktop.storage.open_ledger import OpenLedger

_FIXED = ("operator", "device")


def undoable(ledger: OpenLedger) -> Operation | None:
    """Return the operation whose values an undo takes back now, or None."""
    with ledger.reader() as connection:
        chosen = _last(connection, ledger.operator.id)
        return None if chosen is None else operation_of(connection, chosen)


def redoable(ledger: OpenLedger) -> Operation | None:
    """Return the undoing that a redo takes back now, or None."""
    with ledger.reader() as connection:
        return _last_undoing(connection, ledger.operator.id)


def undo(ledger: OpenLedger, number: int | None) -> Changes:
    """Take operation ``number`` (or the operator's last) back; see ``Journal.undo``."""
    with ledger.reader() as connection:
        chosen = _last(connection, ledger.operator.id) if number is None else number
        found = None if chosen is None else operation_of(connection, chosen)
        if found is None:
            raise RefusedError("undo-nothing")
        if found.undone:
            raise RefusedError("undo-already-undone", number=found.number)
        found = _in_force(connection, found)
    return _take_back(ledger, found)


def redo(ledger: OpenLedger) -> Changes:
    """Take the operator's last undoing back; see ``Journal.redo``."""
    with ledger.reader() as connection:
        found = _last_undoing(connection, ledger.operator.id)
    if found is None:
        raise RefusedError("redo-nothing")
    return _take_back(ledger, found)


def _last_undoing(connection: Connection, operator_id: str) -> Operation | None:
    rows = connection.exec_driver_sql(
        "SELECT number, device, sequence, undoes FROM journal_operation WHERE operator = ? "
        "ORDER BY number DESC",
        (operator_id,),
    )
    try:
        for number, device, sequence, undoes in rows:
            if undoes is None:
                return None
            if not is_undone(connection, device, sequence) and _is_undoing(connection, undoes):
                return operation_of(connection, number)
    finally:
        rows.close()
    return None


def _take_back(ledger: OpenLedger, found: Operation) -> Changes:
    if found.action == "parcel":
        raise RefusedError("undo-parcel")
    if found.operator_id != ledger.operator.id and ledger.operator.role != OperatorRole.LEADER:
        raise RefusedError("undo-not-yours", who=found.operator)
    name = f"{found.device}:{found.sequence}"
    with ledger.unit_of_work("journal.undo", undoes=name) as work:
        connection = work.connection
        entries = connection.exec_driver_sql(
            "SELECT number, kind, entity_id, action, field, old FROM journal_entry e "
            "WHERE number BETWEEN ? AND ? ORDER BY number DESC",
            _entries(connection, found.number),
        ).all()
        if any(entry[1] in _FIXED for entry in entries):
            raise RefusedError("undo-not-possible")
        _refuse_if_changed(connection, found)
        _refuse_if_not_shown(connection, found)
        for kind, rows in _reversed(entries).items():
            work.update_many(kind, rows.items())
        _refuse_if_used(connection, found)
    return work.changes


def _reversed(entries: Any) -> dict[str, dict[str, dict[str, Value]]]:
    """Return kind → record → old values; the earliest entry of a field decides."""
    wanted: dict[str, dict[str, dict[str, Value]]] = {}
    for _, kind, entity_id, action, field, old in entries:
        values = wanted.setdefault(kind, {}).setdefault(entity_id, {})
        if action == INSERT:
            values.clear()
            values["deleted"] = True
        elif field:
            reader = decoders(kind).get(field)
            values[field] = old if reader is None else reader(old)
    return wanted


def _refuse_if_changed(connection: Connection, found: Operation) -> None:
    """Refuse when one of the fields, or a record made here, was changed since."""
    cancelled = _cancelled(connection, found.number)
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT later.operation, p.name FROM journal_entry mine "
        "JOIN journal_entry later ON later.entity_id = mine.entity_id "
        "AND later.number > mine.number AND (later.field = mine.field OR mine.field = '') "
        "JOIN journal_operation o ON o.number = later.operation "
        "LEFT JOIN operator p ON p.id = o.operator "
        "WHERE mine.number BETWEEN ? AND ? AND later.operation > ?",
        (*_entries(connection, found.number), found.number),
    )
    for number, name in rows.all():
        if number not in cancelled:
            raise RefusedError("undo-changed-since", who=name or "?")


def _refuse_if_not_shown(connection: Connection, found: Operation) -> None:
    """Refuse when a field shows what was written on another laptop side by side with this."""
    first, last = _entries(connection, found.number)
    row = connection.exec_driver_sql(
        "SELECT p.name FROM journal_head h JOIN journal_head s ON s.entity_id = h.entity_id "
        "AND s.field = h.field AND s.shown = 1 JOIN journal_entry e ON e.number = s.entry "
        "JOIN journal_operation o ON o.number = e.operation "
        "LEFT JOIN operator p ON p.id = o.operator "
        "WHERE h.entry BETWEEN ? AND ? AND NOT s.entry BETWEEN ? AND ? LIMIT 1",
        (first, last, first, last),
    ).first()
    if row is not None:
        raise RefusedError("undo-changed-since", who=row[0] or "?")


def _refuse_if_used(connection: Connection, found: Operation) -> None:
    """Refuse when something that stays belongs to a record that goes."""
    first, last = _entries(connection, found.number)
    for kind in JOURNALLED:
        for column in tables()[kind].columns:
            if not column.foreign_keys:
                continue
            row = connection.exec_driver_sql(
                "SELECT p.name FROM journal_entry e "
                f"JOIN {kind} c ON c.{column.name} = e.entity_id "
                "JOIN journal_entry made ON made.entity_id = c.id AND made.action = 'I' "
                "JOIN journal_operation o ON o.number = made.operation "
                "LEFT JOIN operator p ON p.id = o.operator "
                "WHERE e.number BETWEEN ? AND ? AND e.action = 'I' AND c.deleted = 0 LIMIT 1",
                (first, last),
            ).first()
            if row is not None:
                raise RefusedError("undo-changed-since", who=row[0] or "?")


def _cancelled(connection: Connection, number: int) -> set[int]:
    """Return later operations that were taken back, with what took them back."""
    later = connection.exec_driver_sql(
        "SELECT b.number, a.number FROM journal_operation b JOIN journal_operation a "
        "ON b.undoes = a.device || ':' || a.sequence WHERE b.number > ? AND a.number > ? "
        "ORDER BY b.number DESC",
        (number, number),
    )
    cancelled: set[int] = set()
    for undoing, undone in later:
        if undoing not in cancelled:
            cancelled |= {undoing, undone}
    return cancelled


def _entries(connection: Connection, number: int) -> tuple[int, int]:
    row = connection.exec_driver_sql(
        "SELECT first_entry, last_entry FROM journal_operation WHERE number = ?", (number,)
    ).one()
    return int(row[0]), int(row[1])


def _last(connection: Connection, operator_id: str) -> int | None:
    """Return the operator's newest operation in force that is no undoing itself."""
    rows = connection.exec_driver_sql(
        "SELECT number, device, sequence FROM journal_operation WHERE operator = ? "
        "AND undoes IS NULL AND action NOT LIKE 'device.%' AND action NOT LIKE 'ledger.%' "
        "AND action NOT LIKE 'operator.%' AND action <> 'parcel' "
        "ORDER BY number DESC",
        (operator_id,),
    )
    try:
        for number, device, sequence in rows:
            if not is_undone(connection, device, sequence):
                return int(number)
    finally:
        rows.close()
    return None


def _in_force(connection: Connection, found: Operation) -> Operation:
    """Return the operation itself, or the redo that put its values back."""
    while True:
        row = connection.exec_driver_sql(
            "SELECT again.number FROM journal_operation undone JOIN journal_operation again "
            "ON again.undoes = undone.device || ':' || undone.sequence "
            "WHERE undone.undoes = ? ORDER BY again.number DESC LIMIT 1",
            (f"{found.device}:{found.sequence}",),
        ).first()
        following = None if row is None else operation_of(connection, row[0])
        if following is None:
            return found
        found = following


def _is_undoing(connection: Connection, name: str) -> bool:
    """Return whether an operation that takes ``name`` back is an undoing and not a redo."""
    undoing = True
    while True:
        device, _, sequence = name.partition(":")
        above = connection.exec_driver_sql(
            "SELECT undoes FROM journal_operation WHERE device = ? AND sequence = ?",
            (device, int(sequence)),
        ).scalar()
        if above is None:
            return undoing
        undoing, name = not undoing, above
