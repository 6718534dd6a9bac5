"""A .csv as other programs write it: its encoding and its separator are found out.

UTF-8 with and without mark, GB18030 (and so GBK and GB2312), UTF-16 of either order with and
without mark; comma, semicolon, tab or bar, or what a first line ``sep=;`` says.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from io import StringIO

_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_UNMARKED = ("utf-16-le", "utf-16-be")
_SEPARATORS = ",\t;|"
_LINES_LOOKED_AT = 40
_TEXT_LOOKED_AT = 100_000
_BYTES_LOOKED_AT = 4_000
_SEPARATOR_SAID = re.compile(r'\A"?sep=(.)"?\r?\n', re.IGNORECASE)
_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)
RUNS = r"(?:\s*[=+\-@＝＋－＠]|[\t\r\n])"
"""How a text begins that a spreadsheet would run."""

PROTECTED = re.compile(f"'+{RUNS}")
"""How a text begins that has an apostrophe in front of that."""


def decoded(data: bytes) -> str | None:
    """Return the text of a .csv, or None where the bytes are text in none of the encodings."""
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and (encoding not in _UNMARKED or "\n" in text):
            return text
    return None


def separated(text: str) -> list[list[str]]:
    """Return the rows of ``text``; what only protected a cell from a spreadsheet is taken off.

    Raises:
        csv.Error: a cell has no end, or is longer than any cell.
    """
    said = _SEPARATOR_SAID.match(text)
    if said is not None:
        text = text[said.end() :]
    separator = said[1] if said is not None else _separator(text)
    rows = list(csv.reader(StringIO(text, newline=""), delimiter=separator))
    if '="' in text or "'" in text:
        rows = [[_plain(cell) if cell[:1] in {"=", "'"} else cell for cell in row] for row in rows]
    return rows


def _encodings(data: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return (encoding,)
    head = data[:_BYTES_LOOKED_AT]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if even or odd:  # separators and line ends of UTF-16 have a zero byte, always on one side
        return _UNMARKED[:1] if odd > even else _UNMARKED[1:]
    return ("utf-8", "gb18030")


def _separator(text: str) -> str:
    """Return the separator under which most of the first lines have as many cells as each other."""
    # Whole lines, so that no cell is cut in two; a long file is not split up for it.
    lines = text[:_TEXT_LOOKED_AT].splitlines(keepends=True)
    head = "".join(lines[:_LINES_LOOKED_AT])
    scores = {separator: _score(head, separator) for separator in _SEPARATORS}
    best = max(scores.values())
    return next(separator for separator, score in scores.items() if score == best)


def _score(head: str, separator: str) -> int:
    try:
        rows = [row for row in csv.reader(StringIO(head, newline=""), delimiter=separator) if row]
    except csv.Error:
        return -1
    widths = Counter(sum(1 for cell in row if cell.strip()) and len(row) for row in rows)
    return max((width * count for width, count in widths.items() if width > 1), default=0)


def _plain(cell: str) -> str:
    as_text = _AS_TEXT.fullmatch(cell)
    if as_text is not None:
        return as_text[1].replace('""', '"')
    return cell[1:] if PROTECTED.match(cell) else cell
