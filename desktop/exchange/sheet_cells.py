"""The cells of one row of a sheet's XML: found, replaced, added in their place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias

from desktop.exchange.escaping import check_length, escape_cell
from desktop.exchange.row_writer import column_letters

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from desktop.exchange.sheet_stream import SheetNames

CellValue: TypeAlias = "str | int | Decimal | date | None"

_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Z]{1,3})(\d+)["']""")
_STYLE = re.compile(rb"""\ss\s*=\s*["'](\d+)["']""")
_EPOCH_1900 = date(1899, 12, 30)
_EPOCH_1904 = date(1904, 1, 1)
_FIRST_YEAR = 1904
"""Older days have no number in one of the two ways of counting; they are written as text."""


@dataclass(slots=True)
class RowCells:
    """One row taken apart.

    Attributes:
        number: of the row.
        tag: its opening tag, never self-closed.
        cells: column (from 0) → XML of the cell.
        names: how the sheet writes its tags.
    """

    number: int
    tag: bytes
    names: SheetNames
    cells: dict[int, bytes] = field(default_factory=dict)

    def xml(self) -> bytes:
        """Return the row, its cells from left to right."""
        inside = b"".join(self.cells[column] for column in sorted(self.cells))
        return self.tag + inside + self.names.closing(b"row")

    def style(self, column: int) -> int | None:
        """Return the style of a cell, else the row's own; None where neither says."""
        for source in (self.cells.get(column, b""), self.tag):
            found = _STYLE.search(source.partition(b">")[0])
            if found:
                return int(found[1])
        return None

    def has_formula(self, column: int) -> bool:
        """Return whether a cell is computed."""
        cell = self.cells.get(column)
        return cell is not None and formula_in(cell, self.names)

    def is_empty(self, column: int) -> bool:
        """Return whether a cell holds neither value nor formula."""
        cell = self.cells.get(column)
        if cell is None:
            return True
        prefix = self.names.prefix
        tags = (b"<" + prefix + name for name in (b"v>", b"v ", b"f>", b"f ", b"is>", b"is "))
        return not any(tag in cell for tag in tags)

    def put(self, column: int, value: CellValue, style: int | None, *, d1904: bool = False) -> None:
        """Write a value with a style."""
        reference = f"{column_letters(column)}{self.number}"
        self.cells[column] = cell_xml(reference, value, style, self.names.prefix, d1904=d1904)

    def restyle(self, column: int, style: int) -> None:
        """Give a cell another style and leave what it holds."""
        cell = self.cells.get(column)
        if cell is None:
            self.put(column, None, style)
            return
        tag, end, rest = cell.partition(b">")
        word = b' s="%d"' % style
        if _STYLE.search(tag):
            tag = _STYLE.sub(word, tag, count=1)
        else:
            closed = tag.endswith(b"/")
            tag = (tag[:-1] if closed else tag) + word + (b"/" if closed else b"")
        self.cells[column] = tag + end + rest


def split_row(number: int, xml: bytes, names: SheetNames) -> RowCells:
    """Return the row ``xml`` taken apart; ``b""`` gives an empty row."""
    if not xml:
        tag = b'<%srow r="%d">' % (names.prefix, number)
        return RowCells(number, tag, names)
    tag, _, inside = xml.partition(b">")
    row = RowCells(number, tag.rstrip(b"/").rstrip() + b">", names)
    column = -1
    for cell in _cells(inside, names):
        found = _REFERENCE.search(cell.partition(b">")[0])
        column = column_number(found[1].decode()) if found else column + 1
        row.cells[column] = cell
    return row


def formula_in(cell: bytes, names: SheetNames) -> bool:
    """Return whether the XML of a cell has a formula."""
    tag = b"<" + names.prefix + b"f"
    return any(tag + after in cell for after in (b">", b" ", b"/"))


def column_number(letters: str) -> int:
    """Return the column of ``A`` (0), ``AB`` (27) ..."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def cell_xml(
    reference: str, value: CellValue, style: int | None, prefix: bytes = b"", *, d1904: bool = False
) -> bytes:
    """Return the XML of one cell: text inline, numbers and days as numbers.

    Raises:
        RefusedError: ``workbook-text-too-long``.
    """
    p = prefix.decode()
    head = f'<{p}c r="{reference}"' + ("" if style is None else f' s="{style}"')
    if value is None or value == "":
        return f"{head}/>".encode()
    if isinstance(value, date) and value.year < _FIRST_YEAR:
        value = value.isoformat()
    if isinstance(value, str):
        text = escape_cell(check_length(value))
        inside = f'<{p}is><{p}t xml:space="preserve">{text}</{p}t></{p}is>'
        return f'{head} t="inlineStr">{inside}</{p}c>'.encode()
    number = serial(value, d1904=d1904) if isinstance(value, date) else value
    return f"{head}><{p}v>{number}</{p}v></{p}c>".encode()


def serial(day: date, *, d1904: bool = False) -> int:
    """Return the number of a day, from 1904 on, as spreadsheets count."""
    plain = day.date() if isinstance(day, datetime) else day
    return (plain - (_EPOCH_1904 if d1904 else _EPOCH_1900)) // timedelta(days=1)


def _cells(inside: bytes, names: SheetNames) -> Iterable[bytes]:
    closing = names.closing(b"c")
    place = 0
    for tag in names.opening(b"c").finditer(inside):
        if tag.start() < place:
            continue
        place = tag.end()
        if not tag[0].endswith(b"/>"):
            place = inside.index(closing, tag.end()) + len(closing)
        yield inside[tag.start() : place]
