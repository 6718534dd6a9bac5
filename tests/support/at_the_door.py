"""A surveyor before the real window: every key, tap and scan goes through the widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget

from desktop.domain.rows import Scope
from tests.support.real_window import idle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.domain.grid import Grid
    from desktop.ui.main_window.window import MainWindow
    from desktop.ui.pages.visit_card import VisitCard

NAMED = {
    "=": Qt.Key.Key_Equal,
    "enter": Qt.Key.Key_Return,
    "back": Qt.Key.Key_Backspace,
    "esc": Qt.Key.Key_Escape,
    "up": Qt.Key.Key_Up,
    "space": Qt.Key.Key_Space,
    ".": Qt.Key.Key_Period,
}


class Surveyor:
    """Hands on the survey page of a building that nobody has visited.

    Attributes:
        strokes: keys pressed so far; taps counts fingers.
        doors: ``unit-room`` → household id.
    """

    def __init__(self, window: MainWindow, qtbot: QtBot, grid: Grid) -> None:
        self.window, self._qtbot = window, qtbot
        self.office: Any = window.desk.office
        self.strokes = self.taps = 0
        quarter = self.office.reading.quarters()[0].id
        self.office.grids.build(quarter, "99", grid)
        building = next(b for b in self.office.reading.buildings(quarter) if b.building_no == "99")
        rows = self.office.reading.doors(Scope(quarter, building.id))
        self.doors = {f"{row.unit_no}-{row.room_no}": row.id for row in rows}
        self._names = {one: name for name, one in self.doors.items()}
        window.resize(1366, 768)
        page: Any = window.show_page("survey")
        self.page = page
        window.desk.choose(quarter, building.id)
        window.activateWindow()
        self.wait()
        self.card: VisitCard = page.card
        self.card.hands.queue.bounce = 0  # these hands never tremble
        self.card.setFocus()
        self._finger: Any = None

    @property
    def door(self) -> str:
        """``unit-room`` of the card."""
        return self._names[self.card.household_id]

    def wait(self) -> None:
        """Until everything is stored and shown."""
        idle(self.window, self._qtbot)
        QApplication.processEvents()
        idle(self.window, self._qtbot)

    def stand_at(self, door: str) -> None:
        """Choose a door in the drawing."""
        self.page.view.choose(self.doors[door])
        self.wait()
        self.card.setFocus()

    def press(self, *keys: str) -> None:
        """Press keys one by one, where the keyboard is."""
        for key in keys:
            self.strokes += 1
            target = self.window.focusWidget()
            assert target is not None
            QTest.keyClick(target, NAMED[key] if key in NAMED else Qt.Key(ord(key)))
        self.wait()

    def scan(self, number: str) -> None:
        """Hold a bar code before the scanner."""
        self.card.scanned(number)
        self.wait()

    def tap(self, target: QWidget) -> None:
        """Touch a control with a finger where it is seen, bringing it into view first."""
        self.taps += 1
        assert target.isVisible(), target.accessibleName()
        assert min(target.width(), target.height()) >= 44, target.accessibleName()
        for _ in range(2):  # what was answered last may still be finding its place
            _show(target)
            QApplication.processEvents()
        top = self.window.windowHandle()
        if self._finger is None:
            self._finger = QTest.createTouchDevice()
        assert isinstance(self._finger, QPointingDevice)
        place = target.mapTo(self.window, target.rect().center())
        QTest.touchEvent(top, self._finger).press(0, place).commit()
        QTest.touchEvent(top, self._finger).release(0, place).commit()
        self.wait()

    def button(self, text: str, near: QWidget | None = None) -> QAbstractButton:
        """Return the visible button that says ``text``."""
        buttons: list[Any] = list((near or self.card).findChildren(QAbstractButton))
        found: QAbstractButton = next(b for b in buttons if b.isVisible() and b.text() == text)
        return found

    def recorded(self, door: str) -> tuple[Any, ...]:
        """Return visit, metering, positions and consents as the ledger has them."""
        card = self.office.reading.card(self.doors[door])
        places = [
            next((meter["position"] for meter in meters), None)
            for meters in (card.water_meters, card.electricity_meters)
        ]
        names = ("visit_state", "w_state", "e_state", "consent_w", "consent_e")
        return (*(card.household[name] for name in names), *places)


def _show(target: QWidget) -> None:
    parent = target.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(target, 0, 0)
        parent = parent.parentWidget()
