"""施工: schedule, inspections, findings, outage notices and who takes part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

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
from desktop.ui.widgets.code_buttons import CodeButtons
from desktop.ui.widgets.panels import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.services.works import WorksReport
    from desktop.ui.shell.desk import Desk


class WorksPart(QWidget):
    """What is wrong on top, then six sections, each made when it is first looked at."""

    kinds = frozenset(
        {
            *("work_item", "inspection", "finding", "outage", "participation"),
            *("qualification", "organisation", "building"),
        }
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._quarter_id = ""
        self._made: dict[str, QWidget] = {}
        self._stale: set[str] = set()
        self.report: WorksReport | None = None
        self._makers: dict[str, Callable[[Desk], QWidget]] = {
            "schedule": ScheduleView,
            "items": WorkItemsView,
            "inspections": InspectionsView,
            "findings": FindingsView,
            "outages": OutagesView,
            "parts": PartsView,
        }
        self.sections = CodeButtons(
            [
                ("schedule", tr("Schedule")),
                ("items", tr("Works of each building")),
                ("inspections", tr("Inspections")),
                ("findings", tr("Findings")),
                ("outages", tr("Outage notices")),
                ("parts", tr("Who takes part")),
            ],
            toggles=False,
        )
        self.sections.set_code("schedule")
        self.sections.chosen.connect(self._show_section)
        self.stopped = label("", "notMet", wrap=True)
        self.problems = label("", "notMet", wrap=True)
        for line in (self.stopped, self.problems):
            line.hide()
        self._stack = QStackedWidget()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 0)
        box.setSpacing(8)
        for widget in (self.sections, self.stopped, self.problems):
            box.addWidget(widget)
        box.addWidget(self._stack, 1)

    def show_quarter(self, quarter_id: str, _code: str) -> None:
        """Look at another quarter; empty texts when there is none."""
        self._quarter_id = quarter_id
        self._stale = set(self._makers)
        self._show_section()
        self._ask()

    def refresh(self) -> None:
        """Read again what shows; the other sections when they are looked at."""
        self._stale = set(self._makers)
        self._show_section()
        self._ask()

    def section(self, name: str) -> QWidget:
        """Return a section, made when it is first asked for."""
        found = self._made.get(name)
        if found is None:
            found = self._made[name] = self._makers[name](self._desk)
            if isinstance(found, ScheduleView):
                found.items_asked.connect(lambda: self.open("items"))
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
