"""What the table is narrowed by, in words; each can be taken away, all can be kept by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QToolButton, QWidget

from desktop.ui.shell.language import tr
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.panels import button, label

if TYPE_CHECKING:
    from collections.abc import Sequence


class FilterBar(QFrame):
    """One line of conditions; not there when there are none.

    Signals:
        removed: key of the column whose condition is to go.
        cleared: all are to go.
        named: the name under which they are to be kept.
        forgotten: the kept filter in use is to be deleted.
    """

    removed = Signal(str)
    cleared = Signal()
    named = Signal(str)
    forgotten = Signal()

    def __init__(self, *, read_only: bool) -> None:
        super().__init__()
        self._read_only = read_only
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips)
        self.chips: list[QToolButton] = []
        self.name = QLineEdit()
        self.name.setPlaceholderText(tr("Name of this filter"))
        self.name.setAccessibleName(tr("Name of this filter"))
        self.name.setMaxLength(40)
        self.name.setFixedWidth(160)
        self.name.hide()
        self.name.returnPressed.connect(self._keep)
        self.keep = button(tr("Keep filter"), self._keep)
        self.forget = button(tr("Delete filter"), self.forgotten.emit)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(label(tr("Narrowed by"), "muted"))
        layout.addWidget(self._chips, 1)
        for widget in (self.name, self.keep, self.forget, button(tr("Show all"), self._all)):
            layout.addWidget(widget)
        self.hide()

    def show_conditions(self, conditions: Sequence[tuple[str, str]], *, kept: bool) -> None:
        """Show conditions: (column's key, in words).

        Args:
            conditions: none hides the bar.
            kept: whether they are a filter kept by name.
        """
        while self.chips:
            chip = self.chips.pop()
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        for key, text in conditions:
            self._add(key, text)
        self.name.hide()
        self.keep.setVisible(not self._read_only and not kept)
        self.forget.setVisible(not self._read_only and kept)
        self.setVisible(bool(conditions))

    def _add(self, key: str, text: str) -> None:
        chip = QToolButton()
        chip.setText(f"{text}  ✕")
        chip.setAccessibleName(tr("Take away: {text}", text=text))
        chip.setToolTip(tr("Take away: {text}", text=text))
        chip.clicked.connect(lambda _=False, given=key: self.removed.emit(given))
        self.chips.append(chip)
        self._flow.addWidget(chip)

    def _all(self) -> None:
        self.cleared.emit()

    def _keep(self) -> None:
        if self.name.isHidden():
            self.name.clear()
            self.name.show()
            self.name.setFocus()
        elif self.name.text().strip():
            self.named.emit(self.name.text().strip())
            self.name.hide()
