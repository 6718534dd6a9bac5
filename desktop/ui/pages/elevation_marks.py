"""The marks of a door as small pictures, drawn once per size: no font needs to have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen, QPixmap, QPolygonF

from desktop.domain.codes import VisitState
from desktop.ui.shell.theme import current
from desktop.ui.viewmodels.door import Consent, Mark

if TYPE_CHECKING:
    from collections.abc import Callable

_LETTER = 26
_CHECK = ((0.18, 0.55), (0.42, 0.78), (0.84, 0.24))
_CROSS = (((0.22, 0.22), (0.78, 0.78)), ((0.78, 0.22), (0.22, 0.78)))
_UTILITIES = {"water": "水", "electricity": "电"}


class Marks:
    """Draws every mark of the elevation and keeps the pictures.

    The pictures belong to one theme and one density of pixels; a new one is made for another.
    """

    def __init__(self, ratio: float, font: QFont) -> None:
        self.theme = current()
        self.ratio = ratio
        self._font = font
        self._kept: dict[tuple[object, ...], QPixmap] = {}

    def half(self, mark: Mark, utility: str, width: int, height: int) -> QPixmap:
        """Return one half of a door: ``utility`` is ``water`` or ``electricity``."""
        return self._picture(
            (mark, utility, width, height),
            lambda painter, box: self._half(painter, box, mark, utility),
        )

    def visit(self, state: int, tries: int, side: int) -> QPixmap:
        """Return how the last visit ended: tick, bar, telephone, or the times tried in a ring."""
        shown = min(tries, 9) if state == VisitState.NOBODY_HOME else 0
        return self._picture(
            ("visit", state, shown, side, side),
            lambda painter, box: self._visit(painter, box, state, shown),
        )

    def consent(self, consent: Consent, side: int) -> QPixmap:
        """Return what the door says: pen, half a pen's line, struck out, or nothing yet."""
        return self._picture(
            ("consent", consent, side, side),
            lambda painter, box: self._consent(painter, box, consent),
        )

    def _picture(
        self, key: tuple[object, ...], draw: Callable[[QPainter, QRectF], None]
    ) -> QPixmap:
        found = self._kept.get(key)
        if found is None:
            width, height = int(str(key[-2])), int(str(key[-1]))
            found = QPixmap(max(1, round(width * self.ratio)), max(1, round(height * self.ratio)))
            found.setDevicePixelRatio(self.ratio)
            found.fill(Qt.GlobalColor.transparent)
            painter = QPainter(found)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw(painter, QRectF(0, 0, width, height))
            painter.end()
            self._kept[key] = found
        return found

    def _half(self, painter: QPainter, box: QRectF, mark: Mark, utility: str) -> None:
        theme = self.theme
        if mark is Mark.NOT_VISITED:
            painter.fillRect(box, QBrush(_faint(theme.colour("hatch")), Qt.BrushStyle.BDiagPattern))
        elif mark is Mark.REFUSED:
            bar = box.height() / 3
            painter.fillRect(box.adjusted(0, bar, 0, -bar), theme.colour("bar"))
        elif mark is Mark.UNKNOWN:
            painter.setPen(QPen(theme.colour("muted"), 1, Qt.PenStyle.DashLine))
            painter.drawRect(box.adjusted(1.5, 1.5, -1.5, -1.5))
            self._text(painter, box, "?", theme.colour("muted"))
        else:
            met = mark is Mark.MET
            token = utility if met else "not_met"
            painter.fillRect(box, theme.colour(token))
            ink = theme.colour(f"on_{token}")
            sign = _sign(box)
            if box.height() >= _LETTER and box.width() >= 1.6 * sign.width():
                # Room enough to say which half this is, not by its place and colour alone.
                letter = QRectF(box.left() + 2, box.top(), box.width() / 2 - 2, box.height())
                self._text(painter, letter, _UTILITIES[utility], ink, bold=False)
                sign.moveCenter(QPointF(box.left() + box.width() * 0.7, box.center().y()))
            (_tick if met else _cross)(painter, sign, ink)

    def _visit(self, painter: QPainter, box: QRectF, state: int, shown: int) -> None:
        ink = self.theme.colour("text")
        inner = box.adjusted(1, 1, -1, -1)
        if state == VisitState.VISITED:
            _tick(painter, inner, ink)
        elif state == VisitState.NOBODY_HOME:
            painter.setPen(QPen(ink, max(1.0, box.width() / 12)))
            painter.drawEllipse(inner)
            self._text(painter, inner, str(max(1, shown)), ink, share=0.72)
        elif state == VisitState.REFUSED:
            bar = box.height() * 0.36
            painter.fillRect(box.adjusted(0, bar, 0, -bar), self.theme.colour("bar"))
        elif state == VisitState.BY_PHONE:
            _telephone(painter, inner, ink)

    def _consent(self, painter: QPainter, box: QRectF, consent: Consent) -> None:
        ink = self.theme.colour("text")
        inner = box.adjusted(1, 1, -1, -1)
        if consent is Consent.NO:
            painter.setPen(QPen(ink, max(1.0, box.width() / 12)))
            painter.drawRect(inner)
            _cross(painter, inner, ink)
        elif consent in {Consent.YES, Consent.PART}:
            _pen(painter, inner, ink, filled=consent is Consent.YES)

    def _text(
        self,
        painter: QPainter,
        box: QRectF,
        text: str,
        ink: QColor,
        *,
        bold: bool = True,
        share: float = 0.6,
    ) -> None:
        font = QFont(self._font)
        font.setBold(bold)
        font.setPixelSize(int(max(7, min(20, box.height() * share, box.width() * 0.85))))
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _sign(box: QRectF) -> QRectF:
    side = min(box.width() * 0.8, box.height() * 0.7, 22.0)
    sign = QRectF(0, 0, side, side)
    sign.moveCenter(box.center())
    return sign


