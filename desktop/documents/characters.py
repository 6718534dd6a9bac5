"""Which characters may stand on paper."""

from __future__ import annotations

import re
import unicodedata

from desktop.domain.meter_sheet import clean_cell
from desktop.kernel.errors import InputError

# Joiners, directional marks, variation selectors: nothing of them can be seen on paper, and a
# name that differs only by them must look and search the same.
_IGNORABLE = dict.fromkeys(
    [
        0x00AD,
        0x034F,
        0x061C,
        *range(0x17B4, 0x17B6),
        *range(0x180B, 0x1810),
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        0x3164,
        0xFEFF,
        0xFFA0,
        *range(0xFE00, 0xFE10),
        *range(0xFFF0, 0xFFF9),
        *range(0xE0000, 0xE1000),
    ]
)


_BLANKS = re.compile(r"[^\S\u3000]+")


def printable(text: str) -> str:
    """Return ``text`` as it goes on paper: one line, no invisible characters.

    Raises:
        InputError: ``form-character-private``, a private-use character or a lone surrogate, which
            means something else on every machine; ``form-character-missing``, a control character.
    """
    if text.isascii() and text.isprintable():
        return clean_cell(text)
    return clean_cell(one_line(text))


def one_line(text: str) -> str:
    """Return ``text`` as :func:`printable` does, but keep formulas and ideographic spaces.

    Raises:
        InputError: as :func:`printable`.
    """
    line = _BLANKS.sub(" ", text.translate(_IGNORABLE)).strip(" ")
    for character in line:
        category = unicodedata.category(character)
        if category in {"Co", "Cs"}:
            raise InputError("form-character-private", character=code_point(character))
        if category == "Cc":
            raise InputError("form-character-missing", character=code_point(character))
    return line


def code_point(character: str) -> str:
    """Return how standards name a character, such as ``U+20BB7``."""
    return f"U+{ord(character):04X}"
