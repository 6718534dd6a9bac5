"""Which columns the table shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.domain.table_columns import DEFAULT, columns
from desktop.ui.shell.language import language, tr
from desktop.ui.widgets.panels import button, label, row

if TYPE_CHECKING:
    from collections.abc import Sequence

_KEY = Qt.ItemDataRole.UserRole


class ColumnsDialog(QDialog):
    """All columns with a tick; what is ticked is shown at once, new ones stand at the end.

    Signals:
        chosen: keys of the columns to show, in their order.
    """

    chosen = Signal(list)

    def __init__(self, shown: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = list(shown)
        self.setWindowTitle(tr("Columns"))
        self.resize(420, 560)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Find a column"))
        self.search.setAccessibleName(tr("Find a column"))
        self.search.textChanged.connect(self._search)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Columns"))
        for key, column in columns().items():
            item = QListWidgetItem(column.heading(language()))
            item.setData(_KEY, key)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable
                          | Qt.ItemFlag.ItemIsSelectable)  # fmt: skip
            self.list.addItem(item)
        self._tick()
        self.list.itemChanged.connect(self._changed)
        foot = row(button(tr("Usual columns"), lambda: self._set(list(DEFAULT))))
        foot.addWidget(button(tr("Close"), self.accept, main=True))
        layout = QVBoxLayout(self)
        layout.addWidget(label(tr("Drag a heading in the table to move its column."), "muted"))
        layout.addWidget(self.search)
        layout.addWidget(self.list, 1)
        layout.addLayout(foot)

    def item(self, key: str) -> QListWidgetItem:
        """Return the line of a column."""
        return next(
            self.list.item(at)
            for at in range(self.list.count())
            if self.list.item(at).data(_KEY) == key
        )

    def _tick(self) -> None:
        blocked = self.list.blockSignals(True)
        for at in range(self.list.count()):
            item = self.list.item(at)
            shown = item.data(_KEY) in self._shown
            item.setCheckState(Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)
        self.list.blockSignals(blocked)

    def _search(self, text: str) -> None:
        for at in range(self.list.count()):
            item = self.list.item(at)
            item.setHidden(text.strip().lower() not in item.text().lower())

    def _changed(self, item: QListWidgetItem) -> None:
        key = str(item.data(_KEY))
        if item.checkState() == Qt.CheckState.Checked:
            self._set([*self._shown, key])
        elif len(self._shown) > 1:
            self._set([shown for shown in self._shown if shown != key])
        else:
            self._tick()

    def _set(self, keys: list[str]) -> None:
        self._shown = keys
        self._tick()
        self.chosen.emit(keys)
