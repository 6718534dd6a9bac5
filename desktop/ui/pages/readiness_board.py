"""The readiness board: which quarters can come next, and picking pilots and batches from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from desktop.domain.readiness import Readiness
from desktop.domain.readiness_board import Sorting, in_order
from desktop.ui.pages.readiness_detail import ReadinessDetail
from desktop.ui.pages.readiness_pick import ReadinessPick
from desktop.ui.pages.readiness_rows import AREA, BUILT, POINTS, WHY, ReadinessRows, group_word
from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import button, label
from desktop.ui.widgets.save_paper import save_paper
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from desktop.domain.readiness_board import Board, BoardRow
    from desktop.ui.shell.desk import Desk


class ReadinessBoard(QWidget):
    """Every quarter by group, with what it misses.

    Signals:
        field_asked: field of the chosen quarter to open in its form.
    """

    field_asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._board: Board | None = None
        self.model = ReadinessRows()
        self.model.ticks_changed.connect(self._ticked)
        widths = [column.width for column in self.model.columns]
        self.table = Table(self.model, widths, tr("Readiness board"), stretch=WHY)
        self.table.row_chosen.connect(self._chosen)
        self.detail = ReadinessDetail()
        self.detail.go_asked.connect(self._go)
        self.pick = ReadinessPick(writable=not desk.read_only)
        self.pick.picked.connect(self._pick)
        self.pick.all_ticked.connect(self.model.tick_all)
        self.group, self.area, self.sorting = QComboBox(), QComboBox(), QComboBox()
        self.grouping = QComboBox()
        self._name_choices()
        self.tools = QHBoxLayout()
        self._said = label("", "muted", wrap=True)
        self._build()

    def refresh(self) -> None:
        """Read the board again."""
        readiness = getattr(self._desk.office, "readiness", None)
        if readiness is not None:
            self._desk.ask(readiness.board, self._show_board, owner=self)

    def _name_choices(self) -> None:
        for box, name in (
            (self.group, tr("Readiness")),
            (self.area, tr("Area group")),
            (self.grouping, tr("Grouped by")),
            (self.sorting, tr("Sorted by")),
        ):
            box.setAccessibleName(name)
            box.setToolTip(name)
        self.group.addItem(tr("all"), None)
        for group in Readiness:
            self.group.addItem(group_word(group), group)
        self.area.addItem(tr("All area groups"), None)
        self.grouping.addItem(tr("grouped by readiness"), False)
        self.grouping.addItem(tr("grouped by area group"), True)
        for text, sorting in (
            (tr("by code"), Sorting.CODE),
            (tr("by points"), Sorting.RANK),
            (tr("the oldest first"), Sorting.AGE),
            (tr("most agreed first"), Sorting.CONSENT),
            (tr("most hazards first"), Sorting.HAZARDS),
            (tr("the cheapest first"), Sorting.COST),
        ):
            self.sorting.addItem(text, sorting)
        for box in (self.group, self.area, self.grouping, self.sorting):
            box.activated.connect(lambda _: self._show_rows())

    def _build(self) -> None:
        left = QWidget()
        inside = QVBoxLayout(left)
        inside.setContentsMargins(16, 12, 12, 12)
        inside.addLayout(self.tools)
        line = QHBoxLayout()
        for box in (self.group, self.area, self.grouping, self.sorting):
            line.addWidget(box)
        line.addStretch(1)
        line.addWidget(button(tr("Save as paper…"), self._save))
        inside.addLayout(line)
        inside.addWidget(self._said)
        inside.addWidget(self.table, 1)
        inside.addWidget(self.pick)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(self.detail)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([920, 350])
        splitter.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(splitter)

    def _show_board(self, board: Board) -> None:
        if board == self._board:
            # Nothing changed since it was painted: only another quarter may be looked at.
            self._select(self._desk.quarter_id)
            return
        if board.weights and (self._board is None or not self._board.weights):
            self.sorting.setCurrentIndex(self.sorting.findData(Sorting.RANK))
        self._board = board
        self._show_areas(board)
        self.table.setColumnHidden(POINTS, not board.weights)
        self._show_rows()

    def _show_areas(self, board: Board) -> None:
        chosen = self.area.currentData()
        with QSignalBlocker(self.area):
            self.area.clear()
            self.area.addItem(tr("All area groups"), None)
            for group in board.groups():
                self.area.addItem(group, group)
            if any(not row.area_group for row in board.rows):
                self.area.addItem(tr("in no area group"), "")
            self.area.setCurrentIndex(max(0, self.area.findData(chosen)))

    def _show_rows(self) -> None:
        board = self._board
        if board is None:
            return
        area, group = self.area.currentData(), self.group.currentData()
        inside = [row for row in board.rows if area in {None, row.area_group}]
        counts = [
            f"{group_word(one)} {sum(row.standing.readiness is one for row in inside)}"
            for one in Readiness
        ]
        order = (
            tr("Points by the office's weights, at most 100; equal ones by code.")
            if board.weights
            else tr("No ranking: weights are set in the settings, under rule parameters.")
        )
        self._said.setText(f"{' · '.join(counts)}    {order}")
        shown = [row for row in inside if group in {None, row.standing.readiness}]
        with QSignalBlocker(self.table):
            by_area = bool(self.grouping.currentData())
            self.table.setColumnHidden(AREA, not by_area)
            self.table.setColumnHidden(BUILT, by_area)
            self.model.show_records(in_order(shown, self._sorting(), by_area=by_area))
            self._select(self._desk.quarter_id)
        self.detail.show_row(self._current())

    def _sorting(self) -> Sorting:
        return Sorting(self.sorting.currentData())  # Qt keeps it as a plain text

    def _select(self, quarter_id: str) -> None:
        rows = self.model.records
        number = next((n for n, r in enumerate(rows) if r.quarter_id == quarter_id), 0)
        if rows:
            self.table.selectRow(number)
            self.table.scrollTo(self.model.index(number, 0))

    def _current(self) -> BoardRow | None:
        number = self.table.currentIndex().row()
        return self.model.records[number] if 0 <= number < len(self.model.records) else None

    def _chosen(self, number: int) -> None:
        if 0 <= number < len(self.model.records):
            row = self.model.records[number]
            same = row.quarter_id == self._desk.quarter_id
            self._desk.choose(row.quarter_id, self._desk.building_id if same else "")
            self.detail.show_row(row)

    def _ticked(self) -> None:
        self.pick.show_count(len(self.model.ticked))

    def _pick(self, field: str, raw: str) -> None:
        readiness, ids = self._desk.office.readiness, sorted(self.model.ticked)
        self._desk.act(
            lambda: readiness.pick(ids, field, raw),
            owner=self,
            notice=tr("Set for {count} quarters. Undo takes it back.", count=len(ids)),
        )

    def _go(self, page: str, place: str) -> None:
        row = self._current()
        if row is None:
            return
        self._desk.choose(row.quarter_id)
        if page == "quarters":
            self.field_asked.emit(place)
            return
        self._desk.page_asked.emit(page)
        if place:
            self._desk.tab_asked.emit(place)

    def _save(self) -> None:
        readiness = self._desk.office.readiness
        sorting, area = self._sorting(), self.area.currentData()
        save_paper(
            self._desk,
            self,
            tr("Readiness of the quarters"),
            lambda: readiness.paper(sorting, area),
        )
