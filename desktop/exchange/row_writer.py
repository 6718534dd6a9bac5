"""Rows of a large sheet as XML, made by a function generated once per sheet.

openpyxl needs 13 µs a cell because it decides anew for each what it is. Here the columns decide
once: the generated function has the markup of a whole row as one template (``exchange.md``,
"Writing").
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from desktop.domain.fields import Kind
from desktop.exchange.escaping import LONGEST_CELL, UNSAFE, check_length, escape_cell
from desktop.exchange.tickets import fingerprint, make_ticket

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.domain.values import Value
    from desktop.exchange.sheets import Column, Sheet

SheetRowInput: TypeAlias = "tuple[Sequence[str | None], Sequence[Value]]"
"""Ids in the order of the sheet's kinds, values in the order of its columns."""

_EPOCH = date(1899, 12, 30).toordinal()
_NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL})
_MOST_REMEMBERED = 10_000


def column_letters(index: int) -> str:
    """Return the letters of the column at ``index``, counted from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class _Memo(dict["Value", str]):
    """Texts of values already met: the same dates, codes and readings come again and again."""

    def __init__(self, make: Callable[[Any], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, value: Value) -> str:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        text = self[value] = "" if value is None else self._make(value)
        return text


def _shown_expression(column: Column, name: str) -> str:
    """Return Python source of the cell's text as a reader will see it (see ``fingerprint``)."""
    kind = column.field.kind if column.field else Kind.TEXT
    if kind in _NUMBERS:
        return f"number_text[{name}]"
    if kind is Kind.DATE:
        return f"date_text[{name}]"
    if column.field is not None and column.field.codes is not None:
        return f"label{name[1:]}[{name}]"
    return f"{name} or ''"


def _cell_source(index: int, style: int, name: str, column: Column | None) -> str:
    kind = column.field.kind if column and column.field else Kind.TEXT
    start = f"<c r='{column_letters(index)}{{number}}' s='{style}'"
    if kind is Kind.DATE:
        return f"{{f\"{start}><v>{{serial[v{name[1:]}]}}</v></c>\" if {name} else ''}}"
    if kind in _NUMBERS:
        return f"{{f\"{start}><v>{{{name}}}</v></c>\" if {name} else ''}}"
    text = f"{start} t='inlineStr'><is><t>{{{name}}}</t></is></c>"
    if column is None:
        return text
    return f"{{f\"{text}\" if {name} else ''}}"


def _label_texts(column: Column) -> _Memo:
    """Return code → what the cell shows; 是/否 for truth values, the code where no label is."""
    labels = column.field.codes.labels if column.field and column.field.codes else {}
    return _Memo(lambda code: labels[code][0] if code in labels else str(code))


def _source(sheet: Sheet, styles: Sequence[int]) -> str:
    names = [f"t{index}" for index in range(len(sheet.columns))]
    values = ", ".join(f"v{index}" for index in range(len(sheet.columns)))
    texts = [index for index, column in enumerate(sheet.columns) if column.number_format == "@"]
    lines = ["def make_row(number, ids, values):", f"    {values}, = values"]
    for index, (name, column) in enumerate(zip(names, sheet.columns, strict=True)):
        lines.append(f"    {name} = {_shown_expression(column, f'v{index}')}")
    joined = "\\x1f".join(["{ticket}", *[f"{{{name}}}" for name in names]])
    cells = [_cell_source(0, styles[0], "ticket", None), _cell_source(1, styles[1], "mark", None)]
    cells += [
        _cell_source(index + 2, styles[index + 2], name, column)
        for index, (name, column) in enumerate(zip(names, sheet.columns, strict=True))
    ]
    lines += [
        "    ticket = make_ticket(letter, code, ids)" if sheet.kinds else "    ticket = ''",
        f"    joined = f'{joined}'",
        "    mark = fingerprint(joined)" if sheet.kinds else "    mark = ''",
        f"    separators = joined.count('\\x1f') - {len(names)}",
        "    if separators or len(joined) > most or '_x' in joined or unsafe(joined):",
        *[f"        t{index} = escape_cell(check_length(t{index}))" for index in texts],
        "    return f'''<row r='{number}'>" + "".join(cells) + "</row>'''",
    ]
    return "\n".join(lines)


def row_maker(
    sheet: Sheet, styles: Sequence[int], export_code: str
) -> Callable[[int, Sequence[str | None], Sequence[Value]], str]:
    """Return the function that writes one row of ``sheet``: (row number, ids, values) → XML.

    Args:
        sheet: whose columns the values follow.
        styles: cell style of every column, the two hidden ones first.
        export_code: goes into every ticket.
    """
    scope: dict[str, object] = {
        f"label{index}": _label_texts(column) for index, column in enumerate(sheet.columns)
    }
    scope |= {
        "number_text": _Memo(lambda number: str(float(number))),
        "date_text": _Memo(date.isoformat),
        "serial": _Memo(lambda day: str(day.toordinal() - _EPOCH)),
        "most": LONGEST_CELL,
        "letter": sheet.letter,
        "code": export_code,
        "make_ticket": make_ticket,
        "fingerprint": fingerprint,
        "unsafe": UNSAFE.search,
        "escape_cell": escape_cell,
        "check_length": check_length,
    }
    exec(_source(sheet, styles), scope)  # noqa: S102 - source made above from our own columns
    return scope["make_row"]  # type: ignore[return-value]


def spare_rows(styles: Sequence[int], texts: Sequence[bool], first: int, count: int) -> str:
    """Return empty rows whose text columns already have the text format."""
    cells = "".join(
        f"<c r='{column_letters(index)}%d' s='{style}'/>"
        for index, (style, text) in enumerate(zip(styles, texts, strict=True))
        if text
    )
    template = f"<row r='%d'>{cells}</row>"
    numbers = 1 + sum(texts)
    return "".join(template % ((number,) * numbers) for number in range(first, first + count))
