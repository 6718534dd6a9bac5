"""走访: the chosen building as it stands, the door in hand beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.rows import Scope
from desktop.domain.verdict import Outcome
from desktop.ui.dialogs.history import HistoryDialog
from desktop.ui.pages.elevation_view import ElevationView
from desktop.ui.pages.household_form import HouseholdForm
from desktop.ui.pages.page import Page
from desktop.ui.shell.language import tr
from desktop.ui.shell.theme import current
from desktop.ui.viewmodels.door import Mark
from desktop.ui.viewmodels.elevation import elevation
from desktop.ui.widgets.panels import EmptyState, button, label, row

if TYPE_CHECKING:
    from desktop.domain.rows import BuildingRow, HouseholdRow, QuarterRow
    from desktop.ui.shell.desk import Desk
    from desktop.ui.viewmodels.door import Verdicts


class SurveyPage(Page):
    """One building, every door of it, and the card of the chosen one."""

    kinds = frozenset({"building", "unit", "household", "water_meter", "electricity_meter"})
    wants_places = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.view = ElevationView()
        self.form = HouseholdForm(desk)
        self.form.setMinimumWidth(440)
        self.form.setProperty("visit", True)  # 14 pt, for readers at the door
        self._title = label(tr("Survey"), "title")
        self._counts = label("", "muted")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._drawing())
        self._stack.addWidget(
            EmptyState(
                tr("Choose a building"),
                tr("Pick a building in the list on the left; its doors are drawn here."),
            )
        )
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self._stack)
        splitter.addWidget(self.form)
        splitter.setStretchFactor(0, 2)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([640, 550])
        splitter.setChildrenCollapsible(False)
        self.box.addWidget(splitter)
        self.view.chosen.connect(self.form.show_household)
        self.view.opened.connect(lambda _: self.form.setFocus())
        self.form.stepped.connect(self.view.step)
        self.form.history_asked.connect(lambda given: HistoryDialog(desk, given, self).open())

    def refresh(self) -> None:
        """Read the doors of the building again."""
        reading, building = self.desk.office.reading, self.desk.building_id
        if building:
            scope = Scope(self.desk.quarter_id, building)
            self.desk.ask(lambda: self._doors(scope), self._show, owner=self)
        elif self.desk.quarter_id:
            quarter = self.desk.quarter_id
            self.desk.ask(lambda: reading.buildings(quarter), self._first, owner=self)
        else:
            self.desk.quarters.ask(self._first_quarter, self)

    def _doors(self, scope: Scope) -> tuple[list[HouseholdRow], Verdicts]:
        office = self.desk.office
        code = office.reading.record("quarter", str(scope.quarter_id)).get("quarter_code")
        report = office.verdicts.report(str(code) if code else None)
        return office.reading.doors(scope), {
            (entry["household_id"], entry["utility"]): Outcome(entry["verdict"])
            for entry in report["failing"]
        }

    def _first(self, rows: list[BuildingRow]) -> None:
        if rows and not self.desk.building_id:
            waiting = [r for r in rows if r.progress.visited < r.progress.households]
            self.desk.choose(self.desk.quarter_id, (waiting or rows)[0].id)
        else:
            self._stack.setCurrentIndex(1)

    def _first_quarter(self, rows: list[QuarterRow]) -> None:
        if rows and not self.desk.quarter_id:
            waiting = [r for r in rows if 0 < r.progress.visited < r.progress.households]
            self.desk.choose((waiting or rows)[0].id)
        else:
            self._stack.setCurrentIndex(1)

    def _drawing(self) -> QWidget:
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(16, 12, 12, 12)
        layout.addLayout(row(self._title, self._counts))
        layout.addWidget(self.view, 1)
        foot = QHBoxLayout()
        for sign in _legend():
            foot.addWidget(sign)
        foot.addStretch(1)
        self._next = button(tr("Next door to visit"), self.view.next_open, main=True)
        foot.addWidget(self._next)
        layout.addLayout(foot)
        return whole

    def _show(self, answer: tuple[list[HouseholdRow], Verdicts]) -> None:
        rows, failing = answer
        house = elevation(rows, failing)
        self._stack.setCurrentIndex(0 if rows else 1)
        self.view.show_elevation(house)
        if rows:
            number = rows[0].building_no
            name = tr("Building {number}", number=number) if number.isascii() else number
            self._title.setText(f"{rows[0].quarter} {name}")
        self._counts.setText(
            tr(
                "{left} to visit · {failing} not met · {refused} refused",
                left=house.left,
                failing=house.count(Mark.NOT_MET),
                refused=house.count(Mark.REFUSED),
            )
        )
        if rows and not self.view.current_id:
            self.view.next_open()
            if not self.view.current_id:
                self.view.step(0)


def _legend() -> list[QWidget]:
    theme = current()
    entries = (
        (tr("Water met"), "water", Qt.BrushStyle.SolidPattern, "✓", "on_water"),
        (tr("Electricity met"), "electricity", Qt.BrushStyle.SolidPattern, "✓", "on_electricity"),
        (tr("Not met"), "not_met", Qt.BrushStyle.SolidPattern, "✕", "on_not_met"),
        (tr("Not visited"), "hatch", Qt.BrushStyle.BDiagPattern, "", "text"),
        (tr("Refused"), "bar", Qt.BrushStyle.NoBrush, "", "text"),
    )
    made: list[QWidget] = []
    for text, token, style, sign, ink in entries:
        sample = QLabel()
        pixmap = QPixmap(QSize(22, 18))
        pixmap.fill(theme.colour("surface"))
        painter = QPainter(pixmap)
        painter.setPen(theme.colour("hatch"))
        painter.setBrush(theme.colour(token))
        brush = painter.brush()
        brush.setStyle(style)
        painter.setBrush(brush)
        painter.drawRect(0, 0, 21, 17)
        if style is Qt.BrushStyle.NoBrush:
            painter.fillRect(0, 6, 22, 6, theme.colour(token))
        painter.setPen(theme.colour(ink))
        painter.drawText(pixmap.rect(), Qt.AlignmentFlag.AlignCenter, sign)
        painter.end()
        sample.setPixmap(pixmap)
        made += [sample, label(text, "muted")]
    return made
