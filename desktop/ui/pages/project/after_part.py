"""移交之后: accounts, charging, warranty, and one household one meter before and after."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.aftercare import rate
from desktop.domain.project_codes import UTILITY, FindingOrigin
from desktop.ui.pages.project.works_findings import FindingsView
from desktop.ui.pages.project.works_registers import QuarterRegister
from desktop.ui.shell.language import language, tr
from desktop.ui.widgets.code_buttons import CodeButtons
from desktop.ui.widgets.panels import clear, label, panel

if TYPE_CHECKING:
    from desktop.domain.aftercare import UtilityAfter
    from desktop.services.aftercare import AfterReport
    from desktop.ui.shell.desk import Desk


class AfterPart(QWidget):
    """Figures of both utilities above; defects in warranty and long-term records below."""

    kinds = frozenset(
        {
            *("finding", "upkeep", "acceptance", "household", "water_meter", "quarter"),
            *("electricity_meter", "work_item", "parameter"),
        }
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._quarter_id = ""
        self.report: AfterReport | None = None
        self._figures = QHBoxLayout()
        self._figures.setSpacing(12)
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

    def _show(self, report: AfterReport) -> None:
        self.report = report
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
        lines.append(
            tr("Accepted on {day}; warranty until {end}.",
               day=after.accepted_on.isoformat(), end=after.warranty_end.isoformat())
        )  # fmt: skip
    return lines


def _share(part: int, whole: int) -> str:
    found = rate(part, whole)
    return tr("not known") if found is None else f"{found}%"
