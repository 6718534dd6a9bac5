"""After acceptance: accounts opened, who charges, warranty, and the rate before and after."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.codes import MeteringState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from desktop.domain.values import Value

_LAST_OF_FEBRUARY = 28

COUNTS_FROM_HERE = "质保期自本件日期起算"
"""What stands in the note of a completion paper when a person let the warranty begin with it."""


class Cover(StrEnum):
    """How a defect stands to the warranty of its quarter."""

    WITHIN = "within"
    OVER = "over"
    BEFORE = "before"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class UtilityAfter:
    """One utility of one quarter after the works.

    Attributes:
        households: all households of the quarter.
        joined: those that agreed to the works.
        with_meter: with exactly one settlement meter of the company in use.
        opened: of those, with an account at the company (W03, E03: 抄收到户).
        charged: of those with an account, charged by the company itself (R11, L3 art. 44).
        before: households that met the standard at the survey, before any works.
        known_before: households whose metering was recorded at the survey at all.
        met: households that meet it now.
        accepted_on: day of the acceptance, or of the completion paper that a person let the
            warranty begin with; None while there is neither.
        warranty_end: last day of the warranty; None without acceptance.
        by_paper: the day is that of a completion paper.
    """

    households: int
    joined: int
    with_meter: int
    opened: int
    charged: int
    before: int
    known_before: int
    met: int
    accepted_on: date | None
    warranty_end: date | None
    by_paper: bool = False


def warranty_end(accepted_on: date, years: Decimal) -> date:
    """Return the last day of the warranty: the same day ``years`` later (R16, L6 art. 40).

    29 February becomes 28 February where there is none.
    """
    year = accepted_on.year + int(years)
    try:
        return accepted_on.replace(year=year)
    except ValueError:
        return accepted_on.replace(year=year, day=_LAST_OF_FEBRUARY)


def cover(found_on: date | None, accepted_on: date | None, end: date | None) -> Cover:
    """Return how a defect found on a day stands to the warranty (R16, L6 art. 40, 41)."""
    if found_on is None or accepted_on is None or end is None:
        return Cover.UNKNOWN
    if found_on < accepted_on:
        return Cover.BEFORE
    return Cover.WITHIN if found_on <= end else Cover.OVER


def met_before(first_state: Value) -> bool:
    """Return whether the metering recorded at the survey was one household, one meter already.

    Only 一户一表、出户、直抄 is (plan, part one); an own meter inside is not outside the door.
    """
    return first_state == MeteringState.OWN_OUTSIDE


def known_before(first_state: Value) -> bool:
    """Return whether anybody saw how a household was metered before the works."""
    return first_state is not None and first_state != MeteringState.UNKNOWN


def rate(part: int, whole: int) -> Decimal | None:
    """Return ``part`` of ``whole`` in per cent with one place, rounded half up; None of nothing."""
    if whole == 0:
        return None
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def states_before(
    rows: Iterable[tuple[str, int | None, date]], works_began: date | None
) -> dict[str, int | None]:
    """Return household id → how it was metered before the works; 不明 where nobody saw it.

    What was written down last before the works began counts. Of a household that was only seen
    afterwards, an old kind of metering still shows what stood there before; the new kind may be
    the works themselves and shows nothing. Without a beginning the first word counts.

    Args:
        rows: (household id, state, day it was written down) in the order of the journal.
        works_began: first day of works in the quarter.
    """
    before: dict[str, int | None] = {}
    after: dict[str, int | None] = {}
    for entity_id, state, day in rows:
        before.setdefault(entity_id, None)
        if not known_before(state):
            continue
        if works_began is not None and day >= works_began:
            after.setdefault(entity_id, None if met_before(state) else state)
        elif works_began is not None or before[entity_id] is None:
            before[entity_id] = state
    return {
        entity_id: after.get(entity_id) if state is None else state
        for entity_id, state in before.items()
    }
