"""造价: what the works cost at each step of the chain, and which limits are passed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.amounts import shown, to_fen
from desktop.domain.cost import CHAIN
from desktop.domain.project_codes import ESTIMATE_KIND, EstimateKind, Trade
from desktop.ui.itemmodels.records import Column
from desktop.ui.pages.project.money_tables import FewRows, MoneyRegister, amount_column
from desktop.ui.pages.project.money_words import ProblemLines, trade_word
from desktop.ui.shell.language import language, tr
from desktop.ui.shell.messages import sentence
from desktop.ui.widgets.code_buttons import CodeButtons
from desktop.ui.widgets.panels import button, label

if TYPE_CHECKING:
    from decimal import Decimal

    from desktop.domain.cost import Costs
    from desktop.domain.values import Record
    from desktop.ui.shell.desk import Desk


class _TotalRow(NamedTuple):
    name: str
    amounts: dict[EstimateKind, Decimal | None]


class CostPart(QWidget):
    """Totals and flags above, the items of the chosen step below."""

    kinds = frozenset({"cost_item", "audit", "parameter"})

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._quarter_id = ""
        columns: list[Column[_TotalRow]] = [Column(tr("Trade"), lambda r: r.name, 12)]
        columns += [
            amount_column(kind_name(kind), lambda r, kind=kind: r.amounts[kind])  # type: ignore[misc]
            for kind in CHAIN
        ]
        self.totals = FewRows(columns, tr("Costs"))
        self.approved = label("", "heading", wrap=True)
        self.flags = ProblemLines(self._go)
        self.step = CodeButtons([("", tr("All")), *((str(int(k)), kind_name(k)) for k in CHAIN)],
                                toggles=False)  # fmt: skip
        self.step.set_code("")
        self.step.chosen.connect(self._step_chosen)
        self.items = MoneyRegister(
            desk,
            "cost_item",
            columns=("item", "utility", "est_kind", "quantity", "unit", "amount", "reviewed"),
            defaults=self._begin,
            where=lambda r: not self.step.code or str(r.get("est_kind")) == self.step.code,
        )
        self.reckon = button(tr("Amount = quantity × price"), self._reckon)
        self.reckon.hide()
        self.items.beside.addWidget(self.reckon)
        self.items.record_chosen.connect(lambda _: self._offer_reckoning())
        self.items.shown.connect(self._offer_reckoning)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.approved)
        box.addWidget(self.totals)
        box.addWidget(self.flags)
        box.addWidget(self.step)
        box.addWidget(self.items, 1)

    def show_quarter(self, quarter_id: str) -> None:
        """Look at another quarter."""
        self._quarter_id = quarter_id
        self.items.show_parent(quarter_id)
        self.refresh()

    def refresh(self) -> None:
        """Read the totals again; the items follow by themselves."""
        money, quarter = self._desk.office.money, self._quarter_id
        if quarter:
            self._desk.ask(lambda: money.costs(quarter), self._show, owner=self)

    def _show(self, costs: Costs) -> None:
        trades: list[Trade | None] = [*Trade, None]
        rows = [
            _TotalRow(
                trade_word(trade) if trade else tr("Total"),
                {kind: costs.table.of(kind, trade) for kind in CHAIN},
            )
            for trade in trades
        ]
        self.totals.show_rows([found for found in rows if any(found.amounts.values())] or rows[-1:])
        approved = costs.facts.approved
        self.approved.setText(
            tr("Approved estimate: {amount} yuan", amount=shown(approved))
            if approved is not None
            else tr("No approved estimate yet: record the review's amounts or the review itself.")
        )
        self.flags.show_problems(
            [
                (sentence(str(flag.code), flag.details), flag.item_id)
                for flag in costs.facts.over_flags
            ]
        )

    def _go(self, item_id: str) -> None:
        self.step.set_code("")
        self.items.refresh()
        self.items.choose(item_id)

    def _step_chosen(self) -> None:
        self.items.refresh()

    def _begin(self) -> Record:
        return {"est_kind": int(self.step.code) if self.step.code else 1}

    def _offer_reckoning(self) -> None:
        amount = self._reckoned()
        self.reckon.setVisible(amount is not None and not self._desk.read_only)
        if amount is not None:
            self.reckon.setText(tr("Enter {amount}: quantity × price", amount=shown(amount)))

    def _reckoned(self) -> Decimal | None:
        """Return quantity × price of the chosen item where its amount says otherwise."""
        chosen = self.items.chosen
        if chosen is None or chosen["quantity"] is None or chosen["unit_price"] is None:
            return None
        amount = to_fen(chosen["quantity"] * chosen["unit_price"])  # type: ignore[operator,arg-type]
        return None if amount == chosen["amount"] else amount

    def _reckon(self) -> None:
        chosen, amount = self.items.chosen, self._reckoned()
        if chosen is not None and amount is not None:
            editing, item_id = self._desk.office.editing, str(chosen["id"])
            self._desk.act(
                lambda: editing.set_field("cost_item", item_id, "amount", str(amount)), owner=self
            )


def kind_name(kind: EstimateKind) -> str:
    """Return what people call a step of the chain."""
    return ESTIMATE_KIND.label(int(kind), language())
