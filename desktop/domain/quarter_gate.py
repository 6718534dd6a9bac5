"""Where a quarter stands, as lists of quarters show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.codes import Stage
from desktop.domain.stages import GateReason

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

    from desktop.domain.stage_dates import StageDue
    from desktop.domain.stages import GateReport, Missing

_WITH_WHOM: Mapping[Stage, str] = {
    Stage.SCHEME: "gate-with-street",
    Stage.COSTING: "gate-with-companies",
    Stage.REVIEW: "gate-with-finance",
    Stage.APPROVAL: "gate-with-district",
    Stage.WORKS: "gate-with-builders",
    Stage.HANDOVER: "gate-with-companies",
}
_WITH: Mapping[StrEnum, str] = {
    GateReason.COMMITTEE: "gate-with-owners",
    GateReason.VOTE: "gate-with-street",
    GateReason.VOTE_OPEN: "gate-with-owners",
    GateReason.VOTE_LOST: "gate-with-owners",
    GateReason.SURVEY: "gate-with-street",
    GateReason.NOBODY_JOINS: "gate-with-owners",
    GateReason.ARREARS: "gate-with-owners",
    GateReason.STOPPED: "gate-with-builders",
    GateReason.FINDINGS: "gate-with-builders",
    GateReason.CERTIFICATE: "gate-with-street",
}
"""Who has to move next, where it is not whom the stage waits for (plan four (4))."""

PLACES: Mapping[StrEnum, tuple[str, str]] = {
    GateReason.COMMITTEE: ("stages", "committee"),
    GateReason.SURVEY: ("survey", ""),
    GateReason.NOBODY_JOINS: ("survey", ""),
    GateReason.PAPER: ("stages", "stages"),
    GateReason.PAPER_REFUSED: ("stages", "stages"),
    GateReason.PAPER_INCOMPLETE: ("stages", "stages"),
    GateReason.WATER: ("acceptance", ""),
    GateReason.ELECTRICITY: ("acceptance", ""),
    GateReason.DEMOLITION: ("quarters", ""),
    GateReason.ARREARS: ("ledger", ""),
    GateReason.CERTIFICATE: ("forms", ""),
    GateReason.NO_HOUSEHOLDS: ("exchange", ""),
    GateReason.VOTE: ("stages", "votes"),
    GateReason.VOTE_OPEN: ("stages", "votes"),
    GateReason.VOTE_LOST: ("stages", "votes"),
    GateReason.OVER_APPROVED: ("stages", "money"),
    GateReason.STOPPED: ("stages", "works"),
    GateReason.FINDINGS: ("stages", "works"),
    GateReason.ACCEPTANCE_OPEN: ("acceptance", ""),
    GateReason.ACCEPTANCE_FAILED: ("acceptance", ""),
}
"""Reason → page and tab where it is settled."""


@dataclass(frozen=True, slots=True)
class QuarterGate:
    """One quarter among many.

    Attributes:
        quarter_id, code, name, area_group: the quarter.
        report: where it stands and why.
        due: when its stage is due.
        late_days: by how many days it is late; 0 when it is not.
        plan_year: year of the annual plan, or None.
    """

    quarter_id: str
    code: str
    name: str
    area_group: str
    report: GateReport
    due: StageDue
    late_days: int
    plan_year: int | None

    @property
    def stage(self) -> Stage:
        """The stage it is in."""
        return self.report.stage

    @property
    def complete(self) -> bool:
        """Whether all six stages are complete."""
        return self.report.complete

    @property
    def first_missing(self) -> Missing | None:
        """What it waits for first; None when nothing is missing."""
        return self.report.missing[0] if self.report.missing else None

    @property
    def missing_codes(self) -> tuple[str, ...]:
        """Message codes of everything the next gate needs."""
        return tuple(str(missing.code) for missing in self.report.missing)

    @property
    def with_whom(self) -> str:
        """Message code of whom it waits for; empty when it waits for nobody."""
        first = self.first_missing
        return "" if first is None else _WITH.get(first.code, _WITH_WHOM[self.stage])
