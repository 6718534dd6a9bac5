"""One value of one field: read as people type it, compared as rules need, shown as people read.

``parse`` accepts what a clerk or a spreadsheet makes of a value (full-width digits, ``2024.3.5``,
``1,234.50``, ``是``); ``canonical`` gives the one text under which equal values are equal, used by
the journal, the merge and fingerprints.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import TYPE_CHECKING, TypeAlias

from desktop.domain.fields import Field, Kind

if TYPE_CHECKING:
    from collections.abc import Callable

Value: TypeAlias = str | int | Decimal | date | datetime | bool | None
Record: TypeAlias = Mapping[str, Value]

_LARGEST_INTEGER = 2**62
_MOST_DIGITS = 15
_DATE_PARTS = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?(?:[ T].*)?")
_DATE_UNCLEAR = re.compile(r"\d{1,2}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*(?:\d{1,2}|\d{4})\s*日?")
_DATE_SOLID = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DEFAULT_IGNORABLE = dict.fromkeys(
    [
        *(0x00AD, 0x034F, 0x061C, 0xFEFF),
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xFE00, 0xFE10),
        *range(0xE0100, 0xE01F0),
    ]
)
# What most cells hold, and what tidying leaves alone: printable ASCII and plain Chinese characters.
_ALREADY_TIDY = re.compile(r"[!-~\u4e00-\u9fff]+(?: [!-~\u4e00-\u9fff]+)*").fullmatch
_SERIAL_EPOCH = date(1899, 12, 30).toordinal()
_SERIALS = range(10_000, 80_000)
_YES = frozenset({"1", "是", "true", "yes", "y", "√", "✓", "对"})
_NO = frozenset({"0", "否", "false", "no", "n", "×", "✕", "不是"})


class ValueProblem(ValueError):  # noqa: N818 - a problem to be listed, not a failure
    """A value that its field cannot take.

    Attributes:
        code: message code, such as ``value-not-a-date``.
    """

    def __init__(self, code: str, text: str) -> None:
        super().__init__(code)
        self.code = code
        self.text = text


def tidy(text: str) -> str:
    """Return ``text`` with full-width forms narrowed, invisible characters and edge space gone.

    Line breaks and runs of space become one space; Chinese punctuation that only looks wide
    (brackets, commas) is narrowed with the digits, because registers mix both.
    """
    if not text or _ALREADY_TIDY(text):
        return text
    stripped = "".join(
        character
        for character in text.translate(_DEFAULT_IGNORABLE)
        if character in "\t\n\r" or unicodedata.category(character) != "Cc"
    )
    if stripped.isascii():
        return " ".join(stripped.split())
    narrowed = "".join(
        unicodedata.normalize("NFKC", character)
        if 0xFF01 <= ord(character) <= 0xFF5E or character == "　"  # noqa: PLR2004 - the full-width block itself
        else character
        for character in unicodedata.normalize("NFC", stripped)
    )
    return " ".join(narrowed.split())


def parse(field: Field, raw: object) -> Value:
    """Return the value that ``raw`` means for ``field``; None for empty.

    Raises:
        ValueProblem: the text or number does not fit the field; the caller keeps what was there.
    """
    if raw is None:
        return None
    if isinstance(raw, str):
        raw = tidy(raw)
        if not raw:
            return None
    return _PARSERS[field.kind](field, raw)


def canonical(field: Field, value: Value) -> str:
    """Return the one text of ``value``: equal values give equal texts, None gives ``""``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, Decimal):
        return f"{value:.{field.places}f}"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def restore(field: Field, text: str) -> Value:
    """Return the value whose canonical text is ``text`` (the inverse of :func:`canonical`)."""
    if text == "":
        return None
    if field.kind is Kind.MOMENT:
        return datetime.fromisoformat(text)
    return text if field.kind is Kind.TEXT else parse(field, text)


def show(field: Field, value: Value, language: str = "zh_CN") -> str:
    """Return ``value`` as people read it: code labels, 是/否, plain numbers; ``""`` for None."""
    if value is None:
        return ""
    if field.kind is Kind.BOOLEAN and field.codes is not None:
        return field.codes.label(int(bool(value)), language)
    if field.codes is not None:
        return field.codes.label(value, language)
    if isinstance(value, datetime):
        return value.astimezone().strftime("%Y-%m-%d %H:%M")
    return canonical(field, value)


