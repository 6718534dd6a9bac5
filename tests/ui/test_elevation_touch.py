"""Fingers on the elevation, as Qt delivers them from a touch screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtTest import QTest

from desktop.ui.pages.elevation_view import ElevationView
from tests.support.doors import block, house

if TYPE_CHECKING:
    from PySide6.QtGui import QPointingDevice
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture(scope="module")
def screen(qapp: QApplication) -> QPointingDevice:
    del qapp
    return QTest.createTouchDevice()


@pytest.fixture
def view(dressed: QApplication, qtbot: QtBot) -> ElevationView:
    made = ElevationView()
    qtbot.addWidget(made)
    made.resize(620, 520)
    made.show()
    made.show_elevation(house(block()))
    return made


def centre(view: ElevationView, place: int) -> QPoint:
    return view.cell(view.elevation.doors[place].id).center().toPoint()


def tap(view: ElevationView, screen: QPointingDevice, point: QPoint) -> None:
    QTest.touchEvent(view, screen).press(0, point).commit()
    QTest.touchEvent(view, screen).release(0, point).commit()


def drag(view: ElevationView, screen: QPointingDevice, start: QPoint, by: QPoint) -> None:
    QTest.touchEvent(view, screen).press(0, start).commit()
    for part in (1, 2, 3, 4):
        QTest.touchEvent(view, screen).move(0, start + by * (part / 4)).commit()
    QTest.touchEvent(view, screen).release(0, start + by).commit()


def pinch(view: ElevationView, screen: QPointingDevice, middle: QPoint, *reach: int) -> None:
    """Hold two fingers so far from ``middle``, one distance after the other."""
    for number, distance in enumerate(reach):
        side, touch = QPoint(distance, 0), QTest.touchEvent(view, screen)
        for finger, point in enumerate((middle - side, middle + side)):
            (touch.move if number else touch.press)(finger, point)
        touch.commit()
    ended = QTest.touchEvent(view, screen)
    ended.release(0, middle - QPoint(reach[-1], 0)).release(1, middle + QPoint(reach[-1], 0))
    ended.commit()


def test_a_tap_chooses_the_door(view: ElevationView, screen: QPointingDevice, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.chosen, timeout=500) as chosen:
        tap(view, screen, centre(view, 7))
    assert chosen.args == [view.elevation.doors[7].id]


def test_two_quick_taps_open_the_door(
    view: ElevationView, screen: QPointingDevice, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(view.opened, timeout=500) as opened:
        for _ in range(2):
            tap(view, screen, centre(view, 3))
    assert opened.args == [view.elevation.doors[3].id]


def test_a_tap_on_a_unit_selects_it_and_further_taps_change_the_selection(
    view: ElevationView, screen: QPointingDevice
) -> None:
    tap(view, screen, QPoint(centre(view, 0).x(), 10))
    assert len(view.selected_ids()) == 12
    tap(view, screen, centre(view, 0))
    assert len(view.selected_ids()) == 11
    assert view.elevation.doors[0].id not in view.selected_ids()


def test_holding_a_finger_on_a_door_selects_it(
    view: ElevationView, screen: QPointingDevice, qtbot: QtBot
) -> None:
    point, target = centre(view, 5), view.elevation.doors[5].id
    QTest.touchEvent(view, screen).press(0, point).commit()
    qtbot.waitUntil(lambda: view.selected_ids() == [target], timeout=2000)
    QTest.touchEvent(view, screen).release(0, point).commit()
    assert view.selected_ids() == [target]
    assert view.current_id == ""


def test_two_fingers_zoom_around_their_middle(view: ElevationView, screen: QPointingDevice) -> None:
    middle = centre(view, 14)
    target = view.door_at(QPointF(middle))
    pinch(view, screen, middle, 40, 48, 56, 62)
    assert view.zoom > 1.2
    assert view.door_at(QPointF(middle)) == target
    assert view.current_id == ""
    larger = view.zoom
    pinch(view, screen, middle, 80, 60, 40)
    assert view.zoom < larger


def test_a_drag_moves_the_zoomed_drawing_and_chooses_nothing(
    view: ElevationView, screen: QPointingDevice
) -> None:
    view.zoom_to(99)
    before = view.cell(view.elevation.doors[0].id)
    drag(view, screen, QPoint(300, 300), QPoint(-80, -60))
    after = view.cell(view.elevation.doors[0].id)
    assert after.left() == pytest.approx(before.left() - 80, abs=1)
    assert after.top() == pytest.approx(before.top() - 60, abs=1)
    assert view.current_id == ""
    assert not view.selected_ids()


def test_a_drag_over_a_building_that_fits_moves_nothing(
    view: ElevationView, screen: QPointingDevice
) -> None:
    before = view.cell(view.elevation.doors[0].id)
    drag(view, screen, QPoint(300, 300), QPoint(-80, -60))
    assert view.cell(view.elevation.doors[0].id) == before
    assert view.current_id == ""


def test_thirty_three_floors_are_walked_by_finger(
    view: ElevationView, screen: QPointingDevice
) -> None:
    view.show_elevation(house(block(units=1, floors=33, wide=8)))
    view.zoom_to(99)
    ground = view.elevation.doors[-1]
    for _ in range(60):
        if view.body().contains(view.cell(ground.id).center()):
            break
        drag(view, screen, QPoint(400, 400), QPoint(-200, -200))
    tap(view, screen, view.cell(ground.id).center().toPoint())
    assert view.current_id == ground.id
