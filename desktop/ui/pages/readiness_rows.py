"""The lines of the readiness board as a table whose first column is ticked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal

from desktop.domain.readiness import Readiness, share
from desktop.ui.itemmodels.records import Column, RecordTable
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.readiness_board import BoardRow

_Index = QModelIndex | QPersistentModelIndex
_CHECK = int(Qt.ItemDataRole.CheckStateRole)
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
AREA, WHY, BUILT, POINTS = 1, 3, 4, 7
"""Columns: the area group in place of the years when grouped by it; points only with weights."""


class ReadinessRows(RecordTable["BoardRow"]):
    """Quarters on the board; several can be ticked.

    Attributes:
        ticked: ids of the ticked quarters.

    Signals:
        ticks_changed: a quarter was ticked or is no longer.
    """

    ticks_changed = Signal()

    def __init__(self) -> None:
        super().__init__(
            [
                Column(tr("Quarter"), lambda row: row.name, 15),
                Column(tr("Area group"), lambda row: row.area_group, 8),
                Column(
                    tr("Readiness"),
                    lambda r: group_word(r.standing.readiness),
                    9,
                    colour=lambda r: COLOURS[r.standing.readiness],
                ),
                Column(tr("What is missing, or why not"), why, 30),
                Column(tr("Built"), built, 9),
                Column(tr("Agreed"), agreed, 6, number=True),
                Column(tr("Yuan per household"), cost, 9, number=True),
                Column(tr("Points"), points, 6, number=True),
                Column(tr("Proposed"), picked, 7),
                Column(tr("District plan"), plan, 7),
            ]
        )
        self.ticked: set[str] = set()

    def show_records(self, records: Sequence[BoardRow]) -> None:
        """Show these; ticks of quarters that are no longer shown go."""
        super().show_records(records)
        shown = {row.quarter_id for row in records}
        if not self.ticked <= shown:
            self.ticked &= shown
        self.ticks_changed.emit()

    def tick_all(self, on: bool) -> None:
        """Tick every quarter shown, or none."""
        self.ticked = {row.quarter_id for row in self.records} if on else set()
        if self.records:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.records) - 1, 0))
        self.ticks_changed.emit()

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Return that the first column can be ticked."""
        found = super().flags(index)
        return found | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else found

    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        """Return one cell, or whether its quarter is ticked."""
        if role == _CHECK and index.column() == 0 and 0 <= index.row() < len(self.records):
            on = self.records[index.row()].quarter_id in self.ticked
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        return super().data(index, role)

    def setData(self, index: _Index, value: Any, role: int = _CHECK) -> bool:
        """Tick a quarter or take its tick away."""
        if role != _CHECK or index.column() != 0:
            return False
        quarter_id = self.records[index.row()].quarter_id
        on = Qt.CheckState(value) == Qt.CheckState.Checked
        (self.ticked.add if on else self.ticked.discard)(quarter_id)
        self.dataChanged.emit(index, index)
        self.ticks_changed.emit()
        return True


COLOURS = {
    Readiness.READY: "good_text",
    Readiness.NEARLY: "electricity_text",
    Readiness.NOT_ELIGIBLE: "muted",
}


def group_word(group: Readiness) -> str:
    """Return what people call a group."""
    words = {
        Readiness.READY: tr("ready"),
        Readiness.NEARLY: tr("nearly ready"),
        Readiness.NOT_ELIGIBLE: tr("not eligible"),
    }
    return words[group]


def why(row: BoardRow) -> str:
    """Return the first reason in words, and how many more there are."""
    reasons = row.standing.reasons or row.standing.remarks
    if not reasons:
        return ""
    text = sentence(str(reasons[0].code), reasons[0].details).text
    more = len(reasons) - 1
    return tr("{text}, and {count} more", text=text, count=more) if more else text


def built(row: BoardRow) -> str:
    """Return the years of its oldest and newest building."""
    years = (row.facts.built_from, row.facts.built_to)
    return "–".join(map(str, sorted({year for year in years if year is not None})))


def agreed(row: BoardRow) -> str:
    """Return the share of households that agreed."""
    facts = row.facts
    return f"{share(facts.joining, facts.households)}%" if facts.households else ""


def cost(row: BoardRow) -> str:
    """Return the expected cost of a household, in whole yuan."""
    return "" if row.facts.cost is None else f"{row.facts.cost:,.0f}"


def points(row: BoardRow) -> str:
    """Return the points of the ranking."""
    return "" if row.ranked is None else f"{row.ranked.points:.1f}"


def picked(row: BoardRow) -> str:
    """Return what the office has picked it for."""
    return " · ".join(filter(None, (tr("pilot") if row.pilot else "", row.own_batch)))


def plan(row: BoardRow) -> str:
    """Return what the district's plan says."""
    return " · ".join(filter(None, (str(row.plan_year or ""), row.plan_batch, row.plan_note)))
