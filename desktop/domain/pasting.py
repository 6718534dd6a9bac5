"""What a spreadsheet puts on the clipboard, read and written; no table of ours in here.

Excel and WPS write rows as lines and cells with tabs between; a cell that holds a tab, a line
break or begins with a quotation mark stands in quotation marks, inner ones doubled.
"""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Grid: TypeAlias = list[list[str]]

_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=\t|\r\n|\n|\r|\Z)')
_PLAIN = re.compile(r"[^\t\r\n]*")
_SPECIAL = re.compile(r"[\t\r\n]")
_MERGED = re.compile(r"(?:row|col)span=", re.IGNORECASE)
_ROUNDED = re.compile(r"\d(?:\.\d+)?E\+\d{2,}", re.IGNORECASE)
_BREAKS = ("\r\n", "\n", "\r")
_MOST_SPAN = 10_000


def parse_tsv(text: str) -> Grid:
    """Return the cells of ``text``; rows may be of different length, no text means no rows."""
    rows: Grid = []
    row: list[str] = []
    place = 0
    while place < len(text):
        cell, place = _cell(text, place)
        row.append(cell)
        if place < len(text) and text[place] == "\t":
            place += 1
            if place == len(text):
                row.append("")
            continue
        if place < len(text):
            place += 2 if text.startswith("\r\n", place) else 1
        rows.append(row)
        row = []
    if row:
        rows.append(row)
    return rows


def format_tsv(rows: Iterable[Sequence[str]]) -> str:
    """Return ``rows`` as the clipboard holds them; :func:`parse_tsv` gives them back."""
    return "".join("\t".join(map(_quoted, row)) + "\r\n" for row in rows)


def format_html(rows: Iterable[Sequence[str]]) -> str:
    """Return ``rows`` as a table in which every cell is text.

    A meter number of nineteen digits would lose its end as a number, and a text that begins with
    ``=`` would be calculated.
    """
    lines = ["<tr>" + "".join(f"<td>{_lined(cell)}</td>" for cell in row) + "</tr>" for row in rows]
    style = "<style>td{mso-number-format:'\\@';}</style>"
    body = "".join(lines)
    return (
        f'<html><head><meta charset="utf-8">{style}</head><body><table>{body}</table></body></html>'
    )


def parse_html(text: str) -> Grid | None:
    """Return the cells of the first table in ``text``, or None when there is none.

    A merged cell stands for every cell it covers: that is what it means on paper.
    """
    reader = _TableReader()
    reader.feed(text)
    reader.close()
    return reader.grid()


def read_clipboard(text: str, html: str) -> Grid:
    """Return what was copied; merged cells are only to be seen in ``html``."""
    if _MERGED.search(html):
        merged = parse_html(html)
        if merged:
            return merged
    return parse_tsv(text)


def rounded(text: str) -> bool:
    """Return whether a spreadsheet has rounded a long number, such as ``4.23001E+18``."""
    return _ROUNDED.fullmatch(text.strip()) is not None


def pick(grid: Grid, row: int, place: int) -> str | None:
    """Return the text for a cell when ``grid`` is repeated over a selection; None for no cell."""
    line = grid[row % len(grid)]
    wide = max(map(len, grid))
    at = place % wide if wide else 0
    return line[at] if at < len(line) else None


def shape(grid: Grid, rows: int, places: int) -> tuple[int, int]:
    """Return how many rows and columns are written when ``grid`` is pasted over a selection.

    As in Excel: a selection that is a whole multiple is filled, otherwise the block stands where
    the selection begins, whatever its size.
    """
    high, wide = len(grid), max(map(len, grid), default=0)
    if not high or not wide:
        return 0, 0
    return (
        rows if rows > high and rows % high == 0 else high,
        places if places > wide and places % wide == 0 else wide,
    )


def _cell(text: str, place: int) -> tuple[str, int]:
    quoted = _QUOTED.match(text, place)
    if quoted is not None:
        return quoted.group(1).replace('""', '"'), quoted.end()
    plain = _PLAIN.match(text, place)
    assert plain is not None  # noqa: S101 - the pattern matches nothing as well
    return plain.group(), plain.end()


def _quoted(cell: str) -> str:
    if cell.startswith('"') or _SPECIAL.search(cell):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _lined(cell: str) -> str:
    text = escape(cell)
    for line_break in _BREAKS:
        text = text.replace(line_break, "<br>")
    return text


class _TableReader(HTMLParser):
    """Reads the first table of a page."""

    def __init__(self) -> None:
        super().__init__()
        self._cells: dict[tuple[int, int], str] = {}
        self._row = -1
        self._text: list[str] | None = None
        self._span = (1, 1)
        self._depth = 0
        self._done = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a row or a cell."""
        if self._done:
            return
        if tag == "table":
            self._depth += 1
        elif tag == "tr" and self._depth == 1:
            self._end_cell()
            self._row += 1
        elif tag in {"td", "th"} and self._depth == 1:
            self._end_cell()
            self._text = []
            given = dict(attrs)
            self._span = (_span(given.get("rowspan")), _span(given.get("colspan")))
        elif tag == "br" and self._text is not None:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a cell, a row or the table."""
        if tag in {"td", "th", "tr"} and self._depth == 1:
            self._end_cell()
        elif tag == "table":
            self._end_cell()
            self._depth -= 1
            self._done = self._depth <= 0

    def handle_data(self, data: str) -> None:
        """Gather the text of a cell; line breaks of the source are space."""
        if self._text is not None:
            self._text.append(" ".join(data.split("\n")) if data.strip() else "")

    def grid(self) -> Grid | None:
        """Return what was read."""
        self._end_cell()
        if not self._cells:
            return None
        high = max(row for row, _ in self._cells) + 1
        wide = max(place for _, place in self._cells) + 1
        return [[self._cells.get((row, at), "") for at in range(wide)] for row in range(high)]

    def _end_cell(self) -> None:
        if self._text is None:
            return
        text, self._text = "".join(self._text).strip(" \xa0"), None
        row = max(self._row, 0)
        place = 0
        while (row, place) in self._cells:
            place += 1
        for down in range(self._span[0]):
            for right in range(self._span[1]):
                self._cells.setdefault((row + down, place + right), text)


def _span(text: str | None) -> int:
    return min(int(text), _MOST_SPAN) if text and text.isdecimal() and int(text) else 1
