"""未达标户: the households whose verdict is not met, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.verdict import STANDARD, Outcome
from desktop.ui.itemmodels.records import Column, RecordTable
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import sentence
from desktop.ui.widgets.panels import EmptyState, label, row
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from desktop.ui.shell.desk import Desk


class FailingPart(QWidget):
    """The verdicts of one quarter or of the whole office."""

    kinds = frozenset({"quarter", "household", "water_meter", "electricity_meter"})

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._code = ""
        columns: list[Column[dict[str, Any]]] = [
            Column(tr("Household"), lambda r: r["label"], 26),
            Column(tr("Utility"), _utility, 8, colour=_utility_colour),
            Column(tr("Verdict"), _outcome, 9, colour=_outcome_colour),
            Column(tr("Why"), lambda r: "；".join(sentence(c).text for c in r["reasons"]), 36),
            Column(tr("What to do"), lambda r: sentence(r["reasons"][0]).hint, 30),
        ]
        self.model: RecordTable[dict[str, Any]] = RecordTable(columns)
        self.table = Table(
            self.model, [c.width for c in columns], tr("Households not met"), stretch=4
        )
        self.table.row_opened.connect(
            lambda number: desk.opened.emit(self.model.records[number]["household_id"])
        )
        self.where = QComboBox()
        self.where.setAccessibleName(tr("Quarter"))
        self.where.addItems([tr("This quarter"), tr("All quarters")])
        self.where.currentIndexChanged.connect(lambda _: self.refresh())
        self._filter = QComboBox()
        self._filter.setAccessibleName(tr("Show"))
        for text, given in (
            (tr("Not met and unknown"), ("", "")),
            (tr("Not met only"), ("", "not_met")),
            (tr("Water"), ("water", "")),
            (tr("Electricity"), ("electricity", "")),
        ):
            self._filter.addItem(text, given)
        self._filter.currentIndexChanged.connect(lambda _: self._show_chosen())
        self._failing: list[dict[str, Any]] = []
        self._counts = label("", "muted")
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 8)
        box.addWidget(label(STANDARD, "muted"))
        box.addLayout(row(self.where, self._filter, self._counts))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(
            EmptyState(tr("Nothing is missing here"), tr("Every household shown is met."))
        )
        box.addWidget(self._stack, 1)

    def show_quarter(self, code: str) -> None:
        """Judge another quarter."""
        self._code = code
        self.refresh()

    def refresh(self) -> None:
        """Judge again."""
        verdicts = self._desk.office.verdicts
        code = self._code if self.where.currentIndex() == 0 and self._code else None
        self._counts.setText(tr("Judging…"))
        self._desk.work(lambda _: verdicts.report(code), owner=self, done=self._show)

    def _show(self, report: dict[str, Any]) -> None:
        self._failing = report["failing"]
        self._show_chosen()

    def _show_chosen(self) -> None:
        utility, verdict = self._filter.currentData()
        chosen = [
            r
            for r in self._failing
            if utility in {"", r["utility"]} and verdict in {"", r["verdict"]}
        ]
        self.model.show_records(chosen)
        self._stack.setCurrentIndex(0 if chosen else 1)
        failing = sum(r["verdict"] == Outcome.NOT_MET for r in chosen)
        self._counts.setText(
            tr(
                "{failing} not met, {unknown} unknown",
                failing=failing,
                unknown=len(chosen) - failing,
            )
        )


def _utility(record: dict[str, Any]) -> str:
    return tr("Water") if record["utility"] == "water" else tr("Electricity")


def _utility_colour(record: dict[str, Any]) -> str:
    return f"{record['utility']}_text"


def _outcome(record: dict[str, Any]) -> str:
    return tr("✕ not met") if record["verdict"] == Outcome.NOT_MET else tr("? unknown")


def _outcome_colour(record: dict[str, Any]) -> str:
    return "not_met_text" if record["verdict"] == Outcome.NOT_MET else "muted"
