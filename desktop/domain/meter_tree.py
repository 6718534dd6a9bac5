"""Meters as they hang below each other: 总表, 单元表, 户表 and public uses of one quarter."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.codes import ElectricityRole, WaterRole
from desktop.domain.meters import OUT_OF_USE, meters_in_loops

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from decimal import Decimal

# Water and electricity number masters, unit meters and household meters alike.
_HOUSEHOLD_ROLE = int(WaterRole.HOUSEHOLD)
_CHECK_ROLES = {
    "water_meter": int(WaterRole.CHECK),
    "electricity_meter": int(ElectricityRole.CHECK),
}


class HangingReason(StrEnum):
    """Why a meter cannot hang below another; the values are message codes."""

    ITSELF = "hang-itself"
    LOOP = "hang-loop"
    PARENT_CLOSED = "hang-parent-closed"
    PARENT_GONE = "hang-parent-gone"


class TreeMeter(NamedTuple):
    """One meter as the tree shows it.

    Attributes:
        id: its id.
        parent_id: id of the meter above it, or None.
        role: code of 表计用途, None when not recorded.
        number: body or asset number, ``""`` when not recorded.
        where: address inside the quarter, or the building of a master.
        household_id: the household it belongs to, or None.
        building_id: the building it stands at.
        unit_id: the unit of its household, or None.
        staircase: address of that unit, or of the building.
        state: code of its state.
        account_no: its account.
        read_on: day of its newest reading; ``reading`` what it showed.
    """

    id: str
    parent_id: str | None
    role: int | None
    number: str
    where: str
    household_id: str | None = None
    building_id: str | None = None
    unit_id: str | None = None
    staircase: str = ""
    state: int | None = None
    account_no: str = ""
    read_on: date | None = None
    reading: Decimal | None = None

    @property
    def in_use(self) -> bool:
        """Whether it still measures."""
        return self.state not in OUT_OF_USE

    @property
    def of_household(self) -> bool:
        """Whether it is a household's own meter."""
        return self.role in {_HOUSEHOLD_ROLE, None} and self.household_id is not None


@dataclass(frozen=True, slots=True)
class MeterForest:
    """The meters in use of one quarter and utility.

    Attributes:
        by_id: every meter in use.
        children: meter id → the meters right below it, in the order they were given.
        roots: meters with nothing above them that have something below or are no household's.
        loose: household meters that hang below nothing.
        orphans: meters whose upper meter was closed, deleted or belongs elsewhere.
        looping: meters that hang below themselves.
    """

    by_id: Mapping[str, TreeMeter]
    children: Mapping[str, tuple[TreeMeter, ...]]
    roots: tuple[TreeMeter, ...]
    loose: tuple[TreeMeter, ...]
    orphans: tuple[TreeMeter, ...]
    looping: tuple[TreeMeter, ...]

    def below(self, meter_id: str) -> tuple[TreeMeter, ...]:
        """Return the meters right below one."""
        return self.children.get(meter_id, ())

    def households_below(self, meter_id: str) -> int:
        """Return how many household meters hang below one, at any depth."""
        count, waiting = 0, list(self.below(meter_id))
        seen: set[str] = set()
        while waiting:
            meter = waiting.pop()
            if meter.id in seen:
                continue
            seen.add(meter.id)
            count += meter.of_household
            waiting += self.below(meter.id)
        return count


def meter_forest(meters: Iterable[TreeMeter]) -> MeterForest:
    """Arrange ``meters``; closed ones are left out, whatever is wrong with the rest is told."""
    by_id = {meter.id: meter for meter in meters if meter.in_use}
    loops = meters_in_loops({meter.id: meter.parent_id for meter in by_id.values()})
    # Only the ring itself: what merely hangs below one is shown where it hangs.
    looping = frozenset(one for one in loops if _comes_back(one, by_id))
    children: dict[str, list[TreeMeter]] = {}
    for meter in by_id.values():
        if meter.parent_id in by_id:
            children.setdefault(str(meter.parent_id), []).append(meter)
    tops = [meter for meter in by_id.values() if meter.parent_id is None]
    return MeterForest(
        by_id=by_id,
        children={one: tuple(below) for one, below in children.items()},
        roots=tuple(m for m in tops if m.id in children or not m.of_household),
        loose=tuple(m for m in tops if m.id not in children and m.of_household),
        orphans=tuple(m for m in by_id.values() if m.parent_id and m.parent_id not in by_id),
        looping=tuple(by_id[one] for one in by_id if one in looping),
    )


def hanging_problem(
    meter_id: str, parent_id: str, parents: Mapping[str, str | None], in_use: Iterable[str]
) -> HangingReason | None:
    """Return why ``meter_id`` cannot hang below ``parent_id``, or None.

    Args:
        meter_id: the meter that is to hang.
        parent_id: the meter above it.
        parents: meter id → upper meter, of this utility, as it stands now.
        in_use: ids of the meters that still measure.
    """
    if meter_id == parent_id:
        return HangingReason.ITSELF
    if parent_id not in parents:
        return HangingReason.PARENT_GONE
    if parent_id not in set(in_use):
        return HangingReason.PARENT_CLOSED
    seen: set[str] = set()
    above: str | None = parent_id
    while above is not None and above not in seen:
        if above == meter_id:
            return HangingReason.LOOP
        seen.add(above)
        above = parents.get(above)
    return None


def is_check_meter(kind: str, role: int | None) -> bool:
    """Return whether a meter only checks others (考核表) and feeds nobody by itself."""
    return role == _CHECK_ROLES[kind]


def _comes_back(start: str, by_id: Mapping[str, TreeMeter]) -> bool:
    seen: set[str] = set()
    above = by_id[start].parent_id
    while above is not None and above in by_id and above not in seen:
        if above == start:
            return True
        seen.add(above)
        above = by_id[above].parent_id
    return above == start
