"""The days of a vote: announced long enough before, ended before it is closed (L3 art. 14)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.project_codes import Matter

if TYPE_CHECKING:
    from datetime import date

    from desktop.domain.vote_count import VoteFacts


def date_findings(facts: VoteFacts) -> tuple[str, ...]:
    """Return what is wrong with the days, as codes of the message catalogue.

    A meeting of the owners is announced ``vote-notice-days`` before it begins (L3 art. 14). A
    household's own application is no meeting and is announced to nobody.
    """
    found = []
    if facts.first is None or facts.last is None:
        found.append("vote-dates-missing")
    elif facts.last < facts.first:
        found.append("vote-dates-order")
    if facts.matter is Matter.OWN_APPLICATION:
        return tuple(found)
    if facts.announced_on is None:
        found.append("vote-notice-missing")
    elif facts.first is not None:
        if facts.announced_on > facts.first:
            found.append("vote-notice-after")
        elif (facts.first - facts.announced_on).days < facts.notice_days:
            found.append("vote-notice-short")
    return tuple(found)


def closing_refusal(facts: VoteFacts, today: date) -> str:
    """Return why the vote cannot be closed on ``today``, as a message code; empty when it can.

    Closing before the announced last day would take the vote from whoever still has time.
    """
    if facts.first is None or facts.last is None:
        return "vote-dates-missing"
    if facts.last < facts.first:
        return "vote-dates-order"
    return "vote-still-running" if facts.last > today else ""
