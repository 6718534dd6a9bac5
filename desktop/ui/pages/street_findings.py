"""What the checks over all streets found, with the way to the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.itemmodels.records import Column, RecordTable
from desktop.ui.shell.language import tr
from desktop.ui.viewmodels.street_words import finding_text
from desktop.ui.widgets.panels import button, label, row
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.street_checks import StreetFinding
    from desktop.ui.shell.desk import Desk


class StreetFindings(QWidget):
    """A list; Enter or a double click goes to the door or the quarter."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._all: Sequence[StreetFinding] = ()
        self._street = ""
        columns: list[Column[StreetFinding]] = [
            Column(tr("Street"), lambda f: f.street or f.street_code, 14),
            Column(tr("Quarter"), lambda f: f.quarter, 18),
            Column(tr("What was found"), finding_text, 60),
        ]
        self.model: RecordTable[StreetFinding] = RecordTable(columns)
        widths = [column.width for column in columns]
        self.table = Table(self.model, widths, tr("Checks over all streets"), stretch=2)
        self.table.row_opened.connect(self._open)
        self.count = label("", "muted")
        self.go = button(tr("Go to it"), lambda: self._open(self.table.currentIndex().row()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addLayout(row(self.count, self.go))
        layout.addWidget(self.table, 1)

    def show_findings(self, findings: Sequence[StreetFinding], street: str) -> None:
        """Show what was found; only of one street when one is chosen."""
        self._all = findings
        self._street = street
        self._show()

    def show_street(self, street: str) -> None:
        """Narrow to one street; an empty text shows all."""
        if street != self._street:
            self._street = street
            self._show()

    def _show(self) -> None:
        rows = [one for one in self._all if self._street in {"", one.street_code}]
        self.model.show_records(rows)
        self.count.setText(
            tr("{count} problems", count=len(rows)) if rows else tr("No problem was found")
        )
        self.go.setEnabled(bool(rows))

    def _open(self, number: int) -> None:
        if not 0 <= number < len(self.model.records):
            return
        found = self.model.records[number]
        if found.household_id:
            self._desk.opened.emit(found.household_id)
        else:
            self._desk.choose(found.quarter_id)
            self._desk.page_asked.emit("quarters")
