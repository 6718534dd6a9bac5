"""Rows of a large sheet as XML, made by a function generated once per sheet.

openpyxl needs 13 µs a cell because it decides anew for each what it is. Here the columns decide
once: the generated function has the markup of a whole row as one template (``exchange.md``,
"Writing").
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from desktop.domain.fields import Kind
from desktop.exchange.escaping import LONGEST_CELL, UNSAFE, check_length, escape_cell
from desktop.exchange.tickets import check_letter, fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from desktop.domain.values import Value
    from desktop.exchange.sheets import Column, Sheet

SheetRowInput: TypeAlias = "tuple[Sequence[str | None], Sequence[Value]]"
"""Ids in the order of the sheet's kinds, values in the order of its columns."""


@dataclass(frozen=True, slots=True)
class StoredRows:
    """Rows as the ledger stores them: nothing is made of a value before its cell is written.

    Attributes:
        readers: for every column what makes a value of what is stored; None where it is one.
        pages: lists of rows, each row one tuple: ids, then what the columns store.
    """

    readers: Sequence[Callable[[Any], Any] | None]
    pages: Iterable[Sequence[tuple[Any, ...]]]


_EPOCH = date(1899, 12, 30).toordinal()
_NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL})
_PAIRS = _NUMBERS | {Kind.DATE}
_MOST_REMEMBERED = 10_000


def column_letters(index: int) -> str:
    """Return the letters of the column at ``index``, counted from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class _Memo(dict[Any, Any]):
    """What was made of values already met: the same dates, codes, readings come again and again."""

    def __init__(self, make: Callable[[Any], Any], nothing: Any) -> None:
        super().__init__()
        self._make = make
        self._nothing = nothing

    def __missing__(self, value: Any) -> Any:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        made = self[value] = self._nothing if value is None else self._make(value)
        return made


def _kind(column: Column | None) -> Kind:
    return column.field.kind if column is not None and column.field is not None else Kind.TEXT


def _memo(column: Column, reader: Callable[[Any], Any] | None) -> _Memo | None:
    """Return what turns a column's stored values into texts; None where they are texts already.

    For numbers and dates it gives a pair: the text that a reader of the file will see, which goes
    into the fingerprint, and what stands in the cell.
    """
    read = reader or (lambda stored: stored)
    kind = _kind(column)
    if kind in _NUMBERS:
        return _Memo(lambda stored: (str(float(value := read(stored))), str(value)), ("", ""))
    if kind is Kind.DATE:
        return _Memo(lambda stored: _day_texts(read(stored)), ("", ""))
    codes = column.field.codes if column.field else None
    if codes is None:
        return None
    labels = codes.labels
    return _Memo(lambda code: labels[code][0] if code in labels else str(code), "")


def _day_texts(day: date) -> tuple[str, str]:
    return day.isoformat(), str(day.toordinal() - _EPOCH)


def _is_pair(column: Column) -> bool:
    return _kind(column) in _PAIRS


def _cell_source(index: int, style: int, column: Column | None, name: str) -> str:
    start = f"<c r='{column_letters(index)}{{n}}' s='{style}'"
    if column is None:
        return f"{start} t='inlineStr'><is><t>{{{name}}}</t></is></c>"
    if _is_pair(column):
        return f"{{f\"{start}><v>{{x{name[1:]}}}</v></c>\" if {name} else ''}}"
    return f"{{f\"{start} t='inlineStr'><is><t>{{{name}}}</t></is></c>\" if {name} else ''}}"


def _value_source(index: int, column: Column) -> str:
    if _is_pair(column):
        return f"t{index}, x{index} = memo{index}[v{index}]"
    if column.field is not None and column.field.codes is not None:
        return f"t{index} = memo{index}[v{index}]"
    return f"t{index} = v{index} or ''"


def _source(sheet: Sheet, styles: Sequence[int]) -> str:
    """Return the function that writes a page of rows; the fingerprint is over ticket and texts."""
    numbered = list(enumerate(sheet.columns))
    ids = [f"i{index}" for index in range(len(sheet.kinds))]
    unpacked = ", ".join([*ids, *(f"v{index}" for index, _ in numbered)])
    texts = [index for index, column in numbered if column.number_format == "@"]
    joined = "\\x1f".join(["{ticket}", *(f"{{t{index}}}" for index, _ in numbered)])
    parts = ".".join(f"{{{one} or ''}}" for one in ids)
    cells = [
        _cell_source(0, styles[0], None, "ticket"),
        _cell_source(1, styles[1], None, "mark"),
    ] * bool(sheet.kinds)
    cells += [
        _cell_source(index + 2, styles[index + 2], column, f"t{index}")
        for index, column in numbered
    ]
    lines = [
        "def make_rows(number, rows):",
        "    made = []",
        f"    for {unpacked}, in rows:",
        "        n = str(number)",
        *(f"        {_value_source(index, column)}" for index, column in numbered),
        f'        ticket = f"{{start}}.{parts}."',
        "        ticket += check_letter(ticket)",
        f"        joined = f'{joined}'",
        "        mark = fingerprint(joined)",
        f"        separators = joined.count('\\x1f') - {len(numbered)}",
        "        if separators or len(joined) > most or '_x' in joined or unsafe(joined):",
        *(f"            t{index} = escape_cell(check_length(t{index}))" for index in texts),
        '        made.append(f"""<row r=\'{n}\'>' + "".join(cells) + '</row>""")',
        "        number += 1",
        "    return ''.join(made)",
    ]
    return "\n".join(lines)


def rows_maker(
    sheet: Sheet,
    styles: Sequence[int],
    export_code: str,
    readers: Sequence[Callable[[Any], Any] | None] | None = None,
) -> Callable[[int, Sequence[tuple[Any, ...]]], str]:
    """Return the function that writes rows of ``sheet``: (first row number, rows) → XML.

    A row is one tuple, ids and then columns.

    Args:
        sheet: whose columns the rows follow.
        styles: cell style of every column, the two hidden ones first.
        export_code: goes into every ticket.
        readers: as in :class:`StoredRows`; None where the rows hold values.
    """
    given = readers or [None] * len(sheet.columns)
    scope: dict[str, object] = {
        f"memo{index}": _memo(column, reader)
        for index, (column, reader) in enumerate(zip(sheet.columns, given, strict=True))
    }
    scope |= {
        "most": LONGEST_CELL,
        "start": sheet.letter + export_code,
        "check_letter": check_letter,
        "fingerprint": fingerprint,
        "unsafe": UNSAFE.search,
        "escape_cell": escape_cell,
        "check_length": check_length,
    }
    exec(_source(sheet, styles), scope)  # noqa: S102 - source made above from our own columns
    return scope["make_rows"]  # type: ignore[return-value]


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
