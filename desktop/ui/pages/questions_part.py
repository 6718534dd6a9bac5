"""待裁决: what earlier merges left open, settled one by one or many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.pages.review_pane import ReviewPane
from desktop.ui.shell.language import tr
from desktop.ui.viewmodels.merge_words import settled_text
from desktop.ui.viewmodels.own_operations import with_operations
from desktop.ui.viewmodels.question_lines import question_lines
from desktop.ui.viewmodels.review_lines import Pick
from desktop.ui.viewmodels.review_state import ReviewState
from desktop.ui.widgets.panels import EmptyState, button, label, row

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from desktop.domain.changes import Changes
    from desktop.services.questions import OpenQuestion
    from desktop.ui.shell.desk import Desk

_KINDS = frozenset(
    {"quarter", "building", "unit", "household", "water_meter", "electricity_meter",
     "merge_question"}
)  # fmt: skip


_ACTIONS = ("settle-questions", "parcel.settle")


class QuestionsPart(QWidget):
    """Answers are gathered in the list and written together.

    Signals:
        counted: how many questions wait.
    """

    counted = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._all: list[OpenQuestion] | None = None
        self._busy = False
        self.pane = ReviewPane(desk)
        self.pane.decided.connect(self._show_foot)
        self.source = QComboBox()
        self.source.setAccessibleName(tr("Where the question comes from"))
        self.source.activated.connect(lambda _: self._show_lines())
        self.foot = label("", "key", wrap=True)
        self.store = button(tr("Store the decisions"), self.settle, main=True)
        self.stack = QStackedWidget()
        self.stack.addWidget(
            EmptyState(
                tr("Nothing waits for a decision"),
                tr("What a merge leaves open is kept here until somebody settles it."),
            )
        )
        self.stack.addWidget(self._list())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.stack)
        desk.bus.changed.connect(self._on_changes)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what waits."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Read what waits; answers that were not stored yet stay."""
        questions = getattr(self._desk.office, "waiting", None)
        if questions is not None:
            self._desk.ask(questions.open, self._show, owner=self)

    def settle(self) -> None:
        """Write every answer: one operation for each kind of answer."""
        state, questions = self.pane.state, self._desk.office.waiting
        if not state.answers or self._busy or self._desk.read_only:
            return
        history = self._desk.office.history
        batches: dict[tuple[str, str], list[str]] = {}
        for key, answer in state.answers.items():
            batches.setdefault((str(answer.pick), answer.raw), []).append(key)

        def settle() -> list[dict[str, Any]]:
            return [
                questions.settle(ids, pick, raw if pick == Pick.VALUE else None)
                for (pick, raw), ids in batches.items()
            ]

        self._busy = True
        self._show_foot()
        self._desk.work(
            lambda _: with_operations(history, settle, *_ACTIONS),
            owner=self,
            done=lambda found: self._settled(*found),
            failed=self._failed,
            kinds=_KINDS,
        )

    def _list(self) -> QWidget:
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        says = tr("What earlier merges left open. The ledger keeps its value until you decide.")
        head = row(label(says, "muted"), self.source, stretch=False)
        head.setStretch(0, 1)
        layout.addLayout(head)
        layout.addWidget(self.pane, 1)
        foot = row(self.foot, self.store, stretch=False)
        foot.setStretch(0, 1)
        layout.addLayout(foot)
        return whole

    def _show(self, found: list[OpenQuestion]) -> None:
        self.counted.emit(len(found))
        if found == self._all:
            self._show_foot()
            return
        self._all = found
        chosen = self.source.currentData()
        lines = question_lines(found)
        state = ReviewState(lines)
        state.keep(self.pane.state.answers)
        self.pane.state = state
        self.source.clear()
        self.source.addItem(tr("every source"), "")
        for text in sorted({line.source for line in lines}):
            self.source.addItem(text, text)
        self.source.setCurrentIndex(max(0, self.source.findData(chosen)))
        self._show_lines()

    def _show_lines(self) -> None:
        self.pane.show_state(self.pane.state, self.source.currentData() or "")
        self.stack.setCurrentIndex(1 if self._all else 0)
        self._show_foot()

    def _show_foot(self) -> None:
        state = self.pane.state
        decided = len(state.answers)
        self.foot.setText(
            tr("{decided} decided, {left} still open.", decided=decided,
               left=len(state.lines) - decided)
        )  # fmt: skip
        self.store.setEnabled(bool(decided) and not self._busy and not self._desk.read_only)

    def _settled(self, answers: list[dict[str, Any]], operations: list[str]) -> None:
        self._busy = False
        self._all, self.pane.state = None, ReviewState(())
        text = settled_text(answers)
        if operations:
            self._desk.messages.offer(text, tr("Undo"), lambda: self._take_back(operations))
        else:
            self._desk.messages.notice(text)
        self.refresh()

    def _take_back(self, operations: list[str]) -> None:
        """Undo what was just stored, the newest first: each kind of answer was an operation."""
        editing = self._desk.office.editing

        def work(_: Any) -> None:
            for operation in operations:
                editing.undo(operation)

        self._desk.work(
            work,
            owner=self,
            done=lambda _: self._desk.messages.notice(tr("Taken back")),
            kinds=_KINDS,
        )

    def _failed(self, error: BaseException) -> None:
        self._busy = False
        self._show_foot()
        self._desk.messages.failure(error)

    def _on_changes(self, changes: Changes) -> None:
        if any(changes.touches(kind) for kind in _KINDS) and self.isVisible():
            self.refresh()
