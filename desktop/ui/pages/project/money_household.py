"""One household's money: what it owes, what it paid; paying, waiving, giving back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.amounts import NOTHING, shown
from desktop.domain.payments import Received, Waiver
from desktop.domain.project_codes import PAY_WAY, WAIVER_REASON
from desktop.ui.itemmodels.records import Column
from desktop.ui.pages.project.money_payments import PaymentsPart
from desktop.ui.pages.project.money_tables import HOUSEHOLD_WIDTH, FewRows, amount_column
from desktop.ui.pages.project.money_words import failure, say, trade_word, typed_day
from desktop.ui.shell.language import language, tr
from desktop.ui.widgets.code_buttons import CodeButtons
from desktop.ui.widgets.panels import EmptyState, button, label, row

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.changes import Changes
    from desktop.domain.codes import CodeList
    from desktop.domain.payments import PaymentRow
    from desktop.domain.shares import ShareLine
    from desktop.services.money_shares import HouseholdShares
    from desktop.ui.shell.desk import Desk

_PAY, _WAIVE, _REFUND = "pay", "waive", "refund"


class HouseholdMoneyPart(QWidget):
    """Shows one household of the list; what is done here is stored at once and can be undone."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._found: HouseholdShares | None = None
        self.title = label("", "heading", wrap=True)
        lines: list[Column[ShareLine]] = [
            Column(tr("Trade"), lambda r: trade_word(r.trade), 5),
            amount_column(tr("Share due"), lambda r: r.due, width=HOUSEHOLD_WIDTH),
            amount_column(tr("Waived"), lambda r: r.waived, width=HOUSEHOLD_WIDTH),
            amount_column(tr("Still open"), lambda r: r.open, width=HOUSEHOLD_WIDTH),
        ]
        self.lines = FewRows(lines, tr("Shares"), most=4)
        self.payments = PaymentsPart(desk)
        self.act = CodeButtons(
            [(_PAY, tr("Payment")), (_WAIVE, tr("Waiver")), (_REFUND, tr("Refund"))], toggles=False
        )
        self.act.set_code(_PAY)
        self.act.chosen.connect(self._act_chosen)
        self.trade = QComboBox()
        self.amount = QLineEdit()
        self.day = QLineEdit()
        self.way = _choice(PAY_WAY, tr("Way of payment"))
        self.receipt, self.payer = QLineEdit(), QLineEdit()
        self.reason = _choice(WAIVER_REASON, tr("Reason of the waiver"))
        self.number, self.by = QLineEdit(), QLineEdit()
        self.says = label("", "error", wrap=True)
        self.store = button(tr("Record the payment"), self.record, main=True)
        self.unwaive = button(tr("Take the waiver back"), self.withdraw_waiver)
        self.trade.currentIndexChanged.connect(lambda _: self._offer_amount())
        self._rows: dict[str, tuple[QWidget, QWidget]] = {}
        self._empty = EmptyState(
            tr("No household chosen"), tr("Choose one in the list; it is paid for here.")
        )
        self._whole = self._build()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 0, 0, 0)
        layout.addWidget(self._empty)
        layout.addWidget(self._whole, 1)
        self.setMinimumWidth(380)
        self.show_household(None)

    def show_household(self, found: HouseholdShares | None) -> None:
        """Show this one; what was being typed for the same one stays."""
        same = (
            found is not None and self._found is not None
            and found.household_id == self._found.household_id
        )  # fmt: skip
        changed = not same or found.lines != self._found.lines  # type: ignore[union-attr]
        self._found = found
        self._empty.setVisible(found is None)
        self._whole.setVisible(found is not None)
        if found is None:
            return
        hardship = tr("hardship on record") if found.hardship else ""
        self.title.setText("  ".join(filter(None, (found.label, found.owner, hardship))))
        self.lines.show_rows(found.lines)
        if changed:
            self._begin(found)
        money, household = self._desk.office.money, found.household_id
        self._desk.ask(
            lambda: money.household(household)[1],
            lambda rows: self._show_payments(household, rows),
            owner=self,
        )

    def record(self) -> None:
        """Store what was typed, by what is being done."""
        found = self._found
        say(self.says, "")
        usable, day = typed_day(self.day.text(), self.says)
        if found is None or not usable:
            return
        action = self._waiver(day) if self.act.code == _WAIVE else self._payment(found, day)
        if action is not None:
            self.store.setEnabled(False)
            self._desk.act(
                action,
                owner=self,
                done=lambda _: self._recorded(),
                failed=self._failed,
                notice=tr("Recorded. Undo takes it back."),
            )

    def withdraw_waiver(self) -> None:
        """Take the waiver of the chosen share back."""
        line, money = self._line(), self._desk.office.money
        if line is not None and line.waived:
            share = line.share_id
            self._desk.act(lambda: money.withdraw_waiver(share), owner=self, failed=self._failed)

    def _payment(self, found: HouseholdShares, day: date | None) -> Callable[[], Changes]:
        money, household, amount = self._desk.office.money, found.household_id, self.amount.text()
        trade = next((t for t in found.lines if str(t.trade) == self.trade.currentData()), None)
        given = Received(
            day,
            int(self.way.currentData()) if self.way.currentData() else None,
            self.receipt.text(),
            self.payer.text(),
        )
        wanted = trade.trade if trade else None
        if self.act.code == _REFUND:
            return lambda: money.refund(household, amount, trade=wanted, given=given)
        return lambda: money.pay(household, amount, trade=wanted, received=given)

    def _waiver(self, day: date | None) -> Callable[[], Changes] | None:
        line = self._line()
        money = self._desk.office.money
        reason = int(self.reason.currentData()) if self.reason.currentData() else None
        waiver = Waiver(self.amount.text(), reason, self.number.text(), self.by.text(), day)
        if line is None or not line.share_id:
            say(self.says, tr("There is no share to waive."), "error")
            return None
        share = line.share_id
        return lambda: money.waive(share, waiver)

    def _line(self) -> ShareLine | None:
        lines = self._found.lines if self._found else ()
        wanted = self.trade.currentData()
        return next((line for line in lines if str(line.trade) == wanted), None)

    def _begin(self, found: HouseholdShares) -> None:
        self.payer.setText(found.owner)
        for line_edit in (self.receipt, self.number):
            line_edit.clear()
        if not self.day.text():
            self.day.setText(date.today().isoformat())  # noqa: DTZ011 - the clerk's own day
        say(self.says, "")
        self._act_chosen()

    def _offer_trades(self) -> None:
        """Offer what can be paid for: all of it at once, but for a waiver, which is for one."""
        lines = self._found.lines if self._found else ()
        with QSignalBlocker(self.trade):
            self.trade.clear()
            if len(lines) > 1 and self.act.code != _WAIVE:
                self.trade.addItem(tr("All that is open"), "")
            for line in lines:
                self.trade.addItem(trade_word(line.trade), str(line.trade))

    def _act_chosen(self) -> None:
        self._offer_trades()
        act = self.act.code
        shown_rows = {
            _PAY: ("trade", "amount", "day", "way", "receipt", "payer"),
            _REFUND: ("trade", "amount", "day", "way", "receipt", "payer"),
            _WAIVE: ("trade", "amount", "reason", "number", "by", "day"),
        }[act]
        for name, widgets in self._rows.items():
            for widget in widgets:
                widget.setVisible(name in shown_rows)
        self.store.setText(
            {
                _PAY: tr("Record the payment"),
                _REFUND: tr("Record the refund"),
                _WAIVE: tr("Record the waiver"),
            }[act]
        )
        self.store.setEnabled(not self._desk.read_only)
        self._offer_amount()

    def _offer_amount(self) -> None:
        found = self._found
        if found is None:
            return
        wanted = self.trade.currentData()
        lines = [line for line in found.lines if not wanted or str(line.trade) == wanted]
        if self.act.code == _REFUND:
            offered = sum((-line.open for line in lines if line.open < 0), start=NOTHING)
        else:
            offered = sum((line.open for line in lines if line.open > 0), start=NOTHING)
        self.amount.setText(shown(offered) if offered else "")
        waived = any(line.waived for line in lines) and self.act.code == _WAIVE
        self.unwaive.setVisible(waived and not self._desk.read_only)

    def _show_payments(self, household_id: str, rows: list[PaymentRow]) -> None:
        if self._found is not None and household_id == self._found.household_id:
            self.payments.show_payments(rows)

    def _recorded(self) -> None:
        self.store.setEnabled(not self._desk.read_only)
        self.receipt.clear()

    def _failed(self, error: BaseException) -> None:
        self.store.setEnabled(not self._desk.read_only)
        failure(self.says, error)

    def _build(self) -> QWidget:
        form = QGridLayout()
        form.setHorizontalSpacing(8)
        form.setVerticalSpacing(4)
        for name, text, widget in (
            ("trade", tr("Pays for"), self.trade),
            ("amount", tr("Amount (yuan)"), self.amount),
            ("reason", tr("Reason of the waiver"), self.reason),
            ("number", tr("Number of the approval"), self.number),
            ("by", tr("Approved by"), self.by),
            ("day", tr("Date"), self.day),
            ("way", tr("Way of payment"), self.way),
            ("receipt", tr("Receipt number"), self.receipt),
            ("payer", tr("Payer"), self.payer),
        ):
            words = label(text, "muted")
            widget.setAccessibleName(text)
            place = form.rowCount()
            form.addWidget(words, place, 0)
            form.addWidget(widget, place, 1)
            self._rows[name] = (words, widget)
            if isinstance(widget, QLineEdit):
                widget.returnPressed.connect(self.record)
                widget.setMaxLength(60)
        self.amount.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.amount.setPlaceholderText("12,345.60")
        self.day.setPlaceholderText("2026-01-31")
        self.receipt.setMaxLength(40)
        self.receipt.setPlaceholderText(tr("As on the real receipt"))
        form.setColumnStretch(1, 1)
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 8, 0)
        for one in (self.title, self.lines, self.payments, self.act):
            box.addWidget(one)
        box.addLayout(form)
        box.addWidget(self.says)
        box.addLayout(row(self.store, self.unwaive))
        box.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        return scroll


def _choice(codes: CodeList, name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.addItem("", "")
    for code in codes.labels:
        made.addItem(codes.label(code, language()), str(code))
    return made
