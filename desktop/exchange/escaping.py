"""Text as it may stand in a sheet's XML."""

from __future__ import annotations

import re

from desktop.kernel.errors import RefusedError

LONGEST_CELL = 32_767
"""Characters that a cell can hold (ECMA-376, and what Excel enforces)."""

# Markup, what XML 1.0 forbids, and carriage returns (a parser would turn them into line feeds).
# A search for it over a whole row, together with one for "_x", tells the few rows that need
# escaping from the many that do not.
UNSAFE = re.compile("[&<>\x00-\x08\x0b-\x1e\ufffe\uffff\ud800-\udfff]")
# U+001F stands between the cells when a whole row is searched at once; inside a cell it is unsafe.
_UNSAFE_CELL = re.compile("[&<>\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|_x[0-9A-Fa-f]{4}_")
_MARKUP = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def _escape(match: re.Match[str]) -> str:
    found = match[0]
    if len(found) > 1:
        return "_x005F" + found
    return _MARKUP.get(found) or f"_x{ord(found):04X}_"


def escape_cell(text: str) -> str:
    """Return ``text`` for an inline string: markup escaped, control characters as ``_xHHHH_``."""
    return _UNSAFE_CELL.sub(_escape, text)


def check_length(text: str) -> str:
    """Return ``text`` if a cell can hold it.

    Raises:
        RefusedError: ``workbook-text-too-long``; a longer text is never cut.
    """
    if len(text) > LONGEST_CELL:
        raise RefusedError("workbook-text-too-long", length=len(text), most=LONGEST_CELL)
    return text
