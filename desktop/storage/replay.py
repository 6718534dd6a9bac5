"""Writes operations of other laptops into this journal as they are, chain by chain verified."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from desktop.kernel.errors import InputError
from desktop.models.catalogue import JOURNALLED, tables
from desktop.storage.seal import ENTRY_LINE, seal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlcipher3.dbapi2 import Connection as Driver

    from desktop.domain.join_plan import ForeignEntry, ForeignOperation
    from desktop.domain.journal import Vector

    Name = tuple[str, int, int]

_BATCH = 2_000
_ACTIONS = frozenset("IUD")
_OPERATION = (
    "INSERT INTO journal_operation (number, device, sequence, lamport, operator, action, at, "
    "undoes, first_entry, last_entry, seal) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_ENTRY = (
    "INSERT INTO journal_entry (number, operation, kind, entity_id, action, field, old, new, "
    "parent) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(frozen=True, slots=True)
class Written:
    """What was new.

    Attributes:
        operations: how many operations.
        first_entry, last_entry: the numbers that their entries got; none if last < first.
        named: every operation that came, new or known, by device and sequence.
        added: device → how many of its operations were new.
    """

    operations: int
    first_entry: int
    last_entry: int
    named: frozenset[tuple[str, int]]
    added: dict[str, int]


class Replay:
    """Writes the lines of one parcel inside an open transaction.

    The caller rolls back when it raises: nothing of a parcel is used that is not whole.
    """

    def __init__(self, driver: Driver, key: bytes) -> None:
        self._driver = driver
        self._key = key
        self._heads: dict[str, tuple[int, str]] = {}
        self._places: dict[tuple[str, int], tuple[int, int, str]] = {}
        for device, sequence, first, last, sealed in driver.execute(
            "SELECT device, sequence, first_entry, last_entry, seal FROM journal_operation "
            "ORDER BY device, sequence"
        ):
            self._heads[device] = (sequence, sealed)
            self._places[device, sequence] = (first, last, sealed)
        row = driver.execute(
            "SELECT coalesce(max(number), 0), coalesce(max(last_entry), 0) FROM journal_operation"
        ).fetchone()
        self._number, self._entry = int(row[0]), int(row[1])
        self._known = {
            kind: frozenset(column.name for column in tables()[kind].columns) | {""}
            for kind in JOURNALLED
        }

    def write(self, records: Iterable[ForeignOperation | ForeignEntry], since: Vector) -> Written:
        """Write what is new and verify every chain.

        Raises:
            InputError: ``parcel-gap``, ``parcel-chain``, ``parcel-fork``.
        """
        for device, sequence in since.items():
            if self._heads.get(device, (0, ""))[0] < sequence:
                raise InputError("parcel-gap")
        first, before = self._entry + 1, self._number
        named: set[tuple[str, int]] = set()
        added: dict[str, int] = {}
        for operation, entries in _grouped(records):
            name = (operation.device, operation.sequence)
            named.add(name)
            known = self._places.get(name)
            if known is None:
                self._write(operation, entries)
                added[operation.device] = added.get(operation.device, 0) + 1
            elif known[2] != operation.seal:
                raise InputError("parcel-fork")
        return Written(self._number - before, first, self._entry, frozenset(named), added)

    def _write(self, operation: ForeignOperation, entries: Iterator[ForeignEntry]) -> None:
        sequence, sealed = self._heads.get(operation.device, (0, ""))
        if operation.sequence != sequence + 1:
            raise InputError("parcel-gap")
        self._number += 1
        first = self._entry + 1
        # Known from the first entry on: an entry may follow one of the same operation.
        name = (operation.device, operation.sequence)
        while batch := list(islice(entries, _BATCH)):
            self._write_entries(name, first, batch)
        facts = (
            operation.device,
            operation.sequence,
            operation.lamport,
            operation.operator,
            operation.action,
            operation.at,
            operation.undoes,
        )
        lines = self._driver.execute(
            f"SELECT {ENTRY_LINE} FROM journal_entry WHERE number BETWEEN ? AND ? ORDER BY number",
            (first, self._entry),
        )
        if self._entry < first or seal(self._key, sealed, facts, lines) != operation.seal:
            raise InputError("parcel-chain")
        self._driver.execute(_OPERATION, (self._number, *facts, first, self._entry, operation.seal))
        self._heads[operation.device] = (operation.sequence, operation.seal)
        self._places[name] = (first, self._entry, operation.seal)

    def _write_entries(self, own: tuple[str, int], first: int, batch: list[ForeignEntry]) -> None:
        rows: list[tuple[Any, ...]] = []
        several: list[tuple[int, int]] = []
        for entry in batch:
            if entry.action not in _ACTIONS or entry.field not in self._known.get(entry.kind, ()):
                raise InputError("parcel-chain")
            number = self._entry + 1
            parents = [self._local(name, own, first, number) for name in entry.parents]
            if len(parents) > 1:
                several.extend((number, parent) for parent in parents)
            rows.append(
                (
                    number,
                    self._number,
                    entry.kind,
                    entry.entity_id,
                    entry.action,
                    entry.field,
                    entry.old,
                    entry.new,
                    max(parents, default=None),
                )
            )
            self._entry = number
        self._driver.executemany(_ENTRY, rows)
        if several:
            self._driver.executemany(
                "INSERT INTO journal_parent (entry, parent) VALUES (?, ?)", several
            )

    def _local(self, name: Name, own: tuple[str, int], first: int, number: int) -> int:
        """Return the number that a parent has here.

        Raises:
            InputError: ``parcel-gap``: it is not here.
        """
        device, sequence, index = name
        start, last = first, number - 1
        if (device, sequence) != own:
            found = self._places.get((device, sequence))
            if found is None:
                raise InputError("parcel-gap")
            start, last = found[0], found[1]
        if not 0 <= index <= last - start:
            raise InputError("parcel-chain")
        return start + index


def _grouped(
    records: Iterable[ForeignOperation | ForeignEntry],
) -> Iterator[tuple[ForeignOperation, Iterator[ForeignEntry]]]:
    """Yield each operation with its entries, which are dropped if they are not read."""
    every = iter(records)
    following: Any = next(every, None)
    while following is not None:
        if not hasattr(following, "seal"):
            raise InputError("parcel-chain")
        operation: ForeignOperation = following
        group = _Group(every)
        yield operation, group
        for _ in group:
            pass
        following = group.following


class _Group:
    """The entries up to the next operation, which it keeps."""

    def __init__(self, records: Iterator[Any]) -> None:
        self._records = records
        self._over = False
        self.following: Any = None

    def __iter__(self) -> _Group:
        return self

    def __next__(self) -> Any:
        if self._over:
            raise StopIteration
        record = next(self._records, None)
        if record is None or hasattr(record, "seal"):
            self._over, self.following = True, record
            raise StopIteration
        return record
