"""The checks of a household: who lives there, what was agreed to, what is still owed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.codes import Choice, ConsentBasis, VisitState
from desktop.domain.door_checks import CheckCode, Severity, amount, day, finding, text
from desktop.domain.meter_checks import meter_findings
from desktop.domain.person_numbers import is_identity_card, is_licence, is_phone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.domain.door_checks import DoorFacts, Finding

_IDENTITY_CARD, _LICENCE = 1, 2
_CHOICES = ("consent_w", "consent_e")
_ANSWERED = frozenset({Choice.YES, Choice.NO, Choice.ABSTAIN})
_MET = frozenset({VisitState.VISITED, VisitState.BY_PHONE})
_PAST_DATES = ("consented_on", "noticed_on")


def door_findings(facts: DoorFacts) -> tuple[Finding, ...]:
    """Return everything that does not fit at one door: errors first, then warnings, then pending.

    Every check and its source stands in :class:`~desktop.domain.door_checks.CheckCode`.
    """
    found = [
        *_place(facts),
        *_people(facts),
        *_consent(facts),
        *_owed(facts),
        *(one for utility in facts.utilities for one in meter_findings(facts, utility)),
    ]
    weights = list(Severity)
    return tuple(sorted(found, key=lambda one: weights.index(one.severity)))


def _place(facts: DoorFacts) -> Iterator[Finding]:
    household = facts.household
    if facts.same_room:
        yield finding(CheckCode.ROOM_TWICE, Severity.HARD, ("household", household, "room_no"))
    area = amount(household, "title_area")
    if area is not None and area <= 0:
        yield finding(CheckCode.AREA, Severity.HARD, ("household", household, "title_area"))
    for name in _PAST_DATES:
        found = day(household, name)
        if found is not None and found > facts.today:
            yield finding(
                CheckCode.DATE_IN_FUTURE,
                Severity.HARD,
                ("household", household, name),
                date=str(found),
            )


def _people(facts: DoorFacts) -> Iterator[Finding]:
    household = facts.household
    number, id_type = text(household, "id_no"), household.get("id_type")
    place = ("household", household, "id_no")
    if number and id_type == _IDENTITY_CARD and not is_identity_card(number, facts.today):
        yield finding(CheckCode.IDENTITY, Severity.HARD, place)
    if number and id_type == _LICENCE and not is_licence(number):
        yield finding(CheckCode.LICENCE, Severity.SOFT, place)
    phone = text(household, "phone")
    if phone and not is_phone(phone):
        yield finding(CheckCode.PHONE, Severity.SOFT, ("household", household, "phone"))
    if household.get("visit_state") in _MET and not text(household, "owner_name"):
        yield finding(
            CheckCode.OWNER_MISSING, Severity.SOFT, ("household", household, "owner_name")
        )


def _consent(facts: DoorFacts) -> Iterator[Finding]:
    """Look at what an answer rests on: a NO needs a basis as a YES does, silence needs none."""
    household = facts.household
    answers = {name: household.get(name) for name in _CHOICES}
    if household.get("visit_state") == VisitState.REFUSED:
        for name, answer in answers.items():
            if answer == Choice.YES:
                yield finding(
                    CheckCode.REFUSED_BUT_CONSENT, Severity.SOFT, ("household", household, name)
                )
    if not _ANSWERED.intersection(answers.values()):
        return
    place = ("household", household, "consent_basis")
    basis = household.get("consent_basis")
    if basis is None:
        yield finding(CheckCode.CONSENT_WITHOUT_BASIS, Severity.PENDING, place)
    elif basis == ConsentBasis.SPOKEN:
        yield finding(CheckCode.CONSENT_NOT_SIGNED, Severity.PENDING, place)
    elif basis == ConsentBasis.COPY:
        yield finding(CheckCode.ORIGINAL_DUE, Severity.PENDING, place)
    elif basis == ConsentBasis.SCREEN and not facts.signed_on_screen:
        yield finding(CheckCode.CONSENT_WITHOUT_INK, Severity.PENDING, place)


def _owed(facts: DoorFacts) -> Iterator[Finding]:
    for name in ("arrears_w", "arrears_e"):
        owed = amount(facts.household, name)
        if owed is not None and owed > 0:
            yield finding(
                CheckCode.ARREARS,
                Severity.SOFT,
                ("household", facts.household, name),
                sum=str(owed),
            )
