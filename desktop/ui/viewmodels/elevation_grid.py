"""Where every door of an elevation stands on the screen at a zoom; nothing of Qt."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.ui.viewmodels.elevation import Door, Elevation

_LEAST = (14.0, 9.0)
_FIT = (120.0, 76.0)
_MOST = (150.0, 104.0)
_SHAPE = 1.6
_GAP = 16.0
_EARTH = 10.0
_ROOF = 8.0


@dataclass(frozen=True)
class Grid:
    """The drawing in pixels, measured from the top left corner of its body.

    Attributes:
        house: the building.
        width: room for the body, without floor numbers; ``height`` without headings.
        zoom: 1 shows the whole building where it can be shown.
        scale: size of everything that is not a door, 1 at 100 %.
    """

    house: Elevation
    width: float
    height: float
    zoom: float = 1.0
    scale: float = 1.0

    @cached_property
    def gap(self) -> float:
        """Room before each unit."""
        return _GAP * self.scale

    @cached_property
    def earth(self) -> float:
        """Height of the line of the ground."""
        return _EARTH * self.scale

    @cached_property
    def roof(self) -> float:
        """Height of the roof."""
        return _ROOF * self.scale

    @cached_property
    def cell(self) -> tuple[float, float]:
        """Width and height of a door."""
        columns, lines = max(1, self.house.columns), max(1, len(self.house.floors))
        room = (
            self.width - self.gap * (len(self.house.units) + 1),
            self.height - self.earth - self.roof,
        )
        wide = min(max(room[0] / columns, _LEAST[0]), _FIT[0] * self.scale)
        high = min(max(room[1] / lines, _LEAST[1]), _FIT[1] * self.scale)
        grown = min(high * self.zoom, _MOST[1] * self.scale)
        # A wide flat door grows in height first: letters need both.
        across = min(wide * self.zoom, max(wide, grown * _SHAPE), _MOST[0] * self.scale)
        return across, grown

    @cached_property
    def most(self) -> float:
        """The zoom beyond which doors do not grow any more."""
        wide, high = Grid(self.house, self.width, self.height, 1.0, self.scale).cell
        return max(1.0, _MOST[1] * self.scale / high, _MOST[0] * self.scale / wide)

    @cached_property
    def size(self) -> tuple[float, float]:
        """Width and height of the whole drawing."""
        wide, high = self.cell
        return (
            self.house.columns * wide + self.gap * (len(self.house.units) + 1),
            len(self.house.floors) * high + self.earth + self.roof,
        )

    @cached_property
    def ground(self) -> int:
        """How many floors stand above the ground."""
        return sum(floor >= 0 for floor in self.house.floors)

    @cached_property
    def ground_top(self) -> float:
        """Where the line of the ground begins."""
        return self.roof + self.ground * self.cell[1]

    def line_top(self, line: int) -> float:
        """Return where a floor begins."""
        below = line >= self.ground
        return self.roof + line * self.cell[1] + (self.earth if below else 0.0)

    def rect(self, door: Door) -> tuple[float, float, float, float]:
        """Return left, top, width and height of a door."""
        wide, high = self.cell
        left = self.gap * (door.unit + 1) + door.column * wide
        return left, self.line_top(door.line), wide, high

    def unit_span(self, unit: int) -> tuple[float, float]:
        """Return left and width of a unit."""
        before = sum(width for _, width in self.house.units[:unit])
        left = self.gap * (unit + 1) + before * self.cell[0]
        return left, self.house.units[unit][1] * self.cell[0]

    def column_left(self, column: int) -> float:
        """Return where a riser begins."""
        return self.gap * (self.house.unit_of_column(column) + 1) + column * self.cell[0]

    def line_at(self, y: float) -> int | None:
        """Return the floor drawn at a height, None beside the building."""
        for line in range(len(self.house.floors)):
            top = self.line_top(line)
            if top <= y < top + self.cell[1]:
                return line
        return None

    def column_at(self, x: float) -> int | None:
        """Return the riser drawn there, None in a gap."""
        for unit, (_, width) in enumerate(self.house.units):
            left, span = self.unit_span(unit)
            if left <= x < left + span:
                before = sum(wide for _, wide in self.house.units[:unit])
                return before + min(width - 1, int((x - left) / self.cell[0]))
        return None

    def unit_at(self, x: float) -> int | None:
        """Return the unit drawn there, None in a gap."""
        column = self.column_at(x)
        return None if column is None else self.house.unit_of_column(column)

    def door_at(self, x: float, y: float) -> Door | None:
        """Return the door drawn there."""
        line, column = self.line_at(y), self.column_at(x)
        return None if line is None or column is None else self.house.at(column, line)

    def floor_name(self, line: int) -> str:
        """Return what a floor is called: ``6``, ``B1`` below ground, ``?`` when not known."""
        floor = self.house.floors[line]
        return f"B{-floor}" if floor < 0 else str(floor or "?")
