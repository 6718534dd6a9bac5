"""小区: every quarter with its progress, the chosen one's particulars beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.fields import ENTITIES
from desktop.domain.profile import Profile
from desktop.ui.itemmodels.records import Column, RecordTable
from desktop.ui.pages.page import Page
from desktop.ui.pages.saving import SavingEditor
from desktop.ui.shell.language import tr
from desktop.ui.viewmodels.card import entries
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.panels import EmptyState, button, label, row
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from desktop.domain.rows import QuarterRow
    from desktop.domain.values import Record
    from desktop.ui.pages.master_meters import MasterMeters
    from desktop.ui.pages.readiness_board import ReadinessBoard
    from desktop.ui.shell.desk import Desk


class QuartersPage(Page):
    """The table of quarters and the form of one."""

    kinds = frozenset(
        {
            "quarter",
            "building",
            "household",
            "vote",
            "vote_count",
            "parameter",
            "cost_item",
            "audit",
            "street",
        }
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.box.setContentsMargins(0, 0, 0, 0)
        columns: list[Column[QuarterRow]] = [
            Column(tr("Quarter"), lambda r: r.name, 16),
            Column(tr("Community"), lambda r: r.community, 12),
            Column(tr("Code"), lambda r: r.code, 14),
            Column(tr("Buildings"), lambda r: r.buildings, 6, number=True),
            Column(tr("Households"), lambda r: r.progress.households, 7, number=True),
            Column(tr("Visited"), lambda r: r.progress.visited, 7, number=True),
            Column(tr("Refused"), lambda r: r.progress.refused, 7, number=True),
        ]
        self._of_district = desk.office.session.profile is Profile.DISTRICT
        self._streets: dict[str, str] = {}
        self.street = QComboBox()
        self.street.setAccessibleName(tr("Street"))
        self.street.setMinimumWidth(150)
        self.street.setHidden(not self._of_district)
        self.street.activated.connect(lambda _: self.refresh())
        if self._of_district:
            columns.insert(0, Column(tr("Street"), lambda r: self._streets.get(r.id, ""), 12))
        self.model: RecordTable[QuarterRow] = RecordTable(columns)
        self.table = Table(
            self.model, [c.width for c in columns], tr("Quarters"), stretch=int(self._of_district)
        )
        self.table.row_chosen.connect(self._chosen)
        door = "ledger" if self._of_district else "survey"
        self.table.row_opened.connect(lambda _: desk.page_asked.emit(door))
        self._quarter_id = ""
        self._wanted_field = ""
        self._masters: MasterMeters | None = None
        self.board: ReadinessBoard | None = None
        self._editors: dict[str, SavingEditor] = {}
        self._name = label("", "title", wrap=True)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list())
        self._stack.addWidget(
            EmptyState(
                tr("No quarters yet"),
                tr("They come with the workbooks of the streets.")
                if self._of_district
                else tr("They come with the household list from Excel."),
                tr("Take a street's workbook…")
                if self._of_district
                else tr("Bring in a household list"),
                lambda: desk.page_asked.emit("streets" if self._of_district else "exchange"),
            )
        )
        self.box.addWidget(self._stack)

    def _list(self) -> QWidget:
        left = QWidget()
        layout = QVBoxLayout(left)
        layout.setContentsMargins(16, 12, 12, 12)
        layout.addLayout(
            row(
                label(tr("Quarters"), "title"),
                self.street,
                *([] if self._of_district else [self._board_button()]),
            )
        )
        layout.addWidget(self.table, 1)
        side = QFrame()
        side.setObjectName("side")
        inside = QVBoxLayout(side)
        inside.setContentsMargins(12, 12, 12, 12)
        inside.addWidget(self._name)
        steps = FlowLayout(gap=8)
        for step in self._steps():
            steps.addWidget(step)
        inside.addLayout(steps)
        inside.addWidget(self._scroll, 1)
        side.setMinimumWidth(380)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(side)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([800, 420])
        splitter.setChildrenCollapsible(False)
        return splitter

    def _board_button(self) -> QWidget:
        return button(tr("Readiness board"), self.show_board, main=True)

    def _steps(self) -> list[QWidget]:
        """Return the ways on from a quarter; the district walks to no doors and builds nothing."""
        ledger = button(tr("Ledger"), lambda: self.desk.page_asked.emit("ledger"))
        masters = button(tr("Master meters"), self.show_masters)
        if self._of_district:
            return [ledger, masters]
        return [
            button(tr("Survey"), lambda: self.desk.page_asked.emit("survey")),
            ledger,
            button(tr("Stages"), lambda: self.desk.page_asked.emit("stages")),
            masters,
            button(tr("Add a building"), self._add_building),
        ]

    def show_masters(self, kind: str = "", meter_id: str = "") -> None:
        """Show the meters of the chosen quarter as they hang below each other."""
        from desktop.ui.pages.master_meters import MasterMeters

        if self._masters is None:
            self._masters = MasterMeters(self.desk)
            self._masters.left.connect(lambda: self._stack.setCurrentIndex(0))
            self._stack.addWidget(self._masters)
        self._stack.setCurrentWidget(self._masters)
        self._masters.show_quarter(self._quarter_id, kind, meter_id)

    def show_board(self) -> None:
        """Show which quarters are ready, nearly ready or not eligible."""
        from desktop.ui.pages.readiness_board import ReadinessBoard

        if self.board is None:
            self.board = ReadinessBoard(self.desk)
            self.board.field_asked.connect(self.show_field)
            self.board.tools.addWidget(label(tr("Readiness board"), "title"))
            self.board.tools.addWidget(button(tr("List of quarters"), self.show_list, main=True))
            self.board.tools.addStretch(1)
            self._stack.addWidget(self.board)
        self._stack.setCurrentWidget(self.board)
        self.board.refresh()

    def show_list(self) -> None:
        """Show the list of quarters with the chosen one's particulars."""
        self._stack.setCurrentIndex(0)
        self.refresh()

    def show_field(self, field: str) -> None:
        """Show the chosen quarter's particulars with the keyboard in one of its fields."""
        self._wanted_field = field
        wanted = self.desk.quarter_id
        number = next((n for n, r in enumerate(self.model.records) if r.id == wanted), -1)
        if number >= 0:
            self._quarter_id = wanted
            self.table.selectRow(number)
        self.show_list()

    def _focus_field(self) -> None:
        editor = self._editors.get(self._wanted_field)
        if editor is not None:
            self._wanted_field = ""
            editor.inputs()[0].setFocus()
            self._scroll.ensureWidgetVisible(editor)

    def _add_building(self) -> None:
        from desktop.ui.dialogs.grid import GridDialog

        if self._quarter_id:
            GridDialog(self.desk, self._quarter_id, self).exec()

    def refresh(self) -> None:
        """Read the quarters again, or the board where that is in front."""
        if self.board is not None and self._stack.currentWidget() is self.board:
            self.board.refresh()
            return
        if self._of_district:
            office = self.desk.office.district_office
            self.desk.ask(
                lambda: (office.street_of_quarters(), office.street_names()),
                self._show_streets,
                owner=self,
            )
            return
        self.desk.quarters.ask(self._show, self)

    def _show_streets(self, answer: tuple[dict[str, str], dict[str, str]]) -> None:
        """Take the streets, then show the quarters of the chosen one."""
        of_quarters, names = answer
        self._streets = {one: names.get(code, code) for one, code in of_quarters.items()}
        chosen = self.street.currentData() or ""
        self.street.clear()
        self.street.addItem(tr("All streets"), "")
        for code, name in names.items():
            self.street.addItem(name or code, code)
        self.street.setCurrentIndex(max(0, self.street.findData(chosen)))
        kept = {one for one, code in of_quarters.items() if chosen in {"", code}}
        self.desk.quarters.ask(lambda rows: self._show([r for r in rows if r.id in kept]), self)

    def _show(self, rows: list[QuarterRow]) -> None:
        if self._stack.currentWidget() not in {self._masters, self.board}:
            self._stack.setCurrentIndex(0 if rows else 1)
        self.model.show_records(rows)
        wanted = self.desk.quarter_id
        number = next((n for n, r in enumerate(rows) if r.id == wanted), 0)
        if rows and not self.table.selectionModel().hasSelection():
            self.table.selectRow(number)
        elif self._quarter_id:
            self._read(self._quarter_id)

    def _chosen(self, number: int) -> None:
        if number >= 0:
            found = self.model.records[number]
            self._name.setText(found.name)
            self.desk.choose(
                found.id, self.desk.building_id if found.id == self.desk.quarter_id else ""
            )
            self._read(found.id)

    def _read(self, quarter_id: str) -> None:
        reading = self.desk.office.reading
        self.desk.ask(lambda: reading.record("quarter", quarter_id), self._show_record, owner=self)

    def _show_record(self, record: Record) -> None:
        names = tuple(field.name for field in ENTITIES["quarter"].fields)
        found = entries("quarter", record, names)
        self._quarter_id = str(record["id"])
        if self._editors:
            for entry in found:
                self._editors[entry.field.name].show_entry(entry)
            self._focus_field()
            return
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 8, 0)
        for entry in found:
            editor = SavingEditor(self.desk, entry)
            self._editors[entry.field.name] = editor
            layout.addWidget(editor)
        layout.addStretch(1)
        self._scroll.setWidget(inside)
        self._focus_field()
