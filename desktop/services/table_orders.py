"""Orders of the household table: asked of the database, and kept where that takes long."""

from __future__ import annotations

from array import array
from functools import cached_property
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

_KEPT = 10
_SHOWN = frozenset({"quarter", "building", "unit", "household", "water_meter", "electricity_meter"})
# So many at once hold the interpreter's lock for a millisecond; the window is not kept waiting.
_PIECE = 25_000
# A part smaller than this fraction is sorted by place, a larger one picked out of the whole.
# Parts come in the order of addresses, or nearly so: sorting them by that costs little.
_FEW, _FEW_BY_ADDRESS = 6, 2


class Order:
    """All households in the order of one column.

    Attributes:
        generation: state of the ledger that was looked at.
        numbers: row numbers, the least first, what is empty at the end.
        filled: how many have a value.
        codes: for a column of codes, (code, where it ends) in their order; equal codes stand by
            address whichever way the codes go.
    """

    def __init__(
        self,
        generation: int,
        numbers: array[int],
        filled: int,
        codes: tuple[tuple[Any, int], ...] = (),
        few: int = _FEW,
    ) -> None:
        self.generation = generation
        self.numbers = numbers
        self.filled = filled
        self.codes = codes
        self._few = few

    @cached_property
    def places(self) -> array[int]:
        """Where a row number stands in the order, from 1; 0 for a household that is gone."""
        places = array("I", bytes(4 * (max(self.numbers, default=0) + 1)))
        for place, number in enumerate(self.numbers, 1):
            places[number] = place
        return places

    @cached_property
    def turned(self) -> array[int]:
        """The numbers with the greatest first; what is empty stays at the end."""
        turned = array("q")
        if self.codes:
            starts = (0, *(end for _, end in self.codes))
            for start, (_, end) in reversed(list(zip(starts, self.codes, strict=False))):
                turned.extend(self.numbers[start:end])
        else:
            turned.extend(self.numbers[: self.filled][::-1])
        turned.extend(self.numbers[self.filled :])
        return turned

    def having(self, accepted: Sequence[Any]) -> array[int]:
        """Return the households with one of the accepted codes; None stands for "empty"."""
        found, start = array("q"), 0
        for code, end in self.codes:
            if code in accepted:
                found.extend(self.numbers[start:end])
            start = end
        if None in accepted:
            found.extend(self.numbers[self.filled :])
        return found

    def only(self, wanted: array[int], *, descending: bool) -> array[int]:
        """Return those of ``wanted`` that are here, in this order."""
        if not descending and len(wanted) < len(self.numbers) // self._few:
            places, top = self.places, len(self.places)
            here = [n for n in wanted if n < top and places[n]]
            here.sort(key=places.__getitem__)
            return array("q", here)
        numbers = self.turned if descending else self.numbers
        return _kept(numbers, _marks(numbers, [wanted]))


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
            return Order(generation, numbers, len(numbers), few=_FEW_BY_ADDRESS)
        base = self._order(connection, ADDRESS).numbers
        if _coded(key):
            return _by_codes(generation, base, table.by_code(connection, key))
        return _by_values(generation, base, table.in_order(connection, key))

    def _matching(self, connection: Connection, condition: Condition) -> array[int]:
        if condition.test is Test.ONE_OF and column(condition.key).kind == "household":
            return self._order(connection, condition.key).having(condition.codes)
        return table.matching(connection, [condition])

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
        numbers.extend(_kept(base, marks.translate(_only(place))))
        ends.append((code, len(numbers)))
    filled = len(numbers)
    numbers.extend(_kept(base, marks.translate(_only(0))))
    return Order(generation, numbers, filled, tuple(ends))


def _by_values(generation: int, base: array[int], ordered: array[int]) -> Order:
    numbers = _kept(ordered, _marks(ordered, [base]))
    filled = len(numbers)
    numbers.extend(_kept(base, _marks(base, [ordered]).translate(_only(0))))
    return Order(generation, numbers, filled)


def _narrowed(order: Order, matching: Sequence[array[int]], *, descending: bool) -> array[int]:
    if not matching:
        return order.turned if descending else order.numbers
    # The smallest first: what follows has the less to look at.
    smallest, *others = sorted(matching, key=len)
    for other in others:
        smallest = _kept(smallest, _marks(smallest, [other]))
    return order.only(smallest, descending=descending)


def _marks(numbers: array[int], groups: Sequence[array[int]]) -> bytes:
    """Return for each of ``numbers`` the place (from 1) of the group it is in, 0 for none."""
    top = max((max(found) for found in (numbers, *groups) if found), default=0)
    marks = bytearray(top + 1)
    for place, group in enumerate(groups, 1):
        for number in group:
            marks[number] = place
    of = marks.__getitem__
    return b"".join(
        bytes(map(of, numbers[start : start + _PIECE])) for start in range(0, len(numbers), _PIECE)
    )


def _kept(numbers: array[int], marks: bytes) -> array[int]:
    """Return those of ``numbers`` whose mark is not 0."""
    kept = array("q")
    for start in range(0, len(numbers), _PIECE):
        end = start + _PIECE
        kept.extend(compress(numbers[start:end], marks[start:end]))
    return kept


def _only(place: int) -> bytes:
    """Return the table that turns ``place`` into true and everything else into false."""
    return bytes(int(byte == place) for byte in range(256))


def _asked(conditions: Sequence[Condition]) -> list[Condition]:
    return [condition for condition in conditions if not condition.empty]


def _coded(key: str) -> bool:
    field = columns()[key].field
    return field is not None and field.codes is not None
