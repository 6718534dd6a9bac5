"""Where the rows of a street's workbook belong, by the address that each row carries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.domain.street import unit_id
from desktop.domain.values import tidy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.exchange.sheets import Sheet
    from desktop.exchange.street_workbook import StreetRow

_QUARTER = ("quarter.quarter_code", "quarter.name")
_BUILDING = "building.building_no"
_UNIT = "unit.unit_no"


@dataclass(slots=True)
class StreetPlaces:
    """Quarters and buildings of one workbook by what people call them.

    Attributes:
        quarters: (code, name) → id.
        buildings: (quarter id, number) → id.
        units: unit id → (building id, number) of the units that rows named.
    """

    quarters: dict[tuple[str, str], str] = field(default_factory=dict)
    buildings: dict[tuple[str, str], str] = field(default_factory=dict)
    units: dict[str, tuple[str, str]] = field(default_factory=dict)

    def note(self, sheet: Sheet, row: StreetRow) -> None:
        """Remember a quarter or a building."""
        lead = row.ids[0]
        if lead is None:
            return
        if sheet.key == "quarters":
            self.quarters[self._quarter_key(texts(sheet, row, _QUARTER))] = lead
        elif sheet.key == "buildings":
            told = texts(sheet, row, (*_QUARTER, _BUILDING))
            quarter = self.quarters.get(self._quarter_key(told))
            if quarter is not None:
                self.buildings[quarter, told[_BUILDING]] = lead

    def quarter(self, sheet: Sheet, row: StreetRow) -> str | None:
        """Return the id of the quarter that the row names."""
        return self.quarters.get(self._quarter_key(texts(sheet, row, _QUARTER)))

    def building(self, sheet: Sheet, row: StreetRow) -> str | None:
        """Return the id of the building that the row names."""
        told = texts(sheet, row, (*_QUARTER, _BUILDING))
        quarter = self.quarters.get(self._quarter_key(told))
        return None if quarter is None else self.buildings.get((quarter, told[_BUILDING]))

    def unit(self, sheet: Sheet, row: StreetRow) -> str | None:
        """Return the id of the unit that the row names; the workbook has none of its own."""
        building = self.building(sheet, row)
        if building is None:
            return None
        number = texts(sheet, row, (_UNIT,))[_UNIT]
        made = unit_id(building, number)
        self.units[made] = (building, number)
        return made

    @staticmethod
    def _quarter_key(told: Mapping[str, str]) -> tuple[str, str]:
        return told[_QUARTER[0]], told[_QUARTER[1]]


def texts(sheet: Sheet, row: StreetRow, keys: tuple[str, ...]) -> dict[str, str]:
    """Return the cells of ``keys`` as text, ``""`` where empty or where there is no such column."""
    positions = sheet_positions(sheet)
    found: dict[str, str] = {}
    for key in keys:
        place = positions.get(key)
        cell = None if place is None else row.cells[place]
        if cell.__class__ is float and cell.is_integer():
            cell = int(cell)
        found[key] = "" if cell is None else tidy(str(cell))
    return found


_POSITIONS: dict[str, dict[str, int]] = {}


def sheet_positions(sheet: Sheet) -> Mapping[str, int]:
    """Return column key → place among the cells of a row."""
    found = _POSITIONS.get(sheet.key)
    if found is None:
        found = {column.key: place for place, column in enumerate(sheet.columns)}
        _POSITIONS[sheet.key] = found
    return found
