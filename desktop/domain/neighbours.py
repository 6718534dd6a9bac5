"""Whose answers a door is likely to share: the door below, above, beside, or one unit on.

People build one staircase like the other: what hangs at the door below hangs here too. Numbers,
readings, seals, accounts, people and consent belong to one household alone and are never taken
from another (PIPL art. 6; silence is no consent, Civil Code art. 140).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.codes import MeteringState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from desktop.domain.values import Record, Value

    _Distance = Callable[["DoorPlace"], int | None]

COPIED: Mapping[str, tuple[str, ...]] = {
    "household": ("w_state", "e_state", "transformer_area"),
    "water_meter": ("position", "kind", "dn", "q3", "maker", "model", "charge_way"),
    "electricity_meter": (
        "position", "kind", "phase", "current_spec", "accuracy", "maker", "model", "box_pos",
        "breaker_a", "wire_mm2", "capacity_kw", "transformer_area",
    ),
}  # fmt: skip
"""Entity kind → the fields that a door takes from its neighbour; no other ever is."""

STATE_OF: Mapping[str, str] = {"water_meter": "w_state", "electricity_meter": "e_state"}
"""Kind of meter → the field that says how the household is metered by it."""

_WITHOUT_METER = frozenset({MeteringState.SHARED, MeteringState.NONE})
_DWELLING = 1


class Side(StrEnum):
    """Where the neighbour is, as seen from the door."""

    BELOW = "below"
    ABOVE = "above"
    BESIDE = "beside"
    NEXT_UNIT = "next_unit"


class DoorPlace(NamedTuple):
    """Where one door of a building is, and whether its metering was recorded.

    Attributes:
        id: of the household.
        unit_id: of its unit; ``unit`` the place of the unit in the building, 0 first.
        floor: storey; None where not known.
        room_no: as on the door.
        use_kind: 用水用电性质, None where not known (taken for a dwelling).
        recorded: whether a metering state is recorded here.
    """

    id: str
    unit_id: str
    unit: int
    floor: int | None
    room_no: str
    use_kind: int | None
    recorded: bool


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The door to take after, and where it is."""

    id: str
    side: Side


def column(door: DoorPlace, landing: Sequence[DoorPlace]) -> str:
    """Return which door of its landing this is: ``01`` of 501, else its place in the row.

    Args:
        door: the door.
        landing: the doors of its unit and floor, itself among them, in the order of numbers.
    """
    storey = "" if door.floor is None else str(door.floor)
    if storey and door.room_no.startswith(storey) and len(door.room_no) > len(storey):
        return door.room_no[len(storey) :].lstrip("-").zfill(2)
    return f"#{next(n for n, other in enumerate(landing) if other.id == door.id)}"


class Doors:
    """The doors of one building, by unit, floor and column."""

    def __init__(self, doors: Iterable[DoorPlace]) -> None:
        self.all = tuple(doors)
        self._by_id = {door.id: door for door in self.all}
        self._landings: dict[tuple[str, int | None], list[DoorPlace]] = {}
        for door in self.all:
            self._landings.setdefault((door.unit_id, door.floor), []).append(door)

    def __contains__(self, household_id: object) -> bool:
        """Return whether the door is one of this building."""
        return household_id in self._by_id

    def column_of(self, household_id: str) -> str:
        """Return :func:`column` of one door."""
        door = self._by_id[household_id]
        return column(door, self._landings[door.unit_id, door.floor])

    def riser(self, household_id: str) -> list[str]:
        """Return the doors one above the other through all floors, itself too, from below."""
        door, own = self._by_id[household_id], self.column_of(household_id)
        found = [d for d in self.unit(household_id) if self.column_of(d.id) == own]
        if door.floor is None:
            return [door.id]
        stacked = [d for d in found if d.floor is not None]
        return [d.id for d in sorted(stacked, key=lambda d: d.floor or 0)]

    def landing(self, household_id: str) -> list[str]:
        """Return the doors of the same unit and floor, itself too, in the order of numbers."""
        door = self._by_id[household_id]
        return [d.id for d in self._landings[door.unit_id, door.floor]]

    def unit(self, household_id: str) -> list[DoorPlace]:
        """Return the doors of the same unit, itself too, in walking order."""
        unit_id = self._by_id[household_id].unit_id
        return [door for door in self.all if door.unit_id == unit_id]

    def neighbour(self, household_id: str) -> Neighbour | None:
        """Return the door to take after: the nearest below, else above, beside, one unit on.

        Only doors whose metering is recorded count, and a shop is no model for a dwelling.
        """
        door = self._by_id[household_id]
        candidates = [d for d in self.all if d.id != door.id and d.recorded and _alike(d, door)]
        for side, distance in self._sides(door).items():
            near = [(distance(d), d.id) for d in candidates]
            found = min(((far, name) for far, name in near if far is not None), default=None)
            if found is not None:
                return Neighbour(found[1], side)
        return None

    def _sides(self, door: DoorPlace) -> Mapping[Side, _Distance]:
        return {
            Side.BELOW: lambda d: self._storeys(door, d),
            Side.ABOVE: lambda d: self._storeys(d, door),
            Side.BESIDE: lambda d: self._steps(door, d),
            Side.NEXT_UNIT: lambda d: self._units(door, d),
        }

    def _storeys(self, upper: DoorPlace, lower: DoorPlace) -> int | None:
        if upper.unit_id != lower.unit_id or upper.floor is None or lower.floor is None:
            return None
        if self.column_of(upper.id) != self.column_of(lower.id) or lower.floor >= upper.floor:
            return None
        return upper.floor - lower.floor

    def _steps(self, door: DoorPlace, other: DoorPlace) -> int | None:
        if (door.unit_id, door.floor) != (other.unit_id, other.floor):
            return None
        row = self.landing(door.id)
        return abs(row.index(door.id) - row.index(other.id))

    def _units(self, door: DoorPlace, other: DoorPlace) -> int | None:
        if door.unit_id == other.unit_id or door.floor != other.floor or door.floor is None:
            return None
        same = self.column_of(door.id) == self.column_of(other.id)
        return abs(door.unit - other.unit) if same else None


def _alike(one: DoorPlace, other: DoorPlace) -> bool:
    return (one.use_kind or _DWELLING) == (other.use_kind or _DWELLING)


def has_own_meter(state: Value) -> bool:
    """Return whether a household metered like this may have a meter of its own."""
    return state not in _WITHOUT_METER


def copied(source: Mapping[str, Record | None]) -> dict[tuple[str, str], Value]:
    """Return (kind, field) → value of what a door would take from ``source``.

    Args:
        source: entity kind → its record: the household and its own meter of each utility, None
            where it has none.
    """
    found: dict[tuple[str, str], Value] = {}
    for kind, names in COPIED.items():
        record = source.get(kind)
        if record is None or (kind in STATE_OF and not _meter_counts(source, kind)):
            continue
        found |= {(kind, name): record[name] for name in names if record.get(name) is not None}
    return found


def _meter_counts(source: Mapping[str, Record | None], kind: str) -> bool:
    household = source["household"] or {}
    return has_own_meter(household.get(STATE_OF[kind]))
