"""Reads and ends the conflicts of joined journals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from desktop.domain.join_plan import Head, JoinConflict
from desktop.domain.joined import DELETED, FALSE, Written, base_of, standing
from desktop.storage.codec import decoders, encode
from desktop.storage.nodes import nodes_of, records_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from desktop.domain.values import Value
    from desktop.storage.nodes import Node, Record
    from desktop.storage.unit_of_work import UnitOfWork

_ROWS = "SELECT kind, entity_id, field, entry, shown FROM journal_head ORDER BY entity_id, field"
_WHO = (
    "SELECT o.at, coalesce(p.name, ''), coalesce(d.name, '') FROM journal_operation o "
    "LEFT JOIN operator p ON p.id = o.operator LEFT JOIN device d ON d.id = o.device "
    "WHERE o.device = ? AND o.sequence = ?"
)


@dataclass(frozen=True, slots=True)
class Stored:
    """One field with several heads; ``entries`` tells which of them is shown."""

    kind: str
    entity_id: str
    field: str
    entries: Mapping[int, bool]


def stored(execute: Callable[..., Any]) -> list[Stored]:
    """Return every field with several heads, those that agree too."""
    found: dict[tuple[str, str, str], dict[int, bool]] = {}
    for kind, entity_id, name, entry, shown in execute(_ROWS).fetchall():
        found.setdefault((kind, entity_id, name), {})[entry] = bool(shown)
    return [Stored(*key, entries) for key, entries in found.items()]


def conflicts(
    execute: Callable[..., Any],
    *,
    before: Mapping[tuple[str, str, str], Value] | None = None,
) -> Iterator[JoinConflict]:
    """Yield what waits for a decision, without labels.

    Args:
        execute: runs a statement on an open ledger.
        before: (kind, record, field) → the value that is ours, where it is not the shown one.
    """
    every = stored(execute)
    records = {
        (record.kind, record.id): record
        for record in records_of(execute, dict.fromkeys(one.entity_id for one in every))
    }
    for one in every:
        record = records.get((one.kind, one.entity_id))
        found = record and _conflict(execute, one, record, before or {})
        if found:
            yield found


def _conflict(
    execute: Callable[..., Any],
    one: Stored,
    record: Record,
    before: Mapping[tuple[str, str, str], Value],
) -> JoinConflict | None:
    written = record.written(one.field)
    found = standing(one.kind, written)
    beside = [node for node in nodes_of(execute, one.entries).values() if _stands(node, one)]
    if not found.conflict and not beside:
        return None
    shown = FALSE if one.field == DELETED else found.value
    heads = [_head(execute, one, head, head.value == shown and not beside) for head in found.heads]
    heads += [_beside(execute, one, node) for node in beside]
    heads.sort(key=lambda head: not head.shown)
    ours = before.get((one.kind, one.entity_id, one.field), heads[0].value)
    theirs = next((head.value for head in heads if head.value != ours), heads[0].value)
    return JoinConflict(
        one.kind,
        one.entity_id,
        "",
        one.field,
        _base(one, found.heads, written),
        ours,
        theirs,
        tuple(heads),
    )


def _base(one: Stored, heads: tuple[Written, ...], written: list[Written]) -> Value:
    if one.field == DELETED:
        return False
    return _value(one, base_of(heads[0], heads[1], written))


def _stands(node: Node, one: Stored) -> bool:
    """Whether a head of a deletion is an edit of something else."""
    own = node.entity_id == one.entity_id and node.field in {one.field, ""}
    return one.field == DELETED and not own


def _head(execute: Callable[..., Any], one: Stored, head: Written, shown: bool) -> Head:
    who = execute(_WHO, head.name[:2]).fetchone()
    moment = datetime.fromisoformat(who[0])
    return Head(head.name, head.field, _value(one, head.value), who[1], who[2], moment, shown=shown)


def _beside(execute: Callable[..., Any], one: Stored, node: Node) -> Head:
    who = execute(_WHO, node.name[:2]).fetchone()
    moment = datetime.fromisoformat(who[0])
    shown = one.entries[node.number]
    return Head(node.name, node.field, False, who[1], who[2], moment, shown=shown)


def hides_living(work: UnitOfWork, conflict: JoinConflict) -> bool:
    """Whether a deletion would hide a living record that was written beside it, below it."""
    entries = _entries(work, conflict)
    one = Stored(conflict.kind, conflict.entity_id, conflict.field, entries)
    execute = work.driver.execute
    return any(
        execute(
            f"SELECT 1 FROM {node.kind} WHERE id = ? AND deleted = 0", (node.entity_id,)
        ).fetchone()
        is not None
        for node in nodes_of(execute, entries).values()
        if _stands(node, one) and node.entity_id != conflict.entity_id
    )


def _entries(work: UnitOfWork, conflict: JoinConflict) -> dict[int, bool]:
    rows = work.driver.execute(
        "SELECT entry, shown FROM journal_head WHERE entity_id = ? AND field = ?",
        (conflict.entity_id, conflict.field),
    ).fetchall()
    return {row[0]: bool(row[1]) for row in rows}


def _value(one: Stored, text: str | None) -> Value:
    reader = decoders(one.kind).get(one.field)
    return text if reader is None else reader(text)


def settle(work: UnitOfWork, conflict: JoinConflict, value: Value) -> None:
    """End a conflict: write an entry that names all heads, even when it changes no value.

    Args:
        work: inside the operation of the decision.
        conflict: as :func:`conflicts` gave it.
        value: what holds from now on.
    """
    execute = work.driver.execute
    kind, entity_id, name = conflict.kind, conflict.entity_id, conflict.field
    entries = _entries(work, conflict)
    own = [
        node.number
        for node in nodes_of(execute, entries).values()
        if not _stands(node, Stored(kind, entity_id, name, entries))
    ]
    if not work.update(kind, entity_id, {name: value}):
        text = encode(kind, {name: value})[name]
        execute(
            "INSERT INTO journal_entry (operation, kind, entity_id, action, field, old, new, "
            "parent) VALUES ((SELECT operation FROM journal_context), ?, ?, 'U', ?, ?, ?, ?)",
            (kind, entity_id, name, text, text, max(own)),
        )
    number = execute(
        "SELECT max(number) FROM journal_entry WHERE entity_id = ? AND field = ?",
        (entity_id, name),
    ).fetchone()[0]
    work.driver.executemany(
        "INSERT INTO journal_parent (entry, parent) VALUES (?, ?)",
        [(number, one) for one in own],
    )
