"""Buildings whose doors are generated instead of typed or imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.addresses import building_no
from desktop.domain.grid import generate
from desktop.kernel.errors import InputError, RefusedError
from desktop.storage.queries.addresses import address_index

if TYPE_CHECKING:
    from desktop.domain.changes import Changes
    from desktop.domain.grid import Grid, GridDoor
    from desktop.domain.values import Record
    from desktop.kernel.identity import IdFactory
    from desktop.storage.ledger import Ledger
    from desktop.storage.unit_of_work import UnitOfWork


class Grids:
    """Makes a building with its units and doors from floors × doors, as one operation."""

    def __init__(self, ledger: Ledger, make_id: IdFactory) -> None:
        self._ledger = ledger
        self._make_id = make_id

    def preview(self, grid: Grid) -> list[GridDoor]:
        """Return the doors that ``grid`` means.

        Raises:
            InputError: the plan has no door, too many, or numbers two doors alike.
        """
        try:
            return generate(grid)
        except ValueError as problem:
            raise InputError("grid-impossible") from problem

    def build(self, quarter_id: str, number: str, grid: Grid) -> Changes:
        """Add the building ``number`` to a quarter with every door of ``grid``.

        Args:
            quarter_id: the quarter.
            number: as people write it: 3, 3栋, 三号楼.
            grid: floors, doors, units, numbering, exceptions, shops.

        Raises:
            InputError: the plan is impossible, or the building number cannot be read.
            RefusedError: the quarter has this building already; or the operator may only read.
        """
        doors = self.preview(grid)
        canonical = building_no(number)
        if not canonical:
            raise InputError("grid-building-missing")
        with self._ledger.unit_of_work("build-grid") as work:
            if (quarter_id, canonical) in address_index(work.connection).buildings:
                raise RefusedError("grid-building-exists", building=canonical)
            self._write(work, quarter_id, canonical, grid, doors)
        return work.changes

    def _write(
        self, work: UnitOfWork, quarter_id: str, number: str, grid: Grid, doors: list[GridDoor]
    ) -> None:
        names = list(dict.fromkeys(door.unit_no for door in doors))
        building: Record = {
            "quarter_id": quarter_id,
            "building_no": number,
            "n_floor_up": grid.floors,
            "n_floor_down": grid.basements,
            "n_unit": len(grid.units),
            "n_household": len(doors),
        }
        building_id = work.insert("building", [building])[0]
        rows: list[Record] = [
            {
                "building_id": building_id,
                "unit_no": name,
                "n_floor": grid.floors,
                "per_floor": grid.doors,
            }
            for name in names
        ]
        units = dict(zip(names, work.insert("unit", rows), strict=True))
        households: list[Record] = [
            {
                "unit_id": units[door.unit_no],
                "floor": door.floor,
                "room_no": door.room_no,
                "use_kind": door.use_kind,
            }
            for door in doors
        ]
        work.insert("household", households)
