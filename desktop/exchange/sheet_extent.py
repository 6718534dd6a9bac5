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
# Each pattern begins with plain letters and looks back afterwards: searching is ten times as fast.
_CELL = rb"""c r="(?<=[<:]c r=")"""
_FAR = re.compile(_CELL + rb"[A-Z]{3}")
_WIDE = re.compile(_CELL + rb"[D-Z][A-Z]\d")
_USUAL = (
    (re.compile(_CELL + rb"[BC][A-Z]\d"), 104),
    (re.compile(_CELL + rb"A[A-Z]\d"), 52),
)
_LONG_ROW = re.compile(rb"""row r="(?<=[<:]row r=")(\d{7,})""")
_NARROW = 26
_ROW_TAG = b'row r="'
_FILLED_ROW = re.compile(rb"""row r="(\d+)"[^>]*(?<!/)>(?!</)""")
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
    def is_too_wide(self) -> bool:
        """Return whether the block is large and nearly empty."""
        block = self._last * self._width
        return block > MOST_CELLS and block > self._cells * MOST_EMPTY

    def look_at(self, piece: bytes) -> None:
        """Take in one piece, which begins with the end of the piece before."""
        self._cells += piece.count(b"<c ") + piece.count(b":c ")
        self._last = max(self._last, _last_filled(piece))
        if self._width < MOST_COLUMNS and _WIDE.search(piece):
            self._width = MOST_COLUMNS
        for pattern, width in _USUAL:
            if self._width < width and pattern.search(piece):
                self._width = width
        rows = (int(number) for number in _LONG_ROW.findall(piece))
        self.is_outside = bool(_FAR.search(piece)) or any(row > LAST_ROW for row in rows)


def _last_filled(piece: bytes) -> int:
    """Return the number of the last row in ``piece`` that holds anything; 0 for none."""
    end = len(piece)
    for _ in range(_EMPTY_ROWS):
        end = piece.rfind(_ROW_TAG, 0, end)
        if end < 0:
            return 0
        found = _FILLED_ROW.match(piece, end)
        if found:
            return int(found[1])
    return 0
