"""The only door through which a ledger changes."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any

from desktop.domain.changes import MANY, Changes
from desktop.models.catalogue import JOURNALLED, journalled_columns
from desktop.storage import bulk, placement
from desktop.storage.codec import decode, encode, encoders
from desktop.storage.search_index import SEARCHED, SearchIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sqlalchemy import Connection
    from sqlcipher3.dbapi2 import Connection as Driver

    from desktop.domain.values import Record, Value
    from desktop.kernel.identity import IdFactory

_PLACED = frozenset({"unit_id", "floor", "room_no"})


class UnitOfWork:
    """One user action: everything in it is committed, or nothing.

    Attributes:
        connection: SQLAlchemy connection inside the transaction.
        changes: what the operation touched; complete after the commit.
        number: the operation's number where operations taken over came before it, else empty.
    """

    def __init__(self, driver: Driver, connection: Connection, action: str, ids: IdFactory) -> None:
        self.connection = connection
        self.number = ""
        self.changes = Changes("", action, frozenset(), frozenset())
        self._driver = driver
        self._ids = ids
        self._kinds: set[str] = set()
        self._touched: set[str] = set()
        self._many = False
        self._spoiled = False
        self._placement = placement.Placement(driver)
        self._search = SearchIndex(driver)

    def insert(self, kind: str, records: Sequence[Record]) -> list[str]:
        """Insert rows and return their ids; ids are made for records without one.

        Args:
            kind: entity kind.
            records: values by field; a missing field is empty. Rows with the same fields side by
                side are written fastest.
        """
        _require(kind)
        ids: list[str] = []
        groups: dict[tuple[str, ...], list[Record]] = {}
        for record in records:
            groups.setdefault(tuple(record), []).append(record)
            given = record.get("id")
            ids.append(str(given) if given else "")
        ids = [found or self._ids() for found in ids]
        self._spoiled = True
        with bulk.prepared(self._driver, kind, len(records)):
            self._insert_groups(kind, groups, records, ids)
        self._spoiled = False
        self._touch(kind, ids)
        return ids

    @property
    def driver(self) -> Driver:
        """The connection below, for what writes the journal itself inside ``storage``."""
        return self._driver

    def insert_stored(
        self, kind: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]
    ) -> None:
        """Insert rows as the journal's images hold them.

        Args:
            kind: entity kind.
            columns: their columns, with ``id``.
            rows: stored values in that order.
        """
        at = {name: place for place, name in enumerate(columns)}
        ids = [row[at["id"]] for row in rows]
        self._spoiled = True
        with bulk.prepared(self._driver, kind, len(rows)):
            self._insert_images(kind, columns, rows, at)
        self._spoiled = False
        self._touch(kind, ids)

    def _insert_images(
        self, kind: str, columns: Sequence[str], rows: Sequence[Sequence[Any]], at: dict[str, int]
    ) -> None:
        names, whole = tuple(columns), list(rows)
        if kind == "household":
            names = (*names, "quarter_id", "building_id", "place")
            parts = [at["unit_id"], at["floor"], at["room_no"]]
            self._placement.learn(row[parts[0]] for row in rows)
            whole = [(*row, *self._placement.of(*(row[i] for i in parts))) for row in rows]
        self._driver.executemany(
            f"INSERT INTO {kind} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
            whole,
        )
        for field in SEARCHED.get(kind, ()):
            if field in at:
                self._search.note(kind, {row[at[field]] for row in rows})

    def update(self, kind: str, entity_id: str, values: Record) -> bool:
        """Change the fields that differ.

        Returns:
            Whether anything differed. A record that does not exist differs in nothing.
        """
        return self.update_many(kind, [(entity_id, values)]) == 1

    def update_many(self, kind: str, rows: Iterable[tuple[str, Record]]) -> int:
        """Change the fields that differ in many records and return how many records changed."""
        _require(kind)
        changed: list[str] = []
        for entity_id, values in rows:
            stored = encode(kind, values)
            stored.pop("id", None)
            differing = self._differing(kind, entity_id, stored)
            if differing:
                self._write(kind, entity_id, differing)
                changed.append(entity_id)
        self._touch(kind, changed)
        return len(changed)

    def delete(self, kind: str, entity_id: str) -> None:
        """Mark a record as deleted; it stays in the file, and undo brings it back."""
        self.update(kind, entity_id, {"deleted": True})

    def get(self, kind: str, entity_id: str) -> dict[str, Value] | None:
        """Return the record with its id, or None; deleted records are not found."""
        names = [c.name for c in journalled_columns(_require(kind)) if c.name != "deleted"]
        row = self._driver.execute(
            f"SELECT {', '.join(names)} FROM {kind} WHERE id = ? AND deleted = 0",
            (entity_id,),
        ).fetchone()
        return None if row is None else decode(kind, names, row)

    def finish(self, operation: str) -> Changes:
        """Bring derived tables up to date and return what was touched; called before sealing.

        Raises:
            RuntimeError: an insert failed and its failure was passed over: our own mistake.
        """
        if self._spoiled:
            message = "an insert failed inside this unit of work; nothing of it may be kept"
            raise RuntimeError(message)
        self._search.flush()
        ids = None if self._many else frozenset(self._touched)
        operation = self.number or operation
        self.changes = Changes(operation, self.changes.action, frozenset(self._kinds), ids)
        return self.changes

    def _insert_groups(
        self,
        kind: str,
        groups: dict[tuple[str, ...], list[Record]],
        records: Sequence[Record],
        ids: list[str],
    ) -> None:
        if len(groups) == 1:
            self._insert_group(kind, next(iter(groups)), records, ids)
            return
        by_group: dict[tuple[str, ...], list[str]] = {names: [] for names in groups}
        for record, entity_id in zip(records, ids, strict=True):
            by_group[tuple(record)].append(entity_id)
        for names, members in groups.items():
            self._insert_group(kind, names, members, by_group[names])

    def _insert_group(
        self, kind: str, names: tuple[str, ...], records: Sequence[Record], ids: list[str]
    ) -> None:
        fields = tuple(name for name in names if name != "id")
        rows = _rows(kind, fields, records)
        extra: tuple[str, ...] = ()
        if kind == "household":
            extra = ("quarter_id", "building_id", "place")
            rows = self._placed(records, rows)
        columns = ("id", *fields, *extra)
        marks = ", ".join("?" * len(columns))
        self._driver.executemany(
            f"INSERT INTO {kind} ({', '.join(columns)}) VALUES ({marks})",
            ((entity_id, *row) for entity_id, row in zip(ids, rows, strict=True)),
        )
        for field in SEARCHED.get(kind, ()):
            if field in fields:
                self._search.note(kind, {record[field] for record in records})

    def _placed(self, records: Sequence[Record], rows: Iterable[Any]) -> Iterable[Any]:
        units: set[Any] = {record.get("unit_id") for record in records}
        self._placement.learn(units)
        of = self._placement.of
        return (
            (*row, *of(record.get("unit_id"), record.get("floor"), record.get("room_no")))
            for record, row in zip(records, rows, strict=True)
        )

    def _differing(self, kind: str, entity_id: str, stored: dict[str, Any]) -> dict[str, Any]:
        if not stored:
            return {}
        row = self._driver.execute(
            f"SELECT {', '.join(stored)} FROM {kind} WHERE id = ?",
            (entity_id,),
        ).fetchone()
        if row is None:
            return {}
        return {n: v for (n, v), old in zip(stored.items(), row, strict=True) if v != old}

    def _write(self, kind: str, entity_id: str, stored: dict[str, Any]) -> None:
        self._driver.execute(
            f"UPDATE {kind} SET {', '.join(f'{name} = ?' for name in stored)} WHERE id = ?",
            (*stored.values(), entity_id),
        )
        for field in SEARCHED.get(kind, ()):
            if field in stored:
                self._search.note(kind, [stored[field]])
        if kind == "household" and stored.keys() & _PLACED:
            self._placement.refresh(placement.BY_ID, [entity_id])
        elif kind == "unit" and stored.keys() & {"building_id", "unit_no"}:
            self._placement.refresh(placement.BY_UNIT, [entity_id])
        elif kind == "building" and "quarter_id" in stored:
            self._placement.refresh(placement.BY_BUILDING, [entity_id])

    def _touch(self, kind: str, ids: Sequence[str]) -> None:
        if not ids:
            return
        self._kinds.add(kind)
        if self._many or len(self._touched) + len(ids) > MANY:
            self._many = True
            self._touched.clear()
        else:
            self._touched.update(ids)


def _require(kind: str) -> str:
    if kind not in JOURNALLED:
        message = f"no such entity kind: {kind}"
        raise ValueError(message)
    return kind


def _rows(kind: str, fields: tuple[str, ...], records: Sequence[Record]) -> Iterable[Any]:
    """Return the stored tuples of ``records``; columns stored as they are cost nothing."""
    known = encoders(kind)
    unknown = set(fields).difference(known)
    if unknown:
        message = f"{kind} has no field {sorted(unknown)}"
        raise ValueError(message)
    writers: list[tuple[int, Callable[[Any], Any]]] = [
        (place, writer) for place, name in enumerate(fields) if (writer := known[name]) is not None
    ]
    take: Callable[[Any], Any]
    if not fields:
        take = _no_fields
    elif len(fields) == 1:
        take = _one_field(fields[0])
    else:
        take = itemgetter(*fields)
    if not writers:
        return map(take, records)
    return (_written(list(take(record)), writers) for record in records)


def _written(row: list[Any], writers: list[tuple[int, Callable[[Any], Any]]]) -> list[Any]:
    for place, writer in writers:
        row[place] = writer(row[place])
    return row


def _no_fields(_record: Any) -> tuple[()]:
    return ()


def _one_field(name: str) -> Callable[[Any], tuple[Any]]:
    return lambda record: (record[name],)
