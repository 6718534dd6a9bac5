"""A list that the receiver checked: every line accepted, or returned with a reason."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.codes import LINE_RESULT
from desktop.domain.returned_lines import ACCEPTED, RETURNED, CheckedLine
from desktop.ui.itemmodels.records import Column, RecordTable
from desktop.ui.shell.language import language, tr
from desktop.ui.shell.messages import explain
from desktop.ui.widgets.panels import button, label, row
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from desktop.services.form_returns import ListLine
    from desktop.ui.shell.desk import Desk

_CHANGED = frozenset({"form_line", "finding", "handover_form"})


class ReturnedListDialog(QDialog):
    """Lines are returned by hand, or read from the sheet that came back; then they are recorded.

    Signals:
        recorded: (number of the list, how many lines were returned).
    """

    recorded = Signal(str, int)

    def __init__(self, desk: Desk, document_no: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._number = desk, document_no
        self._lines: list[ListLine] = []
        self._told: dict[int, CheckedLine] = {}
        self.setWindowTitle(tr("Checked list {number}", number=document_no))
        self.setMinimumSize(860, 560)
        columns: list[Column[ListLine]] = [
            Column(tr("No."), lambda line: line.line_no, 5, number=True),
            Column(tr("Kind"), lambda line: line.utility, 5),
            Column(tr("Door"), lambda line: line.door, 18),
            Column(tr("Meter number"), lambda line: line.number, 18),
            Column(tr("Result"), self._result, 8, colour=self._colour),
            Column(tr("Reason"), self._reason, 28),
        ]
        self.model: RecordTable[ListLine] = RecordTable(columns)
        self.table = Table(
            self.model, [c.width for c in columns], tr("Lines of the list"), stretch=5
        )
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(tr("Why the chosen lines are returned"))
        self.reason.setAccessibleName(tr("Why the chosen lines are returned"))
        self.reason.returnPressed.connect(self.return_chosen)
        self.give_back = button(tr("Return the chosen lines"), self.return_chosen)
        self.accept_lines = button(tr("Accept the chosen lines"), self.accept_chosen)
        self.read = button(tr("Read the checked sheet…"), self._ask_sheet)
        self.says = label("", "", wrap=True)
        self.error = label("", "error", wrap=True)
        self.go = button(tr("Record the result"), self.record, main=True)
        self._lay_out()
        self._load()

    def return_chosen(self) -> None:
        """Mark the chosen lines as returned, for the reason that was typed."""
        reason = self.reason.text().strip()
        if not reason:
            self._fail(tr("A return needs a reason."))
            return
        self._mark([CheckedLine(line.line_no, RETURNED, reason) for line in self._chosen()])

    def accept_chosen(self) -> None:
        """Mark the chosen lines as accepted."""
        self._mark([CheckedLine(line.line_no, ACCEPTED) for line in self._chosen()])

    def read_sheet(self, path: Path) -> None:
        """Take over what the receiver wrote into the sheet, Excel or CSV."""
        returns = self._desk.office.forms.returns
        self._desk.work(
            lambda _: returns.read(path), owner=self, done=self._mark, failed=self._failed
        )

    def record(self) -> None:
        """Store it: returned lines become defects, the others are accepted."""
        returns, number, told = self._desk.office.forms.returns, self._number, self._told
        self.go.setEnabled(False)
        self._desk.work(
            lambda _: returns.record(number, list(told.values())),
            owner=self,
            done=self._recorded,
            failed=self._failed,
            kinds=_CHANGED,
        )

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(
            label(
                tr(
                    "Mark what the company returned. Whatever is not marked is accepted; returned "
                    "lines become defects, and a list completes this one when they are mended."
                ),
                "muted",
                wrap=True,
            )
        )
        layout.addWidget(self.table, 1)
        marks = row(self.reason, self.give_back, self.accept_lines, stretch=False)
        marks.setStretch(0, 1)
        layout.addLayout(marks)
        layout.addWidget(self.error)
        self.error.hide()
        last = row(self.go, self.says, self.read, button(tr("Close"), self.reject), stretch=False)
        last.setStretch(1, 1)
        layout.addLayout(last)

    def _load(self) -> None:
        returns, number = self._desk.office.forms.returns, self._number
        self._desk.ask(lambda: returns.lines(number), self._show, owner=self, failed=self._failed)

    def _show(self, lines: list[ListLine]) -> None:
        self._lines = lines
        self._told = {
            line.line_no: CheckedLine(line.line_no, line.result, line.reason)
            for line in lines
            if line.result
        }
        self.model.show_records(lines)
        self._say()

    def _chosen(self) -> list[ListLine]:
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        if not rows:
            self._fail(tr("Choose lines first."))
        return [self._lines[number] for number in rows]

    def _mark(self, lines: list[CheckedLine]) -> None:
        if lines:
            self._fail("")
        self._told.update({line.line_no: line for line in lines})
        self.model.show_records(self._lines)
        self._say()

    def _say(self) -> None:
        returned = sum(line.result == RETURNED for line in self._told.values())
        self.says.setText(
            tr(
                "{returned} returned, {accepted} accepted",
                returned=returned,
                accepted=len(self._lines) - returned,
            )
        )
        self.go.setEnabled(bool(self._lines) and not self._desk.read_only)

    def _recorded(self, answer: dict[str, Any]) -> None:
        self.recorded.emit(self._number, int(answer["returned"]))
        self.accept()

    def _ask_sheet(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, tr("Read the checked sheet…"), "", "Excel, CSV (*.xlsx *.xls *.csv)"
        )
        if chosen:
            self.read_sheet(Path(chosen))

    def _failed(self, error: BaseException) -> None:
        message = explain(error)
        self._fail(f"{message.text}{message.hint}")
        self._say()

    def _fail(self, words: str) -> None:
        self.error.setText(words)
        self.error.setVisible(bool(words))

    def _result(self, line: ListLine) -> str:
        told = self._told.get(line.line_no)
        return LINE_RESULT.label(told.result, language()) if told is not None else ""

    def _reason(self, line: ListLine) -> str:
        told = self._told.get(line.line_no)
        return told.reason if told is not None else ""

    def _colour(self, line: ListLine) -> str:
        told = self._told.get(line.line_no)
        return "not_met_text" if told is not None and told.result == RETURNED else ""
