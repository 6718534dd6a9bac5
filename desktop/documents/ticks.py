"""Boxes to tick with a pen, in a row or in several, one of them ticked already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.documents.fonts import text_width
from desktop.documents.layout import POINTS
from desktop.documents.sheet import RULE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.documents.sheet import Sheet
    from desktop.domain.codes import CodeList

BOX = 3.3
_AFTER_BOX = 1.0
_BETWEEN = 2.6
_PEN = 1.9


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices of one question, each with its code as on the screen.

    Attributes:
        texts: ``1 户内``, ``2 楼道墙箱`` …
        ticked: place of the one that is known, None when none is.
    """

    texts: tuple[str, ...]
    ticked: int | None = None

    def lines(self, size: float, width: float) -> list[list[tuple[int, float]]]:
        """Return lines of (place, offset in mm) that fit into ``width`` mm."""
        lines: list[list[tuple[int, float]]] = [[]]
        x = 0.0
        for place, text in enumerate(self.texts):
            needed = BOX + _AFTER_BOX + text_width(text, size) / POINTS
            if lines[-1] and x + needed > width:
                lines.append([])
                x = 0.0
            lines[-1].append((place, x))
            x += needed + _BETWEEN
        return lines


def choices(codes: CodeList, known: object = None, *, leave_out: Iterable[object] = ()) -> Choices:
    """Return the choices of a code list, ``known`` ticked."""
    offered = [code for code in codes.labels if code not in tuple(leave_out)]
    return Choices(
        tuple(f"{code} {codes.label(code)}" for code in offered),
        offered.index(known) if known in offered else None,
    )


def draw_choices(
    sheet: Sheet, x: float, y: float, asked: Choices, *, size: float, width: float, leading: float
) -> None:
    """Draw the choices from (x, y), the middle of the first line, in lines ``leading`` mm apart."""
    for line in asked.lines(size, width):
        for place, offset in line:
            draw_box(sheet, x + offset, y, ticked=place == asked.ticked)
            sheet.text(x + offset + BOX + _AFTER_BOX, y + size * 0.125, asked.texts[place], size)
        y += leading


def draw_box(
    sheet: Sheet, x: float, middle: float, side: float = BOX, *, ticked: bool = False
) -> None:
    """Draw one box whose left edge is at ``x``; a tick is two strokes, clear on any printer."""
    top = middle - side / 2
    sheet.box(x, top, side, side, RULE)
    if ticked:
        low = (x + side * 0.42, top + side * 0.85)
        sheet.line(x + side * 0.12, top + side * 0.5, *low, _PEN)
        sheet.line(*low, x + side * 1.05, top - side * 0.05, _PEN)
