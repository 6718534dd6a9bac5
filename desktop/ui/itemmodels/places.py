"""Quarters and their buildings as a tree; buildings come when a quarter is opened."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from desktop.ui.shell.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.rows import BuildingRow, Progress, QuarterRow

    Deliver = Callable[[list[BuildingRow]], None]

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
PROGRESS = int(Qt.ItemDataRole.UserRole) + 1
_Index = QModelIndex | QPersistentModelIndex


@dataclass(eq=False)
class Place:
    """A quarter, or a building of it."""

    quarter_id: str
    building_id: str
    text: str
    progress: Progress
    parent: Place | None = None
    children: list[Place] | None = None
    row: int = 0
    asked: bool = False
    spare: list[Place] = field(default_factory=list)


def building_name(number: str) -> str:
    """Return how people call a building."""
    plain = number.isascii() and number.isalnum()
    return tr("Building {number}", number=number) if plain else number


class PlaceTree(QAbstractItemModel):
    """The tree left of the pages.

    Signals:
        filled: id of the quarter whose buildings have been read.
    """

    filled = Signal(str)

    def __init__(self, buildings: Callable[[str, Deliver], None]) -> None:
        super().__init__()
        self._buildings = buildings
        self._quarters: list[Place] = []

    def show_quarters(self, rows: list[QuarterRow]) -> None:
        """Show these quarters; the same ones keep what is open and get new numbers."""
        same = [row.id for row in rows] == [place.quarter_id for place in self._quarters]
        if same and rows:
            for place, row in zip(self._quarters, rows, strict=True):
                place.text, place.progress = row.name, row.progress
                if place.children is not None:
                    self._read(place)
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))
            return
        self.beginResetModel()
        self._quarters = [
            Place(row.id, "", row.name, row.progress, row=number) for number, row in enumerate(rows)
        ]
        self.endResetModel()

    def place(self, index: _Index) -> Place | None:
        """Return what stands at ``index``."""
        pointer = index.internalPointer() if index.isValid() else None
        return pointer if isinstance(pointer, Place) else None

    def index_of(self, quarter_id: str, building_id: str = "") -> QModelIndex:
        """Return where a quarter or building stands."""
        for place in self._quarters:
            if place.quarter_id == quarter_id:
                for child in (place.children or ()) if building_id else ():
                    if child.building_id == building_id:
                        return self.createIndex(child.row, 0, child)
                return self.createIndex(place.row, 0, place)
        return QModelIndex()

    def index(self, row: int, column: int, parent: _Index | None = None) -> QModelIndex:
        """Return the index of a child."""
        above = self.place(parent) if parent is not None else None
        children = self._quarters if above is None else above.children or []
        if column or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, column, children[row])

    def parent(self, index: _Index | None = None) -> Any:
        """Return the index above."""
        if index is None:
            return super().parent()
        place = self.place(index)
        if place is None or place.parent is None:
            return QModelIndex()
        return self.createIndex(place.parent.row, 0, place.parent)

    def rowCount(self, parent: _Index | None = None) -> int:
        """Return how many children there are."""
        place = self.place(parent) if parent is not None else None
        if place is None:
            return len(self._quarters)
        return len(place.children or ())

    def hasChildren(self, parent: _Index | None = None) -> bool:
        """Say that quarters have buildings without reading them."""
        place = self.place(parent) if parent is not None else None
        return bool(self._quarters) if place is None else not place.building_id

    def columnCount(self, parent: _Index | None = None) -> int:
        """Return one: name and progress stand in one column."""
        del parent
        return 1

    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        """Return name or progress."""
        place = self.place(index)
        if place is None:
            return None
        if role == _DISPLAY:
            return place.text
        if role == PROGRESS:
            return place.progress
        if role in {_TOOL_TIP, _ACCESSIBLE}:
            done = place.progress
            return tr(
                "{name}: {visited} of {households} visited",
                name=place.text,
                visited=done.visited,
                households=done.households,
            )
        return None

    def canFetchMore(self, parent: _Index) -> bool:
        """Say whether the buildings of a quarter have not been read yet."""
        place = self.place(parent)
        return place is not None and not place.building_id and place.children is None

    def fetchMore(self, parent: _Index) -> None:
        """Ask for the buildings of a quarter; they come when they have been read."""
        place = self.place(parent)
        if place is not None and not place.asked and self.canFetchMore(parent):
            place.asked = True
            self._read(place)

    def _read(self, place: Place) -> None:
        quarter_id = place.quarter_id
        self._buildings(quarter_id, lambda rows: self._fill(quarter_id, rows))

    def _fill(self, quarter_id: str, rows: list[BuildingRow]) -> None:
        place = next((q for q in self._quarters if q.quarter_id == quarter_id), None)
        if place is None:
            return  # the quarter is gone meanwhile
        fresh = [
            Place(
                quarter_id,
                row.id,
                building_name(row.building_no),
                row.progress,
                place,
                row=number,
            )
            for number, row in enumerate(rows)
        ]
        self._replace(place, fresh)
        self.filled.emit(quarter_id)

    def _replace(self, place: Place, fresh: list[Place]) -> None:
        index = self.createIndex(place.row, 0, place)
        old = place.children or []
        if old and [child.building_id for child in fresh] == [c.building_id for c in old]:
            for known, new in zip(old, fresh, strict=True):
                known.text, known.progress = new.text, new.progress
            self.dataChanged.emit(self.index(0, 0, index), self.index(len(old) - 1, 0, index))
            return
        if old:
            self.beginRemoveRows(index, 0, len(old) - 1)
            place.spare += old  # indexes out there may still point at them
            place.children = []
            self.endRemoveRows()
        if fresh:
            self.beginInsertRows(index, 0, len(fresh) - 1)
            place.children = fresh
            self.endInsertRows()
        else:
            place.children = []
