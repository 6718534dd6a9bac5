"""The acceptance of one utility in one quarter: items, the chosen item, notices, outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.acceptance import ItemStatus
from desktop.domain.checklist import Computed
from desktop.domain.project_codes import AcceptanceOutcome, Trade
from desktop.ui.itemmodels.records import Column, RecordTable
from desktop.ui.pages.acceptance_defects import DefectsPart
from desktop.ui.pages.acceptance_item import ItemPart
from desktop.ui.pages.acceptance_notices import NoticesPart
from desktop.ui.pages.acceptance_outcome import OutcomePart
from desktop.ui.shell.language import tr
from desktop.ui.viewmodels import acceptance_words as words
from desktop.ui.widgets.panels import EmptyState, button, label
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.acceptance import ItemLine
    from desktop.domain.acceptance_sheet import AcceptanceSheet
    from desktop.services.acceptances import AcceptanceRow, Acceptances
    from desktop.ui.shell.desk import Desk

_EMPTY, _OPEN = 0, 1
_TABS = {Computed.DEFECTS: 1, Computed.NOTICES: 2}


class TradePart(QWidget):
    """Water or electricity."""

    kinds = frozenset(
        {
            "acceptance", "acceptance_check", "acceptance_notice", "finding", "household",
            "water_meter", "electricity_meter", "stage_paper", "vote_count", "parameter",
            "attachment",
        }
    )  # fmt: skip

    def __init__(self, desk: Desk, trade: Trade) -> None:
        super().__init__()
        self._desk = desk
        self.trade = trade
        self._quarter_id = ""
        self._rows: list[AcceptanceRow] = []
        self._sheet: AcceptanceSheet | None = None
        self._asked = 0
        self.choice = QComboBox()
        self.choice.setAccessibleName(tr("Acceptance"))
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.choice.currentIndexChanged.connect(lambda _: self._read_sheet())
        self.summary = label("", "muted", wrap=True)
        self.again = button(tr("Begin a new acceptance"), self.begin, main=True)
        self.own = button(tr("Check list…"), self.show_own_list)
        self.own.setEnabled(not desk.read_only)
        self.withdraw = button(tr("Withdraw"), self._withdraw)
        columns: list[Column[ItemLine]] = [
            Column(tr("Code"), lambda r: r.item.code, 5),
            Column(tr("Check item"), lambda r: words.item_name(r.item), 15),
            Column(tr("Key"), lambda r: tr("★ key") if r.item.key else "", 6),
            Column(tr("By"), lambda r: words.level_name(r.item), 4),
            Column(tr("Passed"), words.places_words, 11),
            Column(tr("State"), words.status_words, 10, colour=words.status_colour),
        ]
        self.model: RecordTable[ItemLine] = RecordTable(columns)
        self.table = Table(self.model, [c.width for c in columns], tr("Check list"), stretch=1)
        self.table.row_chosen.connect(self._item_chosen)
        self.item = ItemPart(desk)
        self.defects, self.notices = DefectsPart(desk), NoticesPart(desk)
        self.outcome = OutcomePart(desk)
        self.outcome.item_asked.connect(self._go_to)
        self.item.defect_asked.connect(self._list_defect)
        self.item.elsewhere_asked.connect(self.go_elsewhere)
        self.side = QTabWidget()
        self.side.setDocumentMode(True)
        self.side.tabBar().setDrawBase(False)
        for part, title in (
            (self.item, tr("Check")),
            (self.defects, tr("Defects")),
            (self.notices, tr("Notices and attendance")),
            (self.outcome, tr("Outcome")),
        ):
            self.side.addTab(_holder(part), title)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty())
        self._stack.addWidget(self._whole())
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 6, 0, 0)
        box.addWidget(self._stack)

    def show_quarter(self, quarter_id: str) -> None:
        """Look at another quarter."""
        if quarter_id != self._quarter_id:
            self._quarter_id = quarter_id
            self._rows = []
        self.refresh()

    def refresh(self) -> None:
        """Read the acceptances of the quarter, then the chosen one."""
        acceptances, quarter_id = self._service(), self._quarter_id
        if acceptances is None or not quarter_id:
            self._stack.setCurrentIndex(_EMPTY)
            return
        self._desk.ask(
            lambda: acceptances.of_quarter(quarter_id),
            lambda rows: self._show_rows(rows) if quarter_id == self._quarter_id else None,
            owner=self,
        )

    def begin(self) -> None:
        """Begin an acceptance with today's check list."""
        acceptances, quarter_id, trade = self._service(), self._quarter_id, self.trade
        if acceptances is None or not quarter_id:
            return
        self._desk.act(
            lambda: acceptances.begin(quarter_id, trade)[1],
            owner=self,
            notice=tr("Acceptance begun; its check list is frozen"),
        )

    def show_item(self, code: str) -> None:
        """Bring one item to the front."""
        number = next((n for n, r in enumerate(self.model.records) if r.item.code == code), -1)
        if number >= 0:
            self.table.selectRow(number)
            self.table.scrollTo(self.model.index(number, 0))
            self.side.setCurrentIndex(0)

    def go_elsewhere(self, computed: str) -> None:
        """Go to the tab or page where something that the ledger computes is settled."""
        if computed in _TABS:
            self.side.setCurrentIndex(_TABS[Computed(computed)])
            return
        self._desk.choose(self._quarter_id)
        tabs = {Computed.VOTE: "votes", Computed.SETTLEMENT: "money"}
        self._desk.tab_asked.emit(tabs.get(Computed(computed), "stages"))

    def _go_to(self, code: str) -> None:
        self.show_item(code)
        computed = self._sheet.line(code).item.computed if self._sheet is not None else None
        if computed in _TABS:
            self.go_elsewhere(str(computed))

    @property
    def sheet(self) -> AcceptanceSheet | None:
        """The acceptance that shows."""
        return self._sheet

    def _service(self) -> Acceptances | None:
        """Return what the page works with; an office without it has nothing to accept."""
        return self._desk.office.acceptances

    def _empty(self) -> QWidget:
        water = self.trade is Trade.WATER
        return EmptyState(
            tr("No acceptance of the water works yet")
            if water
            else tr("No acceptance of the electricity works yet"),
            tr("It freezes the check list it begins with; what the ledger knows is filled in."),
            tr("Begin the acceptance"),
            self.begin,
        )

    def _whole(self) -> QWidget:
        whole = QWidget()
        head = QHBoxLayout()
        head.addWidget(self.choice)
        head.addWidget(self.summary, 1)
        head.addWidget(self.own)
        head.addWidget(self.withdraw)
        head.addWidget(self.again)
        splitter = QSplitter()
        splitter.addWidget(self.table)
        splitter.addWidget(self.side)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([580, 640])
        splitter.setStretchFactor(1, 1)
        box = QVBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(head)
        box.addWidget(splitter, 1)
        return whole

    def _show_rows(self, rows: list[AcceptanceRow]) -> None:
        rows = [row for row in reversed(rows) if row.trade is self.trade]
        chosen = self._chosen_id() if [r.id for r in rows] == [r.id for r in self._rows] else ""
        self._rows = rows
        self._stack.setCurrentIndex(_OPEN if rows else _EMPTY)
        with QSignalBlocker(self.choice):
            self.choice.clear()
            self.choice.addItems([words.acceptance_title(row) for row in rows])
            number = next((n for n, r in enumerate(rows) if r.id == chosen), 0)
            self.choice.setCurrentIndex(number if rows else -1)
        able = not self._desk.read_only
        self.again.setVisible(bool(rows) and rows[0].outcome is not None and able)
        self._read_sheet()

    def _chosen_id(self) -> str:
        number = self.choice.currentIndex()
        return self._rows[number].id if 0 <= number < len(self._rows) else ""

    def _read_sheet(self) -> None:
        acceptances, chosen = self._desk.office.acceptances, self._chosen_id()
        if not chosen:
            return
        self._desk.ask(
            lambda: acceptances.sheet(chosen),
            lambda sheet: self._show(sheet) if chosen == self._chosen_id() else None,
            owner=self,
        )

    def _show(self, sheet: AcceptanceSheet) -> None:
        before = self._current_code()
        self._sheet = sheet
        self.withdraw.setVisible(sheet.outcome is None and not self._desk.read_only)
        with QSignalBlocker(self.table):
            self.model.show_records(sheet.lines)
            codes = [line.item.code for line in sheet.lines]
            number = codes.index(before) if before in codes else 0
            self.table.selectRow(number)
        self.summary.setText(_summary(sheet))
        self.defects.show_sheet(sheet)
        self.notices.show_sheet(sheet)
        self.outcome.show_sheet(sheet)
        self._item_chosen(number)

    def _current_code(self) -> str:
        rows = self.table.selectionModel().selectedRows()
        number = rows[0].row() if rows else -1
        records = self.model.records
        return records[number].item.code if 0 <= number < len(records) else ""

    def _item_chosen(self, number: int) -> None:
        records = self.model.records
        line = records[number] if 0 <= number < len(records) else None
        self.item.show_line(self._sheet, line)

    def _list_defect(self, code: str, place_id: str) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        places = (line.place for line in sheet.line(code).places)
        place = next((one for one in places if one.id == place_id), None)
        self.side.setCurrentIndex(1)
        self.defects.list_defect(code, place)

    def show_own_list(self) -> None:
        """Open the folder with the office's own check list, made from today's if there is none."""
        acceptances = self._service()
        if acceptances is not None:
            self._desk.ask(
                lambda: acceptances.own_checklist(self.trade), self._show_own_list, owner=self
            )

    def _show_own_list(self, path: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
        self._desk.messages.notice(
            tr("{name} holds for acceptances begun from now on", name=path.name)
        )

    def _withdraw(self) -> None:
        sheet, acceptances = self._sheet, self._desk.office.acceptances
        if sheet is not None:
            self._desk.act(
                lambda: acceptances.withdraw(sheet.id),
                owner=self,
                notice=tr("Withdrawn. Undo brings it back."),
            )


def _summary(sheet: AcceptanceSheet) -> str:
    counts = sheet.counts()
    passed = counts[ItemStatus.PASSED] + counts[ItemStatus.NOT_APPLICABLE]
    said = tr(
        "{passed} of {all} items passed · {failed} failed · {confirm} to confirm · {open} open",
        passed=passed,
        all=len(sheet.lines),
        failed=counts[ItemStatus.FAILED],
        confirm=counts[ItemStatus.UNCONFIRMED] + counts[ItemStatus.CHANGED],
        open=counts[ItemStatus.OPEN],
    )
    if sheet.outcome is None:
        return said
    sign = "✕" if sheet.outcome is AcceptanceOutcome.FAILED else "✓"
    return f"{sign} {words.outcome_word(sheet.outcome)} · {said}"


def _holder(part: QWidget) -> QWidget:
    """Return a tab's page; the part inside may hide itself."""
    holder = QScrollArea()
    holder.setWidgetResizable(True)
    holder.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inside = QWidget()
    box = QVBoxLayout(inside)
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(part)
    holder.setWidget(inside)
    return holder
