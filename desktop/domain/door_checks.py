"""What does not fit together at one door: errors to be put right, warnings to be confirmed.

Nothing here stops a record: what was seen is kept first, and then looked at. An error stays red
until the facts agree. A warning can be confirmed with a reason by a person who knows better. What
is pending (待补) goes away by itself when it has come, and by no reason.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from desktop.domain.fields import ENTITIES
from desktop.domain.values import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.domain.values import Record, Value

_LONGEST_SUBJECT = 200


class Severity(StrEnum):
    """How much a finding weighs."""

    HARD = "hard"
    SOFT = "soft"
    PENDING = "pending"


class CheckCode(StrEnum):
    """What can be found at a door; the values are message codes, the comments their sources."""

    NUMBER_ELSEWHERE = "survey-number-elsewhere"  # fields.md 5: body_no unique; E05, W05
    NUMBER_TWICE = "survey-number-twice"  # fields.md 5
    ACCOUNT_ELSEWHERE = "survey-account-elsewhere"  # W03, E03: an account of its own
    LAST_BELOW_FIRST = "survey-last-below-first"  # fields.md 5: last ≥ first (C1, C5)
    READING_BELOW_FIRST = "survey-reading-below-first"  # the same for a reading between them
    READING_WENT_BACK = "survey-reading-went-back"  # P: a register may have gone round
    READING_NEGATIVE = "survey-reading-negative"  # registers count from 0
    READING_HIGH = "survey-reading-high"  # P: limits below
    USE_HIGH = "survey-use-high"  # P: limits below
    DATE_IN_FUTURE = "survey-date-in-future"  # P: facts are past
    REMOVED_BEFORE_INSTALLED = "survey-removed-before-installed"  # P
    VERIFIED_AFTER_INSTALLED = "survey-verified-after-installed"  # L12, L13 art. 20: before
    EXPIRED = "survey-expired"  # D17, D19; W04, E04
    NUMBER_LENGTH = "survey-number-length"  # P: learned from the building
    COMM_ADDRESS = "survey-comm-address"  # C8: DL/T 645, twelve digits
    OUTSIDE_BUT_INSIDE = "survey-outside-but-inside"  # D1, D4: 计量出户
    INSIDE_BUT_OUTSIDE = "survey-inside-but-outside"  # D1, D4
    NONE_BUT_METER = "survey-none-but-meter"  # code set of fields.md 4
    SHARED_BUT_METER = "survey-shared-but-meter"  # code set of fields.md 4
    OWN_BUT_SEVERAL = "survey-own-but-several"  # W01: exactly one settlement meter
    SEVERAL_BUT_ONE = "survey-several-but-one"  # code set of fields.md 4
    REFUSED_BUT_CONSENT = "survey-refused-but-consent"  # R5: silence is no consent
    CONSENT_WITHOUT_BASIS = "survey-consent-without-basis"  # L3 art. 12, R5: 待补
    CONSENT_NOT_SIGNED = "survey-consent-not-signed"  # D2: 95 % signed: 待补
    CONSENT_WITHOUT_INK = "survey-consent-without-ink"  # e-signature law art. 5: 待补
    ORIGINAL_DUE = "survey-original-due"  # ballot of an absent owner: 待补原件
    IDENTITY = "survey-identity-wrong"  # GB 11643-1999 (fields.md 4)
    LICENCE = "survey-licence-wrong"  # GB 32100-2015
    PHONE = "survey-phone-odd"  # P: mobile, fixed line
    OWNER_MISSING = "survey-owner-missing"  # fields.md 4: required
    ARREARS = "survey-arrears"  # D3, D8, R7, W19: 0 before works
    AREA = "survey-area-not-positive"  # L2 art. 8, fields.md 4: > 0
    ROOM_TWICE = "survey-room-twice"  # fields.md 4: unique in unit


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not fit.

    Attributes:
        code: which.
        severity: error, warning or pending.
        kind: entity kind of the field it stands beside.
        entity_id: which record.
        field: name of that field.
        subject: canonical values it is about: another value is another finding.
        details: values for the placeholders of its sentence, besides ``meter`` and ``field``.
    """

    code: CheckCode
    severity: Severity
    kind: str
    entity_id: str
    field: str
    subject: str
    details: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UtilityFacts:
    """What is known of one utility at the door.

    Attributes:
        kind: ``water_meter`` or ``electricity_meter``.
        meters: all its meters, removed ones too.
        own: ids of those that measure this household now.
        readings: meter id → (day, reading), oldest first.
        elsewhere: number → address of another door or building that has it too.
        accounts_elsewhere: account → address of another door that has it too.
        lengths: length of a number → how many meters in use of the building have such a one,
            this door left out.
    """

    kind: str
    meters: tuple[Record, ...]
    own: frozenset[str]
    readings: Mapping[str, tuple[tuple[date, Decimal], ...]]
    elsewhere: Mapping[str, str]
    accounts_elsewhere: Mapping[str, str]
    lengths: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class DoorFacts:
    """What the checks look at.

    Attributes:
        today: the day of the check.
        household: its record.
        utilities: water and electricity.
        signed_on_screen: whether an ink signature for the consent is attached.
        same_room: whether another door of the unit has the same number.
    """

    today: date
    household: Record
    utilities: tuple[UtilityFacts, ...]
    signed_on_screen: bool
    same_room: bool


def finding(
    code: CheckCode,
    severity: Severity,
    place: tuple[str, Record, str],
    *about: Value,
    **details: str,
) -> Finding:
    """Return a finding beside a field.

    Args:
        code: which.
        severity: how much it weighs.
        place: (entity kind, record, field).
        about: further values that it is about, besides the field's own.
        details: values for the sentence.
    """
    kind, record, name = place
    entity_id = str(record["id"])
    own = _text(kind, name, record.get(name))
    subject = "|".join([kind, entity_id, name, own, *(_plain(value) for value in about)])
    return Finding(code, severity, kind, entity_id, name, _short(subject), details)


def amount(record: Record, name: str) -> Decimal | None:
    """Return a decimal field, None when empty."""
    value = record.get(name)
    return value if isinstance(value, Decimal) else None


def day(record: Record, name: str) -> date | None:
    """Return a date field, None when empty."""
    value = record.get(name)
    return value if isinstance(value, date) else None


def text(record: Record, name: str) -> str:
    """Return a text field, empty when empty."""
    value = record.get(name)
    return value if isinstance(value, str) else ""


def _text(kind: str, name: str, value: Value) -> str:
    declared = ENTITIES[kind].field(name)
    return canonical(declared, value) if declared is not None else _plain(value)


def _plain(value: Value) -> str:
    return "" if value is None else str(value)


def _short(subject: str) -> str:
    """Cut what is too long for its column, so that different subjects stay different."""
    if len(subject) <= _LONGEST_SUBJECT:
        return subject
    digest = sha256(subject.encode()).hexdigest()
    return subject[: _LONGEST_SUBJECT - len(digest) - 1] + "#" + digest
