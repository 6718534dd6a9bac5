"""The end of a day: who did what, what is still missing, and which doors come tomorrow.

Facts in, report out: nothing here reads a clock or a ledger. Moments are local time.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.codes import Choice, ConsentBasis, MeteringState, VisitState
from desktop.domain.visit_times import best_slot

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

_MET = frozenset({VisitState.VISITED, VisitState.BY_PHONE})
_WITHOUT_METER = frozenset({MeteringState.SHARED, MeteringState.NONE})
_SAID = frozenset({Choice.YES, Choice.NO, Choice.ABSTAIN})
_UNSIGNED = frozenset({None, ConsentBasis.SPOKEN})


class GapReason(StrEnum):
    """What a visited door still lacks; the values are message codes."""

    WATER_STATE = "day-no-water-state"
    POWER_STATE = "day-no-power-state"
    WATER_NUMBER = "day-no-water-number"
    POWER_NUMBER = "day-no-power-number"
    WATER_POSITION = "day-no-water-position"
    POWER_POSITION = "day-no-power-position"
    CONSENT_WATER = "day-no-consent-water"
    CONSENT_POWER = "day-no-consent-power"
    SIGNATURE = "day-no-signature"
    ORIGINAL = "day-original-to-come"
    ERRORS = "day-hard-errors"


_AT_THE_DESK = frozenset({GapReason.ORIGINAL, GapReason.ERRORS})
"""What nobody has to ring at the door again for."""


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """One visit, in local time."""

    at: datetime
    state: int | None
    visitor: str


@dataclass(frozen=True, slots=True)
class MeterPlace:
    """What is known of a household's meter of one utility; empty and None where nothing is."""

    number: str = ""
    position: int | None = None


@dataclass(frozen=True, slots=True)
class DoorDay:
    """A door as the end of the day looks at it.

    Attributes:
        label: address inside the quarter.
        person: name and telephone, for a list that asks for them.
        w_state: metering state water; ``e_state`` electricity.
        basis: what the consent rests on.
        visits: oldest first.
        errors: hard findings of the checks, in words.
    """

    id: str
    quarter: str
    label: str
    building_no: str
    unit_no: str
    floor: int | None
    room_no: str
    person: str = ""
    visit_state: int | None = None
    w_state: int | None = None
    e_state: int | None = None
    consent_w: int | None = None
    consent_e: int | None = None
    basis: int | None = None
    water: MeterPlace = MeterPlace()
    power: MeterPlace = MeterPlace()
    visits: tuple[VisitFacts, ...] = ()
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenDoor:
    """A door that is not finished.

    Attributes:
        door: which.
        tried: when nobody was home, oldest first.
        gaps: what it lacks; empty for a door that was not met yet.
        slot: best time of day to go there next (``visit_times.SLOTS``).
    """

    door: DoorDay
    tried: tuple[datetime, ...] = ()
    gaps: tuple[GapReason, ...] = ()
    slot: str = ""


@dataclass(frozen=True, slots=True)
class DoneBy:
    """What one person did on the day: doors, each by its last visit of the day."""

    visitor: str
    visited: int = 0
    nobody: int = 0
    refused: int = 0
    by_phone: int = 0

    @property
    def doors(self) -> int:
        """How many doors in all."""
        return self.visited + self.nobody + self.refused + self.by_phone


@dataclass(frozen=True, slots=True)
class DayReport:
    """What a day left behind; every list of doors is in walking order.

    Attributes:
        day: which day.
        doors: households of the scope.
        met: visited or reached by phone, on any day.
        refused: doors that refused.
        done: by whom, most doors first.
        nobody: nobody home so far.
        not_visited: never visited.
        incomplete: met, but something is missing.
        tomorrow: not-at-home first, then never visited, then those to go back to.
    """

    day: date
    doors: int
    met: int
    refused: int
    done: tuple[DoneBy, ...]
    nobody: tuple[OpenDoor, ...]
    not_visited: tuple[OpenDoor, ...]
    incomplete: tuple[OpenDoor, ...]
    tomorrow: tuple[OpenDoor, ...]

    def missing(self) -> Mapping[GapReason, int]:
        """Return how many doors lack what."""
        return Counter(gap for door in self.incomplete for gap in door.gaps)


def day_report(doors: Sequence[DoorDay], day: date) -> DayReport:
    """Return the report of ``day`` over ``doors``, which come in walking order."""
    nobody, fresh, incomplete = [], [], []
    for door in doors:
        tried = tuple(v.at for v in door.visits if v.state == VisitState.NOBODY_HOME)
        found = OpenDoor(door, tried, (), best_slot(tried))
        if door.visit_state == VisitState.NOBODY_HOME:
            nobody.append(found)
        elif not door.visit_state:
            fresh.append(found)
        elif door.visit_state in _MET and (gaps := gaps_of(door)):
            incomplete.append(replace(found, gaps=gaps))
    back = [found for found in incomplete if set(found.gaps) - _AT_THE_DESK]
    return DayReport(
        day=day,
        doors=len(doors),
        met=sum(door.visit_state in _MET for door in doors),
        refused=sum(door.visit_state == VisitState.REFUSED for door in doors),
        done=_done(doors, day),
        nobody=tuple(nobody),
        not_visited=tuple(fresh),
        incomplete=tuple(incomplete),
        tomorrow=(*nobody, *fresh, *back),
    )


def gaps_of(door: DoorDay) -> tuple[GapReason, ...]:
    """Return what a visited door lacks, in the order in which a sheet asks for it."""
    return tuple(_gaps(door))


def _gaps(door: DoorDay) -> Iterator[GapReason]:
    yield from _meter_gaps(
        door.w_state,
        door.water,
        (GapReason.WATER_STATE, GapReason.WATER_NUMBER, GapReason.WATER_POSITION),
    )
    yield from _meter_gaps(
        door.e_state,
        door.power,
        (GapReason.POWER_STATE, GapReason.POWER_NUMBER, GapReason.POWER_POSITION),
    )
    # Silence is no answer and no consent (R5): somebody has to ask again.
    if door.consent_w not in _SAID:
        yield GapReason.CONSENT_WATER
    if door.consent_e not in _SAID:
        yield GapReason.CONSENT_POWER
    if {door.consent_w, door.consent_e} & _SAID:
        if door.basis in _UNSIGNED:
            yield GapReason.SIGNATURE
        elif door.basis == ConsentBasis.COPY:
            yield GapReason.ORIGINAL
    if door.errors:
        yield GapReason.ERRORS


def _meter_gaps(
    state: int | None, meter: MeterPlace, reasons: tuple[GapReason, GapReason, GapReason]
) -> Iterator[GapReason]:
    unknown, number, position = reasons
    if state in {None, MeteringState.UNKNOWN}:
        yield unknown
    elif state not in _WITHOUT_METER:
        if not meter.number:
            yield number
        if meter.position is None:
            yield position


def _done(doors: Sequence[DoorDay], day: date) -> tuple[DoneBy, ...]:
    counted: Counter[tuple[str, int]] = Counter()
    for door in doors:
        last = {v.visitor: v.state for v in door.visits if v.at.date() == day and v.state}
        counted.update((visitor, state) for visitor, state in last.items() if state)
    people = {visitor for visitor, _ in counted}
    done = [
        DoneBy(
            visitor=person,
            visited=counted[person, VisitState.VISITED],
            nobody=counted[person, VisitState.NOBODY_HOME],
            refused=counted[person, VisitState.REFUSED],
            by_phone=counted[person, VisitState.BY_PHONE],
        )
        for person in people
    ]
    return tuple(sorted(done, key=lambda one: (-one.doors, one.visitor)))
