"""Deletions after a joining: beside an edit made elsewhere, a record stays visible."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from desktop.domain.joined import DELETED, TRUE, Written, deletion
from desktop.domain.joined import heads as newest
from desktop.domain.joined_seen import Moment
from desktop.domain.journal import INSERT
from desktop.models.catalogue import JOURNALLED
from desktop.storage import heads
from desktop.storage.nodes import nodes_of, records_of
from desktop.storage.owners import kinds_above, owners_of
from desktop.storage.seen import seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.domain.joined import Standing
    from desktop.storage.nodes import Node, Record
    from desktop.storage.owners import Key
    from desktop.storage.unit_of_work import UnitOfWork

_EDITS = (
    "SELECT number, kind, entity_id FROM journal_entry WHERE number BETWEEN ? AND ? "
    "AND action <> 'D' AND NOT (field = 'deleted' AND new = '1')"
)


class Deletions:
    """Judges the deletions that new entries, or entries below them, put in question."""

    def __init__(self, work: UnitOfWork, first_entry: int) -> None:
        self._work = work
        self._execute = work.driver.execute
        self._first = first_entry
        self._seen = seen(self._execute)
        self._beside: dict[tuple[str, int], dict[Key, set[int]]] = {}

    def settle(self) -> Iterator[tuple[Key, bool, bool]]:
        """Write what is shown and yield record, whether it is deleted now, and was before."""
        by_kind: dict[str, list[str]] = defaultdict(list)
        for kind, entity_id in sorted(self._candidates()):
            by_kind[kind].append(entity_id)
        for kind, ids in by_kind.items():
            for record in records_of(self._execute, ids):
                if record.kind == kind:
                    yield from self._settle(record)

    def _settle(self, record: Record) -> Iterator[tuple[Key, bool, bool]]:
        found, beside = self.judge(record)
        heads.put(self._work.driver, record, DELETED, found, beside)
        shown = found.value == TRUE
        row = self._execute(
            f"SELECT deleted FROM {record.kind} WHERE id = ?", (record.id,)
        ).fetchone()
        if row is not None:
            if bool(row[0]) != shown:
                self._work.update(record.kind, record.id, {DELETED: shown})
            yield (record.kind, record.id), shown, bool(row[0])

    def judge(self, record: Record) -> tuple[Standing, list[int]]:
        """Return what is shown of a record's deletion, and the numbers of edits beside it."""
        written = record.written(DELETED)
        gone = [head for head in newest(written) if head.value == TRUE]
        numbers: set[int] = set()
        for head in gone:
            found = self._edits_beside(Moment(head.name[0], head.name[1], head.lamport))
            numbers |= found.get((record.kind, record.id), set())
        nodes = nodes_of(self._execute, numbers)
        edits = {_edit(node): node.number for node in nodes.values() if _counts(node, record)}
        found_now = deletion(record.kind, written, list(edits), self._saw)
        return found_now, [edits[edit] for edit in found_now.beside]

    def _saw(self, later: Written, earlier: Written) -> bool:
        return self._seen.saw(
            Moment(later.name[0], later.name[1], later.lamport),
            Moment(earlier.name[0], earlier.name[1], earlier.lamport),
        )

    def _edits_beside(self, moment: Moment) -> dict[Key, set[int]]:
        """Return record → edits of it, or below it, made side by side with one operation."""
        key = (moment.device, moment.sequence)
        if key not in self._beside:
            self._beside[key] = self._find(moment)
        return self._beside[key]

    def _find(self, moment: Moment) -> dict[Key, set[int]]:
        edits: dict[Key, set[int]] = defaultdict(set)
        operations = self._execute(
            "SELECT first_entry, last_entry, device, sequence, lamport FROM journal_operation "
            "WHERE device <> ? ORDER BY number",
            (moment.device,),
        ).fetchall()
        for first, last, *place in operations:
            if self._seen.beside(moment, Moment(*place)):
                for entry, kind, entity_id in self._execute(_EDITS, (first, last)).fetchall():
                    edits[kind, entity_id].add(entry)
        whole: dict[Key, set[int]] = defaultdict(set)
        for key, above in owners_of(self._execute, edits).items():
            for one in (key, *above):
                whole[one] |= edits.get(key, set())
        return whole

    def _candidates(self) -> set[Key]:
        """Return the touched records, and those above them, that anyone has deleted."""
        gone = self._gone()
        if not gone:
            return set()
        kinds = {kind for kind, _ in gone}
        touched: set[Key] = {
            (row[0], row[1])
            for row in self._execute(
                "SELECT DISTINCT kind, entity_id FROM journal_entry WHERE number >= ?",
                (self._first,),
            )
        }
        below = {key for key in touched if kinds_above(key[0]) & kinds}
        above = owners_of(self._execute, below)
        return gone & touched.union(*above.values())

    def _gone(self) -> set[Key]:
        """Return what is deleted, was deleted just now, or is in question already."""
        rows = self._execute(
            "SELECT DISTINCT kind, entity_id FROM journal_head WHERE field = 'deleted' "
            "UNION SELECT DISTINCT kind, entity_id FROM journal_entry WHERE number >= ? "
            "AND (field = 'deleted' OR action = 'D')",
            (self._first,),
        ).fetchall()
        found: set[Key] = {(row[0], row[1]) for row in rows}
        for kind in JOURNALLED:
            deleted = self._execute(f"SELECT id FROM {kind} WHERE deleted = 1").fetchall()
            found.update((kind, row[0]) for row in deleted)
        return found


def _edit(node: Node) -> Written:
    return Written(node.name, node.lamport, node.field, node.new)


def _counts(node: Node, record: Record) -> bool:
    """Whether an edit can stand beside the deletion; the record's own making cannot."""
    return not (node.entity_id == record.id and (node.action == INSERT or node.field == DELETED))
