"""Who changed what, when, and what was there before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.domain.fields import ENTITIES
from desktop.domain.values import canonical, show
from desktop.storage.journal import Journal

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.domain.fields import Field
    from desktop.domain.journal import Entry, Operation
    from desktop.storage.ledger import Ledger

_PAGE = 5_000


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One change of one record, as people read it.

    Attributes:
        when: by the device's clock.
        who: the operator's name.
        action: name of the use case.
        field: label of the field; empty for a whole record.
        old / new: as shown.
        operation: number that ``undo`` takes.
    """

    when: datetime
    who: str
    action: str
    field: str
    old: str
    new: str
    operation: int


class History:
    """Reads the journal."""

    def __init__(self, ledger: Ledger) -> None:
        self._journal = Journal(ledger)

    def of(self, entity_id: str, language: str = "zh_CN") -> list[HistoryRow]:
        """Return everything that happened to one record, newest first."""
        rows = [
            _row(operation, entry, language)
            for operation, entry in self._journal.history(entity_id)
        ]
        return rows[::-1]

    def recent(self, limit: int = 100) -> list[Operation]:
        """Return the last operations, newest first."""
        return self._journal.latest(limit)

    def journal(self, *, entity_id: str | None = None, since: int = 0) -> list[dict[str, Any]]:
        """Return the journal's entries as the command line prints them, oldest first.

        Args:
            entity_id: only this record's.
            since: only operations after this number.
        """
        entries = self._journal.entries(entity_id=entity_id, since=since)
        operations = self._operations(since, entries)
        return [_document(operations[entry.operation], entry) for entry in entries]

    def _operations(self, since: int, entries: list[Entry]) -> dict[int, Operation]:
        wanted = {entry.operation for entry in entries}
        found: dict[int, Operation] = {}
        while wanted - found.keys():
            page = self._journal.operations(since=since, limit=_PAGE)
            if not page:
                break
            found.update({operation.number: operation for operation in page})
            since = page[-1].number
        return found


def _field(entry: Entry) -> Field | None:
    entity = ENTITIES.get(entry.kind)
    return entity.field(entry.field) if entity else None


def _row(operation: Operation, entry: Entry, language: str) -> HistoryRow:
    field = _field(entry)
    return HistoryRow(
        when=operation.at,
        who=operation.operator,
        action=operation.action,
        field=(field.label if language == "zh_CN" else field.label_en) if field else entry.field,
        old=show(field, entry.old, language) if field else "",
        new=show(field, entry.new, language) if field else "",
        operation=operation.number,
    )


def _document(operation: Operation, entry: Entry) -> dict[str, Any]:
    field = _field(entry)
    return {
        "seq": operation.number,
        "device": operation.device,
        "time": operation.at.isoformat(),
        "operator": operation.operator,
        "action": operation.action,
        "entity_kind": entry.kind,
        "entity_id": entry.entity_id,
        "change": entry.action,
        "field": entry.field,
        "old": canonical(field, entry.old) if field else "",
        "new": canonical(field, entry.new) if field else "",
        "undone": operation.undone,
    }
