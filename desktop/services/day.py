"""The end of the day: what is missing, and the doors of tomorrow."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from desktop.domain.codes import VisitState
from desktop.domain.day import day_report
from desktop.domain.household_sheet import DoorList, ListedDoor
from desktop.domain.rows import Scope
from desktop.domain.visit_times import slot_of
from desktop.domain.walk import TOP_DOWN, walk_order
from desktop.kernel.errors import RefusedError
from desktop.kernel.messages import message_for
from desktop.services.surveying_checks import door_checks
from desktop.services.visit_paper import VisitPaper
from desktop.storage.queries.day import doors_of_the_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from pathlib import Path

    from desktop.domain.day import DayReport, DoorDay, OpenDoor
    from desktop.domain.walk import Way
    from desktop.kernel.clock import Clock
    from desktop.kernel.progress import Progress
    from desktop.services.visit_paper import PrintedSheets
    from desktop.storage.ledger import Ledger

MOST_CHECKED = 200
"""Doors of one day whose checks are run; nobody visits more."""

_EVERYWHERE = Scope()
_MANY_PLACES = 4
_SHOWN_TRIES = 4
_MET = frozenset({VisitState.VISITED, VisitState.BY_PHONE})
_SLOT_WORDS = {
    "morning": "上午",
    "afternoon": "下午",
    "evening": "晚上",
    "weekend": "周末",
}


class Day:
    """Says what today left open and what tomorrow begins with."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    def report(
        self,
        scope: Scope = _EVERYWHERE,
        day: date | None = None,
        *,
        way: Way = TOP_DOWN,
        language: str = "zh_CN",
    ) -> DayReport:
        """Return what was done on ``day`` and what is still open in ``scope``.

        Args:
            scope: a building, a quarter, or everything.
            day: today when None.
            way: how the surveyor walks.
            language: of the findings in words.
        """
        today = day or self._clock.today()
        with self._ledger.reader() as connection:
            quarters = doors_of_the_day(connection, scope)
            doors = [door for found in quarters.values() for door in walk_order(found, way)]
            left = MOST_CHECKED
            for place, door in enumerate(doors):
                if left and door.visit_state in _MET and _on(door, today):
                    left -= 1
                    checks = door_checks(connection, door.id, today, language)
                    errors = tuple(check.message for check in checks if check.hard)
                    doors[place] = replace(door, errors=errors)
        return day_report(doors, today)

    def print_tomorrow(
        self,
        doors: Sequence[OpenDoor],
        target: Path | None = None,
        progress: Progress | None = None,
        *,
        day: date | None = None,
        names: bool = False,
        sheets: bool = True,
    ) -> PrintedSheets:
        """Print a list of doors, and the household sheets of those doors behind it.

        Args:
            doors: of :attr:`DayReport.tomorrow`, as many as a person takes on.
            target: file to write; None keeps the PDF in memory for the printer.
            progress: told the pages.
            day: of the visits, tomorrow when None.
            names: names and telephones on the list too; a lost list then tells of people.
            sheets: the sheets as well.

        Raises:
            RefusedError: ``day-nothing-left``, there is no door to go to.
            InputError: a character that cannot be printed.
            MachineError: the file cannot be written.
            CancelledError: through ``progress``.
        """
        if not doors:
            raise RefusedError("day-nothing-left")
        first = doors[0].door
        places = {found.door.quarter: None for found in doors}
        listed = DoorList(
            title="入户走访清单",
            place="、".join(places) if len(places) < _MANY_PLACES else f"{first.quarter}等",
            day=day or self._clock.today() + timedelta(days=1),
            doors=tuple(_listed(found, names=names, whole=len(places) > 1) for found in doors),
        )
        paper = VisitPaper(self._ledger, self._clock)
        ids = [found.door.id for found in doors]
        return paper.print_list(listed, ids if sheets else [], target, progress)


def _on(door: DoorDay, day: date) -> bool:
    return any(visit.at.date() == day for visit in door.visits)


def _listed(found: OpenDoor, *, names: bool, whole: bool) -> ListedDoor:
    door = found.door
    gaps = [message_for(gap, {}, "zh_CN").text for gap in found.gaps]
    if found.tried:
        advice = f"{_SLOT_WORDS[found.slot]}再去"
    else:
        advice = "补：" + "、".join(gaps) if gaps else "首次入户"
    return ListedDoor(
        label=f"{door.quarter}{door.label}" if whole else door.label,
        tried=tuple(map(_tried, found.tried[-_SHOWN_TRIES:])),
        advice=advice,
        person=door.person if names else "",
    )


def _tried(moment: datetime) -> str:
    part = _SLOT_WORDS[slot_of(moment)]
    return f"{moment.month}月{moment.day}日 {part}{moment.hour}时"
