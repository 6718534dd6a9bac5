"""Brings the tables up to date with operations that were written into the journal as they came."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from desktop.domain.joined import DELETED, TRUE, standing
from desktop.domain.journal import DELETE, INSERT
from desktop.models.catalogue import JOURNALLED
from desktop.storage import heads
from desktop.storage.codec import decoders
from desktop.storage.deletions import Deletions
from desktop.storage.nodes import columns, records_of
from desktop.storage.owners import kinds_above
from desktop.storage.triggers_aside import triggers_aside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from desktop.domain.values import Value
    from desktop.storage.nodes import Record
    from desktop.storage.replay import Written
    from desktop.storage.unit_of_work import UnitOfWork

_TOUCHED = (
    "SELECT e.kind, e.entity_id, min(o.device), max(o.device), "
    "sum(CASE WHEN e.action = 'I' THEN 1 ELSE 0 END) FROM journal_entry e "
    "JOIN journal_operation o ON o.number = e.operation "
    "WHERE e.number BETWEEN ? AND ? GROUP BY e.kind, e.entity_id"
)
_PAGE = 400
_MANY = 1_000
_ALWAYS = frozenset({"id", DELETED, "unit_id", "floor", "room_no"})
"""What an insert asks for; other columns that are empty throughout are left out."""


@dataclass(slots=True)
class Brought:
    """What changed in the tables.

    Attributes:
        inserted: how many records appeared and are not deleted.
        fields: how many fields of records that were here changed.
        deleted: how many records that were here disappeared.
        unchanged: fields written elsewhere whose value is not shown, or was here already.
        before: (kind, record, field) → value shown before, of fields with several heads.
    """

    inserted: int = 0
    fields: int = 0
    deleted: int = 0
    unchanged: int = 0
    before: dict[tuple[str, str, str], Value] = field(default_factory=dict)


class Bringing:
    """One joining's way through the tables: new records in bulk, then the fields of old ones."""

    def __init__(self, work: UnitOfWork, written: Written) -> None:
        self._work = work
        self._driver = work.driver
        self._written = written
        self._fresh: dict[str, set[str]] = defaultdict(set)
        self._mixed: dict[str, list[str]] = defaultdict(list)
        self._several = self._has_heads()
        self.found = Brought()

    def run(self) -> Brought:
        """Write everything and return what changed."""
        self._sort_out()
        kinds = {*self._fresh, *self._mixed}
        kinds = kinds.union(*(kinds_above(kind) for kind in kinds))
        with triggers_aside(self._driver, kinds):
            for kind in JOURNALLED:
                if self._fresh.get(kind):
                    self._insert_fresh(kind)
            self._bring_mixed()
        return self.found

    def again(self) -> None:
        """Judge what was replayed entry by entry, where several laptops wrote the same record.

        The triggers are set aside already.
        """
        range_ = (self._written.first_entry, self._written.last_entry)
        for kind, entity_id, first, last, inserts in self._driver.execute(_TOUCHED, range_):
            if inserts != 1 or first != last or kind == "device":
                self._mixed[kind].append(entity_id)
        self._bring_mixed()

    def _bring_mixed(self) -> None:
        deletions = Deletions(self._work, self._written.first_entry)
        for kind in JOURNALLED:
            for record in records_of(self._driver.execute, self._mixed.get(kind, ())):
                if record.kind == kind:
                    self._bring(record)
        for key, shown, was in deletions.settle():
            self._count_deletion(key, shown=shown, was=was)

    def _sort_out(self) -> None:
        """Tell records that one laptop made and nobody else touched from all others."""
        range_ = (self._written.first_entry, self._written.last_entry)
        made: dict[str, list[str]] = defaultdict(list)
        for kind, entity_id, first, last, inserts in self._driver.execute(_TOUCHED, range_):
            one = made if inserts == 1 and first == last else self._mixed
            one[kind].append(entity_id)
        for kind, ids in made.items():
            here = self._here(kind, ids)
            self._fresh[kind].update(one for one in ids if one not in here)
            self._mixed[kind].extend(here)

    def _here(self, kind: str, ids: Sequence[str]) -> set[str]:
        found: set[str] = set()
        for start in range(0, len(ids), _PAGE):
            page = tuple(ids[start : start + _PAGE])
            rows = self._driver.execute(
                f"SELECT id FROM {kind} WHERE id IN ({', '.join('?' * len(page))})", page
            )
            found.update(row[0] for row in rows)
        return found

    def _insert_fresh(self, kind: str) -> None:
        """Insert records whose entries all come from one laptop, and so follow each other."""
        fresh, at = self._fresh[kind], columns(kind)
        rows: dict[str, list[Any]] = {}
        cursor = self._driver.execute(
            "SELECT entity_id, action, field, new FROM journal_entry "
            "WHERE number BETWEEN ? AND ? AND kind = ? ORDER BY number",
            (self._written.first_entry, self._written.last_entry, kind),
        )
        while page := cursor.fetchmany(_MANY):
            page = [row for row in page if row[0] in fresh]
            # One text for many images: reading each by itself takes twice as long.
            images = iter(json.loads(f"[{','.join(row[3] for row in page if row[1] == INSERT)}]"))
            for entity_id, action, name, new in page:
                if action == INSERT:
                    rows[entity_id] = next(images)
                elif action == DELETE:
                    _set(rows[entity_id], at[DELETED], 1)
                else:
                    _set(rows[entity_id], at[name], new)
        self._insert(kind, list(rows.values()))

    def _insert(self, kind: str, rows: list[list[Any]]) -> None:
        names, gone = list(columns(kind)), columns(kind)[DELETED]
        by_length: dict[int, list[list[Any]]] = defaultdict(list)
        for row in rows:
            # An image of an older program is shorter: columns are only ever added at the end.
            by_length[len(row)].append(row)
        for length, some in by_length.items():
            used = [
                place
                for place, name in enumerate(names[:length])
                if name in _ALWAYS or any(row[place] is not None for row in some)
            ]
            take = itemgetter(*used)
            self._work.insert_stored(kind, take(names), [take(row) for row in some])
        self.found.inserted += sum(str(row[gone]) != TRUE for row in rows)

    def _bring(self, record: Record) -> None:
        """Judge the fields that were written, and write what the record shows now."""
        shown = dict(self._judge(record))
        row = self._driver.execute(
            f"SELECT {', '.join(columns(record.kind))} FROM {record.kind} WHERE id = ?",
            (record.id,),
        ).fetchone()
        if row is None:
            self._make(record, shown)
            return
        now = dict(zip(columns(record.kind), row, strict=True))
        readers = decoders(record.kind)
        changed: dict[str, Value] = {}
        for name, (text, several) in shown.items():
            reader = readers.get(name)
            ours = now[name] if reader is None else reader(now[name])
            theirs = text if reader is None else reader(text)
            if several:
                self.found.before[record.kind, record.id, name] = ours
            if ours == theirs:
                self.found.unchanged += 1
            else:
                changed[name] = theirs
        if changed:
            self._work.update_many(record.kind, [(record.id, changed)])
            self.found.fields += len(changed)

    def _judge(self, record: Record) -> Iterator[tuple[str, tuple[str | None, bool]]]:
        """Yield field → shown text, and whether it has several heads; deletion comes later."""
        for name in self._fields(record):
            found = standing(record.kind, record.written(name))
            several = len(found.heads) > 1
            if several or self._several:
                heads.put(self._driver, record, name, found)
            yield name, (found.value, several)

    def _fields(self, record: Record) -> Iterable[str]:
        first = self._written.first_entry
        new = [node for node in record.nodes if node.number >= first]
        made = sum(node.action == INSERT for node in record.nodes)
        twice = made > 1 and any(node.action == INSERT for node in new)
        names = set(columns(record.kind)) if twice else {n.field for n in new if n.field}
        return sorted(names - {"id", DELETED, ""})

    def _make(self, record: Record, shown: dict[str, tuple[str | None, bool]]) -> None:
        """Insert a record that several laptops had written before it came here."""
        at = columns(record.kind)
        image = next(node for node in record.nodes if node.action == INSERT)
        row: list[Any] = json.loads(image.new or "[]")
        for name, (text, _) in shown.items():
            _set(row, at[name], text)
        gone = standing(record.kind, record.written(DELETED))
        _set(row, at[DELETED], int(gone.value == TRUE))
        self._insert(record.kind, [row])

    def _count_deletion(self, key: tuple[str, str], *, shown: bool, was: bool) -> None:
        self.found.before[*key, DELETED] = was
        if shown and not was and key[1] not in self._fresh[key[0]]:
            self.found.deleted += 1
        elif was and not shown:
            self.found.fields += 1

    def _has_heads(self) -> bool:
        found = self._driver.execute("SELECT 1 FROM journal_head LIMIT 1").fetchone()
        return found is not None


def _set(row: list[Any], place: int, value: Any) -> None:
    row.extend([None] * (place + 1 - len(row)))
    row[place] = value
