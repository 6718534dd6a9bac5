"""施工: schedule, inspections, findings, outage notices and who takes part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.pages.project.sectioned_part import Section, SectionedPart
from desktop.ui.pages.project.works_findings import FindingsView
from desktop.ui.pages.project.works_registers import (
    InspectionsView,
    OutagesView,
    PartsView,
    WorkItemsView,
)
from desktop.ui.pages.project.works_schedule import ScheduleView
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import sentence
from desktop.ui.widgets.panels import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.services.works import WorksReport
    from desktop.ui.shell.desk import Desk


class WorksPart(SectionedPart):
    """What is wrong on top, then six sections, each made when it is first looked at."""

    kinds = frozenset(
        {
            *("work_item", "inspection", "finding", "outage", "participation"),
            *("qualification", "organisation", "building"),
        }
    )

    def __init__(self, desk: Desk) -> None:
        self.report: WorksReport | None = None
        self.stopped = label("", "notMet", wrap=True)
        self.problems = label("", "notMet", wrap=True)
        for line in (self.stopped, self.problems):
            line.hide()
        super().__init__(
            desk,
            (
                Section("schedule", tr("Schedule"), ScheduleView),
                Section("items", tr("Works of each building"), WorkItemsView),
                Section("inspections", tr("Inspections"), InspectionsView),
                Section("findings", tr("Findings"), FindingsView),
                Section("outages", tr("Outage notices"), OutagesView),
                Section("parts", tr("Who takes part"), PartsView),
            ),
            (self.stopped, self.problems),
        )

    def show_quarter(self, quarter_id: str, code: str) -> None:
        """Look at another quarter; empty texts when there is none."""
        super().show_quarter(quarter_id, code)
        self._ask()

    def refresh(self) -> None:
        """Read again what shows; the other sections when they are looked at."""
        super().refresh()
        self._ask()

    def _section_made(self, found: QWidget) -> None:
        if isinstance(found, ScheduleView):
            found.items_asked.connect(lambda: self.open("items"))

    def _ask(self) -> None:
        works, quarter = getattr(self._desk.office, "works", None), self._quarter_id
        if works is not None and quarter:
            self._desk.ask(
                lambda: works.report(quarter),
                lambda found: self._show(found) if quarter == self._quarter_id else None,
                owner=self,
            )

    def _show(self, report: WorksReport) -> None:
        self.report = report
        self.stopped.setText(
            tr("The works stand still until this is mended and re-inspected: {what}",
               what="；".join(report.stopping))
        )  # fmt: skip
        self.stopped.setVisible(bool(report.stopping))
        words = [sentence(str(code), details) for code, details in report.problems]
        self.problems.setText("\n".join(f"{one.text} {one.hint}" for one in words))
        self.problems.setVisible(bool(words))
