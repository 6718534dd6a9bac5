"""What the ledger itself knows of an item of acceptance, place by place.

Met, not met, or not known, each with its reasons. What is not known a person may state with what
it rests on; what the ledger says is wrong is mended in the ledger and not overruled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.acceptance_known import (
    ComputedReason,
    ComputedResult,
    HouseholdKnown,
    QuarterKnown,
    company_words,
)
from desktop.domain.checklist import Computed
from desktop.domain.cost import CostReason, kind_word
from desktop.domain.findings import blocks, is_closed
from desktop.domain.measurement import Reason
from desktop.domain.meter_due import due_date
from desktop.domain.meters import OUT_OF_USE
from desktop.domain.project_codes import CheckResult, EstimateKind
from desktop.domain.stages import Paper
from desktop.domain.verdict import Reason as VerdictReason
from desktop.domain.verdict import Verdict, undecided

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date


_MATCHES, _CROSSED = 1, 2
_SEALS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "water_meter": (("seal_plastic", "seal_steel", "seal_lead", "seal_audit"),),
    "electricity_meter": (("seal_meter",), ("seal_box",)),
}
"""Kind of meter → groups of which each must have one seal (C1, D21; L5 30, D32)."""

_OF_COUNT = frozenset(
    {
        VerdictReason.NO_METER,
        VerdictReason.SHARED_METER,
        VerdictReason.PROPERTY_SUBMETER,
        VerdictReason.SEVERAL_METERS,
        VerdictReason.OTHERS_BELOW,
        VerdictReason.METER_NOT_RECORDED,
        VerdictReason.LOOP,
    }
)
_OF_PLACE = frozenset(
    {
        VerdictReason.INSIDE_DWELLING,
        VerdictReason.POSITION_NOT_RECORDED,
        VerdictReason.POSITION_CONTRADICTED,
    }
)
_OF_CHARGING = frozenset(
    {
        VerdictReason.BELOW_MASTER,
        VerdictReason.NOT_CHARGED_DIRECTLY,
        VerdictReason.NO_ACCOUNT,
        VerdictReason.CHARGING_NOT_RECORDED,
    }
)
_APPROVALS = (
    (Paper.SCHEME,),
    (Paper.ESTIMATE_WATER, Paper.ESTIMATE_POWER),
    (Paper.REVIEW,),
    (Paper.APPROVAL,),
)
"""C01: of each group one paper must be on file (L7); either estimate answers for its utility."""


def household_result(computed: Computed, known: HouseholdKnown, day: date) -> ComputedResult:
    """Return what the ledger says of one household for an item on ``day``."""
    return _HOUSEHOLD[computed](known, day)


def quarter_result(computed: Computed, known: QuarterKnown) -> ComputedResult:
    """Return what the ledger says of the quarter for an item."""
    return _QUARTER[computed](known)


def _passed() -> ComputedResult:
    return ComputedResult(CheckResult.PASS)


def _unknown(reason: ComputedReason, **details: str) -> ComputedResult:
    return ComputedResult(None, (Reason(reason, details),))


def _failed(reason: ComputedReason, **details: str) -> ComputedResult:
    return ComputedResult(CheckResult.FAIL, (Reason(reason, details),))


def _of_verdict(wanted: frozenset[VerdictReason], verdict: Verdict) -> ComputedResult:
    found = [reason for reason in verdict.reasons if reason in wanted]
    reasons = tuple(Reason(str(reason)) for reason in found)
    if not reasons:
        return _passed()
    return ComputedResult(None if undecided(found) else CheckResult.FAIL, reasons)


def _single(known: HouseholdKnown, _day: date) -> ComputedResult:
    """W01, E01 (D1, D4, D27): exactly one meter of the company, nobody else below it."""
    return _of_verdict(_OF_COUNT, known.verdict)


def _outside(known: HouseholdKnown, _day: date) -> ComputedResult:
    """W02, E02 (L5 26): outside the dwelling."""
    if not known.own:
        return _unknown(ComputedReason.NO_METER)
    return _of_verdict(_OF_PLACE, known.verdict)


def _account(known: HouseholdKnown, _day: date) -> ComputedResult:
    """W03, E03 (L3 44): read and charged to the household by the company."""
    if not known.own:
        return _unknown(ComputedReason.NO_METER)
    return _of_verdict(_OF_CHARGING, known.verdict)


def _verification(known: HouseholdKnown, day: date) -> ComputedResult:
    """W04, E04 (L12, D17, D19): verified, and by rule not expired on ``day``."""
    if not known.own:
        return _unknown(ComputedReason.NO_METER)
    for meter in known.own:
        if meter["verified_on"] is None:
            return _unknown(ComputedReason.NOT_VERIFIED)
        rule = due_date(known.kind, {}, meter).get("expires_on")
        due = meter["expires_on"] or rule
        if due is not None and due < day:  # type: ignore[operator]
            return _failed(ComputedReason.EXPIRED, due=str(due))
    return _passed()


def _crosscheck(known: HouseholdKnown, _day: date) -> ComputedResult:
    """E05 (P): with the breaker off only the named dwelling goes dead."""
    if not known.own:
        return _unknown(ComputedReason.NO_METER)
    if any(meter.get("crosscheck") == _CROSSED for meter in known.own):
        return ComputedResult(CheckResult.FAIL, (Reason(str(VerdictReason.CROSSED)),))
    if all(meter.get("crosscheck") == _MATCHES for meter in known.own):
        return _passed()
    return _unknown(ComputedReason.NOT_CROSSCHECKED)


def _seals(known: HouseholdKnown, _day: date) -> ComputedResult:
    """W12, E12 (C1, D21; L5 30, D32): the numbers are recorded."""
    if not known.own:
        return _unknown(ComputedReason.NO_METER)
    for meter in known.own:
        for group in _SEALS[known.kind]:
            if not any(meter.get(name) for name in group):
                return _unknown(ComputedReason.SEAL_MISSING)
    return _passed()


def _readings(known: HouseholdKnown, _day: date) -> ComputedResult:
    """W15, E14 (C5): last reading of every old meter, first of every new one, and a photo."""
    if not known.own:
        return _unknown(ComputedReason.NO_METER)
    own = {str(meter["id"]) for meter in known.own}
    old = [m for m in known.meters if str(m["id"]) not in own and m["state"] in OUT_OF_USE]
    wanted = [meter["first_reading"] for meter in known.own]
    wanted += [meter["last_reading"] for meter in old]
    if None in wanted:
        return _unknown(ComputedReason.READING_MISSING)
    return _passed() if known.photographed else _unknown(ComputedReason.PHOTO_MISSING)


def _arrears(known: HouseholdKnown, _day: date) -> ComputedResult:
    """W19 (D3, D8): nothing is owed; that nobody asked is not the same."""
    if known.arrears is None:
        return _unknown(ComputedReason.ARREARS_NOT_RECORDED)
    if known.arrears > 0:
        return _failed(ComputedReason.ARREARS, sum=str(known.arrears))
    return _passed()


def _approvals(known: QuarterKnown) -> ComputedResult:
    return _papers(known, _APPROVALS)


def _completion(known: QuarterKnown) -> ComputedResult:
    """C04 (L6 16, 17)."""
    return _papers(known, ((Paper.COMPLETION,), (Paper.PRESSURE_TEST,)))


def _papers(known: QuarterKnown, groups: Iterable[tuple[Paper, ...]]) -> ComputedResult:
    missing = [group for group in groups if not any(paper in known.papers for paper in group)]
    reasons = tuple(
        Reason(ComputedReason.PAPER_MISSING, {"paper": "/".join(group)}) for group in missing
    )
    return ComputedResult(None, reasons) if reasons else _passed()


def _vote(known: QuarterKnown) -> ComputedResult:
    """C02 (L1): closed, passed and frozen. An older vote on paper is stated by hand."""
    if known.vote is None or not known.vote[0]:
        return _unknown(ComputedReason.NO_VOTE)
    return _passed() if known.vote[1] else _failed(ComputedReason.VOTE_LOST)


def _notices(known: QuarterKnown) -> ComputedResult:
    """C03 (L13 14, L14 13, R8): told in writing, and there on the day."""
    reasons = []
    for company in known.companies:
        told = [n for n in known.notices if n.party == company and n.sent_on is not None]
        if not told:
            reasons.append(Reason(ComputedReason.NO_NOTICE, company_words(company)))
        elif not any(notice.attended for notice in told):
            reasons.append(Reason(ComputedReason.NOT_ATTENDED, company_words(company)))
    return ComputedResult(None, tuple(reasons)) if reasons else _passed()


def _defects(known: QuarterKnown) -> ComputedResult:
    """C05 (P, A1; L6 16): closed, or with who mends it and by when; serious ones are closed."""
    still = [defect for defect in known.defects if not is_closed(defect.state)]
    if any(blocks(defect.severity, defect.state) for defect in still):
        return _failed(ComputedReason.WORKS_STOPPED)
    undated = [defect for defect in still if defect.due_on is None or not defect.responsible]
    if undated:
        return _failed(ComputedReason.DEFECT_UNDATED, count=str(len(undated)))
    return _passed()


def _settlement(known: QuarterKnown) -> ComputedResult:
    """C07 (D6, L7): the settlement within the budget, no single item over by more than its line.

    Of items only those of the settlement count: what a contract or the final account says is
    looked at by the review of costs (R15).
    """
    costs = known.costs
    if costs is None or costs.budget is None:
        return _unknown(ComputedReason.NO_BUDGET)
    if costs.settlement is None:
        return _unknown(ComputedReason.NO_SETTLEMENT)
    reasons = [
        Reason(reason, {name: str(value) for name, value in flag.details.items()})
        for flag in costs.over_flags
        for reason in _SETTLED.get(flag.code, ())
        if flag.details.get("kind", _SETTLEMENT) == _SETTLEMENT
    ]
    return ComputedResult(CheckResult.FAIL, tuple(reasons)) if reasons else _passed()


_SETTLEMENT = kind_word(EstimateKind.SETTLEMENT)
_SETTLED = {
    CostReason.SETTLEMENT_OVER_BUDGET: (ComputedReason.SETTLEMENT_OVER,),
    CostReason.ITEM_OVER_BUDGET: (ComputedReason.ITEM_OVER,),
}
_HOUSEHOLD: Mapping[Computed, Callable[[HouseholdKnown, date], ComputedResult]] = {
    Computed.SINGLE_METER: _single,
    Computed.OUTSIDE: _outside,
    Computed.ACCOUNT: _account,
    Computed.VERIFICATION: _verification,
    Computed.CROSSCHECK: _crosscheck,
    Computed.SEALS: _seals,
    Computed.READINGS: _readings,
    Computed.ARREARS: _arrears,
}
_QUARTER: Mapping[Computed, Callable[[QuarterKnown], ComputedResult]] = {
    Computed.APPROVALS: _approvals,
    Computed.VOTE: _vote,
    Computed.NOTICES: _notices,
    Computed.COMPLETION: _completion,
    Computed.DEFECTS: _defects,
    Computed.SETTLEMENT: _settlement,
}
OF_HOUSEHOLD = frozenset(_HOUSEHOLD)
"""What the ledger knows household by household; the rest it knows of the quarter."""
