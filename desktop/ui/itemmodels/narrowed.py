"""A long list of which some lines are shown: numbers in memory, cells made when painted."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.ui.shell.theme import current

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.ui.itemmodels.records import Column

T = TypeVar("T")
_logger = logging.getLogger(__name__)
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_ROLES = frozenset({_DISPLAY, _TOOL_TIP, _FOREGROUND, _ALIGNMENT})
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_Index = QModelIndex | QPersistentModelIndex


class NarrowedTable(QAbstractTableModel, Generic[T]):
    """Some of many records; ``data`` never raises.

    Attributes:
        columns: what a record shows.
        shown: numbers of the records shown, in order.
    """

    def __init__(self, columns: Sequence[Column[T]]) -> None:
        super().__init__()
        self.columns = list(columns)
        self.shown: Sequence[int] = ()
        self._records: Sequence[T] = ()

    def show_some(self, records: Sequence[T], numbers: Sequence[int]) -> None:
        """Show the records with these numbers."""
        self.beginResetModel()
        self._records, self.shown = records, numbers
        self.endResetModel()

    def record(self, row: int) -> T | None:
        """Return the record shown in ``row``, or None."""
        return self._records[self.shown[row]] if 0 <= row < len(self.shown) else None

    def repaint_column(self, column: int) -> None:
        """Paint one column again: what stands there has changed."""
        if self.shown:
            last = self.index(len(self.shown) - 1, column)
            self.dataChanged.emit(self.index(0, column), last)

    def rowCount(self, parent: _Index | None = None) -> int:
        """Return how many records are shown."""
        return 0 if parent is not None and parent.isValid() else len(self.shown)

    def columnCount(self, parent: _Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        """Return one cell; whatever goes wrong is logged and left blank."""
        if role not in _ROLES:
            return None
        try:
            column = self.columns[index.column()]
            if role == _ALIGNMENT:
                return _RIGHT if column.number else None
            record = self._records[self.shown[index.row()]]
            if role == _FOREGROUND:
                token = column.colour(record) if column.colour is not None else ""
                return current().colour(token) if token else None
            return str(column.text(record))
        except Exception:  # a painted cell must not bring the window down
            _logger.exception("narrowed cell")
            return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Return a heading or a row number."""
        if role != _DISPLAY:
            return None
        across = orientation == Qt.Orientation.Horizontal
        return self.columns[section].heading if across else section + 1
