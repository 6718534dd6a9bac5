"""A building as it stands: which door is drawn where. Arithmetic only, nothing of Qt."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from desktop.domain.codes import VisitState
from desktop.ui.viewmodels.door import Mark, consent_sign, marks_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.domain.rows import HouseholdRow
    from desktop.ui.viewmodels.door import Verdicts


@dataclass(frozen=True, slots=True)
class Door:
    """One door of the drawing.

    Attributes:
        column: place from the left over the whole building, gaps between units not counted.
        line: floor from the top, 0 first.
    """

    id: str
    label: str
    room: str
    owner: str
    unit: int
    column: int
    line: int
    water: Mark
    power: Mark
    consent: str
    visit_state: int


@dataclass(frozen=True, slots=True)
class Elevation:
    """One building.

    Attributes:
        units: name and number of columns of each, from the left.
        floors: floor numbers from the top.
    """

    units: tuple[tuple[str, int], ...] = ()
    floors: tuple[int, ...] = ()
    doors: tuple[Door, ...] = ()

    @property
    def columns(self) -> int:
        """How many doors stand side by side."""
        return sum(width for _, width in self.units)

    def count(self, *marks: Mark) -> int:
        """Return how many doors show one of ``marks`` in either half."""
        return sum(door.water in marks or door.power in marks for door in self.doors)

    @property
    def left(self) -> int:
        """How many doors are still to be visited."""
        return sum(
            door.visit_state in {VisitState.NOT_VISITED, VisitState.NOBODY_HOME}
            for door in self.doors
        )

    def at(self, column: int, line: int) -> Door | None:
        """Return the door standing there, None for a gap."""
        return next((d for d in self.doors if (d.column, d.line) == (column, line)), None)

    def in_walk_order(self) -> list[Door]:
        """Return the doors unit by unit, top floor down, from the left."""
        return sorted(self.doors, key=lambda door: (door.unit, door.line, door.column))


def elevation(rows: Iterable[HouseholdRow], failing: Verdicts) -> Elevation:
    """Lay out the households of one building; ``failing`` are the verdicts that are not met."""
    ordered = sorted(rows, key=lambda row: (_natural(row.unit_no), -(row.floor or 0)))
    floors = tuple(sorted({row.floor or 0 for row in ordered}, reverse=True))
    line_of = {floor: line for line, floor in enumerate(floors)}
    units: list[tuple[str, int]] = []
    doors: list[Door] = []
    start = 0
    for unit, (name, group) in enumerate(groupby(ordered, key=lambda row: row.unit_no)):
        width, placed = _place(list(group), unit, start, line_of, failing)
        units.append((name, width))
        doors += placed
        start += width
    return Elevation(tuple(units), floors, tuple(doors))


def _place(
    rows: Sequence[HouseholdRow],
    unit: int,
    start: int,
    line_of: dict[int, int],
    failing: Verdicts,
) -> tuple[int, list[Door]]:
    doors: list[Door] = []
    width = 1
    for floor, group in groupby(rows, key=lambda row: row.floor or 0):
        beside = sorted(group, key=lambda row: _natural(row.room_no))
        width = max(width, len(beside))
        for place, row in enumerate(beside):
            doors.append(_door(row, unit, start + place, line_of[floor], failing))
    return width, doors


def _door(row: HouseholdRow, unit: int, column: int, line: int, failing: Verdicts) -> Door:
    water, power = marks_of(row, failing)
    return Door(
        row.id,
        row.label,
        row.room_no,
        row.owner_name,
        unit,
        column,
        line,
        water,
        power,
        consent_sign(row),
        row.visit_state or 0,
    )


def _natural(text: str) -> tuple[int, str]:
    digits = "".join(filter(str.isdigit, text))
    return (int(digits) if digits else 10**9, text)
