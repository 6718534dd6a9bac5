"""The district workbook out, and a returned one merged with the questions a person decides."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import (
    QFileDialog,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.fields import ENTITIES
from desktop.domain.values import show
from desktop.ui.itemmodels.records import Column, RecordTable
from desktop.ui.shell.language import field_label, language, tr
from desktop.ui.shell.messages import explain, sentence
from desktop.ui.widgets.panels import EmptyState, button, label, row
from desktop.ui.widgets.progress_line import ProgressLine
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from desktop.domain.merge_plan import Alarm, Conflict, MergePlan
    from desktop.domain.rows import QuarterRow
    from desktop.services.planned_merge import PlannedMerge
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


class MergePart(QWidget):
    """A returned workbook: what it changes, and every conflict with its answer."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._planned: PlannedMerge | None = None
        self.answers: dict[int, str] = {}
        self._job = 0
        columns: list[Column[Conflict]] = [
            Column(tr("Record"), self._label, 22),
            Column(tr("Field"), _field_name, 14),
            Column(tr("Before"), lambda c: _shown(c, c.base), 12),
            Column(tr("Ours"), lambda c: _shown(c, c.ours), 12),
            Column(tr("Theirs"), lambda c: _shown(c, c.theirs), 12),
            Column(tr("Why"), lambda c: sentence(str(c.reason)).text, 22),
            Column(tr("Decision"), self._answer, 12, colour=self._colour),
        ]
        self.conflicts: RecordTable[Conflict] = RecordTable(columns)
        self.table = Table(self.conflicts, [c.width for c in columns], tr("Conflicts"), stretch=5)
        self.table.setSelectionMode(Table.SelectionMode.ExtendedSelection)
        self.progress = ProgressLine(lambda: desk.runner.cancel(self._job))
        self._summary = label("", "heading", wrap=True)
        self._alarms = label("", "error", wrap=True)
        self._alarms.hide()
        self._error = label("", "error", wrap=True)
        self._error.hide()
        self._stack = QStackedWidget()
        self._stack.addWidget(
            EmptyState(
                tr("Merge a returned workbook"),
                tr("What only one side changed is taken over; where both did, you decide here."),
                tr("Choose a file…"),
                self._choose,
            )
        )
        self._stack.addWidget(self._review())
        layout = QVBoxLayout(self)
        layout.addWidget(self._error)
        layout.addWidget(self.progress)
        layout.addWidget(self._stack, 1)

    def _review(self) -> QWidget:
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._summary)
        layout.addWidget(self._alarms)
        layout.addWidget(self.table, 1)
        self._merge = button(tr("Merge"), self.apply, main=True)
        layout.addLayout(
            row(
                button(tr("Keep ours"), lambda: self.decide("ours")),
                button(tr("Take theirs"), lambda: self.decide("theirs")),
                button(tr("Leave open"), lambda: self.decide("leave")),
                button(tr("Choose another file…"), self._choose),
                self._merge,
            )
        )
        return whole

    def plan(self, path: Path) -> None:
        """Read a returned workbook; nothing changes."""
        self.answers = {}
        self._error.hide()
        self.progress.begin(tr("Comparing…"))
        district = self._desk.office.district
        self._job = self._desk.work(
            lambda progress: district.plan(path, progress),
            owner=self,
            done=self._show,
            failed=self._failed,
            cancelled=self.progress.hide,
            stepped=self.progress.step,
        )

    def decide(self, answer: str) -> None:
        """Give the chosen conflicts (all when none is chosen) one answer."""
        rows = {index.row() for index in self.table.selectionModel().selectedRows()}
        for number in rows or range(len(self.conflicts.records)):
            self.answers[number] = answer
        self.conflicts.show_records(self.conflicts.records)

    def decisions(self) -> dict[str, dict[str, str]]:
        """Return the answers by record and field."""
        made: dict[str, dict[str, str]] = {}
        for number, answer in self.answers.items():
            conflict = self.conflicts.records[number]
            made.setdefault(conflict.id, {})[conflict.field or "*"] = answer
        return made

    def apply(self) -> None:
        """Write what is clear and what was decided, as one operation."""
        planned, district, decisions = self._planned, self._desk.office.district, self.decisions()
        if planned is None or self._desk.read_only:
            return
        self._merge.setEnabled(False)
        self.progress.begin(tr("Merging…"))
        self._job = self._desk.work(
            lambda _: district.apply(planned, decisions=decisions),
            owner=self,
            done=self._done,
            failed=self._failed,
            kinds=_ALL_KINDS,
        )

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Choose a file…"), "", _EXCEL)
        if chosen:
            self.plan(Path(chosen))

    def _show(self, planned: PlannedMerge) -> None:
        self._planned = planned
        self.progress.hide()
        self._merge.setEnabled(not self._desk.read_only)
        self._stack.setCurrentIndex(1)
        plan = planned.plan
        self.conflicts.show_records(plan.conflicts)
        said = [*map(_alarm, plan.alarms), *_proposals(plan)]
        self._alarms.setText("\n".join(said))
        self._alarms.setVisible(bool(said))
        self._summary.setText(
            tr(
                "{rows} rows: {fields} fields to take over, {new} new rows, {gone} to delete, "
                "{conflicts} to decide, {problems} problems",
                rows=plan.rows,
                fields=len(plan.updates),
                new=len(plan.insertions),
                gone=len(plan.deletions),
                conflicts=len(plan.conflicts),
                problems=len(plan.problems),
            )
        )

    def _done(self, answer: dict[str, Any]) -> None:
        self.progress.hide()
        applied = answer["applied"]
        self._summary.setText(
            tr(
                "Merged: {fields} fields, {inserted} new, {deleted} deleted; {left} left open",
                fields=applied["fields"],
                inserted=applied["inserted"],
                deleted=applied["deleted"],
                left=len(answer["conflicts"]),
            )
        )
        self.conflicts.show_records([])
        self._alarms.hide()
        self._desk.messages.notice(tr("Merged"))

    def _failed(self, error: BaseException) -> None:
        self.progress.hide()
        self._merge.setEnabled(not self._desk.read_only)
        message = explain(error)
        self._error.setText(f"{message.text}{message.hint}")
        self._error.show()

    def _label(self, conflict: Conflict) -> str:
        return self._planned.labels.get(conflict.id, "") if self._planned else ""

    def _answer(self, conflict: Conflict) -> str:
        answer = self.answers.get(self.conflicts.records.index(conflict), "leave")
        return {"ours": tr("Keep ours"), "theirs": tr("Take theirs")}.get(answer, tr("Leave open"))

    def _colour(self, conflict: Conflict) -> str:
        answer = self.answers.get(self.conflicts.records.index(conflict), "leave")
        return "muted" if answer == "leave" else "good_text"


