"""Registers: the records of one kind below a quarter, a project or another record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.fields import ENTITIES
from desktop.kernel.errors import InputError
from desktop.services.committees import keep_quarter_in_step
from desktop.services.frozen import refuse_frozen
from desktop.storage.queries import registers

if TYPE_CHECKING:
    from desktop.domain.changes import Changes
    from desktop.domain.values import Record
    from desktop.kernel.clock import Clock
    from desktop.storage.ledger import Ledger


class Registers:
    """Lists, adds and removes; a field of a record is set by ``Editing.set_field``."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    def rows(self, kind: str, parent_id: str | None = None, *, parent: str = "") -> list[Record]:
        """Return the records of ``kind``, oldest first.

        Args:
            kind: entity kind, such as ``meeting``.
            parent_id: only those below this record; None takes all.
            parent: field that names the parent; empty takes the first reference of the kind.

        Raises:
            InputError: ``register-unknown``, no such kind or field.
        """
        if kind not in ENTITIES:
            raise InputError("register-unknown", kind=kind)
        with self._ledger.reader() as connection:
            if parent_id is None:
                return list(registers.records(connection, kind))
            return list(registers.records_below(connection, kind, _parent(kind, parent), parent_id))

    def add(self, kind: str, values: Record) -> tuple[str, Changes]:
        """Add one record and return its id with what changed.

        Raises:
            RefusedError: ``vote-closed``, ``acceptance-decided``; the operator may only read.
        """
        with self._ledger.unit_of_work("add") as work:
            refuse_frozen(work.connection, kind, [values])
            (entity_id,) = work.insert(kind, [values])
            keep_quarter_in_step(work, kind, values)
        return entity_id, work.changes

    def remove(self, kind: str, entity_id: str) -> Changes:
        """Mark one record as deleted; undo brings it back.

        Raises:
            RefusedError: ``vote-closed``, ``acceptance-decided``; the operator may only read.
        """
        with self._ledger.unit_of_work("remove") as work:
            refuse_frozen(work.connection, kind, [{"id": entity_id}])
            record = work.get(kind, entity_id)
            work.delete(kind, entity_id)
            keep_quarter_in_step(work, kind, record)
        return work.changes


def _parent(kind: str, wanted: str) -> str:
    entity = ENTITIES.get(kind)
    names = [field.name for field in entity.fields if field.target] if entity else []
    if wanted in names:
        return wanted
    if wanted or not names:
        raise InputError("register-unknown", kind=kind)
    return names[0]
