"""The six stages of a quarter's project and the gates between them.

方案制定、成本核算、投资评审、上报审批、组织实施、验收移交 (municipal plan, part four (4)).
The stage a quarter stands in is computed from its facts and papers, never typed. What each stage
needs is a table, so that an office with other rules changes data and not the rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.codes import CommitteeState, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that a gate still needs: a message code and what fills its placeholders."""

    code: GateReason
    details: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class GateReport:
    """Where a quarter stands.

    Attributes:
        stage: the stage it is in.
        complete: whether nothing is missing any more, the last stage included.
        missing: what the next gate still needs, empty when ``complete``.
    """

    stage: Stage
    complete: bool
    missing: tuple[Missing, ...]


def gate(facts: QuarterFacts) -> GateReport:
    """Return the first stage whose requirements are not all met, and those requirements.

    No order of events passes a gate that the facts do not: every earlier stage is judged anew.
    """
    for stage in Stage:
        missing = missing_for(stage, facts)
        if missing:
            return GateReport(stage, complete=False, missing=missing)
    return GateReport(Stage.HANDOVER, complete=True, missing=())


def missing_for(stage: Stage, facts: QuarterFacts) -> tuple[Missing, ...]:
    """Return what ``stage`` still needs before it is ended."""
    papers = (
        Missing(GateReason.PAPER, {"paper": str(paper)})
        for paper in PAPERS[stage]
        if paper not in facts.papers
    )
    return (*_facts_missing(stage, facts), *papers)


def _facts_missing(stage: Stage, facts: QuarterFacts) -> Iterator[Missing]:
    if stage is Stage.SCHEME:
        yield from _scheme_missing(facts)
    elif stage is Stage.WORKS and facts.in_arrears:
        yield Missing(GateReason.ARREARS, {"count": facts.in_arrears})
    elif stage is Stage.HANDOVER:
        if facts.met_water < facts.joining_water:
            yield Missing(GateReason.WATER, {"count": facts.joining_water - facts.met_water})
        if facts.met_power < facts.joining_power:
            yield Missing(GateReason.ELECTRICITY, {"count": facts.joining_power - facts.met_power})


def _scheme_missing(facts: QuarterFacts) -> Iterator[Missing]:
    """Owners' committee first (plan three (1), R6); a survey of enough doors (D13); some join."""
    if facts.demolition:
        yield Missing(GateReason.DEMOLITION, {})
    if facts.committee_state not in {CommitteeState.FILED, CommitteeState.ACTING_BODY}:
        yield Missing(GateReason.COMMITTEE, {})
    if not facts.households:
        yield Missing(GateReason.NO_HOUSEHOLDS, {})
    elif facts.visited * 100 < VISITED_SHARE * facts.households:
        yield Missing(
            GateReason.SURVEY,
            {"visited": facts.visited, "households": facts.households, "share": VISITED_SHARE},
        )
    elif not facts.joining_water and not facts.joining_power:
        yield Missing(GateReason.NOBODY_JOINS, {})


def missing_for_form(form_type: str, facts: QuarterFacts) -> tuple[Missing, ...]:
    """Return what keeps a form of ``form_type`` from being issued (R8, R9, C01–C04).

    The certificate needs every stage; a handover list needs the certificate besides.
    """
    missing = gate(facts).missing
    if form_type.startswith("handover-") and not missing and not facts.certificate_issued:
        return (Missing(GateReason.CERTIFICATE, {}),)
    return missing
