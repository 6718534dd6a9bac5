"""The tree of meters as a model over its lines."""

from __future__ import annotations

import logging
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QSize, Qt

from desktop.ui.itemmodels.meter_nodes import MeterNode, MeterView, headings
from desktop.ui.shell.theme import current

_logger = logging.getLogger(__name__)
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_SIZE = int(Qt.ItemDataRole.SizeHintRole)
_FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class MeterTreeModel(QAbstractItemModel):
    """Shows what :func:`meter_view` made; ``data`` never raises."""

    def __init__(self) -> None:
        super().__init__()
        self._root = MeterNode(())
        self._places: dict[str, MeterNode] = {}
        self._headings = headings()

    def show_view(self, view: MeterView) -> None:
        """Show these lines."""
        self.beginResetModel()
        self._root, self._places = view.root, view.places
        self.endResetModel()

    def node(self, index: _Index) -> MeterNode:
        """Return the line at ``index``."""
        if not index.isValid():
            return self._root
        found: MeterNode = index.internalPointer()
        return found

    def find(self, meter_id: str) -> QModelIndex:
        """Return where a meter stands, an invalid index when it does not."""
        node = self._places.get(meter_id)
        return QModelIndex() if node is None else self.createIndex(node.row, 0, node)

    def index(self, row: int, column: int, parent: _Index = _NOWHERE) -> QModelIndex:
        """Return the index of a line."""
        above = self.node(parent)
        if 0 <= row < len(above.children) and 0 <= column < len(self._headings):
            return self.createIndex(row, column, above.children[row])
        return QModelIndex()

    def parent(self, index: _Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]
        """Return the line above."""
        above = self.node(index).parent if index.isValid() else None
        if above is None or above is self._root:
            return QModelIndex()
        return self.createIndex(above.row, 0, above)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Return how many lines hang below."""
        return len(self.node(parent).children) if parent.column() <= 0 else 0

    def columnCount(self, _parent: _Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return len(self._headings)

    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        """Return one cell; whatever goes wrong is logged and left blank."""
        try:
            node = self.node(index)
            if role in {_DISPLAY, _TOOL_TIP}:
                return node.cells[index.column()]
            if role == _SIZE:
                return QSize(0, current().measure("row"))
            if role == _FOREGROUND and node.colour:
                return current().colour(node.colour)
        except Exception:  # a painted cell must not bring the window down
            _logger.exception("meter cell")
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Return a heading."""
        across = orientation == Qt.Orientation.Horizontal
        return self._headings[section] if across and role == _DISPLAY else None
