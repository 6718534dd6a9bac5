"""Every quarter with its stage and why it does not go on: one click leads to the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from desktop.domain import codes
from desktop.domain.quarter_gate import PLACES
from desktop.ui.itemmodels.records import Column, RecordTable
from desktop.ui.shell.language import language, tr
from desktop.ui.shell.messages import sentence
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from desktop.domain.quarter_gate import QuarterGate


class StuckTable(Table):
    """Where the quarters stand; the longest late first.

    Signals:
        asked: (quarter id, page, tab) of the row that was opened.
    """

    asked = Signal(str, str, str)

    def __init__(self) -> None:
        columns: list[Column[QuarterGate]] = [
            Column(tr("What it waits for"), waits_for, 30),
            Column(tr("Quarter"), lambda gate: gate.name, 14),
            Column(tr("Stage"), stage_name, 10),
            Column(tr("With whom"), with_whom, 14),
            Column(tr("Late"), _late, 8, number=True, colour=_colour),
        ]
        self.rows: RecordTable[QuarterGate] = RecordTable(columns)
        super().__init__(
            self.rows, [c.width for c in columns], tr("Where the quarters stand"), stretch=0
        )
        self.row_opened.connect(self._open)
        self.clicked.connect(lambda index: self._open(index.row()))

    def show_gates(self, gates: list[QuarterGate]) -> None:
        """Show where every quarter stands."""
        order = sorted(gates, key=lambda gate: (gate.complete, -gate.late_days, -int(gate.stage)))
        self.rows.show_records(order)

    def _open(self, number: int) -> None:
        if 0 <= number < len(self.rows.records):
            # The stages tab says everything; the place of the first reason is one click further.
            self.asked.emit(self.rows.records[number].quarter_id, "stages", "stages")


def waits_for(gate: QuarterGate) -> str:
    """Return the first thing it misses in words, and how many more there are."""
    first = gate.first_missing
    if first is None:
        return tr("All six stages are complete.")
    text = sentence(str(first.code), first.details).text
    more = len(gate.report.missing) - 1
    return tr("{text}, and {count} more", text=text, count=more) if more else text


def stage_name(gate: QuarterGate) -> str:
    """Return the word of its stage."""
    return tr("done") if gate.complete else codes.STAGE.label(int(gate.stage), language())


def with_whom(gate: QuarterGate) -> str:
    """Return whom it waits for."""
    return sentence(gate.with_whom).text if gate.with_whom else ""


def place_of(gate: QuarterGate) -> tuple[str, str]:
    """Return page and tab where its first reason is settled."""
    first = gate.first_missing
    return ("stages", "stages") if first is None else PLACES[first.code]


def _late(gate: QuarterGate) -> str:
    return tr("{count} days", count=gate.late_days) if gate.late_days else ""


def _colour(gate: QuarterGate) -> str:
    return "not_met_text" if gate.late_days else ""
