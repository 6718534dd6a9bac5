"""What the gates between the six stages look at, and what they may find missing.

Sources: municipal plan, part four (4); check list C01-C04 (``acceptance_and_rules.md``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.codes import Stage

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    PAPER_INCOMPLETE = "gate-paper-incomplete"
    OVER_APPROVED = "gate-over-approved"
    STOPPED = "gate-works-stopped"
    FINDINGS = "gate-blocking-findings"
    ACCEPTANCE_OPEN = "gate-acceptance-open"
    ACCEPTANCE_FAILED = "gate-acceptance-failed"


class Lack(StrEnum):
    """What a paper on file may lack, as offices say it."""

    NUMBER = "文号"
    DATE = "日期"
    SCAN = "扫描件"


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
"""Which paper ends which stage: plan four (4); C01, C03, C04 of the check list; L13 art. 14.

What the template that ships says as well (``resources/stages``); an office may say otherwise.
"""


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
        incomplete: of the papers, those that count only when complete and lack something: the
            name and what it lacks.
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
    incomplete: Mapping[str, tuple[Lack, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that a gate still needs: a message code and what fills its placeholders."""

    code: StrEnum
    details: Mapping[str, object]

    @property
    def key(self) -> str:
        """What names it in an override: its code, and the paper where it is one."""
        paper = self.details.get("paper")
        return f"{self.code}:{paper}" if paper else str(self.code)
