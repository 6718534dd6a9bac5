"""The quarter at a glance: where buildings stand, what is drawn again, how one is opened."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.domain.verdict import Outcome
from desktop.ui.pages.overview_view import OverviewView
from desktop.ui.viewmodels.door import Mark
from desktop.ui.viewmodels.overview import Tile, lay_out, tiles
from tests.support.doors import block

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def quarter(buildings: int, floors: int = 6) -> list[Tile]:
    """Return buildings 1, 2, … of three units, given in the order of a text sort."""
    rows = [
        replace(row, id=f"{n:04x}{row.id[4:]}", building_id=f"b{n}", building_no=str(n))
        for n in sorted(range(1, buildings + 1), key=str)
        for row in block(units=3, floors=floors)
    ]
    return tiles(rows)


@pytest.fixture
def view(dressed: QApplication, qtbot: QtBot) -> OverviewView:
    made = OverviewView()
    qtbot.addWidget(made)
    made.resize(760, 560)
    made.show()
    made.show_tiles(quarter(12))
    return made


def drawn_out(view: OverviewView, qtbot: QtBot) -> None:
    """Wait until every building in view is drawn."""

    def done() -> bool:
        before = view.board.drawn
        view.grab()
        return view.board.drawn == before

    qtbot.waitUntil(done)


def test_buildings_stand_in_the_order_of_their_numbers_and_do_not_overlap(
    view: OverviewView,
) -> None:
    board = view.board
    assert [tile.name for tile in board.tiles] == [str(n) for n in range(1, 13)]
    spots = [board.spot(n) for n in range(12)]
    for n, spot in enumerate(spots):
        assert board.rect().contains(spot)
        assert not any(spot.intersects(other) for other in spots[n + 1 :])


@pytest.mark.parametrize(("buildings", "floors"), [(1, 6), (12, 6), (60, 18), (200, 33)])
def test_cells_are_as_large_as_the_quarter_allows(buildings: int, floors: int) -> None:
    found = quarter(buildings, floors)
    layout = lay_out(found, 760, 560, 18)
    assert min(layout.cell) >= 3
    if layout.cell != (3, 3):
        assert layout.height <= 560
    few = lay_out(found[:1], 760, 560, 18)
    assert few.cell >= layout.cell


def test_one_change_draws_one_building_again(view: OverviewView, qtbot: QtBot) -> None:
    drawn_out(view, qtbot)
    board, before = view.board, view.board.drawn
    image = view.grab().toImage()
    tile = board.tiles[4]
    tile.visits[0] = 3
    assert tile.judge({})
    view.renew(tile.id)
    after = view.grab().toImage()
    assert board.drawn == before + 1
    spot = board.spot(4)
    assert image.copy(spot) != after.copy(spot)
    assert image.copy(board.spot(5)) == after.copy(board.spot(5))


def test_verdicts_arrive_after_visits_and_say_whether_they_changed_anything() -> None:
    (tile,) = quarter(1)
    first = tile.ids[0]
    known = [tile.judged]
    assert tile.judge({(first, "water"): Outcome.NOT_MET})
    known.append(tile.judged)
    assert known == [False, True]
    assert (tile.water[0], tile.power[0]) == (Mark.NOT_MET, Mark.MET)
    assert not tile.judge({(first, "water"): Outcome.NOT_MET})


def test_visits_of_a_strange_door_are_refused() -> None:
    (tile,) = quarter(1)
    row = next(row for row in block(units=3))
    assert not tile.visit([replace(row, id="f" * 32)])
    assert tile.visit([replace(row, id=tile.ids[0], visit_state=3)])
    assert (tile.refused, tile.done) == (1, 1)


def test_a_click_opens_a_building_and_a_drag_does_not(view: OverviewView, qtbot: QtBot) -> None:
    board = view.board
    centre = board.spot(3).center()
    opened: list[str] = []
    board.opened.connect(opened.append)
    QTest.mousePress(board, _LEFT, _NONE, centre)
    QTest.mouseRelease(board, _LEFT, _NONE, centre + QPoint(0, 40))
    assert opened == []
    QTest.mouseClick(board, _LEFT, _NONE, centre)
    assert opened == [board.tiles[3].id]


def test_arrows_walk_over_the_buildings_and_enter_opens(view: OverviewView, qtbot: QtBot) -> None:
    board = view.board
    QTest.keyClick(board, Qt.Key.Key_Right)
    assert board.current == 1
    QTest.keyClick(board, Qt.Key.Key_Down)
    below = board.current
    assert board.spot(below).top() > board.spot(1).top()
    QTest.keyClick(board, Qt.Key.Key_Up)
    assert board.spot(board.current).top() == board.spot(1).top()
    QTest.keyClick(board, Qt.Key.Key_Home)
    QTest.keyClick(board, Qt.Key.Key_Left)
    assert board.current == 0
    QTest.keyClick(board, Qt.Key.Key_End)
    with qtbot.waitSignal(board.opened, timeout=500) as opened:
        QTest.keyClick(board, Qt.Key.Key_Return)
    assert opened.args == ["b12"]


def test_a_quarter_too_large_for_the_screen_is_scrolled_by_the_keyboard(
    view: OverviewView, qtbot: QtBot
) -> None:
    view.show_tiles(quarter(200, 33))
    board = view.board
    assert board.height() > view.viewport().height()
    QTest.keyClick(board, Qt.Key.Key_End)
    seen = view.viewport().rect()
    assert seen.contains(board.mapTo(view.viewport(), board.spot(199).center()))
    drawn_out(view, qtbot)
    assert 0 < board.drawn < 200  # what nobody sees is not drawn


def test_a_quarter_without_buildings_is_no_failure(view: OverviewView) -> None:
    view.show_tiles([])
    view.grab()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_End):
        QTest.keyClick(view.board, key)
    assert view.board.accessibleDescription() == ""
