"""Questions with their answers: groups left, a table in the middle, one line in full right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QSplitter, QToolButton, QVBoxLayout, QWidget

from desktop.ui.itemmodels.narrowed import NarrowedTable
from desktop.ui.itemmodels.records import Column
from desktop.ui.pages.review_details import ReviewDetails
from desktop.ui.pages.review_table import ReviewTable
from desktop.ui.pages.review_tree import ReviewTree
from desktop.ui.pages.show_record import show_record
from desktop.ui.shell.language import tr
from desktop.ui.viewmodels.review_lines import (
    LEAVE,
    OURS,
    THEIRS,
    Pick,
    ReviewLine,
    answer_text,
    field_name,
    group_hint,
    record_name,
    short_reason,
    theirs_text,
    value_text,
)
from desktop.ui.viewmodels.review_state import ReviewState
from desktop.ui.widgets.end_of_text import EndOfText
from desktop.ui.widgets.panels import button, label, row

if TYPE_CHECKING:
    from desktop.ui.shell.desk import Desk
    from desktop.ui.viewmodels.review_lines import Answer

DECISION = 6
_REASON = 170
_QUARTER = 160
_LOOKED_AT = 1_000  # chosen lines that say which answers fit: more would be felt
_TYPING = 60  # milliseconds after the last key
_LETTERS = {Pick.OURS: "O", Pick.THEIRS: "T"}
_ANSWERS = {Pick.OURS: OURS, Pick.THEIRS: THEIRS, Pick.LEAVE: LEAVE}


class ReviewPane(QWidget):
    """Lines to look at and to answer; nothing is written here.

    Attributes:
        state: lines and answers.

    Signals:
        decided: an answer was given.
    """

    decided = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.state = ReviewState(())
        self.model: NarrowedTable[ReviewLine] = NarrowedTable(self._columns())
        self.table = ReviewTable(self.model, [c.width for c in self.model.columns])
        self.table.answered.connect(self.answer)
        self.table.row_chosen.connect(lambda _: self._show_line())
        self.table.row_opened.connect(self._open)
        self.tree = ReviewTree()
        self.tree.chosen.connect(lambda _: self._group_chosen())
        self.details = ReviewDetails(desk)
        self.details.typed.connect(self._typed)
        self.table.value_asked.connect(self.details.begin_value)
        self.details.record_asked.connect(lambda kind, one: show_record(desk, kind, one, self))
        self.text = QLineEdit()
        self.text.setPlaceholderText(tr("Find: door, name, value…"))
        self.text.setAccessibleName(tr("Find in the list"))
        self.text.setClearButtonEnabled(True)
        clearing: list[QToolButton] = list(self.text.findChildren(QToolButton))
        for inside in clearing:
            inside.setAccessibleName(tr("Empty the field"))
        self.quarter = QComboBox()
        self.quarter.setAccessibleName(tr("Quarter"))
        self.quarter.setMaximumWidth(_QUARTER)
        self.quarter.activated.connect(lambda _: self.narrow())
        self.reason = QComboBox()
        self.reason.setAccessibleName(tr("Why"))
        self.reason.setMaximumWidth(_REASON)
        self.reason.activated.connect(lambda _: self.narrow())
        self.hint = label("", "muted", wrap=True)
        self._count = label("", "muted")
        self._said = label("", "muted", wrap=True)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_TYPING)
        self._wait.timeout.connect(self.narrow)
        self.text.textChanged.connect(lambda _: self._wait.start())
        able = not desk.read_only
        self.buttons = {
            Pick.OURS: button(tr("keep ours"), lambda: self.answer(Pick.OURS)),
            Pick.THEIRS: button(tr("take theirs"), lambda: self.answer(Pick.THEIRS)),
            Pick.VALUE: button(tr("Another value (V)"), self.details.begin_value),
            Pick.LEAVE: button(tr("Leave open (L)"), lambda: self.answer(Pick.LEAVE)),
        }
        for one in self.buttons.values():
            one.setEnabled(able)
        self._build()

    def show_state(self, state: ReviewState, source: str = "") -> None:
        """Show a review from its beginning; only the lines of one source when it is given."""
        self.state = state
        with QSignalBlocker(self.text):
            self.text.clear()
        self.tree.show_state(state, source)
        self.tree.show_open(state)
        self._show_quarters()
        self._group_chosen()

    def look_for(self, text: str) -> None:
        """Look through all groups for a text."""
        self.tree.setCurrentItem(self.tree.topLevelItem(0))
        self.quarter.setCurrentIndex(0)
        self.text.setText(text)
        self.narrow()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def narrow(self) -> None:
        """Show the lines that fit group, reason and text."""
        self._wait.stop()
        reason = str(self.reason.currentData() or "")
        where, quarter = self.tree.where, str(self.quarter.currentData() or "")
        where = where if where.quarter else where._replace(quarter=quarter)
        numbers = self.state.numbers(where, reason, self.text.text())
        with QSignalBlocker(self.table):
            self.model.show_some(self.state.lines, numbers)
        self._count.setText(tr("{count} lines", count=len(numbers)))
        if numbers:
            self.table.selectRow(0)
        self._show_line()

    def answer(self, pick: Pick) -> None:
        """Give the chosen lines an answer and go on to the next one."""
        self._decide(_ANSWERS[Pick(pick)])

    def chosen(self) -> list[int]:
        """Return the numbers of the chosen lines."""
        return [self.model.shown[number] for number in self.table.chosen_rows()]

    def _decide(self, answer: Answer, numbers: list[int] | None = None) -> None:
        if self._desk.read_only:
            return
        rows = self.table.chosen_rows()
        chosen = self.chosen() if numbers is None else numbers
        taken = self.state.decide(chosen, answer)
        refused = len(chosen) - taken
        self._said.setText(
            tr("{count} of the chosen lines cannot take that answer.", count=refused)
            if refused
            else ""
        )
        self._said.setVisible(bool(refused))
        self.model.repaint_column(DECISION)
        self.tree.show_open(self.state)
        if len(rows) == 1 and taken and rows[0] + 1 < len(self.model.shown):
            self.table.selectRow(rows[0] + 1)
        else:
            self._show_buttons()
        self.decided.emit()

    def _typed(self, answer: Answer) -> None:
        """A third value goes to every chosen line of the same field."""
        line = self.details.line
        if line is None:
            return
        lines = self.state.lines
        same = [
            n for n in self.chosen() if (lines[n].kind, lines[n].field) == (line.kind, line.field)
        ]
        self._decide(answer, same)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_quarters(self) -> None:
        """Offer the quarters of the lines; one alone needs no choice."""
        chosen = self.quarter.currentData()
        names = sorted({where.quarter for where in self.state.counts() if where.quarter})
        self.quarter.clear()
        self.quarter.addItem(tr("every quarter"), "")
        for name in names:
            self.quarter.addItem(name, name)
        self.quarter.setCurrentIndex(max(0, self.quarter.findData(chosen)))
        self.quarter.setVisible(len(names) > 1)

    def _group_chosen(self) -> None:
        group = self.tree.where.group
        self.hint.setText(group_hint(group) if group else "")
        self.hint.setVisible(group is not None)
        with QSignalBlocker(self.reason):
            self.reason.clear()
            self.reason.addItem(tr("every reason"), "")
            for text, count in self.state.reasons(self.tree.where).items():
                self.reason.addItem(f"{text} · {count}", text)
        self.narrow()

    def _show_line(self) -> None:
        rows = self.table.chosen_rows()
        self.details.show_line(self.model.record(rows[0]) if rows else None)
        self._show_buttons()

    def _show_buttons(self) -> None:
        """Offer the answers that fit, in the words of the chosen lines."""
        lines = [self.state.lines[number] for number in self.chosen()[:_LOOKED_AT]]
        allowed = {pick for line in lines for pick in line.allowed}
        for pick, one in self.buttons.items():
            one.setEnabled(pick in allowed and not self._desk.read_only)
        for pick, usual in ((Pick.OURS, tr("keep ours")), (Pick.THEIRS, tr("take theirs"))):
            fitting = [line for line in lines if pick in line.allowed]
            words = {answer_text(line, _ANSWERS[pick]) for line in fitting}
            text = words.pop() if len(words) == 1 else usual
            said = f"{text[:1].upper()}{text[1:]} ({_LETTERS[pick]})"
            self.buttons[pick].setText(said)
            self.buttons[pick].setAccessibleName(said)

    def _open(self, number: int) -> None:
        line = self.model.record(number)
        if line is not None and line.record_id:
            show_record(self._desk, line.kind, line.record_id, self)

    def _columns(self) -> list[Column[ReviewLine]]:
        return [
            Column(tr("Record"), record_name, 16),
            Column(tr("Field"), field_name, 9),
            Column(tr("Before"), lambda line: value_text(line, line.base), 11),
            Column(tr("Ours"), lambda line: value_text(line, line.ours), 11),
            Column(tr("Theirs"), theirs_text, 11),
            Column(tr("Why"), short_reason, 10),
            Column(
                tr("Decision"),
                lambda line: answer_text(line, self.state.answer(line)),
                8,
                colour=self._colour,
            ),
        ]

    def _colour(self, line: ReviewLine) -> str:
        if not line.allowed:
            return "muted"
        if self.state.answer(line).pick is Pick.LEAVE:
            return "not_met_text"
        return "good_text"

    def _build(self) -> None:
        middle = QWidget()
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(8, 0, 8, 0)
        filters = row(self.text, self.quarter, self.reason, self._count, stretch=False)
        filters.setStretch(0, 1)
        layout.addWidget(self.hint)
        layout.addLayout(filters)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._said)
        layout.addLayout(row(*self.buttons.values()))
        self._said.hide()
        self.table.setItemDelegateForColumn(0, EndOfText(self.table))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        for one in (self.tree, middle, self.details):
            splitter.addWidget(one)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([190, 760, 270])
        splitter.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(splitter)
