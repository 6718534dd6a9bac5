"""Rows of a large sheet as XML, made by a function generated once per sheet.

openpyxl needs 13 µs a cell because it decides anew for each what it is. Here the columns decide
once, and what neighbouring columns have in common is made once (:mod:`desktop.exchange.row_parts`).
Everything is bytes from the ledger to the file: no text is decoded that is only written again.
"""

from __future__ import annotations

from binascii import hexlify
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias
from zlib import crc32

from desktop.domain.fields import Kind
from desktop.domain.stored_lines import BETWEEN_PARTS
from desktop.exchange.escaping import LONGEST_CELL, check_length
from desktop.exchange.row_parts import (
    NOTHING,
    ColumnMemo,
    PartMemo,
    cell_start,
    column_letters,
    encoded,
    is_free_text,
    kind_of,
    row_parts,
)
from desktop.exchange.tickets import CHECK_LETTERS, FINGERPRINT_BYTES, FINGERPRINT_START, SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from desktop.domain.values import Value
    from desktop.exchange.row_parts import Made, Reader
    from desktop.exchange.shared_strings import SharedStrings
    from desktop.exchange.sheets import Sheet

SheetRowInput: TypeAlias = "tuple[Sequence[str | None], Sequence[Value]]"
"""Ids in the order of the sheet's kinds, values in the order of its columns."""
RowMaker: TypeAlias = "Callable[[int, Sequence[Any]], bytes]"


@dataclass(frozen=True, slots=True)
class StoredRows:
    """Rows as the ledger stores them: nothing is made of a value before its cell is written.

    Attributes:
        readers: for every column what makes a value of what is stored; None where it is one.
            Decimals are stored as whole numbers, scaled by the places of their field.
        pages: lists of rows. Each row is one line (:mod:`desktop.domain.stored_lines`): ids, then
            the parts of :func:`desktop.exchange.row_parts.row_parts`.
    """

    readers: Sequence[Reader]
    pages: Iterable[Sequence[bytes]]


# Bytes that are nothing but text. The others are looked at by the character: markup, "_" (begins
# an escape), what XML 1.0 forbids, and what begins U+D000 to U+DFFF and U+F000 to U+FFFF.
_PLAIN = bytes(set(range(0x20, 0x100)) - set(b"&<>_\xed\xef")) + b"\t\n"
_TEXT = b" t='inlineStr'><is><t>"
_TEXT_END = b"</t></is></c>"


class _Tails(dict[bytes, bytes]):
    """Digits behind the point → as a reader of the file will see them: ``50`` → ``.5``."""

    def __missing__(self, digits: bytes) -> bytes:
        made = self[digits] = b"." + (digits.rstrip(b"0") or b"0")
        return made


class _Small(dict[bytes, bytes]):
    """Scaled numbers too short to be cut at the point."""

    def __init__(self, places: int) -> None:
        super().__init__({b"": b""})
        self._scale = 10**places

    def __missing__(self, digits: bytes) -> bytes:
        made = self[digits] = repr(int(digits) / self._scale).encode()
        return made


def _part_source(sheet: Sheet, number: int, places: Sequence[int], *, stored: bool) -> list[str]:
    """Return the lines that make text ``t`` and cells ``x`` of a part ``v``."""
    column = sheet.columns[places[0]]
    t, x, v = f"t{number}", f"x{number}", f"v{number}"
    if is_free_text(column):
        return [f"{t} = {v}", f"{x} = open{number} + {v} + text_end if {v} else b''"]
    scale = column.field.places if column.field and kind_of(column) is Kind.DECIMAL else 0
    if stored and scale:
        cut = f"{v}[:-{scale}] + tails[{v}[-{scale}:]]"
        return [
            f"{t} = {cut} if len({v}) > {scale + 1} else small{scale}[{v}]",
            f"{x} = open{number} + {t} + b'</v></c>' if {t} else b''",
        ]
    return [f"{t}, {x} = memo{number}[{v}]"]


def _careful_source(sheet: Sheet, parts: Sequence[Sequence[int]]) -> list[str]:
    """Return the lines that look at a row's own texts by the character."""
    free = [n for n, places in enumerate(parts) if is_free_text(sheet.columns[places[0]])]
    if not free:
        return []
    together = ", ".join(f"t{number}" for number in free)
    return [
        f"        if len(joined) > most or b''.join(({together},)).translate(None, plain):",
        *(f"            x{number} = careful{number}(t{number})" for number in free),
    ]


