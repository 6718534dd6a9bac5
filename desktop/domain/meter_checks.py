"""The checks of a door's meters: numbers, readings, dates, and whether they fit what was said."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from desktop.domain.codes import MeteringState, WaterPosition
from desktop.domain.door_checks import CheckCode, Severity, amount, day, finding, text
from desktop.domain.neighbours import STATE_OF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.domain.door_checks import DoorFacts, Finding, UtilityFacts
    from desktop.domain.values import Record

NUMBER_OF = {"water_meter": "body_no", "electricity_meter": "asset_no"}
HIGHEST_READING = {"water_meter": Decimal(20_000), "electricity_meter": Decimal(300_000)}
"""Above this a dwelling's register is asked about (P): some 30 years of a large household."""

HIGHEST_DAILY_USE = {"water_meter": Decimal(5), "electricity_meter": Decimal(120)}
"""m³ and kW·h a day above which a dwelling's use is asked about (P): ten times the usual."""

_ALIKE_AT_LEAST, _ALIKE_SHARE = 3, Decimal("0.8")
_COMM_DIGITS = 12
_PAST_DATES = ("verified_on", "installed_on", "removed_on", "crosschecked_on")
_READINGS = ("first_reading", "last_reading")
_DWELLINGS = (None, 1)


def meter_findings(facts: DoorFacts, utility: UtilityFacts) -> Iterator[Finding]:
    """Yield what does not fit at the meters of one utility."""
    own = [meter for meter in utility.meters if meter["id"] in utility.own]
    yield from _state(facts, utility, own)
    yield from _numbers(utility, own)
    for meter in utility.meters:
        yield from _dates(facts, utility.kind, meter)
        yield from _registers(utility, meter)
    for meter in own:
        yield from _use(facts, utility, meter)
        yield from _expiry(facts, utility.kind, meter)
        yield from _position(facts, utility.kind, meter)


def _state(facts: DoorFacts, utility: UtilityFacts, own: list[Record]) -> Iterator[Finding]:
    state = facts.household.get(STATE_OF[utility.kind])
    place = ("household", facts.household, STATE_OF[utility.kind])
    count = str(len(own))
    if state == MeteringState.NONE and own:
        yield finding(CheckCode.NONE_BUT_METER, Severity.HARD, place, count, count=count)
    elif state == MeteringState.SHARED and own:
        yield finding(CheckCode.SHARED_BUT_METER, Severity.SOFT, place, count, count=count)
    elif state in {MeteringState.OWN_OUTSIDE, MeteringState.OWN_INSIDE} and len(own) > 1:
        yield finding(CheckCode.OWN_BUT_SEVERAL, Severity.HARD, place, count, count=count)
    elif state == MeteringState.SEVERAL and len(own) == 1:
        yield finding(CheckCode.SEVERAL_BUT_ONE, Severity.SOFT, place, count)


def _numbers(utility: UtilityFacts, own: list[Record]) -> Iterator[Finding]:
    name, seen = NUMBER_OF[utility.kind], set()
    for meter in own:
        number, account = text(meter, name), text(meter, "account_no")
        place = (utility.kind, meter, name)
        if number and number in seen:
            yield finding(CheckCode.NUMBER_TWICE, Severity.HARD, place)
        seen.add(number)
        if number in utility.elsewhere:
            address = utility.elsewhere[number]
            yield finding(
                CheckCode.NUMBER_ELSEWHERE, Severity.HARD, place, address, address=address
            )
        if account in utility.accounts_elsewhere:
            address = utility.accounts_elsewhere[account]
            yield finding(
                CheckCode.ACCOUNT_ELSEWHERE,
                Severity.SOFT,
                (utility.kind, meter, "account_no"),
                address,
                address=address,
            )
        usual = usual_length(utility)
        if number and usual and len(number) != usual:
            yield finding(
                CheckCode.NUMBER_LENGTH,
                Severity.SOFT,
                place,
                length=str(len(number)),
                usual=str(usual),
            )
        yield from _address(utility.kind, meter)


def usual_length(utility: UtilityFacts) -> int | None:
    """Return the length that nearly all numbers of the building have, None where they differ.

    Learned from the building and not from a table: no document states the length of either
    number (fields.md 6), and one building is fitted out by one maker.
    """
    total = sum(utility.lengths.values())
    if total < _ALIKE_AT_LEAST:
        return None
    length, count = max(utility.lengths.items(), key=lambda item: item[1])
    return length if count >= total * _ALIKE_SHARE else None


def _address(kind: str, meter: Record) -> Iterator[Finding]:
    address = text(meter, "comm_addr")
    if address and not (address.isdecimal() and len(address) == _COMM_DIGITS):
        yield finding(CheckCode.COMM_ADDRESS, Severity.SOFT, (kind, meter, "comm_addr"))


