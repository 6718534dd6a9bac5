"""A whole list of exchanged meters judged: every line by itself, then against all the others.

Everything is judged by the ledger as it stands before the list, so the order of lines changes
nothing; what two lines say about one door or one number is asked.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.domain.company_doors import Finding, FindReason, twice
from desktop.domain.company_exchange import Judged, judge_exchange
from desktop.domain.company_lines import number_key
from desktop.domain.company_proposals import CompanyReason, Proposal, Reason, Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date
    from typing import TypeAlias

    from desktop.domain.company_doors import Doors
    from desktop.domain.company_exchange import DoorFacts
    from desktop.domain.company_lines import CompanyLine

    FactsOf: TypeAlias = Callable[[Iterable[str]], Mapping[str, DoorFacts]]
    ByHand: TypeAlias = Mapping[tuple[str, int], str]
    """(sheet, row) → household that a person said."""


def found_doors(lines: Sequence[CompanyLine], doors: Doors, by_hand: ByHand) -> list[Finding]:
    """Return the door of every line: what a person said counts before what the line names."""
    return [
        Finding(by_hand[line.sheet, line.row], (), FindReason.BY_HAND)
        if (line.sheet, line.row) in by_hand
        else doors.find(line)
        for line in lines
    ]


def judge_exchanges(
    lines: Sequence[CompanyLine],
    doors: Doors,
    facts_of: FactsOf,
    *,
    kind: str,
    today: date,
    by_hand: ByHand,
    added_id: Callable[[], str] = lambda: "added",
    first_assumed: bool = False,
) -> list[Judged]:
    """Return what every line would do, in the order of the lines.

    Args:
        lines: the list.
        doors: the ledger's doors and meters of ``kind``.
        facts_of: gives what the ledger knows of households.
        kind: ``water_meter`` or ``electricity_meter``.
        today: the day on which it is recorded.
        by_hand: what a person said.
        added_id: makes ids for old meters that the ledger does not know.
        first_assumed: whether the list has no column for first readings.
    """
    found = found_doors(lines, doors, by_hand)
    facts = facts_of(one.household_id for one in found if one.household_id)
    judged = []
    for line, finding in zip(lines, found, strict=True):
        door = facts.get(finding.household_id)
        if door is None:
            judged.append(Judged(undecided(line, finding)))
            continue
        door = replace(
            door,
            number_at=_number_at(doors, line.new_number),
            account_at=account_elsewhere(doors, line.account_no, door.household_id),
        )
        one = judge_exchange(line, door, kind, today, added_id(), first_assumed=first_assumed)
        judged.append(replace(one, proposal=with_finding(one.proposal, finding)))
    return _against_each_other(judged)


def undecided(line: CompanyLine, finding: Finding) -> Proposal:
    """Return the proposal of a line whose door is not known."""
    reason = Reason(str(finding.reason), {"count": len(finding.candidates)})
    return Proposal(
        line, Standing.OPEN, candidates=finding.candidates, reasons=(reason,),
        theirs=line.new_number or line.account_no,
    )  # fmt: skip


def with_finding(proposal: Proposal, finding: Finding) -> Proposal:
    """Return ``proposal`` with how its door was found."""
    by_hand = finding.reason is FindReason.BY_HAND
    reasons = (*proposal.reasons, Reason(str(finding.reason)))
    return replace(proposal, reasons=reasons, by_hand=by_hand)


def account_elsewhere(doors: Doors, account: str, household_id: str) -> str | None:
    """Return where a meter in use at another door has this account, or None."""
    for meter in doors.with_account(account):
        if meter.in_use and meter.household_id and meter.household_id != household_id:
            return doors.label(meter.household_id)
    return None


def _number_at(doors: Doors, number: str) -> str | None:
    for meter in doors.numbered(number):
        return doors.label(meter.household_id) or meter.where
    return None


def _against_each_other(judged: list[Judged]) -> list[Judged]:
    """Mark lines that share a new number, and lines that would change one door."""
    numbers = {at: number_key(one.proposal.line.new_number) for at, one in enumerate(judged)}
    same_number = twice(numbers)
    acting = {
        at: one.proposal.household_id
        for at, one in enumerate(judged)
        if one.proposal.standing is not Standing.DONE
    }
    same_door = twice(acting)
    opened = {
        at: number_key(one.exchange.new.account_no)
        for at, one in enumerate(judged)
        if one.exchange is not None
    }
    same_account = twice(opened)
    found = []
    for at, one in enumerate(judged):
        proposal = one.proposal
        if at in same_account:
            proposal = _doubted(proposal, CompanyReason.ACCOUNT_TWICE)
        if at in same_door:
            proposal = _doubted(proposal, CompanyReason.DOOR_TWICE)
        if at in same_number and proposal.standing is not Standing.DONE:
            proposal = led_by(proposal, Standing.BLOCKED, CompanyReason.NUMBER_TWICE)
        found.append(replace(one, proposal=proposal))
    return found


def _doubted(proposal: Proposal, code: CompanyReason) -> Proposal:
    if proposal.standing is Standing.DONE:
        return proposal
    standing = Standing.ASK if proposal.applicable else proposal.standing
    return led_by(proposal, standing, code)


def led_by(proposal: Proposal, standing: Standing, code: CompanyReason) -> Proposal:
    """Return ``proposal`` with another standing and ``code`` as its weightiest reason."""
    return replace(proposal, standing=standing, reasons=(Reason(code), *proposal.reasons))
