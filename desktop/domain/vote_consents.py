"""Which recorded consents of the survey may stand as ballots: signed and dated ones only.

A consent to take part in the works is no ballot by itself; a person says so, for a stated vote and
from a stated day on (decision 8, R5).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.codes import Choice, ConsentBasis

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

SILENT = "vote-consent-silent"
UNSIGNED = "vote-consent-unsigned"
UNDATED = "vote-consent-undated"
TOO_EARLY = "vote-consent-early"
DIFFERS = "vote-consent-differs"

_SIGNED = frozenset({int(ConsentBasis.PAPER), int(ConsentBasis.SCREEN)})
_SAID = frozenset({int(Choice.YES), int(Choice.NO), int(Choice.ABSTAIN)})


def consent_choice(
    water: int | None,
    power: int | None,
    basis: int | None,
    signed_on: date | None,
    *,
    since: date,
) -> tuple[Choice, str]:
    """Return the choice that a household's consent stands for, or silence and why not.

    Water and electricity are answered apart; where the two answers differ there is no one voice on
    the matter, and the household casts a ballot of its own.

    Args:
        water: consent to the water works, code of :class:`Choice` or None.
        power: consent to the electricity works likewise.
        basis: code of :class:`ConsentBasis` or None.
        signed_on: day of the signature.
        since: the first day whose signatures stand, as the person said.
    """
    answers = {answer for answer in (water, power) if answer in _SAID}
    if not answers:
        return Choice.SILENT, SILENT
    if basis not in _SIGNED:
        return Choice.SILENT, UNSIGNED
    if signed_on is None:
        return Choice.SILENT, UNDATED
    if signed_on < since:
        return Choice.SILENT, TOO_EARLY
    if len(answers) > 1:
        return Choice.SILENT, DIFFERS
    return Choice(answers.pop() or 0), ""


def answer_of(ticks: Iterable[bool | None]) -> Choice | None:
    """Return a household's answer to the works by the boxes on its signed ballots, or None.

    The boxes 水表改造 and 电表改造 are the household's own answer, apart from its vote on the
    matter: a yes to the matter is no application (R5). Co-owners must have ticked alike.
    """
    different = {tick for tick in ticks if tick is not None}
    if len(different) != 1:
        return None
    return Choice.YES if different.pop() else Choice.NO
