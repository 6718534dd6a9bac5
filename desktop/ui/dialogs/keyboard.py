"""The keyboard map: what every key does, made from the keys that really are bound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import button, label, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    Section = tuple[str, Sequence[tuple[str, str]]]


class KeyboardDialog(QDialog):
    """Sections of keys, two columns side by side.

    Attributes:
        sections: (title, (keys, what they do)) as shown.
    """

    def __init__(self, sections: Sequence[Section], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sections = list(sections)
        self.setWindowTitle(tr("Keyboard map"))
        self.resize(900, 560)
        columns = (QVBoxLayout(), QVBoxLayout())
        for number, section in enumerate(self.sections):
            columns[0 if number == 0 else 1].addWidget(_section(*section))
        inside = QWidget()
        layout = QHBoxLayout(inside)
        layout.setSpacing(16)
        for column in columns:
            column.addStretch(1)
            layout.addLayout(column, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName(tr("Keyboard map"))
        scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.addWidget(
            label(tr("Nothing needs a key: everything is on a button as well."), "muted", wrap=True)
        )
        whole.addWidget(scroll, 1)
        whole.addLayout(row(button(tr("Close"), self.accept, main=True)))


def _section(title: str, keys: Sequence[tuple[str, str]]) -> QWidget:
    frame = QFrame()
    frame.setObjectName("panel")
    grid = QGridLayout(frame)
    grid.setContentsMargins(12, 12, 12, 12)
    grid.setColumnStretch(1, 1)
    grid.addWidget(label(title, "heading"), 0, 0, 1, 2)
    for number, (sign, meaning) in enumerate(keys, 1):
        grid.addWidget(label(sign, "key"), number, 0)
        grid.addWidget(label(meaning, wrap=True), number, 1)
    return frame
