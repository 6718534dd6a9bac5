"""How far a long job is, with the button that stops it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import button, label

if TYPE_CHECKING:
    from collections.abc import Callable


class ProgressLine(QWidget):
    """Hidden while nothing runs."""

    def __init__(self, cancel: Callable[[], object]) -> None:
        super().__init__()
        self._text = label("", "muted")
        self._bar = QProgressBar()
        self._bar.setAccessibleName(tr("Progress"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._text)
        layout.addWidget(self._bar, 1)
        layout.addWidget(button(tr("Stop"), cancel))
        self.hide()

    def begin(self, text: str) -> None:
        """Show that something runs and nobody knows yet how long."""
        self._text.setText(text)
        self._bar.setRange(0, 0)
        self.show()

    def step(self, done: int, total: int, _what: str = "") -> None:
        """Show how far it is."""
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(done)
