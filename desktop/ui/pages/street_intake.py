"""接收台账: what a street's workbook would bring, looked at and decided before it is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.street import Age
from desktop.ui.pages.review_pane import ReviewPane
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import explain
from desktop.ui.viewmodels.merge_lines import merge_decisions, merge_lines
from desktop.ui.viewmodels.review_state import ReviewState
from desktop.ui.viewmodels.street_words import age_text, intake_text
from desktop.ui.widgets.panels import EmptyState, button, label, row
from desktop.ui.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.kernel.progress import Progress
    from desktop.services.street_planning import PlannedIntake
    from desktop.ui.shell.desk import Desk

_CHANGED = frozenset(
    {"street", "quarter", "building", "unit", "household", "water_meter", "electricity_meter",
     "exchange", "merge_question"}
)  # fmt: skip
_OLD = frozenset({Age.OLDER, Age.APART})


class _Read(NamedTuple):
    planned: PlannedIntake
    state: ReviewState


class StreetIntake(QWidget):
    """One workbook before it is taken.

    Signals:
        taken: what the intake did.
        left: the person turned away.
    """

    taken = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._planned: PlannedIntake | None = None
        self._job = 0
        self.progress = ProgressLine(self._cancel)
        self.error = label("", "error", wrap=True)
        self.error.hide()
        self.title = label("", "title", wrap=True)
        self.says = label("", "key", wrap=True)
        self.warning = label("", "error", wrap=True)
        self.name = QLineEdit()
        self.name.setAccessibleName(tr("Name of the street"))
        self.name.setPlaceholderText(tr("Name of the street"))
        self.name.textChanged.connect(lambda _: self._show_able())
        self._asks = label(tr("This street is new. What is it called?"))
        self.despite = QCheckBox(tr("Take it all the same"))
        self.despite.toggled.connect(lambda _: self._show_able())
        self.pane = ReviewPane(desk)
        self.nothing = EmptyState(
            tr("Nothing to decide"), tr("All of it can be taken as it is. One undo takes it back.")
        )
        self.middle = QStackedWidget()
        self.middle.addWidget(self.pane)
        self.middle.addWidget(self.nothing)
        self.take = button(tr("Take the workbook"), self.apply, main=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.title, self.error, self.progress, self.says, self.warning):
            layout.addWidget(widget)
        layout.addLayout(row(self._asks, self.name, self.despite))
        layout.addWidget(self.middle, 1)
        layout.addLayout(row(self.take, button(tr("Back"), self.left.emit)))
        self._hide_questions()

    def plan(self, path: Path) -> None:
        """Read a workbook; nothing changes."""
        office = self._desk.office.district_office
        self._planned = None
        self._hide_questions()
        self.error.hide()
        self.title.setText(path.name)
        self.says.setText("")
        self.take.setEnabled(False)
        self.progress.begin(tr("Comparing…"))

        def work(progress: Progress) -> _Read:
            planned = office.plan(path, progress)
            return _Read(planned, ReviewState(merge_lines(office.review(planned))))

        self._job = self._desk.work(
            work,
            owner=self,
            done=self._show,
            failed=self._failed,
            cancelled=self.progress.hide,
            stepped=self.progress.step,
        )

    def apply(self) -> None:
        """Take the workbook as one operation."""
        planned, office = self._planned, self._desk.office.district_office
        if planned is None or not self.take.isEnabled():
            return
        decisions = merge_decisions(self.pane.state.lines, self.pane.state.answers)
        name, despite = self.name.text().strip(), self.despite.isChecked()
        self.take.setEnabled(False)
        self.progress.begin(tr("Taking the workbook…"))

        def done(answer: dict[str, Any]) -> None:
            self.progress.hide()
            self._planned = None
            self.taken.emit(answer)

        self._job = self._desk.work(
            lambda progress: office.take(
                planned, name=name, decisions=decisions, accept_older=despite, progress=progress
            ),
            owner=self,
            done=done,
            failed=self._failed,
            cancelled=self._stopped,
            stepped=self.progress.step,
            kinds=_CHANGED,
        )

    def _show(self, read: _Read) -> None:
        planned = self._planned = read.planned
        self.progress.hide()
        street = str(planned.street["name"]) if planned.street else planned.stamp.office
        self.title.setText(f"{street}  {planned.stamp.street_code}")
        self.says.setText(intake_text(planned))
        self.warning.setText(age_text(planned))
        self.warning.setVisible(bool(age_text(planned)))
        for widget in (self._asks, self.name):
            widget.setVisible(planned.street is None)
        self.name.setText("" if planned.street else planned.stamp.office)
        self.despite.setVisible(planned.street is not None and planned.age in _OLD)
        self.pane.show_state(read.state)
        self.middle.setCurrentIndex(0 if read.state.lines else 1)
        self.middle.show()
        self._show_able()

    def _show_able(self) -> None:
        planned = self._planned
        able = planned is not None and not self._desk.read_only
        if planned is not None and planned.street is None:
            able = able and bool(self.name.text().strip())
        if planned is not None and planned.street is not None and planned.age in _OLD:
            able = able and self.despite.isChecked()
        self.take.setEnabled(able)

    def _hide_questions(self) -> None:
        for widget in (self._asks, self.name, self.despite, self.warning, self.middle):
            widget.hide()
        self.despite.setChecked(False)

    def _cancel(self) -> None:
        self._desk.runner.cancel(self._job)

    def _stopped(self) -> None:
        self.progress.hide()
        self._show_able()

    def _failed(self, error: BaseException) -> None:
        self.progress.hide()
        self._show_able()
        message = explain(error)
        self.error.setText(f"{message.text} {message.hint}".strip())
        self.error.show()
