"""A line of a list of exchanged meters judged by the rules of a meter exchange.

What the list cannot show (photos, the householder's agreement, a certificate) is confirmed by the
list itself; what contradicts the ledger is asked (``meter_exchange.py``, ``exchange_checks.py``).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.domain.company_lines import number_key
from desktop.domain.company_proposals import CompanyReason, Proposal, Reason, Standing
from desktop.domain.exchange_checks import ExchangeReason, exchange_findings
from desktop.domain.meter_exchange import (
    DETAILS,
    NUMBERS,
    ExchangeFacts,
    MeterExchange,
    NewMeter,
    OldMeter,
)
from desktop.domain.values import tidy

if TYPE_CHECKING:
    from datetime import date

    from desktop.domain.company_lines import CompanyLine
    from desktop.domain.exchange_checks import ExchangeFinding
    from desktop.domain.values import Record

BY_THE_LIST = frozenset(
    {
        ExchangeReason.PHOTO_MISSING,
        ExchangeReason.NOT_VERIFIED,
        ExchangeReason.CERTIFICATE_MISSING,
        ExchangeReason.POSITION_MISSING,
        ExchangeReason.NOT_AGREED,
    }
)
"""Findings that every list of a company leaves open; the list stands for the reason."""


@dataclass(frozen=True, slots=True)
class DoorFacts:
    """What the ledger knows about a door before a line is applied.

    Attributes:
        household_id: the door; ``owner_name`` who owns it.
        metering_state: 计量现状 of this utility.
        charge_mode: how the quarter is charged.
        meters: records of its meters of this kind that still measure, oldest first.
        closed: records of those taken down.
        other_kind: ids of its meters of the other utility.
        number_at: where the new number stands already; None when it is new to the ledger.
        account_at: where the line's account stands already at another door.
        newest: meter id → (day, reading) recorded last.
        below: meter id → ids of meters that hang below it.
    """

    household_id: str
    owner_name: str
    metering_state: int | None
    charge_mode: int | None
    meters: tuple[Record, ...]
    closed: tuple[Record, ...] = ()
    other_kind: frozenset[str] = frozenset()
    number_at: str | None = None
    account_at: str | None = None
    newest: dict[str, tuple[date, Decimal]] | None = None
    below: dict[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A line judged at one door.

    Attributes:
        proposal: what it would do.
        exchange: the exchange; None where there is nothing to exchange.
        facts: what its rules go by.
        old_fields: fields of the old meter that the list fills in: its number.
        old_is_new_to_us: whether the old meter must be recorded first.
    """

    proposal: Proposal
    exchange: MeterExchange | None = None
    facts: ExchangeFacts | None = None
    old_fields: Record | None = None
    old_is_new_to_us: bool = False


def judge_exchange(
    line: CompanyLine,
    door: DoorFacts,
    kind: str,
    today: date,
    added_id: str = "added",
    *,
    first_assumed: bool = False,
) -> Judged:
    """Return what ``line`` would do at ``door``.

    Args:
        line: the line.
        door: what the ledger knows.
        kind: ``water_meter`` or ``electricity_meter``.
        today: the day on which it is recorded.
        added_id: id of an old meter that the ledger does not know yet.
        first_assumed: whether the list has no column for first readings, so that a person may say
            that they are all nought.
    """
    number = NUMBERS[kind]
    ours = "、".join(str(m.get(number) or "—") for m in door.meters)
    base = Proposal(
        line, Standing.BLOCKED, door.household_id, ours=ours, theirs=line.new_number
    )  # fmt: skip
    present = {number_key(m.get(number)) for m in door.meters}
    same = number_key(line.new_number) == number_key(line.old_number)
    if line.new_number and not same and number_key(line.new_number) in present:
        return _standing_there(line, base, present)
    old, reasons, blocked = _old_meter(line, door, number, added_id)
    if blocked:
        return Judged(_with(base, Standing.BLOCKED, reasons))
    if first_assumed and line.first_reading is None:
        line = line._replace(first_reading=Decimal(0))
        reasons = [*reasons, Reason(CompanyReason.FIRST_ASSUMED)]
    exchange, account_reasons = _exchange(line, door, kind, old)
    facts = _facts(door, kind, today, old)
    found = exchange_findings(exchange, facts)
    reasons += account_reasons
    asked = [reason for reason in reasons if reason.code in _ASKED]
    hard = [_reason(one) for one in found if not one.soft]
    soft = [_reason(one) for one in found if one.soft and one.reason not in BY_THE_LIST]
    unread = [
        Reason(CompanyReason.CELL_UNREADABLE, {"column": column, "value": text})
        for column, text, _ in line.bad
    ]
    notes = [reason for reason in reasons if reason.code not in _ASKED]
    if hard:
        standing = Standing.BLOCKED
    else:
        standing = Standing.ASK if soft or asked or unread else Standing.READY
    will = Reason(
        CompanyReason.WILL_EXCHANGE if exchange.old else CompanyReason.FIRST_METER
    )  # fmt: skip
    named = tidy(line.name)
    if named and door.owner_name and named != tidy(door.owner_name):
        notes.append(Reason(CompanyReason.NAME_DIFFERS))
    said = [] if hard else [will]
    proposal = _with(base, standing, [*hard, *soft, *asked, *unread, *said, *notes])
    added = any(reason.code == CompanyReason.OLD_ADDED for reason in reasons)
    fields = {number: line.old_number} if _fills(old, line, number) else None
    return Judged(proposal, exchange, facts, fields, added)


