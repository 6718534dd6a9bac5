"""Finding the place in the ledger that a row of a household list speaks of."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.domain.roster import RosterRow
    from desktop.domain.rows import AddressIndex
    from desktop.domain.values import Record, Value
    from desktop.kernel.identity import IdFactory

_HOUSEHOLD_METER: Record = {"role": 3, "state": 1}


class Places:
    """Every quarter, building, unit and door by its address, old and new alike.

    A place that is not known gets an id at once and is remembered for insertion, so that the
    rows of one import find each other.

    Attributes:
        new: kind → records to insert.
    """

    def __init__(self, index: AddressIndex, make_id: IdFactory, street_code: str) -> None:
        self.new: dict[str, list[dict[str, Value]]] = defaultdict(list)
        self._make_id = make_id
        self._street_code = street_code
        self._quarters = dict(index.quarters)
        self._buildings = dict(index.buildings)
        self._units = dict(index.units)
        self._doors = {place: door.id for place, door in index.households.items()}
        self._last: tuple[tuple[str, str, str], str] = (("", "", ""), "")

    def unit_of(self, row: RosterRow) -> str:
        """Return the id of the row's unit, making quarter, building and unit where needed."""
        place = (row.quarter, row.building, row.unit)
        if place != self._last[0]:
            self._last = (place, self._find_unit(*place))
        return self._last[1]

    def door(self, unit: str, room: str) -> str | None:
        """Return the id of the household behind a door, or None."""
        return self._doors.get((unit, room))

    def new_door(self, unit: str, room: str, values: Record) -> str:
        """Make a household and return its id."""
        entity_id = self._doors[(unit, room)] = self._make_id()
        self.new["household"].append({**values, "id": entity_id, "unit_id": unit, "room_no": room})
        return entity_id

    def new_meter(self, kind: str, household: str, values: Record) -> None:
        """Make a household meter in use."""
        self.new[kind].append(
            {**_HOUSEHOLD_METER, **values, "id": self._make_id(), "household_id": household}
        )

    def _find_unit(self, quarter_name: str, building_no: str, unit_no: str) -> str:
        quarter = self._quarters.get(quarter_name)
        if quarter is None:
            quarter = self._quarters[quarter_name] = self._make(
                "quarter", name=quarter_name, quarter_code=self._free_code()
            )
        building = self._buildings.get((quarter, building_no))
        if building is None:
            building = self._buildings[(quarter, building_no)] = self._make(
                "building", quarter_id=quarter, building_no=building_no
            )
        unit = self._units.get((building, unit_no))
        if unit is None:
            unit = self._units[(building, unit_no)] = self._make(
                "unit", building_id=building, unit_no=unit_no
            )
        return unit

    def _make(self, kind: str, **values: Value) -> str:
        entity_id = self._make_id()
        self.new[kind].append({"id": entity_id, **values})
        return entity_id

    def _free_code(self) -> str:
        """Return a provisional quarter code; the district's own replaces it later."""
        number = len(self.new["quarter"]) + 1
        while f"{self._street_code}{number:03d}" in self._quarters:
            number += 1
        code = f"{self._street_code}{number:03d}"
        self._quarters[code] = code
        return code
