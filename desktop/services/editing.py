"""Changing the ledger: one field, many fields, rows; and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.codes import VisitState
from desktop.domain.consequences import consequences
from desktop.domain.fields import ENTITIES
from desktop.domain.values import ValueProblem, parse
from desktop.kernel.errors import InputError
from desktop.services.committees import keep_quarter_in_step
from desktop.services.frozen import refuse_frozen, refuse_redo, refuse_undo
from desktop.storage.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop.domain.changes import Changes
    from desktop.domain.fields import Field
    from desktop.domain.values import Record, Value
    from desktop.kernel.clock import Clock
    from desktop.storage.ledger import Ledger
    from desktop.storage.unit_of_work import UnitOfWork


class Editing:
    """Every method is one operation of the journal: saved when it returns, undone as one."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    def set_field(self, kind: str, entity_id: str, field_name: str, raw: object) -> Changes:
        """Store what was typed into one field.

        A visit state is also kept as a visit with time and person; a verification date carries
        the due date with it, a changed consent its date, and no basis without a new signature.

        Raises:
            InputError: the value does not fit the field, or there is no such record or field.
            RefusedError: ``vote-closed``, ``acceptance-decided``; the operator may only read.
        """
        field = _field(kind, field_name)
        try:
            value = parse(field, raw)
        except ValueProblem as problem:
            raise InputError(problem.code, field=field.label) from None
        with self._ledger.unit_of_work("set-field") as work:
            current = work.get(kind, entity_id)
            if current is None:
                raise InputError("record-missing")
            changed = {field_name: value}
            refuse_frozen(work.connection, kind, [{"id": entity_id, **changed}])
            follows = consequences(kind, current, changed, self._clock.today())
            work.update(kind, entity_id, {**changed, **follows})
            keep_quarter_in_step(work, kind, current)
            if (kind, field_name) == ("household", "visit_state") and value:
                work.insert("visit", [self._visit(entity_id, value)])
        return work.changes

    def add(self, kind: str, values: Record) -> Changes:
        """Add one record of ``kind``.

        Raises:
            RefusedError: the operator may only read.
        """
        return self.change_many("add", inserts={kind: [values]})

    def remove(self, kind: str, entity_id: str) -> Changes:
        """Mark one record as deleted; what hangs below it stays and is found by ``check``.

        Raises:
            RefusedError: ``vote-closed``, ``acceptance-decided``; the operator may only read.
        """
        with self._ledger.unit_of_work("remove") as work:
            refuse_frozen(work.connection, kind, [{"id": entity_id}])
            record = work.get(kind, entity_id)
            work.delete(kind, entity_id)
            keep_quarter_in_step(work, kind, record)
        return work.changes

    def change_many(
        self,
        action: str,
        *,
        inserts: Mapping[str, Sequence[Record]] | None = None,
        updates: Mapping[str, Iterable[tuple[str, Record]]] | None = None,
    ) -> Changes:
        """Add and change many records as one operation, such as a survey of a staircase.

        Args:
            action: name of the use case, for the journal.
            inserts: kind → records, parents before children.
            updates: kind → (id, changed fields).

        Raises:
            RefusedError: ``vote-closed``, ``acceptance-decided``; the operator may only read.
        """
        changed = {kind: list(rows) for kind, rows in (updates or {}).items()}
        with self._ledger.unit_of_work(action) as work:
            for kind, records in (inserts or {}).items():
                refuse_frozen(work.connection, kind, records)
                work.insert(kind, records)
                _keep_in_step(work, kind, records)
            for kind, rows in changed.items():
                refuse_frozen(work.connection, kind, ({**new, "id": one} for one, new in rows))
                work.update_many(kind, rows)
                _keep_in_step(work, kind, ({**new, "id": one} for one, new in rows))
        return work.changes

    def record_visits(
        self, rows: Iterable[tuple[str, Record]], *, when: Mapping[str, object] | None = None
    ) -> Changes:
        """Store the findings of many doors with a visit each, as one operation.

        Args:
            rows: (household id, fields found), ``visit_state`` among them.
            when: household id → moment of the visit, where it was not just now.
        """
        rows = list(rows)
        visits = [
            {**self._visit(entity_id, record["visit_state"]), **_moment(when, entity_id)}
            for entity_id, record in rows
            if record.get("visit_state")
        ]
        return self.change_many(
            "record-visits", inserts={"visit": visits}, updates={"household": rows}
        )

    def undo(self, operation: str | None = None) -> Changes:
        """Take back ``operation``, or the operator's own newest one.

        Raises:
            RefusedError: a field has changed since, or it is another person's operation; it
                reaches into a closed vote or a decided acceptance (``frozen-undo-leader``).
        """
        number = _operation_number(operation)
        journal = Journal(self._ledger)
        if number is None and (last := journal.undoable()) is not None:
            number = last.number
        if number is not None:
            with self._ledger.reader() as connection:
                refuse_undo(connection, number, self._ledger.operator.role)
        return journal.undo(number)

    def redo(self) -> Changes:
        """Take back the newest undo, if nothing was changed since.

        Raises:
            RefusedError: there is nothing to redo, or it would close a vote again.
        """
        journal = Journal(self._ledger)
        if (last := journal.redoable()) is not None:
            with self._ledger.reader() as connection:
                refuse_redo(connection, last.number)
        return journal.redo()

    def _visit(self, household_id: str, state: Value) -> Record:
        return {
            "household_id": household_id,
            "visited_at": self._clock.now(),
            "state": VisitState(int(str(state))).value,
            "visitor": self._ledger.operator.name,
        }


def _keep_in_step(work: UnitOfWork, kind: str, records: Iterable[Record]) -> None:
    if kind != "committee":
        return
    for record in records:
        stored = work.get(kind, str(record["id"])) if "id" in record else record
        keep_quarter_in_step(work, kind, stored)


def _operation_number(operation: str | None) -> int | None:
    if operation is None:
        return None
    if not operation.isdecimal():
        raise InputError("operation-unknown", operation=operation)
    return int(operation)


def _moment(when: Mapping[str, object] | None, entity_id: str) -> Record:
    moment = when.get(entity_id) if when else None
    return {} if moment is None else {"visited_at": moment}  # type: ignore[dict-item]


def _field(kind: str, name: str) -> Field:
    entity = ENTITIES.get(kind)
    field = entity.field(name) if entity else None
    if field is None:
        raise InputError("field-unknown", kind=kind, field=name)
    return field
