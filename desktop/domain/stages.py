"""The six stages of a quarter's project and the gates between them.

方案制定、成本核算、投资评审、上报审批、组织实施、验收移交 (municipal plan, part four (4)).
The stage a quarter stands in is computed from its facts and papers, never typed. What each stage
needs is a table, so that an office with other rules changes data and not the rule.

Most quarters were somewhere in the six stages when the ledger began (补录): what is absent of the
stages before that is listed and blocks nothing. A leader may let a gate pass with a written
reason: what is passed over stays listed with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.codes import CommitteeState, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

VISITED_SHARE = 75
"""Per cent of households that must have been visited (D13); a parameter of the scheme."""


class GateReason(StrEnum):
    """What a gate still needs; the values are message codes."""

    COMMITTEE = "gate-committee-first"
    SURVEY = "gate-survey-incomplete"
    NOBODY_JOINS = "gate-nobody-joins"
    PAPER = "gate-paper-missing"
    WATER = "gate-water-not-met"
    ELECTRICITY = "gate-electricity-not-met"
    DEMOLITION = "gate-demolition-planned"
    ARREARS = "gate-arrears"
    CERTIFICATE = "gate-certificate-missing"
    NO_HOUSEHOLDS = "gate-no-households"
    VOTE = "gate-vote-missing"
    VOTE_OPEN = "gate-vote-open"
    VOTE_LOST = "gate-vote-lost"
    PAPER_REFUSED = "gate-paper-refused"
    OVER_APPROVED = "gate-over-approved"
    STOPPED = "gate-works-stopped"
    FINDINGS = "gate-blocking-findings"
    ACCEPTANCE_OPEN = "gate-acceptance-open"
    ACCEPTANCE_FAILED = "gate-acceptance-failed"


class VoteStanding(StrEnum):
    """How the owners' vote about the works stands; the law of its day judged it.

    ``APPLICATION`` is the office's choice to go by the owners' own applications (matter 5, R5).
    """

    NONE = "none"
    APPLICATION = "application"
    OPEN = "open"
    PASSED = "passed"
    LOST = "lost"


class AcceptanceStanding(StrEnum):
    """How the acceptance of one utility stands."""

    NONE = "none"
    OPEN = "open"
    PASSED = "passed"
    FAILED = "failed"


class Paper(StrEnum):
    """The papers that the stages ask for, by their Chinese names as offices file them."""

    SCHEME = "改造方案"
    ESTIMATE_WATER = "水改预算"
    ESTIMATE_POWER = "电改预算"
    REVIEW = "财政评审结论"
    APPROVAL = "批复"
    CONTRACT = "施工合同"
    SUPERVISION = "监理合同"
    PRESSURE_TEST = "试压记录"
    NOTICE_WATER = "验收通知(供水)"
    NOTICE_POWER = "验收通知(供电)"
    COMPLETION = "竣工资料"


PAPERS: Mapping[Stage, tuple[Paper, ...]] = {
    Stage.SCHEME: (Paper.SCHEME,),
    Stage.COSTING: (Paper.ESTIMATE_WATER, Paper.ESTIMATE_POWER),
    Stage.REVIEW: (Paper.REVIEW,),
    Stage.APPROVAL: (Paper.APPROVAL,),
    Stage.WORKS: (Paper.CONTRACT, Paper.SUPERVISION, Paper.PRESSURE_TEST, Paper.COMPLETION),
    Stage.HANDOVER: (Paper.NOTICE_WATER, Paper.NOTICE_POWER),
}
"""Which paper ends which stage: plan four (4); C01, C03, C04 of the check list; L13 art. 14."""


@dataclass(frozen=True, slots=True)
class QuarterFacts:
    """What the gates need to know of one quarter.

    Attributes:
        households: households in the ledger.
        visited: households visited, by phone or proxy included.
        joining_water / joining_power: households that agreed to the works.
        met_water / met_power: joining households whose verdict is met.
        in_arrears: joining households with arrears for water (W19: cleared before works).
        committee_state: code 业主委员会情况, or None.
        demolition: whether demolition within five years is planned (D9).
        papers: the papers on file.
        certificate_issued: whether an acceptance certificate was issued.
        refused: of the papers, those that were turned down.
        vote: how the vote about the works stands.
        over_approved: whether the works cost more than was approved (R15).
        blocking: findings that keep a stage from ending; ``stopping`` of these stop the works.
        acceptance_water / acceptance_power: how the acceptances stand.
        visited_share: per cent that must have been visited, as set on the day.
    """

    households: int
    visited: int
    joining_water: int
    joining_power: int
    met_water: int
    met_power: int
    in_arrears: int
    committee_state: int | None
    demolition: bool
    papers: frozenset[str]
    certificate_issued: bool = False
    refused: frozenset[str] = frozenset()
    vote: VoteStanding = VoteStanding.NONE
    over_approved: bool = False
    blocking: int = 0
    stopping: int = 0
    acceptance_water: AcceptanceStanding = AcceptanceStanding.NONE
    acceptance_power: AcceptanceStanding = AcceptanceStanding.NONE
    visited_share: int = VISITED_SHARE


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that a gate still needs: a message code and what fills its placeholders."""

    code: GateReason
    details: Mapping[str, object]

    @property
    def key(self) -> str:
        """What names it in an override: its code, and the paper where it is one."""
        paper = self.details.get("paper")
        return f"{self.code}:{paper}" if paper else str(self.code)


