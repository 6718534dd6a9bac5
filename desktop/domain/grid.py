"""Doors generated instead of typed: floors × doors with a numbering, exceptions and shops.

Old walk-ups are regular: six storeys, two doors a landing, shops below. A street office that has
no list at all starts from such a grid and corrects it at the door.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.addresses import LONGEST_ROOM, LONGEST_UNIT

if TYPE_CHECKING:
    from collections.abc import Iterator

RESIDENTIAL = 1
COMMERCIAL = 2
MOST_DOORS = 20_000


class Numbering(StrEnum):
    """How rooms get their numbers.

    ``STOREY_DOOR``: 101, 102, 201 … anew in each unit. ``THROUGH_BUILDING``: doors are counted on
    through the units of a floor, 101 102 | 103 104. ``UNIT_STOREY_DOOR``: the unit leads, 1101.
    ``COUNTED``: 1, 2, 3 … upwards in each unit.
    """

    STOREY_DOOR = "storey_door"
    THROUGH_BUILDING = "through_building"
    UNIT_STOREY_DOOR = "unit_storey_door"
    COUNTED = "counted"


class GridDoor(NamedTuple):
    """One generated door; ``use_kind`` as in ``codes.USE_KIND``."""

    unit_no: str
    floor: int
    room_no: str
    use_kind: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The plan of one building.

    Attributes:
        floors: number of the highest storey as it is called.
        doors: doors a landing.
        units: unit numbers, ``("0",)`` for a building without units.
        numbering: how rooms get their numbers.
        first_floor: lowest storey of dwellings; 2 above shops.
        missing_floors: storeys whose number is left out (4, 13, 14).
        missing_rooms: doors that do not exist: ``"101"`` in all units or ``"2-101"`` in one.
        extra_doors: (unit, floor) → doors on that landing where they differ.
        shops: shops on the ground floor, numbered 门面1 … through the building.
        basements: storeys below ground with as many doors; 0 none.
        basement_doors: doors on each of them, in each unit.
    """

    floors: int
    doors: int
    units: tuple[str, ...] = ("1",)
    numbering: Numbering = Numbering.STOREY_DOOR
    first_floor: int = 1
    missing_floors: frozenset[int] = frozenset()
    missing_rooms: frozenset[str] = frozenset()
    extra_doors: dict[tuple[str, int], int] = field(default_factory=dict)
    shops: int = 0
    basements: int = 0
    basement_doors: int = 1


def generate(grid: Grid) -> list[GridDoor]:
    """Return the doors of ``grid``, unit by unit from below, shops first.

    Raises:
        ValueError: the plan has no door, too many, or numbers two doors alike.
    """
    if min(grid.floors, grid.doors, grid.shops, grid.basements, grid.basement_doors) < 0:
        raise ValueError("negative")
    if grid.floors * grid.doors * len(grid.units) + grid.shops > MOST_DOORS:
        raise ValueError("too many doors")
    doors = [door for door in _all(grid) if not _is_missing(grid, door)]
    if not doors or len({(door.unit_no, door.room_no) for door in doors}) != len(doors):
        raise ValueError("no doors, or two alike")
    if any(len(door.unit_no) > LONGEST_UNIT or len(door.room_no) > LONGEST_ROOM for door in doors):
        raise ValueError("number too long")
    return doors


def _all(grid: Grid) -> Iterator[GridDoor]:
    for number in range(1, grid.shops + 1):
        yield GridDoor("0", 1, f"门面{number}", COMMERCIAL)
    before: dict[int, int] = {}
    for unit in grid.units:
        for storey in range(1, grid.basements + 1):
            for number in range(1, grid.basement_doors + 1):
                yield GridDoor(unit, -storey, f"负{storey}层{number:02d}", RESIDENTIAL)
        yield from _dwellings(grid, unit, before)


def _dwellings(grid: Grid, unit: str, before: dict[int, int]) -> Iterator[GridDoor]:
    counted = 0
    for floor in range(grid.first_floor, grid.floors + 1):
        if floor in grid.missing_floors:
            continue
        here = grid.extra_doors.get((unit, floor), grid.doors)
        for number in range(1, here + 1):
            counted += 1
            through = before.get(floor, 0) + number
            yield GridDoor(
                unit, floor, _room(grid, unit, floor, number, through, counted), RESIDENTIAL
            )
        before[floor] = before.get(floor, 0) + here


def _room(grid: Grid, unit: str, floor: int, number: int, through: int, counted: int) -> str:
    if grid.numbering is Numbering.COUNTED:
        return str(counted)
    if grid.numbering is Numbering.THROUGH_BUILDING:
        return f"{floor}{through:02d}"
    lead = unit if grid.numbering is Numbering.UNIT_STOREY_DOOR else ""
    return f"{lead}{floor}{number:02d}"


def _is_missing(grid: Grid, door: GridDoor) -> bool:
    names = {door.room_no, f"{door.unit_no}-{door.room_no}"}
    return not names.isdisjoint(grid.missing_rooms)
