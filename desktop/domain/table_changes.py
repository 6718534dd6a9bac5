"""What a paste or a bulk change would do: found out before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.pasting import pick, rounded
from desktop.domain.table_columns import METERS, column
from desktop.domain.values import ValueProblem, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.domain.pasting import Grid
    from desktop.domain.table_columns import TableRow
    from desktop.domain.values import Value

MOST_CELLS = 400_000
"""More cells than this are not changed at once: the preview could no longer be read."""


class TableAction(StrEnum):
    """What a person did; the name stands in the journal."""

    PASTE = "table.paste"
    FILL = "table.fill"
    CLEAR = "table.clear"
    BULK = "table.bulk"
    CELL = "table.cell"


@dataclass(frozen=True, slots=True)
class CellBlock:
    """Texts for a block of cells.

    Attributes:
        numbers: row numbers of the households, in the order shown.
        keys: columns, in the order shown.
        grid: what to write, repeated over the block when it is smaller.
        action: what a person did.
        blanks_clear: whether an empty text takes away what is there; else it leaves it.
        beyond: rows of the grid for which the table has no household.
        wider: columns of the grid that the table does not have.
    """

    numbers: Sequence[int]
    keys: tuple[str, ...]
    grid: Grid
    action: TableAction
    blanks_clear: bool = False
    beyond: int = 0
    wider: int = 0


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that would change.

    Attributes:
        address: where, for display; ``household_id`` of which household.
        key: the column.
        entity_id: the record that holds the value; empty for a meter still to be recorded.
        old: what is there; ``new`` what is to be.
    """

    address: str
    household_id: str
    key: str
    entity_id: str
    old: Value
    new: Value


@dataclass(frozen=True, slots=True)
class CellProblem:
    """One text that its cell cannot take.

    Attributes:
        code: message code, such as ``value-not-a-date``.
    """

    address: str
    key: str
    text: str
    code: str


@dataclass(slots=True)
class TablePlan:
    """Everything a block would do.

    Attributes:
        generation: state of the ledger that was looked at; a plan for another one is refused.
        action: what a person did.
        changes: cells that would change.
        problems: texts that do not fit; nothing is written for them.
        same: cells that hold the value already.
        kept: cells left alone because the text for them is empty.
        locked: cells that nobody types into.
        beyond: rows for which the table has no household; ``wider`` columns likewise.
    """

    generation: int
    action: TableAction
    changes: list[CellChange] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    same: int = 0
    kept: int = 0
    locked: int = 0
    beyond: int = 0
    wider: int = 0

    @property
    def households(self) -> int:
        """How many households would change."""
        return len({change.household_id for change in self.changes})

    @property
    def new_meters(self) -> int:
        """How many meters would be recorded."""
        return len(
            {
                (change.household_id, column(change.key).kind)
                for change in self.changes
                if not change.entity_id
            }
        )


class Planner:
    """Compares texts with what is there, row by row."""

    def __init__(self, block: CellBlock, generation: int) -> None:
        self._block = block
        self._parsed: dict[tuple[str, str], Value | ValueProblem] = {}
        self.plan = TablePlan(generation, block.action, beyond=block.beyond, wider=block.wider)

    def look_at(self, rows: Iterable[tuple[int, str, TableRow]]) -> None:
        """Compare rows: (place in the block, address, what is there under the block's columns)."""
        for place, address, row in rows:
            for at, key in enumerate(self._block.keys):
                text = pick(self._block.grid, place, at)
                if text is not None:
                    self._cell(address, row, key, text, row.values[at])

    def _cell(self, address: str, row: TableRow, key: str, text: str, old: Value) -> None:
        plan = self.plan
        of = column(key)
        if not of.editable:
            plan.locked += 1
            return
        if not text.strip() and not self._blanks_clear:
            plan.kept += 1
            return
        new = self._value(key, text)
        if isinstance(new, ValueProblem):
            plan.problems.append(CellProblem(address, key, text, new.code))
        elif new == old or (new is None and old == ""):
            plan.same += 1
        else:
            entity_id = row.meters.get(of.kind, "") if of.kind in METERS else row.id
            plan.changes.append(CellChange(address, row.id, key, entity_id, old, new))

    @property
    def _blanks_clear(self) -> bool:
        return self._block.blanks_clear or self._block.action is TableAction.CLEAR

    def _value(self, key: str, text: str) -> Value | ValueProblem:
        known = self._parsed.get((key, text))
        if known is None:
            known = self._parsed[key, text] = read_cell(key, text)
        return known


def read_cell(key: str, text: str) -> Value | ValueProblem:
    """Return what ``text`` means in a column, or what is wrong with it."""
    field_ = column(key).field
    if field_ is None or not column(key).editable:
        return ValueProblem("table-read-only", text)
    if field_.codes is None and rounded(text):
        return ValueProblem("value-digits-lost", text)
    try:
        return parse(field_, text)
    except ValueProblem as problem:
        return problem
