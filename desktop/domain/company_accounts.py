"""A company's list of accounts judged: which meter gets which account, and what contradicts.

What the ledger holds is never overwritten unseen: an account that differs is shown with both and
waits for a person; a number or a transformer area (台区) is only filled in where none is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.domain.company_doors import FindReason, twice
from desktop.domain.company_lines import number_key
from desktop.domain.company_planning import (
    account_elsewhere,
    found_doors,
    led_by,
    undecided,
    with_finding,
)
from desktop.domain.company_proposals import CompanyReason, Proposal, Reason, Standing
from desktop.domain.meter_exchange import NUMBERS
from desktop.domain.values import tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.company_doors import Doors
    from desktop.domain.company_exchange import DoorFacts
    from desktop.domain.company_lines import CompanyLine
    from desktop.domain.company_planning import ByHand, FactsOf
    from desktop.domain.values import Record, Value

_FILLED = ("book_no", "contract_no", "transformer_area", "box_no", "box_slot")
"""Further fields of such a list that are taken where the ledger has none."""

_ASKED = frozenset(
    {
        CompanyReason.ACCOUNT_DIFFERS,
        CompanyReason.ACCOUNT_ELSEWHERE,
        CompanyReason.NUMBER_DIFFERS,
        CompanyReason.NUMBER_ELSEWHERE,
        CompanyReason.CELL_UNREADABLE,
    }
)


def judge_accounts(
    lines: Sequence[CompanyLine], doors: Doors, facts_of: FactsOf, *, kind: str, by_hand: ByHand
) -> list[Proposal]:
    """Return what every line would set, in the order of the lines.

    The meter's number and the address say which door is meant; the account only where neither
    does, because the account is what the list brings.
    """
    found = [
        doors.find(line) if one.reason is FindReason.UNKNOWN else one
        for line, one in zip(
            lines,
            found_doors([line._replace(account_no="") for line in lines], doors, by_hand),
            strict=True,
        )
    ]
    facts = facts_of(one.household_id for one in found if one.household_id)
    proposals = []
    for line, finding in zip(lines, found, strict=True):
        door = facts.get(finding.household_id)
        if door is None:
            proposals.append(replace(undecided(line, finding), theirs=line.account_no))
            continue
        proposal = _judge(line, door, doors, NUMBERS[kind])
        proposals.append(with_finding(proposal, finding))
    return _against_each_other(proposals)


def _judge(line: CompanyLine, door: DoorFacts, doors: Doors, number: str) -> Proposal:
    base = Proposal(line, Standing.BLOCKED, door.household_id, theirs=line.account_no)
    if not line.account_no:
        return replace(base, reasons=(Reason(CompanyReason.ACCOUNT_MISSING),))
    meter = _meter(line, door, number)
    if meter is None and door.meters:
        details = {"count": len(door.meters)}
        return replace(base, reasons=(Reason(CompanyReason.SEVERAL_METERS, details),))
    present: Record = meter or {}
    ours = str(present.get("account_no") or "")
    values: dict[str, Value] = {
        name: line.details[name]
        for name in _FILLED
        if line.details.get(name) and not present.get(name)
    }
    reasons = [_account(line, door, doors, ours)]
    reasons += _numbers(line, present, doors, number, values)
    reasons += _odd(line, door, present)
    if number_key(ours) != number_key(line.account_no):
        values["account_no"] = line.account_no
    if meter is None:
        reasons.append(Reason(CompanyReason.METER_ADDED))
    asked = any(reason.code in _ASKED for reason in reasons)
    reasons.sort(key=lambda reason: reason.code not in _ASKED)
    standing = Standing.ASK if asked else Standing.READY if values else Standing.DONE
    if asked and not values:
        standing = Standing.BLOCKED  # it says something else, and there is nothing to set
    return replace(
        base, standing=standing, reasons=tuple(reasons), ours=ours,
        meter_id=str(present.get("id") or ""), values=values,
    )  # fmt: skip


def _meter(line: CompanyLine, door: DoorFacts, number: str) -> Record | None:
    """Return the meter in use that the line means; None where there is none or several may be."""
    wanted = number_key(line.number)
    named = [m for m in door.meters if wanted and number_key(m.get(number)) == wanted]
    if named:
        return named[0]
    return door.meters[0] if len(door.meters) == 1 else None


def _account(line: CompanyLine, door: DoorFacts, doors: Doors, ours: str) -> Reason:
    where = account_elsewhere(doors, line.account_no, door.household_id)
    if where is not None:
        return Reason(CompanyReason.ACCOUNT_ELSEWHERE, {"where": where})
    if not ours:
        return Reason(CompanyReason.ACCOUNT_SET)
    if number_key(ours) == number_key(line.account_no):
        return Reason(CompanyReason.ACCOUNT_SAME)
    return Reason(CompanyReason.ACCOUNT_DIFFERS, {"ours": ours, "theirs": line.account_no})


def _numbers(
    line: CompanyLine, present: Record, doors: Doors, number: str, values: dict[str, Value]
) -> list[Reason]:
    """Return what is to be said of the meter's number; one that is missing is filled in."""
    ours = str(present.get(number) or "")
    if not line.number or number_key(ours) == number_key(line.number):
        return []
    if ours:
        details: dict[str, object] = {"ours": ours, "theirs": line.number}
        return [Reason(CompanyReason.NUMBER_DIFFERS, details)]
    for meter in doors.numbered(line.number):
        where = doors.label(meter.household_id) or meter.where
        return [Reason(CompanyReason.NUMBER_ELSEWHERE, {"where": where})]
    values[number] = line.number
    return [Reason(CompanyReason.NUMBER_FILLED, {"theirs": line.number})]


def _odd(line: CompanyLine, door: DoorFacts, present: Record) -> list[Reason]:
    reasons = [
        Reason(CompanyReason.CELL_UNREADABLE, {"column": column, "value": text})
        for column, text, _ in line.bad
    ]
    area, ours = line.details.get("transformer_area"), present.get("transformer_area")
    if area and ours and tidy(str(area)) != tidy(str(ours)):
        reasons.append(Reason(CompanyReason.AREA_DIFFERS, {"ours": ours, "theirs": area}))
    named = tidy(line.name)
    if named and door.owner_name and named != tidy(door.owner_name):
        reasons.append(Reason(CompanyReason.NAME_DIFFERS))
    return reasons


def _against_each_other(proposals: list[Proposal]) -> list[Proposal]:
    """Mark lines that share an account, and lines that would set one door's twice."""
    open_ = {at: one for at, one in enumerate(proposals) if one.standing is not Standing.DONE}
    accounts = twice({at: number_key(one.line.account_no) for at, one in enumerate(proposals)})
    doors = twice({at: one.household_id for at, one in open_.items()})
    found = []
    for at, one in enumerate(proposals):
        if at in open_ and at in accounts:
            one = led_by(one, _asked(one), CompanyReason.ACCOUNT_TWICE)  # noqa: PLW2901
        if at in open_ and at in doors:
            one = led_by(one, _asked(one), CompanyReason.DOOR_TWICE)  # noqa: PLW2901
        found.append(one)
    return found


def _asked(proposal: Proposal) -> Standing:
    return Standing.ASK if proposal.applicable else proposal.standing
