"""银行对账: the lines of a bank statement, whose payment each is, and booking them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFileDialog,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.amounts import added, shown
from desktop.domain.bank_lines import Standing
from desktop.ui.itemmodels.records import RecordTable
from desktop.ui.pages.project.money_statement_rows import (
    ORDER,
    TO_BOOK,
    LineRow,
    standing_word,
    statement_columns,
)
from desktop.ui.pages.project.money_words import failure, say, trade_letter
from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import EmptyState, button, label, row
from desktop.ui.widgets.progress_line import ProgressLine
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex

    from desktop.kernel.progress import Progress
    from desktop.services.money_bank import StatementReview
    from desktop.ui.shell.desk import Desk

_FILES = "Excel, CSV (*.xlsx *.xls *.csv)"


class StatementPart(QWidget):
    """Choose a file, look at every line, say what is not clear, book the rest."""

    kinds: frozenset[str] = frozenset()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._quarter_id = ""
        self._review: StatementReview | None = None
        self._path: Path | None = None
        self._rows: list[LineRow] = []
        self._job = 0
        columns = statement_columns(self._whose)
        self.model: RecordTable[LineRow] = RecordTable(columns)
        self.table = Table(self.model, [c.width for c in columns], tr("Bank statement"), stretch=7)
        self.table.row_opened.connect(self.toggle)
        self.table.row_chosen.connect(self._row_chosen)
        self.table.clicked.connect(self._clicked)
        self.which = QComboBox()
        self.which.setAccessibleName(tr("Show"))
        self.which.addItem(tr("All lines"), "")
        for standing in ORDER:
            self.which.addItem(standing_word(standing), str(standing))
        self.which.currentIndexChanged.connect(lambda _: self._show_rows())
        self.household = QComboBox()
        self.household.setAccessibleName(tr("Household"))
        self.household.setEditable(True)
        self.household.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.household.setMinimumWidth(280)
        completer = QCompleter(self.household.model(), self.household)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.household.setCompleter(completer)
        self.assign = button(tr("It is theirs"), self.assign_chosen)
        self.tick = button(tr("Book it / leave it"), self.toggle_chosen)
        self.summary = label("", "heading", wrap=True)
        self.problems = label("", "error", wrap=True)
        self.error = label("", "error", wrap=True)
        self.book = button(tr("To be booked"), self.book_chosen, main=True)
        self.progress = ProgressLine(lambda: desk.runner.cancel(self._job))
        self._stack = QStackedWidget()
        self._stack.addWidget(
            EmptyState(
                tr("Match a bank statement"),
                tr(
                    "The list of movements as the bank gives it, Excel or CSV. Every line is "
                    "matched by door, payer and amount; nothing is booked before you say so."
                ),
                tr("Choose a file…"),
                self.choose,
            )
        )
        self._stack.addWidget(self._build())
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.error)
        box.addWidget(self.progress)
        box.addWidget(self._stack, 1)
        say(self.error, "")

    def show_quarter(self, quarter_id: str) -> None:
        """Look at another quarter; a statement of the old one is put away."""
        if quarter_id != self._quarter_id:
            self._quarter_id = quarter_id
            self._review, self._path, self._rows = None, None, []
            self._stack.setCurrentIndex(0)
            say(self.error, "")

    def refresh(self) -> None:
        """A statement stays as it was read until it is read again."""

    def choose(self) -> None:
        """Ask for the file."""
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Choose a file…"), "", _FILES)
        if chosen:
            self.read(Path(chosen))

    def read(self, path: Path) -> None:
        """Read a statement and show whose payment each line seems to be; nothing changes."""
        self._path = path
        say(self.error, "")
        self.progress.begin(tr("Reading…"))
        money, quarter = self._desk.office.money, self._quarter_id

        def work(progress: Progress) -> StatementReview:
            return money.match_statement(path, quarter or None, progress)

        self._job = self._desk.work(
            work,
            owner=self,
            done=self._show,
            failed=self._failed,
            cancelled=self.progress.hide,
            stepped=self.progress.step,
        )

    def toggle(self, number: int) -> None:
        """Book a line or leave it; one that is nobody's yet cannot be booked."""
        rows = self.model.records
        if 0 <= number < len(rows) and rows[number].proposal.household_id:
            rows[number].chosen = not rows[number].chosen
            self._show_rows()

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self.toggle(index.row())

    def toggle_chosen(self) -> None:
        """Book the line under the cursor or leave it."""
        self.toggle(self.table.currentIndex().row())

    def assign_chosen(self) -> None:
        """Give the line under the cursor to the household that stands in the box."""
        number, review = self.table.currentIndex().row(), self._review
        household = self._household_in_box()
        if review is None or not household or not 0 <= number < len(self.model.records):
            return
        found = self.model.records[number]
        if found.proposal.standing not in TO_BOOK:
            return
        found.proposal = self._desk.office.money.assign(review, found.proposal, household)
        found.chosen = True
        self._show_rows()

    def book_chosen(self) -> None:
        """Book what is ticked, as one operation."""
        chosen = [found.proposal for found in self._rows if found.chosen]
        money = self._desk.office.money
        if not chosen:
            return
        self.book.setEnabled(False)
        self._desk.act(
            lambda: money.book_statement(chosen),
            owner=self,
            done=lambda _: self._booked(),
            failed=self._failed,
            notice=tr("{count} payments booked. Undo takes them back.", count=len(chosen)),
        )

    def _booked(self) -> None:
        if self._path is not None:
            self.read(self._path)

    def _failed(self, error: BaseException) -> None:
        self.progress.hide()
        self.book.setEnabled(not self._desk.read_only)
        failure(self.error, error)

    def _show(self, review: StatementReview) -> None:
        self.progress.hide()
        self._review = review
        rows = [LineRow(found, found.standing is Standing.SURE) for found in review.proposals]
        self._rows = sorted(rows, key=lambda r: ORDER.index(r.proposal.standing))
        self._stack.setCurrentIndex(1)
        with QSignalBlocker(self.household):
            self.household.clear()
            for household, door in review.doors.items():
                names = "、".join(sorted(door.names))
                self.household.addItem(f"{door.label} {names}", household)
            self.household.setCurrentIndex(-1)
        problems = review.statement.problems
        lines = "、".join(str(found.row) for found in problems[:10])
        say(
            self.problems,
            tr("{count} cells could not be read, in rows {rows}.", count=len(problems), rows=lines)
            if problems
            else "",
            "error",
        )
        self._show_rows()

    def _show_rows(self) -> None:
        wanted = self.which.currentData()
        rows = [r for r in self._rows if not wanted or r.proposal.standing == wanted]
        self.model.show_records(rows)
        counts = {s: sum(r.proposal.standing is s for r in self._rows) for s in ORDER}
        left_out = self._review.statement.left_out if self._review else 0
        say(
            self.summary,
            tr("{sure} sure, {likely} to look at, {open} for you to say, {booked} booked before, "
               "{left} lines are no payments.",
               sure=counts[Standing.SURE], likely=counts[Standing.LIKELY],
               open=counts[Standing.OPEN],
               booked=counts[Standing.BOOKED] + counts[Standing.REPEATED], left=left_out),
        )  # fmt: skip
        chosen = [r.proposal.line.amount for r in self._rows if r.chosen]
        self.book.setText(
            tr("Book {count} lines, {sum} yuan", count=len(chosen), sum=shown(added(chosen)))
        )
        self.book.setEnabled(bool(chosen) and not self._desk.read_only)

    def _row_chosen(self, number: int) -> None:
        rows = self.model.records
        found = rows[number].proposal if 0 <= number < len(rows) else None
        able = found is not None and found.standing in TO_BOOK and not self._desk.read_only
        for widget in (self.household, self.assign):
            widget.setEnabled(able)
        self.tick.setEnabled(able and found is not None and bool(found.household_id))
        if found is None:
            return
        likely = found.household_id or (found.candidates[0] if found.candidates else "")
        with QSignalBlocker(self.household):
            self.household.setCurrentIndex(self.household.findData(likely) if likely else -1)

    def _household_in_box(self) -> str:
        number = self.household.currentIndex()
        if number >= 0 and self.household.itemText(number) == self.household.currentText():
            return str(self.household.itemData(number))
        number = self.household.findText(self.household.currentText().strip())
        return str(self.household.itemData(number)) if number >= 0 else ""

    def _whose(self, found: LineRow) -> str:
        proposal, review = found.proposal, self._review
        if review is None:
            return ""
        if proposal.household_id:
            parts = proposal.parts or {}
            words = " ".join(f"{trade_letter(t)} {shown(a)}" for t, a in parts.items())
            return f"{review.doors[proposal.household_id].label}：{words}"
        labels = [review.doors[one].label for one in proposal.candidates[:3]]
        return " / ".join(labels) + (" ?" if labels else "")

    def _build(self) -> QWidget:
        whole = QWidget()
        box = QVBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        head = row(self.which, stretch=False)
        head.addWidget(self.summary, 1)
        head.addWidget(button(tr("Another file…"), self.choose))
        box.addLayout(head)
        box.addWidget(self.problems)
        box.addWidget(self.table, 1)
        foot = row(label(tr("This line is paid for"), "muted"), self.household, self.assign,
                   self.tick)  # fmt: skip
        foot.addWidget(self.book)
        box.addLayout(foot)
        self._row_chosen(-1)
        return whole
