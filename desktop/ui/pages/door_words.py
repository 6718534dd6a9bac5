"""What a door shows, in words: for tooltips, lists and screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain import codes
from desktop.domain.codes import VisitState
from desktop.ui.shell.language import language, tr
from desktop.ui.viewmodels.door import Consent, Mark

if TYPE_CHECKING:
    from desktop.ui.viewmodels.elevation import Door


def describe(door: Door) -> str:
    """Return address, owner, visit, verdicts and consent of a door as one sentence."""
    marks = {
        Mark.MET: tr("met"),
        Mark.NOT_MET: tr("not met"),
        Mark.UNKNOWN: tr("unknown"),
        Mark.NOT_VISITED: tr("not visited"),
        Mark.REFUSED: tr("refused"),
    }
    words = [
        tr(
            "{label} {owner}: {visit}, water {water}, electricity {power}",
            label=door.row.label,
            owner=door.row.owner_name,
            visit=visit_words(door),
            water=marks[door.water],
            power=marks[door.power],
        ),
        consent_words(door.consent),
    ]
    if door.shop:
        words.append(tr("shop"))
    return tr(", ").join(words)


def visit_words(door: Door) -> str:
    """Return how the last visit ended, with the times tried where nobody was home."""
    if door.visit_state == VisitState.NOBODY_HOME:
        return tr("nobody home, tried {times} times", times=max(1, door.row.tries))
    return codes.VISIT_STATE.label(door.visit_state, language())


def consent_words(consent: Consent) -> str:
    """Return what the door says to the works."""
    return {
        Consent.OPEN: tr("consent open"),
        Consent.PART: tr("consent in part"),
        Consent.YES: tr("consents to both"),
        Consent.NO: tr("does not consent"),
    }[consent]
