"""Orders of the household table: asked of the database, and kept where that takes long."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING, Any

from desktop.domain.list_filter import Test
from desktop.domain.rows import Scope
from desktop.domain.table_columns import ADDRESS, column, columns
from desktop.storage.queries import table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from desktop.domain.changes import Changes
    from desktop.domain.list_filter import Condition, ListView
    from desktop.storage.ledger import Ledger

LARGE = 20_000
"""From so many households on orders of the whole ledger are kept."""

_KEPT = 16
_SHOWN = frozenset({"quarter", "building", "unit", "household", "water_meter", "electricity_meter"})
_KEEP, _AWAY = b"\1", b"\0"


@dataclass(frozen=True, slots=True)
class Order:
    """All households in the order of one column.

    Attributes:
        generation: state of the ledger that was looked at.
        numbers: row numbers, the least first, what is empty at the end.
        filled: how many have a value.
        codes: for a column of codes, (code, where it ends) in their order; equal codes stand by
            address whichever way the codes go.
    """

    generation: int
    numbers: array[int]
    filled: int
    codes: tuple[tuple[Any, int], ...] = ()

    def turned(self) -> array[int]:
        """Return the numbers with the greatest first; what is empty stays at the end."""
        turned = array("q")
        if self.codes:
            starts = (0, *(end for _, end in self.codes))
            for start, (_, end) in reversed(list(zip(starts, self.codes, strict=False))):
                turned.extend(self.numbers[start:end])
        else:
            turned.extend(self.numbers[: self.filled][::-1])
        turned.extend(self.numbers[self.filled :])
        return turned

    def having(self, accepted: Sequence[Any]) -> list[array[int]]:
        """Return the runs of the accepted codes; None stands for "empty"."""
        runs, start = [], 0
        for code, end in self.codes:
            if code in accepted:
                runs.append(self.numbers[start:end])
            start = end
        if None in accepted:
            runs.append(self.numbers[self.filled :])
        return runs


class Orders:
    """Answers in which order households stand.

    A part of the ledger, and a small one as a whole, is asked every time. Of a large one each
    order that was asked for is kept, 4 MB for 500,000 households, until it changes; even then
    the old one can be shown at once while the new one is made.
    """

    def __init__(self, ledger: Ledger, *, large: int = LARGE) -> None:
        self._ledger = ledger
        self._large = large
        self._kept: dict[str, Order] = {}
        self.generation = 0
        ledger.listeners.append(self._on_commit)

    def numbers(self, scope: Scope, view: ListView) -> array[int]:
        """Return the row numbers of the households in ``scope`` as ``view`` wants them."""
        with self._ledger.reader() as connection:
            if scope != Scope() or table.how_many(connection) < self._large:
                return _of_part(connection, scope, view)
            order = self._order(connection, view.order)
            matching = [self._matching(connection, found) for found in _asked(view.conditions)]
            return _narrowed(order, matching, descending=view.descending)

    def at_hand(self, scope: Scope, view: ListView) -> array[int] | None:
        """Return what is kept, be it of a moment ago; None when the database must be asked."""
        order = self._kept.get(view.order)
        if scope != Scope() or order is None:
            return None
        matching = []
        for condition in view.conditions:
            kept = self._kept.get(condition.key)
            if condition.test is not Test.ONE_OF or kept is None:
                return None
            matching.append(kept.having(condition.codes))
        return _narrowed(order, matching, descending=view.descending)

    def is_fresh(self, view: ListView) -> bool:
        """Whether what is kept for ``view`` is of this moment."""
        keys = {view.order, *(condition.key for condition in view.conditions)}
        return all(
            key in self._kept and self._kept[key].generation == self.generation for key in keys
        )

    def warm(self, key: str) -> bool:
        """Make the order of a column in advance; False when the ledger is small."""
        with self._ledger.reader() as connection:
            if table.how_many(connection) < self._large:
                return False
            self._order(connection, key)
            return True

    def _order(self, connection: Connection, key: str) -> Order:
        kept = self._kept.get(key)
        generation = self.generation
        if kept is None or kept.generation != generation:
            kept = self._made(connection, key, generation)
        self._kept.pop(key, None)
        self._kept[key] = kept
        while len(self._kept) > _KEPT:
            self._kept.pop(next(found for found in self._kept if found != ADDRESS))
        return kept

    def _made(self, connection: Connection, key: str, generation: int) -> Order:
        if key == ADDRESS:
            numbers = table.all_by_address(connection)
            return Order(generation, numbers, len(numbers))
        base = self._order(connection, ADDRESS).numbers
        if _coded(key):
            return _by_codes(generation, base, table.by_code(connection, key))
        return _by_values(generation, base, table.in_order(connection, key))

    def _matching(self, connection: Connection, condition: Condition) -> Sequence[array[int]]:
        if condition.test is Test.ONE_OF and column(condition.key).kind == "household":
            return self._order(connection, condition.key).having(condition.codes)
        return [table.matching(connection, [condition])]

    def _on_commit(self, changes: Changes) -> None:
        if changes.kinds & _SHOWN:
            self.generation += 1


def _of_part(connection: Connection, scope: Scope, view: ListView) -> array[int]:
    numbers = table.by_address(connection, scope, view.conditions)
    if view.order == ADDRESS:
        return numbers[::-1] if view.descending else numbers
    values = table.sort_values(connection, view.order, scope, view.conditions)
    filled = [number for number in numbers if number in values]
    if _coded(view.order):
        filled.sort(key=values.__getitem__, reverse=view.descending)
    else:
        filled.sort(key=lambda number: (values[number], number), reverse=view.descending)
    empty = (number for number in numbers if number not in values)
    return array("q", [*filled, *empty])


def _by_codes(generation: int, base: array[int], codes: Mapping[Any, array[int]]) -> Order:
    """Sort by code; households of one code stay in the order of ``base``."""
    ordered = sorted(codes)
    marks = _marks(base, [codes[code] for code in ordered])
    numbers, ends = array("q"), []
    for place, code in enumerate(ordered, 1):
        numbers.extend(compress(base, marks.translate(_only(place))))
        ends.append((code, len(numbers)))
    filled = len(numbers)
    numbers.extend(compress(base, marks.translate(_only(0))))
    return Order(generation, numbers, filled, tuple(ends))


def _by_values(generation: int, base: array[int], ordered: array[int]) -> Order:
    here = _marks(ordered, [base])
    numbers = array("q", compress(ordered, here))
    filled = len(numbers)
    numbers.extend(compress(base, _marks(base, [ordered]).translate(_only(0))))
    return Order(generation, numbers, filled)


def _narrowed(
    order: Order, matching: Sequence[Sequence[array[int]]], *, descending: bool
) -> array[int]:
    numbers = order.turned() if descending else order.numbers
    for runs in matching:
        numbers = array("q", compress(numbers, _marks(numbers, [_joined(runs)])))
    return numbers


def _joined(runs: Sequence[array[int]]) -> array[int]:
    joined = array("q")
    for run in runs:
        joined.extend(run)
    return joined


def _marks(numbers: array[int], groups: Sequence[array[int]]) -> bytes:
    """Return for each of ``numbers`` the place (from 1) of the group it is in, 0 for none."""
    top = max((max(found) for found in (numbers, *groups) if found), default=0)
    marks = bytearray(top + 1)
    for place, group in enumerate(groups, 1):
        for number in group:
            marks[number] = place
    return bytes(map(marks.__getitem__, numbers))


def _only(place: int) -> bytes:
    """Return the table that turns ``place`` into true and everything else into false."""
    return bytes(int(byte == place) for byte in range(256))


def _asked(conditions: Sequence[Condition]) -> list[Condition]:
    return [condition for condition in conditions if not condition.empty]


def _coded(key: str) -> bool:
    field = columns()[key].field
    return field is not None and field.codes is not None
