"""Household sheets for the doors one is going to: which doors, then the printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QDialog, QRadioButton, QVBoxLayout, QWidget

from desktop.domain.rows import Scope
from desktop.domain.walk import Way
from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import button, label, row
from desktop.ui.widgets.paper_out import PaperOut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.ui.shell.desk import Desk
    from desktop.ui.widgets.paper_out import Make


class PrintSheetsDialog(QDialog):
    """One sheet a household, in walking order: chosen doors, the building, or the quarter."""

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, selected: Sequence[str] = ()
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle(tr("Household sheets"))
        self.setMinimumWidth(560)
        self._choices = QButtonGroup(self)
        self._scopes: list[Scope | tuple[str, ...]] = []
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(label(tr("One sheet a household, in walking order"), "heading"))
        layout.addWidget(
            label(
                tr(
                    "Each has the privacy notice, the survey, the consent and a square code. "
                    "Print on one side only; never hand a neighbour's sheet over."
                ),
                "muted",
                wrap=True,
            )
        )
        for text, what in self._offers(tuple(selected)):
            choice = QRadioButton(text)
            choice.setMinimumHeight(44)
            choice.setAccessibleName(text)
            self._choices.addButton(choice, len(self._scopes))
            self._scopes.append(what)
            layout.addWidget(choice)
        self.out = PaperOut(desk, self._prepare, lambda: tr("household sheets") + ".pdf")
        self.out.set_ready(bool(self._scopes))
        if self._scopes:
            self._choices.button(0).setChecked(True)
        else:
            layout.addWidget(label(tr("Choose a quarter or a building first."), "error"))
        layout.addWidget(self.out)
        layout.addLayout(row(button(tr("Close"), self.accept)))

    def _offers(self, selected: tuple[str, ...]) -> list[tuple[str, Scope | tuple[str, ...]]]:
        quarter, building = self._desk.quarter_id, self._desk.building_id
        offers: list[tuple[str, Scope | tuple[str, ...]]] = []
        if selected:
            offers.append((tr("The {count} chosen doors", count=len(selected)), selected))
        if building:
            offers.append((tr("The whole building"), Scope(quarter, building)))
        if quarter:
            offers.append((tr("The whole quarter"), Scope(quarter)))
        return offers

    def _prepare(self) -> Make:
        what, way = self._scopes[self._choices.checkedId()], way_of(self._desk)
        paper = self._desk.office.visit_paper
        return lambda target, progress: paper.print_sheets(what, target, progress, way=way)


def way_of(desk: Desk) -> Way:
    """Return how this person walks, as the survey page was told."""
    return Way(up=desk.settings.walk_up, snake=desk.settings.walk_snake)
