"""The tree of quarters and buildings beside the pages that look at one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QTreeView, QVBoxLayout

from desktop.ui.itemmodels.places import PlaceTree
from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import button, label, row
from desktop.ui.widgets.place_delegate import PlaceDelegate

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex

    from desktop.domain.changes import Changes
    from desktop.domain.rows import QuarterRow
    from desktop.ui.itemmodels.places import Deliver
    from desktop.ui.shell.desk import Desk

_KINDS = ("quarter", "building", "unit", "household")


class Places(QFrame):
    """Quarters with their progress, buildings below; choosing one sets the scope.

    Attributes:
        ready: the quarters of the ledger are shown.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("places")
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("0") * 26)
        self._desk = desk
        self.model = PlaceTree(self._read_buildings)
        self.ready = False
        self._following = False
        self.tree = QTreeView()
        self.tree.setModel(self.model)
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setIndentation(14)
        self.tree.setItemDelegate(PlaceDelegate(self.tree))
        self.tree.setAccessibleName(tr("Quarters and buildings"))
        self.tree.expanded.connect(self.model.fetchMore)
        self.model.filled.connect(self._filled)
        self.tree.selectionModel().currentChanged.connect(self._chosen)
        self._all = button(tr("Whole office"), self._whole)
        head = row(label(tr("Places"), "heading"))
        head.addWidget(self._all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 0)
        layout.addLayout(head)
        layout.addWidget(self.tree, 1)
        desk.bus.changed.connect(self._on_changes)
        desk.scope_changed.connect(self._follow)
        self.refresh()

    def refresh(self) -> None:
        """Read the quarters again."""
        self._desk.quarters.ask(self._show, self)

    def _on_changes(self, changes: Changes) -> None:
        if any(changes.touches(kind) for kind in _KINDS):
            self.refresh()

    def _show(self, rows: list[QuarterRow]) -> None:
        first = not self.model.rowCount()
        self.model.show_quarters(rows)
        if first and rows and not self._desk.quarter_id:
            self.tree.expand(self.model.index(0, 0))
        elif first:
            self._follow(self._desk.quarter_id, self._desk.building_id)
        self.ready = True

    def _read_buildings(self, quarter_id: str, deliver: Deliver) -> None:
        reading = self._desk.office.reading
        self._desk.ask(lambda: reading.buildings(quarter_id), deliver, owner=self.model)

    def _filled(self, quarter_id: str) -> None:
        if quarter_id == self._desk.quarter_id and self._desk.building_id:
            self._follow(quarter_id, self._desk.building_id)

    def _whole(self) -> None:
        self.tree.clearSelection()
        self._desk.choose("")

    def _chosen(self, index: QModelIndex) -> None:
        place = self.model.place(index)
        if place is not None and not self._following:
            self._desk.choose(place.quarter_id, place.building_id)

    def _follow(self, quarter_id: str, building_id: str) -> None:
        place = self.model.place(self.tree.currentIndex())
        at = (place.quarter_id, place.building_id) if place else ("", "")
        if at != (quarter_id, building_id):
            index = self.model.index_of(quarter_id, building_id)
            if index.isValid():
                # A building whose quarter is closed is not in the tree yet: its quarter is shown
                # until it is, and that must not take the choice back.
                self._following = True
                self.tree.setCurrentIndex(index)
                self._following = False
                if building_id:
                    self.tree.expand(self.model.index_of(quarter_id))
