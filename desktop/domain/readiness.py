"""Which quarters can be retrofitted next: ready, nearly ready, or not eligible, and why.

The plan has the offices survey everything and choose by condition and wish, "one that is ready,
one that is done" (plan three (2), four (1)). Shares are per cent.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.codes import CommitteeState
from desktop.domain.stages import VoteStanding

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_COMMITTEE = frozenset({CommitteeState.FILED, CommitteeState.ACTING_BODY})
_HUNDRED = Decimal(100)


class Readiness(StrEnum):
    """How far a quarter is from being chosen."""

    READY = "ready"
    NEARLY = "nearly"
    NOT_ELIGIBLE = "not-eligible"


class ReadyReason(StrEnum):
    """Why a quarter is not ready; the value is the message code."""

    DEMOLITION = "readiness-demolition"
    RETROFITTED = "readiness-retrofitted"
    BUILT_LATER = "readiness-built-later"
    DONE = "readiness-done"
    FINISHED = "readiness-finished"
    YEAR_UNKNOWN = "readiness-year-unknown"
    BUILT_PARTLY_LATER = "readiness-built-partly-later"
    NO_HOUSEHOLDS = "readiness-no-households"
    COMMITTEE = "readiness-committee"
    SURVEY = "readiness-survey"
    VOTE = "readiness-vote"
    VOTE_OPEN = "readiness-vote-open"
    VOTE_LOST = "readiness-vote-lost"
    NOBODY_JOINS = "readiness-nobody-joins"
    ARREARS = "readiness-arrears"
    COST_UNKNOWN = "readiness-cost-unknown"
    COST_HIGH = "readiness-cost-high"


PLACES: Mapping[ReadyReason, tuple[str, str]] = {
    ReadyReason.DEMOLITION: ("quarters", "sa_demolition"),
    ReadyReason.RETROFITTED: ("quarters", "sa_retrofitted"),
    ReadyReason.BUILT_LATER: ("quarters", "built_to"),
    ReadyReason.DONE: ("acceptance", ""),
    ReadyReason.FINISHED: ("stages", "stages"),
    ReadyReason.YEAR_UNKNOWN: ("quarters", "built_from"),
    ReadyReason.BUILT_PARTLY_LATER: ("quarters", "built_to"),
    ReadyReason.NO_HOUSEHOLDS: ("exchange", ""),
    ReadyReason.COMMITTEE: ("stages", "committee"),
    ReadyReason.SURVEY: ("survey", ""),
    ReadyReason.VOTE: ("stages", "votes"),
    ReadyReason.VOTE_OPEN: ("stages", "votes"),
    ReadyReason.VOTE_LOST: ("stages", "votes"),
    ReadyReason.NOBODY_JOINS: ("survey", ""),
    ReadyReason.ARREARS: ("ledger", ""),
    ReadyReason.COST_UNKNOWN: ("stages", "money"),
    ReadyReason.COST_HIGH: ("stages", "money"),
}
"""Reason → page, and its tab or on the page of quarters its field, where it is settled."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that holds a quarter back, or that is worth knowing: message code and details."""

    code: ReadyReason
    details: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ReadinessFacts:
    """What is known of a quarter.

    Attributes:
        built_from, built_to: years of the oldest and the newest building; None unknown.
        retrofitted: water and electricity were retrofitted earlier.
        demolition: to be demolished within five years (D9).
        finished: all six stages of its project are complete.
        committee_state: code of ``CommitteeState``, or None.
        households: how many there are.
        visited: visited, by phone or proxy included.
        joining: households that agreed to the works, of the utility where more did.
        done: households that meet the standard, of the utility where fewer do.
        shared: households whose water or electricity is metered together with others.
        vote: how the owners' vote about the works stands.
        in_arrears: joined the water works and owe for water.
        buildings: how many there are; ``hazards`` of them with a hazard on record.
        hardship: households in hardship.
        cost: expected cost per household, yuan; None unknown.
    """

    built_from: int | None = None
    built_to: int | None = None
    retrofitted: bool = False
    demolition: bool = False
    finished: bool = False
    committee_state: int | None = None
    households: int = 0
    visited: int = 0
    joining: int = 0
    done: int = 0
    shared: int = 0
    vote: VoteStanding = VoteStanding.NONE
    in_arrears: int = 0
    buildings: int = 0
    hazards: int = 0
    hardship: int = 0
    cost: Decimal | None = None

    @property
    def year(self) -> int | None:
        """Year of its oldest building."""
        return self.built_from if self.built_from is not None else self.built_to


