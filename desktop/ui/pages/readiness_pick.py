"""Below the board: what the ticked quarters are picked for, in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import button, label, row

if TYPE_CHECKING:
    from collections.abc import Callable


class ReadinessPick(QWidget):
    """Pilot, proposed batch and area group of the ticked quarters.

    Signals:
        picked: (field, raw value) for every ticked quarter.
        all_ticked: every quarter shown is to be ticked, or none.
    """

    picked = Signal(str, str)
    all_ticked = Signal(bool)

    def __init__(self, *, writable: bool) -> None:
        super().__init__()
        self._writable = writable
        self.every = QCheckBox(tr("All shown"))
        self.every.toggled.connect(self.all_ticked)
        self.count = label("", "muted")
        self.pilot = button(tr("Set as pilot"), lambda: self.picked.emit("pilot", "1"))
        self.no_pilot = button(tr("No pilot"), lambda: self.picked.emit("pilot", "0"))
        self.batch, self.set_batch = self._text(tr("Proposed batch"), "own_batch", "第一批")
        self.area, self.set_area = self._text(tr("Area group"), "area_group", "")
        self._buttons = (self.pilot, self.no_pilot, self.set_batch, self.set_area)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(row(self.every, self.count, self.pilot, self.no_pilot))
        whole.addLayout(row(self.batch, self.set_batch, self.area, self.set_area))
        self.show_count(0)

    def show_count(self, ticked: int) -> None:
        """Say how many quarters are ticked."""
        self.count.setText(tr("{count} ticked", count=ticked))
        for one in self._buttons:
            one.setEnabled(self._writable and ticked > 0)
        if not ticked and self.every.isChecked():
            self.every.blockSignals(True)
            self.every.setChecked(False)
            self.every.blockSignals(False)

    def _text(self, name: str, field: str, example: str) -> tuple[QLineEdit, QPushButton]:
        line = QLineEdit()
        line.setPlaceholderText(f"{name}（{example}）" if example else name)
        line.setAccessibleName(name)
        line.setReadOnly(not self._writable)
        line.setMaximumWidth(180)

        made = button(_SET[field](), lambda: self.picked.emit(field, line.text()))
        line.returnPressed.connect(made.click)
        return line, made


_SET: dict[str, Callable[[], str]] = {
    "own_batch": lambda: tr("Set batch"),
    "area_group": lambda: tr("Set area group"),
}
