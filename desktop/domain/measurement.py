"""Measured values against the criterion of their item: pure, with units, before anything is kept.

Sources stand with the rules: W06 in ``pressure.py``; height 0.8–1.2 m D21; voltage 198.0–235.4 V
C7; the balance W17 is a proposal with the office's tolerance. For insulation and earth (E06, E07)
no number could be verified: without the office's own nothing is judged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.checklist import Judge
from desktop.domain.pressure import Phase, Pipe, PressureTest, faults
from desktop.domain.project_codes import CheckResult

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop.domain.checklist import Item, Measure

_HUNDRED = Decimal(100)
_FORM = re.compile(r"\d{1,9}(\.\d{1,6})?")


class MeasureReason(StrEnum):
    """Why values are not, or not yet, good; the values are message codes."""

    MISSING = "measure-missing"
    NOT_A_NUMBER = "measure-not-a-number"
    NOT_A_DAY = "measure-not-a-day"
    BELOW = "measure-below"
    ABOVE = "measure-above"
    NO_LIMIT = "measure-no-limit"
    BALANCE_OVER = "measure-balance-over"
    PERIOD_EMPTY = "measure-period-empty"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a message code and what fills its placeholders."""

    code: str
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What measured values come to.

    Attributes:
        result: pass or fail; None while it cannot be told.
        reasons: why not, in the order of the rule; empty exactly when passed.
    """

    result: CheckResult | None
    reasons: tuple[Reason, ...] = ()


def judge(item: Item, values: Mapping[str, str], limits: Mapping[str, Decimal]) -> Judgement:
    """Judge the measured ``values`` of ``item``.

    Args:
        item: with a judge and its measures.
        values: measure → what was typed.
        limits: parameter → the office's own number; 0 means that none is set.
    """
    asked = [measure for measure in item.measures if measure.asked(values)]
    bad = [reason for measure in asked if (reason := _unreadable(measure, values)) is not None]
    if item.judge is None or bad:
        return Judgement(None, tuple(bad))
    reasons = _JUDGES[item.judge](item, values, limits)
    if any(reason.code == MeasureReason.NO_LIMIT for reason in reasons):
        return Judgement(None, reasons)
    return Judgement(CheckResult.FAIL if reasons else CheckResult.PASS, reasons)


def plain(value: Decimal) -> str:
    """Return a number as a person writes it: no exponent, no idle zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _unreadable(measure: Measure, values: Mapping[str, str]) -> Reason | None:
    text = values.get(measure.name, "").strip()
    details = {"field": measure.label, "field_en": measure.label_en}
    if not text:
        return Reason(MeasureReason.MISSING, details)
    if measure.kind == "choice":
        return None if text in (measure.choices or {}) else Reason(MeasureReason.MISSING, details)
    if measure.kind == "date":
        return None if _day(text) else Reason(MeasureReason.NOT_A_DAY, details)
    return None if _FORM.fullmatch(text) else Reason(MeasureReason.NOT_A_NUMBER, details)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _number(values: Mapping[str, str], name: str) -> Decimal:
    try:
        return Decimal(values.get(name, "").strip())
    except InvalidOperation:
        return Decimal(0)


def _pressure(
    _item: Item, values: Mapping[str, str], _limits: Mapping[str, Decimal]
) -> tuple[Reason, ...]:
    has_second = values.get("pipe") == Pipe.PLASTIC
    second = _phase(values, "second_") if has_second else None
    found = faults(
        PressureTest(
            pipe=Pipe(values["pipe"]),
            working=_number(values, "working"),
            test=_number(values, "test"),
            first=_phase(values, ""),
            second=second,
            leak=values.get("leak", "none") != "none",
        )
    )
    return tuple(
        Reason(fault.reason, {"value": plain(fault.value), "limit": plain(fault.limit)})
        for fault in found
    )


def _phase(values: Mapping[str, str], prefix: str) -> Phase:
    return Phase(
        _number(values, f"{prefix}start"),
        _number(values, f"{prefix}end"),
        _number(values, f"{prefix}minutes"),
    )


def _range(
    item: Item, values: Mapping[str, str], _limits: Mapping[str, Decimal]
) -> tuple[Reason, ...]:
    return _between(item, values, item.least, item.most)


def _at_least(
    item: Item, values: Mapping[str, str], limits: Mapping[str, Decimal]
) -> tuple[Reason, ...]:
    limit = limits.get(item.parameter)
    return _between(item, values, limit, None) if limit else _no_limit(item)


def _at_most(
    item: Item, values: Mapping[str, str], limits: Mapping[str, Decimal]
) -> tuple[Reason, ...]:
    limit = limits.get(item.parameter)
    return _between(item, values, None, limit) if limit else _no_limit(item)


def _no_limit(item: Item) -> tuple[Reason, ...]:
    return (Reason(MeasureReason.NO_LIMIT, {"item": item.name, "item_en": item.name_en}),)


def _between(
    item: Item, values: Mapping[str, str], least: Decimal | None, most: Decimal | None
) -> tuple[Reason, ...]:
    value = _number(values, "value")
    unit = next((m.unit for m in item.measures if m.name == "value"), "")
    if least is not None and value < least:
        limit = plain(least)
        return (Reason(MeasureReason.BELOW, {"value": plain(value), "limit": limit, "unit": unit}),)
    if most is not None and value > most:
        limit = plain(most)
        return (Reason(MeasureReason.ABOVE, {"value": plain(value), "limit": limit, "unit": unit}),)
    return ()


def _balance(
    item: Item, values: Mapping[str, str], limits: Mapping[str, Decimal]
) -> tuple[Reason, ...]:
    """Judge |master − total| ≤ tolerance × master, without a division: exact at nothing too."""
    begins, ends = _day(values.get("begins", "")), _day(values.get("ends", ""))
    if begins is not None and ends is not None and ends <= begins:
        return (Reason(MeasureReason.PERIOD_EMPTY),)
    master, total = _number(values, "master"), _number(values, "total")
    tolerance = limits.get(item.parameter)
    if tolerance is None:
        return _no_limit(item)
    loss = master - total
    if abs(loss) * _HUNDRED <= tolerance * master:
        return ()
    details = {"value": plain(loss), "limit": plain(tolerance)}
    return (Reason(MeasureReason.BALANCE_OVER, details),)


_JUDGES: Mapping[
    Judge, Callable[[Item, Mapping[str, str], Mapping[str, Decimal]], tuple[Reason, ...]]
] = {
    Judge.PRESSURE: _pressure,
    Judge.RANGE: _range,
    Judge.PARAMETER_LEAST: _at_least,
    Judge.PARAMETER_MOST: _at_most,
    Judge.BALANCE: _balance,
}
