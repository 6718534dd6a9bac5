"""Who changed a household, when, and what was there before; a value can be brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.ui.itemmodels.records import Column, RecordTable
from desktop.ui.shell.language import language, tr
from desktop.ui.shell.messages import explain
from desktop.ui.widgets.panels import button, label, row
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from desktop.services.history import HistoryRow
    from desktop.ui.shell.desk import Desk

_BEFORE = 5


class HistoryDialog(QDialog):
    """Everything that happened to a household and what hangs on it, newest first."""

    def __init__(self, desk: Desk, household_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._household_id = household_id
        self.setWindowTitle(tr("History of the household"))
        self.resize(1040, 560)
        columns: list[Column[HistoryRow]] = [
            Column(tr("When"), lambda r: r.when.astimezone().strftime("%Y-%m-%d %H:%M"), 17),
            Column(tr("Who"), lambda r: r.who, 10),
            Column(tr("What"), lambda r: r.word, 12),
            Column(tr("Where"), lambda r: r.subject or tr("Household"), 16),
            Column(tr("Field"), lambda r: r.field or tr("(whole record)"), 16),
            Column(tr("Before"), lambda r: r.old, 18),
            Column(tr("After"), lambda r: r.new, 18),
        ]
        self.model: RecordTable[HistoryRow] = RecordTable(columns)
        self.table = Table(
            self.model, [c.width for c in columns], tr("History of the household"), stretch=_BEFORE
        )
        self.restore = button(tr("Bring this value back"), self.bring_back, main=True)
        self.undo = button(tr("Take back this change"), self.take_back)
        self.error = label("", "error", wrap=True)
        self._said = label("", "good")
        self.table.row_chosen.connect(self._chosen)
        layout = QVBoxLayout(self)
        layout.addWidget(label(tr("Every change, newest first"), "muted"))
        layout.addWidget(self.table, 1)
        layout.addWidget(self.error)
        layout.addLayout(row(self.restore, self.undo, self._said, button(tr("Close"), self.accept)))
        self._chosen(-1)
        self.refresh()

    def refresh(self) -> None:
        """Read the history again."""
        history, household, spoken = self._desk.office.history, self._household_id, language()
        self._desk.ask(lambda: history.of_household(household, spoken), self._show, owner=self)

    def bring_back(self) -> None:
        """Write the value again that stood there before the chosen change."""
        chosen = self._row()
        if chosen is None or not chosen.restorable:
            return
        history = self._desk.office.history
        self._do(
            lambda: history.restore(
                chosen.kind,
                chosen.entity_id,
                chosen.field_name,
                chosen.entry,
                newest=chosen.newest,
            ),
            tr("Brought back"),
        )

    def take_back(self) -> None:
        """Take the whole operation of the chosen change back."""
        chosen = self._row()
        if chosen is not None:
            editing, number = self._desk.office.editing, str(chosen.operation)
            self._do(lambda: editing.undo(number), tr("Taken back"))

    def _do(self, action: object, said: str) -> None:
        self.error.setText("")
        self._said.setText("")

        def done(_: object) -> None:
            self._said.setText(said)
            self.refresh()

        self._desk.act(action, owner=self, done=done, failed=self._failed)  # type: ignore[arg-type]

    def _failed(self, error: BaseException) -> None:
        message = explain(error)
        self.error.setText(f"{message.text}{message.hint}")
        self.refresh()

    def _show(self, rows: list[HistoryRow]) -> None:
        self.model.show_records(rows)
        self._chosen(self.table.currentIndex().row())

    def _row(self) -> HistoryRow | None:
        number = self.table.currentIndex().row()
        return self.model.records[number] if 0 <= number < len(self.model.records) else None

    def _chosen(self, _number: int) -> None:
        chosen, may = self._row(), not self._desk.read_only
        self.undo.setEnabled(may and chosen is not None)
        self.restore.setEnabled(may and chosen is not None and chosen.restorable)
        text = tr("Bring this value back")
        if chosen is not None and chosen.restorable:
            text = tr("Bring back: {value}", value=chosen.old or tr("(empty)"))
        self.restore.setText(text)
        self.restore.setAccessibleName(text)
