"""The owners' committee first, then the works (plan three (1); R6).

A committee is filed with the district office and the street within 30 days of its election
(L3 art. 16); where there is none, a body may act in its place (L1 art. 277 only says that the
neighbourhood committee guides and helps).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from desktop.domain.codes import CommitteeState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop.domain.values import Record


@dataclass(frozen=True, slots=True)
class CommitteeFinding:
    """One thing about a committee that a person must know: message code and details."""

    code: str
    details: Mapping[str, object]


def committee_findings(
    committee: Record, members: Sequence[Record], today: date, filing_days: int
) -> tuple[CommitteeFinding, ...]:
    """Return what is wrong with or due for a committee.

    Args:
        committee: its record.
        members: its members.
        today: the day.
        filing_days: days to file it in, by the rule of the day of its election.
    """
    return tuple(_findings(committee, members, today, filing_days))


def _findings(
    committee: Record, members: Sequence[Record], today: date, filing_days: int
) -> Iterable[CommitteeFinding]:
    elected, filed = committee.get("elected_on"), committee.get("filed_on")
    state = committee.get("state")
    if isinstance(elected, date):
        last = elected + timedelta(days=filing_days)
        if isinstance(filed, date) and filed > last:
            yield CommitteeFinding("committee-filed-late", {"days": (filed - last).days})
        elif filed is None and today > last:
            yield CommitteeFinding("committee-filing-overdue", {"last": last.isoformat()})
        elif filed is None:
            yield CommitteeFinding("committee-to-file", {"last": last.isoformat()})
    if isinstance(elected, date) and isinstance(filed, date) and filed < elected:
        yield CommitteeFinding("committee-filed-before", {})
    ends = committee.get("term_to")
    if isinstance(ends, date) and ends < today:
        yield CommitteeFinding("committee-term-over", {"ended": ends.isoformat()})
    if state == CommitteeState.ACTING_BODY and not committee.get("acting_body"):
        yield CommitteeFinding("committee-acting-body", {})
    if state == CommitteeState.FILED and filed is None:
        yield CommitteeFinding("committee-filed-without-date", {})
    if members and not any(member.get("party_member") for member in members):
        yield CommitteeFinding("committee-no-party-member", {})


def standing(committees: Sequence[Record]) -> tuple[int | None, date | None]:
    """Return state and day of filing that hold for a quarter: those of its newest committee.

    The newest is the one elected last; without a day of election the one recorded last.
    """
    if not committees:
        return None, None
    newest = max(
        enumerate(committees),
        key=lambda pair: (pair[1].get("elected_on") or date.min, pair[0]),
    )[1]
    state, filed = newest.get("state"), newest.get("filed_on")
    return (
        state if isinstance(state, int) else None,
        filed if isinstance(filed, date) else None,
    )
