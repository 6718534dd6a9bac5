"""Writes what a merge has settled: fields, new rows, deletions, in one transaction."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from desktop.domain.sheet_rows import SheetProblem
from desktop.storage.queries.addresses import address_index

if TYPE_CHECKING:
    from desktop.domain.merge_plan import Insertion, Place
    from desktop.domain.merge_resolution import Resolution
    from desktop.domain.rows import AddressIndex
    from desktop.domain.values import Value
    from desktop.kernel.identity import IdFactory
    from desktop.storage.unit_of_work import UnitOfWork

_METERS = ("water_meter", "electricity_meter")
_HOUSEHOLD_METER: dict[str, Value] = {"role": 3, "state": 1}


def apply_resolution(
    work: UnitOfWork,
    resolution: Resolution,
    make_id: IdFactory,
    problems: list[SheetProblem],
) -> int:
    """Write ``resolution`` and return how many records were inserted.

    A new row whose place is not known is not inserted but added to ``problems``.
    """
    updates: dict[str, dict[str, dict[str, Value]]] = defaultdict(lambda: defaultdict(dict))
    for update in resolution.updates:
        updates[update.kind][update.id][update.field] = update.theirs
    for kind, rows in updates.items():
        work.update_many(kind, rows.items())
    for deletion in resolution.deletions:
        work.delete(deletion.kind, deletion.id)
    if not resolution.insertions:
        return 0
    return _Insertions(work, make_id, problems).write(resolution.insertions)


class _Insertions:
    """Finds where each new row belongs and writes it."""

    def __init__(self, work: UnitOfWork, make_id: IdFactory, problems: list[SheetProblem]) -> None:
        self._work = work
        self._make_id = make_id
        self._problems = problems
        self._index: AddressIndex = address_index(work.connection)
        self._rows: dict[Place, str] = {}

    def write(self, insertions: tuple[Insertion, ...]) -> int:
        """Write every row whose place is known and return how many there were."""
        written = 0
        for one in insertions:
            parents = self._parents(one)
            if parents is None:
                self._problems.append(
                    SheetProblem(one.place.sheet, one.place.row, "", "", "sheet-row-place-unknown")
                )
                continue
            record = {**parents, **one.values, "id": self._make_id()}
            self._work.insert(one.kind, [record])
            if one.kind not in _METERS:
                self._rows[one.place] = str(record["id"])
            written += 1
        return written

    def _parents(self, one: Insertion) -> dict[str, Value] | None:
        if one.kind in _METERS:
            owner = one.parent[1] if one.parent else self._rows.get(one.place)
            if owner is not None:
                return {**_HOUSEHOLD_METER, "household_id": owner}
            building = self._building(one)
            return None if building is None else {"building_id": building}
        if one.kind == "household":
            unit = self._unit(one)
            return None if unit is None else {"unit_id": unit}
        if one.kind == "building":
            quarter = self._quarter(one)
            return None if quarter is None else {"quarter_id": quarter}
        return {}

    def _quarter(self, one: Insertion) -> str | None:
        address = one.address
        return self._index.quarters.get(
            address.get("quarter.quarter_code", "")
        ) or self._index.quarters.get(address.get("quarter.name", ""))

    def _building(self, one: Insertion) -> str | None:
        quarter = self._quarter(one)
        number: Any = one.address.get("building.building_no", "")
        return self._index.buildings.get((quarter or "", number))

    def _unit(self, one: Insertion) -> str | None:
        building = self._building(one)
        return self._index.units.get((building or "", one.address.get("unit.unit_no", "")))
