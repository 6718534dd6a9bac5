"""资金: what the works cost, who pays, and what each household owes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.pages.project.money_audits import AuditPart
from desktop.ui.pages.project.money_costs import CostPart
from desktop.ui.pages.project.money_funds import FundsPart
from desktop.ui.pages.project.money_prices import PricePart
from desktop.ui.pages.project.money_shares import SharesPart
from desktop.ui.pages.project.money_statement import StatementPart
from desktop.ui.shell.language import tr
from desktop.ui.widgets.code_buttons import CodeButtons

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.shell.desk import Desk


class MoneyPart(QWidget):
    """Six sections, each made when it is first looked at."""

    kinds = frozenset(
        {
            *("cost_item", "cost_price", "fund_entry", "share", "payment", "audit", "finding"),
            *("household", "parameter"),
        }
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._quarter_id = ""
        self._made: dict[str, QWidget] = {}
        self._stale: set[str] = set()
        self._makers: dict[str, Callable[[Desk], QWidget]] = {
            "costs": CostPart,
            "funds": FundsPart,
            "prices": PricePart,
            "shares": SharesPart,
            "statement": StatementPart,
            "audits": AuditPart,
        }
        self.sections = CodeButtons(
            [
                ("costs", tr("Costs")),
                ("funds", tr("Sources of money")),
                ("prices", tr("Cost price")),
                ("shares", tr("Households' payments")),
                ("statement", tr("Bank statement")),
                ("audits", tr("Reviews and audits")),
            ],
            toggles=False,
        )
        self.sections.set_code("costs")
        self.sections.chosen.connect(self._show_section)
        self._stack = QStackedWidget()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.sections)
        box.addWidget(self._stack, 1)

    def show_quarter(self, quarter_id: str, _code: str) -> None:
        """Look at another quarter; empty texts when there is none."""
        known = getattr(self._desk.office, "money", None) is not None
        self._quarter_id = quarter_id if known else ""
        self._stale = set(self._makers)
        self._show_section()

    def refresh(self) -> None:
        """Read again what shows; the other sections when they are looked at."""
        self._stale = set(self._makers) - {self.sections.code}
        found = self._made.get(self.sections.code)
        if found is not None:
            found.refresh()  # type: ignore[attr-defined]

    def section(self, name: str) -> QWidget:
        """Return a section, made when it is first asked for."""
        found = self._made.get(name)
        if found is None:
            found = self._made[name] = self._makers[name](self._desk)
            if isinstance(found, SharesPart):
                found.prices_asked.connect(lambda: self.open("prices"))
            self._stack.addWidget(found)
            self._stale.add(name)
        return found

    def open(self, name: str) -> None:
        """Bring the section called ``name`` to the front."""
        self.sections.set_code(name)
        self._show_section()

    def _show_section(self) -> None:
        name = self.sections.code
        found = self.section(name)
        self._stack.setCurrentWidget(found)
        if name in self._stale:
            self._stale.discard(name)
            found.show_quarter(self._quarter_id)  # type: ignore[attr-defined]
