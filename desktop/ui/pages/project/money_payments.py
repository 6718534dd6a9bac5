"""The payments of one household: what came in, its receipt entered afterwards, one taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.domain.project_codes import PaymentKind
from desktop.ui.itemmodels.records import Column
from desktop.ui.pages.project.money_tables import HOUSEHOLD_WIDTH, FewRows, amount_column
from desktop.ui.pages.project.money_words import failure, say, trade_word
from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import button, label, row

if TYPE_CHECKING:
    from decimal import Decimal

    from desktop.domain.payments import PaymentRow
    from desktop.ui.shell.desk import Desk


class PaymentsPart(QWidget):
    """The newest first; the chosen one can be corrected, and undo brings everything back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows: list[PaymentRow] = []
        columns: list[Column[PaymentRow]] = [
            Column(tr("Date"), lambda r: r.paid_on or "?", 10),
            amount_column(tr("Amount"), _signed, width=HOUSEHOLD_WIDTH),
            Column(tr("Trade"), lambda r: trade_word(r.trade), 5),
            Column(tr("Receipt"), lambda r: r.receipt_no or _bank(r), 9),
        ]
        self.table: FewRows[PaymentRow] = FewRows(columns, tr("Payments"), most=5, picks=True)
        self.table.row_chosen.connect(self._row_chosen)
        self.receipt = QLineEdit()
        self.receipt.setMaxLength(40)
        self.receipt.setAccessibleName(tr("Receipt number"))
        self.receipt.setPlaceholderText(tr("Receipt number"))
        self.receipt.returnPressed.connect(self.enter_receipt)
        self.enter = button(tr("Enter the number"), self.enter_receipt)
        self.take_out = button(tr("Remove this payment"), self.remove)
        self.says = label("", "error", wrap=True)
        self._foot = QWidget()
        foot = row(self.receipt, self.enter, self.take_out, stretch=False)
        self._foot.setLayout(foot)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for widget in (self.table, self._foot, self.says):
            box.addWidget(widget)
        self.show_payments([])

    def show_payments(self, rows: list[PaymentRow]) -> None:
        """Show these, oldest first as they come; the chosen one stays chosen."""
        chosen = self._chosen()
        self._rows = rows[::-1]
        with QSignalBlocker(self.table):
            self.table.show_rows(self._rows)
            self.table.clearSelection()
        number = next((n for n, r in enumerate(self._rows) if chosen and r.id == chosen.id), -1)
        if number >= 0:
            self.table.selectRow(number)
        self.setVisible(bool(rows))
        self._row_chosen(number)

    def enter_receipt(self) -> None:
        """Store the number of the real receipt of the chosen payment."""
        chosen, money, number = self._chosen(), self._desk.office.money, self.receipt.text()
        if chosen is not None:
            payment = chosen.id
            self._desk.act(
                lambda: money.set_receipt(payment, number),
                owner=self,
                failed=lambda error: failure(self.says, error),
            )

    def remove(self) -> None:
        """Take the chosen payment out; undo brings it back."""
        chosen, registers = self._chosen(), self._desk.office.registers
        if chosen is not None:
            payment = chosen.id
            self._desk.act(
                lambda: registers.remove("payment", payment),
                owner=self,
                notice=tr("Removed. Undo brings it back."),
            )

    def _chosen(self) -> PaymentRow | None:
        found = self.table.selectionModel().selectedRows()
        number = found[0].row() if found else -1
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def _row_chosen(self, number: int) -> None:
        known = 0 <= number < len(self._rows)
        self._foot.setVisible(known and not self._desk.read_only)
        say(self.says, "")
        if known:
            self.receipt.setText(self._rows[number].receipt_no)


def _signed(payment: PaymentRow) -> Decimal:
    return -payment.amount if payment.kind is PaymentKind.REFUND else payment.amount


def _bank(payment: PaymentRow) -> str:
    return tr("bank statement") if payment.bank_line else ""
