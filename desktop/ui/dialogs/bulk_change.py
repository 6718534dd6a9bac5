"""What would change, cell by cell, before anything is written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.table_changes import CellBlock, TableAction
from desktop.domain.table_columns import column, columns
from desktop.domain.values import show
from desktop.ui.itemmodels.records import Column, RecordTable
from desktop.ui.shell.language import language, tr
from desktop.ui.shell.messages import explain, sentence
from desktop.ui.widgets.panels import button, label, row
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.changes import Changes
    from desktop.domain.table_changes import CellChange, CellProblem, TablePlan
    from desktop.domain.values import Value
    from desktop.ui.shell.desk import Desk

_PAUSE = 250


class PlanDialog(QDialog):
    """Shows what a block of texts would do; writing it is one operation.

    Signals:
        written: the :class:`Changes` after it was stored.
    """

    written = Signal(object)

    def __init__(self, desk: Desk, block: CellBlock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.block = block
        self.plan: TablePlan | None = None
        self._asked = 0
        self.setWindowTitle(_title(block.action))
        self.resize(860, 560)
        self.summary = label(tr("Looking at what would change…"), "heading", wrap=True)
        self.aside = label("", "muted", wrap=True)
        self.problems = self._make_problems()
        self.changes = self._make_changes()
        self.clear = QCheckBox(tr("Empty cells take away what is there"))
        self.clear.setAccessibleName(self.clear.text())
        self.clear.toggled.connect(lambda on: self.look(replace(self.block, blanks_clear=on)))
        self.clear.setVisible(block.action is TableAction.PASTE and _has_blanks(block))
        self.error = label("", "error", wrap=True)
        self.write = button(tr("Write"), self._write, main=True)
        self.write.setEnabled(False)
        layout = QVBoxLayout(self)
        self.top = QVBoxLayout()
        layout.addLayout(self.top)
        layout.addWidget(self.summary)
        layout.addWidget(self.problems)
        layout.addWidget(self.changes, 1)
        layout.addWidget(self.aside)
        layout.addWidget(self.clear)
        layout.addWidget(self.error)
        foot = row(button(tr("Leave everything as it is"), self.reject))
        foot.addWidget(self.write)
        layout.addLayout(foot)
        if block.grid:
            self.look(block)

    def look(self, block: CellBlock) -> None:
        """Find out what ``block`` would do and show it."""
        self.block = block
        self._asked += 1
        asked, tables = self._asked, self.desk.office.tables
        self.write.setEnabled(False)
        # Fifty thousand cells take seconds to look at; what is typed meanwhile is stored at once.
        self.desk.runner.start(
            lambda progress: tables.plan(block, progress),
            done=lambda plan: self._show(plan) if asked == self._asked else None,
            owner=self,
            failed=lambda error: self._fail(error) if asked == self._asked else None,
            beside=True,
        )

    def _show(self, plan: TablePlan) -> None:
        self.plan = plan
        self.error.clear()
        self._change_model.show_records(plan.changes)
        self._problem_model.show_records(plan.problems)
        self.problems.setVisible(bool(plan.problems))
        self.problems.setFixedHeight(min(180, 40 + 28 * len(plan.problems)))
        self.summary.setText(
            tr(
                "{cells} cells of {households} households will change.",
                cells=f"{len(plan.changes):,}",
                households=f"{plan.households:,}",
            )
            if plan.changes
            else tr("Nothing would change.")
        )
        self.aside.setText("  ·  ".join(_asides(plan)))
        count = f"{len(plan.changes):,}"
        self.write.setText(
            tr("Write {count} cells, leave out the wrong ones", count=count)
            if plan.problems
            else tr("Write {count} cells", count=count)
        )
        self.write.setEnabled(bool(plan.changes) and not self.desk.read_only)

    def _write(self) -> None:
        plan, tables = self.plan, self.desk.office.tables
        if plan is None:
            return
        self.write.setEnabled(False)
        self.summary.setText(tr("Writing…"))
        self.desk.act(lambda: tables.apply(plan), owner=self, done=self._written, failed=self._fail)

    def _written(self, changes: Changes) -> None:
        self.written.emit(changes)
        self.accept()

    def _fail(self, error: BaseException) -> None:
        told = explain(error)
        self.summary.clear()
        self.error.setText(f"{told.text} {told.hint}".strip())

    def _make_changes(self) -> Table:
        columns_: list[Column[CellChange]] = [
            Column(tr("Household"), lambda change: change.address, 26),
            Column(tr("Column"), lambda change: column(change.key).heading(language()), 18),
            Column(tr("Before"), lambda change: _shown(change.key, change.old), 18),
            Column(tr("After"), lambda change: _shown(change.key, change.new), 18),
        ]
        self._change_model: RecordTable[CellChange] = RecordTable(columns_)
        return Table(
            self._change_model, [c.width for c in columns_], tr("What would change"), stretch=3
        )

    def _make_problems(self) -> Table:
        columns_: list[Column[CellProblem]] = [
            Column(tr("Household"), lambda problem: problem.address, 26),
            Column(tr("Column"), lambda problem: column(problem.key).heading(language()), 18),
            Column(tr("Given"), lambda problem: problem.text, 18, colour=lambda _: "error_text"),
            Column(tr("What is wrong"), _why, 30, colour=lambda _: "error_text"),
        ]
        self._problem_model: RecordTable[CellProblem] = RecordTable(columns_)
        made = Table(
            self._problem_model, [c.width for c in columns_], tr("What does not fit"), stretch=3
        )
        made.hide()
        return made


class BulkDialog(PlanDialog):
    """Sets one column to one value for all chosen households."""

    def __init__(
        self, desk: Desk, numbers: Sequence[int], key: str, parent: QWidget | None = None
    ) -> None:
        block = CellBlock(numbers, (key,), [], TableAction.BULK, blanks_clear=True)
        super().__init__(desk, block, parent)
        self.setWindowTitle(tr("Change {count} households", count=f"{len(numbers):,}"))
        self.summary.setText(tr("Choose a column and what is to stand in it."))
        self.column = QComboBox()
        self.column.setAccessibleName(tr("Column"))
        for found in columns().values():
            if found.editable:
                self.column.addItem(found.heading(language()), found.key)
        self.column.setCurrentIndex(max(0, self.column.findData(key)))
        self.line, self.codes = QLineEdit(), QComboBox()
        self.values = QStackedWidget()
        for widget in (self.line, self.codes):
            widget.setAccessibleName(tr("Value"))
            self.values.addWidget(widget)
        self.values.setFixedHeight(self.line.sizeHint().height())
        self.line.setPlaceholderText(tr("empty = take away what is there"))
        self.top.addLayout(
            row(label(tr("Column")), self.column, label(tr("Value")), self.values, stretch=False)
        )
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._ask)
        self.column.activated.connect(lambda _: self._arrange())
        self.line.textEdited.connect(lambda _: self._timer.start())
        self.codes.activated.connect(lambda _: self._ask())
        self._arrange()

    def _arrange(self) -> None:
        field = column(str(self.column.currentData())).field
        self.line.clear()
        self.codes.clear()
        codes = field.codes if field is not None else None
        self.values.setCurrentIndex(0 if codes is None else 1)
        if codes is not None:
            self.codes.addItem("", "")
            for code in codes.labels:
                self.codes.addItem(codes.label(code, language()), str(code))
        self.write.setEnabled(False)

    def _ask(self) -> None:
        coded = self.values.currentIndex() == 1
        text = str(self.codes.currentData() or "") if coded else self.line.text()
        key = str(self.column.currentData())
        self.look(replace(self.block, keys=(key,), grid=[[text]]))


def _title(action: TableAction) -> str:
    return {
        TableAction.PASTE: tr("Paste"),
        TableAction.FILL: tr("Fill down"),
        TableAction.CLEAR: tr("Clear cells"),
    }.get(action, tr("Change many households"))


def _has_blanks(block: CellBlock) -> bool:
    return any(not text.strip() for line in block.grid for text in line)


def _asides(plan: TablePlan) -> list[str]:
    notes = [
        (plan.new_meters, tr("{count} meters will be recorded")),
        (plan.same, tr("{count} are so already")),
        (plan.kept, tr("{count} empty ones leave what is there")),
        (plan.locked, tr("{count} stand in columns that cannot be typed into")),
        (plan.beyond, tr("{count} rows more than there are households")),
        (plan.wider, tr("{count} columns more than the table has")),
    ]
    return [text.format(count=f"{count:,}") for count, text in notes if count]


def _shown(key: str, value: Value) -> str:
    field = column(key).field
    return "" if field is None else show(field, value, language())


def _why(problem: CellProblem) -> str:
    return sentence(problem.code).text
