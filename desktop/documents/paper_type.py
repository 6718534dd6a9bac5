"""Sizes of type and where a paper's text stands (GB/T 9704)."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.documents.layout import LONG_SIDE, SHORT_SIDE, Frame, landscape, portrait

MILLIMETRES = 25.4 / 72
LETTER_SIZE = 15.75
"""Size 3, a little closer: 28 characters fill the 156 mm of a line."""
SMALLEST_BODY = 8.5
SMALLEST_TABLE = 7.5
SCALES = tuple(scale / 100 for scale in range(100, 54, -3))
"""How far the type of a paper that must fit one page is set smaller, step by step."""
_FOOT = 7.0
_FOOTER_LINE = 3.6


@dataclass(frozen=True, slots=True)
class PaperType:
    """Sizes in points, leadings in millimetres.

    Attributes:
        letter: whether it is a letter: size 3, 22 lines of 28 characters.
        body: running text.
        leading: from one base line of the text to the next.
        table: cells.
        title: the title.
        small: captions and what stands below big numbers.
        scale: 1 for the full size.
    """

    letter: bool
    body: float
    leading: float
    table: float
    title: float
    small: float
    scale: float

    @classmethod
    def of(cls, *, letter: bool, scale: float = 1.0) -> PaperType:
        """Return the type of a letter or of any other paper, set smaller by ``scale``."""
        body = max(SMALLEST_BODY, (LETTER_SIZE if letter else 14.0) * scale)
        line = 1.84 if letter else 1.62
        return cls(
            letter=letter,
            body=body,
            leading=body * MILLIMETRES * (line if scale == 1.0 else 1.5),
            table=max(SMALLEST_TABLE, 10.5 * scale),
            title=max(14.0, 22.0 * scale),
            small=max(SMALLEST_TABLE, 10.0 * scale),
            scale=scale,
        )

    @property
    def table_leading(self) -> float:
        """Return the distance of two lines in a cell."""
        return self.table * MILLIMETRES * 1.3


def paper_frame(number: int, kind: PaperType, *, lying: bool, footer_lines: int) -> Frame:
    """Return the place of the text on page ``number``; the foot of the page is left out."""
    if lying:
        frame = landscape(number)
    elif kind.letter and kind.scale == 1.0:
        left, right = (28.0, 26.0) if number % 2 else (26.0, 28.0)
        return Frame(SHORT_SIDE, LONG_SIDE, left, 37.0, SHORT_SIDE - right, LONG_SIDE - 28.0)
    else:
        frame = portrait(number)
    foot = _FOOT + footer_lines * _FOOTER_LINE
    return Frame(
        frame.page_width, frame.page_height, frame.left, frame.top, frame.right, frame.bottom - foot
    )
