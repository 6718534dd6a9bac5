"""What is late and what is due, a line each that leads to where it is settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from desktop.domain import codes
from desktop.ui.itemmodels.records import Column, RecordTable
from desktop.ui.shell.language import language, tr
from desktop.ui.shell.messages import sentence
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from desktop.domain.agenda import AgendaItem


class AgendaTable(Table):
    """The agenda of all quarters.

    Signals:
        asked: (quarter id, page, tab) of the line that was opened.
    """

    asked = Signal(str, str, str)

    def __init__(self) -> None:
        columns: list[Column[AgendaItem]] = [
            Column(tr("What"), said, 30),
            Column(tr("Quarter"), lambda item: item.quarter, 10),
            Column(tr("When"), when, 9, colour=_colour),
            Column(tr("With whom"), lambda item: item.due.with_whom, 9),
        ]
        self.lines: RecordTable[AgendaItem] = RecordTable(columns)
        super().__init__(self.lines, [c.width for c in columns], tr("Late and due"), stretch=0)
        self.row_opened.connect(self._open)
        self.clicked.connect(lambda index: self._open(index.row()))

    def _open(self, number: int) -> None:
        if 0 <= number < len(self.lines.records):
            item = self.lines.records[number]
            self.asked.emit(item.due.quarter_id or "", *item.place)


def said(item: AgendaItem) -> str:
    """Return what an item says, without its quarter."""
    text = sentence(item.code, {"subject": item.due.subject}).text
    if item.due.kind == "stage":
        name = codes.STAGE.label(int(item.due.subject), language())
        return f"{text}: {name}" if language() != "zh_CN" else f"{name}{text}"
    return text


def when(item: AgendaItem) -> str:
    """Return how late it is, or the day on which it is due."""
    if item.late_days:
        return tr("{count} days late", count=item.late_days)
    return item.due.due_on.isoformat()


def _colour(item: AgendaItem) -> str:
    return "not_met_text" if item.late_days else ""
