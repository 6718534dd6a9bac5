"""报区工作簿: the district workbook out, and what came back of the earlier ones."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFileDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.field_kinds import day
from desktop.domain.values import ValueProblem, parse
from desktop.ui.itemmodels.records import Column, RecordTable
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import sentence
from desktop.ui.viewmodels.export_words import back_text, export_text, scope_text
from desktop.ui.widgets.panels import button, label, row
from desktop.ui.widgets.progress_line import ProgressLine
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from desktop.domain.rows import QuarterRow
    from desktop.services.exchange_log import ExportRow
    from desktop.ui.shell.desk import Desk

_EXCEL = "Excel (*.xlsx)"
_USUAL = timedelta(days=30)
_RETURN_BY = day("return_by", "交回日期", "return by")


class ExportPart(QWidget):
    """Choose quarters, say until when it is wanted back, write the workbook."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows: list[QuarterRow] = []
        self._job = 0
        self._path = Path()
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Quarters to export"))
        self.list.setSelectionMode(QListWidget.SelectionMode.MultiSelection)
        self.list.itemSelectionChanged.connect(self._say)
        self.return_by = QLineEdit((date.today() + _USUAL).isoformat())  # noqa: DTZ011 - a day
        self.return_by.setAccessibleName(tr("Wanted back by"))
        self.return_by.setPlaceholderText("2026-01-31")
        self.return_by.setMaximumWidth(140)
        self._wrong = label("", "error")
        self._wrong.hide()
        self.return_by.textEdited.connect(lambda _: self._wrong.setVisible(False))
        self.progress = ProgressLine(lambda: desk.runner.cancel(self._job))
        self.says = label("", "", wrap=True)
        self._said = label("", "good", wrap=True)
        self.open = button(tr("Open the folder"), self._open_folder)
        self.open.hide()
        columns: list[Column[ExportRow]] = [
            Column(tr("Written"), lambda r: f"{r.made_at.astimezone():%Y-%m-%d}", 9),
            Column(tr("Export no."), lambda r: r.code, 11),
            Column(tr("Quarters in it"), scope_text, 14),
            Column(tr("Back by"), lambda r: r.return_by or "", 9),
            Column(tr("Came back"), back_text, 9, colour=self._colour),
        ]
        self.earlier: RecordTable[ExportRow] = RecordTable(columns)
        widths = [column.width for column in columns]
        self.table = Table(self.earlier, widths, tr("Earlier workbooks"), stretch=2)
        self.table.hide()
        self._none = label(tr("No workbook has been written yet."), "muted", wrap=True)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self._left())
        splitter.addWidget(self._right())
        splitter.setSizes([600, 620])
        splitter.setChildrenCollapsible(False)
        QVBoxLayout(self).addWidget(splitter)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the quarters and the earlier workbooks."""
        super().showEvent(event)
        self._desk.quarters.ask(self._show, self)
        self._read_earlier()

    def export(self, path: Path) -> None:
        """Write the workbook to ``path``; a day that cannot be read is said and nothing written."""
        try:
            wanted: Any = parse(_RETURN_BY, self.return_by.text())
        except ValueProblem as problem:
            self._wrong.setText(sentence(problem.code, {"field": tr("Wanted back by")}).text)
            self._wrong.show()
            self.return_by.setFocus()
            return
        codes = [row.code for row in self._chosen()]
        district = self._desk.office.district
        self._said.setText("")
        self.open.hide()
        self.progress.begin(tr("Writing…"))
        self._job = self._desk.work(
            lambda progress: district.export(
                path, quarter_codes=codes, progress=progress, return_by=wanted
            ),
            owner=self,
            done=self._done,
            failed=self._failed,
            cancelled=self.progress.hide,
            stepped=self.progress.step,
        )

    def _left(self) -> QWidget:
        left = QWidget()
        layout = QVBoxLayout(left)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.addWidget(label(tr("Choose quarters, or none for all"), "heading"))
        layout.addWidget(self.list, 1)
        layout.addWidget(self.says)
        layout.addLayout(row(label(tr("Wanted back by")), self.return_by, self._wrong))
        layout.addWidget(self.progress)
        layout.addWidget(self._said)
        write = button(tr("Write the workbook…"), self._choose, main=True)
        layout.addLayout(row(write, self.open))
        return left

    def _right(self) -> QWidget:
        right = QWidget()
        layout = QVBoxLayout(right)
        layout.setContentsMargins(8, 0, 0, 0)
        layout.addWidget(label(tr("Earlier workbooks"), "heading"))
        layout.addWidget(self._none)
        layout.addWidget(self.table, 1)
        layout.addStretch(0)
        return right

    def _chosen(self) -> list[QuarterRow]:
        return [self._rows[self.list.row(item)] for item in self.list.selectedItems()]

    def _show(self, rows: list[QuarterRow]) -> None:
        if [r.id for r in rows] != [r.id for r in self._rows]:
            self._rows = rows
            self.list.clear()
            for found in rows:
                text = tr(
                    "{name}, {count} households", name=found.name, count=found.progress.households
                )
                self.list.addItem(QListWidgetItem(text))
        self._say()

    def _say(self) -> None:
        chosen = self._chosen()
        whole = chosen or self._rows
        households = sum(found.progress.households for found in whole)
        self.says.setText(export_text(len(whole), households, every=not chosen))

    def _read_earlier(self) -> None:
        log = getattr(self._desk.office, "exchange_log", None)
        if log is not None:
            self._desk.ask(log.exports, self._show_earlier, owner=self)

    def _show_earlier(self, rows: list[ExportRow]) -> None:
        self.earlier.show_records(rows)
        self._none.setVisible(not rows)
        self.table.setVisible(bool(rows))

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Write the workbook…"), "", _EXCEL)
        if chosen:
            self.export(Path(chosen).with_suffix(".xlsx"))

    def _done(self, answer: dict[str, Any]) -> None:
        self.progress.hide()
        self._path = Path(answer["path"])
        self._said.setText(
            tr(
                "Written: {path}, {households} households",
                path=answer["path"],
                households=answer["households"],
            )
        )
        self.open.show()
        self._read_earlier()

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))

    def _failed(self, error: BaseException) -> None:
        self.progress.hide()
        self._desk.messages.failure(error)

    def _colour(self, found: ExportRow) -> str:
        if found.returned_at is not None:
            return "good_text"
        late = found.return_by is not None and found.return_by < date.today()  # noqa: DTZ011
        return "not_met_text" if late else "muted"
