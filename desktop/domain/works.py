"""The works of a quarter: plan against done per building and kind, and what is late.

The municipal plan, part four (4), wants quality, safety and time kept together. A plan runs
evenly from its first to its last day: that is our own proposal, no source says how to reckon.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from desktop.domain.values import Record

WHOLE = 100


@dataclass(frozen=True, slots=True)
class WorkCell:
    """One kind of works on one building, or several of them together.

    Attributes:
        planned: share that should be done by the day asked about, in whole per cent; None when
            nobody planned it.
        done: share done, in whole per cent.
        late_days: days after the planned end, 0 when done or in time.
        items: how many entries stand behind it.
    """

    planned: int | None
    done: int
    late_days: int
    items: int = 1

    @property
    def behind(self) -> bool:
        """Whether less is done than planned."""
        return self.planned is not None and self.done < self.planned


@dataclass(frozen=True, slots=True)
class BuildingWorks:
    """The works on one building: kind → cell, and all of them together."""

    building_id: str
    name: str
    cells: Mapping[int, WorkCell]
    total: WorkCell


@dataclass(frozen=True, slots=True)
class Schedule:
    """The works of a quarter.

    Attributes:
        kinds: kinds of works that are planned or done anywhere, in the order of the code list.
        buildings: one line a building; works of no building stand last with an empty id.
        total: all of it; None when there are no works.
    """

    kinds: tuple[int, ...]
    buildings: tuple[BuildingWorks, ...]
    total: WorkCell | None


def percent_done(item: Record) -> int:
    """Return how much of an entry is done, 0 to 100: a day of completion says all of it."""
    if item.get("done_to"):
        return WHOLE
    percent = item.get("percent")
    return min(WHOLE, max(0, percent)) if isinstance(percent, int) else 0


def percent_planned(item: Record, today: date) -> int | None:
    """Return how much should be done at the end of ``today``; None without an end planned."""
    begin, end = item.get("plan_from"), item.get("plan_to")
    if not isinstance(end, date):
        return None
    if today >= end:
        return WHOLE
    if not isinstance(begin, date) or today < begin:
        return 0
    return WHOLE * ((today - begin).days + 1) // ((end - begin).days + 1)


def late_days(item: Record, today: date) -> int:
    """Return how many days after its planned end an entry is still not done."""
    end = item.get("plan_to")
    if not isinstance(end, date) or percent_done(item) == WHOLE:
        return 0
    return max(0, (today - end).days)


def schedule(items: Iterable[Record], buildings: Mapping[str, str], today: date) -> Schedule:
    """Return plan against done.

    Every entry weighs the same (our own proposal: nobody records what an entry is worth).

    Args:
        items: records of ``work_item``.
        buildings: building id → its name, in the order to show.
        today: the day asked about.
    """
    groups: dict[str, dict[int, list[Record]]] = defaultdict(lambda: defaultdict(list))
    for item in items:
        building = str(item.get("building_id") or "")
        kind = item.get("kind")
        groups[building if building in buildings else ""][
            kind if isinstance(kind, int) else 0
        ].append(item)
    lines = []
    for building_id, name in (*buildings.items(), ("", "")):
        kinds = groups.get(building_id)
        if kinds:
            cells = {kind: _cell(found, today) for kind, found in kinds.items()}
            every = [item for found in kinds.values() for item in found]
            lines.append(BuildingWorks(building_id, name, cells, _cell(every, today)))
    everything = [i for kinds in groups.values() for found in kinds.values() for i in found]
    return Schedule(
        tuple(sorted({kind for line in lines for kind in line.cells})),
        tuple(lines),
        _cell(everything, today) if everything else None,
    )


def _cell(items: list[Record], today: date) -> WorkCell:
    planned = [share for item in items if (share := percent_planned(item, today)) is not None]
    return WorkCell(
        sum(planned) // len(planned) if planned else None,
        sum(map(percent_done, items)) // len(items),
        max(late_days(item, today) for item in items),
        len(items),
    )
