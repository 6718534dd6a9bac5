"""The values that an export had seen, found in joined journals."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from desktop.domain.joined import standing
from desktop.domain.journal import DELETE, INSERT
from desktop.storage.chronicle import unseen
from desktop.storage.codec import decoders
from desktop.storage.nodes import records_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sqlalchemy import Connection

    from desktop.domain.journal import Vector
    from desktop.domain.values import Value
    from desktop.storage.nodes import Record

    Bases = dict[tuple[str, str], Value]

_HEADS = "SELECT 1 FROM journal_head WHERE kind = ? LIMIT 1"
# CROSS JOIN so that the few parents lead: the other way round every entry would be looked at.
_PARENTS = (
    "SELECT 1 FROM journal_parent p CROSS JOIN journal_entry e "
    "WHERE e.number = p.entry AND e.kind = ? LIMIT 1"
)


def base_values(
    connection: Connection, kind: str, ids: Collection[str] | None, vector: Vector
) -> Bases:
    """Return (id, field) → value as ``Journal.base_values`` says."""
    rows = unseen(connection, kind, vector)
    if _is_one_chain(connection, kind, vector):
        return _first_old(kind, ids, rows)
    changed: dict[str, set[str]] = defaultdict(set)
    for entity_id, action, name, _ in rows:
        if ids is None or entity_id in ids:
            changed[entity_id].add("deleted" if action == DELETE else name)
    bases: Bases = {}
    for record in records_of(connection.exec_driver_sql, changed):
        if record.kind == kind:
            _add(bases, record, changed[record.id], vector)
    return bases


def _is_one_chain(connection: Connection, kind: str, vector: Vector) -> bool:
    """Whether everything unseen follows from one laptop's view, so that its old values tell."""
    execute = connection.exec_driver_sql
    heads = execute("SELECT device, max(sequence) FROM journal_operation GROUP BY device").all()
    if sum(sequence > vector.get(device, 0) for device, sequence in heads) > 1:
        return False
    return not any(execute(query, (kind,)).first() for query in (_HEADS, _PARENTS))


def _first_old(kind: str, ids: Collection[str] | None, rows: Iterable[Sequence[str]]) -> Bases:
    """Return the old value of the first change that the export had not seen."""
    bases: Bases = {}
    readers = decoders(kind)
    for entity_id, action, name, old in rows:
        place = (entity_id, name)
        if (ids is not None and entity_id not in ids) or place in bases:
            continue
        if (entity_id, "") in bases:
            continue
        if action == INSERT:
            bases[entity_id, ""] = None
        elif name:
            reader = readers.get(name)
            bases[place] = old if reader is None else reader(old)
    return bases


def _add(bases: Bases, record: Record, names: set[str], vector: Vector) -> None:
    """Add what the entries that were seen show together."""
    record.nodes = [n for n in record.nodes if n.name[1] <= vector.get(n.name[0], 0)]
    if not record.nodes:
        bases[record.id, ""] = None
        return
    readers = decoders(record.kind)
    for name in sorted(names - {""}):
        text = standing(record.kind, record.written(name)).value
        reader = readers.get(name)
        bases[record.id, name] = text if reader is None else reader(text)
