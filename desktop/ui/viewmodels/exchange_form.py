"""A meter exchange as it is typed: texts in, the exchange or what is wrong out. No widget here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.domain.codes import ConsentBasis
from desktop.domain.fields import ENTITIES
from desktop.domain.meter_exchange import (
    DETAILS,
    NUMBERS,
    Agreement,
    MeterExchange,
    NewMeter,
    OldMeter,
    expiry_of,
)
from desktop.domain.values import ValueProblem, parse

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from desktop.domain.fields import Field
    from desktop.domain.meter_exchange import Picture
    from desktop.domain.values import Record, Value
    from desktop.services.metering_exchange import ExchangeDraft

ROWS: dict[str, tuple[tuple[str, ...], ...]] = {
    "water_meter": (
        ("body_no",),
        ("first_reading", "installed_on"),
        ("position",),
        ("verified_on", "cert_no"),
        ("kind",),
        ("dn", "q3"),
        ("maker", "model"),
        ("account_no", "installer"),
        ("seal_plastic", "seal_steel"),
        ("seal_lead",),
    ),
    "electricity_meter": (
        ("asset_no",),
        ("first_reading", "installed_on"),
        ("position",),
        ("verified_on", "cert_no"),
        ("kind", "phase"),
        ("current_spec", "accuracy"),
        ("maker", "model"),
        ("account_no", "installer"),
        ("seal_meter", "seal_box"),
        (),
    ),
}
"""Fields of the new meter as the form shows them, row by row."""

_SINGLE = ("first_reading", "installed_on", "position", "verified_on", "cert_no", "installer")
_BESIDE = {"number": NUMBERS}


@dataclass(frozen=True, slots=True)
class OldAnswer:
    """What was typed about one old meter.

    Attributes:
        id: the meter.
        taken: whether it is taken down.
        last_reading: as typed.
        photo: of its register.
    """

    id: str
    taken: bool
    last_reading: str
    photo: Picture | None = None


@dataclass(frozen=True, slots=True)
class ExchangeForm:
    """Everything typed.

    Attributes:
        kind: of the meters.
        old: the old meters.
        removed_on: as typed; empty: the day the new one was put up.
        values: field of the new meter → what was typed.
        new_photo: of the new meter.
        signer: who agreed, ``basis`` the code of what it rests on, ``ink`` strokes as JSON.
        scan: of the signed sheet.
        reasons: code of a soft finding → why it is right.
    """

    kind: str
    old: tuple[OldAnswer, ...] = ()
    removed_on: str = ""
    values: dict[str, str] = field(default_factory=dict)
    new_photo: Picture | None = None
    signer: str = ""
    basis: str = ""
    ink: str = ""
    scan: Picture | None = None
    reasons: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadForm:
    """What a form means.

    Attributes:
        exchange: None when something could not be read.
        problems: (field, old meter id or "") → message code.
    """

    exchange: MeterExchange | None
    problems: dict[tuple[str, str], str]


def field_of(kind: str, name: str) -> Field:
    """Return a declared field."""
    found = ENTITIES[kind].field(name)
    assert found is not None, (kind, name)  # noqa: S101 - the form's own table
    return found


def editor_of(kind: str, beside: str) -> str:
    """Return the field that shows a finding which stands beside ``beside``."""
    return _BESIDE.get(beside, {}).get(kind, beside)


def first_values(draft: ExchangeDraft) -> dict[str, Value]:
    """Return what the form begins with: the last exchange nearby, else the old meter's kind."""
    old = draft.old[0] if draft.old else {}
    alike = ("dn", "phase", "current_spec")
    values: dict[str, Value] = {n: old[n] for n in alike if old.get(n) is not None}
    values |= draft.defaults
    return {**values, "first_reading": 0, "installed_on": draft.today}


def carried_account(draft: ExchangeDraft) -> str:
    """Return the account that goes over when none is typed."""
    found = (meter.get("account_no") for meter in draft.old)
    return next((str(account) for account in found if account), "")


def due_on(kind: str, values: Mapping[str, str]) -> date | None:
    """Return the day the new meter would be due; None while its verification is not readable."""
    read: dict[str, Value] = {}
    for name in ("verified_on", "dn", "q3"):
        if name in values:
            try:
                read[name] = parse(field_of(kind, name), values[name])
            except ValueProblem:
                return None
    return expiry_of(kind, read.get("verified_on"), read)  # type: ignore[arg-type]


def read_form(form: ExchangeForm, draft: ExchangeDraft) -> ReadForm:
    """Return the exchange that ``form`` means, or what of it cannot be read."""
    problems: dict[tuple[str, str], str] = {}

    def value(name: str, raw: str, meter_id: str = "") -> Value:
        try:
            return parse(field_of(form.kind, name), raw)
        except ValueProblem as problem:
            problems[name, meter_id] = problem.code
            return None

    new = {name: value(name, raw) for name, raw in form.values.items()}
    removed = value("removed_on", form.removed_on) or new.get("installed_on")
    old = tuple(
        OldMeter(
            one.id,
            _number(value("last_reading", one.last_reading, one.id)),
            removed,  # type: ignore[arg-type]
            one.photo,
        )
        for one in form.old
        if one.taken
    )
    if problems:
        return ReadForm(None, problems)
    agreement = Agreement(
        form.signer.strip(), ConsentBasis(int(form.basis)) if form.basis else None,
        form.ink if form.basis == str(int(ConsentBasis.SCREEN)) else "", form.scan,
    )  # fmt: skip
    exchange = MeterExchange(old, _new_meter(form, new, draft), agreement, form.reasons)
    return ReadForm(exchange, problems)


def _new_meter(form: ExchangeForm, read: Record, draft: ExchangeDraft) -> NewMeter:
    taken = {one.id for one in form.old if one.taken}
    carries = any(meter.get("account_no") for meter in draft.old if meter["id"] in taken)
    account = str(read.get("account_no") or "")
    single = {name: read.get(name) for name in _SINGLE}
    return NewMeter(
        number=str(read.get(NUMBERS[form.kind]) or ""),
        first_reading=_number(single["first_reading"]),
        installed_on=single["installed_on"],  # type: ignore[arg-type]
        verified_on=single["verified_on"],  # type: ignore[arg-type]
        cert_no=str(single["cert_no"] or ""),
        position=single["position"],  # type: ignore[arg-type]
        account_no=account or (None if carries else ""),
        installer=str(single["installer"] or ""),
        details={name: read.get(name) for name in DETAILS[form.kind]},
        photo=form.new_photo,
    )


def _number(value: Value) -> Decimal | None:
    return value  # type: ignore[return-value]
