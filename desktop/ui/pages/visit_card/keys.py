"""Which key means what on the card; text fields keep theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QTextEdit

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

AS_NEIGHBOUR, NEXT, BACK, FORWARD = "=", "next", "back", "forward"
UP, DOWN, LIKELY, NUMBER = "up", "down", "likely", "number"

_NAMED = {
    Qt.Key.Key_Equal: AS_NEIGHBOUR,
    Qt.Key.Key_Plus: AS_NEIGHBOUR,  # a number pad has no =
    Qt.Key.Key_Return: NEXT,
    Qt.Key.Key_Enter: NEXT,
    Qt.Key.Key_Backspace: BACK,
    Qt.Key.Key_Left: BACK,
    Qt.Key.Key_Right: FORWARD,
    Qt.Key.Key_Up: UP,
    Qt.Key.Key_Down: DOWN,
    Qt.Key.Key_Space: LIKELY,
    Qt.Key.Key_Period: NUMBER,
}
_CHORD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


def key_of(event: QKeyEvent) -> str:
    """Return the digit or what the key is called here; empty for keys that mean nothing."""
    if event.modifiers() & _CHORD:
        return ""
    if Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9:
        return chr(event.key())
    return _NAMED.get(Qt.Key(event.key()), "")


def takes_text(widget: QWidget | None) -> bool:
    """Return whether keys typed there are text and no answers."""
    return isinstance(widget, (QLineEdit, QPlainTextEdit, QTextEdit, QComboBox))
