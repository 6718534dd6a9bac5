"""Formulas that nobody has computed, told from a sheet's XML as it streams by.

Excel, WPS and LibreOffice store the result beside a formula. Other programs store the formula
alone, and a reader then sees an empty cell: a merge would take it for a field that was emptied.
"""

from __future__ import annotations

import re

_MARKS = (b"<f", b":f")
_LONGEST = 20_000
"""Bytes of one cell with a formula: ECMA-376 allows 8,192 characters."""
_CELL = re.compile(
    rb"<(?P<space>(?:[\w.-]+:)?)c\b(?P<about>[^<>]*)>\s*"
    rb"<(?P=space)f\b[^<>]*(?:/>|>[^<]*</(?P=space)f\s*>)\s*"
    rb"(?:<(?P=space)v\s*/>|<(?P=space)v\s*>\s*</(?P=space)v\s*>)?\s*</(?P=space)c\s*>"
)
_TEXT = re.compile(rb"""\bt=["']str["']""")
"""A result that is text may be empty."""
_REFERENCE = re.compile(rb"""\br=["']([A-Za-z]+\d+)["']""")


class FormulaValues:
    """Looks at the pieces of one sheet.

    Attributes:
        missing: reference of the first cell with a formula and no value, such as ``D7``; empty
            where every formula has one.
    """

    def __init__(self) -> None:
        self.missing = ""
        self._tail = b""

    def look_at(self, piece: bytes) -> None:
        """Take the next piece."""
        text = self._tail + piece
        if not self.missing and any(mark in text for mark in _MARKS):
            self._search(text)
        self._tail = text[-_LONGEST:]

    def _search(self, text: bytes) -> None:
        for cell in _CELL.finditer(text):
            if not _TEXT.search(cell["about"]):
                found = _REFERENCE.search(cell["about"])
                self.missing = found[1].decode() if found else "?"
                return