def _dates(facts: DoorFacts, kind: str, meter: Record) -> Iterator[Finding]:
    for name in _PAST_DATES:
        found = day(meter, name)
        if found is not None and found > facts.today:
            yield finding(
                CheckCode.DATE_IN_FUTURE, Severity.HARD, (kind, meter, name), date=str(found)
            )
    verified, installed = day(meter, "verified_on"), day(meter, "installed_on")
    removed = day(meter, "removed_on")
    if installed and removed and removed < installed:
        yield finding(
            CheckCode.REMOVED_BEFORE_INSTALLED,
            Severity.HARD,
            (kind, meter, "removed_on"),
            installed,
            removed=str(removed),
            installed=str(installed),
        )
    if verified and installed and installed < verified:
        yield finding(
            CheckCode.VERIFIED_AFTER_INSTALLED,
            Severity.SOFT,
            (kind, meter, "installed_on"),
            verified,
            verified=str(verified),
            installed=str(installed),
        )


def _registers(utility: UtilityFacts, meter: Record) -> Iterator[Finding]:
    first, last = (amount(meter, name) for name in _READINGS)
    for name in _READINGS:
        value = amount(meter, name)
        if value is not None and value < 0:
            yield finding(CheckCode.READING_NEGATIVE, Severity.HARD, (utility.kind, meter, name))
    if first is not None and last is not None and last < first:
        yield finding(
            CheckCode.LAST_BELOW_FIRST,
            Severity.HARD,
            (utility.kind, meter, "last_reading"),
            first,
            first=_plain(first),
            last=_plain(last),
        )
    yield from _series(utility, meter, first)


def _series(utility: UtilityFacts, meter: Record, first: Decimal | None) -> Iterator[Finding]:
    readings = utility.readings.get(str(meter["id"]), ())
    place = (utility.kind, meter, "first_reading")
    for on, value in readings:
        if value < 0:
            yield finding(CheckCode.READING_NEGATIVE, Severity.HARD, place, on, value)
        elif first is not None and value < first:
            yield finding(
                CheckCode.READING_BELOW_FIRST,
                Severity.HARD,
                place,
                on,
                value,
                first=_plain(first),
                reading=_plain(value),
                date=str(on),
            )
    for (_, before), (on, value) in pairwise(readings):
        if value < before:
            yield finding(
                CheckCode.READING_WENT_BACK,
                Severity.SOFT,
                place,
                on,
                before,
                value,
                before=_plain(before),
                reading=_plain(value),
                date=str(on),
            )


def _use(facts: DoorFacts, utility: UtilityFacts, meter: Record) -> Iterator[Finding]:
    """Ask about what a dwelling hardly uses; shops and mixed use may."""
    if facts.household.get("use_kind") not in _DWELLINGS:
        return
    readings = utility.readings.get(str(meter["id"]), ())
    place = (utility.kind, meter, "first_reading")
    value = readings[-1][1] if readings else amount(meter, "first_reading")
    if value is not None and value > HIGHEST_READING[utility.kind]:
        yield finding(CheckCode.READING_HIGH, Severity.SOFT, place, value, reading=_plain(value))
    for (start, before), (end, after) in pairwise(readings):
        days = max(1, (end - start).days)
        if after - before > HIGHEST_DAILY_USE[utility.kind] * days:
            used = _plain(after - before)
            yield finding(
                CheckCode.USE_HIGH,
                Severity.SOFT,
                place,
                start,
                end,
                used,
                used=used,
                days=str(days),
            )


def _expiry(facts: DoorFacts, kind: str, meter: Record) -> Iterator[Finding]:
    due = day(meter, "expires_on")
    if due is not None and due < facts.today:
        yield finding(CheckCode.EXPIRED, Severity.SOFT, (kind, meter, "expires_on"), due=str(due))


def _position(facts: DoorFacts, kind: str, meter: Record) -> Iterator[Finding]:
    state, position = facts.household.get(STATE_OF[kind]), meter.get("position")
    place = (kind, meter, "position")
    if position is None:
        return
    inside = position == WaterPosition.INSIDE_DWELLING
    if state == MeteringState.OWN_OUTSIDE and inside:
        yield finding(CheckCode.OUTSIDE_BUT_INSIDE, Severity.SOFT, place)
    elif state == MeteringState.OWN_INSIDE and not inside:
        yield finding(CheckCode.INSIDE_BUT_OUTSIDE, Severity.SOFT, place)


def _plain(value: Decimal) -> str:
    text_ = f"{value:f}"
    return text_.rstrip("0").rstrip(".") if "." in text_ else text_
