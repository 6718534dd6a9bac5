"""What the receiver of a list says of each line: accepted, or returned with a reason (D7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.values import tidy
from desktop.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ACCEPTED, RETURNED = 1, 2
"""Codes of ``LINE_RESULT``."""
NUMBER, RESULT, REASON = (
    "序号",
    ("核对结果", "核对", "是否接收", "结果"),
    ("退回原因", "原因", "意见"),
)
_YES = frozenset({"√", "✓", "✔", "☑", "是", "接收", "合格", "通过", "1", "v", "y", "yes", "ok"})
_NO = frozenset({"×", "✗", "✘", "x", "否", "退回", "不合格", "不接收", "0", "n", "no"})
_LOOKED_AT = 12
"""Rows in which the headings are looked for."""


@dataclass(frozen=True, slots=True)
class CheckedLine:
    """One line as it came back.

    Attributes:
        line_no: 序号 of the annex, from 1.
        result: ``ACCEPTED`` or ``RETURNED``.
        reason: why it was returned; empty for an accepted line.
    """

    line_no: int
    result: int
    reason: str = ""


def read_checked_lines(rows: Sequence[Sequence[object]]) -> list[CheckedLine]:
    """Return what a sheet says of the lines; a line that says nothing is left out.

    A reason alone is a return. The headings may stand in any of the first rows and in any order.

    Raises:
        InputError: ``returned-no-header``; ``returned-line-unclear`` with the row; ``returned-
            line-twice``.
    """
    place = _header(rows)
    if place is None:
        raise InputError("returned-no-header")
    at, columns = place
    found: dict[int, CheckedLine] = {}
    for index, row in enumerate(rows[at + 1 :], start=at + 2):
        line = _line(row, columns, index)
        if line is None:
            continue
        if line.line_no in found and found[line.line_no] != line:
            raise InputError("returned-line-twice", row=index, line=line.line_no)
        found[line.line_no] = line
    return [found[number] for number in sorted(found)]


def _header(rows: Sequence[Sequence[object]]) -> tuple[int, Mapping[str, int]] | None:
    for at, row in enumerate(rows[:_LOOKED_AT]):
        names = [_text(cell).replace(" ", "") for cell in row]
        if NUMBER not in names:
            continue
        columns = {"number": names.index(NUMBER)}
        for key, wanted in (("result", RESULT), ("reason", REASON)):
            place = next((names.index(name) for name in wanted if name in names), None)
            if place is not None:
                columns[key] = place
        if len(columns) > 1:
            return at, columns
    return None


def _line(row: Sequence[object], columns: Mapping[str, int], index: int) -> CheckedLine | None:
    number, result, reason = (
        _cell(row, columns.get(key)) for key in ("number", "result", "reason")
    )
    word = result.casefold()
    if not word and not reason:
        return None
    if not number.isdecimal() or (word and word not in _YES | _NO):
        raise InputError("returned-line-unclear", row=index, value=result or number)
    if word in _YES:
        return CheckedLine(int(number), ACCEPTED)
    return CheckedLine(int(number), RETURNED, reason)


def _cell(row: Sequence[object], column: int | None) -> str:
    return _text(row[column]) if column is not None and column < len(row) else ""


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else tidy(str(cell))


def every_line(lines: Iterable[CheckedLine], count: int) -> list[CheckedLine]:
    """Return a result for each of ``count`` lines: whoever is not returned is accepted.

    Raises:
        InputError: ``returned-line-unknown``: the list has no such line.
    """
    told = {line.line_no: line for line in lines}
    for number in told:
        if not 1 <= number <= count:
            raise InputError("returned-line-unknown", line=number, count=count)
    return [told.get(number, CheckedLine(number, ACCEPTED)) for number in range(1, count + 1)]
