"""How far a sheet reaches, told from its XML as it streams by.

A reader lays a sheet out as a full block from its first to its last cell, so that one cell far
away costs gigabytes. The stated dimension may lie; the cells themselves do not.
"""

from __future__ import annotations

import re

LAST_ROW = 1_048_576
MOST_COLUMNS = 702
"""Up to column ZZ; no list that people keep is wider."""
MOST_CELLS = 8_000_000
"""A block up to this size is read however empty it is."""
MOST_EMPTY = 50
"""A larger block is read while at least one cell in so many is written."""
_NARROW = 26
# What a reference says beyond the width found so far. The pattern is searched in megabytes: it
# begins with plain letters, and only where it matches the tag is looked at.
_BEYOND = {
    width: re.compile(rb"""r=["'](?:%b|[A-Za-z]{3}|\d{7})""" % letters)
    for width, letters in (
        (_NARROW, rb"[A-Za-z]{2}"),
        (52, rb"[B-Zb-z][A-Za-z]"),
        (104, rb"[D-Zd-z][A-Za-z]"),
        (MOST_COLUMNS, rb"[A-Za-z]{3}"),
    )
}
_TAG = re.compile(rb"<(?:[\w.-]+:)?(c|row)\s[^<>]*\Z")
_REFERENCE = re.compile(rb"""r=["']([A-Za-z]*)(\d*)""")
_LONGEST_TAG = 1_000
_ROW_TAGS = (b'row r="', b"row r='")
_FILLED_ROW = re.compile(rb"""row r=["'](\d+)["'][^>]*(?<!/)>(?!</)""")
_EMPTY_ROWS = 4
"""So many empty rows may stand at the end: LibreOffice writes the very last row of a sheet."""


class SheetExtent:
    """Looks at the pieces of one sheet.

    Attributes:
        is_outside: whether a cell lies where no sheet reaches (column 703 counts as such).
    """

    def __init__(self) -> None:
        self.is_outside = False
        self._width = _NARROW
        self._cells = 0
        self._last = 0

    @property
    def is_large(self) -> bool:
        """Return whether the block is so large that its cells have to be counted."""
        return self._last * self._width > MOST_CELLS

    @property
    def is_too_wide(self) -> bool:
        """Return whether the block is large and, by what was counted, nearly empty."""
        return self.is_large and self._last * self._width > self._cells * MOST_EMPTY

    def look_at(self, piece: bytes) -> None:
        """Take in one piece, which begins with the end of the piece before."""
        self._last = max(self._last, _last_filled(piece))
        found = _BEYOND[self._width].search(piece)
        while found and not self.is_outside:
            if self._is_reference(piece, found.start()):
                self._take(piece, found.start())
            found = _BEYOND[self._width].search(piece, found.end())

    def count(self, piece: bytes) -> None:
        """Count the cells of one piece."""
        self._cells += piece.count(b"<c ") + piece.count(b":c ")

    def _is_reference(self, piece: bytes, place: int) -> bool:
        """Return whether the attribute at ``place`` is one of a cell or a row."""
        before = piece[max(0, place - _LONGEST_TAG) : place]
        return before[-1:].isspace() and _TAG.search(before) is not None

    def _take(self, piece: bytes, place: int) -> None:
        found = _REFERENCE.match(piece, place)
        if found is None:
            return
        letters, digits = found[1].upper(), found[2]
        if len(letters) > 2 or (not letters and int(digits) > LAST_ROW):  # noqa: PLR2004 - ZZ
            self.is_outside = True
        elif len(letters) == 2:  # noqa: PLR2004
            reached = next(
                (width for first, width in ((b"A", 52), (b"C", 104)) if letters[:1] <= first),
                MOST_COLUMNS,
            )
            self._width = max(self._width, reached)


def _last_filled(piece: bytes) -> int:
    """Return the number of the last row in ``piece`` that holds anything; 0 for none."""
    end = len(piece)
    for _ in range(_EMPTY_ROWS):
        end = max(piece.rfind(tag, 0, end) for tag in _ROW_TAGS)
        if end < 0:
            return 0
        found = _FILLED_ROW.match(piece, end)
        if found:
            return int(found[1])
    return 0
