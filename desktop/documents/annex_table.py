"""A ruled list over as many landscape pages as it needs, its head repeated.

Rows are drawn straight on the page: reportlab's LongTable costs three times the processor time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.documents.fonts import text_width, wrap
from desktop.documents.layout import POINTS, Frame, landscape
from desktop.documents.sheet import RULE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.documents.sheet import Sheet

SIZE = 8.0
_LEADING = 3.6
_ROW = 5.2
_HEAD_ROW = 6.4
_TITLE = 13.0
_FOOT = 6.0
_PADDING = 0.8
_MOST_LINES = 30
"""A cell longer than this goes on in the next row, so that no row is taller than a page."""
_ASCENT = 2.75
"""From the top of a line to its base line, in mm at 8 points."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column on paper; ``tick`` draws an empty box to tick by hand instead of text."""

    heading: str
    width: float
    align: str = "left"
    tick: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row with its cells already broken into lines."""

    cells: tuple[tuple[str, ...], ...]
    height: float


@dataclass(frozen=True, slots=True)
class AnnexPage:
    """The rows that stand on one page."""

    number: int
    frame: Frame
    rows: tuple[Row, ...]


@dataclass(slots=True)
class AnnexTable:
    """One annex, measured and broken into pages.

    Attributes:
        label: such as 附件1, top left.
        title: centred.
        columns: left to right.
        note: printed at the right above the table, such as the units.
        pages: filled by :meth:`paginate`.
    """

    label: str
    title: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[str, ...]]
    note: str = ""
    pages: list[AnnexPage] = field(default_factory=list)

    def paginate(self, first_page: int) -> int:
        """Break the rows into pages beginning with ``first_page``; return the next free number."""
        widths = self._widths(landscape(1))
        pending = [row for cells in self.rows for row in self._measure(cells, widths)]
        number, position = first_page, 0
        while not self.pages or position < len(pending):
            frame = landscape(number)
            room = frame.height - _TITLE - _HEAD_ROW - _FOOT
            end = position
            while end < len(pending) and (room >= pending[end].height or end == position):
                room -= pending[end].height
                end += 1
            self.pages.append(AnnexPage(number, frame, tuple(pending[position:end])))
            number, position = number + 1, end
        return number

    def draw(self, sheet: Sheet, page: AnnexPage) -> None:
        """Draw one page's title, head and rows."""
        frame = page.frame
        self._draw_title(sheet, frame)
        widths = self._widths(frame)
        top = frame.top + _TITLE
        self._draw_head(sheet, frame.left, top, widths)
        y = top + _HEAD_ROW
        for row in page.rows:
            self._draw_row(sheet, frame.left, y, widths, row)
            y += row.height
            sheet.line(frame.left, y, frame.right, y)
        if not self.rows:
            sheet.text(
                frame.left + frame.width / 2, y + _ASCENT + 2, "（无）", SIZE, align="centre"
            )
        self._draw_rules(sheet, frame, widths, top, y)

    def _widths(self, frame: Frame) -> list[float]:
        total = sum(column.width for column in self.columns)
        return [column.width / total * frame.width for column in self.columns]

    def _measure(self, cells: tuple[str, ...], widths: list[float]) -> list[Row]:
        lines = []
        for text, width in zip(self._spread(cells), widths, strict=True):
            room = (width - 2 * _PADDING) * POINTS
            fits = text_width(text, SIZE) <= room
            lines.append((text,) if fits else tuple(wrap(text, SIZE, room)))
        deepest = max(len(cell) for cell in lines)
        if deepest == 1:
            return [Row(tuple(lines), _ROW)]
        return [
            _row(tuple(cell[start : start + _MOST_LINES] for cell in lines))
            for start in range(0, deepest, _MOST_LINES)
        ]

    def _spread(self, cells: tuple[str, ...]) -> list[str]:
        given = iter(cells)
        return ["" if column.tick else next(given) for column in self.columns]

    def _draw_title(self, sheet: Sheet, frame: Frame) -> None:
        sheet.text(frame.left, frame.top + 4, self.label, 10.5, bold=True)
        middle = frame.left + frame.width / 2
        sheet.text(middle, frame.top + 8, self.title, 14, bold=True, align="centre")
        sheet.text(frame.right, frame.top + 11, self.note, SIZE, align="right")

    def _draw_head(self, sheet: Sheet, x: float, y: float, widths: list[float]) -> None:
        sheet.fill(x, y, sum(widths), _HEAD_ROW, 0.93)
        for column, width in zip(self.columns, widths, strict=True):
            sheet.text(x + width / 2, y + 4.2, column.heading, SIZE, bold=True, align="centre")
            x += width

    def _draw_row(self, sheet: Sheet, x: float, y: float, widths: list[float], row: Row) -> None:
        for column, width, lines in zip(self.columns, widths, row.cells, strict=True):
            if column.tick:
                side = 2.8
                sheet.box(x + (width - side) / 2, y + (row.height - side) / 2, side, side)
            base = y + (row.height - len(lines) * _LEADING) / 2 + _ASCENT
            for text in lines:
                sheet.text(*_anchor(column.align, x, width, base), text, SIZE, align=column.align)
                base += _LEADING
            x += width

    def _draw_rules(
        self, sheet: Sheet, frame: Frame, widths: list[float], top: float, bottom: float
    ) -> None:
        sheet.line(frame.left, top + _HEAD_ROW, frame.right, top + _HEAD_ROW)
        x = frame.left
        for width in widths[:-1]:
            x += width
            sheet.line(x, top, x, bottom)
        sheet.box(frame.left, top, frame.width, bottom - top, RULE)


def _row(cells: tuple[tuple[str, ...], ...]) -> Row:
    deepest = max(len(cell) for cell in cells)
    return Row(cells, _ROW + (deepest - 1) * _LEADING)


def _anchor(align: str, x: float, width: float, base: float) -> tuple[float, float]:
    if align == "right":
        return x + width - _PADDING, base
    return (x + width / 2, base) if align == "centre" else (x + _PADDING, base)
