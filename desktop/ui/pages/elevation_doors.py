"""One door of the elevation: room, visit, consent and the two halves, as large as there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen

from desktop.domain.codes import VisitState
from desktop.ui.pages.elevation_lettering import Lettering
from desktop.ui.pages.elevation_marks import Marks
from desktop.ui.shell.theme import current
from desktop.ui.viewmodels.door import Consent

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QPainter

    from desktop.ui.viewmodels.elevation import Door

_TALL, _BROAD = 34, 36
_LOW = 11
"""Below this height no number can be read; the halves take the whole door."""
_ROOM_SHARE = 0.46
_BADGE = 0.75
_AWNING = 5
_DIM = 205
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class DoorPainter:
    """Draws doors in one theme, font and density of pixels.

    Attributes:
        drawn: how many doors were drawn so far; tests and the benchmark look at it.
    """

    def __init__(self, ratio: float, font: QFont) -> None:
        theme = current()
        self.drawn = 0
        self._scale = theme.scale / 100
        self._marks = Marks(ratio, font)
        self._letters = Lettering(font)
        self._text, self._surface, self._raised = (
            theme.colour(token) for token in ("text", "surface", "raised")
        )
        self._line = QPen(theme.colour("hatch"), 1)
        self._veil = QColor(self._surface)
        self._veil.setAlpha(_DIM)

    def draw(self, painter: QPainter, door: Door, cell: QRectF, *, deep: bool, dim: bool) -> None:
        """Draw a door.

        Args:
            painter: draws into the picture of the elevation.
            door: what is drawn.
            cell: where.
            deep: it lies below ground.
            dim: the filter does not want it.
        """
        self.drawn += 1
        painter.fillRect(cell, self._raised if deep else self._surface)
        if cell.height() >= _TALL and cell.width() >= _BROAD:
            self._draw_tall(painter, door, cell)
        elif cell.width() >= _BROAD and cell.height() >= _LOW:
            self._draw_flat(painter, door, cell)
        else:
            self._draw_small(painter, door, cell)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self._line)
        painter.drawRect(cell)
        if dim:
            painter.fillRect(cell.adjusted(-1, -1, 1, 1), self._veil)

    def _draw_tall(self, painter: QPainter, door: Door, cell: QRectF) -> None:
        """Draw room and signs above, the halves below."""
        top = QRectF(cell.left(), cell.top(), cell.width(), cell.height() * _ROOM_SHARE)
        if door.shop:
            self._draw_awning(painter, cell)
            top.adjust(0, _AWNING, 0, 0)
        self._draw_halves(painter, door, cell.adjusted(0, top.bottom() - cell.top(), 0, 0))
        side = int(min(top.height() - 2, 18 * self._scale, cell.width() * 0.3))
        middle = top.center().y()
        right = self._draw_visit(painter, door, cell.right() - 3, middle, side)
        pixels = min(16 * self._scale, top.height() * 0.72)
        left = top.left() + 4
        consent = door.consent
        if consent is not Consent.OPEN:
            if self._letters.width(door.room, pixels) + side + 2 <= right - left:
                mark = self._marks.consent(consent, side)
                painter.drawPixmap(QPointF(right - side, middle - side / 2), mark)
                right -= side + 2
            else:
                self._draw_badge(painter, cell, consent, max(10, int(side * _BADGE)))
        self._draw_room(painter, door, QRectF(left, top.top(), right - left, top.height()), pixels)

    def _draw_flat(self, painter: QPainter, door: Door, cell: QRectF) -> None:
        """Draw everything in one row: many floors leave no height. The room comes first."""
        pixels = min(13 * self._scale, cell.height() * 0.8)
        wanted = self._letters.width(door.room, pixels) + 4
        half = max(7.0, min(cell.height(), (cell.width() - wanted) * 0.3))
        self._draw_halves(painter, door, cell.adjusted(cell.width() - 2 * half, 0, 0, 0))
        right = cell.right() - 2 * half - 1
        side = int(min(cell.height() - 2, 14 * self._scale, half + 2))
        middle = cell.center().y()
        if right - side - 2 >= cell.left() + wanted:
            right = self._draw_visit(painter, door, right, middle, side)
        elif door.visit_state in _SPECIAL:
            self._cover(painter, door, QRectF(right + 1, cell.top(), 2 * half, cell.height()))
        consent = door.consent
        if consent is not Consent.OPEN and right - side >= cell.left() + wanted:
            mark = self._marks.consent(consent, side)
            painter.drawPixmap(QPointF(right - side, middle - side / 2), mark)
            right -= side + 2
        if door.shop:
            self._draw_awning(painter, cell)
        box = QRectF(cell.left() + 2, cell.top(), right - cell.left() - 2, cell.height())
        self._draw_room(painter, door, box, pixels)

    def _draw_small(self, painter: QPainter, door: Door, cell: QRectF) -> None:
        """Draw the halves alone, the state of the visit over them where it tells more."""
        self._draw_halves(painter, door, cell)
        if door.shop:
            self._draw_awning(painter, cell)
        if door.visit_state in _SPECIAL:
            self._cover(painter, door, cell)

    def _cover(self, painter: QPainter, door: Door, box: QRectF) -> None:
        """Draw the sign of the visit over the halves."""
        side = int(min(box.height() - 1, box.width() - 1, 14 * self._scale))
        badge = QRectF(0, 0, side, side)
        badge.moveCenter(box.center())
        painter.fillRect(badge, self._surface)
        mark = self._marks.visit(door.visit_state, door.row.tries, side)
        painter.drawPixmap(badge.topLeft(), mark)

    def _draw_badge(self, painter: QPainter, cell: QRectF, consent: Consent, side: int) -> None:
        """Draw the consent where the halves meet: beside the room there is no room."""
        badge = QRectF(0, 0, side, side)
        badge.moveCenter(QPointF(round(cell.center().x()), cell.bottom() - side * 0.5))
        painter.fillRect(badge.adjusted(-1, -1, 1, 0), self._surface)
        painter.drawPixmap(badge.topLeft(), self._marks.consent(consent, side))

    def _draw_halves(self, painter: QPainter, door: Door, box: QRectF) -> None:
        whole, height = max(2, round(box.width())), max(1, round(box.height()))
        half, top = round(whole / 2), box.top()
        water = self._marks.half(door.water, "water", half, height)
        power = self._marks.half(door.power, "electricity", whole - half, height)
        middle = box.left() + half
        painter.drawPixmap(QPointF(box.left(), top), water)
        painter.drawPixmap(QPointF(middle, top), power)
        painter.fillRect(QRectF(middle - 0.5, top, 1, height), self._surface)

    def _draw_visit(
        self, painter: QPainter, door: Door, right: float, middle: float, side: int
    ) -> float:
        if door.visit_state == VisitState.NOT_VISITED:
            return right
        mark = self._marks.visit(door.visit_state, door.row.tries, side)
        painter.drawPixmap(QPointF(right - side, middle - side / 2), mark)
        return right - side - 2

    def _draw_room(self, painter: QPainter, door: Door, box: QRectF, pixels: float) -> None:
        text, font = self._letters.fitted(door.room, pixels, box.width())
        painter.setFont(font)
        painter.setPen(self._text)
        painter.drawText(box, _LEFT, text)

    def _draw_awning(self, painter: QPainter, cell: QRectF) -> None:
        """Draw the striped awning of a shop."""
        height = min(_AWNING * self._scale, cell.height() / 3)
        stripe = max(3.0, cell.width() / 9)
        left, dark = cell.left(), True
        while left < cell.right():
            width = min(stripe, cell.right() - left)
            box = QRectF(left, cell.top(), width, height)
            painter.fillRect(box, self._text if dark else self._surface)
            left, dark = left + stripe, not dark


_SPECIAL = frozenset({VisitState.NOBODY_HOME, VisitState.BY_PHONE})
