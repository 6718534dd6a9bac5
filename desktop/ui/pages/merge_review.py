"""回传合并: what a returned workbook would change, looked at and decided before anything is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.merge_review import ReviewGroup
from desktop.ui.pages.merge_done import MergeDone
from desktop.ui.pages.merge_head import MergeHead
from desktop.ui.pages.review_pane import ReviewPane
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import explain
from desktop.ui.viewmodels.merge_lines import alarm_field, alarm_text, merge_decisions, merge_lines
from desktop.ui.viewmodels.merge_words import (
    change_text,
    foot_text,
    head_text,
    left_open,
    merged_text,
)
from desktop.ui.viewmodels.own_operations import with_operations
from desktop.ui.viewmodels.review_draft import (
    forget_answers,
    keep_answers,
    restore_answers,
)
from desktop.ui.viewmodels.review_state import ReviewState
from desktop.ui.widgets.panels import EmptyState, button, label, row
from desktop.ui.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent

    from desktop.domain.merge_review import Review
    from desktop.kernel.progress import Progress
    from desktop.services.exchange_log import ExportRow
    from desktop.services.planned_merge import PlannedMerge
    from desktop.ui.shell.desk import Desk

_FILES = "Excel, WPS, LibreOffice (*.xlsx *.xls *.ods)"
_SUFFIXES = frozenset({".xlsx", ".xls", ".ods"})
_KINDS = frozenset(
    {"quarter", "building", "unit", "household", "water_meter", "electricity_meter",
     "exchange", "merge_question"}
)  # fmt: skip
_MARKED = (ReviewGroup.PROBLEM, ReviewGroup.CONFLICT)
_KEEP = 400  # milliseconds after the last answer
_EMPTY, _REVIEW, _DONE = 0, 1, 2


class _Read(NamedTuple):
    """What was read of a returned workbook."""

    planned: PlannedMerge
    review: Review
    state: ReviewState
    sent: ExportRow | None


class MergePart(QWidget):
    """Choose or drop a file, look, decide, merge: nothing is written before the last of them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._planned: PlannedMerge | None = None
        self._path = Path()
        self._operation = ""
        self._job = 0
        self.setAcceptDrops(not desk.read_only)
        self.progress = ProgressLine(lambda: desk.runner.cancel(self._job))
        self.error = label("", "error", wrap=True)
        self.error.hide()
        self.head = MergeHead()
        self.head.seen.connect(self._show_foot)
        self.pane = ReviewPane(desk)
        self.head.look_asked.connect(self.pane.look_for)
        self.pane.decided.connect(self._decided)
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.setInterval(_KEEP)
        self._keep.timeout.connect(self.keep)
        self.foot = label("", "key", wrap=True)
        self.merge = button(tr("Merge"), self.apply, main=True)
        self.marked = button(tr("Mark the cells in a copy…"), self._choose_copy)
        self.done = MergeDone(self.choose)
        self.done.undo_asked.connect(self.take_back)
        self.stack = QStackedWidget()
        self.stack.addWidget(
            EmptyState(
                tr("Merge a returned workbook"),
                tr(
                    "Choose the file that came back, or drop it here. You see every change first; "
                    "nothing is written before you press Merge."
                ),
                tr("Choose a file…"),
                self.choose,
            )
        )
        self.stack.addWidget(self._review())
        self.stack.addWidget(self.done)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.error)
        layout.addWidget(self.progress)
        layout.addWidget(self.stack, 1)

    def choose(self) -> None:
        """Ask for the file."""
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Choose a file…"), "", _FILES)
        if chosen:
            self.plan(Path(chosen))

    def plan(self, path: Path) -> None:
        """Read a returned workbook; nothing changes."""
        self.error.hide()
        self._path = path
        self.progress.begin(tr("Comparing…"))
        district = self._desk.office.district

        log = getattr(self._desk.office, "exchange_log", None)

        def work(progress: Progress) -> _Read:
            planned = district.plan(path, progress)
            review = district.review(planned)
            sent = log.export(planned.workbook.export_id) if log is not None else None
            return _Read(planned, review, ReviewState(merge_lines(review)), sent)

        self._job = self._desk.work(
            work,
            owner=self,
            done=self._show,
            failed=self._failed,
            cancelled=self.progress.hide,
            stepped=self.progress.step,
        )

    def apply(self) -> None:
        """Write what is clear and what was decided, as one operation."""
        planned, district = self._planned, self._desk.office.district
        if planned is None or self._desk.read_only or self.head.unseen:
            return
        state = self.pane.state
        history = self._desk.office.history
        decisions = merge_decisions(state.lines, state.answers)
        self.merge.setEnabled(False)
        self.progress.begin(tr("Merging…"))
        self._job = self._desk.work(
            lambda _: with_operations(
                history,
                lambda: district.apply(planned, decisions=decisions, proposals="ask"),
                "merge",
            ),
            owner=self,
            done=lambda found: self._merged(*found),
            failed=self._failed,
            kinds=_KINDS,
        )

    def keep(self) -> None:
        """Remember the answers: they outlive a lock of the window."""
        self._keep.stop()
        if self._planned is not None:
            keep_answers(self._desk.drafts, self._planned.sha256, self.pane.state)

    def hideEvent(self, event: QHideEvent) -> None:
        """Remember what was answered a moment ago."""
        super().hideEvent(event)
        self.keep()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one workbook that is dragged here."""
        if _dropped(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the workbook that was dropped."""
        path = _dropped(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.plan(path)

    def _review(self) -> QWidget:
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.head)
        layout.addWidget(self.pane, 1)
        other = button(tr("Choose another file…"), self.choose)
        foot = row(self.foot, self.marked, other, self.merge, stretch=False)
        foot.setStretch(0, 1)
        layout.addLayout(foot)
        return whole

    def _show(self, read: _Read) -> None:
        self._planned, review, state = read.planned, read.review, read.state
        self.progress.hide()
        self.head.title.setText(head_text(read.planned, read.sent, self._path.name))
        self.head.says.setText(change_text(read.planned, state.tally(), again=review.seen_before))
        self.head.show_alarms([(alarm_text(one), alarm_field(one)) for one in review.alarms])
        if restore_answers(self._desk.drafts, read.planned.sha256, state):
            self._desk.messages.notice(tr("Your decisions on this file are still here."))
        self.pane.show_state(state)
        self.stack.setCurrentIndex(_REVIEW)
        self._show_foot()
        self.pane.table.setFocus()

    def _decided(self) -> None:
        self._keep.start()
        self._show_foot()

    def _show_foot(self) -> None:
        tally = self.pane.state.tally()
        self.foot.setText(foot_text(tally, self.head.unseen))
        self.merge.setEnabled(not self._desk.read_only and not self.head.unseen)
        self.marked.setVisible(any(map(self.pane.state.has, _MARKED)))

    def _merged(self, answer: dict[str, Any], operations: list[str]) -> None:
        self.progress.hide()
        if self._planned is not None:
            forget_answers(self._desk.drafts, self._planned.sha256)
        self._planned = None
        text = merged_text(answer)
        self.done.show_answer(text, left=left_open(answer), undoable=bool(operations))
        self._operation = operations[0] if operations else ""
        self.stack.setCurrentIndex(_DONE)
        if operations:
            self._desk.messages.offer(text, tr("Undo"), self.take_back)
        else:
            self._desk.messages.notice(text)

    def take_back(self) -> None:
        """Undo the merge that was just made, and nothing else."""
        editing, operation = self._desk.office.editing, self._operation
        if operation:
            self._desk.act(
                lambda: editing.undo(operation),
                owner=self,
                done=lambda _: self._taken_back(),
                notice=tr("The merge was taken back"),
            )

    def _taken_back(self) -> None:
        self._operation = ""
        if self.stack.currentIndex() == _DONE:
            self.stack.setCurrentIndex(_EMPTY)

    def _failed(self, error: BaseException) -> None:
        self.progress.hide()
        self._show_foot()
        message = explain(error)
        self.error.setText(f"{message.text} {message.hint}".strip())
        self.error.show()

    def _choose_copy(self) -> None:
        name = f"{self._path.stem}-{tr('marked')}.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("Mark the cells in a copy…"), str(self._path.with_name(name)), "Excel (*.xlsx)"
        )
        if chosen:
            self.mark(Path(chosen).with_suffix(".xlsx"))

    def mark(self, target: Path) -> None:
        """Write a copy of the workbook with the cells marked, and open it with its program."""
        planned, district, source = self._planned, self._desk.office.district, self._path
        if planned is None:
            return

        def done(count: int) -> None:
            self.progress.hide()
            self._desk.messages.notice(
                tr("{count} cells marked in {name}", count=count, name=target.name)
            )
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))

        self.error.hide()
        self.progress.begin(tr("Marking…"))
        self._job = self._desk.work(
            lambda _: district.marked(planned, source, target),
            owner=self,
            done=done,
            failed=self._failed,
        )


def _dropped(data: QMimeData) -> Path | None:
    """Return the one workbook that is dragged, or None."""
    urls = data.urls() if data.hasUrls() else []
    path = Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else Path()
    return path if path.suffix.lower() in _SUFFIXES else None
