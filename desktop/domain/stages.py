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
from typing import TYPE_CHECKING

from desktop.domain.codes import Stage
from desktop.domain.stage_facts import (
    PAPERS,
    VISITED_SHARE,
    AcceptanceStanding,
    GateReason,
    Missing,
    Paper,
    QuarterFacts,
    VoteStanding,
)
from desktop.domain.stage_rules import missing_for

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from desktop.domain.stage_rules import PapersAsked

__all__ = [
    "NEVER_PASSED_OVER",
    "PAPERS",
    "VISITED_SHARE",
    "AcceptanceStanding",
    "GateReason",
    "GateReport",
    "Missing",
    "Override",
    "Paper",
    "QuarterFacts",
    "VoteStanding",
    "gate",
    "may_be_passed_over",
    "missing_for",
    "missing_for_form",
]


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
    facts: QuarterFacts,
    *,
    entered: Stage = Stage.SCHEME,
    overrides: Sequence[Override] = (),
    papers: PapersAsked = PAPERS,
) -> GateReport:
    """Return the first stage whose requirements are not all met, and those requirements.

    No order of events passes a gate that the facts do not: every stage is judged anew. Stages
    before ``entered`` are over; an override passes over what it names and nothing else. ``papers``
    are what the office's stages ask for.
    """
    absent = tuple((s, m) for s in Stage if s < entered for m in missing_for(s, facts, papers))
    passed: list[tuple[Stage, Missing]] = []
    for stage in Stage:
        if stage < entered:
            continue
        keys = _passed_over(stage, overrides)
        found = missing_for(stage, facts, papers)
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


def missing_for_form(
    form_type: str,
    facts: QuarterFacts,
    *,
    entered: Stage = Stage.SCHEME,
    overrides: Sequence[Override] = (),
    papers: PapersAsked = PAPERS,
) -> tuple[Missing, ...]:
    """Return what keeps a form of ``form_type`` from being issued (R8, R9, C01–C04).

    The certificate needs every stage; a handover list needs the certificate besides. What both
    companies sign rests on the facts of acceptance themselves: no override counts there.
    """
    earlier = [one for one in overrides if one.stage is not Stage.HANDOVER]
    missing = gate(facts, entered=entered, overrides=earlier, papers=papers).missing
    if form_type.startswith("handover-") and not missing and not facts.certificate_issued:
        return (Missing(GateReason.CERTIFICATE, {}),)
    return missing
