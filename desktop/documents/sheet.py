"""One page being drawn: text, rules and boxes in millimetres from the top left corner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.documents.field_place import FieldPlace
from desktop.documents.layout import POINTS, Frame

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from desktop.documents.fonts import Pen

HAIR = 0.5
RULE = 0.9


class Sheet:
    """Collects a page's operators and hands them to the canvas at once."""

    def __init__(
        self,
        canvas: Canvas,
        pen: Pen,
        frame: Frame,
        places: list[FieldPlace] | None = None,
        index: int = 0,
    ) -> None:
        self._places = places
        self._index = index
        self._canvas = canvas
        self.pen = pen
        self.frame = frame
        self._height = frame.page_height * POINTS
        self._operators: list[str] = []
        canvas.setPageSize((frame.page_width * POINTS, self._height))

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 10.5,
        *,
        bold: bool = False,
        align: str = "left",
    ) -> None:
        """Draw ``text`` with its base line at ``y``; ``x`` is its left end, middle or right end."""
        if not text:
            return
        left = x * POINTS
        if align != "left":
            width = self.pen.width(text, size, bold=bold)
            left -= width if align == "right" else width / 2
        self._operators.append(
            self.pen.show(text, left, self._height - y * POINTS, size, bold=bold)
        )

    def line(self, x1: float, y1: float, x2: float, y2: float, width: float = HAIR) -> None:
        """Draw a straight rule, ``width`` in points."""
        self._operators.append(
            f"{width:g} w {x1 * POINTS:.2f} {self._height - y1 * POINTS:.2f} m "
            f"{x2 * POINTS:.2f} {self._height - y2 * POINTS:.2f} l S"
        )

    def box(self, x: float, y: float, width: float, height: float, line: float = HAIR) -> None:
        """Draw the outline of a box whose top left corner is at (x, y)."""
        self._operators.append(f"{line:g} w {self._rectangle(x, y, width, height)} S")

    def fill(self, x: float, y: float, width: float, height: float, grey: float) -> None:
        """Fill a box with a grey between 0 black and 1 white."""
        self._operators.append(f"{grey:g} g {self._rectangle(x, y, width, height)} f 0 g")

    def dots(self, x: float, y: float, side: float, cells: list[tuple[int, int]]) -> None:
        """Fill small squares of ``side`` at (column, row) from (x, y): a QR code."""
        squares = [
            self._rectangle(x + column * side, y + row * side, side, side) for column, row in cells
        ]
        self._operators.append(f"0 g {' '.join(squares)} f")

    def watermark(self, text: str, size: float) -> None:
        """Draw ``text`` large, light and slanted across the middle of the page."""
        width = self.pen.width(text, size, bold=True)
        middle_x, middle_y = self.frame.page_width * POINTS / 2, self._height / 2
        shown = self.pen.show(text, -width / 2, -size / 3, size, bold=True)
        self._operators.append(
            f"q 0.86 g 0.866 0.5 -0.5 0.866 {middle_x:.2f} {middle_y:.2f} cm {shown} Q"
        )

    def rectangle(self, x: float, y: float, width: float, height: float) -> tuple[float, ...]:
        """Return left, bottom, right, top in points, as PDF annotations want it."""
        bottom = self._height - (y + height) * POINTS
        left = x * POINTS
        return (left, bottom, left + width * POINTS, bottom + height * POINTS)

    def field(self, name: str, rectangle: tuple[float, ...], *, dated: bool = True) -> None:
        """Note a signature field, where the paper is to have any; see :meth:`rectangle`."""
        if self._places is not None:
            self._places.append(FieldPlace(name, self._index, rectangle, dated))

    def finish(self) -> None:
        """Write the page."""
        self._canvas.addLiteral("\n".join(self._operators))
        self._canvas.showPage()

    def _rectangle(self, x: float, y: float, width: float, height: float) -> str:
        return (
            f"{x * POINTS:.2f} {self._height - (y + height) * POINTS:.2f} "
            f"{width * POINTS:.2f} {height * POINTS:.2f} re"
        )
