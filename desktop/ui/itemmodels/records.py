"""A short list of records as a table: quarters, failing households, conflicts, forms."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.ui.shell.theme import current

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")
_logger = logging.getLogger(__name__)
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_HORIZONTAL = Qt.Orientation.Horizontal
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Column(Generic[T]):
    """One column of a short list.

    Attributes:
        heading: its translated heading.
        text: what a record shows there.
        width: in characters.
        number: whether it stands right.
        colour: token of the text's colour for a record, empty for the usual.
    """

    heading: str
    text: Callable[[T], object]
    width: int = 12
    number: bool = False
    colour: Callable[[T], str] | None = None


class RecordTable(QAbstractTableModel, Generic[T]):
    """A table over a short list of values; ``data`` never raises."""

    def __init__(self, columns: Sequence[Column[T]]) -> None:
        super().__init__()
        self.columns = list(columns)
        self.records: list[T] = []

    def show_records(self, records: Sequence[T]) -> None:
        """Show these; when as many as before, selection and place are kept."""
        if len(records) == len(self.records) and records:
            self.records = list(records)
            self.dataChanged.emit(
                self.index(0, 0), self.index(len(records) - 1, len(self.columns) - 1)
            )
            return
        self.beginResetModel()
        self.records = list(records)
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        """Return how many records there are."""
        return 0 if parent is not None and parent.isValid() else len(self.records)

    def columnCount(self, parent: _Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        """Return one cell; whatever goes wrong is logged and left blank."""
        try:
            column = self.columns[index.column()]
            record = self.records[index.row()]
            if role in {_DISPLAY, _TOOL_TIP}:
                shown = column.text(record)
                return "" if shown is None else str(shown)
            if role == _ALIGNMENT and column.number:
                return _RIGHT
            if role == _FOREGROUND and column.colour is not None:
                token = column.colour(record)
                return current().colour(token) if token else None
        except Exception:  # a painted cell must not bring the window down
            _logger.exception("record cell")
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Return a heading or a row number."""
        if role == _ALIGNMENT and orientation == _HORIZONTAL and self.columns[section].number:
            return _RIGHT
        if role != _DISPLAY:
            return None
        return self.columns[section].heading if orientation == _HORIZONTAL else section + 1
