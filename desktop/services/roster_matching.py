"""Finding the place in the ledger that a row of a household list speaks of."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.domain.roster import RosterRow
    from desktop.domain.values import Record, Value
    from desktop.kernel.identity import IdFactory

METER_NUMBER = {"water_meter": "body_no", "electricity_meter": "asset_no"}
COUNT_NAMES = {
    "quarter": "quarters",
    "building": "buildings",
    "unit": "units",
    "household": "households",
    "water_meter": "water_meters",
    "electricity_meter": "electricity_meters",
}


class KnownPlaces:
    """Every quarter, building, unit and door by its address, old and new alike.

    A place that is not known gets an id at once and is remembered for insertion, so that the
    rows of one import find each other.

    Attributes:
        new: kind → records to insert, in an order that satisfies the references.
    """

    def __init__(self, make_id: IdFactory, next_code: str) -> None:
        self.new: dict[str, list[dict[str, Value]]] = defaultdict(list)
        self._make_id = make_id
        self._next_code = int(next_code)
        self._quarters: dict[str, str] = {}
        self._children: dict[tuple[str, str], str] = {}

    def know(self, kind: str, parent: str, number: str, entity_id: str) -> None:
        """Remember a place that stands in the ledger already."""
        if kind == "quarter":
            self._quarters[number] = entity_id
        else:
            self._children[(parent, number)] = entity_id

    def unit_of(self, row: RosterRow) -> str:
        """Return the id of the row's unit, making quarter, building and unit where needed."""
        quarter = self._quarters.get(row.quarter) or self._new_quarter(row.quarter)
        building = self._child("building", quarter, "quarter_id", "building_no", row.building)
        return self._child("unit", building, "building_id", "unit_no", row.unit)

    def door(self, unit: str, room: str) -> str | None:
        """Return the id of the household behind a door, or None."""
        return self._children.get((unit, room))

    def new_door(self, unit: str, room: str, values: Record) -> str:
        """Make a household and return its id."""
        entity_id = self._make_id()
        self._children[(unit, room)] = entity_id
        self.new["household"].append({"id": entity_id, "unit_id": unit, "room_no": room, **values})
        return entity_id

    def new_meter(self, kind: str, household: str, values: Record) -> str:
        """Make a household meter and return its id."""
        entity_id = self._make_id()
        self.new[kind].append(
            {"id": entity_id, "household_id": household, "role": 3, "state": 1, **values}
        )
        return entity_id

    def _new_quarter(self, name: str) -> str:
        entity_id = self._quarters[name] = self._make_id()
        code = str(self._next_code)
        self._next_code += 1
        self.new["quarter"].append({"id": entity_id, "name": name, "quarter_code": code})
        return entity_id

    def _child(self, kind: str, parent: str, reference: str, column: str, number: str) -> str:
        known = self._children.get((parent, number))
        if known is not None:
            return known
        entity_id = self._children[(parent, number)] = self._make_id()
        self.new[kind].append({"id": entity_id, reference: parent, column: number})
        return entity_id
