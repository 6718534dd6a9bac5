"""What a ballot is worth: which count, which do not and why, and how several become one voice."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.codes import Choice, ConsentBasis
from desktop.domain.project_codes import SignerKind

if TYPE_CHECKING:
    from datetime import date

SPOKEN = "vote-ballot-spoken"
NO_BASIS = "vote-ballot-no-basis"
NO_PROXY = "vote-ballot-no-proxy"
EARLY = "vote-ballot-early"
LATE = "vote-ballot-late"
OUTSIDE = "vote-ballot-outside"
COPY = "vote-ballot-copy"
UNDATED = "vote-ballot-undated"
CO_OWNERS_DIFFER = "vote-co-owners-differ"
OWNER_DIFFERS = "vote-owner-differs"
AREA_MISSING = "vote-area-missing"

DISAGREEING = Choice.ABSTAIN
"""What several ballots of one part, or several parts of one owner, say that do not say the same.

Co-owners have one head and one area, and must agree: else they take part and abstain. The order of
the ballots never matters.
"""

_CHOICES = {int(choice): choice for choice in (Choice.YES, Choice.NO, Choice.ABSTAIN)}
_SPOKEN, _COPY = int(ConsentBasis.SPOKEN), int(ConsentBasis.COPY)
_PROXY = int(SignerKind.PROXY)


class BallotRow(NamedTuple):
    """One ballot as it is stored and shown; the day as ISO text."""

    id: str
    household_id: str
    choice: int | None
    basis: int | None
    signer_kind: int | None
    signer: str | None
    proxy_document: str | None
    cast_on: str | None
    water_yes: int | None
    elec_yes: int | None
    note: str | None


class BallotFacts(NamedTuple):
    """One ballot as the count sees it: nobody's name.

    Attributes:
        id: its record.
        part: household id.
        choice: code of :class:`Choice`, or None.
        basis: code of :class:`ConsentBasis`, or None.
        signer: code of :class:`SignerKind`, or None.
        proxy: whether a proxy document is named.
        cast_on: day of the signature, or None.
    """

    id: str
    part: str
    choice: int | None
    basis: int | None
    signer: int | None
    proxy: bool
    cast_on: date | None


def refusal(ballot: BallotFacts, first: date | None, last: date | None) -> str:
    """Return why a ballot does not count, as a message code; empty when it does or says nothing.

    A spoken answer is no ballot: silence and abstention never are consent, and what nobody signed
    cannot be shown to anyone (R5). A proxy needs a written proxy (L3 art. 12). A ballot signed
    outside the days announced is none of this vote.

    Args:
        ballot: the ballot.
        first: first day of voting; None when not set.
        last: last day of voting; None when not set.
    """
    if said(ballot) is None:
        return ""
    if ballot.basis == _SPOKEN:
        return SPOKEN
    if ballot.basis is None:
        return NO_BASIS
    if ballot.signer == _PROXY and not ballot.proxy:
        return NO_PROXY
    return _outside(ballot.cast_on, first, last)


def remarks(ballot: BallotFacts) -> tuple[str, ...]:
    """Return what must still be done about a ballot that counts: bring the original, date it."""
    found = []
    if ballot.basis == _COPY:
        found.append(COPY)
    if ballot.cast_on is None:
        found.append(UNDATED)
    return tuple(found)


def said(ballot: BallotFacts) -> Choice | None:
    """Return what was said; None for an empty or silent ballot, which takes no part."""
    return _CHOICES.get(ballot.choice or 0)


def _outside(cast: date | None, first: date | None, last: date | None) -> str:
    if cast is not None and first is not None and cast < first:
        return EARLY
    return LATE if cast is not None and last is not None and cast > last else ""