_ASKED = frozenset(
    {CompanyReason.OLD_DIFFERS, CompanyReason.ACCOUNT_DIFFERS, CompanyReason.FIRST_ASSUMED}
)


def _standing_there(line: CompanyLine, base: Proposal, present: set[str]) -> Judged:
    """Judge a line whose new meter stands at the door already."""
    if line.old_number and number_key(line.old_number) in present:
        return Judged(_with(base, Standing.BLOCKED, [Reason(CompanyReason.BOTH_IN_USE)]))
    return Judged(_with(base, Standing.DONE, [Reason(CompanyReason.DONE)]))


def _old_meter(
    line: CompanyLine, door: DoorFacts, number: str, added_id: str
) -> tuple[Record | None, list[Reason], bool]:
    """Return the meter that is taken down, what was found about it, and whether that forbids."""
    wanted = number_key(line.old_number)
    named = [m for m in door.meters if wanted and number_key(m.get(number)) == wanted]
    if named:
        return named[0], [], False
    if wanted and any(number_key(meter.get(number)) == wanted for meter in door.closed):
        return None, [Reason(CompanyReason.OLD_GONE)], True
    if len(door.meters) > 1:
        details: dict[str, object] = {"count": len(door.meters)}
        return None, [Reason(CompanyReason.SEVERAL_METERS, details)], True
    if not wanted:
        return (door.meters[0] if door.meters else None), [], False
    if not door.meters:
        added: Record = {"id": added_id, number: line.old_number, "role": None}
        return added, [Reason(CompanyReason.OLD_ADDED)], False
    only = door.meters[0]
    details = {"ours": only.get(number) or "", "theirs": line.old_number}
    code = CompanyReason.OLD_DIFFERS if only.get(number) else CompanyReason.OLD_FILLED
    return only, [Reason(code, details)], False


def _exchange(
    line: CompanyLine, door: DoorFacts, kind: str, old: Record | None
) -> tuple[MeterExchange, list[Reason]]:
    ours = next(
        (str(m["account_no"]) for m in [old or {}, *door.meters] if m.get("account_no")), ""
    )
    account: str | None = line.account_no or None
    reasons: list[Reason] = []
    if account and number_key(account) == number_key(ours):
        account = None
    elif account and ours:
        details = {"ours": ours, "theirs": account}
        reasons.append(Reason(CompanyReason.ACCOUNT_DIFFERS, details))
    details_of = line.details
    new = NewMeter(
        number=line.new_number,
        first_reading=line.first_reading,
        installed_on=line.installed_on,
        verified_on=details_of.get("verified_on"),  # type: ignore[arg-type]
        cert_no=str(details_of.get("cert_no") or ""),
        position=details_of.get("position"),  # type: ignore[arg-type]
        account_no=account,
        installer=str(details_of.get("installer") or ""),
        details={name: details_of[name] for name in DETAILS[kind] if name in details_of},
    )
    taken = () if old is None else (OldMeter(str(old["id"]), line.last_reading, line.removed_on),)
    return MeterExchange(taken, new), reasons


def _facts(door: DoorFacts, kind: str, today: date, old: Record | None) -> ExchangeFacts:
    meters = door.meters
    if old is not None and old not in meters:
        meters = (*meters, old)
    ids = [str(old["id"])] if old is not None else []
    below = door.below or {}
    return ExchangeFacts(
        kind=kind,
        household_id=door.household_id,
        today=today,
        metering_state=door.metering_state,
        charge_mode=door.charge_mode,
        meters=meters,
        other_kind=door.other_kind,
        number_at=door.number_at,
        account_at=door.account_at,
        newest=door.newest or {},
        below=tuple(one for meter in ids for one in below.get(meter, ()) if one not in ids),
    )


def _fills(old: Record | None, line: CompanyLine, number: str) -> bool:
    return old is not None and bool(line.old_number) and not old.get(number)


def _reason(found: ExchangeFinding) -> Reason:
    return Reason(str(found.reason), found.details)


def _with(base: Proposal, standing: Standing, reasons: list[Reason]) -> Proposal:
    return Proposal(
        base.line, standing, base.household_id, reasons=tuple(reasons), ours=base.ours,
        theirs=base.theirs,
    )  # fmt: skip
