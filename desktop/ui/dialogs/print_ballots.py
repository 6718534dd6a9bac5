"""Ballots for the doors of a vote: which doors, one or two on a page, then the printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QDialog, QRadioButton, QVBoxLayout, QWidget

from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import button, label, row
from desktop.ui.widgets.paper_out import PaperOut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.ui.shell.desk import Desk
    from desktop.ui.widgets.paper_out import Make


class PrintBallotsDialog(QDialog):
    """Offers the chosen doors, those without a ballot, and all of them."""

    def __init__(
        self,
        desk: Desk,
        vote_id: str,
        offers: Sequence[tuple[str, Sequence[str]]],
        parent: QWidget | None = None,
    ) -> None:
        """Set up.

        Args:
            desk: everything behind it.
            vote_id: the vote.
            offers: (text, household ids); the first is chosen.
            parent: the window.
        """
        super().__init__(parent)
        self._desk, self._vote_id = desk, vote_id
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Ballots"))
        self.setMinimumWidth(520)
        self._doors = [tuple(doors) for _, doors in offers]
        self._choices = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(label(tr("One ballot a dwelling, in walking order"), "heading"))
        layout.addWidget(
            label(
                tr(
                    "Each has the owner's name, the area and a square code. Cut the sheets apart "
                    "and hand each to its owner only."
                ),
                "muted",
                wrap=True,
            )
        )
        for number, (text, _) in enumerate(offers):
            choice = QRadioButton(text)
            choice.setMinimumHeight(44)
            choice.setAccessibleName(text)
            choice.setChecked(number == 0)
            self._choices.addButton(choice, number)
            layout.addWidget(choice)
        self.two_up = QCheckBox(tr("Two on one A4 page"))
        self.two_up.setChecked(True)
        self.two_up.setMinimumHeight(44)
        layout.addWidget(self.two_up)
        self.out = PaperOut(desk, self._prepare, lambda: tr("ballots") + ".pdf")
        self.out.set_ready(any(self._doors))
        layout.addWidget(self.out)
        layout.addLayout(row(button(tr("Close"), self.accept)))

    def _prepare(self) -> Make:
        doors = self._doors[self._choices.checkedId()]
        votes, vote_id, two_up = self._desk.office.votes, self._vote_id, self.two_up.isChecked()
        return lambda target, progress: votes.print_ballots(
            vote_id, doors, target, progress, two_up=two_up
        )
