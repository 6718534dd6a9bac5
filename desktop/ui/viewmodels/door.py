"""How one door is marked: the same marks in every list, elevation and legend."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from desktop.domain.codes import Choice, MeteringState, VisitState

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


def mark_of(visit_state: int | None, metering_state: int | None) -> Mark:
    """Return the mark of one utility from what the surveyor wrote."""
    if visit_state == VisitState.REFUSED:
        return Mark.REFUSED
    if metering_state == MeteringState.OWN_OUTSIDE:
        return Mark.MET
    if metering_state is not None and metering_state != MeteringState.UNKNOWN:
        return Mark.NOT_MET
    seen = visit_state in {VisitState.VISITED, VisitState.BY_PHONE}
    return Mark.UNKNOWN if seen else Mark.NOT_VISITED


def marks_of(row: HouseholdRow) -> tuple[Mark, Mark]:
    """Return the marks for water and electricity."""
    return mark_of(row.visit_state, row.w_state), mark_of(row.visit_state, row.e_state)


def consent_sign(row: HouseholdRow) -> str:
    """Return the sign of both consents: empty while one is open."""
    answers = {row.consent_w, row.consent_e}
    if Choice.NO in answers:
        return "✗"
    return "✎" if answers == {int(Choice.YES)} else ""
