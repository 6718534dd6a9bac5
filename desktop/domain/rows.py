"""Rows that lists show and exports write: frozen values, selected column by column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.domain.values import Record


def address_label(building_no: str | None, unit_no: str | None, room_no: str | None) -> str:
    """Return an address inside a quarter as people write it: ``3栋2单元501``.

    A number gets its noun; a name such as ``综合楼`` stands as it is; unit ``0`` means none.
    """
    building, unit, room = building_no or "", unit_no or "", room_no or ""
    if building and building.isascii():
        building += "栋"
    if unit in {"", "0"}:
        unit = ""
    elif unit.isascii():
        unit += "单元"
    return f"{building}{unit}{room}"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which households a list shows; the narrowest of the three counts, none means all."""

    quarter_id: str | None = None
    building_id: str | None = None
    unit_id: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a group of households is.

    Attributes:
        households: how many there are.
        visited: visited or reached by phone.
        nobody: nobody home.
        refused: refused.
        water_done: metering state water is "own meter outside, read directly".
        power_done: the same for electricity.
        consent_water: said yes to the water works.
        consent_power: said yes to the electricity works.
    """

    households: int = 0
    visited: int = 0
    nobody: int = 0
    refused: int = 0
    water_done: int = 0
    power_done: int = 0
    consent_water: int = 0
    consent_power: int = 0

    @property
    def left(self) -> int:
        """How many are still to be visited: whoever refused was met."""
        return self.households - self.visited - self.refused


@dataclass(frozen=True, slots=True)
class QuarterRow:
    """A quarter in the tree."""

    id: str
    code: str
    name: str
    community: str
    buildings: int
    progress: Progress


@dataclass(frozen=True, slots=True)
class BuildingRow:
    """A building in the tree."""

    id: str
    quarter_id: str
    building_no: str
    floors: int | None
    units: int
    progress: Progress


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit of a building."""

    id: str
    building_id: str
    unit_no: str
    floors: int | None
    per_floor: int | None


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    """A household in a list.

    Attributes:
        number: row number in this ledger file, as :func:`household_ids` gave it.
        id: its id.
        label: address inside the quarter, such as ``3栋2单元501``.
        quarter: name of the quarter.
        water_meter: body number of its meter, the first when there are several.
        electricity_meter: asset number likewise.
    """

    number: int
    id: str
    quarter_id: str
    building_id: str
    unit_id: str
    quarter: str
    label: str
    building_no: str
    unit_no: str
    floor: int | None
    room_no: str
    owner_name: str
    phone: str
    visit_state: int | None
    w_state: int | None
    e_state: int | None
    consent_w: int | None
    consent_e: int | None
    water_meter: str
    electricity_meter: str
    remarks: str


@dataclass(frozen=True, slots=True)
class HouseholdCard:
    """One household with everything around it.

    Attributes:
        label: full address with the quarter's name.
        household: its record; the others likewise, meters and visits oldest first.
    """

    label: str
    quarter: Record
    building: Record
    unit: Record
    household: Record
    water_meters: tuple[Record, ...]
    electricity_meters: tuple[Record, ...]
    visits: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts over the whole ledger (``hubiao stats``)."""

    quarters: int
    buildings: int
    units: int
    households: int
    water_meters: int
    electricity_meters: int
    surveyed: int
    consented: int
    journal_length: int
    journal_head: str


@dataclass(frozen=True, slots=True)
class AddressedHousehold:
    """A household in the address index of an import.

    Attributes:
        record: its present values, ids of parents included.
    """

    id: str
    unit_id: str
    room_no: str
    record: Record


@dataclass(frozen=True, slots=True)
class AddressIndex:
    """Everything an import needs to find what is there already.

    Attributes:
        quarters: quarter code, and quarter name, → id. Codes first; a name that two share is left
            out.
        buildings: (quarter id, building number) → id.
        units: (building id, unit number) → id.
        households: (unit id, room number) → household.
    """

    quarters: Mapping[str, str]
    buildings: Mapping[tuple[str, str], str]
    units: Mapping[tuple[str, str], str]
    households: Mapping[tuple[str, str], AddressedHousehold]
