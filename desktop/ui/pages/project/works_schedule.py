"""Plan against done: a quiet table of buildings and kinds of works, with bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.project_codes import WORK_KIND
from desktop.ui.shell.language import language, tr
from desktop.ui.shell.theme import current
from desktop.ui.widgets.panels import EmptyState, label

if TYPE_CHECKING:
    from desktop.domain.works import Schedule, WorkCell
    from desktop.services.works import WorksReport
    from desktop.ui.shell.desk import Desk

_HEIGHT, _BAR = 40, 6


class WorkBar(QWidget):
    """One cell: what is done as a bar, the plan as a mark on it, late ones in words."""

    def __init__(self, cell: WorkCell, name: str) -> None:
        super().__init__()
        self.cell = cell
        self.words = self._words()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{name} {self.words}")
        self.setToolTip(self._tip())

    def sizeHint(self) -> QSize:
        """Return room for the words and the bar."""
        return QSize(max(96, self.fontMetrics().horizontalAdvance(self.words) + 16), _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return the size that the words need."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint words above, bar and mark below."""
        theme, cell = current(), self.cell
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        late = cell.late_days > 0
        painter.setPen(QColor(theme.colour("not_met_text" if late else "text")))
        place = self.rect().adjusted(4, 2, -4, -_BAR - 8)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), self.words)
        top, wide = self.height() - _BAR - 6, self.width() - 8
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.colour("line")))
        painter.drawRoundedRect(QRectF(4, top, wide, _BAR), 3, 3)
        if cell.done:
            painter.setBrush(QColor(theme.colour("not_met" if late else "accent")))
            painter.drawRoundedRect(QRectF(4, top, wide * cell.done / 100, _BAR), 3, 3)
        if cell.planned is not None and cell.planned > 0:
            x = 4 + wide * cell.planned / 100
            painter.setBrush(QColor(theme.colour("text")))
            painter.drawRect(QRectF(min(x, 2 + wide), top - 3, 2, _BAR + 6))

    def _words(self) -> str:
        if self.cell.late_days:
            return tr("{done} %, {days} days late", done=self.cell.done, days=self.cell.late_days)
        return tr("{done} %", done=self.cell.done)

    def _tip(self) -> str:
        if self.cell.planned is None:
            return tr("Done {done} %; no plan", done=self.cell.done)
        return tr("Done {done} %, planned {planned} % by today",
                  done=self.cell.done, planned=self.cell.planned)  # fmt: skip


class ScheduleView(QWidget):
    """A line a building, a column a kind of works.

    Signals:
        items_asked: a person wants to record the works.
    """

    items_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._quarter_id = ""
        self.says = label("", "heading", wrap=True)
        self._key = label(
            tr("Bar: done. Upright mark: what the plan wants by today."), "muted", wrap=True
        )
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self.empty = EmptyState(
            tr("No works recorded yet"),
            tr("Record for each building what is done, from when to when, and how far it is."),
            tr("Record works"),
            self.items_asked.emit,
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for widget in (self.says, self._key):
            box.addWidget(widget)
            widget.hide()
        box.addWidget(self._scroll, 1)
        box.addWidget(self.empty, 1)
        self._scroll.hide()
        self.empty.hide()

    def show_quarter(self, quarter_id: str) -> None:
        """Show the schedule of another quarter."""
        self._quarter_id = quarter_id
        works = getattr(self._desk.office, "works", None)
        if works is None or not quarter_id:
            return
        self._desk.ask(
            lambda: works.report(quarter_id),
            lambda found: self._show(found) if quarter_id == self._quarter_id else None,
            owner=self,
        )

    @property
    def bars(self) -> list[WorkBar]:
        """The bars that show, in reading order."""
        return list(self._scroll.findChildren(WorkBar))

    def _show(self, report: WorksReport) -> None:
        schedule = report.schedule
        there = schedule.total is not None
        for widget in (self.says, self._key, self._scroll):
            widget.setVisible(there)
        self.empty.setVisible(not there)
        if schedule.total is None:
            return
        late = [line for line in schedule.buildings if line.total.late_days]
        words = tr("{done} % of the works are done", done=schedule.total.done)
        if schedule.total.planned is not None:
            words += tr(", planned by today: {planned} %", planned=schedule.total.planned)
        if late:
            words += tr("; late: {names}", names="、".join(map(_name, (x.name for x in late))))
        self.says.setText(words)
        self._scroll.setWidget(_grid(schedule))


def _grid(schedule: Schedule) -> QWidget:
    inside = QWidget()
    grid = QGridLayout(inside)
    grid.setContentsMargins(0, 0, 8, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(2)
    for number, kind in enumerate(schedule.kinds, 1):
        grid.addWidget(label(_kind(kind), "muted", wrap=True), 0, number)
        grid.setColumnStretch(number, 1)
    last = len(schedule.kinds) + 1
    grid.addWidget(label(tr("Together"), "muted"), 0, last)
    grid.setColumnStretch(last, 1)
    for number, line in enumerate(schedule.buildings, 1):
        name: QLabel = label(_name(line.name), "heading")
        grid.addWidget(name, number, 0)
        for place, kind in enumerate(schedule.kinds, 1):
            cell = line.cells.get(kind)
            if cell is not None:
                grid.addWidget(WorkBar(cell, f"{_name(line.name)} {_kind(kind)}"), number, place)
        grid.addWidget(WorkBar(line.total, f"{_name(line.name)} {tr('Together')}"), number, last)
    grid.setRowStretch(len(schedule.buildings) + 1, 1)
    return inside


def _kind(kind: int) -> str:
    return WORK_KIND.label(kind, language()) if kind else tr("Kind not said")


def _name(name: str) -> str:
    return tr("Building {no}", no=name) if name else tr("Whole quarter")
