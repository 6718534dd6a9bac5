"""今日: where the office stands and what to do next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.rows import Progress, QuarterRow
from desktop.ui.itemmodels.records import Column, RecordTable
from desktop.ui.pages.page import Page
from desktop.ui.pages.today_agenda import AgendaTable
from desktop.ui.pages.today_charts import TodayCharts
from desktop.ui.pages.today_reports import ReportsButton
from desktop.ui.pages.today_stuck import StuckTable
from desktop.ui.pages.today_view import read_today
from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import EmptyState, button, clear, label, panel, row
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.pages.today_view import TodayView
    from desktop.ui.shell.desk import Desk


def percent(part: int, whole: int) -> str:
    """Return a share as people read it; nothing of nothing is a dash."""
    return f"{part * 100 // whole}%" if whole else "—"


def _share(name: str) -> Callable[[QuarterRow], str]:
    return lambda r: percent(getattr(r.progress, name), r.progress.households)


def total(rows: list[QuarterRow]) -> Progress:
    """Return the progress of all quarters together."""
    names = Progress.__dataclass_fields__
    return Progress(**{name: sum(getattr(r.progress, name) for r in rows) for name in names})


class Tile(QWidget):
    """One number with its name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._number = label("—", "number")
        self._detail = label("", "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(panel(label(name, "muted"), self._number, self._detail))

    def show_number(self, number: object, detail: str) -> None:
        """Show it."""
        self._number.setText(str(number))
        self._detail.setText(detail)


class TodayPage(Page):
    """Numbers, progress per quarter, what to do.

    Attributes:
        ready: the numbers of the ledger are shown.
    """

    kinds = frozenset(
        {
            "quarter", "building", "household", "water_meter", "electricity_meter", "stage_paper",
            "stage_record", "stage_override", "handover_form", "vote", "vote_count", "finding",
            "acceptance", "acceptance_notice", "committee", "cost_item", "audit", "fund_entry",
            "share", "payment", "meeting_decision", "voice", "supervision_order", "qualification",
            "participation", "parameter",
        }
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.ready = False
        self._tiles = {
            "visited": Tile(tr("Visited")),
            "water": Tile(tr("Water: own meter outside")),
            "power": Tile(tr("Electricity: own meter outside")),
            "consent": Tile(tr("Consent to water works")),
            "late": Tile(tr("Late")),
            "funds": Tile(tr("Funds received")),
        }
        tiles = QGridLayout()
        tiles.setSpacing(12)
        for number, tile in enumerate(self._tiles.values()):
            tiles.addWidget(tile, 0, number)
        columns: list[Column[QuarterRow]] = [
            Column(tr("Quarter"), lambda r: r.name, 18),
            Column(tr("Buildings"), lambda r: r.buildings, 9, number=True),
            Column(tr("Households"), lambda r: r.progress.households, 10, number=True),
            Column(tr("Visited"), _share("visited"), 8, number=True),
            Column(tr("Water done"), _share("water_done"), 10, number=True),
            Column(tr("Electricity done"), _share("power_done"), 13, number=True),
            Column(tr("Refused"), lambda r: r.progress.refused or "", 8, number=True),
        ]
        self.model: RecordTable[QuarterRow] = RecordTable(columns)
        self.table = Table(
            self.model, [c.width for c in columns], tr("Progress of the quarters"), stretch=0
        )
        self.table.row_opened.connect(self._open)
        self.stuck = StuckTable()
        self.stuck.asked.connect(self._go_to)
        self.agenda = AgendaTable()
        self.agenda.asked.connect(self._go_to)
        self.charts = TodayCharts(desk)
        self._todo = QVBoxLayout()
        self._todo.setSpacing(8)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._filled(tiles))
        self._stack.addWidget(
            EmptyState(
                tr("The ledger is still empty"),
                tr("Begin with the household list that the office already has in Excel."),
                tr("Bring in a household list"),
                lambda: desk.page_asked.emit("exchange"),
            )
        )
        self.box.addLayout(self._head())
        self.box.addWidget(self._stack, 1)

    def _head(self) -> QHBoxLayout:
        asked = self.desk.tool_asked
        self.reports = ReportsButton(self.desk)
        head = row(
            label(tr("Today"), "title"),
            stretch=True,
        )
        head.addWidget(button(tr("Print household sheets…"), lambda: asked.emit("sheets")))
        head.addWidget(self.reports)
        head.addWidget(button(tr("End of the day…"), lambda: asked.emit("day-end"), main=True))
        return head

    def _filled(self, tiles: QGridLayout) -> QWidget:
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(tiles)
        lower = QHBoxLayout()
        lower.setSpacing(12)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self.stuck, tr("Where the quarters stand"))
        self.tabs.addTab(self.table, tr("Progress of the quarters"))
        self.tabs.addTab(self.charts, tr("Charts"))
        lower.addWidget(self.tabs, 4)
        right = QVBoxLayout()
        right.addWidget(label(tr("Late and due"), "heading"))
        right.addWidget(self.agenda, 1)
        right.addWidget(label(tr("What to do"), "heading"))
        self._todo_panel = panel(margin=8)
        inside = self._todo_panel.layout()
        assert isinstance(inside, QVBoxLayout)  # noqa: S101 - as panel() makes it
        self._todo = inside
        right.addWidget(self._todo_panel)
        side = QWidget()
        side.setLayout(right)
        right.setContentsMargins(0, 0, 0, 0)
        side.setMinimumWidth(420)
        lower.addWidget(side, 3)
        layout.addLayout(lower, 1)
        return whole

    def refresh(self) -> None:
        """Count again."""
        self.desk.quarters.ask(self._show, self)
        office = self.desk.office
        if getattr(office, "agenda", None) is not None:
            self.desk.ask(lambda: read_today(office), self._show_project, owner=self)

    def _show_project(self, view: TodayView) -> None:
        self.stuck.show_gates(list(view.gates))
        self.agenda.lines.show_records(list(view.items))
        self.charts.show_view(view)
        for name, utility in (("water", "water"), ("power", "electricity")):
            found = view.utility(utility)
            self._tiles[name].show_number(
                percent(found.met, view.households),
                tr("{count} households", count=f"{found.met:,}"),
            )
        soon = len(view.items) - view.late
        self._tiles["late"].show_number(view.late, tr("{count} due soon", count=soon))
        self._tiles["funds"].show_number(
            f"{view.received:,.0f}", tr("of {sum} yuan approved", sum=f"{view.approved:,.0f}")
        )

    def _show(self, rows: list[QuarterRow]) -> None:
        self._stack.setCurrentIndex(0 if rows else 1)
        self.model.show_records(rows)
        sum_ = total(rows)
        households = sum_.households
        self._tiles["visited"].show_number(
            percent(sum_.visited, households),
            tr("{visited} of {count}", visited=f"{sum_.visited:,}", count=f"{households:,}"),
        )
        self._tiles["consent"].show_number(
            percent(sum_.consent_water, households),
            tr("{count} refused", count=sum_.refused),
        )
        self._show_todo(rows)
        self.ready = True

    def _show_todo(self, rows: list[QuarterRow]) -> None:
        clear(self._todo)
        for text, action, run in self._things(rows):
            line = QWidget()
            inside = row(label(text, wrap=True), stretch=False)
            inside.setStretch(0, 1)
            inside.addWidget(button(action, run))
            line.setLayout(inside)
            self._todo.addWidget(line)
        if not self._todo.count():
            self._todo.addWidget(label(tr("Everything is up to date."), "good"))

    def _things(self, rows: list[QuarterRow]) -> list[tuple[str, str, Callable[[], object]]]:
        things: list[tuple[str, str, Callable[[], object]]] = []
        started = sorted(rows, key=lambda r: r.progress.left)
        for found in [r for r in started if r.progress.left][:2]:
            left = found.progress.left
            text = tr("{quarter}: {left} households still to visit", quarter=found.name, left=left)
            things.append((text, tr("Visit"), partial(self._go, found, "survey")))
        for found in [r for r in rows if r.progress.refused][:1]:
            text = tr(
                "{quarter}: {count} refused, talk to them again",
                quarter=found.name,
                count=found.progress.refused,
            )
            things.append((text, tr("Show"), partial(self._go, found, "ledger")))
        return things

    def _go(self, found: QuarterRow, page: str) -> None:
        self.desk.choose(found.id)
        self.desk.page_asked.emit(page)

    def _go_to(self, quarter_id: str, page: str, tab: str) -> None:
        if quarter_id:
            self.desk.choose(quarter_id)
        if tab:
            self.desk.tab_asked.emit(tab)
        else:
            self.desk.page_asked.emit(page)

    def _open(self, number: int) -> None:
        self._go(self.model.records[number], "quarters")
