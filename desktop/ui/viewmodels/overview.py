"""A whole quarter at a glance: every building small, every door a cell. Nothing of Qt."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from desktop.domain.codes import VisitState
from desktop.domain.verdict import Outcome
from desktop.ui.viewmodels.door import mark_of
from desktop.ui.viewmodels.elevation import plan

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from desktop.domain.doors import DoorRow
    from desktop.ui.viewmodels.door import Verdicts

_OPEN = frozenset({VisitState.NOT_VISITED, VisitState.NOBODY_HOME})


@dataclass(slots=True)
class Tile:
    """One building of the overview, a byte per door and fact.

    Attributes:
        id: of the building; ``name`` its number.
        columns: cells side by side, one left free between units; ``lines`` floors.
        ids: the households.
        across: column of each; ``down`` its floor from the top.
        water: mark of each; ``power`` likewise.
        visits: how the last visit of each ended.
        judged: verdicts are known; before, only visits are.
    """

    id: str
    name: str
    columns: int
    lines: int
    ids: tuple[str, ...]
    across: bytes
    down: bytes
    water: bytearray
    power: bytearray
    visits: bytearray
    judged: bool = False

    @property
    def households(self) -> int:
        """How many doors there are."""
        return len(self.ids)

    @property
    def done(self) -> int:
        """How many doors need no more visit."""
        return sum(state not in _OPEN for state in self.visits)

    @property
    def refused(self) -> int:
        """How many doors refused."""
        return self.visits.count(VisitState.REFUSED)

    def judge(self, failing: Verdicts) -> bool:
        """Take the verdicts of the building; return whether a cell looks different now."""
        before = (bytes(self.water), bytes(self.power), self.judged)
        for place, (one, state) in enumerate(zip(self.ids, self.visits, strict=True)):
            self.water[place] = _mark(one, "water", state, failing)
            self.power[place] = _mark(one, "electricity", state, failing)
        self.judged = True
        return (bytes(self.water), bytes(self.power), True) != before

    def visit(self, rows: Collection[DoorRow]) -> bool:
        """Take the visits of changed doors; return False when one of them is not here."""
        place_of = {one: place for place, one in enumerate(self.ids)}
        for row in rows:
            place = place_of.get(row.id)
            if place is None:
                return False
            self.visits[place] = row.visit_state or 0
        return True


def tiles(rows: Iterable[DoorRow]) -> list[Tile]:
    """Return the buildings of a quarter, 2 before 10, not judged yet.

    Args:
        rows: the doors, those of one building together.
    """
    found = [
        _tile(building, list(group))
        for building, group in groupby(rows, key=lambda row: row.building_id)
    ]
    return sorted(found, key=lambda tile: (_number(tile.name), tile.name, tile.id))


def _tile(building: str, rows: list[DoorRow]) -> Tile:
    laid = plan(rows)
    places = laid.places
    return Tile(
        building,
        rows[0].building_no,
        sum(width for _, width in laid.units) + max(0, len(laid.units) - 1),
        len(laid.floors),
        tuple(row.id for row, *_ in places),
        bytes(min(255, column + unit) for _, unit, column, _ in places),
        bytes(min(255, line) for *_, line in places),
        bytearray(len(places)),
        bytearray(len(places)),
        bytearray(row.visit_state or 0 for row, *_ in places),
    )


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a building stands in the overview, in pixels."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Layout:
    """All buildings in rows.

    Attributes:
        cell: width and height of a cell.
        spots: one per building.
        height: of everything.
    """

    cell: tuple[int, int]
    spots: tuple[Spot, ...]
    height: float


_SIZES = (
    (30, 20),
    (24, 16),
    (18, 12),
    (14, 10),
    (12, 8),
    (10, 7),
    (8, 6),
    (6, 5),
    (5, 4),
    (4, 4),
    (3, 3),
)


def lay_out(found: list[Tile], width: float, height: float, label: float) -> Layout:
    """Return the largest cells at which everything is seen, or the smallest there are.

    Args:
        found: the buildings.
        width: room there is across.
        height: room there is down.
        label: height of a building's caption, and least width of a building in thirds.
    """
    for cell in _SIZES:
        layout = _flow(found, width, label, cell)
        if layout.height <= height:
            break
    return layout


def _flow(found: list[Tile], width: float, label: float, cell: tuple[int, int]) -> Layout:
    spots: list[Spot] = []
    gap = label / 2
    for line, tallest, top in _lines(found, width, label, cell):
        left = gap
        for wide in line:
            spots.append(Spot(left, top, wide, tallest))
            left += wide + gap
    bottom = max((spot.top + spot.height for spot in spots), default=0.0)
    return Layout(cell, tuple(spots), bottom + gap)


def _lines(
    found: list[Tile], width: float, label: float, cell: tuple[int, int]
) -> Iterator[tuple[list[float], float, float]]:
    gap, top = label / 2, label / 2
    line: list[float] = []
    used = tallest = 0.0
    for tile in found:
        wide = max(tile.columns * cell[0], label * 3) + gap
        if line and used + wide + gap * 2 > width:
            yield line, tallest, top
            top += tallest + gap
            line, used, tallest = [], 0.0, 0.0
        line.append(wide)
        used += wide + gap
        tallest = max(tallest, tile.lines * cell[1] + label * 1.6)
    if line:
        yield line, tallest, top


def _mark(one: str, utility: str, state: int, failing: Verdicts) -> int:
    return mark_of(state, failing.get((one, utility), Outcome.MET))


def _number(name: str) -> int:
    digits = "".join(filter(str.isdecimal, name))
    return int(digits) if digits else 10**9
