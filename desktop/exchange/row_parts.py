"""What a row of a large sheet is cut into, and what was made of each part before.

Neighbouring columns whose values come again and again (an address, eight codes, two dates) are
one part: the cells of all of them are made once and found again by one look.
"""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeAlias

from desktop.domain.fields import Kind
from desktop.domain.stored_lines import WITHIN_PART
from desktop.exchange.escaping import escape_cell
from desktop.exchange.tickets import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.exchange.shared_strings import SharedStrings
    from desktop.exchange.sheets import Column, Sheet

Made: TypeAlias = tuple[bytes, bytes]
"""What the fingerprint is made over, and the cells; ``ROW`` stands for the row's number."""
Reader: TypeAlias = "Callable[[Any], Any] | None"

ROW = b"\xff"
NOTHING: Made = (b"", b"")
_EPOCH = date(1899, 12, 30).toordinal()
_NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL})
_MOST_REMEMBERED = 4_000
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


def kind_of(column: Column) -> Kind:
    """Return the kind of a column's values; the column 操作 holds text."""
    return column.field.kind if column.field is not None else Kind.TEXT


def repeats(column: Column) -> bool:
    """Return whether the column's texts repeat: labels, and where a row belongs."""
    field = column.field
    return field is not None and (
        field.codes is not None
        or (column.context and field.kind is Kind.TEXT)
        or field.name in _REPEATING
    )


def is_free_text(column: Column) -> bool:
    """Return whether every row has its own text there."""
    return not (repeats(column) or kind_of(column) in _NUMBERS or kind_of(column) is Kind.DATE)


def row_parts(sheet: Sheet) -> list[list[int]]:
    """Return the parts of a row as places of columns; most are a single column."""
    parts: list[list[int]] = []
    for together, places in groupby(range(len(sheet.columns)), lambda i: _class(sheet.columns[i])):
        if together:
            parts.append(list(places))
        else:
            parts += [[place] for place in places]
    return parts


def _class(column: Column) -> str:
    """Return what neighbours must have in common to be one part; an empty text for none."""
    if kind_of(column) is Kind.DATE:
        return "date"
    if not repeats(column):
        return ""
    return "place" if column.context else "code" * bool(column.field and column.field.codes)


def cell_start(index: int, style: int) -> bytes:
    """Return the beginning of a cell up to its style."""
    return b"<c r='%b%b' s='%d'" % (column_letters(index).encode(), ROW, style)


class _Remembered(dict[Any, Made]):
    """Forgets everything when it grows too large."""

    def keep(self, key: Any, made: Made) -> Made:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        self[key] = made
        return made


class ColumnMemo(_Remembered):
    """What was made of the values of one column."""

    def __init__(
        self, index: int, column: Column, style: int, reader: Reader, strings: SharedStrings
    ) -> None:
        super().__init__()
        self._start = cell_start(index + 2, style)
        self._read = reader
        self._strings = strings
        self._kind = kind_of(column)
        self._is_shared = repeats(column)
        codes = column.field.codes if column.field else None
        self._labels = codes.labels if codes else {}

    def __missing__(self, stored: Any) -> Made:
        value = stored if self._read is None or stored is None else self._read(stored)
        return self.keep(stored, NOTHING if value is None or value == "" else self._made(value))

    def _made(self, value: Any) -> Made:
        if self._kind in _NUMBERS:
            return self._plain(str(float(value)), str(value))
        if self._kind is Kind.DATE:
            return self._plain(value.isoformat(), str(value.toordinal() - _EPOCH))
        if self._is_shared:
            text = self._labels[value][0] if value in self._labels else str(value)
            if not text:
                return NOTHING
            return encoded(text), b"%b t='s'><v>%b</v></c>" % (
                self._start,
                self._strings[text].encode(),
            )
        return self.text(str(value))

    def _plain(self, text: str, shown: str) -> Made:
        return text.encode(), b"%b><v>%b</v></c>" % (self._start, shown.encode())

    def text(self, text: str) -> Made:
        """Return the cell of a text that nothing else has."""
        shown = encoded(escape_cell(text))
        return encoded(text), b"%b t='inlineStr'><is><t>%b</t></is></c>" % (self._start, shown)


class PartMemo(_Remembered):
    """What was made of neighbouring columns: their stored bytes, or a tuple of their values."""

    def __init__(self, columns: Sequence[ColumnMemo]) -> None:
        super().__init__()
        self._columns = columns

    def __missing__(self, part: bytes | tuple[Any, ...]) -> Made:
        if isinstance(part, bytes):
            values: Sequence[Any] = [
                one.decode() if one else None for one in part.split(WITHIN_PART)
            ]
        else:
            values = part
        made = [memo[one] for memo, one in zip(self._columns, values, strict=True)]
        texts = SEPARATOR.encode().join([text for text, _ in made])
        return self.keep(part, (texts, b"".join([cell for _, cell in made])))


def encoded(text: str) -> bytes:
    """Return ``text`` in UTF-8, whatever is in it."""
    return text.encode("utf-8", "surrogatepass")
