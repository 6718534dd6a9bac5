"""报送: household lists in, the district workbook out, and what comes back merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTabWidget

from desktop.ui.pages.company_part import CompanyPart
from desktop.ui.pages.district_parts import ExportPart
from desktop.ui.pages.merge_review import MergePart
from desktop.ui.pages.page import Page
from desktop.ui.pages.parcel_part import ParcelPart
from desktop.ui.pages.questions_part import QuestionsPart
from desktop.ui.pages.roster_part import RosterPart
from desktop.ui.pages.template_part import TemplatePart
from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import label

if TYPE_CHECKING:
    from desktop.ui.shell.desk import Desk


class ExchangePage(Page):
    """Ways in and out, a tab each."""

    kinds = frozenset({"merge_question", "exchange"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.roster = RosterPart(desk)
        self.export = ExportPart(desk)
        self.merge = MergePart(desk)
        self.questions = QuestionsPart(desk)
        self.templates = TemplatePart(desk)
        self.parcels = ParcelPart(desk)
        self.company = CompanyPart(desk)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(tr("Exchange"))
        self.tabs.addTab(self.roster, tr("Household list in"))
        self.tabs.addTab(self.export, tr("Workbook to the district"))
        self.tabs.addTab(self.merge, tr("Workbook back"))
        self.tabs.addTab(self.questions, tr("To decide"))
        self.tabs.addTab(self.templates, tr("Their own forms"))
        self.tabs.addTab(self.parcels, tr("Parcels"))
        self.tabs.addTab(self.company, tr("Companies' lists"))
        self.questions.counted.connect(self._count_questions)
        self.merge.done.questions_asked.connect(lambda: self.tabs.setCurrentWidget(self.questions))
        self.box.addWidget(label(tr("Exchange"), "title"))
        self.box.addWidget(self.tabs, 1)

    def refresh(self) -> None:
        """Count what waits for a decision."""
        self.questions.refresh()

    def _count_questions(self, count: int) -> None:
        name = tr("To decide")
        place = self.tabs.indexOf(self.questions)
        self.tabs.setTabText(place, f"{name} ({count})" if count else name)
