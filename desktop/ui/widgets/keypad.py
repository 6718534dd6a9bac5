"""Digits for the finger: PIN fields and a keypad that types into the one in hand."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QRegularExpression, Qt
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

from desktop.domain.pin import LONGEST
from desktop.ui.shell.language import tr
from desktop.ui.shell.theme import current

_TALL = ("123", "456", "789", "C0⌫")
_FLAT = ("123456", "7890C⌫")
_LARGE = 150


def pin_line(name: str) -> QLineEdit:
    """Return a field that takes a PIN and shows none."""
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setAccessibleName(name)
    line.setMaxLength(LONGEST)
    line.setValidator(QRegularExpressionValidator(QRegularExpression(r"[0-9]*"), line))
    line.setMinimumHeight(44)
    return line


class Keypad(QWidget):
    """Twelve large keys.

    Attributes:
        keys: what stands on a key → the key.
        line: the field that is typed into: the one that had the focus last.
    """

    def __init__(self, *lines: QLineEdit) -> None:
        super().__init__()
        self.line = lines[0]
        self.keys: dict[str, QPushButton] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        # Large type leaves no height for four rows: two long ones then.
        rows = _FLAT if current().scale > _LARGE else _TALL
        names = {"C": tr("Clear"), "⌫": tr("Delete the last digit")}
        for row, signs in enumerate(rows):
            for column, sign in enumerate(signs):
                grid.addWidget(self._key(sign, names.get(sign, sign)), row, column)
        for line in lines:
            line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the focus from field to field."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QLineEdit):
            self.line = watched
        return super().eventFilter(watched, event)

    def _key(self, sign: str, name: str) -> QPushButton:
        made = QPushButton(sign)
        made.setAccessibleName(name)
        made.setToolTip(name if name != sign else "")
        made.setProperty("keypad", True)
        # The keyboard types into the field itself; the keypad is for fingers and for Tab.
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setAutoDefault(False)
        made.clicked.connect(partial(self._press, sign))
        self.keys[sign] = made
        return made

    def _press(self, sign: str) -> None:
        if sign == "C":
            self.line.clear()
        elif sign == "⌫":
            self.line.backspace()
        else:
            self.line.insert(sign)
