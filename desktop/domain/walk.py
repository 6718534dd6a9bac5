"""The way a surveyor walks through a building: one order for screen, paper and typing back."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable


class WalkedDoor(Protocol):
    """What the order goes by; building and unit numbers are texts such as ``3`` or ``综合楼``."""

    @property
    def building_no(self) -> str:
        """Number of the building inside its quarter."""

    @property
    def unit_no(self) -> str:
        """Number of the unit inside its building."""

    @property
    def floor(self) -> int | None:
        """Floor; 0 or None for a door without one."""

    @property
    def room_no(self) -> str:
        """Number of the door."""


DoorT = TypeVar("DoorT", bound=WalkedDoor)


@dataclass(frozen=True, slots=True)
class Way:
    """How a surveyor likes to walk.

    Attributes:
        up: from the bottom up instead of from the top floor down.
        snake: every second landing the other way round.
    """

    up: bool = False
    snake: bool = False


TOP_DOWN = Way()


def walk_order(doors: Iterable[DoorT], way: Way = TOP_DOWN) -> list[DoorT]:
    """Return the doors of one quarter building by building, unit by unit, from the left."""
    ordered: list[DoorT] = []
    for _, unit in groupby(sorted(doors, key=_unit), key=_unit):
        landings = groupby(sorted(unit, key=_floor, reverse=not way.up), key=_floor)
        for number, (_, landing) in enumerate(landings):
            turned = way.snake and number % 2 == 1
            ordered += sorted(landing, key=lambda door: _number(door.room_no), reverse=turned)
    return ordered


def _unit(door: WalkedDoor) -> tuple[tuple[int, str], tuple[int, str]]:
    return _number(door.building_no), _number(door.unit_no)


def _floor(door: WalkedDoor) -> int:
    return door.floor or 0


def _number(text: str) -> tuple[int, str]:
    digits = "".join(filter(str.isdecimal, text))
    return (int(digits) if digits else 10**9, text)
