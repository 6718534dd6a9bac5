from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from desktop.domain.table_columns import DEFAULT
from desktop.ui.itemmodels.households import PAGE, HouseholdTable
from desktop.ui.itemmodels.places import PROGRESS, PlaceTree
from desktop.ui.itemmodels.records import Column, RecordTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QApplication

    from desktop.domain.table_columns import TableRow
    from desktop.ui.itemmodels.places import Deliver
    from tests.support.fake_office import FakeOffice

KEYS = tuple(key for key in DEFAULT if not key.startswith("verdict"))
ROLES = [int(role) for role in Qt.ItemDataRole][:20]


def _table(office: FakeOffice) -> HouseholdTable:
    model = HouseholdTable(office.tables.rows, KEYS)
    model.show_numbers(array("q", range(1, 325)))
    return model


def test_a_table_reads_only_the_page_that_is_painted(
    dressed: QApplication, office: FakeOffice
) -> None:
    del dressed
    model = _table(office)
    assert model.rowCount() == 324
    assert office.tables.fetches == 0
    for row in range(40):
        for column in range(model.columnCount()):
            model.index(row, column).data()
    assert office.tables.fetches == 1
    model.index(PAGE, 1).data()
    assert office.tables.fetches == 2


def test_a_changed_ledger_is_read_again_when_painted(
    dressed: QApplication, office: FakeOffice
) -> None:
    del dressed
    model = _table(office)
    before = model.index(0, 2).data()
    office.editing.set_field("household", f"{1:032x}", "owner_name", "改名")
    assert model.index(0, 2).data() == before
    model.refresh()
    assert model.index(0, 2).data() == "改名"


def test_the_same_numbers_keep_the_selection(dressed: QApplication, office: FakeOffice) -> None:
    del dressed
    model = _table(office)
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    model.show_numbers(array("q", range(1, 325)))
    assert resets == []
    model.show_numbers(array("q", range(1, 100)))
    assert resets == [1]


@pytest.mark.expects_log("household page")
def test_a_page_that_cannot_be_read_is_painted_as_dots(dressed: QApplication) -> None:
    del dressed

    def broken(_: Sequence[int], __: Sequence[str]) -> list[TableRow]:
        raise OSError

    model = HouseholdTable(broken, KEYS)
    model.show_numbers(array("q", range(10)))
    for role in ROLES:
        for column in range(model.columnCount()):
            model.index(3, column).data(role)
    assert model.index(3, 1).data() == "…"


@pytest.mark.expects_log("record cell")
def test_a_record_that_cannot_be_shown_does_not_raise(dressed: QApplication) -> None:
    del dressed
    model: RecordTable[int] = RecordTable([Column("x", lambda value: 1 // value)])
    model.show_records([0, 1])
    assert model.index(0, 0).data() is None
    assert model.index(1, 0).data() == "1"


def test_the_tree_reads_buildings_when_a_quarter_is_opened(
    dressed: QApplication, office: FakeOffice
) -> None:
    del dressed
    asked: list[str] = []

    waiting: list[Deliver] = []

    def buildings(quarter_id: str, deliver: Deliver) -> None:
        asked.append(quarter_id)
        waiting.append(deliver)

    model = PlaceTree(buildings)
    model.show_quarters(office.reading.quarters())
    assert model.rowCount() == 3
    assert asked == []
    quarter = model.index(0, 0)
    assert model.hasChildren(quarter)
    assert model.canFetchMore(quarter)
    model.fetchMore(quarter)
    model.fetchMore(quarter)
    assert model.rowCount(quarter) == 0
    waiting[0](office.reading.buildings(asked[0]))
    assert model.rowCount(quarter) == 3
    building = model.index(1, 0, quarter)
    assert building.data() == "2栋"
    assert building.data(PROGRESS).households == 36
    assert model.parent(building) == quarter
    assert len(asked) == 1


def test_the_tree_follows_progress_without_closing(
    dressed: QApplication, office: FakeOffice
) -> None:
    del dressed
    model = PlaceTree(lambda quarter, deliver: deliver(office.reading.buildings(quarter)))
    model.show_quarters(office.reading.quarters())
    model.fetchMore(model.index(2, 0))
    building = model.index(2, 0, model.index(2, 0))
    before = building.data(PROGRESS).visited
    last = max(office.books.records["household"])
    office.editing.set_field("household", last, "visit_state", "1")
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    model.show_quarters(office.reading.quarters())
    assert building.data(PROGRESS).visited == before + 1
    assert resets == []
