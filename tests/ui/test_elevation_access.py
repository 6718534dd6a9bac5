"""What a screen reader is told about the elevation, through Qt's own accessibility tree."""

from __future__ import annotations

import gc
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.pages.elevation_view import ElevationView
from desktop.ui.pages.overview_view import OverviewView
from desktop.ui.viewmodels.overview import tiles
from tests.support.doors import block, house

if TYPE_CHECKING:
    from PySide6.QtGui import QAccessibleInterface
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

_NAME = QAccessible.Text.Name


@pytest.fixture
def window(dressed: QApplication, qtbot: QtBot) -> QWidget:
    made = QWidget()
    QVBoxLayout(made).addWidget(ElevationView())
    qtbot.addWidget(made)
    made.resize(640, 540)
    made.show()
    view_of(made).show_elevation(house(block()))
    return made


def view_of(window: QWidget) -> ElevationView:
    found: Any = window.findChild(ElevationView)
    assert found is not None
    return found  # type: ignore[no-any-return]


def table_of(window: QWidget) -> QAccessibleInterface:
    """Return the elevation as found from the window downwards, as a screen reader goes."""
    top = QAccessible.queryAccessibleInterface(window)
    found = [top.child(n) for n in range(top.childCount())]
    tables = [child for child in found if child.role() == QAccessible.Role.Table]
    assert len(tables) == 1
    return tables[0]


def state(cell: QAccessibleInterface) -> Any:
    """Return its state; PySide6 publishes no types of the parts."""
    return cell.state()


def test_the_building_is_a_table_with_a_cell_per_door(window: QWidget) -> None:
    table = table_of(window)
    assert table.text(_NAME) == "楼栋立面"
    assert table.childCount() == 36
    names = [table.child(n).text(_NAME) for n in range(36)]
    assert names[0].startswith("1栋1单元601 王秀兰：未访")
    assert len(set(names)) == 36
    assert {table.child(n).role() for n in range(36)} == {QAccessible.Role.Cell}
    assert table.child(36) is None


def test_the_door_in_hand_has_the_focus(window: QWidget, qtbot: QtBot) -> None:
    view = view_of(window)
    table = table_of(window)
    assert table.focusChild() is None
    with qtbot.waitActive(window):
        window.activateWindow()
    view.setFocus()
    view.choose(view.elevation.doors[4].id)
    assert table.focusChild().text(_NAME) == table.child(4).text(_NAME)
    assert state(table.child(4)).focused
    assert not state(table.child(5)).focused
    assert table.text(QAccessible.Text.Description) == table.child(4).text(_NAME)


def test_selected_doors_say_so(window: QWidget) -> None:
    view = view_of(window)
    view.select([view.elevation.doors[2].id])
    table = table_of(window)
    assert [n for n in range(36) if state(table.child(n)).selected] == [2]
    assert state(table.child(2)).selectable
    assert "已选 1 户" in table.text(QAccessible.Text.Description)


def test_a_door_is_found_where_it_stands_on_the_screen(window: QWidget) -> None:
    table = table_of(window)
    for place in (0, 17, 35):
        box = table.child(place).rect()
        assert table.rect().contains(box)
        found = table.childAt(box.center().x(), box.center().y())
        assert table.indexOfChild(found) == place
    assert table.child(0).parent().role() == QAccessible.Role.Table


def test_a_changed_door_is_read_as_it_is_now(window: QWidget) -> None:
    view = view_of(window)
    cell = table_of(window).child(0)
    renewed = view.elevation.with_rows([replace(view.elevation.doors[0].row, visit_state=3)], {})
    assert renewed is not None
    view.renew(renewed)
    assert "拒访" in cell.text(_NAME)


def test_a_reader_may_ask_about_a_building_that_is_gone(
    dressed: QApplication, qtbot: QtBot
) -> None:
    made = ElevationView()
    made.show_elevation(house(block()))
    table = QAccessible.queryAccessibleInterface(made)
    cell = table.child(35)
    assert QAccessible.uniqueId(cell)
    made.show_elevation(house(block(units=1)))
    assert not cell.isValid()
    assert cell.text(_NAME) == ""
    assert cell.rect().isEmpty()
    made.deleteLater()
    del made, table
    qtbot.wait(1)
    gc.collect()
    assert not cell.isValid()
    assert state(cell).invalid


def test_the_overview_says_the_building_in_hand(dressed: QApplication, qtbot: QtBot) -> None:
    made = OverviewView()
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show_tiles(tiles([replace(row, visit_state=1) for row in block()]))
    found = QAccessible.queryAccessibleInterface(made.board)
    assert found.text(QAccessible.Text.Description) == "1栋：36 户中已完成 36 户，拒访 0 户"