@dataclass(frozen=True, slots=True)
class Override:
    """What a leader let pass.

    Attributes:
        id: of the record.
        stage: whose gate.
        keys: what is passed over (:attr:`Missing.key`); anything else blocks as ever.
        reason: as written.
        by: who decided; ``at`` when.
    """

    id: str
    stage: Stage
    keys: frozenset[str]
    reason: str
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class GateReport:
    """Where a quarter stands.

    Attributes:
        stage: the stage it is in.
        complete: whether nothing is missing any more, the last stage included.
        missing: what the next gate still needs, empty when ``complete``.
        absent: what is missing of the stages before the one it entered in (缺件); blocks nothing.
        passed_over: what is missing and was let pass.
        overrides: what let it pass, withdrawn ones left out.
    """

    stage: Stage
    complete: bool
    missing: tuple[Missing, ...]
    absent: tuple[tuple[Stage, Missing], ...] = ()
    passed_over: tuple[tuple[Stage, Missing], ...] = ()
    overrides: tuple[Override, ...] = ()


def gate(
    facts: QuarterFacts, *, entered: Stage = Stage.SCHEME, overrides: Sequence[Override] = ()
) -> GateReport:
    """Return the first stage whose requirements are not all met, and those requirements.

    No order of events passes a gate that the facts do not: every stage is judged anew. Stages
    before ``entered`` are over; an override passes over what it names and nothing else.
    """
    absent = tuple((s, m) for s in Stage if s < entered for m in missing_for(s, facts))
    passed: list[tuple[Stage, Missing]] = []
    for stage in Stage:
        if stage < entered:
            continue
        keys = _passed_over(stage, overrides)
        found = missing_for(stage, facts)
        passed.extend((stage, missing) for missing in found if missing.key in keys)
        missing = tuple(one for one in found if one.key not in keys)
        if missing:
            return GateReport(
                stage,
                complete=False,
                missing=missing,
                absent=absent,
                passed_over=tuple(passed),
                overrides=tuple(overrides),
            )
    return GateReport(
        Stage.HANDOVER,
        complete=True,
        missing=(),
        absent=absent,
        passed_over=tuple(passed),
        overrides=tuple(overrides),
    )


NEVER_PASSED_OVER = frozenset(
    {GateReason.STOPPED, GateReason.CERTIFICATE, GateReason.NO_HOUSEHOLDS}
)
"""No leader's word replaces these: danger, a certificate, and having anybody to do it for."""


def may_be_passed_over(missing: Missing) -> bool:
    """Return whether a leader may let ``missing`` pass with a written reason."""
    return missing.code not in NEVER_PASSED_OVER


def _passed_over(stage: Stage, overrides: Sequence[Override]) -> frozenset[str]:
    named = frozenset(key for one in overrides if one.stage is stage for key in one.keys)
    return named - frozenset(map(str, NEVER_PASSED_OVER))


def missing_for(stage: Stage, facts: QuarterFacts) -> tuple[Missing, ...]:
    """Return what ``stage`` still needs before it is ended."""
    return (*_facts_missing(stage, facts), *_papers_missing(stage, facts))


def _papers_missing(stage: Stage, facts: QuarterFacts) -> Iterator[Missing]:
    for paper in PAPERS[stage]:
        if paper in facts.refused:
            yield Missing(GateReason.PAPER_REFUSED, {"paper": str(paper)})
        elif paper not in facts.papers:
            yield Missing(GateReason.PAPER, {"paper": str(paper)})


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


def missing_for_form(
    form_type: str,
    facts: QuarterFacts,
    *,
    entered: Stage = Stage.SCHEME,
    overrides: Sequence[Override] = (),
) -> tuple[Missing, ...]:
    """Return what keeps a form of ``form_type`` from being issued (R8, R9, C01–C04).

    The certificate needs every stage; a handover list needs the certificate besides. What both
    companies sign rests on the facts of acceptance themselves: no override counts there.
    """
    earlier = [one for one in overrides if one.stage is not Stage.HANDOVER]
    missing = gate(facts, entered=entered, overrides=earlier).missing
    if form_type.startswith("handover-") and not missing and not facts.certificate_issued:
        return (Missing(GateReason.CERTIFICATE, {}),)
    return missing
