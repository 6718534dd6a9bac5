"""A building as it stands: which door is drawn where. Arithmetic only, nothing of Qt."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from desktop.domain.codes import VisitState
from desktop.ui.viewmodels.door import Consent, Mark, consent_of, consent_open, marks_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from desktop.domain.doors import DoorRow
    from desktop.ui.viewmodels.door import Verdicts

_SHOPS = frozenset({2, 3})
_SHOP_NAMES = ("门面", "商铺", "店")
_LANDING = 100
_OPEN = frozenset({VisitState.NOT_VISITED, VisitState.NOBODY_HOME})


@dataclass(frozen=True, slots=True)
class Door:
    """One door of the drawing.

    Attributes:
        row: what the ledger says about it.
        unit: number of the unit from the left, 0 first.
        column: place from the left over the whole building, gaps between units not counted.
        line: floor from the top, 0 first.
    """

    row: DoorRow
    unit: int
    column: int
    line: int
    water: Mark
    power: Mark

    @property
    def id(self) -> str:
        """Id of the household."""
        return self.row.id

    @property
    def room(self) -> str:
        """Room number."""
        return self.row.room_no

    @property
    def visit_state(self) -> int:
        """How the last visit ended; 0 when there was none."""
        return self.row.visit_state or 0

    @property
    def consent(self) -> Consent:
        """What it says to the works."""
        return consent_of(self.row)

    @property
    def shop(self) -> bool:
        """Whether it is a shop (门面)."""
        return is_shop(self.row)

    @property
    def open(self) -> bool:
        """Whether it is still to be visited."""
        return self.visit_state in _OPEN


class Show(IntEnum):
    """Which doors a surveyor wants to see; the others are dimmed."""

    ALL = 0
    NOT_VISITED = 1
    NOBODY_HOME = 2
    NOT_MET = 3
    REFUSED = 4
    CONSENT_OPEN = 5

    def wants(self, door: Door) -> bool:
        """Return whether ``door`` stays bright."""
        if self is Show.NOT_MET:
            return Mark.NOT_MET in {door.water, door.power}
        if self is Show.CONSENT_OPEN:
            return consent_open(door.row)
        state = _STATES.get(self)
        return state is None or door.visit_state == state


_STATES = {
    Show.NOT_VISITED: VisitState.NOT_VISITED,
    Show.NOBODY_HOME: VisitState.NOBODY_HOME,
    Show.REFUSED: VisitState.REFUSED,
}


@dataclass(frozen=True)
class Elevation:
    """One building.

    Attributes:
        units: name and number of columns of each, from the left.
        floors: floor numbers from the top; 0 stands for "not known".
        doors: unit by unit, top floor down, from the left.
    """

    units: tuple[tuple[str, int], ...] = ()
    floors: tuple[int, ...] = ()
    doors: tuple[Door, ...] = ()
    _names: dict[int, str] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def by_id(self) -> Mapping[str, Door]:
        """Id of the household → door."""
        return {door.id: door for door in self.doors}

    @cached_property
    def place_of(self) -> Mapping[str, int]:
        """Id of the household → its place in ``doors``."""
        return {door.id: place for place, door in enumerate(self.doors)}

    @cached_property
    def _by_place(self) -> Mapping[tuple[int, int], Door]:
        return {(door.column, door.line): door for door in self.doors}

    @property
    def columns(self) -> int:
        """How many doors stand side by side."""
        return sum(width for _, width in self.units)

    @property
    def left(self) -> int:
        """How many doors are still to be visited."""
        return sum(door.open for door in self.doors)

    def count(self, show: Show) -> int:
        """Return how many doors ``show`` leaves bright."""
        return sum(map(show.wants, self.doors))

    def at(self, column: int, line: int) -> Door | None:
        """Return the door standing there, None for a gap."""
        return self._by_place.get((column, line))

    def of_unit(self, unit: int) -> list[Door]:
        """Return the doors of the unit with this number from the left."""
        return [door for door in self.doors if door.unit == unit]

    def progress(self, unit: int) -> tuple[int, int]:
        """Return (doors that need no more visit, doors) of a unit."""
        doors = self.of_unit(unit)
        return sum(not door.open for door in doors), len(doors)

    def unit_of_column(self, column: int) -> int:
        """Return the number of the unit a column belongs to."""
        end = 0
        for unit, (_, width) in enumerate(self.units):
            end += width
            if column < end:
                return unit
        return max(0, len(self.units) - 1)

    def rectangle(self, first: Door, last: Door) -> list[Door]:
        """Return the doors between two corners, both included."""
        left, right = sorted((first.column, last.column))
        top, bottom = sorted((first.line, last.line))
        return [
            door
            for door in self.doors
            if left <= door.column <= right and top <= door.line <= bottom
        ]

    def riser_name(self, column: int) -> str:
        """Return what the doors above each other share: the end of their room numbers."""
        if not self._names:
            for door in reversed(self.doors):
                ordinal = _ordinal(door.room)
                if ordinal is not None and not door.shop:
                    self._names[door.column] = f"{ordinal:02d}"
        return self._names.get(column, "")

    def with_rows(
        self, rows: Collection[DoorRow], failing: Verdicts, *, judge_all: bool = False
    ) -> Elevation | None:
        """Return the building with these doors renewed, or None when one has moved.

        Args:
            rows: the doors that changed.
            failing: the verdicts that are not met, of those doors at least.
            judge_all: ``failing`` are those of the whole building, and a meter may have changed
                the verdict of doors it does not stand at.
        """
        fresh = {row.id: row for row in rows}
        for row in rows:
            old = self.by_id.get(row.id)
            if old is None or _address(old.row) != _address(row):
                return None
        doors = []
        for door in self.doors:
            row = fresh.get(door.id, door.row)
            if judge_all or door.id in fresh:
                marks = marks_of(row, failing)
                doors.append(Door(row, door.unit, door.column, door.line, *marks))
            else:
                doors.append(door)
        return Elevation(self.units, self.floors, tuple(doors), self._names)


@dataclass(frozen=True, slots=True)
class Plan:
    """Where the doors of a building stand.

    Attributes:
        units: name and number of columns of each; ``floors`` from the top.
        places: (door, unit, column, floor from the top).
    """

    units: tuple[tuple[str, int], ...]
    floors: tuple[int, ...]
    places: list[tuple[DoorRow, int, int, int]]


def plan(rows: Iterable[DoorRow]) -> Plan:
    """Lay out the doors of one building."""
    ordered = sorted(rows, key=lambda row: (_natural(row.unit_no), -(row.floor or 0)))
    floors = tuple(sorted({row.floor or 0 for row in ordered}, reverse=True))
    line_of = {floor: line for line, floor in enumerate(floors)}
    units: list[tuple[str, int]] = []
    places: list[tuple[DoorRow, int, int, int]] = []
    start = 0
    for unit, (name, group) in enumerate(groupby(ordered, key=lambda row: row.unit_no)):
        width, placed = _place(list(group))
        places += [(row, unit, start + column, line_of[floor]) for row, floor, column in placed]
        units.append((name, width))
        start += width
    return Plan(tuple(units), floors, places)


def elevation(rows: Iterable[DoorRow], failing: Verdicts) -> Elevation:
    """Lay out the households of one building; ``failing`` are the verdicts that are not met."""
    laid = plan(rows)
    doors = tuple(
        Door(row, unit, column, line, *marks_of(row, failing))
        for row, unit, column, line in laid.places
    )
    return Elevation(laid.units, laid.floors, doors)


def _place(rows: Sequence[DoorRow]) -> tuple[int, list[tuple[DoorRow, int, int]]]:
    """Return the width of a unit and (row, floor, column) of its doors.

    Rooms whose numbers end alike stand above each other even where a floor has a gap; a floor
    that does not fit the pattern (shops, basements) is filled from the left.
    """
    landings = [
        (floor, sorted(group, key=lambda row: _natural(row.room_no)))
        for floor, group in groupby(rows, key=lambda row: row.floor or 0)
    ]
    column_of = _columns([landing for _, landing in landings])
    width = max(len(column_of), 1)
    placed: list[tuple[DoorRow, int, int]] = []
    for floor, landing in landings:
        wanted = [column_of.get(_ordinal(row.room_no)) for row in landing]
        known = [column for column in wanted if column is not None]
        if len(set(known)) < len(landing):
            known = list(range(len(landing)))
        width = max(width, len(landing))
        placed += [(row, floor, column) for row, column in zip(landing, known, strict=True)]
    return width, placed


def _columns(landings: Sequence[Sequence[DoorRow]]) -> dict[int | None, int]:
    """Return the end of a room number → column, empty when the numbers tell nothing."""
    widest = max(map(len, landings))
    ordinals = {
        _ordinal(row.room_no)
        for landing in landings
        for row in landing
        if not is_shop(row) and (row.floor or 0) > 0
    }
    known = sorted(ordinal for ordinal in ordinals if ordinal is not None)
    if len(known) > 2 * widest:
        return {}
    return {ordinal: column for column, ordinal in enumerate(known)}


def _ordinal(room: str) -> int | None:
    """Return which door of its landing a room is: 2 for ``1102``, None for a name."""
    return int(room) % _LANDING if room.isdecimal() and len(room) > 2 else None  # noqa: PLR2004


def is_shop(row: DoorRow) -> bool:
    """Return whether a door is a shop: by its use on the ground floor, or by its name.

    A flat used for business upstairs is no 门面.
    """
    ground = row.floor is None or row.floor <= 1
    return (ground and row.use_kind in _SHOPS) or any(word in row.room_no for word in _SHOP_NAMES)


def _address(row: DoorRow) -> tuple[object, ...]:
    return (row.building_id, row.unit_no, row.floor, row.room_no, is_shop(row))


def _natural(text: str) -> tuple[int, str]:
    digits = "".join(filter(str.isdecimal, text))
    return (int(digits) if digits else 10**9, text)
