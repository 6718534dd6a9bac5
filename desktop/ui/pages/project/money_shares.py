"""各户缴费: what every household owes and has paid; the chosen one beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QMenu,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.amounts import shown
from desktop.domain.project_codes import Trade
from desktop.ui.itemmodels.records import Column, RecordTable
from desktop.ui.pages.project.money_household import HouseholdMoneyPart
from desktop.ui.pages.project.money_tables import HOUSEHOLD_WIDTH, amount_column
from desktop.ui.pages.project.money_words import say, trade_letter
from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import button, label, row
from desktop.ui.widgets.save_paper import save_paper
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from datetime import date

    from desktop.services.money_shares import HouseholdShares, QuarterShares
    from desktop.ui.shell.desk import Desk

_RECEIVED, _ARREARS = "received", "arrears"
_ALL, _OPEN, _LATE, _WAIVED, _BACK = "all", "open", "late", "waived", "back"


class SharesPart(QWidget):
    """A list of all households, found by door or name; paying happens beside it.

    Signals:
        prices_asked: nobody owes anything yet; the cost price comes first.
    """

    prices_asked = Signal()

    kinds = frozenset({"share", "payment", "household"})

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._quarter_id = ""
        self._found: QuarterShares | None = None
        self._chosen = ""
        columns: list[Column[HouseholdShares]] = [
            Column(tr("Household"), lambda r: r.label, 13),
            Column(tr("Owner"), lambda r: r.owner, 7),
            Column(tr("Joins"), _joins, 5),
            amount_column(tr("Share due"), lambda r: r.sums.due, width=HOUSEHOLD_WIDTH),
            amount_column(tr("Waived"), lambda r: r.sums.waived, width=HOUSEHOLD_WIDTH),
            amount_column(tr("Has paid"), lambda r: r.sums.paid - r.sums.refunded,
                          width=HOUSEHOLD_WIDTH),
            amount_column(tr("Still open"), lambda r: r.sums.unpaid - r.sums.overpaid,
                          lambda r: "error_text" if self._late(r) else "", width=HOUSEHOLD_WIDTH),
            Column(tr("State"), self._state, 9, colour=self._state_colour),
            Column(tr("Receipts"), lambda r: "、".join(r.receipts), 14),
        ]  # fmt: skip
        self.model: RecordTable[HouseholdShares] = RecordTable(columns)
        self.table = Table(self.model, [c.width for c in columns], tr("Shares"), stretch=8)
        self.table.row_chosen.connect(self._row_chosen)
        self.words = QLineEdit()
        self.words.setClearButtonEnabled(True)
        self.words.setPlaceholderText(tr("Door, name or receipt number"))
        self.words.setAccessibleName(tr("Door, name or receipt number"))
        self.words.setMinimumWidth(200)
        self.words.setMaximumWidth(240)
        self.words.textChanged.connect(lambda _: self._filter())
        self.which = QComboBox()
        self.which.setAccessibleName(tr("Show"))
        for text, given in (
            (tr("All households"), _ALL),
            (tr("Not fully paid"), _OPEN),
            (tr("In arrears"), _LATE),
            (tr("Waived"), _WAIVED),
            (tr("To be given money back"), _BACK),
        ):
            self.which.addItem(text, given)
        self.which.currentIndexChanged.connect(lambda _: self._filter())
        self.sums = label("", "heading", wrap=True)
        self.twice = label("", "error", wrap=True)
        self.none = row(
            label(tr("Nobody owes anything yet: set the cost price first."), "muted"),
            button(tr("To the cost price"), self.prices_asked.emit),
        )
        self.papers = QPushButton(tr("Lists to print"))
        self.papers.setMenu(self._paper_menu())
        self.beside = HouseholdMoneyPart(desk)
        left = QWidget()
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.addWidget(self.table, 1)
        splitter = QSplitter()
        splitter.addWidget(left)
        splitter.addWidget(self.beside)
        splitter.setSizes([860, 380])
        splitter.setStretchFactor(0, 1)
        splitter.setChildrenCollapsible(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        head = row(self.words, self.which, stretch=False)
        head.addWidget(self.sums, 1)
        head.addWidget(self.papers)
        box.addLayout(head)
        box.addWidget(self.twice)
        box.addLayout(self.none)
        box.addWidget(splitter, 1)
        say(self.twice, "")

    def show_quarter(self, quarter_id: str) -> None:
        """Look at another quarter."""
        if quarter_id != self._quarter_id:
            self._quarter_id, self._chosen = quarter_id, ""
            self.beside.show_household(None)
        self.refresh()

    def refresh(self) -> None:
        """Read every household again."""
        money, quarter = self._desk.office.money, self._quarter_id
        if quarter:
            self._desk.ask(lambda: money.shares(quarter), self._show, owner=self)

    def choose(self, household_id: str) -> None:
        """Choose a household that the list shows."""
        records = self.model.records
        number = next((n for n, r in enumerate(records) if r.household_id == household_id), -1)
        if number >= 0:
            self.table.selectRow(number)

    def save_paper(self, name: str) -> None:
        """Save the masked public list or the list of who still owes."""
        money, quarter = self._desk.office.money, self._quarter_id
        if not quarter:
            return
        if name == _ARREARS:
            save_paper(self._desk, self, tr("Not fully paid"), lambda: money.arrears_paper(quarter))
        else:
            title = tr("Received, for the notice board")
            save_paper(self._desk, self, title, lambda: money.received_paper(quarter))

    def _paper_menu(self) -> QMenu:
        menu = QMenu(self)
        for name, text in (
            (_RECEIVED, tr("Received, for the notice board (names masked)…")),
            (_ARREARS, tr("Who has not fully paid, for collecting…")),
        ):
            menu.addAction(text).triggered.connect(partial(self._paper_chosen, name))
        return menu

    def _paper_chosen(self, name: str, *_: object) -> None:
        self.save_paper(name)

    def _show(self, found: QuarterShares) -> None:
        self._found = found
        sums = found.sums
        say(
            self.sums,
            tr("Due {due} − waived {waived} − paid {paid} = still open {open} yuan",
               due=shown(sums.due), waived=shown(sums.waived),
               paid=shown(sums.paid - sums.refunded), open=shown(sums.unpaid - sums.overpaid)),
        )  # fmt: skip
        numbers = "、".join(sorted({payment.receipt_no for payment in found.twice}))
        say(
            self.twice,
            numbers and tr("Receipt numbers that stand on several receipts: {numbers}",
                           numbers=numbers),
        )  # fmt: skip
        nothing = not sums.due and not sums.paid
        for place in range(self.none.count()):
            widget = self.none.itemAt(place).widget()
            if widget is not None:
                widget.setVisible(nothing)
        self._filter()

    def _filter(self) -> None:
        if self._found is None:
            return
        words = self.words.text().split()
        rows = [r for r in self._found.rows if self._wanted(r) and _has(r, words)]
        with QSignalBlocker(self.table):
            self.model.show_records(rows)
        number = next((n for n, r in enumerate(rows) if r.household_id == self._chosen), -1)
        with QSignalBlocker(self.table):
            if number >= 0:
                self.table.selectRow(number)
            else:
                self.table.clearSelection()
        self.beside.show_household(rows[number] if number >= 0 else None)

    def _wanted(self, found: HouseholdShares) -> bool:
        which, sums = self.which.currentData(), found.sums
        if which == _OPEN:
            return sums.unpaid > 0
        if which == _LATE:
            return self._late(found)
        if which == _WAIVED:
            return sums.waived > 0
        return which == _ALL or sums.overpaid > 0

    def _row_chosen(self, number: int) -> None:
        records = self.model.records
        found = records[number] if 0 <= number < len(records) else None
        self._chosen = found.household_id if found else ""
        self.beside.show_household(found)

    def _today(self) -> date | None:
        return self._found.today if self._found else None

    def _late(self, found: HouseholdShares) -> bool:
        today = self._today()
        return today is not None and found.late(today)

    def _state(self, found: HouseholdShares) -> str:
        sums = found.sums
        if sums.overpaid:
            return tr("↩ give back")
        if self._late(found):
            return tr("✕ in arrears")
        if sums.unpaid:
            return tr("○ open")
        if sums.due:
            return tr("✓ settled")
        return tr("not joined") if not found.joins else ""

    def _state_colour(self, found: HouseholdShares) -> str:
        if self._late(found) or found.sums.overpaid:
            return "error_text"
        return "" if found.sums.unpaid else "muted"


def _joins(found: HouseholdShares) -> str:
    works = (Trade.WATER, Trade.ELECTRICITY)
    return " ".join(trade_letter(trade) for trade in works if trade in found.joins)


def _has(found: HouseholdShares, words: list[str]) -> bool:
    text = f"{found.label} {found.owner} {' '.join(found.receipts)}"
    plain = text.replace("栋", "-").replace("单元", "-")
    return all(word in text or word in plain for word in words)
