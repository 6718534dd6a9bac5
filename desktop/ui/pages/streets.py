"""街道: the district's list of streets; their workbooks come in here and go out again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.itemmodels.records import Column, RecordTable
from desktop.ui.pages.page import Page
from desktop.ui.pages.street_findings import StreetFindings
from desktop.ui.pages.street_intake import StreetIntake
from desktop.ui.shell.language import tr
from desktop.ui.viewmodels.street_words import day_text, sent_text, share_text, taken_text
from desktop.ui.widgets.panels import EmptyState, button, label, row
from desktop.ui.widgets.progress_line import ProgressLine
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from desktop.domain.street import StreetLine
    from desktop.ui.shell.desk import Desk

_EXCEL = "Excel (*.xlsx)"
_LIST, _EMPTY, _INTAKE = 0, 1, 2
_SENT = frozenset({"street", "exchange"})


class StreetsPage(Page):
    """Every street with its last intake; a workbook is looked at before it is taken."""

    kinds = frozenset(
        {"street", "quarter", "household", "water_meter", "electricity_meter", "merge_question"}
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._job = 0
        columns: list[Column[StreetLine]] = [
            Column(tr("Street"), lambda s: s.name, 16),
            Column(tr("Code"), lambda s: s.code, 12),
            Column(tr("Workbook of"), lambda s: day_text(s.made_at), 11),
            Column(tr("Taken"), lambda s: day_text(s.taken_at), 11),
            Column(tr("Sent back"), lambda s: day_text(s.returned_at), 11),
            Column(tr("Quarters"), lambda s: s.quarters, 6, number=True),
            Column(tr("Households"), lambda s: s.households, 7, number=True),
            Column(tr("Visited"), lambda s: share_text(s.visited, s.households), 7, number=True),
            Column(
                tr("Water done"), lambda s: share_text(s.water_done, s.households), 8, number=True
            ),
            Column(
                tr("Power done"), lambda s: share_text(s.power_done, s.households), 8, number=True
            ),
            Column(tr("In a plan"), lambda s: s.planned, 7, number=True),
            Column(tr("Problems"), lambda s: s.problems or "", 6, number=True,
                   colour=lambda s: "error_text" if s.problems else ""),
            Column(tr("To decide"), lambda s: s.questions or "", 6, number=True,
                   colour=lambda s: "error_text" if s.questions else ""),
        ]  # fmt: skip
        self.model: RecordTable[StreetLine] = RecordTable(columns)
        self.table = Table(self.model, [c.width for c in columns], tr("Streets"), stretch=0)
        self.table.row_chosen.connect(lambda _: self._chosen())
        self.progress = ProgressLine(lambda: desk.runner.cancel(self._job))
        self.findings = StreetFindings(desk)
        self.questions = self._questions()
        self.intake = StreetIntake(desk)
        self.intake.left.connect(self._back)
        self.intake.taken.connect(self._taken)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._list())
        self.stack.addWidget(
            EmptyState(
                tr("No street yet"),
                tr("Streets come with the workbooks that they export."),
                tr("Take a street's workbook…"),
                self.choose,
            )
        )
        self.stack.addWidget(self.intake)
        self.box.addWidget(self.stack, 1)

    def _questions(self) -> QWidget:
        from desktop.ui.pages.questions_part import QuestionsPart

        return QuestionsPart(self.desk)

    def _list(self) -> QWidget:
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        self.one = button(tr("Send back to this street…"), self._choose_one)
        self.every = button(tr("Send back to all streets…"), self._choose_folder)
        tools = row(
            label(tr("Streets"), "title"),
            button(tr("Take a street's workbook…"), self.choose, main=True),
            self.one,
            self.every,
        )
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(tr("Problems and questions"))
        self.tabs.addTab(self.findings, tr("Checks over all streets"))
        self.tabs.addTab(self.questions, tr("To decide"))
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.table)
        split.addWidget(self.tabs)
        split.setSizes([260, 380])
        split.setChildrenCollapsible(False)
        layout.addLayout(tools)
        layout.addWidget(self.progress)
        layout.addWidget(split, 1)
        for one in (self.one, self.every):
            one.setEnabled(False)
        return whole

    def refresh(self) -> None:
        """Read the streets and what the checks found."""
        office = getattr(self.desk.office, "district_office", None)
        if office is not None:
            self.desk.ask(lambda: (office.streets(), office.findings()), self._show, owner=self)

    def _show(self, answer: Any) -> None:
        lines, findings = answer
        self.model.show_records(lines)
        self.findings.show_findings(findings, self._street())
        if self.stack.currentIndex() != _INTAKE:
            self.stack.setCurrentIndex(_LIST if lines else _EMPTY)
        self._chosen()

    def _street(self) -> str:
        rows = self.table.selectionModel().selectedRows()
        number = rows[0].row() if rows else -1
        return self.model.records[number].code if 0 <= number < len(self.model.records) else ""

    def _chosen(self) -> None:
        code, able = self._street(), not self.desk.read_only
        self.one.setEnabled(able and bool(code))
        self.every.setEnabled(able and bool(self.model.records))
        self.findings.show_street(code)

    def choose(self) -> None:
        """Ask for a street's workbook."""
        chosen, _ = QFileDialog.getOpenFileName(
            self, tr("Take a street's workbook…"), "", "Excel, WPS, LibreOffice (*.xlsx *.ods)"
        )
        if chosen:
            self.plan(Path(chosen))

    def plan(self, path: Path) -> None:
        """Look at a workbook; nothing is written."""
        self.stack.setCurrentIndex(_INTAKE)
        self.intake.plan(path)

    def _back(self) -> None:
        self.stack.setCurrentIndex(_LIST if self.model.records else _EMPTY)

    def _taken(self, answer: dict[str, Any]) -> None:
        self._back()
        self.desk.messages.notice(taken_text(answer))
        self.renew()

    def _choose_one(self) -> None:
        line = next((s for s in self.model.records if s.code == self._street()), None)
        if line is None:
            return
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("Send back to this street…"), f"{line.code}-{line.name}.xlsx", _EXCEL
        )
        if chosen:
            self.send(line.code, Path(chosen).with_suffix(".xlsx"))

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("Send back to all streets…"))
        if chosen:
            self.send("", Path(chosen))

    def send(self, code: str, target: Path) -> None:
        """Write what goes back to one street, or to all into a folder."""
        office = self.desk.office.district_office

        def work(progress: Any) -> list[dict[str, Any]]:
            if code:
                return [office.send(code, target, progress)]
            return office.send_all(target, progress)

        def done(answers: list[dict[str, Any]]) -> None:
            self.progress.hide()
            self.desk.messages.notice(sent_text(answers))

        def failed(error: BaseException) -> None:
            self.progress.hide()
            self.desk.messages.failure(error)

        self.progress.begin(tr("Writing…"))
        self._job = self.desk.work(
            work,
            owner=self,
            done=done,
            failed=failed,
            cancelled=self.progress.hide,
            stepped=self.progress.step,
            kinds=_SENT,
        )