def _alarm(alarm: Alarm) -> str:
    kind, _, name = alarm.column.partition(".")
    entity = ENTITIES.get(kind)
    field = entity.field(name) if entity else None
    details = {
        "sheet": alarm.sheet,
        "column": field_label(field) if field else alarm.column,
        "cells": alarm.cells,
        "of": alarm.of,
    }
    message = sentence(str(alarm.code), details)
    return f"⚠ {alarm.sheet}　{message.text}{message.hint}"


def _proposals(plan: MergePlan) -> list[str]:
    """Say what is only proposed: nothing is deleted because a row is missing."""
    missing = sum(1 for deletion in plan.deletions if not deletion.asked)
    known = sum(1 for insertion in plan.insertions if insertion.match)
    said = []
    if missing:
        said.append(tr("{count} rows are missing from the file; they are kept", count=missing))
    if known:
        said.append(
            tr("{count} new rows have the address of a known household; left out", count=known)
        )
    return said


def _field_name(conflict: Conflict) -> str:
    field = ENTITIES[conflict.kind].field(conflict.field)
    return field_label(field) if field else tr("(whole record)")


def _shown(conflict: Conflict, value: Any) -> str:
    field = ENTITIES[conflict.kind].field(conflict.field)
    return show(field, value, language()) if field else ""
