"""One meter taken down and another put up (换表) as one act, and what it changes in the ledger.

Basis: both readings, a photo and the householder's agreement (W15, E14 of the check list); one
new meter may replace several old ones (一户多表 becomes 一户一表) or none (first installation).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.domain.codes import (
    ChargeMode,
    ConsentBasis,
    MeteringState,
    MeterState,
    WaterPosition,
    WaterRole,
)
from desktop.domain.meters import electricity_meter_expiry, water_meter_expiry

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from decimal import Decimal

    from desktop.domain.values import Record, Value

NUMBERS = {"water_meter": "body_no", "electricity_meter": "asset_no"}
"""Kind of meter → the field that holds its number."""

STATES = {"water_meter": "w_state", "electricity_meter": "e_state"}
"""Kind of meter → the household's field 计量现状."""

DETAILS: Mapping[str, tuple[str, ...]] = {
    "water_meter": (
        "kind", "dn", "q3", "maker", "model",
        "seal_plastic", "seal_steel", "seal_lead", "seal_audit",
    ),
    "electricity_meter": (
        "kind", "phase", "current_spec", "accuracy", "maker", "model", "seal_meter", "seal_box",
    ),
}  # fmt: skip
"""Further fields of the new meter that an exchange records."""

_ACCOUNT = ("account_no", "book_no", "seq_in_book", "charge_way", "contract_no")
_PLACE = ("box_no", "box_slot", "box_pos")
_SUPPLY = ("capacity_kw", "breaker_a", "wire_mm2", "transformer_area")
_HOUSEHOLD_ROLE = int(WaterRole.HOUSEHOLD)


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo as it is stored.

    Attributes:
        content: the bytes.
        media_type: such as ``image/jpeg``.
        taken_at: when it was taken; None: now.
        source_sha256: of the file it came from, to know it again.
    """

    content: bytes
    media_type: str = "image/jpeg"
    taken_at: datetime | None = None
    source_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class OldMeter:
    """A meter that is taken down.

    Attributes:
        id: its id.
        last_reading: final reading in m³ or kW·h; None when it cannot be read.
        removed_on: day it was taken down.
        photo: of its register.
    """

    id: str
    last_reading: Decimal | None
    removed_on: date | None
    photo: Picture | None = None


@dataclass(frozen=True, slots=True)
class NewMeter:
    """The meter that is put up.

    Attributes:
        number: body number or asset number.
        first_reading: what it showed when it was put up, usually 0.
        installed_on: day it was put up.
        verified_on: day of its first verification (首检); ``cert_no`` the certificate.
        position: code of 表位.
        account_no: None carries the old account over, a text is a new account, ``""`` none.
        installer: who put it up.
        details: the fields of :data:`DETAILS`.
        photo: of its register.
    """

    number: str
    first_reading: Decimal | None
    installed_on: date | None
    verified_on: date | None = None
    cert_no: str = ""
    position: int | None = None
    account_no: str | None = None
    installer: str = ""
    details: Record = field(default_factory=dict)
    photo: Picture | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """The householder's agreement to both readings.

    Attributes:
        signer: who signed.
        basis: what it rests on; None when nobody has agreed yet.
        ink: strokes as JSON (``documents/ink.py``) when signed on the screen.
        scan: photo or scan of the signed sheet.
    """

    signer: str = ""
    basis: ConsentBasis | None = None
    ink: str = ""
    scan: Picture | None = None


@dataclass(frozen=True, slots=True)
class MeterExchange:
    """Everything a person says about one exchange.

    Attributes:
        old: meters taken down; none for a first installation.
        new: the meter put up.
        agreement: of the householder.
        reasons: code of a soft finding → why it is all the same right; kept as a confirmation.
    """

    old: tuple[OldMeter, ...]
    new: NewMeter
    agreement: Agreement = Agreement()
    reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExchangeFacts:
    """What the ledger knows before the exchange.

    Attributes:
        kind: ``water_meter`` or ``electricity_meter``.
        household_id: the household.
        today: the day on which it is recorded.
        metering_state: 计量现状 of this utility.
        charge_mode: how the quarter is charged.
        meters: the household's meters of this kind that still measure.
        other_kind: ids of its meters of the other utility.
        number_at: where the new number stands already; None when it is new to the ledger.
        account_at: where the new account stands already at another household.
        newest: old meter id → (day, reading) recorded last.
        below: ids of meters that hang below the old ones.
    """

    kind: str
    household_id: str
    today: date
    metering_state: int | None = None
    charge_mode: int | None = None
    meters: tuple[Record, ...] = ()
    other_kind: frozenset[str] = frozenset()
    number_at: str | None = None
    account_at: str | None = None
    newest: Mapping[str, tuple[date, Decimal]] = field(default_factory=dict)
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExchangePlan:
    """What one exchange writes, in one operation.

    Attributes:
        new: record of the new meter, with its id.
        old: (id, fields) of the meters taken down.
        below: ids of meters to hang below the new one.
        household: fields of the household that follow.
    """

    new: Record
    old: tuple[tuple[str, Record], ...]
    below: tuple[str, ...]
    household: Record


def expiry_of(kind: str, verified_on: date | None, details: Record) -> date | None:
    """Return the day the new meter is due (D17 for water, D18 and D19 for electricity)."""
    if kind == "electricity_meter":
        return electricity_meter_expiry(verified_on)
    return water_meter_expiry(verified_on, details.get("dn"), details.get("q3"))  # type: ignore[arg-type]


def exchange_plan(exchange: MeterExchange, facts: ExchangeFacts, new_id: str) -> ExchangePlan:
    """Return what ``exchange`` writes; whether it may is :func:`exchange_findings`."""
    taken_down = {old.id for old in exchange.old}
    before = [meter for meter in facts.meters if meter["id"] in taken_down]
    staying = [meter for meter in facts.meters if meter["id"] not in taken_down]
    record = _new_record(exchange.new, facts, before, new_id)
    state = metering_state_after(
        facts.metering_state,
        position=exchange.new.position,
        account_no=str(record.get("account_no") or ""),
        opened=bool(exchange.new.account_no),
        direct=facts.charge_mode == ChargeMode.DIRECT,
        others=sum(1 for meter in staying if meter.get("role") in {_HOUSEHOLD_ROLE, None}),
    )
    follows = {} if state == facts.metering_state else {STATES[facts.kind]: state}
    return ExchangePlan(
        record, tuple(_closed(old, new_id) for old in exchange.old), facts.below, follows
    )


def metering_state_after(
    before: int | None,
    *,
    position: int | None,
    account_no: str,
    opened: bool,
    direct: bool,
    others: int,
) -> int | None:
    """Return 计量现状 after the exchange; what the position does not decide stays as it was.

    A household that was on a shared or property meter is only read directly when it has got an
    account of its own with the company; an account that was carried over does not show that.

    Args:
        before: the state so far.
        position: of the new meter.
        account_no: account of the new meter.
        opened: whether that account was opened with this exchange.
        direct: whether the company charges this quarter's owners.
        others: further household meters that stay in use.
    """
    if others:
        return int(MeteringState.SEVERAL)
    if position is None:
        return before
    if position == WaterPosition.INSIDE_DWELLING:
        return int(MeteringState.OWN_INSIDE)
    shared = before in {MeteringState.SHARED, MeteringState.PROPERTY_SUBMETER}
    if before in {MeteringState.OWN_INSIDE, MeteringState.SEVERAL}:
        return int(MeteringState.OWN_OUTSIDE)
    if account_no and (opened or direct or not shared):
        return int(MeteringState.OWN_OUTSIDE)
    return int(MeteringState.UNKNOWN) if before == MeteringState.NONE else before


def _new_record(new: NewMeter, facts: ExchangeFacts, before: list[Record], new_id: str) -> Record:
    model = before[0] if before else {}
    record: dict[str, Value] = {
        "id": new_id,
        "household_id": facts.household_id,
        "building_id": model.get("building_id"),
        "parent_id": next((m["parent_id"] for m in before if m.get("parent_id")), None),
        "role": model.get("role") or _HOUSEHOLD_ROLE,
        "state": int(MeterState.ACTIVE),
        NUMBERS[facts.kind]: new.number,
        "position": new.position,
        "first_reading": new.first_reading,
        "installed_on": new.installed_on,
        "installer": new.installer or None,
        "verified_on": new.verified_on,
        "cert_no": new.cert_no or None,
        "expires_on": expiry_of(facts.kind, new.verified_on, new.details),
    }
    record |= {name: new.details.get(name) for name in DETAILS[facts.kind]}
    record |= _carried(new, facts.kind, before)
    return record


def _carried(new: NewMeter, kind: str, before: list[Record]) -> dict[str, Value]:
    """Return what goes over from the first old meter that has it."""
    names: tuple[str, ...] = _ACCOUNT if new.account_no is None else ()
    if kind == "electricity_meter":
        names += _SUPPLY
        if any(meter.get("position") == new.position for meter in before):
            names += _PLACE
    with_account = sorted(before, key=lambda meter: not meter.get("account_no"))
    carried = {
        name: next((m[name] for m in with_account if m.get(name) is not None), None)
        for name in names
        if any(name in meter for meter in before)
    }
    return carried if new.account_no is None else carried | {"account_no": new.account_no or None}


def _closed(old: OldMeter, new_id: str) -> tuple[str, Record]:
    return old.id, {
        "state": int(MeterState.CLOSED),
        "last_reading": old.last_reading,
        "removed_on": old.removed_on,
        "replaced_by_id": new_id,
    }
