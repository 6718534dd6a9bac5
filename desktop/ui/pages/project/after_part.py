"""移交之后: accounts, charging, warranty, and one household one meter before and after."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.aftercare import Cover, cover, rate
from desktop.domain.project_codes import UTILITY, FindingOrigin
from desktop.ui.pages.project.works_findings import FindingsView
from desktop.ui.pages.project.works_registers import QuarterRegister
from desktop.ui.shell.language import language, tr
from desktop.ui.widgets.code_buttons import CodeButtons
from desktop.ui.widgets.panels import button, clear, label, panel, row

if TYPE_CHECKING:
    from desktop.domain.aftercare import UtilityAfter
    from desktop.domain.values import Record
    from desktop.services.aftercare import AfterReport
    from desktop.ui.shell.desk import Desk


class AfterPart(QWidget):
    """Figures of both utilities above; defects in warranty and long-term records below."""

    kinds = frozenset(
        {
            *("finding", "upkeep", "acceptance", "household", "water_meter", "quarter"),
            *("electricity_meter", "work_item", "parameter", "stage_paper"),
        }
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._quarter_id = ""
        self.report: AfterReport | None = None
        self._figures = QHBoxLayout()
        self._figures.setSpacing(12)
        self.completion = label("", wrap=True)
        self.begin = button(tr("Count the warranty from this paper"), self.count_from_paper)
        self._paper = row(self.completion, self.begin)
        self._how = label(
            tr(
                "Before: what the survey wrote down before the works began. Doors that nobody "
                "saw before the works are left out of it."
            ),
            "muted",
            wrap=True,
        )
        self.defects = FindingsView(desk, FindingOrigin.WARRANTY)
        self.upkeep = QuarterRegister(
            desk,
            "upkeep",
            columns=("done_on", "kind", "content", "done_by"),
            defaults=lambda: {"kind": 1, "done_on": desk.office.works.today()},
            subject="paper",
        )
        self.sections = CodeButtons(
            [("defects", tr("Defects in warranty")), ("upkeep", tr("Long-term management"))],
            toggles=False,
        )
        self.sections.set_code("defects")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.defects)
        self._stack.addWidget(self.upkeep)
        self.sections.chosen.connect(
            lambda: self._stack.setCurrentIndex(int(self.sections.code == "upkeep"))
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(8)
        box.addLayout(self._figures)
        box.addLayout(self._paper)
        for widget in (self._how, self.sections):
            box.addWidget(widget)
        box.addWidget(self._stack, 1)

    def show_quarter(self, quarter_id: str, _code: str) -> None:
        """Look at another quarter; empty texts when there is none."""
        self._quarter_id = quarter_id
        self.refresh()

    def refresh(self) -> None:
        """Read figures and registers again."""
        quarter = self._quarter_id
        for view in (self.defects, self.upkeep):
            view.show_quarter(quarter)
        works = getattr(self._desk.office, "works", None)
        if works is not None and quarter:
            self._desk.ask(
                partial(works.after, quarter),
                lambda found: self._show(found) if quarter == self._quarter_id else None,
                owner=self,
            )

    def count_from_paper(self) -> None:
        """Let the warranty begin with the completion paper: only a person can know that."""
        works, quarter = self._desk.office.works, self._quarter_id
        self._desk.act(lambda: works.warranty_from_paper(quarter), owner=self)

    def _show(self, report: AfterReport) -> None:
        self.report = report
        self.defects.show_cover(partial(cover_words, report))
        paper = report.completion
        self.completion.setVisible(paper is not None)
        self.begin.setEnabled(not self._desk.read_only)
        self.begin.setVisible(paper is not None and not paper.counts)
        if paper is not None:
            day = paper.dated_on.isoformat()
            self.completion.setText(
                tr("No acceptance is decided. A completion paper is dated {day}.", day=day)
            )
        clear(self._figures)
        for code, after in (("W", report.water), ("E", report.electricity)):
            lines = [label(text, wrap=True) for text in after_lines(after)]
            name = label(UTILITY.label(code, language()), "heading")
            self._figures.addWidget(panel(name, *lines), 1)


def after_lines(after: UtilityAfter) -> list[str]:
    """Return the figures of one utility as sentences."""
    before = _share(after.before, after.known_before)
    now = _share(after.met, after.households)
    lines = [
        tr("One household, one meter: {now} now; before {before} of {known} doors seen.",
           now=now, before=before, known=after.known_before),
        tr("Accounts opened: {opened} of {meters} households with a meter of their own ({share}).",
           opened=after.opened, meters=after.with_meter,
           share=_share(after.opened, after.with_meter)),
        tr("Charged by the company itself: {charged} of {households} households ({share}).",
           charged=after.charged, households=after.households,
           share=_share(after.charged, after.households)),
    ]  # fmt: skip
    if after.accepted_on is None or after.warranty_end is None:
        lines.append(tr("Not accepted yet: the warranty begins with the acceptance."))
    else:
        days = {"day": after.accepted_on.isoformat(), "end": after.warranty_end.isoformat()}
        lines.append(
            tr("Warranty until {end}, from the completion paper of {day}.", **days)
            if after.by_paper
            else tr("Accepted on {day}; warranty until {end}.", **days)
        )
    return lines


def cover_words(report: AfterReport, finding: Record) -> str:
    """Return how a defect stands to the warranty, as a sentence; the later end counts for both."""
    found_on, trade = finding.get("found_on"), finding.get("utility")
    asked = {"W": [report.water], "E": [report.electricity]}.get(
        str(trade), [report.water, report.electricity]
    )
    after = max(asked, key=lambda one: one.warranty_end or date.min)
    day = found_on if isinstance(found_on, date) else None
    standing = cover(day, after.accepted_on, after.warranty_end)
    if standing is Cover.OVER:
        return tr(
            "Found on {day}, after the warranty ended on {end}.", day=day, end=after.warranty_end
        )
    if standing is Cover.BEFORE:
        return tr(
            "Found on {day}, before the acceptance on {accepted}.",
            day=day,
            accepted=after.accepted_on,
        )
    if standing is Cover.WITHIN:
        return tr("In warranty until {end}.", end=after.warranty_end)
    return tr("Whether it is in warranty is not known: no acceptance, or no day.")


def _share(part: int, whole: int) -> str:
    found = rate(part, whole)
    return tr("not known") if found is None else f"{found}%"
