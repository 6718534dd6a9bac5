"""成本价: the cost price a household, and setting what each household owes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.amounts import shown
from desktop.domain.project_codes import Trade
from desktop.ui.pages.project.money_tables import MoneyRegister
from desktop.ui.pages.project.money_words import failure, say, trade_word, typed_day
from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import button, label, panel, row

if TYPE_CHECKING:
    from desktop.domain.shares import SharePlan
    from desktop.ui.shell.desk import Desk

_PRICE, _EVENLY, _AREA = "price", "evenly", "area"


class PricePart(QWidget):
    """The register of cost prices; below it the plan of the shares, looked at before it is set."""

    kinds = frozenset({"cost_price", "share", "household", "payment"})

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._quarter_id = ""
        self._plan: SharePlan | None = None
        self.prices = MoneyRegister(
            desk,
            "cost_price",
            columns=("utility", "price", "share", "cap", "document_no", "decided_on"),
            defaults=lambda: {"utility": str(Trade.WATER)},
        )
        self.way = QComboBox()
        self.way.setAccessibleName(tr("How the shares are set"))
        for text, given in (
            (tr("By the cost price"), _PRICE),
            (tr("Divide a sum evenly"), _EVENLY),
            (tr("Divide a sum by area"), _AREA),
        ):
            self.way.addItem(text, given)
        self.way.currentIndexChanged.connect(lambda _: self._way_chosen())
        self.trade = QComboBox()
        self.trade.setAccessibleName(tr("Trade"))
        for trade in Trade:
            self.trade.addItem(trade_word(trade), str(trade))
        self.total = _line(tr("Sum in yuan"), "12,345.60")
        self.due_on = _line(tr("To be paid by"), "2026-01-31")
        self.preview = button(tr("Preview"), self.ask, main=True)
        self.apply = button(tr("Set the shares"), self.set_shares, main=True)
        self.answer = label("", wrap=True)
        for line in (self.total, self.due_on):
            line.returnPressed.connect(self.ask)
            line.textEdited.connect(lambda _: self._forget())
        self.trade.currentIndexChanged.connect(lambda _: self._forget())
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.prices, 1)
        frame = panel(label(tr("What each household owes"), "heading"))
        inside = frame.layout()
        assert isinstance(inside, QVBoxLayout)  # noqa: S101 - as panel() makes it
        inside.addLayout(
            row(self.way, self.trade, self.total, label(tr("to be paid by"), "muted"),
                self.due_on, self.preview)
        )  # fmt: skip
        inside.addWidget(self.answer)
        inside.addLayout(row(self.apply))
        box.addWidget(frame)
        self._way_chosen()

    def show_quarter(self, quarter_id: str) -> None:
        """Look at another quarter."""
        self._quarter_id = quarter_id
        self.prices.show_parent(quarter_id)
        self.refresh()

    def refresh(self) -> None:
        """What was previewed no longer holds."""
        self._forget()

    def ask(self) -> None:
        """Say what setting the shares would do; nothing changes."""
        self._forget()
        usable, _ = typed_day(self.due_on.text(), self.answer)
        if not usable or not self._quarter_id:
            return
        money, quarter, way = self._desk.office.money, self._quarter_id, self.way.currentData()
        trade, total = Trade(self.trade.currentData()), self.total.text()

        def plan() -> SharePlan:
            if way == _PRICE:
                return money.plan_shares(quarter)
            return money.plan_shares(quarter, trade=trade, total=total, by_area=way == _AREA)

        self._desk.ask(
            plan, self._show, owner=self, failed=lambda error: failure(self.answer, error)
        )

    def set_shares(self) -> None:
        """Set the shares as previewed, as one operation."""
        plan, money = self._plan, self._desk.office.money
        usable, due_on = typed_day(self.due_on.text(), self.answer)
        if plan is None or not usable:
            return
        self.apply.setEnabled(False)
        self._desk.act(
            lambda: money.apply_shares(plan, due_on),
            owner=self,
            done=lambda _: self._forget(),
            failed=lambda error: failure(self.answer, error),
            notice=tr("Shares set. Undo takes them back."),
        )

    def _show(self, plan: SharePlan) -> None:
        self._plan = plan
        if plan.empty:
            say(
                self.answer,
                tr("Nothing would change: {count} households owe {total} yuan in all.",
                   count=plan.households, total=shown(plan.total)),
                "muted",
            )  # fmt: skip
            return
        parts = [
            tr("{new} shares new, {changed} changed, {gone} taken away, {kept} kept.",
               new=len(plan.new), changed=len(plan.changed), gone=len(plan.gone),
               kept=len(plan.kept)),
            tr("Then {count} households owe {total} yuan in all.",
               count=plan.households, total=shown(plan.total)),
        ]  # fmt: skip
        if plan.to_refund:
            parts.append(tr("To be given back: {amount} yuan.", amount=shown(plan.to_refund)))
        say(self.answer, " ".join(parts), "heading")
        self.apply.setText(
            tr("Set {count} shares", count=len(plan.new) + len(plan.changed) + len(plan.gone))
        )
        self.apply.setVisible(True)
        self.apply.setEnabled(not self._desk.read_only)

    def _forget(self) -> None:
        self._plan = None
        say(self.answer, "")
        self.apply.hide()

    def _way_chosen(self) -> None:
        divides = self.way.currentData() != _PRICE
        self.trade.setVisible(divides)
        self.total.setVisible(divides)
        self._forget()


def _line(name: str, example: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(f"{name} {example}" if name != tr("To be paid by") else example)
    made.setMaximumWidth(180)
    return made
