"""What came back, in words: whose file, of which export, and what looks odd about it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import button, clear, label

if TYPE_CHECKING:
    from collections.abc import Sequence


class MergeHead(QWidget):
    """Two lines, and one more for every alarm with its own tick.

    Signals:
        seen: a tick was set or taken away.
        look_asked: name of the column that is to be looked at.
    """

    seen = Signal()
    look_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "heading", wrap=True)
        self.says = label("", "muted", wrap=True)
        self.ticks: list[QCheckBox] = []
        self._alarms = QVBoxLayout()
        self._alarms.setSpacing(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.title)
        layout.addWidget(self.says)
        layout.addLayout(self._alarms)

    @property
    def unseen(self) -> int:
        """How many alarms nobody has looked at."""
        return sum(not tick.isChecked() for tick in self.ticks)

    def show_alarms(self, alarms: Sequence[tuple[str, str]]) -> None:
        """Show what looks odd, each with its own tick.

        Args:
            alarms: what looks odd in words, and the name of its column; empty for a whole sheet.
        """
        clear(self._alarms)
        self.ticks = []
        for text, column in alarms:
            frame = QFrame()
            frame.setObjectName("notice")
            inside = QHBoxLayout(frame)
            inside.setContentsMargins(10, 4, 10, 4)
            tick = QCheckBox(tr("I have looked at it"))
            tick.setAccessibleName(tr("I have looked at it: {text}", text=text))
            tick.toggled.connect(lambda _: self.seen.emit())
            inside.addWidget(label(f"⚠ {text}", wrap=True), 1)
            if column:
                look = button(tr("Look at it"), partial(self.look_asked.emit, column))
                look.setAccessibleName(tr("Look at {column}", column=column))
                inside.addWidget(look)
            inside.addWidget(tick)
            self.ticks.append(tick)
            self._alarms.addWidget(frame)
