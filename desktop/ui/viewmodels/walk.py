"""In which order a surveyor walks a building, and who is to be tried again when."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.domain.codes import VisitState
from desktop.ui.viewmodels.elevation import Show

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from desktop.ui.viewmodels.elevation import Door, Elevation

_SATURDAY = 5
_NOON = 12
_EVENING = 18
# Who is out at work is met in the evening or at the weekend; hence this order.
SLOTS = ("evening", "weekend", "morning", "afternoon")


@dataclass(slots=True)
class Walk:
    """Offers one door after the other, nobody's twice before everybody's once.

    Attributes:
        up: from the bottom up instead of from the top down.
        snake: every second landing the other way round.
    """

    up: bool = False
    snake: bool = False
    _offered: set[tuple[str, int, int]] = field(default_factory=set)

    def order(self, house: Elevation) -> list[Door]:
        """Return the doors unit by unit in the order they are walked."""

        def place(door: Door) -> tuple[int, int, int]:
            line = -door.line if self.up else door.line
            turn = self.snake and rank[door.unit, door.line] % 2
            return door.unit, line, -door.column if turn else door.column

        rank: dict[tuple[int, int], int] = {}
        for unit in range(len(house.units)):
            lines = sorted({door.line for door in house.of_unit(unit)}, reverse=self.up)
            rank.update({(unit, line): number for number, line in enumerate(lines)})
        return sorted(house.doors, key=place)

    def next_open(self, house: Elevation, current: str, show: Show = Show.ALL) -> str:
        """Return the door to visit next, empty when none is left.

        Doors never tried come first, those behind ``current`` before those ahead of it; where
        nobody was home comes back after them. With a filter its doors are offered instead.
        """
        order = self.order(house)
        at = next((n for n, door in enumerate(order) if door.id == current), -1)
        ahead = order[at + 1 :] + order[: at + 1]
        wanted = [door for door in ahead if (door.open if show is Show.ALL else show.wants(door))]
        if show is Show.ALL:
            wanted.sort(key=lambda door: door.visit_state == VisitState.NOBODY_HOME)
        if current in house.by_id:
            self._offered.add(_offer(house.by_id[current]))
        fresh = [door for door in wanted if _offer(door) not in self._offered]
        if not fresh:
            self._offered -= set(map(_offer, wanted))
            fresh = wanted
        if not fresh:
            return ""
        self._offered.add(_offer(fresh[0]))
        return fresh[0].id

    def step(self, house: Elevation, current: str, by: int) -> str:
        """Return the door ``by`` places further on, whatever its state; empty without doors."""
        ids = [door.id for door in self.order(house)]
        if not ids:
            return ""
        at = ids.index(current) + by if current in ids else 0
        return ids[max(0, min(len(ids) - 1, at))]

    def again(self, house: Elevation) -> list[Door]:
        """Return the doors where nobody was home: fewest tries first, then in walking order."""
        doors = [d for d in self.order(house) if d.visit_state == VisitState.NOBODY_HOME]
        return sorted(doors, key=lambda door: door.row.tries)


def best_time(tried: Sequence[datetime]) -> str:
    """Return when to try next: the first of :data:`SLOTS` tried least so far.

    Args:
        tried: when nobody was home, in local time.
    """
    used = [_slot(moment) for moment in tried]
    return min(SLOTS, key=used.count)


def _slot(moment: datetime) -> str:
    if moment.weekday() >= _SATURDAY:
        return "weekend"
    if moment.hour >= _EVENING:
        return "evening"
    return "morning" if moment.hour < _NOON else "afternoon"


def _offer(door: Door) -> tuple[str, int, int]:
    return door.id, door.visit_state, door.row.tries
