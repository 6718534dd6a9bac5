"""The date and basis that an answer about the works carries with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.codes import Choice, ConsentBasis, VisitState

if TYPE_CHECKING:
    from datetime import date

    from desktop.domain.values import Record, Value

CONSENTS = ("consent_w", "consent_e")
"""The answers about the works: water and electricity apart."""

_UNSAID = frozenset({None, int(Choice.SILENT)})


def consent_marks(household: Record, values: Record, today: date) -> Record:
    """Return the date and basis that follow from a changed answer, where ``values`` name none.

    An answer is dated on the day it is given. Another answer than before needs a signature of its
    own, so the old basis falls away; an answer by telephone can only be a spoken one. Silence is
    no answer (Civil Code art. 140, R5): without any answer neither date nor basis stays.

    Args:
        household: its record so far.
        values: the fields that are being written.
        today: the day of the answer.
    """
    changed = [name for name in CONSENTS if name in values and values[name] != household.get(name)]
    if not changed:
        return {}
    marks: dict[str, Value] = {"consented_on": today}
    if all(values.get(name, household.get(name)) in _UNSAID for name in CONSENTS):
        marks = {"consented_on": None, "consent_basis": None}
    elif values.get("visit_state") == VisitState.BY_PHONE:
        marks["consent_basis"] = int(ConsentBasis.SPOKEN)
    elif any(household.get(name) not in _UNSAID for name in changed):
        marks["consent_basis"] = None
    return {name: value for name, value in marks.items() if name not in values}
