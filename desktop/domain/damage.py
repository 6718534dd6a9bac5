"""What spreadsheets do to values on their own: such a difference is damage, not somebody's change.

Zeros stripped from a number kept as text, fifteen digits left of eighteen, ``3-4`` turned into a
date, text trimmed or widened (``exchange.md``, merge rule 4).
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, InvalidOperation
from typing import TYPE_CHECKING

from desktop.domain.fields import Field, Kind
from desktop.domain.values import show, tidy

if TYPE_CHECKING:
    from desktop.domain.values import Value

_FLOAT_DIGITS = 15
_FEWEST_DIGITS = 5
_DAY_AND_MONTH = re.compile(r"(\d{1,4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?")


def is_same(field: Field, raw: object, value: Value) -> bool:
    """Return whether the cell ``raw`` still says ``value``, as typed or as damaged."""
    if raw is value or (raw == value and isinstance(raw, str)):
        return True  # what nearly every cell is
    text = _cell_text(raw)
    shown = show(field, value)
    if text == shown or (value is not None and tidy(text) == tidy(shown)):
        return True
    return field.kind is Kind.TEXT and isinstance(value, str) and is_damage(raw, value)


def is_damage(raw: object, text: str) -> bool:
    """Return whether ``raw`` is what a spreadsheet would make of the text cell ``text``."""
    if isinstance(raw, (datetime, date)):
        return _was_taken_for_a_date(raw, tidy(text))
    if isinstance(raw, bool):
        return text.strip().lower() == str(raw).lower()
    before, after = tidy(text), tidy(_cell_text(raw)).removeprefix("'")
    if before == after:
        return True
    return _same_number(before, after)


def _cell_text(raw: object) -> str:
    if raw is None:
        return ""
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 10**_FLOAT_DIGITS:
        return str(int(raw))
    return str(raw)


def _same_number(before: str, after: str) -> bool:
    """Return whether both are the same number once a float and General format had their way."""
    if not _NUMBER.fullmatch(before) or not _NUMBER.fullmatch(after):
        return False
    try:
        original, seen = Decimal(before), Decimal(after)
    except InvalidOperation:
        return False
    if original == seen:
        return True
    digits = before.lstrip("0")
    if len(digits) <= _FLOAT_DIGITS or not digits.isdigit():
        return False
    if float(original) == float(seen):
        return True
    # Excel keeps 15 digits, General shows as few as 5, and zeros at the end are not counted
    fewest = max(_FEWEST_DIGITS, len(seen.normalize().as_tuple().digits))
    return any(
        seen == _with_digits(original, kept, rounding)
        for kept in range(fewest, _FLOAT_DIGITS + 1)
        for rounding in (ROUND_HALF_UP, ROUND_DOWN)
    )


def _with_digits(number: Decimal, kept: int, rounding: str) -> Decimal:
    return number.quantize(Decimal(1).scaleb(number.adjusted() - kept + 1), rounding)


def _was_taken_for_a_date(raw: date, text: str) -> bool:
    match = _DAY_AND_MONTH.fullmatch(text)
    if match is None:
        return False
    numbers = [int(part) for part in match.groups() if part]
    if len(numbers) == 2:  # noqa: PLR2004 - day and month, in either order, any year
        return sorted(numbers) == sorted((raw.month, raw.day)) or numbers == [raw.year, raw.month]
    return numbers[1:] == [raw.month, raw.day] or numbers[:2] == [raw.month, raw.day]
