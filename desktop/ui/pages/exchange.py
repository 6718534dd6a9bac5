"""报送: household lists in, the district workbook out, and what comes back merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTabWidget

from desktop.ui.pages.district_parts import ExportPart, MergePart
from desktop.ui.pages.page import Page
from desktop.ui.pages.roster_part import RosterPart
from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import label

if TYPE_CHECKING:
    from desktop.ui.shell.desk import Desk


class ExchangePage(Page):
    """Three ways in and out, a tab each."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.roster = RosterPart(desk)
        self.export = ExportPart(desk)
        self.merge = MergePart(desk)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(tr("Exchange"))
        self.tabs.addTab(self.roster, tr("Household list in"))
        self.tabs.addTab(self.export, tr("Workbook to the district"))
        self.tabs.addTab(self.merge, tr("Workbook back"))
        self.box.addWidget(label(tr("Exchange"), "title"))
        self.box.addWidget(self.tabs, 1)
