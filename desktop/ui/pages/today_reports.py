"""The reports of the office behind one button, each in one click and a place to keep it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton

from desktop.ui.shell.language import tr
from desktop.ui.widgets.save_paper import save_paper

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.paper import Paper
    from desktop.ui.shell.desk import Desk


class ReportsButton(QToolButton):
    """Opens a menu of reports."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setText(tr("Reports…"))
        self.setAccessibleName(tr("Reports…"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        for text, name, report in (
            (tr("Weekly report (one page)"), tr("Weekly report"), "weekly"),
            (tr("Progress report"), tr("Progress report"), "progress"),
            (tr("Action plan"), tr("Action plan"), "action_plan"),
        ):
            menu.addAction(text, self._saving(name, report))
        menu.addAction(tr("Figures of the national form (Excel)"), self.save_figures)
        self.setMenu(menu)

    def save_figures(self) -> None:
        """Ask for a place and write the four tables there."""
        name = tr("Figures of the national form")
        chosen, _ = QFileDialog.getSaveFileName(self, name, f"{name}.xlsx", "Excel (*.xlsx)")
        if not chosen:
            return
        target = Path(chosen).with_suffix(".xlsx")
        office = self._desk.office
        self._desk.work(
            lambda _: office.papers.save(office.reports.national_figures(), target),
            owner=self,
            done=lambda _: self._desk.messages.notice(tr("Saved as {name}", name=target.name)),
        )

    def _saving(self, name: str, report: str) -> Callable[[], None]:
        def make() -> Paper:
            made: Paper = getattr(self._desk.office.reports, report)()
            return made

        return lambda: save_paper(self._desk, self, name, make)
