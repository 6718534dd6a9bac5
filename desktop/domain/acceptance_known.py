"""What the ledger knows of households and quarter, as the rules of acceptance see it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.codes import WaterRole
from desktop.domain.meters import OUT_OF_USE
from desktop.domain.project_codes import PROJECT_PART, CheckResult, ProjectPart

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from desktop.domain.cost import CostFacts
    from desktop.domain.measurement import Reason
    from desktop.domain.values import Record
    from desktop.domain.verdict import Verdict

_HOUSEHOLD_ROLES = (None, int(WaterRole.HOUSEHOLD))


class ComputedReason(StrEnum):
    """Why the ledger does not say "met"; the values are message codes."""

    NO_METER = "computed-no-meter"
    NOT_VERIFIED = "computed-not-verified"
    EXPIRED = "computed-expired"
    NOT_CROSSCHECKED = "computed-not-crosschecked"
    SEAL_MISSING = "computed-seal-missing"
    READING_MISSING = "computed-reading-missing"
    PHOTO_MISSING = "computed-photo-missing"
    ARREARS = "computed-arrears"
    ARREARS_NOT_RECORDED = "computed-arrears-not-recorded"
    PAPER_MISSING = "computed-paper-missing"
    NO_VOTE = "computed-no-vote"
    VOTE_LOST = "computed-vote-lost"
    NO_NOTICE = "computed-no-notice"
    NOT_ATTENDED = "computed-not-attended"
    DEFECT_UNDATED = "computed-defect-undated"
    WORKS_STOPPED = "computed-works-stopped"
    NO_BUDGET = "computed-no-budget"
    NO_SETTLEMENT = "computed-no-settlement"
    SETTLEMENT_OVER = "computed-settlement-over"
    ITEM_OVER = "computed-item-over"


@dataclass(frozen=True, slots=True)
class ComputedResult:
    """What the ledger says: pass, fail or, with None, that it does not know."""

    result: CheckResult | None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class HouseholdKnown:
    """What the ledger knows of one household that takes part.

    Attributes:
        kind: ``water_meter`` or ``electricity_meter``.
        verdict: one household one meter.
        meters: records of its meters of this utility, closed ones included.
        arrears: what is owed, in 元; None when nobody asked.
        photographed: whether a photo of the old or new meter is there.
    """

    kind: str
    verdict: Verdict
    meters: Sequence[Record]
    arrears: Decimal | None
    photographed: bool

    @property
    def own(self) -> list[Record]:
        """The household's meters in use."""
        return [
            meter
            for meter in self.meters
            if meter["state"] not in OUT_OF_USE and meter["role"] in _HOUSEHOLD_ROLES
        ]


@dataclass(frozen=True, slots=True)
class Notice:
    """A company that was told of the acceptance: ``party`` is its part in the project."""

    party: ProjectPart
    sent_on: date | None
    replied_on: date | None
    attended: bool


@dataclass(frozen=True, slots=True)
class DefectKnown:
    """An open or closed defect as far as acceptance looks at it."""

    state: int | None
    severity: int | None
    due_on: date | None
    responsible: str


@dataclass(frozen=True, slots=True)
class QuarterKnown:
    """What the ledger knows of the quarter as a whole.

    Attributes:
        papers: papers on file.
        vote: (closed, passed) of the owners' vote; None when none is in the ledger.
        notices: notices of this acceptance.
        companies: whose notice and attendance is needed.
        defects: defects of the quarter's acceptances and inspections.
        costs: budget, settlement and the limits they pass; None without any cost on record.
    """

    papers: frozenset[str]
    vote: tuple[bool, bool] | None
    notices: tuple[Notice, ...]
    companies: tuple[ProjectPart, ...]
    defects: tuple[DefectKnown, ...] = field(default=())
    costs: CostFacts | None = None


def companies_needed(*, water: bool, electricity: bool) -> tuple[ProjectPart, ...]:
    """Return the companies to be told and to come (C03, R8): of the utilities being rebuilt.

    Args:
        water: whether any household joins the works for water.
        electricity: whether any joins those for electricity.
    """
    wanted = ((water, ProjectPart.WATER_COMPANY), (electricity, ProjectPart.POWER_COMPANY))
    return tuple(party for needed, party in wanted if needed)


def company_words(party: ProjectPart) -> dict[str, str]:
    """Return what fills the placeholders of a sentence about a company, in both languages."""
    return {
        "company": PROJECT_PART.label(int(party), "zh_CN"),
        "company_en": PROJECT_PART.label(int(party), "en"),
    }
