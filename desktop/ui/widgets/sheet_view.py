"""The spreadsheet: selection, keys and clipboard as people know them from Excel and WPS."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.ui.shell.theme import current
from desktop.ui.widgets.filter_header import FilterHeader
from desktop.ui.widgets.sheet_cells import SheetCells
from desktop.ui.widgets.sheet_painter import SheetPainter

if TYPE_CHECKING:
    from PySide6.QtCore import QItemSelectionRange
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from desktop.ui.itemmodels.households import HouseholdTable

_Index = QModelIndex | QPersistentModelIndex
_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier


class Block(NamedTuple):
    """A rectangle of cells.

    Attributes:
        rows: the first and the last row of each run of rows.
        columns: logical columns in the order shown.
    """

    rows: list[tuple[int, int]]
    columns: list[int]

    @property
    def height(self) -> int:
        """How many rows."""
        return sum(last - first + 1 for first, last in self.rows)

    @property
    def cells(self) -> int:
        """How many cells."""
        return self.height * len(self.columns)


class SheetView(QTableView):
    """Cells that are chosen, typed into, copied and pasted.

    Signals:
        row_chosen: the row the cursor came to, -1 for none.
        chosen: the selection has changed.
        asked: ``copy``, ``cut``, ``paste``, ``clear``, ``fill`` or ``filter``.
    """

    row_chosen = Signal(int)
    chosen = Signal()
    asked = Signal(str)

    def __init__(self, model: HouseholdTable, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.head = FilterHeader(self)
        self.setHorizontalHeader(self.head)
        self.setModel(model)
        self.cells = SheetCells(model, self)
        self._painter = SheetPainter(self, model)
        self.setItemDelegate(self.cells)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        corners: list[QAbstractButton] = list(self.findChildren(QAbstractButton))
        for corner in corners:
            corner.setAccessibleName(name)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(current().measure("row"))
        rows.hide()

    def set_width(self, column: int, figures: int) -> None:
        """Make a column so many figures wide."""
        self.setColumnWidth(column, figures * self._figure + 20)

    def width_of(self, column: int) -> int:
        """Return the width of a column in figures."""
        return max(1, round((self.columnWidth(column) - 20) / self._figure))

    def finish_editing(self, editor: QWidget) -> None:
        """Store what was chosen from a list."""
        self.commitData(editor)
        self.closeEditor(editor, SheetCells.EndEditHint.NoHint)

    def block(self) -> Block | None:
        """Return the chosen rectangle; None when nothing, or something of another shape, is."""
        rows: set[tuple[int, int]] = set()
        columns: set[int] = set()
        area = 0
        parts: list[QItemSelectionRange] = list(self.selectionModel().selection())  # type: ignore[call-overload]
        for part in parts:
            rows.add((part.top(), part.bottom()))
            columns.update(range(part.left(), part.right() + 1))
            area += part.height() * part.width()
        shown = [c for c in columns if not self.isColumnHidden(c)]
        hidden = len(columns) - len(shown)
        made = Block(_joined(rows), sorted(shown, key=self.head.visualIndex))
        if not made.rows or area != made.height * (len(shown) + hidden):
            return None
        return made

    def current_cell(self) -> tuple[int, int] | None:
        """Return the row and column of the cursor."""
        index = self.currentIndex()
        return (index.row(), index.column()) if index.isValid() else None

    def go(self, row: int, column: int) -> None:
        """Put the cursor on a cell and choose that one alone, whatever keys are held."""
        model = self.model()
        if 0 <= row < model.rowCount() and 0 <= column < model.columnCount():
            self.selectionModel().setCurrentIndex(
                model.index(row, column), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )

    def step(self, down: int, right: int) -> bool:
        """Move the cursor; False at the edge."""
        place = self.current_cell()
        if place is None:
            return False
        at = self.head.visualIndex(place[1]) + right
        while 0 <= at < self.head.count() and self.isColumnHidden(self.head.logicalIndex(at)):
            at += 1 if right > 0 else -1
        row = place[0] + down
        if not (0 <= at < self.head.count() and 0 <= row < self.model().rowCount()):
            return False
        self.go(row, self.head.logicalIndex(at))
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint all cells at once."""
        self._painter.paint(event)

    def currentChanged(self, current_: _Index, previous: _Index) -> None:
        """Tell which row the cursor came to."""
        super().currentChanged(current_, previous)
        if current_.row() != previous.row():
            self.row_chosen.emit(current_.row())

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell that something else is chosen."""
        super().selectionChanged(selected, deselected)
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Understand the keys of a spreadsheet."""
        wish = _wish(event)
        if wish is not None:
            self.asked.emit(wish)
        elif not self._moved(event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go on cell by cell; behind the last cell of a row Tab leaves the table."""
        return self.step(0, 1 if forward else -1) or super().focusNextPrevChild(forward)

    def _moved(self, event: QKeyEvent) -> bool:
        key, held = event.key(), event.modifiers()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.step(-1 if held & _SHIFT else 1, 0)
            return True
        if key == Qt.Key.Key_Space and held & (_CONTROL | _SHIFT):
            self._choose_line(whole_column=bool(held & _CONTROL))
            return True
        return False

    def _choose_line(self, *, whole_column: bool) -> None:
        place, model = self.current_cell(), self.model()
        if place is None:
            return
        row, column = place
        first = model.index(0, column) if whole_column else model.index(row, 0)
        last = (
            model.index(model.rowCount() - 1, column)
            if whole_column
            else model.index(row, model.columnCount() - 1)
        )
        self.selectionModel().select(
            QItemSelection(first, last), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    @property
    def _figure(self) -> int:
        return self.fontMetrics().horizontalAdvance("0")


def _wish(event: QKeyEvent) -> str | None:
    for wish, keys in (
        ("copy", QKeySequence.StandardKey.Copy),
        ("cut", QKeySequence.StandardKey.Cut),
        ("paste", QKeySequence.StandardKey.Paste),
    ):
        if event.matches(keys):
            return wish
    if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and not event.modifiers():
        return "clear"
    if event.key() == Qt.Key.Key_D and event.modifiers() == _CONTROL:
        return "fill"
    if event.key() == Qt.Key.Key_Down and event.modifiers() & _ALT:
        return "filter"
    return None


def _joined(runs: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return runs of rows without overlap, in their order."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(runs):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined
