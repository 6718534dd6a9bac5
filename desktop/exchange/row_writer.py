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
    from collections.abc import Callable, Collection, Iterable, Sequence

    from desktop.domain.values import Value
    from desktop.exchange.shared_strings import SharedStrings
    from desktop.exchange.sheets import Column, Sheet

SheetRowInput: TypeAlias = "tuple[Sequence[str | None], Sequence[Value]]"
"""Ids in the order of the sheet's kinds, values in the order of its columns."""


@dataclass(frozen=True, slots=True)
class StoredRows:
    """Rows as the ledger stores them: nothing is made of a value before its cell is written.

    Attributes:
        readers: for every column what makes a value of what is stored; None where it is one.
            Decimals are stored as whole numbers, scaled by the places of their field.
        pages: lists of rows, each row one tuple: ids, then what the columns store.
    """

    readers: Sequence[Callable[[Any], Any] | None]
    pages: Iterable[Sequence[tuple[Any, ...]]]


_EPOCH = date(1899, 12, 30).toordinal()
_NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL})
_PAIRS = _NUMBERS | {Kind.DATE}
_MOST_REMEMBERED = 10_000
_NOTHING = ("", "")
_REPEATING = frozenset({"transformer_area", "maker", "model", "community", "area_group"})
"""Texts that many rows have in common."""


def column_letters(index: int) -> str:
    """Return the letters of the column at ``index``, counted from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class _Memo(dict[Any, tuple[str, str]]):
    """What was made of values already met: the same dates, codes, readings come again and again."""

    def __init__(self, make: Callable[[Any], tuple[str, str]], nothing: tuple[str, str]) -> None:
        super().__init__()
        self._make = make
        self._nothing = nothing

    def __missing__(self, value: Any) -> tuple[str, str]:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        made = self[value] = self._nothing if value is None else self._make(value)
        return made


def _kind(column: Column | None) -> Kind:
    return column.field.kind if column is not None and column.field is not None else Kind.TEXT


def _is_shared(column: Column) -> bool:
    """Return whether the column's texts repeat: labels, and where a row belongs."""
    field = column.field
    return field is not None and (
        field.codes is not None
        or (column.context and field.kind is Kind.TEXT)
        or field.name in _REPEATING
    )


def _memo(
    column: Column, reader: Callable[[Any], Any] | None, strings: SharedStrings
) -> _Memo | None:
    """Return what turns a column's stored values into texts; None where they are texts already.

    It gives a pair: the text that a reader of the file will see, which goes into the fingerprint,
    and what stands in the cell.
    """
    read = reader or (lambda stored: stored)
    kind = _kind(column)
    if kind in _NUMBERS:
        return _Memo(lambda stored: (str(float(value := read(stored))), str(value)), _NOTHING)
    if kind is Kind.DATE:
        return _Memo(lambda stored: _day_texts(read(stored)), _NOTHING)
    if not _is_shared(column):
        return None
    codes = column.field.codes if column.field else None
    labels = codes.labels if codes else {}
    return _Memo(
        lambda code: _shared(labels[code][0] if code in labels else str(code), strings), _NOTHING
    )


def _shared(text: str, strings: SharedStrings) -> tuple[str, str]:
    return (text, strings[text]) if text else _NOTHING


def _day_texts(day: date) -> tuple[str, str]:
    return day.isoformat(), str(day.toordinal() - _EPOCH)


def _is_pair(column: Column) -> bool:
    return _kind(column) in _PAIRS or _is_shared(column)


def _cell_source(index: int, style: int, column: Column | None, name: str) -> str:
    start = f"<c r='{column_letters(index)}{{n}}' s='{style}'"
    if column is None:
        return f"{start} t='inlineStr'><is><t>{{{name}}}</t></is></c>"
    if _is_pair(column):
        start += " t='s'" * _is_shared(column)
        return f"{{f\"{start}><v>{{x{name[1:]}}}</v></c>\" if {name} else ''}}"
    return f"{{f\"{start} t='inlineStr'><is><t>{{{name}}}</t></is></c>\" if {name} else ''}}"


def _mark_source(style: int, *, always: bool) -> str:
    """Return the cell of the fingerprint; a row to be looked at has none."""
    cell = _cell_source(1, style, None, "mark")
    return cell if always else f"{{f\"{cell}\" if mark else ''}}"


def _value_source(index: int, column: Column, places: int | None) -> str:
    if places is not None:  # a decimal stored as a whole number
        scaled = f"v{index} / {10**places}"
        return f"t{index} = x{index} = '' if v{index} is None else repr({scaled})"
    if _is_pair(column):
        return f"t{index}, x{index} = memo{index}[v{index}]"
    return f"t{index} = v{index} or ''"


def _source(sheet: Sheet, styles: Sequence[int], *, stored: bool, some_looked_at: bool) -> str:
    """Return the function that writes a page of rows; the fingerprint is over ticket and texts."""
    numbered = list(enumerate(sheet.columns))
    ids = [f"i{index}" for index in range(len(sheet.kinds))]
    unpacked = ", ".join([*ids, *(f"v{index}" for index, _ in numbered)])
    texts = [index for index, column in numbered if not _is_pair(column)]
    scaled = {
        index: column.field.places
        for index, column in numbered
        if stored and column.field is not None and column.field.kind is Kind.DECIMAL
    }
    joined = "\\x1f".join(["{ticket}", *(f"{{t{index}}}" for index, _ in numbered)])
    together = "".join(f"{{t{index}}}" for index in texts)
    parts = ".".join(f"{{{one} or ''}}" for one in ids)
    cells = [
        _cell_source(0, styles[0], None, "ticket"),
        _mark_source(styles[1], always=not some_looked_at),
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
        *(
            f"        {_value_source(index, column, scaled.get(index))}"
            for index, column in numbered
        ),
        f'        ticket = f"{{start}}.{parts}."',
        "        ticket += check_letter(ticket)",
        f"        joined = f'{joined}'",
        f"        mark = {'None if i0 in looked_at else ' * some_looked_at}fingerprint(joined)",
        # letters and digits alone, as nearly always: nothing to escape
        f"        if len(joined) > most or not f'a{together}'.isalnum() and (",
        f"            joined.count('\\x1f') != {len(numbered)} or '_x' in joined or unsafe(joined)",
        "        ):",
        "            pass",
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
    strings: SharedStrings,
    readers: Sequence[Callable[[Any], Any] | None] | None = None,
    looked_at: Collection[str] = (),
) -> Callable[[int, Sequence[tuple[Any, ...]]], str]:
    """Return the function that writes rows of ``sheet``: (first row number, rows) → XML.

    A row is one tuple, ids and then columns.

    Args:
        sheet: whose columns the rows follow.
        styles: cell style of every column, the two hidden ones first.
        export_code: goes into every ticket.
        strings: where texts that repeat are kept.
        readers: as in :class:`StoredRows`; None where the rows hold values.
        looked_at: leading ids of rows without a fingerprint.
    """
    given = readers or [None] * len(sheet.columns)
    scope: dict[str, object] = {
        f"memo{index}": _memo(column, reader, strings)
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
        "looked_at": looked_at,
    }
    source = _source(
        sheet, styles, stored=readers is not None, some_looked_at=bool(looked_at and sheet.kinds)
    )
    exec(source, scope)  # noqa: S102 - made above from our own columns
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
