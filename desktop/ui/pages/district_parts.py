"""The district workbook out, and a returned one merged with the questions a person decides."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import (
    QFileDialog,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import button, label, row
from desktop.ui.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from desktop.domain.rows import QuarterRow
    from desktop.ui.shell.desk import Desk

_EXCEL = "Excel (*.xlsx)"
_ALL_KINDS = frozenset(
    {"quarter", "building", "unit", "household", "water_meter", "electricity_meter"}
)


class ExportPart(QWidget):
    """Choose quarters, write the workbook."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows: list[QuarterRow] = []
        self._job = 0
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Quarters to export"))
        self.list.setSelectionMode(QListWidget.SelectionMode.MultiSelection)
        self.progress = ProgressLine(lambda: desk.runner.cancel(self._job))
        self._said = label("", "good", wrap=True)
        layout = QVBoxLayout(self)
        layout.addWidget(
            label(
                tr("Choose quarters, or none for all; what is changed in it comes back later."),
                "muted",
                wrap=True,
            )
        )
        layout.addWidget(self.list, 1)
        layout.addWidget(self.progress)
        layout.addWidget(self._said)
        layout.addLayout(row(button(tr("Write the workbook…"), self._choose, main=True)))

    def showEvent(self, event: QShowEvent) -> None:
        """Read the quarters."""
        super().showEvent(event)
        self._desk.quarters.ask(self._show, self)

    def export(self, path: Path) -> None:
        """Write the workbook to ``path``."""
        codes = [self._rows[self.list.row(item)].code for item in self.list.selectedItems()]
        district = self._desk.office.district
        self._said.setText("")
        self.progress.begin(tr("Writing…"))
        self._job = self._desk.work(
            lambda progress: district.export(path, quarter_codes=codes, progress=progress),
            owner=self,
            done=self._done,
            failed=self._failed,
            cancelled=self.progress.hide,
            stepped=self.progress.step,
        )

    def _show(self, rows: list[QuarterRow]) -> None:
        if [r.id for r in rows] != [r.id for r in self._rows]:
            self._rows = rows
            self.list.clear()
            for found in rows:
                text = tr(
                    "{name}, {count} households", name=found.name, count=found.progress.households
                )
                self.list.addItem(QListWidgetItem(text))

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Write the workbook…"), "", _EXCEL)
        if chosen:
            self.export(Path(chosen).with_suffix(".xlsx"))

    def _done(self, answer: dict[str, Any]) -> None:
        self.progress.hide()
        self._said.setText(
            tr(
                "Written: {path}, {households} households",
                path=answer["path"],
                households=answer["households"],
            )
        )

    def _failed(self, error: BaseException) -> None:
        self.progress.hide()
        self._desk.messages.failure(error)
