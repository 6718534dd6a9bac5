"""The way a surveyor walks through a building: one order for screen, paper and typing back."""

from __future__ import annotations

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


def walk_order(doors: Iterable[DoorT], *, bottom_up: bool = False) -> list[DoorT]:
    """Return the doors of one quarter building by building, unit by unit, from the left.

    Args:
        doors: in any order.
        bottom_up: climb instead of coming down from the top floor.
    """
    up = 1 if bottom_up else -1
    return sorted(
        doors,
        key=lambda door: (
            _number(door.building_no),
            _number(door.unit_no),
            up * (door.floor or 0),
            _number(door.room_no),
        ),
    )


def _number(text: str) -> tuple[int, str]:
    digits = "".join(filter(str.isdigit, text))
    return (int(digits) if digits else 10**9, text)
