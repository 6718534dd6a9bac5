"""今日: where the office stands and what to do next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.rows import Progress, QuarterRow
from desktop.ui.itemmodels.records import Column, RecordTable
from desktop.ui.pages.page import Page
from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import EmptyState, button, clear, label, panel, row
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable

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

    kinds = frozenset({"quarter", "building", "household"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.ready = False
        self._tiles = {
            "households": Tile(tr("Households")),
            "visited": Tile(tr("Visited")),
            "water": Tile(tr("Water: own meter outside")),
            "power": Tile(tr("Electricity: own meter outside")),
            "consent": Tile(tr("Consent to water works")),
            "refused": Tile(tr("Refused")),
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
        self.box.addWidget(label(tr("Today"), "title"))
        self.box.addWidget(self._stack, 1)

    def _filled(self, tiles: QGridLayout) -> QWidget:
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(tiles)
        lower = QHBoxLayout()
        lower.setSpacing(12)
        left = QVBoxLayout()
        left.addWidget(label(tr("Progress of the quarters"), "heading"))
        left.addWidget(self.table, 1)
        lower.addLayout(left, 3)
        right = QVBoxLayout()
        right.addWidget(label(tr("What to do"), "heading"))
        self._todo_panel = panel(margin=12)
        self._todo_panel.setMinimumWidth(300)
        inside = self._todo_panel.layout()
        assert isinstance(inside, QVBoxLayout)  # noqa: S101 - as panel() makes it
        self._todo = inside
        right.addWidget(self._todo_panel)
        asked = self.desk.tool_asked
        right.addLayout(
            row(
                button(tr("End of the day…"), lambda: asked.emit("day-end"), main=True),
                button(tr("Print household sheets…"), lambda: asked.emit("sheets")),
            )
        )
        right.addStretch(1)
        lower.addLayout(right, 2)
        layout.addLayout(lower, 1)
        return whole

    def refresh(self) -> None:
        """Count again."""
        self.desk.quarters.ask(self._show, self)

    def _show(self, rows: list[QuarterRow]) -> None:
        self._stack.setCurrentIndex(0 if rows else 1)
        self.model.show_records(rows)
        sum_ = total(rows)
        shown = {
            "households": (sum_.households, tr("in {count} quarters", count=len(rows))),
            "visited": (sum_.visited, percent(sum_.visited, sum_.households)),
            "water": (sum_.water_done, percent(sum_.water_done, sum_.households)),
            "power": (sum_.power_done, percent(sum_.power_done, sum_.households)),
            "consent": (sum_.consent_water, percent(sum_.consent_water, sum_.households)),
            "refused": (sum_.refused, tr("{count} nobody home", count=sum_.nobody)),
        }
        for name, (number, detail) in shown.items():
            self._tiles[name].show_number(number, detail)
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
        for found in [r for r in started if r.progress.left][:4]:
            left = found.progress.left
            text = tr("{quarter}: {left} households still to visit", quarter=found.name, left=left)
            things.append((text, tr("Visit"), partial(self._go, found, "survey")))
        for found in [r for r in rows if r.progress.refused][:3]:
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

    def _open(self, number: int) -> None:
        self._go(self.model.records[number], "quarters")
