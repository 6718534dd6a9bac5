"""Hands on the pages of the project: clicks and keys on what a person sees, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QScrollArea

from tests.support.real_window import idle

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton, QTabWidget, QWidget
    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window.window import MainWindow
    from desktop.ui.widgets.field_editor import FieldEditor

LEFT = Qt.MouseButton.LeftButton


class Hands:
    """A clerk before the real window.

    Attributes:
        clicks: presses of buttons, tabs and rows so far.
    """

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot
        self.office: Any = window.desk.office
        self.clicks = 0
        window.resize(1366, 768)
        window.activateWindow()
        self.settle()

    def settle(self) -> None:
        """Wait until everything is stored and shown."""
        for _ in range(2):
            idle(self.window, self.qtbot)
            QApplication.processEvents()
        idle(self.window, self.qtbot)

    def page(self, name: str) -> Any:
        """Go to a page of the rail."""
        found = self.window.show_page(name)
        self.settle()
        return found

    def press(self, button: QAbstractButton) -> None:
        """Click a button that can be seen and pressed."""
        assert button.isVisible(), button.text()
        assert button.isEnabled(), button.text()
        _show(button)
        self.clicks += 1
        QTest.mouseClick(button, LEFT)
        self.settle()

    def tab(self, tabs: QTabWidget, number: int) -> None:
        """Click a tab."""
        bar = tabs.tabBar()
        self.clicks += 1
        QTest.mouseClick(bar, LEFT, pos=bar.tabRect(number).center())
        self.settle()
        assert tabs.currentIndex() == number

    def write(self, line: QWidget, text: str) -> None:
        """Type into a line and leave it with Return."""
        assert isinstance(line, QLineEdit)
        assert line.isVisible(), line.accessibleName()
        assert line.isEnabled(), line.accessibleName()
        line.setFocus()
        line.selectAll()
        _type(line, text)
        QTest.keyClick(line, Qt.Key.Key_Return)
        self.settle()

    def fill(self, line: QWidget, text: str) -> None:
        """Type into a line of a form that has a button of its own."""
        assert isinstance(line, QLineEdit)
        assert line.isVisible(), line.accessibleName()
        line.setFocus()
        line.selectAll()
        _type(line, text)

    def pick(self, box: QWidget, data: object) -> None:
        """Choose an entry of a list by what it stands for."""
        assert isinstance(box, QComboBox)
        number = box.findData(data)
        assert number >= 0, data
        box.setFocus()
        box.setCurrentIndex(number)
        box.activated.emit(number)
        self.settle()

    def answer(self, editor: FieldEditor, raw: str) -> None:
        """Give a field its value the way its widget asks for it."""
        buttons = editor.buttons
        first = editor.inputs()[0]
        if buttons is not None:
            if editor.raw != raw:
                self.press(next(b for b in buttons.buttons if b.property("value") == raw))
        elif isinstance(first, QLineEdit):
            _show(first)
            self.write(first, raw)
        elif isinstance(first, QPlainTextEdit):
            first.setFocus()
            first.selectAll()
            _type(first, raw)
            first.clearFocus()
            self.settle()
        else:
            _show(first)
            self.pick(first, raw)
        assert editor.raw in {raw, f"{raw}.00"}, (editor.field.name, editor.raw, raw)

    def register(self, part: Any, **fields: str) -> str:
        """Add a record to a register, type its fields, and return its id."""
        self.press(part.add_button)
        for name, raw in fields.items():
            self.answer(part.editor(name), raw)
        chosen = part.chosen
        assert chosen is not None
        return str(chosen["id"])


def _type(target: QWidget, text: str) -> None:
    """Type by keys what keys have, the rest as an input method hands it over."""
    if text.isascii():
        QTest.keyClicks(target, text)
        return
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(target, event)


def _show(target: QWidget) -> None:
    parent = target.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea) and parent.widget() is not None:
            parent.ensureWidgetVisible(target, 0, 8)
        parent = parent.parentWidget()
    QApplication.processEvents()
