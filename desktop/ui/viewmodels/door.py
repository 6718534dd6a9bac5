"""How one door is marked: the same marks in every list, elevation and legend."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import TYPE_CHECKING, TypeAlias

from desktop.domain.codes import Choice, VisitState
from desktop.domain.verdict import Outcome

if TYPE_CHECKING:
    from desktop.domain.rows import HouseholdRow


class Mark(IntEnum):
    """What one half of a door shows; colour, shape and sign always say the same."""

    NOT_VISITED = 0
    UNKNOWN = 1
    MET = 2
    NOT_MET = 3
    REFUSED = 4


SIGNS = {
    Mark.NOT_VISITED: "",
    Mark.UNKNOWN: "?",
    Mark.MET: "✓",
    Mark.NOT_MET: "✕",
    Mark.REFUSED: "",
}


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


def marks_of(row: HouseholdRow, failing: Verdicts) -> tuple[Mark, Mark]:
    """Return the marks for water and electricity; what does not fail is met."""
    water = failing.get((row.id, "water"), Outcome.MET)
    power = failing.get((row.id, "electricity"), Outcome.MET)
    return mark_of(row.visit_state, water), mark_of(row.visit_state, power)


def consent_sign(row: HouseholdRow) -> str:
    """Return the sign of both consents: empty while one is open."""
    answers = {row.consent_w, row.consent_e}
    if Choice.NO in answers:
        return "✗"
    return "✎" if answers == {int(Choice.YES)} else ""
