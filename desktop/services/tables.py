"""All households as a table: any column, filter, order; pasting and bulk changes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.domain.fields import Kind
from desktop.domain.list_filter import ListView, from_text, to_text
from desktop.domain.pasting import format_html, format_tsv
from desktop.domain.table_changes import (
    MOST_CELLS,
    CellBlock,
    Planner,
    TableAction,
    TablePlan,
)
from desktop.domain.table_columns import ADDRESS, VERDICTS, column
from desktop.domain.values import show
from desktop.domain.verdict import Outcome
from desktop.kernel.errors import InputError, RefusedError
from desktop.services.table_orders import Orders
from desktop.services.table_writer import TableWriter
from desktop.services.verdicts import Verdicts
from desktop.storage.queries import table

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterator, Mapping, Sequence

    from desktop.domain.changes import Changes
    from desktop.domain.rows import Scope
    from desktop.domain.table_columns import TableRow
    from desktop.kernel.clock import Clock
    from desktop.kernel.progress import Progress
    from desktop.storage.ledger import Ledger

PIECE = 500
"""Rows read at once when very many are asked for."""

_PAGE = "ledger"
# Up to so many doors of a building are judged one by one.
_FEW = 3
_PLACE = ("quarter.name", ADDRESS)
_LABELS = {
    "zh_CN": {Outcome.MET: "达标", Outcome.NOT_MET: "未达标", Outcome.UNKNOWN: "不明"},
    "en": {Outcome.MET: "met", Outcome.NOT_MET: "not met", Outcome.UNKNOWN: "unknown"},
}


@dataclass(frozen=True, slots=True)
class TableSlice:
    """What a table shows first.

    Attributes:
        numbers: row numbers of all households in it, in their order.
        first: cells of the first of them.
        fresh: whether the order is that of this moment; if not, it is being made anew.
        generation: state of the ledger that was looked at.
    """

    numbers: array[int]
    first: list[TableRow]
    fresh: bool
    generation: int


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A filter kept by name."""

    id: str
    name: str
    view: ListView


@dataclass(frozen=True, slots=True)
class Totals:
    """What a selection adds up to.

    Attributes:
        cells: how many cells; ``filled`` how many of them hold something.
        sum: of the numbers among them; None when there are no numbers.
        unit: unit of the sum, empty when the columns have different ones.
    """

    cells: int
    filled: int
    sum: Decimal | None
    unit: str