def _parse_text(field: Field, raw: object) -> Value:
    if isinstance(raw, bool):
        text = "是" if raw else "否"
    elif isinstance(raw, float):
        text = _whole(raw)
    elif isinstance(raw, datetime):
        text = raw.date().isoformat()
    else:
        text = tidy(str(raw))
    if field.length and len(text) > field.length:
        raise ValueProblem("value-too-long", text)
    return text or None


def _whole(number: float) -> str:
    """Write a float cell as people typed it; more digits than a float holds are a loss."""
    if number != number or number in (float("inf"), float("-inf")):  # noqa: PLR0124 - NaN test
        raise ValueProblem("value-not-a-number", str(number))
    if number.is_integer():
        if abs(number) >= 10**_MOST_DIGITS:
            raise ValueProblem("value-digits-lost", f"{number:.0f}")
        return str(int(number))
    return repr(number)


def _number_text(raw: object) -> str:
    return str(raw).replace(",", "").replace("，", "").replace("¥", "").strip()


def _parse_decimal(field: Field, raw: object) -> Value:
    try:
        number = Decimal(_number_text(raw))
        rounded = number.quantize(Decimal(1).scaleb(-field.places))
    except InvalidOperation:
        raise ValueProblem("value-not-a-number", str(raw)) from None
    if not number.is_finite() or abs(number) >= Decimal(10) ** _MOST_DIGITS:
        raise ValueProblem("value-not-a-number", str(raw))
    if number != rounded and not isinstance(raw, float):
        raise ValueProblem("value-too-many-places", str(raw))
    return rounded + 0


def _parse_integer(_field: Field, raw: object) -> Value:
    try:
        number = Decimal(_number_text(raw))
        whole = int(number)
    except (InvalidOperation, ValueError, OverflowError):
        raise ValueProblem("value-not-a-number", str(raw)) from None
    if number != whole or abs(whole) > _LARGEST_INTEGER:
        raise ValueProblem("value-not-whole", str(raw))
    return whole


def _parse_date(_field: Field, raw: object) -> Value:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    text = str(raw)
    if isinstance(raw, float) and not isfinite(raw):
        raise ValueProblem("value-not-a-date", text)
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        if raw == int(raw) and int(raw) in _SERIALS:
            return date.fromordinal(_SERIAL_EPOCH + int(raw))
        text = str(int(raw)) if raw == int(raw) else text
    match = _DATE_PARTS.fullmatch(text) or _DATE_SOLID.fullmatch(text)
    if match is None and _DATE_UNCLEAR.fullmatch(text):
        # 5/3/24 is the fifth of March or the third of May, or in the year 5: only people know
        raise ValueProblem("value-date-unclear", text)
    if match is None:
        raise ValueProblem("value-not-a-date", text)
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        raise ValueProblem("value-not-a-date", text) from None


def _parse_moment(_field: Field, raw: object) -> Value:
    try:
        moment = raw if isinstance(raw, datetime) else datetime.fromisoformat(str(raw))
        # Without a zone it is the time on the wall, as show() writes it. The first and the last
        # day there are, and on Windows what lies before 1970, have no such time everywhere.
        return moment.astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError, OSError):
        raise ValueProblem("value-not-a-date", str(raw)) from None


def _parse_boolean(_field: Field, raw: object) -> Value:
    text = str(raw).removesuffix(".0").removesuffix("()").removeprefix("=").lower()
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise ValueProblem("value-not-yes-or-no", str(raw))


def _parse_code(field: Field, raw: object) -> Value:
    assert field.codes is not None  # noqa: S101 - a CODE field without a list is our own mistake
    text = _whole(raw) if isinstance(raw, float) else str(raw)
    code = field.codes.code(text)
    if code is None:
        raise ValueProblem("value-not-in-list", text)
    return code


def _parse_reference(_field: Field, raw: object) -> Value:
    text = str(raw)
    if not re.fullmatch(r"[0-9a-f]{32}", text):
        raise ValueProblem("value-not-a-reference", text)
    return text


_PARSERS: Mapping[Kind, Callable[[Field, object], Value]] = {
    Kind.TEXT: _parse_text,
    Kind.INTEGER: _parse_integer,
    Kind.DECIMAL: _parse_decimal,
    Kind.DATE: _parse_date,
    Kind.MOMENT: _parse_moment,
    Kind.BOOLEAN: _parse_boolean,
    Kind.CODE: _parse_code,
    Kind.REFERENCE: _parse_reference,
}
