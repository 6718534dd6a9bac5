"""Finds where the new rows of a workbook belong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.domain.merge_basis import NUMBERS
from desktop.storage.queries import merging

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy import Connection

    from desktop.domain.merge_plan import Insertion, Place
    from desktop.domain.values import Record, Value
    from desktop.kernel.identity import IdFactory

_HOUSEHOLD_METER: dict[str, Value] = {"role": 3, "state": 1}
_ABOVE_FIRST = ("quarter", "building", "unit", "household", *NUMBERS)


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """One new record with its place and its id.

    Attributes:
        insertion: the row it comes from; None for a unit that a new building needs.
        kind: entity kind.
        record: its fields, its owner among them.
    """

    insertion: Insertion | None
    kind: str
    id: str
    record: Record


@dataclass(slots=True)
class Directory:
    """What is known by address, and what the same workbook adds to it."""

    quarters: dict[str, str] = field(default_factory=dict)
    buildings: dict[tuple[str, str], str] = field(default_factory=dict)
    units: dict[tuple[str, str], str] = field(default_factory=dict)
    new_buildings: set[str] = field(default_factory=set)

    def quarter(self, address: Mapping[str, str]) -> str:
        """Return the quarter that an address names by code or by name; empty for none."""
        return self.quarters.get(address.get("quarter.quarter_code", "")) or self.quarters.get(
            address.get("quarter.name", ""), ""
        )

    def building(self, address: Mapping[str, str]) -> str:
        """Return the building that an address names; empty for none."""
        place = (self.quarter(address), address.get("building.building_no", ""))
        return self.buildings.get(place, "") if place[0] else ""

    def unit(self, address: Mapping[str, str]) -> str:
        """Return the unit that an address names; empty for none."""
        place = (self.building(address), address.get("unit.unit_no", ""))
        return self.units.get(place, "") if place[0] else ""


def directory(connection: Connection) -> Directory:
    """Return what the ledger knows by address, households left out."""
    return Directory(
        merging.quarters_by_name(connection),
        merging.numbered(connection, "building", "quarter_id", "building_no"),
        merging.numbered(connection, "unit", "building_id", "unit_no"),
    )


def place_rows(
    connection: Connection,
    insertions: Iterable[Insertion],
    make_id: IdFactory,
    gone: Collection[str] = (),
) -> tuple[list[PlacedRow], list[Insertion]]:
    """Return the new rows with their owners, parents before children, and those without a place.

    Args:
        connection: of the ledger.
        insertions: new rows.
        make_id: makes their ids.
        gone: records that the same merge deletes; nothing can be put below them.
    """
    rows = sorted(insertions, key=lambda one: _ABOVE_FIRST.index(one.kind))
    if not rows:
        return [], []
    placing = _Placing(directory(connection), make_id, gone)
    for one in rows:
        placing.place(one)
    return placing.placed, placing.lost


class _Placing:
    """Places one row after the other; later rows may belong to earlier ones."""

    def __init__(self, known: Directory, make_id: IdFactory, gone: Collection[str]) -> None:
        self._known = known
        self._make_id = make_id
        self._gone = gone
        self._leads: dict[Place, str] = {}
        self.placed: list[PlacedRow] = []
        self.lost: list[Insertion] = []

    def place(self, one: Insertion) -> None:
        """Give a row its owner and an id, or put it aside."""
        owner = self._owner(one)
        if owner is None or any(above in self._gone for above in owner.values()):
            self.lost.append(one)
            return
        made = PlacedRow(one, one.kind, self._make_id(), {**owner, **one.values})
        self.placed.append(made)
        if one.kind not in NUMBERS:
            self._leads[one.place] = made.id
        self._learn(made)

    def _owner(self, one: Insertion) -> dict[str, Value] | None:
        if one.kind in NUMBERS:
            return self._owner_of_meter(one)
        if one.kind == "household":
            unit = self._unit(one.address)
            return {"unit_id": unit} if unit else None
        if one.kind == "building":
            quarter = self._known.quarter(one.address)
            return {"quarter_id": quarter} if quarter else None
        return {}

    def _owner_of_meter(self, one: Insertion) -> dict[str, Value] | None:
        household = one.parent[1] if one.parent else self._leads.get(one.place)
        if household is not None:
            return {**_HOUSEHOLD_METER, "household_id": household}
        if "household.room_no" in one.address:
            return None  # its household found no place either
        building = self._known.building(one.address)
        return {"building_id": building} if building else None

    def _unit(self, address: Mapping[str, str]) -> str:
        """Return the unit; a building that came with the same workbook gets the units it needs."""
        unit, building = self._known.unit(address), self._known.building(address)
        if unit or building not in self._known.new_buildings:
            return unit
        number = address.get("unit.unit_no", "")
        made = PlacedRow(
            None, "unit", self._make_id(), {"building_id": building, "unit_no": number}
        )
        self.placed.append(made)
        self._known.units[building, number] = made.id
        return made.id

    def _learn(self, made: PlacedRow) -> None:
        record = made.record
        if made.kind == "quarter":
            for name in ("name", "quarter_code"):
                if record.get(name):
                    self._known.quarters.setdefault(str(record[name]), made.id)
        elif made.kind == "building":
            place = (str(record["quarter_id"]), str(record.get("building_no") or ""))
            self._known.buildings.setdefault(place, made.id)
            self._known.new_buildings.add(made.id)
