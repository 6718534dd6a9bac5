"""A household list in: what was guessed is shown and can be corrected before anything changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QGridLayout,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.fields import ENTITIES, Kind
from desktop.ui.itemmodels.records import Column, RecordTable
from desktop.ui.shell.language import field_label, language, tr
from desktop.ui.shell.messages import explain, sentence
from desktop.ui.widgets.panels import EmptyState, button, label, row
from desktop.ui.widgets.progress_line import ProgressLine
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from desktop.domain.roster import RosterProblem, RosterReading
    from desktop.domain.roster_report import RosterReport
    from desktop.ui.shell.desk import Desk

_FILES = "Excel, CSV (*.xlsx *.xls *.csv)"
_CSV = {"CSV UTF-8 (*.csv)": "utf-8", "CSV GB18030 (*.csv)": "gb18030"}
_ALL_KINDS = frozenset(
    {"quarter", "building", "unit", "household", "water_meter", "electricity_meter"}
)
_ONLY_IN = ("household", "water_meter", "electricity_meter")


def targets() -> list[tuple[str, str]]:
    """Return (name, what people call it) of everything a column may stand for."""
    known = [
        ("quarter", tr("Quarter")),
        ("building_no", tr("Building number")),
        ("unit_no", tr("Unit number")),
        ("floor", tr("Floor")),
        ("room_no", tr("Room number")),
        ("address", tr("Whole address in one cell")),
    ]
    taken = {name for name, _ in known}
    for kind in _ONLY_IN:
        entity = ENTITIES[kind]
        noun = entity.label if language() == "zh_CN" else entity.label_en
        for field in entity.fields:
            if field.kind is Kind.REFERENCE or field.name in taken:
                continue
            if kind == "household":
                known.append((field.name, field_label(field)))
            else:
                known.append((f"{kind}.{field.name}", f"{noun}：{field_label(field)}"))
    return known


class RosterPart(QWidget):
    """Choose, look, correct, bring in."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._path: Path | None = None
        self._reading: RosterReading | None = None
        self._corrections: dict[str, str | None] = {}
        self._job = 0
        columns: list[Column[RosterProblem]] = [
            Column(tr("Sheet"), lambda p: p.sheet, 10),
            Column(tr("Row"), lambda p: p.row or "", 5, number=True),
            Column(tr("Column"), lambda p: p.column, 10),
            Column(tr("Value"), lambda p: p.value, 14),
            Column(tr("What is wrong"), _said, 40),
        ]
        self.problems: RecordTable[RosterProblem] = RecordTable(columns)
        self._table = Table(self.problems, [c.width for c in columns], tr("Problems"), stretch=4)
        self._summary = label("", "heading", wrap=True)
        self._mapping = QScrollArea()
        self._mapping.setWidgetResizable(True)
        self.progress = ProgressLine(lambda: desk.runner.cancel(self._job))
        self._stack = QStackedWidget()
        self._stack.addWidget(
            EmptyState(
                tr("Bring in a household list"),
                tr(
                    "Excel or CSV as the office has it: title rows, merged headers and several "
                    "sheets are fine. Nothing changes before you say so."
                ),
                tr("Choose a file…"),
                self.choose,
            )
        )
        self._stack.addWidget(self._review())
        self.write = button(tr("Write households as CSV…"), self.choose_csv)
        self.write.setEnabled(not desk.read_only)
        self._error = label("", "error", wrap=True)
        layout = QVBoxLayout(self)
        layout.addWidget(self._error)
        layout.addWidget(self.progress)
        layout.addWidget(self._stack, 1)
        note = label(tr("Noughts in front are kept and nothing runs as a formula."), "muted")
        layout.addLayout(row(self.write, note))
        self._error.hide()

    def _review(self) -> QWidget:
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._summary)
        left = QWidget()
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.addWidget(
            label(tr("What each column was taken for; correct what is wrong"), "muted")
        )
        inside.addWidget(self._mapping, 1)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(8, 0, 0, 0)
        beside.addWidget(label(tr("Rows and cells to look at; they are left out"), "muted"))
        beside.addWidget(self._table, 1)
        splitter = QSplitter()
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setSizes([480, 640])
        splitter.setChildrenCollapsible(False)
        layout.addWidget(splitter, 1)
        self._apply = button(tr("Bring in"), self.apply, main=True)
        self._apply.setEnabled(not self._desk.read_only)
        layout.addLayout(row(self._apply, button(tr("Choose another file…"), self.choose)))
        return whole

    def choose(self) -> None:
        """Ask for the file."""
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Choose a file…"), "", _FILES)
        if chosen:
            self.read(Path(chosen))

    def choose_csv(self) -> None:
        """Ask where the list of households goes, and in which encoding."""
        chosen, kind = QFileDialog.getSaveFileName(
            self, self.write.text(), tr("Households.csv"), ";;".join(_CSV)
        )
        if chosen:
            self.write_csv(Path(chosen), _CSV.get(kind, "utf-8"))

    def write_csv(self, path: Path, encoding: str) -> None:
        """Write every household as CSV; that it left the house stands in the journal."""
        out, messages = self._desk.office.csv_out, self._desk.messages
        self.progress.begin(tr("Writing…"))

        def done(answer: dict[str, Any]) -> None:
            self.progress.hide()
            messages.notice(tr("{count} households written", count=answer["households"]))

        self._job = self._desk.work(
            lambda progress: out.households(path, encoding=encoding, progress=progress),
            owner=self,
            done=done,
            failed=self._failed,
            cancelled=self.progress.hide,
            stepped=self.progress.step,
        )

    def read(self, path: Path) -> None:
        """Read a list and show what was understood; nothing changes."""
        if path != self._path:
            self._corrections = {}
        self._path = path
        self._error.hide()
        self.progress.begin(tr("Reading…"))
        roster, mapping = self._desk.office.roster, dict(self._corrections) or None

        def work(progress: Any) -> tuple[RosterReading, RosterReport]:
            reading = roster.read(path, mapping, progress=progress)
            return reading, roster.apply(reading, dry_run=True, progress=progress)

        self._job = self._desk.work(
            work,
            owner=self,
            done=self._show,
            failed=self._failed,
            cancelled=self.progress.hide,
            stepped=self.progress.step,
        )

    def apply(self) -> None:
        """Bring in what was read, as one operation that can be undone."""
        reading, roster = self._reading, self._desk.office.roster
        if reading is None:
            return
        self.progress.begin(tr("Bringing in…"))
        self._apply.setEnabled(False)
        self._job = self._desk.work(
            lambda progress: roster.apply(reading, dry_run=False, progress=progress),
            owner=self,
            done=self._applied,
            failed=self._failed,
            cancelled=self.progress.hide,
            stepped=self.progress.step,
            kinds=_ALL_KINDS,
        )

    def _failed(self, error: BaseException) -> None:
        self.progress.hide()
        self._apply.setEnabled(not self._desk.read_only)
        message = explain(error)
        self._error.setText(f"{message.text}{message.hint}")
        self._error.show()

    def _show(self, answer: tuple[RosterReading, RosterReport]) -> None:
        self._reading, report = answer
        self.progress.hide()
        self._stack.setCurrentIndex(1)
        self._apply.setEnabled(not self._desk.read_only)
        self._summary.setText(f"{self._path.name if self._path else ''}：{_counts(report)}")
        self.problems.show_records(report.problems)
        self._show_mapping(self._reading)

    def _applied(self, report: RosterReport) -> None:
        self.progress.hide()
        self._summary.setText(tr("Brought in. ") + _counts(report))
        self._desk.messages.notice(tr("Household list brought in"))

    def _show_mapping(self, reading: RosterReading) -> None:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 8, 0)
        known, line = targets(), 0
        for sheet in reading.sheets:
            grid.addWidget(
                label(
                    tr("{sheet}, header in row {row}", sheet=sheet.sheet, row=sheet.header_row),
                    "heading",
                ),
                line,
                0,
                1,
                2,
            )
            line += 1
            for header in [*sheet.mapping, *sheet.unmapped]:
                grid.addWidget(label(header, wrap=True), line, 0)
                grid.addWidget(self._box(known, header, sheet.mapping.get(header, "")), line, 1)
                line += 1
        grid.setRowStretch(line, 1)
        grid.setColumnStretch(1, 1)
        self._mapping.setWidget(inside)

    def _box(self, known: list[tuple[str, str]], header: str, field: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(header)
        box.addItem(tr("— not used —"), "")
        for name, text in known:
            box.addItem(text, name)
        names = [name for name, _ in known]
        found = [n for n, name in enumerate(names) if field and _same(name, field)]
        box.setCurrentIndex(found[0] + 1 if found else 0)
        box.activated.connect(lambda _: self._correct(header, box.currentData()))
        return box

    def _correct(self, header: str, field: str) -> None:
        self._corrections[header] = field or None
        if self._path is not None:
            self.read(self._path)


def _same(name: str, field: str) -> bool:
    """Return whether both name one field; only one of them may name its noun."""
    return name == field or name.endswith(f".{field}") or field.endswith(f".{name}")


def _said(problem: RosterProblem) -> str:
    message = sentence(problem.code, {"value": problem.value, "field": problem.column})
    return f"{message.text}。{message.hint}" if message.hint else message.text


def _counts(report: RosterReport) -> str:
    return tr(
        "{new} new households, {changed} changed, {same} unchanged, {skipped} rows skipped, "
        "{problems} problems",
        new=report.created["households"],
        changed=report.updated["households"],
        same=report.unchanged,
        skipped=len(report.skipped),
        problems=len(report.problems),
    )
