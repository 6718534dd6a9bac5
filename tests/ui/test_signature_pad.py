"""Signing on the screen: pen and finger draw, mouse and palm do not, and it lands encrypted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QInputDevice, QPainter, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.documents.ink import parse_ink
from desktop.domain.rows import Scope
from desktop.ui.dialogs.ink import InkDialog
from desktop.ui.widgets.signature_pad import INK, SignaturePad
from tests.support.real_window import idle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window.window import MainWindow

NONE = Qt.MouseButton.NoButton
LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier
TABLET = (QEvent.Type.TabletPress, QEvent.Type.TabletMove, QEvent.Type.TabletRelease)


def stylus(kind: QPointingDevice.PointerType) -> QPointingDevice:
    return QPointingDevice(
        "pen",
        1,
        QInputDevice.DeviceType.Stylus,
        kind,
        QInputDevice.Capability.Position | QInputDevice.Capability.Pressure,
        1,
        2,
    )


PEN = stylus(QPointingDevice.PointerType.Pen)
RUBBER = stylus(QPointingDevice.PointerType.Eraser)


def pen(
    pad: SignaturePad, *points: tuple[float, float, float], tool: QPointingDevice = PEN
) -> None:
    """Draw one stroke: (x, y, pressure)."""
    whole = [points[0], *points, points[-1]]
    for number, (x, y, pressure) in enumerate(whole):
        kind = TABLET[0 if number == 0 else 2 if number == len(whole) - 1 else 1]
        at = QPointF(x, y)
        event = QTabletEvent(
            kind, tool, at, at, pressure, 0.0, 0.0, 0.0, 0.0, 0.0, PLAIN, LEFT, LEFT
        )
        QApplication.sendEvent(pad, event)


def wave(pad: SignaturePad, left: float = 60.0) -> None:
    """A stroke as long as a name."""
    pen(pad, *((left + n * 6, 60 + (n % 6) * 9, 0.2 + n / 60) for n in range(40)))


@pytest.fixture
def pad(dressed: QApplication, qtbot: QtBot) -> SignaturePad:
    made = SignaturePad()
    made.resize(600, 240)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_pen_leaves_strokes_with_pressure_and_time(pad: SignaturePad) -> None:
    pen(pad, (50, 50, 0.1), (90, 70, 0.9), (120, 60, 0.4))
    pen(pad, (50, 120, 0.5), (200, 130, 0.5))
    ink = pad.ink()
    assert [len(stroke) for stroke in ink.strokes] == [3, 2]
    assert [point.pressure for point in ink.strokes[0]] == [0.1, 0.9, 0.4]
    assert [(point.x, point.y) for point in ink.strokes[0]] == [(50, 50), (90, 70), (120, 60)]
    times = [point.time for stroke in ink.strokes for point in stroke]
    assert times == sorted(times)
    assert times[0] == 0
    assert parse_ink(ink.to_json().encode()) == ink


def test_a_firm_stroke_is_drawn_thicker(pad: SignaturePad) -> None:
    pen(pad, *((50.0 + n, 60.0, 0.05) for n in range(0, 200, 4)))
    pen(pad, *((50.0 + n, 140.0, 1.0) for n in range(0, 200, 4)))
    image = QImage(pad.size(), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    pad.render(painter, QPoint())
    painter.end()

    def dark(middle: int) -> int:
        column = (image.pixelColor(150, middle + dy) for dy in range(-8, 9))
        return sum(colour.lightness() < 128 for colour in column)

    assert 0 < dark(60) < dark(140)
    assert image.pixelColor(150, 140).blue() > image.pixelColor(150, 140).red()
    assert INK.blue() > INK.red()


def test_a_finger_signs_and_a_second_finger_changes_nothing(pad: SignaturePad) -> None:
    screen = QTest.createTouchDevice()
    touch = QTest.touchEvent(pad, screen)
    touch.press(0, QPoint(50, 80), pad).commit()
    for x in range(60, 200, 10):
        QTest.touchEvent(pad, screen).move(0, QPoint(x, 80), pad).commit()
    QTest.touchEvent(pad, screen).stationary(0).press(1, QPoint(400, 200), pad).commit()
    QTest.touchEvent(pad, screen).stationary(0).move(1, QPoint(300, 200), pad).commit()
    QTest.touchEvent(pad, screen).stationary(0).release(1, QPoint(300, 200), pad).commit()
    QTest.touchEvent(pad, screen).move(0, QPoint(220, 80), pad).commit()
    QTest.touchEvent(pad, screen).release(0, QPoint(220, 80), pad).commit()
    (stroke,) = pad.ink().strokes
    assert stroke[0].x == 50
    assert stroke[-1].x == 220
    assert {point.y for point in stroke} == {80}


def test_the_hand_beside_the_pen_is_not_listened_to(pad: SignaturePad) -> None:
    wave(pad)
    screen = QTest.createTouchDevice()
    QTest.touchEvent(pad, screen).press(0, QPoint(300, 200), pad).commit()
    QTest.touchEvent(pad, screen).move(0, QPoint(340, 200), pad).commit()
    QTest.touchEvent(pad, screen).release(0, QPoint(340, 200), pad).commit()
    assert len(pad.ink().strokes) == 1


def test_a_hand_that_came_down_before_the_pen_leaves_nothing(pad: SignaturePad) -> None:
    screen = QTest.createTouchDevice()
    QTest.touchEvent(pad, screen).press(0, QPoint(300, 200), pad).commit()
    QTest.touchEvent(pad, screen).move(0, QPoint(340, 200), pad).commit()
    wave(pad)
    QTest.touchEvent(pad, screen).release(0, QPoint(340, 200), pad).commit()
    (stroke,) = pad.ink().strokes
    assert stroke[0].x == 60


def test_the_mouse_draws_only_on_request(pad: SignaturePad) -> None:
    def drag() -> None:
        QTest.mousePress(pad, LEFT, PLAIN, QPoint(40, 40))
        for x in range(50, 160, 10):
            QTest.mouseMove(pad, QPoint(x, 60))
        QTest.mouseRelease(pad, LEFT, PLAIN, QPoint(160, 60))

    drag()
    assert pad.is_empty
    pad.allow_mouse(True)
    drag()
    assert not pad.is_empty


def test_strokes_are_taken_back_one_by_one_or_all(pad: SignaturePad) -> None:
    heard: list[int] = []
    pad.changed.connect(lambda: heard.append(len(pad.ink().strokes)))
    for left in (20.0, 120.0, 220.0):
        wave(pad, left)
    pad.undo_stroke()
    assert len(pad.ink().strokes) == 2
    pen(pad, (5, 5, 0.5), tool=RUBBER)
    assert len(pad.ink().strokes) == 1
    QTest.keyClick(pad, Qt.Key.Key_Backspace)
    assert pad.is_empty
    wave(pad)
    QTest.keyClick(pad, Qt.Key.Key_Delete)
    assert pad.is_empty
    assert heard[-1] == 0


def test_points_outside_are_held_at_the_edge_and_a_still_pen_adds_none(pad: SignaturePad) -> None:
    pen(pad, (10, 10, 0.5), (-40, 10, 0.5), (10, 999, 0.5), (10, 999, 0.5))
    points = pad.ink().strokes[0]
    assert len(points) == 3
    assert all(0 <= p.x <= pad.width() and 0 <= p.y <= pad.height() for p in points)


def test_a_change_of_size_keeps_what_was_drawn(pad: SignaturePad) -> None:
    wave(pad)
    before = pad.ink()
    pad.resize(700, 300)
    assert pad.ink() == before


def _first_household(window: MainWindow) -> str:
    reading = window.desk.office.reading
    return str(reading.doors(Scope(reading.quarters()[0].id))[0].id)


def test_consent_signed_on_screen_is_kept_with_who_and_when(real: MainWindow, qtbot: QtBot) -> None:
    office, household = real.desk.office, _first_household(real)
    dialog = InkDialog(real.desk, "household", household, "consent", "王秀兰", "同意改造", real)
    dialog.open()
    assert dialog.what.text() == "同意改造"
    assert not dialog.keep.isEnabled()
    pen(dialog.pad, (50, 50, 0.5), (52, 51, 0.5))
    dialog.keep.click()
    assert dialog.isVisible()
    assert dialog.error.text()
    wave(dialog.pad)
    with qtbot.waitSignals([dialog.signed, dialog.accepted]):
        dialog.keep.click()
    record = office.reading.record("household", household)
    assert record["consent_basis"] == 2
    assert record["consented_on"] is not None
    (row,) = office.pictures.of_household(household)
    assert (row.signer, row.subject) == ("王秀兰", "consent")
    stored = json.loads(office.pictures._files.read(office.pictures._found(row.id)[1]))
    assert len(stored["strokes"]) == 2
    office.editing.undo()
    assert office.pictures.of_household(household) == []


def test_without_a_name_nothing_is_kept_and_the_strokes_stay(
    real: MainWindow, qtbot: QtBot
) -> None:
    household = _first_household(real)
    dialog = InkDialog(real.desk, "household", household, "consent", "", "同意改造", real)
    dialog.open()
    wave(dialog.pad)
    dialog.keep.click()
    assert dialog.isVisible()
    assert dialog.focusWidget() is dialog.signer
    assert not dialog.pad.is_empty
    dialog.reject()
    idle(real, qtbot)
    assert real.desk.office.pictures.of_household(household) == []


def test_a_failure_leaves_the_signature_on_the_sheet(real: MainWindow, qtbot: QtBot) -> None:
    dialog = InkDialog(real.desk, "household", "f" * 32, "consent", "王秀兰", "同意改造", real)
    dialog.open()
    wave(dialog.pad)
    dialog.keep.click()
    idle(real, qtbot)
    qtbot.waitUntil(dialog.isEnabled)
    assert dialog.isVisible()
    assert dialog.error.text()
    assert not dialog.pad.is_empty
    dialog.reject()


def test_every_control_has_a_name_and_is_large_enough(real: MainWindow) -> None:
    household = _first_household(real)
    dialog = InkDialog(real.desk, "household", household, "consent", "王秀兰", "同意改造", real)
    dialog.open()
    controls = (dialog.back, dialog.fresh, dialog.keep, dialog.leave, dialog.mouse, dialog.signer)
    assert all(one.accessibleName() and one.height() >= 44 for one in controls)
    assert dialog.pad.accessibleName()
    assert dialog.pad.accessibleDescription()
    dialog.reject()
