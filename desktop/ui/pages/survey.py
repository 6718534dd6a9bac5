"""走访: the chosen building as it stands, the door in hand beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.verdict import Outcome
from desktop.ui.dialogs.history import HistoryDialog
from desktop.ui.pages.again_list import AgainList
from desktop.ui.pages.elevation_legend import Legend
from desktop.ui.pages.elevation_view import ElevationView
from desktop.ui.pages.page import Page
from desktop.ui.pages.papers_button import PapersButton
from desktop.ui.pages.survey_filter import SurveyFilter
from desktop.ui.pages.survey_foot import SurveyFoot
from desktop.ui.pages.survey_quarter import SurveyQuarter
from desktop.ui.pages.visit_card import VisitCard
from desktop.ui.shell.language import tr
from desktop.ui.viewmodels.elevation import Elevation, elevation
from desktop.ui.widgets.panels import EmptyState, button, label, row

if TYPE_CHECKING:
    from desktop.domain.changes import Changes
    from desktop.domain.doors import DoorRow
    from desktop.domain.rows import BuildingRow, QuarterRow
    from desktop.ui.shell.desk import Desk
    from desktop.ui.viewmodels.door import Verdicts

    Fresh = tuple[list[DoorRow], Verdicts, bool]

_DRAWING, _EMPTY, _QUARTER = 0, 1, 2
_HOUSE, _AGAIN = 0, 1
_TURN = 40
"""Milliseconds in which keys and taps that came meanwhile are heard."""
_CARD_WIDTH = 556
"""Pixels below which its buttons wrap."""
_METERS = frozenset({"water_meter", "electricity_meter"})
_DOOR = frozenset({"household", "visit", *_METERS})


class SurveyPage(Page):
    """One building, every door of it, and the card of the chosen one."""

    kinds = frozenset({"quarter", "building", "unit", *_DOOR})
    wants_places = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.view = ElevationView()
        self._card: VisitCard | None = None
        self.filter = SurveyFilter()
        self.foot = SurveyFoot(self.view, desk.settings)
        self.again = AgainList()
        self.papers = PapersButton()
        self._building = self._wanted = ""
        self._title = label(tr("Survey"), "title")
        self._inner = QStackedWidget()
        self._inner.addWidget(self.view)
        self._inner.addWidget(self.again)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._drawing())
        self._stack.addWidget(
            EmptyState(
                tr("Choose a building"),
                tr("Pick a building in the list on the left; its doors are drawn here."),
            )
        )
        self.quarter = SurveyQuarter(desk)
        self._stack.addWidget(self.quarter)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.addWidget(self._stack)
        self._splitter.setChildrenCollapsible(False)
        self.box.addWidget(self._splitter)
        self._connect()
        # The drawing is painted first; the card, as much work again, follows in turns of its own.
        QTimer.singleShot(_TURN, self, self._prepare_card)

    @property
    def card(self) -> VisitCard:
        """The card of the chosen door."""
        if self._card is None:
            self._card = self._make_card()
        if self._splitter.indexOf(self._card) < 0:
            self._place_card(self._card)
        return self._card

    def refresh(self) -> None:
        """Read the doors of the building again."""
        building = self.desk.building_id
        if building:
            self.desk.ask(
                partial(self._read_building, building), partial(self._show, building), owner=self
            )
        elif self.desk.quarter_id:
            self._building = ""
            self._turn_to(_QUARTER)
            self.quarter.show_quarter(self.desk.quarter_id)
        else:
            self.desk.quarters.ask(self._first_quarter, self)

    def open_household(self, household_id: str) -> None:
        """Go to a door, in whichever building it is."""
        if household_id in self.view.elevation.by_id and self._building == self.desk.building_id:
            self._take(household_id)
            return
        reading = self.desk.office.reading

        def find() -> tuple[str, str] | None:
            found = reading.doors_behind([household_id])
            if not found:
                return None
            building = found[0].building_id
            return str(reading.record("building", building)["quarter_id"]), building

        self.desk.ask(find, partial(self._go_to, household_id), owner=self)

    def _connect(self) -> None:
        self.papers.asked.connect(self.desk.tool_asked)
        # The card is made later: it is looked up when it is needed.
        self.view.chosen.connect(lambda one: self.card.show_household(one))  # noqa: PLW0108
        self.view.opened.connect(lambda _: self.card.setFocus())
        self.view.finished.connect(self._next_building)
        self.view.selection_changed.connect(lambda ids: self.card.set_selection(ids))  # noqa: PLW0108
        self.filter.picked.connect(self.view.filter)
        self.foot.again.toggled.connect(self._show_again)
        self.again.picked.connect(self._try_again)
        self.quarter.opened.connect(lambda one: self.desk.choose(self.desk.quarter_id, one))
        self.quarter.next_asked.connect(self._next_building)
        self.quarter.empty.connect(lambda: self._turn_to(_EMPTY))

    def _make_card(self) -> VisitCard:
        card = VisitCard(self.desk)
        card.setMinimumWidth(_CARD_WIDTH)
        card.stepped.connect(self.view.step)
        card.next_asked.connect(self._next_door)
        card.door_scanned.connect(self.open_household)
        card.history_asked.connect(lambda given: HistoryDialog(self.desk, given, self).open())
        return card

    def _prepare_card(self) -> None:
        if self._card is None:
            self._card = self._make_card()
        QTimer.singleShot(_TURN, self, lambda: self.card)

    def _place_card(self, card: VisitCard) -> None:
        self._splitter.addWidget(card)
        card.setVisible(self._stack.currentIndex() == _DRAWING)
        self._splitter.setStretchFactor(0, 2)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([640, 550])

    # ---------------------------------------------------------------------------------- reading

    def _read_building(self, building: str) -> Elevation:
        office = self.desk.office
        rows = office.reading.building_doors(building)
        return elevation(rows, office.verdicts.of_building(building))

    def _read_doors(self, building: str, changes: Changes) -> Fresh:
        """Read the changed doors alone; a meter may also judge doors it does not stand at."""
        office = self.desk.office
        found = office.reading.doors_behind(changes.ids or ())
        rows = [door for door in found if door.building_id == building]
        if changes.kinds & _METERS:
            return rows, office.verdicts.of_building(building), True
        failing = {
            (door.id, utility): answer.outcome
            for door in rows
            for utility, answer in office.verdicts.of_household(door.id).items()
            if answer.outcome is not Outcome.MET
        }
        return rows, failing, False

    def _on_changes(self, changes: Changes) -> None:
        self.quarter.follow(changes)
        small = changes.ids is not None and changes.kinds <= _DOOR
        if small and self.isVisible() and not self.desk.building_id:
            return
        if not (small and self.isVisible() and self._building):
            super()._on_changes(changes)
            return
        building = self._building
        self.desk.ask(
            lambda: self._read_doors(building, changes),
            partial(self._merge, building, changes),
            owner=self,
        )

    def _merge(self, building: str, changes: Changes, fresh: Fresh) -> None:
        if building != self._building:
            return
        rows, failing, judge_all = fresh
        known = self.view.elevation.by_id.keys()
        gone = (known & (changes.ids or set())) - {door.id for door in rows}
        house = self.view.elevation.with_rows(rows, failing, judge_all=judge_all)
        if house is None or gone:
            self.renew()
            return
        self.view.renew(house)
        self._show_counts()

    def _first_quarter(self, rows: list[QuarterRow]) -> None:
        if rows and not self.desk.quarter_id:
            waiting = [r for r in rows if 0 < r.progress.visited < r.progress.households]
            self.desk.choose((waiting or rows)[0].id)
        else:
            self._turn_to(_EMPTY)

    # ---------------------------------------------------------------------------------- showing

    def _drawing(self) -> QWidget:
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(12, 8, 8, 8)
        layout.setSpacing(6)
        head = row(self._title)
        head.addWidget(self.papers)
        self.whole = button(tr("Whole quarter"), self._whole_quarter)
        head.addWidget(self.whole)
        layout.addLayout(head)
        layout.addWidget(self.filter)
        layout.addWidget(self._inner, 1)
        layout.addWidget(Legend())
        layout.addWidget(self.foot)
        return whole

    def _turn_to(self, shown: int) -> None:
        self._stack.setCurrentIndex(shown)
        if self._card is not None:
            self.card.setVisible(shown == _DRAWING)

    def _show(self, building: str, house: Elevation) -> None:
        if building != self.desk.building_id:
            return
        self._building = building
        self._turn_to(_DRAWING if house.doors else _EMPTY)
        self.view.show_elevation(house)
        if house.doors:
            first = house.doors[0].row
            number = first.building_no
            name = tr("Building {number}", number=number) if number.isascii() else number
            self._title.setText(f"{first.quarter} {name}")
        self._show_counts()
        if self._wanted in house.by_id:
            self._take(self._wanted)
        self._wanted = ""
        if house.doors and not self.view.current_id:
            first_open = self.view.walk.next_open(house, "")
            self.view.choose(first_open or self.view.walk.step(house, "", 0))

    def _show_counts(self) -> None:
        house = self.view.elevation
        self.filter.count(house)
        again = self.view.walk.again(house)
        self.foot.count_again(len(again))
        self.again.show_doors(again)

    def _show_again(self, on: bool) -> None:
        self._inner.setCurrentIndex(_AGAIN if on else _HOUSE)

    def _try_again(self, household_id: str) -> None:
        self._take(household_id)
        self.view.setFocus()

    def _take(self, household_id: str) -> None:
        """Take a door in hand where it can be seen."""
        self.foot.again.setChecked(False)
        self.view.choose(household_id)

    def _go_to(self, household_id: str, place: tuple[str, str] | None) -> None:
        if place is None:
            self.desk.messages.notice(tr("This door is not in the ledger"))
        elif place == (self.desk.quarter_id, self.desk.building_id):
            self._take(household_id)
        else:
            self._wanted = household_id
            self.desk.choose(*place)

    def _next_door(self) -> None:
        """Go on from the card; what it has just stored may not have arrived in the drawing."""
        view = self.view
        found = view.walk.next_open(view.elevation, view.current_id, view.show_only)
        if found and found != view.current_id:
            view.choose(found)
            return

        def arrived(_: object) -> None:
            view.next_open()

        def later() -> None:
            self.desk.ask(lambda: None, arrived, owner=self)

        # The change is told after this signal; its reading is asked for then, and answered before.
        QTimer.singleShot(0, self, later)

    def _whole_quarter(self) -> None:
        self.desk.choose(self.desk.quarter_id)

    def _next_building(self) -> None:
        """Go to the next building of the quarter with doors to visit."""
        reading, quarter = self.desk.office.reading, self.desk.quarter_id
        self.desk.ask(lambda: reading.buildings(quarter), self._go_on, owner=self)

    def _go_on(self, rows: list[BuildingRow]) -> None:
        ids = [found.id for found in rows]
        at = ids.index(self.desk.building_id) + 1 if self.desk.building_id in ids else 0
        for found in rows[at:] + rows[:at]:
            progress = found.progress
            if progress.visited + progress.refused < progress.households:
                number = found.building_no
                self.desk.messages.notice(tr("On to building {number}", number=number))
                self.desk.choose(self.desk.quarter_id, found.id)
                return
        self.desk.messages.notice(tr("Every door of this quarter has been visited"))
