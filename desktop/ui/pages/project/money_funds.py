"""资金: where the money comes from and goes to, and whether the account balances."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.amounts import NOTHING, shown
from desktop.domain.project_codes import FUND_SOURCE, FUND_STEP, FundStep
from desktop.ui.itemmodels.records import Column
from desktop.ui.pages.project.money_tables import FewRows, MoneyRegister, amount_column
from desktop.ui.pages.project.money_words import ProblemLines, say
from desktop.ui.shell.language import language, tr
from desktop.ui.shell.messages import sentence
from desktop.ui.widgets.panels import button, label, row
from desktop.ui.widgets.save_paper import save_paper

if TYPE_CHECKING:
    from decimal import Decimal

    from desktop.domain.funding import Account, FundProblem
    from desktop.ui.shell.desk import Desk


class _SourceRow(NamedTuple):
    name: str
    amounts: dict[FundStep, Decimal]

    @property
    def left(self) -> Decimal:
        got = self.amounts[FundStep.RECEIVED]
        return got - self.amounts[FundStep.PAID] - self.amounts[FundStep.RETURNED]


class FundsPart(QWidget):
    """The balance as a sentence, the matrix of sources and steps, the entries below."""

    kinds = frozenset({"fund_entry", "payment", "share", "cost_item", "audit"})

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._quarter_id = ""
        self.balance = label("", "heading", wrap=True)
        self.problems = ProblemLines()
        columns: list[Column[_SourceRow]] = [Column(tr("Source of money"), lambda r: r.name, 16)]
        columns += [
            amount_column(FUND_STEP.label(int(step), language()),
                          lambda r, step=step: r.amounts[step])  # type: ignore[misc]
            for step in FundStep
        ]  # fmt: skip
        columns.append(
            amount_column(
                tr("Left in the account"),
                lambda r: r.left,
                lambda r: "error_text" if r.left < 0 else "",
            )
        )
        self.matrix = FewRows(columns, tr("Sources of money"))
        self.entries = MoneyRegister(
            desk,
            "fund_entry",
            columns=("source", "step", "amount", "booked_on", "document_no", "other_side"),
            subject="",
        )
        self.closing = button(tr("May it be closed?"), self.ask_closing)
        self.paper = button(tr("Account as a paper…"), self.save_account)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        line = row(stretch=False)
        line.addWidget(self.balance, 1)
        line.addWidget(self.closing)
        line.addWidget(self.paper)
        box.addLayout(line)
        box.addWidget(self.problems)
        box.addWidget(self.matrix)
        box.addWidget(self.entries, 1)

    def show_quarter(self, quarter_id: str) -> None:
        """Look at another quarter."""
        self._quarter_id = quarter_id
        self.entries.show_parent(quarter_id)
        self.refresh()

    def refresh(self) -> None:
        """Read the account again; the entries follow by themselves."""
        money, quarter = self._desk.office.money, self._quarter_id
        if quarter:
            self._desk.ask(lambda: money.account(quarter), self._show, owner=self)

    def ask_closing(self) -> None:
        """Say what keeps the account from being closed."""
        money, quarter = self._desk.office.money, self._quarter_id
        self._desk.ask(lambda: money.closing(quarter), self._show_closing, owner=self)

    def save_account(self) -> None:
        """Save the account as PDF, Word or Excel."""
        money, quarter = self._desk.office.money, self._quarter_id
        if quarter:
            save_paper(
                self._desk, self, tr("Account of the money"), lambda: money.account_paper(quarter)
            )

    def _show(self, account: Account) -> None:
        rows = [
            _SourceRow(
                FUND_SOURCE.label(source, language()),
                {step: account.of(source, step) for step in FundStep},
            )
            for source in account.sources
        ]
        total = _SourceRow(tr("Total"), {step: account.total(step) for step in FundStep})
        self.matrix.show_rows([*rows, total])
        self._say_balance(account)
        self._show_problems(account.problems)

    def _say_balance(self, account: Account) -> None:
        words = tr(
            "Received {received} − paid {paid} − given back {returned} = left {left} yuan",
            received=shown(account.total(FundStep.RECEIVED)),
            paid=shown(account.total(FundStep.PAID)),
            returned=shown(account.total(FundStep.RETURNED)),
            left=shown(account.balance),
        )
        if not account.cells:
            say(self.balance, tr("No money recorded yet."), "heading")
        elif account.balances:
            sources = tr("sources = approved estimate {amount}",
                         amount=shown(account.approved_estimate or NOTHING))  # fmt: skip
            say(self.balance, "✓ " + tr("It balances:") + f" {words} · {sources}", "good")
        else:
            say(self.balance, "✕ " + tr("It does not balance:") + f" {words}", "notMet")

    def _show_problems(self, problems: tuple[FundProblem, ...]) -> None:
        self.problems.show_problems([(sentence(str(p.code), p.details), "") for p in problems])

    def _show_closing(self, problems: tuple[FundProblem, ...]) -> None:
        self._show_problems(problems)
        if not problems:
            say(self.balance, "✓ " + tr("The account may be closed."), "good")


def _warned(found: _SourceRow) -> str:
    return "error_text" if found.left < 0 else ""
