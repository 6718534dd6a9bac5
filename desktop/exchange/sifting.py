"""Tells the rows of a returned sheet that nobody touched from those to look at.

A row whose fingerprint still fits its ticket and cells is untouched: no cell of it is parsed, and
only its ticket leaves the child process that reads the file. That is what lets 50,000 rows with
1,000 edits be planned in little more time than it takes to read them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import chain, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from desktop.exchange.sheet_layout import LOOKED_AT, find_layout
from desktop.exchange.sheets import ASIDE_SHEETS
from desktop.exchange.tickets import SEPARATOR, fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from desktop.exchange.portions import Portions
    from desktop.exchange.sheet_layout import Layout

_MIDNIGHT = time()
_REMEMBERED = frozenset({date, datetime, float, str})
"""Not ``bool``: in a memory, True would be taken for 1."""
_MOST_REMEMBERED = 10_000
_TICKETS = 10_000
_TOUCHED = 2_000
"""Rows of one page: neither child nor parent ever holds two copies of many."""


@dataclass(frozen=True, slots=True)
class SiftedSheet:
    """One sheet of a returned workbook.

    Attributes:
        title: name on the tab.
        head: its first rows, enough to find the layout.
        touched: (index from 0, cells) of the rows to look at.
        same: tickets of the rows that are exactly as they were written.
    """

    title: str
    head: Sequence[Sequence[object]]
    touched: Sequence[tuple[int, Sequence[object]]] = ()
    same: Sequence[str] = ()


def sift(title: str, rows: Iterable[Sequence[object]]) -> SiftedSheet:
    """Return ``rows`` (from the first row of the sheet on) sifted; they are read once."""
    touched: list[tuple[int, Sequence[object]]] = []
    same: list[str] = []
    head: Sequence[Sequence[object]] = ()
    for page in sifted_pages(title, rows):
        head = head or page.head
        touched += page.touched
        same += page.same
    return SiftedSheet(title, head, touched, same)


def sifted_pages(title: str, rows: Iterable[Sequence[object]]) -> Iterator[SiftedSheet]:
    """Yield ``rows`` sifted, some thousand at a time; only the first page has a head."""
    left = iter(rows)
    head: Sequence[Sequence[object]] = list(islice(left, LOOKED_AT))
    layout = None if title in ASIDE_SHEETS else find_layout(title, head)
    if layout is None or not layout.sheet.kinds:
        yield SiftedSheet(title, head)
        return
    touched: list[tuple[int, Sequence[object]]] = []
    same: list[str] = []
    pick = _picker(layout)
    for index, row in enumerate(chain(head[layout.first :], left), start=layout.first):
        ticket = pick(row) if pick is not None else ""
        if ticket:
            same.append(ticket)
        elif any(cell not in {"", None} for cell in row):
            touched.append((index, row))
        if len(same) == _TICKETS or len(touched) == _TOUCHED:
            yield SiftedSheet(title, head, touched, same)
            head, touched, same = (), [], []
    yield SiftedSheet(title, head, touched, same)


def _picker(layout: Layout) -> Callable[[Sequence[Any]], str] | None:
    """Return the function that gives the ticket of a row that nobody touched, else ``""``.

    None where ticket, fingerprint or a column is missing: then every row is looked at.
    """
    keys = [column.key for column in layout.sheet.columns]
    if layout.ticket is None or layout.fingerprint is None or len(layout.columns) != len(keys):
        return None
    places = (layout.ticket, *(layout.columns[key] for key in keys))
    take = itemgetter(*places)
    mark = layout.fingerprint
    width = max(*places, mark)
    start = layout.sheet.letter
    shape = len(layout.sheet.kinds) + 1
    told = [
        (place, _Told())
        for place, column in enumerate(layout.sheet.columns, start=1)
        if column.number_format != "@"
    ]

    def untouched(row: Sequence[Any]) -> str:
        if len(row) <= width or not row[mark]:
            return ""
        cells = [*take(row)]
        ticket = cells[0]
        if ticket.__class__ is not str or ticket[:1] != start or ticket.count(".") != shape:
            return ""
        for place, memo in told:
            cell = cells[place]
            cells[place] = memo[cell] if cell.__class__ in _REMEMBERED else _as_written(cell)
        try:
            text = SEPARATOR.join(cells)
        except TypeError:  # a number or a date where text was written
            text = SEPARATOR.join(map(_as_written, cells))
        return ticket if fingerprint(text) == row[mark] else ""

    return untouched


class _Told(dict[object, str]):
    """The texts of the numbers and dates of one column: they come again and again."""

    def __missing__(self, cell: object) -> str:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        text = self[cell] = _as_written(cell)
        return text


def _as_written(cell: object) -> str:
    """Return the text that went into the fingerprint for a cell that is no text."""
    if cell is None:
        return ""
    if isinstance(cell, datetime) and cell.time() == _MIDNIGHT:
        return cell.date().isoformat()
    return str(cell)


def sifted_frames(book: Any, portions: Portions | None) -> Iterator[tuple[Any, ...]]:
    """Yield every worksheet of an open python-calamine workbook, sifted, as plain tuples.

    This is what the reading child sends: ``("sifted", title, head, touched, same)``; the further
    pages of a sheet have an empty head.
    """
    for name in book.sheet_names:
        if portions is not None and portions.holds(name):
            rows = portions.rows(name)
        else:
            rows = book.get_sheet_by_name(name).iter_rows()
        for one in sifted_pages(name, rows):
            yield ("sifted", one.title, one.head, one.touched, one.same)
