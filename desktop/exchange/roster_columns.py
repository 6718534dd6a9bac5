"""The cells of one column, read as values of its field: every different cell once.

Lists repeat themselves, so a column is read through a table of its different cells; that, and not
the loop over the rows, is where reading costs time.
"""

from __future__ import annotations

import re
import sys
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from desktop.domain.fields import Kind
from desktop.domain.values import ValueProblem, parse, tidy
from desktop.exchange.roster_fields import header_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.domain.fields import Field
    from desktop.domain.values import Value

_NUMBERS_AS_TEXT = frozenset(
    {"phone", "id_no", "body_no", "asset_no", "account_no", "comm_addr", "barcode", "title_no"}
)
_NOTHING = frozenset({"无", "暂无", "不详", "未知", "-", "--", "—", "——", "/", "\\", "空"})
_PLAIN = re.compile(r"[0-9A-Za-z\u4e00-\u9fff]+").fullmatch
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+\d{2,3}")
_UNITS = re.compile(r"(?:㎡|m²|m2|平方米|平米|平|元|吨|度|m³|立方米|人|mm|毫米)$", re.IGNORECASE)
_PHONE = re.compile(r"[\d+() /、,;转-]{5,20}")
_MOBILE = re.compile(r"(?:\+?86)?(1\d{10})")
_MOBILE_ALONE = re.compile(r"1[0-9]{10}").fullmatch
_IDENTITY = re.compile(r"\d{17}[\dX]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def read_column(
    field: Field, cells: Sequence[Any]
) -> tuple[list[Value], dict[Any, tuple[str, str]]]:
    """Return the value of every cell, and (code, text) of each different cell that has none."""
    read = reader_of(field)
    different = set(cells)
    known: dict[Any, Value] = {"": None, None: None}
    if field.kind is Kind.TEXT and field.name not in {"phone", "id_no"}:
        known |= _as_they_are(field, different)
    bad: dict[Any, tuple[str, str]] = {}
    for cell in different - known.keys():
        try:
            known[cell] = read(cell)
        except ValueProblem as problem:
            known[cell] = None
            bad[cell] = (problem.code, problem.text)
    return [known[cell] for cell in cells], bad


def _as_they_are(field: Field, cells: set[Any]) -> dict[Any, Value]:
    """Return the cells that are their own value: letters, digits and Chinese characters."""
    longest = field.length or sys.maxsize
    plain: dict[Any, Value] = {
        cell: cell
        for cell in cells
        if cell.__class__ is str and len(cell) <= longest and _PLAIN(cell)
    }
    if field.name in _NUMBERS_AS_TEXT:
        for word in _NOTHING & plain.keys():
            del plain[word]
    return plain


def reader_of(field: Field) -> Callable[[Any], Value]:
    """Return the function that reads one cell of ``field``; it raises ValueProblem."""
    if field.name == "phone":
        return lambda cell: _phone(field, cell)
    if field.name == "id_no":
        return lambda cell: _identity(field, cell)
    if field.kind is Kind.TEXT:
        return _text_reader(field)
    if field.kind in {Kind.DECIMAL, Kind.INTEGER}:
        return lambda cell: parse(field, _without_unit(cell))
    if field.kind is Kind.CODE:
        return _code_reader(field)
    return lambda cell: parse(field, cell)


def plain_text(cell: object) -> str:
    """Return a cell as tidy text: ``3.0`` is 3; what cannot be text is shown as it is."""
    if cell.__class__ is str:
        return tidy(cell)
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return "" if cell is None else str(cell)


def _text_reader(field: Field) -> Callable[[Any], Value]:
    is_number = field.name in _NUMBERS_AS_TEXT
    longest = field.length

    def read(cell: Any) -> Value:
        if cell.__class__ is not str:
            return parse(field, cell)
        text = tidy(cell)
        if longest and len(text) > longest:
            raise ValueProblem("value-too-long", text)
        if is_number:
            return _number_text(text)
        return text or None

    return read


def _number_text(text: str) -> Value:
    if text in _NOTHING:
        return None
    if "+" in text and _SCIENTIFIC.fullmatch(text):
        raise ValueProblem("value-digits-lost", text)
    return text.replace(" ", "").removeprefix("'") or None


def _phone(field: Field, cell: Any) -> Value:
    if cell.__class__ is str and _MOBILE_ALONE(cell):
        return cell
    # length is judged last: dashes and spaces do not count
    raw = parse(field, cell) if cell.__class__ is not str else tidy(cell)
    text = _number_text(str(raw)) if raw else None
    if text is None:
        return None
    found = str(text)
    mobile = _MOBILE.fullmatch(found.replace("-", ""))
    if mobile is not None:
        return mobile[1]
    if len(found) > field.length:
        raise ValueProblem("value-too-long", found)
    if not _PHONE.fullmatch(found):
        raise ValueProblem("value-not-a-phone", found)
    return found


def _identity(field: Field, cell: Any) -> Value:
    raw = parse(field, cell)
    text = _number_text(str(raw)) if raw else None
    if text is None:
        return None
    found = str(text).upper()
    if _IDENTITY.fullmatch(found):
        total = sum(int(digit) * weight for digit, weight in zip(found, _WEIGHTS, strict=False))
        if _CHECKS[total % 11] != found[17]:
            raise ValueProblem("value-not-an-identity-number", found)
    return found


def _without_unit(cell: Any) -> Any:
    if cell.__class__ is not str:
        return Decimal(int(cell)) if isinstance(cell, float) and cell.is_integer() else cell
    text = tidy(cell)
    return None if text in _NOTHING else _UNITS.sub("", text).strip()


def _code_reader(field: Field) -> Callable[[Any], Value]:
    words = header_words().values.get(field.name, {})

    def read(cell: Any) -> Value:
        if cell.__class__ is str:
            text = tidy(cell)
            if text in words:
                return words[text]
            if text in _NOTHING:
                return None
            return parse(field, text)
        return parse(field, cell)

    return read