def _points(box: QRectF, shares: tuple[tuple[float, float], ...]) -> list[QPointF]:
    return [QPointF(box.left() + x * box.width(), box.top() + y * box.height()) for x, y in shares]


def _stroke(box: QRectF, ink: QColor) -> QPen:
    pen = QPen(ink, max(1.4, box.width() / 7))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _tick(painter: QPainter, box: QRectF, ink: QColor) -> None:
    painter.setPen(_stroke(box, ink))
    painter.drawPolyline(QPolygonF(_points(box, _CHECK)))


def _cross(painter: QPainter, box: QRectF, ink: QColor) -> None:
    painter.setPen(_stroke(box, ink))
    for line in _CROSS:
        painter.drawLine(*_points(box, line))


def _telephone(painter: QPainter, box: QRectF, ink: QColor) -> None:
    """Draw a handset on its cradle."""
    painter.setPen(_stroke(box, ink))
    painter.drawArc(box.adjusted(0, box.height() * 0.12, 0, box.height() * 0.2), 20 * 16, 140 * 16)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    side = box.width() * 0.3
    for left in (box.left(), box.right() - side):
        painter.drawRect(QRectF(left, box.top() + box.height() * 0.42, side, side * 0.8))
    low = box.adjusted(box.width() * 0.3, box.height() * 0.72, -box.width() * 0.3, 0)
    painter.drawRect(low)


def _pen(painter: QPainter, box: QRectF, ink: QColor, *, filled: bool) -> None:
    """Draw a pen over a line; hollow and without the line when only half was answered."""
    body = ((0.12, 0.8), (0.2, 0.52), (0.72, 0.02), (0.95, 0.26), (0.42, 0.74))
    painter.setPen(QPen(ink, max(1.0, box.width() / 12)))
    painter.setBrush(QBrush(ink) if filled else QBrush(Qt.BrushStyle.NoBrush))
    painter.drawPolygon(QPolygonF(_points(box, body)))
    if filled:
        painter.drawLine(*_points(box, ((0.05, 0.98), (0.95, 0.98))))


def _faint(colour: QColor) -> QColor:
    faint = QColor(colour)
    faint.setAlpha(170)
    return faint