class Tables:
    """Reads and changes the ledger the way a spreadsheet would."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock
        self._verdicts = Verdicts(ledger)
        self.orders = Orders(ledger)

    def open(
        self, scope: Scope, view: ListView, keys: Sequence[str], *, rows: int, stale: bool = False
    ) -> TableSlice | None:
        """Return the numbers of a view with the cells of the first rows.

        Args:
            scope: which part of the ledger.
            view: conditions and order.
            keys: columns.
            rows: how many rows to read at once.
            stale: only what is kept already, be it of a moment ago; None when there is nothing.
        """
        generation = self.orders.generation
        if stale:
            kept = self.orders.at_hand(scope, view)
            if kept is None:
                return None
            return TableSlice(
                kept, self.rows(kept[:rows], keys), self.orders.is_fresh(view), generation
            )
        numbers = self.orders.numbers(scope, view)
        return TableSlice(numbers, self.rows(numbers[:rows], keys), True, generation)

    def warm(self, keys: Sequence[str]) -> None:
        """Make the orders of columns in advance; a small ledger needs none."""
        for key in keys:
            if column(key).searchable and not self.orders.warm(key):
                return

    def rows(self, numbers: Sequence[int], keys: Sequence[str]) -> list[TableRow]:
        """Return the cells under ``keys``; verdict columns stay empty, see :meth:`verdicts`."""
        if not len(numbers):
            return []
        with self._ledger.reader() as connection:
            return table.table_rows(connection, numbers, keys)

    def verdicts(self, rows: Sequence[TableRow]) -> dict[tuple[str, str], Outcome]:
        """Return (household id, utility) → outcome of rows that are shown."""
        inside: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            if row.building_id:
                inside[row.building_id].append(row.id)
        found: dict[tuple[str, str], Outcome] = {}
        for building, households in inside.items():
            if len(households) > _FEW:
                failing = self._verdicts.of_building(building)
                found |= {
                    (household, utility): failing.get((household, utility), Outcome.MET)
                    for household in households
                    for utility in VERDICTS.values()
                }
            else:
                for household in households:
                    answers = self._verdicts.of_household(household)
                    found |= {(household, name): one.outcome for name, one in answers.items()}
        return found

    def number_of(self, household_id: str) -> int | None:
        """Return the row number of one household, or None."""
        with self._ledger.reader() as connection:
            return table.number_of(connection, household_id)

    def plan(self, block: CellBlock, progress: Progress | None = None) -> TablePlan:
        """Find out what a block of texts would change; nothing is written.

        Raises:
            InputError: ``table-too-many``: more than :data:`MOST_CELLS` cells.
        """
        if len(block.numbers) * len(block.keys) > MOST_CELLS:
            raise InputError("table-too-many", most=f"{MOST_CELLS:,}")
        planner = Planner(block, self.orders.generation)
        keys = (*block.keys, *_PLACE)
        for start in range(0, len(block.numbers), PIECE):
            if progress is not None:
                progress.step(start, len(block.numbers))
            numbers = block.numbers[start : start + PIECE]
            places = {number: start + at for at, number in enumerate(numbers)}
            planner.look_at(
                (places[row.number], f"{row.values[-2] or ''}{row.values[-1] or ''}", row)
                for row in self.rows(numbers, keys)
            )
        return planner.plan

    def apply(self, plan: TablePlan) -> Changes:
        """Write what ``plan`` found, as one operation that is undone as one.

        Raises:
            RefusedError: ``table-changed-since``: the ledger is no longer what was looked at;
                or the operator may only read.
        """
        if plan.generation != self.orders.generation:
            raise RefusedError("table-changed-since")
        return self._write(plan)

    def set_cell(self, number: int, key: str, text: str) -> Changes:
        """Store what was typed into one cell; a household without a meter gets one.

        Raises:
            InputError: the text does not fit, or the household is gone.
            RefusedError: the operator may only read.
        """
        block = CellBlock([number], (key,), [[text]], TableAction.CELL, blanks_clear=True)
        plan = self.plan(block)
        for problem in plan.problems:
            raise InputError(problem.code, field=column(key).label)
        if plan.locked:
            raise InputError("table-read-only", field=column(key).label)
        return self._write(plan)

    def copy(
        self, numbers: Sequence[int], keys: Sequence[str], language: str = "zh_CN"
    ) -> tuple[str, str]:
        """Return the cells as (tab-separated text, HTML), as people read them.

        Raises:
            InputError: ``table-too-many``: more than :data:`MOST_CELLS` cells.
        """
        if len(numbers) * len(keys) > MOST_CELLS:
            raise InputError("table-too-many", most=f"{MOST_CELLS:,}")
        texts = [text for rows in self._pieces(numbers, keys) for text in
                 self.texts(rows, keys, language)]  # fmt: skip
        return format_tsv(texts), format_html(texts)

    def texts(
        self, rows: Sequence[TableRow], keys: Sequence[str], language: str = "zh_CN"
    ) -> list[tuple[str, ...]]:
        """Return the cells of ``rows`` as people read them, verdicts among them."""
        outcomes = self.verdicts(rows) if VERDICTS.keys() & set(keys) else {}
        return [_texts(row, keys, outcomes, language) for row in rows]

    def totals(
        self, numbers: Sequence[int], keys: Sequence[str], progress: Progress | None = None
    ) -> Totals:
        """Count and add up a selection."""
        filled, total, units = 0, Decimal(0), set()
        asked = [column(key) for key in keys if column(key).searchable]
        for of in asked:
            if of.field is None:
                filled += len(numbers)
                continue
            count, stored = self._totals_of(of.key, numbers, progress)
            filled += count
            if of.numeric:
                places = of.field.places if of.field.kind is Kind.DECIMAL else 0
                total += Decimal(stored).scaleb(-places)
                units.add(of.field.unit)
        cells = len(numbers) * len(keys)
        unit = units.pop() if len(units) == 1 else ""
        numeric = any(of.numeric for of in asked)
        return Totals(cells, filled, total if numeric else None, unit)

    def saved_filters(self) -> list[SavedFilter]:
        """Return the filters kept by name."""
        with self._ledger.reader() as connection:
            found = table.saved_filters(connection, _PAGE)
        return [SavedFilter(entity_id, name, from_text(text)) for entity_id, name, text in found]

    def save_filter(self, name: str, view: ListView) -> Changes:
        """Keep ``view`` under ``name``; the same name is written over.

        Raises:
            InputError: no name, or one longer than the field.
            RefusedError: the operator may only read.
        """
        name = name.strip()
        if not name:
            raise InputError("filter-without-name")
        values = {"page": _PAGE, "name": name[:40], "definition": to_text(view)}
        known = {found.name: found.id for found in self.saved_filters()}
        with self._ledger.unit_of_work("filter.save") as work:
            if values["name"] in known:
                work.update("saved_filter", known[values["name"]], values)
            else:
                work.insert("saved_filter", [values])
        return work.changes

    def remove_filter(self, filter_id: str) -> Changes:
        """Forget a filter; undo brings it back."""
        with self._ledger.unit_of_work("filter.remove") as work:
            work.delete("saved_filter", filter_id)
        return work.changes

    def _write(self, plan: TablePlan) -> Changes:
        with self._ledger.unit_of_work(plan.action) as work:
            TableWriter(work, self._clock, self._ledger.operator.name).write(plan.changes)
        return work.changes

    def _totals_of(
        self, key: str, numbers: Sequence[int], progress: Progress | None
    ) -> tuple[int, int]:
        count = stored = 0
        for start in range(0, len(numbers), PIECE * 20):
            if progress is not None:
                progress.step(start, len(numbers))
            with self._ledger.reader() as connection:
                found = table.totals(connection, numbers[start : start + PIECE * 20], key)
            count, stored = count + found[0], stored + found[1]
        return count, stored

    def _pieces(self, numbers: Sequence[int], keys: Sequence[str]) -> Iterator[list[TableRow]]:
        for start in range(0, len(numbers), PIECE):
            yield self.rows(numbers[start : start + PIECE], keys)


def _texts(
    row: TableRow,
    keys: Sequence[str],
    outcomes: Mapping[tuple[str, str], Outcome],
    language: str,
) -> tuple[str, ...]:
    texts = []
    for key, value in zip(keys, row.values, strict=True):
        field = column(key).field
        if key in VERDICTS:
            outcome = outcomes.get((row.id, VERDICTS[key]))
            texts.append("" if outcome is None else _LABELS[language][outcome])
        elif field is None:
            texts.append(str(value or ""))
        else:
            texts.append(show(field, value, language))
    return tuple(texts)