def _source(
    sheet: Sheet, parts: Sequence[Sequence[int]], *, stored: bool, some_looked_at: bool
) -> str:
    """Return the function that writes rows; the fingerprint is over ticket and texts."""
    ids = [f"i{index}" for index in range(len(sheet.kinds))]
    numbers = range(len(parts))
    row = "line.split(between)" if stored else "line"
    mark = "open_mark + hexlify(blake2b(joined, digest_size=size).digest()) + text_end"
    if some_looked_at:
        mark = f"b'' if i0 in looked_at else {mark}"
    hidden = ['b"\'>" + open_ticket', "ticket", "text_end", "mark"] if ids else ['b"\'>"']
    pieces = ['b"<row r=\'"', "n", *hidden, *(f"x{number}" for number in numbers), "b'</row>'"]
    lines = [
        "def make_rows(number, lines):",
        "    made = []",
        "    for line in lines:",
        f"        {', '.join([*ids, *(f'v{number}' for number in numbers)])}, = {row}",
        *(
            f"        {line}"
            for number, places in enumerate(parts)
            for line in _part_source(sheet, number, places, stored=stored)
        ),
        f"        ticket = b'.'.join(({', '.join(['start', *ids])}, b''))",
        "        ticket += letters[crc32(ticket) % len(letters)]",
        f"        joined = separator.join((ticket, {', '.join(f't{n}' for n in numbers)}))",
        f"        mark = {mark}" if ids else "",
        *_careful_source(sheet, parts),
        "        n = b'%d' % number",
        f"        made.append(b''.join(({', '.join(pieces)})).replace(b'\\xff', n))",
        "        number += 1",
        "    return b''.join(made)",
    ]
    return "\n".join(lines)


def rows_maker(
    sheet: Sheet,
    styles: Sequence[int],
    export_code: str,
    strings: SharedStrings,
    readers: Sequence[Reader] | None = None,
    looked_at: Collection[str] = (),
) -> RowMaker:
    """Return the function that writes rows of ``sheet``: (first row number, rows) → XML.

    Rows are lines as :class:`StoredRows` has them, or what :func:`given_rows` makes of values.

    Args:
        sheet: whose columns the rows follow.
        styles: cell style of every column, the two hidden ones first.
        export_code: goes into every ticket.
        strings: where texts that repeat are kept.
        readers: as in :class:`StoredRows`; None where the rows hold values.
        looked_at: leading ids of rows without a fingerprint.
    """
    parts = row_parts(sheet)
    scope: dict[str, object] = {
        "between": BETWEEN_PARTS,
        "blake2b": blake2b,
        "crc32": crc32,
        "hexlify": hexlify,
        "letters": [letter.encode() for letter in CHECK_LETTERS],
        "looked_at": frozenset(one.encode() for one in looked_at),
        "most": LONGEST_CELL,
        "open_mark": cell_start(1, styles[1]) + _TEXT + FINGERPRINT_START.encode(),
        "open_ticket": cell_start(0, styles[0]) + _TEXT,
        "plain": _PLAIN,
        "separator": SEPARATOR.encode(),
        "size": FINGERPRINT_BYTES,
        "start": (sheet.letter + export_code).encode(),
        "tails": _Tails(),
        "text_end": _TEXT_END,
    }
    given = readers or [None] * len(sheet.columns)
    for number, places in enumerate(parts):
        memos = [
            ColumnMemo(place, sheet.columns[place], styles[place + 2], given[place], strings)
            for place in places
        ]
        start = cell_start(places[0] + 2, styles[places[0] + 2])
        free = is_free_text(sheet.columns[places[0]])
        field = sheet.columns[places[0]].field
        scale = field.places if field else 0
        scope |= {
            f"memo{number}": PartMemo(memos),
            f"open{number}": start + (_TEXT if free else b"><v>"),
            f"careful{number}": _careful(memos[0]),
            f"small{scale}": _Small(scale),
        }
    source = _source(
        sheet, parts, stored=readers is not None, some_looked_at=bool(looked_at and sheet.kinds)
    )
    exec(source, scope)  # noqa: S102 - made above from our own columns
    return scope["make_rows"]  # type: ignore[return-value]


def _careful(memo: ColumnMemo) -> Callable[[bytes], bytes]:
    def cell(text: bytes) -> bytes:
        made: Made = NOTHING
        if text:
            made = memo.text(check_length(text.decode("utf-8", "surrogatepass")))
        return made[1]

    return cell


def given_rows(sheet: Sheet, rows: Iterable[SheetRowInput], size: int) -> Iterator[list[list[Any]]]:
    """Yield pages of ``size`` rows of values as the function of :func:`rows_maker` takes them."""
    parts = row_parts(sheet)
    free = [is_free_text(sheet.columns[places[0]]) for places in parts]
    cut = (
        [
            *((one or "").encode() for one in ids),
            *(
                encoded(str(values[places[0]] or "")) if own else tuple([values[i] for i in places])
                for places, own in zip(parts, free, strict=True)
            ),
        ]
        for ids, values in rows
    )
    while page := list(islice(cut, size)):
        yield page


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


__all__ = ["RowMaker", "SheetRowInput", "StoredRows", "column_letters", "given_rows", "rows_maker"]
