"""交换包: what the laptops of one office hand to each other on a USB stick."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.pages.parcel_laptops import ParcelLaptops
from desktop.ui.pages.parcel_review import ParcelReview
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import explain
from desktop.ui.viewmodels.parcel_words import made_words, taken_words
from desktop.ui.widgets.panels import button, label, panel, row
from desktop.ui.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from desktop.services.parcel_plan import ParcelPlan
    from desktop.ui.shell.desk import Desk

_FILES = "Hubiao (*.hbp)"
_BESIDE = frozenset({"device", "exchange", "merge_question"})
"""Kinds that every parcel may touch; open conflicts are counted with the questions."""
_HOME, _REVIEW = 0, 1


class ParcelPart(QWidget):
    """The laptops, a parcel out, a parcel in; nothing is taken before a person has seen it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._job = 0
        self.laptops = ParcelLaptops(desk)
        self.laptops.listed.connect(self._show_recipients)
        self.recipient = QComboBox()
        self.recipient.setAccessibleName(tr("For which laptop"))
        self.recipient.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.review = ParcelReview(desk)
        self.review.agreed.connect(self.take)
        self.review.left.connect(self._home)
        self.progress = ProgressLine(lambda: desk.runner.cancel(self._job))
        self.said = label("", "good", wrap=True)
        self.error = label("", "error", wrap=True)
        self._busy = [
            button(tr("Make a parcel…"), self._choose_out, main=True),
            button(tr("Take a parcel…"), self._choose_in),
            button(tr("Back up to a stick…"), self._choose_backup),
        ]
        self.stack = QStackedWidget()
        self.stack.addWidget(self._front())
        self.stack.addWidget(self.review)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        for one in (self.error, self.said, self.progress):
            layout.addWidget(one)
        layout.addWidget(self.stack, 1)
        self._quiet()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the laptops."""
        super().showEvent(event)
        self.laptops.refresh()

    def make(self, path: Path) -> None:
        """Write a parcel for the chosen laptop, or for all."""
        recipient = self.recipient.currentData() or None
        parcels = self._desk.office.parcels
        self._begin(
            tr("Writing the parcel…"),
            lambda progress: parcels.make(path, recipient=recipient, progress=progress),
            lambda answer: self._say(made_words(answer)),
        )

    def plan(self, path: Path) -> None:
        """Look into a parcel; nothing changes."""
        parcels = self._desk.office.parcels
        self._begin(
            tr("Looking into the parcel…"),
            lambda progress: parcels.plan(path, progress=progress),
            self._show_plan,
        )

    def take(self) -> None:
        """Take the parcel as it was looked at and decided."""
        plan, decisions = self.review.plan, self.review.decisions()
        if plan is None or self._desk.read_only:
            return
        parcels = self._desk.office.parcels
        self._begin(
            tr("Taking the parcel…"),
            lambda progress: parcels.take(plan, decisions=decisions, progress=progress),
            self._taken,
            kinds=frozenset({one.kind for one in plan.brought} | _BESIDE),
        )

    def back_up(self, folder: Path) -> None:
        """Write a proven backup with which another laptop begins."""
        backups = self._desk.office.backups
        self._begin(
            tr("Backing up…"),
            lambda _: backups.make(folder),
            lambda answer: self._say(tr("Backup written and proven: {path}", path=answer["path"])),
        )

    def _front(self) -> QWidget:
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(label(tr("Laptops of the office"), "heading"))
        layout.addWidget(self.laptops, 1)
        out, take, backup = self._busy
        layout.addWidget(label(tr("By USB stick"), "heading"))
        layout.addLayout(row(label(tr("For"), "muted"), self.recipient, out, take))
        layout.addWidget(
            panel(
                _line(label(tr("A new laptop joins in four steps"), "key"), backup),
                *(label(step, "muted", wrap=True) for step in _steps()),
            )
        )
        return whole

    def _begin(
        self,
        text: str,
        action: Any,
        done: Any,
        *,
        kinds: frozenset[str] = frozenset(),
    ) -> None:
        self._quiet()
        self.progress.begin(text)
        self._enable(on=False)

        def ended(answer: Any) -> None:
            self._ready()
            done(answer)

        self._job = self._desk.work(
            action,
            owner=self,
            done=ended,
            failed=self._failed,
            cancelled=self._cancelled,
            stepped=self.progress.step,
            kinds=kinds,
        )

    def _show_plan(self, plan: ParcelPlan) -> None:
        self.review.show_plan(plan)
        self.stack.setCurrentIndex(_REVIEW)

    def _taken(self, answer: dict[str, Any]) -> None:
        self._home()
        self._say(taken_words(answer))
        self.laptops.refresh()

    def _home(self) -> None:
        self._quiet()
        self.stack.setCurrentIndex(_HOME)

    def _show_recipients(self) -> None:
        chosen = self.recipient.currentData()
        self.recipient.clear()
        self.recipient.addItem(tr("all laptops"), "")
        for one in self.laptops.laptops:
            if not one.own and one.state == "enrolled":
                self.recipient.addItem(one.name or one.check, one.device)
        self.recipient.setCurrentIndex(max(0, self.recipient.findData(chosen)))

    def _choose_out(self) -> None:
        name = f"{tr('parcel')}.hbp"
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Make a parcel…"), name, _FILES)
        if chosen:
            self.make(Path(chosen).with_suffix(".hbp"))

    def _choose_in(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Take a parcel…"), "", _FILES)
        if chosen:
            self.plan(Path(chosen))

    def _choose_backup(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("Back up to a stick…"))
        if chosen:
            self.back_up(Path(chosen))

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.show()

    def _quiet(self) -> None:
        for one in (self.said, self.error):
            one.setText("")
            one.hide()

    def _ready(self) -> None:
        self.progress.hide()
        self._enable(on=True)

    def _enable(self, *, on: bool) -> None:
        for one in self._busy:
            one.setEnabled(on)
        self.review.setEnabled(on)

    def _cancelled(self) -> None:
        self._ready()
        self._say(tr("Stopped; nothing was changed."))

    def _failed(self, error: BaseException) -> None:
        self._ready()
        message = explain(error)
        self.error.setText(f"{message.text} {message.hint}".strip())
        self.error.show()


def _steps() -> tuple[str, ...]:
    return (
        tr("1. Here: Back up to a stick."),
        tr("2. On the new laptop: the first page, Restore a backup on this laptop."),
        tr("3. There: sign in, open this page, save the code onto the stick."),
        tr("4. Here, as leader: Enrol another laptop, From a file; compare the check number."),
    )


def _line(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    holder.setLayout(row(*widgets))
    return holder
