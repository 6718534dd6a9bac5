"""Who changed a household, when, and what was there before; a value can be brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.ui.itemmodels.records import Column, RecordTable
from desktop.ui.shell.language import language, tr
from desktop.ui.widgets.panels import button, label, row
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from desktop.services.history import HistoryRow
    from desktop.ui.shell.desk import Desk


class HistoryDialog(QDialog):
    """The history of one record, newest first."""

    def __init__(self, desk: Desk, entity_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._entity_id = entity_id
        self.setWindowTitle(tr("History"))
        self.resize(860, 480)
        columns: list[Column[HistoryRow]] = [
            Column(tr("When"), lambda r: r.when.astimezone().strftime("%Y-%m-%d %H:%M"), 17),
            Column(tr("Who"), lambda r: r.who, 10),
            Column(tr("Field"), lambda r: r.field or tr("(whole record)"), 16),
            Column(tr("Before"), lambda r: r.old, 20),
            Column(tr("After"), lambda r: r.new, 20),
        ]
        self._model: RecordTable[HistoryRow] = RecordTable(columns)
        self.table = Table(self._model, [c.width for c in columns], tr("History"), stretch=4)
        self._undo = button(tr("Take back this change"), self._take_back)
        self._undo.setEnabled(False)
        self.table.row_chosen.connect(
            lambda number: self._undo.setEnabled(number >= 0 and not desk.read_only)
        )
        foot = row(self._undo, button(tr("Close"), self.accept))
        layout = QVBoxLayout(self)
        layout.addWidget(label(tr("Every change, newest first"), "muted"))
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)
        self._read()

    def _read(self) -> None:
        history = self._desk.office.history
        self._desk.ask(
            lambda: history.of(self._entity_id, language()), self._model.show_records, owner=self
        )

    def _take_back(self) -> None:
        index = self.table.currentIndex().row()
        if 0 <= index < len(self._model.records):
            number = str(self._model.records[index].operation)
            self._desk.act(
                lambda: self._desk.office.editing.undo(number),
                owner=self,
                done=lambda _: self._read(),
                notice=tr("Taken back"),
            )
