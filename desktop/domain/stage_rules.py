"""What each of the six stages needs before it is ended: one function a stage, sources beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from desktop.domain.codes import CommitteeState, Stage
from desktop.domain.stage_facts import (
    PAPERS,
    AcceptanceStanding,
    GateReason,
    Missing,
    VoteStanding,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.domain.stage_facts import Lack, QuarterFacts

PapersAsked: TypeAlias = Mapping[Stage, Sequence[str]]
"""Stage → names of the papers that it asks for."""


def missing_for(
    stage: Stage, facts: QuarterFacts, papers: PapersAsked = PAPERS
) -> tuple[Missing, ...]:
    """Return what ``stage`` still needs before it is ended, of ``papers`` those it asks for."""
    return (*_facts_missing(stage, facts), *_papers_missing(papers.get(stage, ()), facts))


def _papers_missing(papers: Sequence[str], facts: QuarterFacts) -> Iterator[Missing]:
    for paper in papers:
        if paper in facts.refused:
            yield Missing(GateReason.PAPER_REFUSED, {"paper": str(paper)})
        elif paper not in facts.papers:
            yield Missing(GateReason.PAPER, {"paper": str(paper)})
        elif paper in facts.incomplete:
            yield incomplete_paper(str(paper), facts.incomplete[paper])


def incomplete_paper(paper: str, lacks: Sequence[Lack]) -> Missing:
    """Return that a paper on file lacks its number, its date or its scan."""
    return Missing(GateReason.PAPER_INCOMPLETE, {"paper": paper, "lacks": "、".join(lacks)})


def _facts_missing(stage: Stage, facts: QuarterFacts) -> Iterator[Missing]:
    if stage is Stage.SCHEME:
        yield from _scheme_missing(facts)
    elif stage is Stage.WORKS:
        yield from _works_missing(facts)
    elif stage is Stage.HANDOVER:
        yield from _handover_missing(facts)


def _works_missing(facts: QuarterFacts) -> Iterator[Missing]:
    """Arrears cleared (R7); nothing beyond what was approved (R15); safe and sound (plan four)."""
    if facts.in_arrears:
        yield Missing(GateReason.ARREARS, {"count": facts.in_arrears})
    if facts.over_approved:
        yield Missing(GateReason.OVER_APPROVED, {})
    yield from _open_findings(facts)


def _open_findings(facts: QuarterFacts) -> Iterator[Missing]:
    if facts.stopping:
        yield Missing(GateReason.STOPPED, {"count": facts.stopping})
    if facts.blocking > facts.stopping:
        yield Missing(GateReason.FINDINGS, {"count": facts.blocking - facts.stopping})


def _handover_missing(facts: QuarterFacts) -> Iterator[Missing]:
    """Everybody who joined meets the standard, accepted, and nothing dangerous is open (R9).

    What is not accepted is not put into use (L4 art. 17); findings are asked for once more, since
    a quarter may have been entered after its works.
    """
    if facts.met_water < facts.joining_water:
        yield Missing(GateReason.WATER, {"count": facts.joining_water - facts.met_water})
    if facts.met_power < facts.joining_power:
        yield Missing(GateReason.ELECTRICITY, {"count": facts.joining_power - facts.met_power})
    yield from _open_findings(facts)
    for utility, joining, standing in (
        ("水", facts.joining_water, facts.acceptance_water),
        ("电", facts.joining_power, facts.acceptance_power),
    ):
        if standing is AcceptanceStanding.FAILED:
            yield Missing(GateReason.ACCEPTANCE_FAILED, {"utility": utility})
        elif standing is AcceptanceStanding.OPEN or (
            joining and standing is AcceptanceStanding.NONE
        ):
            yield Missing(GateReason.ACCEPTANCE_OPEN, {"utility": utility})


def _scheme_missing(facts: QuarterFacts) -> Iterator[Missing]:
    """Owners' committee first (plan three (1), R6); a survey of enough doors (D13); some join.

    The owners' vote must be over and passed, unless the office goes by their own applications
    (matter 5): which of the two a retrofit needs is its judgement (R1, R5).
    """
    if facts.demolition:
        yield Missing(GateReason.DEMOLITION, {})
    if facts.committee_state not in {CommitteeState.FILED, CommitteeState.ACTING_BODY}:
        yield Missing(GateReason.COMMITTEE, {})
    if not facts.households:
        yield Missing(GateReason.NO_HOUSEHOLDS, {})
    elif facts.visited * 100 < facts.visited_share * facts.households:
        yield Missing(
            GateReason.SURVEY,
            {
                "visited": facts.visited,
                "households": facts.households,
                "share": facts.visited_share,
            },
        )
    elif not facts.joining_water and not facts.joining_power:
        yield Missing(GateReason.NOBODY_JOINS, {})
    if facts.vote is VoteStanding.NONE:
        yield Missing(GateReason.VOTE, {})
    elif facts.vote is VoteStanding.OPEN:
        yield Missing(GateReason.VOTE_OPEN, {})
    elif facts.vote is VoteStanding.LOST:
        yield Missing(GateReason.VOTE_LOST, {})
