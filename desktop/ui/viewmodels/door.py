"""How one door is marked: the same marks in every list, elevation and legend."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import TYPE_CHECKING, TypeAlias

from desktop.domain.codes import Choice, VisitState
from desktop.domain.verdict import Outcome

if TYPE_CHECKING:
    from desktop.domain.doors import DoorRow


class Mark(IntEnum):
    """What one half of a door shows; colour, shape and sign always say the same."""

    NOT_VISITED = 0
    UNKNOWN = 1
    MET = 2
    NOT_MET = 3
    REFUSED = 4


class Consent(IntEnum):
    """What a door says to the works, water and electricity together."""

    OPEN = 0
    PART = 1
    YES = 2
    NO = 3


Verdicts: TypeAlias = Mapping[tuple[str, str], Outcome]
"""(household id, ``water`` or ``electricity``) → verdict, of those that are not met."""


def mark_of(visit_state: int | None, outcome: Outcome) -> Mark:
    """Return the mark of one utility: the verdict, unless the door itself says otherwise."""
    if visit_state == VisitState.REFUSED:
        return Mark.REFUSED
    if outcome is Outcome.UNKNOWN:
        seen = visit_state in {VisitState.VISITED, VisitState.BY_PHONE}
        return Mark.UNKNOWN if seen else Mark.NOT_VISITED
    return Mark.MET if outcome is Outcome.MET else Mark.NOT_MET


def marks_of(row: DoorRow, failing: Verdicts) -> tuple[Mark, Mark]:
    """Return the marks for water and electricity; what does not fail is met."""
    water = failing.get((row.id, "water"), Outcome.MET)
    power = failing.get((row.id, "electricity"), Outcome.MET)
    return mark_of(row.visit_state, water), mark_of(row.visit_state, power)


def consent_of(row: DoorRow) -> Consent:
    """Return what the door says: a single no outweighs, silence is never an answer."""
    answers = (row.consent_w, row.consent_e)
    if Choice.NO in answers:
        return Consent.NO
    if answers == (Choice.YES, Choice.YES):
        return Consent.YES
    return Consent.PART if any(map(_given, answers)) else Consent.OPEN


def consent_open(row: DoorRow) -> bool:
    """Return whether the answer for water or for electricity is still missing."""
    return not (_given(row.consent_w) and _given(row.consent_e))


def _given(answer: int | None) -> bool:
    return answer not in {None, Choice.SILENT}