@dataclass(frozen=True, slots=True)
class ReadinessRules:
    """The office's own lines, as they hold on the day.

    Attributes:
        built_before: last year of building that is eligible (D35, D36).
        visited_share: least share of households visited (D13).
        cost_most: highest cost per household, yuan; 0 for no limit.
    """

    built_before: int = 2000
    visited_share: Decimal = Decimal(75)
    cost_most: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Standing:
    """The answer for one quarter.

    Attributes:
        readiness: the group it stands in.
        reasons: why it is not eligible, or what it still needs; empty for a ready one.
        remarks: what does not hold it back and must be known.
    """

    readiness: Readiness
    reasons: tuple[Reason, ...] = ()
    remarks: tuple[Reason, ...] = ()


def readiness(facts: ReadinessFacts, rules: ReadinessRules) -> Standing:
    """Judge one quarter.

    What nobody at the office can mend makes it not eligible; everything else is something to do.
    """
    remarks = tuple(_remarks(facts, rules))
    if why := tuple(_barred(facts, rules)):
        return Standing(Readiness.NOT_ELIGIBLE, why, remarks)
    missing = tuple(_missing(facts, rules))
    return Standing(Readiness.NEARLY if missing else Readiness.READY, missing, remarks)


def share(part: int, whole: int) -> Decimal:
    """Return ``part`` of ``whole`` in per cent with one place, 0 for nothing."""
    if whole <= 0:
        return Decimal("0.0")
    return (part * _HUNDRED / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _barred(facts: ReadinessFacts, rules: ReadinessRules) -> Iterable[Reason]:
    """Demolition (D9), earlier works, too young (D35, D36), nothing left to do."""
    if facts.demolition:
        yield Reason(ReadyReason.DEMOLITION, {})
    if facts.retrofitted:
        yield Reason(ReadyReason.RETROFITTED, {})
    if facts.year is not None and facts.year > rules.built_before:
        yield Reason(
            ReadyReason.BUILT_LATER, {"year": facts.year, "built_before": rules.built_before}
        )
    if facts.finished:
        yield Reason(ReadyReason.FINISHED, {})
    elif facts.households and facts.done >= facts.households:
        yield Reason(ReadyReason.DONE, {"households": facts.households})


def _remarks(facts: ReadinessFacts, rules: ReadinessRules) -> Iterable[Reason]:
    """Money goes first to what was built by the year; the rest of a mixed quarter may (D35)."""
    first, last = facts.year, facts.built_to
    if first is not None and last is not None and first <= rules.built_before < last:
        yield Reason(
            ReadyReason.BUILT_PARTLY_LATER, {"year": last, "built_before": rules.built_before}
        )


def _missing(facts: ReadinessFacts, rules: ReadinessRules) -> Iterable[Reason]:
    """Year, committee first (plan three (1), R6), survey (D13), vote, arrears (D3, D8), cost."""
    if facts.year is None:
        yield Reason(ReadyReason.YEAR_UNKNOWN, {})
    if facts.committee_state not in _COMMITTEE:
        yield Reason(ReadyReason.COMMITTEE, {})
    if not facts.households:
        yield Reason(ReadyReason.NO_HOUSEHOLDS, {})
        return
    if facts.visited * _HUNDRED < rules.visited_share * facts.households:
        details = {
            "visited": facts.visited,
            "households": facts.households,
            "share": _plain(rules.visited_share),
        }
        yield Reason(ReadyReason.SURVEY, details)
    yield from _consent(facts)
    if facts.in_arrears:
        yield Reason(ReadyReason.ARREARS, {"count": facts.in_arrears})
    yield from _cost(facts, rules)


def _consent(facts: ReadinessFacts) -> Iterable[Reason]:
    """Silence is never consent: a vote that passed, or applications of those who join."""
    details = {"joining": facts.joining, "share": str(share(facts.joining, facts.households))}
    if facts.vote is VoteStanding.NONE:
        yield Reason(ReadyReason.VOTE, details)
    elif facts.vote is VoteStanding.OPEN:
        yield Reason(ReadyReason.VOTE_OPEN, {})
    elif facts.vote is VoteStanding.LOST:
        yield Reason(ReadyReason.VOTE_LOST, {})
    elif not facts.joining:
        yield Reason(ReadyReason.NOBODY_JOINS, {})


def _cost(facts: ReadinessFacts, rules: ReadinessRules) -> Iterable[Reason]:
    """Only where the office has set a limit."""
    if not rules.cost_most:
        return
    if facts.cost is None:
        yield Reason(ReadyReason.COST_UNKNOWN, {"most": _plain(rules.cost_most)})
    elif facts.cost > rules.cost_most:
        details = {"cost": f"{facts.cost:,.2f}", "most": _plain(rules.cost_most)}
        yield Reason(ReadyReason.COST_HIGH, details)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
