"""验收: the acceptance of a quarter's water and electricity, and who is not met yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTabWidget

from desktop.domain.project_codes import Trade
from desktop.ui.pages.acceptance_failing import FailingPart
from desktop.ui.pages.acceptance_trade import TradePart
from desktop.ui.pages.page import Page
from desktop.ui.pages.quarter_choice import QuarterChoice
from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import label, row

if TYPE_CHECKING:
    from desktop.domain.changes import Changes
    from desktop.ui.shell.desk import Desk


class AcceptancePage(Page):
    """The quarter's choice above; water, electricity and the failing households below."""

    kinds = frozenset({"quarter"}) | TradePart.kinds | FailingPart.kinds

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.choice = QuarterChoice(desk)
        self.choice.quarter_chosen.connect(lambda *_: self._show_quarter())
        self.water = TradePart(desk, Trade.WATER)
        self.power = TradePart(desk, Trade.ELECTRICITY)
        self.failing = FailingPart(desk)
        self._stale_tabs: set[int] = set()
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.setAccessibleName(tr("Acceptance"))
        for part, title in (
            (self.water, tr("Acceptance: water")),
            (self.power, tr("Acceptance: electricity")),
            (self.failing, tr("Households not met")),
        ):
            self.tabs.addTab(part, title)
        self.tabs.currentChanged.connect(lambda _: self._show_tab())
        self.box.addLayout(row(label(tr("Acceptance"), "title"), self.choice))
        self.box.addWidget(self.tabs, 1)

    def refresh(self) -> None:
        """Read the quarters, then what shows."""
        self.choice.refresh()

    def _show_quarter(self) -> None:
        self._stale_tabs = {0, 1, 2}
        self._show_tab()

    def _show_tab(self) -> None:
        number = self.tabs.currentIndex()
        if number not in self._stale_tabs:
            return
        self._stale_tabs.discard(number)
        part = self.tabs.widget(number)
        if isinstance(part, TradePart):
            part.show_quarter(self.choice.quarter_id)
        else:
            self.failing.show_quarter(self.choice.code)

    def _on_changes(self, changes: Changes) -> None:
        if not any(changes.touches(kind) for kind in self.kinds):
            return
        if changes.touches("quarter") or not self.isVisible():
            self.renew()
        else:
            self._stale_tabs = {0, 1, 2}
            self._show_tab()

    def _on_scope(self, quarter: str, _building: str) -> None:
        if quarter != self.choice.quarter_id:
            self.renew()
