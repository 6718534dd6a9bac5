"""收工: what today brought, what is missing, and tomorrow's doors, on one sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.rows import Scope
from desktop.ui.dialogs.print_sheets import way_of
from desktop.ui.itemmodels.records import Column, RecordTable
from desktop.ui.shell.language import language, tr
from desktop.ui.viewmodels.day_words import done_words, gap_words, tried_words, what_to_do
from desktop.ui.widgets.panels import button, label, panel, row
from desktop.ui.widgets.paper_out import PaperOut
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from desktop.domain.day import DayReport, OpenDoor
    from desktop.ui.shell.desk import Desk
    from desktop.ui.widgets.paper_out import Make

_NUMBERS = (10, 20, 30, 50, 100)
_TOMORROW = 30
_TOUCH = 44


class DayEndDialog(QDialog):
    """One look: done, missing, tomorrow; one button prints tomorrow.

    Attributes:
        report: what is shown, None until it is read.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.report: DayReport | None = None
        self._asked = 0
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("End of the day"))
        self.resize(1080, 660)
        self._scopes = self._offered()
        self.scope = QComboBox()
        self.scope.setAccessibleName(tr("Which doors"))
        self.scope.setMinimumHeight(_TOUCH)
        self.scope.addItems([text for text, _ in self._scopes])
        self.scope.currentIndexChanged.connect(self._read)
        self._day = label("", "muted")
        self._numbers = {name: label("—", "number") for name in ("done", "fresh", "nobody", "gaps")}
        self._done = label("", wrap=True)
        self._gaps = label("", wrap=True)
        columns: list[Column[OpenDoor]] = [
            Column(tr("Door"), lambda found: found.door.label, 22),
            Column(tr("Rang already"), lambda found: tried_words(found.tried), 26),
            Column(tr("What to do"), what_to_do, 30),
        ]
        self.model: RecordTable[OpenDoor] = RecordTable(columns)
        self.table = Table(
            self.model, [c.width for c in columns], tr("Tomorrow's doors"), stretch=2
        )
        self.table.verticalHeader().setDefaultSectionSize(_TOUCH - 8)
        self.table.row_opened.connect(self._open)
        self.count = QComboBox()
        for number in _NUMBERS:
            self.count.addItem(tr("{count} doors", count=number), number)
        self.count.addItem(tr("all of them"), None)
        self.count.setCurrentIndex(_NUMBERS.index(_TOMORROW))
        self.count.setMinimumHeight(_TOUCH)
        self.count.setAccessibleName(tr("How many doors tomorrow"))
        self.count.currentIndexChanged.connect(self._show_tomorrow)
        self.names = QCheckBox(tr("Names and telephones on the list"))
        self.sheets = QCheckBox(tr("With the household sheets"))
        self.sheets.setChecked(True)
        for box in (self.names, self.sheets):
            box.setMinimumHeight(_TOUCH)
        self.out = PaperOut(desk, self._prepare, lambda: tr("tomorrow's doors") + ".pdf")
        self.out.print.setText(tr("Print tomorrow's doors…"))
        self.out.print.setAccessibleName(self.out.print.text())
        self.out.set_ready(False)
        self._build()
        self._read()

    def _offered(self) -> list[tuple[str, Scope]]:
        quarter, building = self._desk.quarter_id, self._desk.building_id
        offers = [(tr("This building"), Scope(quarter, building))] if building else []
        offers += [(tr("This quarter"), Scope(quarter))] if quarter else []
        return [*offers, (tr("The whole office"), Scope())]

    def _build(self) -> None:
        # A frame of its own: the look gives visit pages their large type by it.
        whole = QFrame()
        whole.setProperty("visit", True)
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(10)
        layout.addLayout(row(label(tr("End of the day"), "title"), self._day, self.scope))
        tiles = QHBoxLayout()
        tiles.setSpacing(10)
        for name, text in (
            ("done", tr("Doors today")),
            ("nobody", tr("Nobody home so far")),
            ("fresh", tr("Never visited")),
            ("gaps", tr("Visited, something missing")),
        ):
            self._numbers[name].setAccessibleName(text)
            tiles.addWidget(panel(label(text, "muted"), self._numbers[name], margin=8))
        layout.addLayout(tiles)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        facts = QWidget()
        left = QVBoxLayout(facts)
        left.setContentsMargins(0, 0, 0, 0)
        for text, words in ((tr("Who did what today"), self._done), (tr("Missing"), self._gaps)):
            left.addWidget(label(text, "title"))
            words.setAccessibleName(text)
            left.addWidget(words)
        left.addStretch(1)
        told = QScrollArea()
        told.setWidgetResizable(True)
        told.setFrameShape(QFrame.Shape.NoFrame)
        told.setAccessibleName(tr("Missing"))
        told.setWidget(facts)
        middle.addWidget(told, 2)
        right = QVBoxLayout()
        right.addLayout(row(label(tr("Tomorrow's doors"), "title"), self.count))
        right.addWidget(self.table, 1)
        right.addLayout(row(self.sheets, self.names))
        middle.addLayout(right, 5)
        layout.addLayout(middle, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.out, 1)
        close = button(tr("Close"), self.accept)
        close.setMinimumHeight(_TOUCH)
        foot.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(foot)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(whole)

    def _read(self) -> None:
        scope, way, words = (
            self._scopes[self.scope.currentIndex()][1],
            way_of(self._desk),
            language(),
        )
        self.out.set_ready(False)
        self._asked += 1
        asked = self._asked
        self._desk.ask(
            lambda: self._desk.office.day.report(scope, way=way, language=words),
            lambda report: self._show(asked, report),
            owner=self,
        )

    def _show(self, asked: int, report: DayReport) -> None:
        if asked != self._asked:  # another scope was chosen meanwhile
            return
        self.report = report
        day = report.day
        self._day.setText(
            tr("{year}-{month}-{day}", year=day.year, month=day.month, day=day.day)
            + "　"
            + tr("{met} of {doors} met", met=report.met, doors=report.doors)
        )
        numbers = {
            "done": sum(done.doors for done in report.done),
            "fresh": len(report.not_visited),
            "nobody": len(report.nobody),
            "gaps": len(report.incomplete),
        }
        for name, number in numbers.items():
            self._numbers[name].setText(str(number))
        self._done.setText(
            "\n".join(map(done_words, report.done)) or tr("Nobody has been at a door today.")
        )
        self._gaps.setText(gap_words(report) or tr("Nothing is missing at the doors visited."))
        self._show_tomorrow()

    def _show_tomorrow(self) -> None:
        doors = self._chosen()
        self.model.show_records(doors)
        self.out.set_ready(bool(doors))

    def _chosen(self) -> tuple[OpenDoor, ...]:
        return () if self.report is None else self.report.tomorrow[: self.count.currentData()]

    def _prepare(self) -> Make:
        doors, names, sheets = self._chosen(), self.names.isChecked(), self.sheets.isChecked()
        day = self._desk.office.day
        return lambda target, progress: day.print_tomorrow(
            doors, target, progress, names=names, sheets=sheets
        )

    def _open(self, number: int) -> None:
        self._desk.opened.emit(self.model.records[number].door.id)
        self.accept()
