"""A street with two quarters whose workbooks come back edited, without a file in between."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from desktop.exchange.workbook import read_workbook
from desktop.services.district import District
from desktop.services.district_plan import planned_merge
from desktop.services.editing import Editing
from desktop.services.questions import Questions
from desktop.storage.journal import Journal
from tests.support.small_office import Office
from tests.support.workbooks import Cells, cells_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.domain.values import Record
    from desktop.services.planned_merge import PlannedMerge
    from desktop.storage.ledger import Ledger

HOUSEHOLDS = "住户"


class NoBackups:
    """Makes no copy: these tests are about what is merged."""

    def automatic(self, reason: str) -> None:
        """Do nothing."""

    @contextmanager
    def beside(self, reason: str) -> Iterator[None]:
        """Do nothing but the block."""
        del reason
        yield


class Street:
    """One ledger with what a merge needs of its services."""

    def __init__(self, office: Office, ledger: Ledger) -> None:
        self.ledger, self.clock, self.folder = ledger, office.clock, office.folder
        backups: Any = NoBackups()
        self.district = District(ledger, office.clock, office.ids, backups, list)
        self.questions = Questions(ledger, office.clock, office.ids)
        self.editing = Editing(ledger, office.clock)
        self.journal = Journal(ledger)
        self._exports = 0
        self._given: tuple[int, Cells] | None = None

    def settle(self) -> None:
        """Add two quarters, three buildings, twelve households, each with a water meter."""
        with self.ledger.unit_of_work("fill") as work:
            number = 0
            for code, name, buildings in (("Q1", "翠湖小区", ("1", "2")), ("Q2", "东园", ("7",))):
                quarter = work.insert("quarter", [{"name": name, "quarter_code": code}])[0]
                for building_no in buildings:
                    owner: Record = {"quarter_id": quarter, "building_no": building_no}
                    building = work.insert("building", [owner])[0]
                    unit = work.insert("unit", [{"building_id": building, "unit_no": "1"}])[0]
                    for floor in range(1, 5):
                        number += 1
                        household = work.insert(
                            "household",
                            [
                                {
                                    "unit_id": unit,
                                    "floor": floor,
                                    "room_no": f"{floor}01",
                                    "owner_name": f"住户{chr(0x7532 + number)}",
                                    "phone": f"138000000{number:02d}",
                                }
                            ],
                        )[0]
                        meter: Record = {
                            "household_id": household,
                            "body_no": f"00W{number:09d}",
                            "role": 3,
                            "state": 1,
                        }
                        work.insert("water_meter", [meter])

    def out(self, quarters: tuple[str, ...] = ()) -> Cells:
        """Export and return what is in the workbook.

        Before anything has changed, the export that the street was made with will do.
        """
        if self._given and not quarters and self._given[0] == self.journal.length():
            return self.first()
        self._exports += 1
        path: Path = self.folder / f"out-{self._exports}.xlsx"
        self.district.export(path, quarter_codes=quarters)
        return cells_of(path)

    def plan(self, cells: Cells) -> PlannedMerge:
        """Plan the merge of a workbook that holds ``cells``."""
        return planned_merge(
            self.ledger, read_workbook(cells), digest_of(cells), self.clock.today()
        )

    def merge(self, cells: Cells, decisions: Any = "leave", **more: Any) -> dict[str, Any]:
        """Merge a workbook that holds ``cells``."""
        return self.district.apply(self.plan(cells), decisions=decisions, **more)

    def household(self, room: str, building: str = "1") -> str:
        """Return the id of a household of a building."""
        return str(
            self._one(
                "SELECT h.id FROM household h JOIN building b ON b.id = h.building_id "
                "WHERE h.room_no = ? AND b.building_no = ? AND h.deleted = 0",
                (room, building),
            )
        )

    def meter(self, room: str, building: str = "1") -> str:
        """Return the id of a household's water meter."""
        return str(
            self._one(
                "SELECT id FROM water_meter WHERE household_id = ? AND deleted = 0",
                (self.household(room, building),),
            )
        )

    def value(self, kind: str, one: str, field: str) -> Any:
        """Return what the ledger says."""
        return self._one(f"SELECT {field} FROM {kind} WHERE id = ?", (one,))

    def count(self, kind: str) -> int:
        """Return how many records of a kind there are."""
        return int(self._one(f"SELECT count(*) FROM {kind} WHERE deleted = 0", ()))

    def content(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return every record that a workbook can change, by kind."""
        with self.ledger.reader() as connection:
            return {
                kind: [
                    tuple(row)
                    for row in connection.exec_driver_sql(f"SELECT * FROM {kind} ORDER BY id")
                ]
                for kind in (
                    "quarter", "building", "unit", "household", "water_meter", "electricity_meter",
                )
            }  # fmt: skip

    def _one(self, statement: str, values: tuple[Any, ...]) -> Any:
        with self.ledger.reader() as connection:
            return connection.exec_driver_sql(statement, values).scalar()

    def first(self) -> Cells:
        """Return the content of the export that the street came with, whatever happened since."""
        assert self._given is not None
        return {name: [list(row) for row in rows] for name, rows in self._given[1].items()}

    def given(self, cells: Cells) -> None:
        """Remember the content of the export that was made last."""
        self._given = (self.journal.length(), cells)


def street_in(office: Office) -> Street:
    """Return a new street with its households."""
    street = Street(office, office.create())
    street.settle()
    return street


@pytest.fixture(scope="session")
def street_made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Cells]:
    """A folder with a street and its first export, to be copied."""
    office = Office(tmp_path_factory.mktemp("street"))
    street = street_in(office)
    cells = street.out()
    street.ledger.close()
    return office.folder, cells


@pytest.fixture
def street(street_made: tuple[Path, Cells], tmp_path: Path) -> Iterator[Street]:
    """A street of its own for one test, copied with its first export."""
    folder, cells = street_made
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    office = Office(tmp_path)
    street = Street(office, office.open())
    street.given(cells)
    yield street
    street.ledger.abandon()


def digest_of(cells: Cells) -> str:
    """Return what stands for the SHA-256 of the file."""
    return sha256(repr(cells).encode()).hexdigest()


def row_of(cells: Cells, room: str, building: str = "1", sheet: str = HOUSEHOLDS) -> int:
    """Return the index of a household's row."""
    keys = cells[sheet][0]
    room_at, building_at = keys.index("household.room_no"), keys.index("building.building_no")
    return next(
        index
        for index, row in enumerate(cells[sheet])
        if index > 1 and (row[room_at], row[building_at]) == (room, building)
    )


def typed(cells: Cells, *edits: tuple[str, str, object], building: str = "1") -> Cells:
    """Return a copy of ``cells`` in which (room, column key, cell) of households is typed over."""
    copy = {name: [list(row) for row in rows] for name, rows in cells.items()}
    for room, key, value in edits:
        index = row_of(cells, room, building)
        copy[HOUSEHOLDS][index][cells[HOUSEHOLDS][0].index(key)] = value
    return copy


def new_row(cells: Cells, sheet: str = HOUSEHOLDS, **values: object) -> Cells:
    """Return a copy of ``cells`` with a row without ticket; ``__`` in a name stands for the dot."""
    copy = {name: [list(row) for row in rows] for name, rows in cells.items()}
    keys = copy[sheet][0]
    row: list[object] = [""] * len(keys)
    for name, value in values.items():
        row[keys.index(name.replace("__", "."))] = value
    copy[sheet].append(row)
    return copy


def without(cells: Cells, *rooms: str, building: str = "1") -> Cells:
    """Return a copy of ``cells`` without the rows of some households."""
    gone = {row_of(cells, room, building) for room in rooms}
    copy = {name: [list(row) for row in rows] for name, rows in cells.items()}
    copy[HOUSEHOLDS] = [row for index, row in enumerate(copy[HOUSEHOLDS]) if index not in gone]
    return copy
