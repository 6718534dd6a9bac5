"""Small building blocks: labels with a role in the look, panels, rules, empty states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Callable


def label(text: str, role: str = "", *, wrap: bool = False) -> QLabel:
    """Return a label; ``role`` names its look in the style sheet."""
    made = QLabel(text)
    made.setObjectName(role)
    made.setWordWrap(wrap)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if wrap:
        made.setMinimumWidth(0)
    return made


def button(text: str, pressed: Callable[[], object], *, main: bool = False) -> QPushButton:
    """Return a push button that calls ``pressed``."""
    made = QPushButton(text)
    made.setProperty("main", main)
    made.setAccessibleName(text)
    made.clicked.connect(lambda *_: pressed())
    return made


def column(*widgets: QWidget, spacing: int = 8, margin: int = 0) -> QVBoxLayout:
    """Return the widgets under each other."""
    layout = QVBoxLayout()
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(spacing)
    for widget in widgets:
        layout.addWidget(widget)
    return layout


def row(*widgets: QWidget, spacing: int = 8, stretch: bool = True) -> QHBoxLayout:
    """Return the widgets side by side, the rest of the width left free."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for widget in widgets:
        layout.addWidget(widget)
    if stretch:
        layout.addStretch(1)
    return layout


def panel(*widgets: QWidget, margin: int = 12) -> QFrame:
    """Return a framed panel with the widgets under each other."""
    frame = QFrame()
    frame.setObjectName("panel")
    frame.setLayout(column(*widgets, margin=margin))
    return frame


def clear(layout: QBoxLayout) -> None:
    """Take every widget out of ``layout`` and let Qt delete it later."""
    for number in reversed(range(layout.count())):
        widget = layout.itemAt(number).widget()
        layout.takeAt(number)
        widget.hide()
        widget.deleteLater()


def rule() -> QFrame:
    """Return a thin line."""
    line = QFrame()
    line.setObjectName("rule")
    return line


class EmptyState(QWidget):
    """What a page shows when there is nothing: what to do, and the button that does it."""

    def __init__(
        self, title: str, text: str, action: str = "", pressed: Callable[[], object] | None = None
    ) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        for text_label in (label(title, "heading"), label(text, "muted", wrap=True)):
            text_label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(text_label)
        if action and pressed is not None:
            layout.addWidget(
                button(action, pressed, main=True), alignment=Qt.AlignmentFlag.AlignHCenter
            )
        layout.addStretch(2)
