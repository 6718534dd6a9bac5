"""资金: what the works cost, who pays, and what each household owes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.pages.project.money_audits import AuditPart
from desktop.ui.pages.project.money_costs import CostPart
from desktop.ui.pages.project.money_funds import FundsPart
from desktop.ui.pages.project.money_prices import PricePart
from desktop.ui.pages.project.money_shares import SharesPart
from desktop.ui.pages.project.money_statement import StatementPart
from desktop.ui.pages.project.sectioned_part import Section, SectionedPart
from desktop.ui.shell.language import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.ui.shell.desk import Desk


class MoneyPart(SectionedPart):
    """Six sections, each made when it is first looked at."""

    kinds = frozenset(
        {
            *("cost_item", "cost_price", "fund_entry", "share", "payment", "audit", "finding"),
            *("household", "parameter"),
        }
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            (
                Section("costs", tr("Costs"), CostPart),
                Section("funds", tr("Sources of money"), FundsPart),
                Section("prices", tr("Cost price"), PricePart),
                Section("shares", tr("Households' payments"), SharesPart),
                Section("statement", tr("Bank statement"), StatementPart),
                Section("audits", tr("Reviews and audits"), AuditPart),
            ),
        )

    def show_quarter(self, quarter_id: str, code: str) -> None:
        """Look at another quarter; empty texts when there is none."""
        known = getattr(self._desk.office, "money", None) is not None
        super().show_quarter(quarter_id if known else "", code)

    def refresh(self) -> None:
        """Read again what shows, keeping what is chosen there; the others when looked at."""
        self._stale = set(self._makers) - {self.sections.code}
        found = self._made.get(self.sections.code)
        if found is not None:
            found.refresh()  # type: ignore[attr-defined]

    def _section_made(self, found: QWidget) -> None:
        if isinstance(found, SharesPart):
            found.prices_asked.connect(lambda: self.open("prices"))
