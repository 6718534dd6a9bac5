"""The quarter of the survey: its buildings at a glance, and which of them is to be done next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.ui.pages.elevation_legend import Legend
from desktop.ui.pages.overview_view import OverviewView
from desktop.ui.shell.language import tr
from desktop.ui.shell.theme import current
from desktop.ui.viewmodels.overview import Tile, tiles
from desktop.ui.widgets.panels import button, label, row

if TYPE_CHECKING:
    from desktop.domain.changes import Changes
    from desktop.domain.doors import DoorRow
    from desktop.domain.rows import QuarterRow
    from desktop.ui.shell.desk import Desk
    from desktop.ui.viewmodels.door import Verdicts

_DOOR = frozenset({"household", "visit", "water_meter", "electricity_meter"})


class SurveyQuarter(QFrame):
    """All buildings of one quarter.

    Doors are read once; their verdicts follow building by building, so that nothing else waits.
    Later only what changed is read again.

    Signals:
        opened: id of the building to go to.
        next_asked: the next building with doors to visit is asked for.
        empty: the quarter has no doors.
    """

    opened = Signal(str)
    next_asked = Signal()
    empty = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._quarter = ""
        self._tiles: dict[str, Tile] = {}
        self._unjudged: list[str] = []
        self._judging = False
        self._missed: set[str] = set()
        self._title = label("", "title")
        self._counts = label("", "muted")
        self.view = OverviewView()
        self.next = button(tr("Go on in the next building"), self.next_asked.emit, main=True)
        self.next.setMinimumHeight(current().measure("touch"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 8)
        layout.setSpacing(6)
        layout.addLayout(row(self._title, self._counts))
        layout.addWidget(self.view, 1)
        layout.addWidget(Legend(overview=True))
        layout.addLayout(row(self.next))
        self.view.opened.connect(self.opened)

    def show_quarter(self, quarter_id: str) -> None:
        """Show this quarter, brought up to date."""
        if quarter_id != self._quarter:
            self._quarter = quarter_id
            self._missed.clear()
            reading = self._desk.office.reading
            self._desk.ask(
                lambda: tiles(reading.quarter_doors(quarter_id)),
                partial(self._show, quarter_id),
                owner=self,
            )
            self._desk.quarters.ask(partial(self._name, quarter_id), self)
        elif self._missed:
            missed, self._missed = self._missed, set()
            self._read_doors(frozenset(missed))

    def follow(self, changes: Changes) -> None:
        """Take part in a change: read the changed doors, now or when the quarter is shown."""
        if changes.ids is None or not changes.kinds <= _DOOR:
            quarter, self._quarter = self._quarter, ""
            if self.isVisible():
                self.show_quarter(quarter)
        elif self.isVisible():
            self._read_doors(changes.ids)
        else:
            self._missed |= changes.ids

    def _name(self, quarter_id: str, rows: list[QuarterRow]) -> None:
        self._title.setText(next((row.name for row in rows if row.id == quarter_id), ""))

    def _show(self, quarter_id: str, found: list[Tile]) -> None:
        if quarter_id != self._quarter:
            return
        self._tiles = {tile.id: tile for tile in found}
        self._unjudged = list(self._tiles)
        self.view.show_tiles(found)
        self._count()
        if not found:
            self.empty.emit()
        self._judge_next()

    def _read_doors(self, ids: frozenset[str]) -> None:
        quarter = self._quarter
        reading = self._desk.office.reading
        self._desk.ask(lambda: reading.doors_behind(ids), partial(self._merge, quarter), owner=self)

    def _merge(self, quarter: str, rows: list[DoorRow]) -> None:
        if quarter != self._quarter:
            return
        for building in dict.fromkeys(door.building_id for door in rows):
            tile = self._tiles.get(building)
            if tile is None:
                continue  # of another quarter
            if not tile.visit([door for door in rows if door.building_id == building]):
                self._quarter = ""
                self.show_quarter(quarter)
                return
            self.view.renew(building)
            self._unjudged.append(building)
        self._count()
        self._judge_next()

    def _judge_next(self) -> None:
        """Ask for the verdicts of one building; the answer asks for those of the next."""
        if self._judging or not self._unjudged:
            return
        building = self._unjudged.pop(0)
        self._judging = True
        verdicts = self._desk.office.verdicts
        self._desk.ask(
            lambda: verdicts.of_building(building),
            partial(self._judge, building),
            owner=self,
            failed=self._fail,
        )

    def _judge(self, building: str, failing: Verdicts) -> None:
        self._judging = False
        tile = self._tiles.get(building)
        if tile is not None and tile.judge(failing):
            self.view.renew(building)
        self._judge_next()

    def _fail(self, error: BaseException) -> None:
        self._judging = False
        self._unjudged.clear()
        self._desk.messages.failure(error)

    def _count(self) -> None:
        found = self._tiles.values()
        self._counts.setText(
            tr(
                "{buildings} buildings · {left} of {all} doors to visit · {refused} refused",
                buildings=len(self._tiles),
                left=sum(tile.households - tile.done for tile in found),
                all=sum(tile.households for tile in found),
                refused=sum(tile.refused for tile in found),
            )
        )
