"""Who changed what, when, and what was there before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from desktop.domain.action_words import action_word
from desktop.domain.consequences import consequences
from desktop.domain.fields import ENTITIES
from desktop.domain.values import canonical, show
from desktop.kernel.errors import InputError, RefusedError
from desktop.services.frozen import refuse_frozen
from desktop.storage.journal import Journal
from desktop.storage.queries import trail

if TYPE_CHECKING:
    from desktop.domain.changes import Changes
    from desktop.domain.fields import Field
    from desktop.domain.journal import Entry, Operation
    from desktop.storage.ledger import Ledger
    from desktop.storage.queries.trail import Footprint

_PAGE = 5_000
_AROUND = 2_000
_DERIVED = frozenset({"expires_on"})
_HIDDEN = frozenset({"place", "quarter_id", "building_id"})
"""Fields that follow from others; people are not told of them."""


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
        kind / entity_id / field_name: whose field it is, as :meth:`History.restore` takes them.
        subject: what the record is called beside the household: ``水表 W26000001``.
        word: what people call the use case.
        entry: number of the change in the journal.
        newest: number of the newest change of that field when this was read.
    """

    when: datetime
    who: str
    action: str
    field: str
    old: str
    new: str
    operation: int
    kind: str = ""
    entity_id: str = ""
    field_name: str = ""
    subject: str = ""
    word: str = ""
    entry: int = 0
    newest: int = 0

    @property
    def restorable(self) -> bool:
        """Whether the value before can be written again."""
        return bool(self.entry and self.field_name and self.kind != "operator")


class History:
    """Reads the journal, and brings one value back from it."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._journal = Journal(ledger)

    def of(self, entity_id: str, language: str = "zh_CN") -> list[HistoryRow]:
        """Return everything that happened to one record, newest first."""
        rows = [
            _row(operation, entry, language)
            for operation, entry in self._journal.history(entity_id)
        ]
        return rows[::-1]

    def of_household(
        self, household_id: str, language: str = "zh_CN", *, limit: int = _AROUND
    ) -> list[HistoryRow]:
        """Return what happened to a household, its meters, readings, visits and pictures.

        Newest first; ``limit`` is the most changes looked at.
        """
        with self._ledger.reader() as connection:
            around = trail.records_around(connection, household_id)
            entries = trail.entries_of(connection, list(around), limit)
            told = trail.authors(connection, (entry.operation for entry in entries))
        newest: dict[tuple[str, str], int] = {}
        rows = []
        for entry in entries:
            newest.setdefault((entry.entity_id, entry.field), entry.number)
            kind, number = around[entry.entity_id]
            who, action, at = told.get(entry.operation, ("", "", ""))
            if not at or entry.field in _HIDDEN:
                continue
            subject = "" if entry.entity_id == household_id else _subject(kind, number, language)
            last = newest[entry.entity_id, entry.field]
            rows.append(_around(entry, who, action, at, subject, last, language))
        return rows

    def restore(
        self, kind: str, entity_id: str, field_name: str, entry: int, *, newest: int
    ) -> Changes:
        """Write again what stood in a field before change ``entry``: a new operation.

        Args:
            kind: entity kind.
            entity_id: the record.
            field_name: the field.
            entry: number of the change whose value before is wanted.
            newest: number of the newest change of the field that the person has seen.

        Raises:
            InputError: there is no such record or change.
            RefusedError: ``restore-changed-since`` (with ``who``): somebody has changed the
                field meanwhile; or the operator may only read.
        """
        with self._ledger.unit_of_work("restore-value") as work:
            wanted = trail.entry(work.connection, entry)
            record = work.get(kind, entity_id)
            if record is None:
                raise InputError("record-missing")
            entity = ENTITIES.get(kind)
            field = entity.field(field_name) if entity else None
            if wanted is None or field is None:
                raise InputError("history-unknown")
            if (wanted.entity_id, wanted.field) != (entity_id, field_name):
                raise InputError("history-unknown")
            last, who = trail.newest_entry(work.connection, entity_id, field_name)
            if last > newest:
                raise RefusedError("restore-changed-since", who=who)
            value = wanted.old
            changed = {field_name: value}
            refuse_frozen(work.connection, kind, [{"id": entity_id, **changed}])
            follows = consequences(kind, record, changed, self._ledger.clock.today())
            work.update(kind, entity_id, {**changed, **follows})
        return work.changes

    def undoable(self, language: str = "zh_CN") -> str:
        """Return what an undo would take back, in words; an empty text when there is nothing."""
        return self._told(self._journal.undoable(), language)

    def redoable(self, language: str = "zh_CN") -> str:
        """Return what a redo would do again, in words; an empty text when there is nothing."""
        found = self._journal.redoable()
        undone = self._operation(found.undoes) if found and found.undoes else None
        return self._told(undone or found, language)

    def _operation(self, number: int) -> Operation | None:
        found = self._journal.operations(since=number - 1, limit=1)
        return found[0] if found else None

    def _told(self, operation: Operation | None, language: str) -> str:
        if operation is None:
            return ""
        with self._ledger.reader() as connection:
            print_ = trail.footprint(connection, operation.number)
        return told(print_, action_word(operation.action, language), language)

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


def told(print_: Footprint, word: str, language: str) -> str:
    """Return in words what an operation touched: where, and which field or how many things."""
    chinese = language == "zh_CN"
    fields = [pair for pair in print_.fields if pair[1] not in _DERIVED]
    if print_.label and len(fields) == 1 and not print_.more:
        entity = ENTITIES.get(fields[0][0])
        field = entity.field(fields[0][1]) if entity else None
        if field is not None:
            name = field.label if chinese else field.label_en
            return f"{print_.label} {name.partition('(')[0]}"
    if print_.label:
        return f"{print_.label} {word}".strip()
    if print_.more:
        count = f"{print_.entries} 项改动" if chinese else f"{print_.entries} changes"
    elif print_.households:
        count = f"{print_.households} 户" if chinese else f"{print_.households} households"
    else:
        count = _kind_label(print_.kinds[0], language) if print_.kinds else ""
    return f"{word} {count}".strip()


def _kind_label(kind: str, language: str) -> str:
    entity = ENTITIES.get(kind)
    if entity is None:
        return ""
    return entity.label if language == "zh_CN" else entity.label_en


def _subject(kind: str, number: str, language: str) -> str:
    return f"{_kind_label(kind, language)} {number}".strip()


def _around(
    entry: Entry, who: str, action: str, at: str, subject: str, newest: int, language: str
) -> HistoryRow:
    field = _field(entry)
    chinese = language == "zh_CN"
    name = entry.field
    if field is not None:
        name = field.label if chinese else field.label_en
    elif entry.field == "deleted":
        name = "删除" if chinese else "deleted"
    return HistoryRow(
        when=datetime.fromisoformat(at),
        who=who,
        action=action,
        field=name,
        old=show(field, entry.old, language) if field else "",
        new=show(field, entry.new, language) if field else "",
        operation=entry.operation,
        kind=entry.kind,
        entity_id=entry.entity_id,
        field_name=entry.field if field else "",
        subject=subject,
        word=action_word(action, language),
        entry=entry.number,
        newest=newest,
    )


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
