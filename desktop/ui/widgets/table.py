"""Tables: the one way in which every list of the program is set up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QHeaderView, QTableView

from desktop.ui.shell.theme import current

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QAbstractItemModel, QItemSelection, QModelIndex
    from PySide6.QtGui import QKeyEvent


class Table(QTableView):
    """A table whose columns keep the widths they were given; nothing is measured row by row.

    Signals:
        row_chosen: the row the cursor came to, -1 for none.
        row_opened: the row that was double-clicked or entered.
    """

    row_chosen = Signal(int)
    row_opened = Signal(int)

    def __init__(
        self, model: QAbstractItemModel, widths: Sequence[int], name: str, *, stretch: int = -1
    ) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(current().measure("row"))
        rows.hide()
        corners: list[QAbstractButton] = list(self.findChildren(QAbstractButton))
        for corner in corners:
            corner.setAccessibleName(name)
        self._set_widths(widths, stretch)
        self.doubleClicked.connect(self._opened)

    def _set_widths(self, widths: Sequence[int], stretch: int) -> None:
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        unit = self.fontMetrics().horizontalAdvance("0")
        for number, width in enumerate(widths):
            self.setColumnWidth(number, width * unit + 20)
        if stretch >= 0:
            header.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell which row was chosen."""
        super().selectionChanged(selected, deselected)
        rows = self.selectionModel().selectedRows()
        self.row_chosen.emit(rows[0].row() if rows else -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the row with Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._opened(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _opened(self, index: QModelIndex) -> None:
        self.row_opened.emit(index.row())
