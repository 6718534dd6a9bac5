"""What the journal of another laptop says, as one change per record and field."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.domain.journal import DELETE, INSERT, Entry, Operation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from desktop.domain.values import Value


@dataclass(slots=True)
class RecordChange:
    """Everything that unseen operations did to one record.

    Attributes:
        kind: entity kind.
        id: the record.
        image: its values when it was made by an unseen operation, else None.
        fields: field → (value before the first unseen change, value after the last).
    """

    kind: str
    id: str
    image: dict[str, Value] | None = None
    fields: dict[str, tuple[Value, Value]] = field(default_factory=dict)


def changes_of(
    records: Iterable[Operation | Entry | object], seen: Mapping[str, int], kinds: frozenset[str]
) -> list[RecordChange]:
    """Return what operations that are not in ``seen`` did, record by record, oldest first.

    Args:
        records: operations and entries of a parcel.
        seen: device → sequence that is known here already.
        kinds: entity kinds that travel; others stay with their laptop.
    """
    operations: dict[int, Operation] = {}
    entries: dict[int, list[Entry]] = {}
    for one in records:
        if isinstance(one, Operation):
            if one.sequence > seen.get(one.device, 0):
                operations[one.number] = one
        elif isinstance(one, Entry) and one.kind in kinds:
            entries.setdefault(one.operation, []).append(one)
    changes: dict[tuple[str, str], RecordChange] = {}
    for operation in sorted(operations.values(), key=_order):
        for entry in entries.get(operation.number, ()):
            key = (entry.kind, entry.entity_id)
            _add(changes.setdefault(key, RecordChange(*key)), entry)
    return list(changes.values())


def _order(operation: Operation) -> tuple[int, str, int]:
    """Order by logical time, never by clock; the device settles what happened side by side."""
    return (operation.lamport, operation.device, operation.sequence)


def _add(change: RecordChange, entry: Entry) -> None:
    if entry.action == INSERT:
        change.image = dict(entry.image)
        return
    for name, before, after in _moves(entry):
        first = change.fields[name][0] if name in change.fields else before
        change.fields[name] = (first, after)


def _moves(entry: Entry) -> Iterator[tuple[str, Value, Value]]:
    if entry.action == DELETE:
        yield "deleted", False, True
    else:
        yield entry.field, entry.old, entry.new
