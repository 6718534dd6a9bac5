"""Text on a reportlab canvas, with a font for every character or a refusal.

Noto Sans SC comes first, HanaMinB serves what it lacks (CJK extensions). reportlab draws an empty
box for a character that a font lacks, without a word: here that is an error. Its subsets hold 256
characters each; :class:`Pen` remembers where each character went, which makes a table cell a
dictionary look-up per character.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from desktop.documents.characters import code_point
from desktop.kernel.errors import InputError, MachineError
from desktop.kernel.resources import resource

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

REGULAR = "NotoSansSC-Regular"
BOLD = "NotoSansSC-Bold"
FALLBACK = "HanaMinB"


@cache
def typeface(name: str) -> TTFont:
    """Return a shipped font, read from disk once.

    Raises:
        MachineError: ``form-font-missing``, the installation is incomplete.
    """
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    try:
        file = str(resource("fonts", f"{name}.ttf"))
        # Readable ASCII would embed 95 glyphs in every subset, needed or not.
        font = TTFont(name, file, asciiReadable=False, shapable=False)
    except Exception as error:
        raise MachineError("form-font-missing", font=name) from error
    pdfmetrics.registerFont(font)
    return font


@cache
def _font_of(character: str, first: str) -> str:
    for name in (first, REGULAR, FALLBACK):
        if ord(character) in typeface(name).face.charToGlyph:
            return name
    raise InputError("form-character-missing", character=code_point(character))


@cache
def _width(character: str, first: str) -> float:
    face = typeface(_font_of(character, first)).face
    return float(face.getCharWidth(ord(character)))


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of ``text`` in points at ``size`` points.

    Raises:
        InputError: ``form-character-missing``.
    """
    first = BOLD if bold else REGULAR
    return sum(_width(character, first) for character in text) * size / 1000


def wrap(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Break ``text`` into lines no wider than ``width`` points; Chinese may break anywhere.

    A closing mark stays with the line it closes where one more character fits; a number or a Latin
    word is kept whole where the line allows.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _wrap_line(paragraph, size, width, bold=bold)
    return lines


_CLOSING = "，。、；：！？）》”’〕%"
_OPENING = "（《“‘〔¥"


def _wrap_line(text: str, size: float, width: float, *, bold: bool) -> list[str]:
    if text_width(text, size, bold=bold) <= width:
        return [text]
    lines, start, used = [], 0, 0.0
    first = BOLD if bold else REGULAR
    for position, character in enumerate(text):
        advance = _width(character, first) * size / 1000
        if used + advance > width and position > start:
            cut = _break_point(text, start, position)
            lines.append(text[start:cut].rstrip())
            # A space between Latin and Chinese would indent the line that it begins.
            start = cut + (text[cut] == " ")
            used = text_width(text[start:position], size, bold=bold)
        used += advance
    return [*lines, text[start:]]


def _break_point(text: str, start: int, position: int) -> int:
    cut = position
    # Two closing marks in a row, as in ）。, go on together with what they close.
    while text[cut] in _CLOSING and cut - 1 > start:
        cut -= 1
    if _latin(text[cut]) and _latin(text[cut - 1]):
        word = cut
        while word > start and _latin(text[word - 1]):
            word -= 1
        cut = word if word > start else cut
    # An opening mark goes with what it opens.
    return cut - 1 if text[cut - 1] in _OPENING and cut - 1 > start else cut


def _latin(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character in ".,-")


class Pen:
    """Encodes text for one canvas."""

    def __init__(self, canvas: Canvas) -> None:
        self._document: Any = canvas._doc  # noqa: SLF001 - reportlab keeps the document there
        self._codes: dict[tuple[str, str], tuple[str, str, float]] = {}

    def show(self, text: str, x: float, y: float, size: float, *, bold: bool = False) -> str:
        """Return the operators that draw ``text`` with its left end at (x, y), in points."""
        first = BOLD if bold else REGULAR
        operators = [f"BT {x:.2f} {y:.2f} Td"]
        current, run = "", ""
        for character in text:
            name, code, _ = self._code(character, first)
            if name != current:
                if run:
                    operators.append(f"<{run}> Tj")
                operators.append(f"{name} {size:g} Tf")
                current, run = name, ""
            run += code
        operators.append(f"<{run}> Tj ET")
        return " ".join(operators) if text else ""

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Return the width of ``text`` in points."""
        first = BOLD if bold else REGULAR
        return sum(self._code(character, first)[2] for character in text) * size / 1000

    def _code(self, character: str, first: str) -> tuple[str, str, float]:
        key = (character, first)
        known = self._codes.get(key)
        if known is None:
            font = typeface(_font_of(character, first))
            [(subset, encoded)] = font.splitString(character, self._document)
            name = font.getSubsetInternalName(subset, self._document)
            known = (name, encoded.hex(), _width(character, first))
            self._codes[key] = known
        return known
