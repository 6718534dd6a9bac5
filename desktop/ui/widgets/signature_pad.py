"""Where people sign on the screen: pen and finger draw, a mouse only when it is asked for."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPointingDevice
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.documents.ink import Ink, InkPoint
from desktop.ui.shell.language import tr
from desktop.ui.shell.theme import current

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QTouchEvent
    from PySide6.QtGui import QTabletEvent as TabletEvent

PAPER, INK = QColor("#FFFFFF"), QColor("#00005A")
"""A signature is dark blue on white in every theme: that is how it is printed."""

_THIN, _THICK = 1.4, 4.2
_PALM = 45.0
_NEAR = 0.8
_MOST_POINTS = 18_000
_PEN_RECENT = 1.0


class SignaturePad(QWidget):
    """A sheet that keeps strokes as vectors with pressure and time.

    While a pen is near, fingers and the ball of the hand are not listened to; a second finger ends
    nothing and draws nothing.

    Signals:
        changed: a stroke was begun, ended, undone or cleared.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mouse_allowed = False
        self._strokes: list[tuple[InkPoint, ...]] = []
        self._stroke: list[InkPoint] = []
        self._began = 0.0
        self._finger: int | None = None
        self._pen_seen = float("-inf")
        self._sheet = QPixmap()
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 160)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(tr("Signature"))
        self.setAccessibleDescription(tr("Sign here with the pen or a finger"))

    def sizeHint(self) -> QSize:
        """Ask for the shape of a signature line."""
        return QSize(720, 260)

    def ink(self) -> Ink:
        """Return what is drawn."""
        return Ink(strokes=tuple(self._strokes))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is drawn."""
        return not self._strokes and not self._stroke

    def clear(self) -> None:
        """Take a new sheet."""
        self._strokes, self._stroke, self._began = [], [], 0.0
        self._redraw()

    def undo_stroke(self) -> None:
        """Take back the stroke drawn last."""
        if self._strokes:
            self._strokes.pop()
            self._redraw()

    def allow_mouse(self, allowed: bool) -> None:
        """Let a mouse draw too; never by itself, because nobody signs well with one."""
        self.mouse_allowed = allowed
        self.update()
        self.changed.emit()

    def event(self, event: QEvent) -> bool:
        """Take fingers; everything else goes its way."""
        kinds = (
            QEvent.Type.TouchBegin,
            QEvent.Type.TouchUpdate,
            QEvent.Type.TouchEnd,
            QEvent.Type.TouchCancel,
        )
        if event.type() in kinds:
            self._touched(event)  # type: ignore[arg-type]
            event.accept()
            return True
        return super().event(event)

    def tabletEvent(self, event: TabletEvent) -> None:
        """Draw with the pen; its other end rubs out the last stroke."""
        self._pen_seen = time.monotonic()
        if self._finger is not None:
            self._stroke, self._finger = [], None  # the hand came down before the pen
            self._redraw()
        kind = event.type()
        if event.pointerType() is QPointingDevice.PointerType.Eraser:
            if kind is QEvent.Type.TabletPress:
                self.undo_stroke()
        elif kind is QEvent.Type.TabletPress:
            self._begin(event.position(), event.pressure())
        elif kind is QEvent.Type.TabletMove and event.pressure() > 0:
            self._go_on(event.position(), event.pressure())
        elif kind is QEvent.Type.TabletRelease:
            self._end()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Draw with the mouse, if it was asked for."""
        if self._by_mouse(event) and event.button() is Qt.MouseButton.LeftButton:
            self._begin(event.position(), 0.5)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on drawing."""
        if self._by_mouse(event) and event.buttons() & Qt.MouseButton.LeftButton:
            self._go_on(event.position(), 0.5)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the stroke."""
        if self._by_mouse(event):
            self._end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Backspace takes the last stroke back, Delete all of them."""
        if event.key() == Qt.Key.Key_Backspace:
            self.undo_stroke()
        elif event.key() == Qt.Key.Key_Delete:
            self.clear()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the sheet anew in its new size."""
        super().resizeEvent(event)
        self._redraw(told=False)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sheet, which holds all but the last bit of the stroke under way."""
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        painter.drawPixmap(0, 0, self._sheet)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _draw_end(painter, self._stroke)
        theme = current()
        painter.setPen(QPen(theme.colour("accent" if self.hasFocus() else "line"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def _by_mouse(self, event: QMouseEvent) -> bool:
        made = event.source() is not Qt.MouseEventSource.MouseEventNotSynthesized
        return self.mouse_allowed and not made

    def _touched(self, event: QTouchEvent) -> None:
        if time.monotonic() - self._pen_seen < _PEN_RECENT:
            return
        if event.type() is QEvent.Type.TouchCancel:
            self._stroke, self._finger = [], None
            self._redraw()
            return
        for point in event.points():
            size = point.ellipseDiameters()
            state = point.state()
            pressure = point.pressure() if 0.0 < point.pressure() < 1.0 else 0.5
            if state is point.State.Pressed and self._finger is None:
                if max(size.width(), size.height()) < _PALM:
                    self._finger = point.id()
                    self._begin(point.position(), pressure)
            elif point.id() == self._finger and state is point.State.Updated:
                self._go_on(point.position(), pressure)
            elif point.id() == self._finger and state is point.State.Released:
                self._finger = None
                self._end()

    def _begin(self, at: QPointF, pressure: float) -> None:
        if self._stroke:
            self._end()
        if not self._strokes:
            self._began = time.monotonic()
        self._stroke = [self._point(at, pressure)]
        self.update()
        self.changed.emit()

    def _go_on(self, at: QPointF, pressure: float) -> None:
        if not self._stroke or self._count() >= _MOST_POINTS:
            return
        last, point = self._stroke[-1], self._point(at, pressure)
        if abs(point.x - last.x) + abs(point.y - last.y) < _NEAR:
            return
        self._stroke.append(point)
        with _pen_on(self._sheet) as painter:
            _draw_piece(painter, self._stroke, len(self._stroke) - 1)
        reach = _THICK + 2
        tail = self._stroke[-3:]
        left, top = min(p.x for p in tail), min(p.y for p in tail)
        right, low = max(p.x for p in tail), max(p.y for p in tail)
        dirty = QRectF(left, top, right - left, low - top).adjusted(-reach, -reach, reach, reach)
        self.update(dirty.toAlignedRect())

    def _end(self) -> None:
        if not self._stroke:
            return
        stroke, self._stroke = tuple(self._stroke), []
        self._strokes.append(stroke)
        with _pen_on(self._sheet) as painter:
            _draw_end(painter, stroke)
        self.update()
        self.changed.emit()

    def _point(self, at: QPointF, pressure: float) -> InkPoint:
        moment = round((time.monotonic() - self._began) * 1000)
        x = min(max(at.x(), 0.0), float(self.width()))
        y = min(max(at.y(), 0.0), float(self.height()))
        return InkPoint(round(x, 2), round(y, 2), round(min(max(pressure, 0.0), 1.0), 3), moment)

    def _count(self) -> int:
        return sum(map(len, self._strokes)) + len(self._stroke)

    def _redraw(self, *, told: bool = True) -> None:
        ratio = self.devicePixelRatioF()
        self._sheet = QPixmap((QRectF(self.rect()).size() * ratio).toSize())
        self._sheet.setDevicePixelRatio(ratio)
        self._sheet.fill(PAPER)
        with _pen_on(self._sheet) as painter:
            self._draw_line(painter)
            for stroke in (*self._strokes, self._stroke):
                for place in range(1, len(stroke)):
                    _draw_piece(painter, stroke, place)
            for stroke in self._strokes:
                _draw_end(painter, stroke)
        self.update()
        if told:
            self.changed.emit()

    def _draw_line(self, painter: QPainter) -> None:
        base = self.height() * 0.78
        painter.setPen(QPen(QColor("#9AA5B1"), 1))
        painter.drawLine(QPointF(24, base), QPointF(self.width() - 24.0, base))
        painter.setPen(QPen(QColor("#526070"), 1))
        painter.drawText(QPointF(24, base - 6), "✕")


@contextmanager
def _pen_on(sheet: QPixmap) -> Iterator[QPainter]:
    painter = QPainter(sheet)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    try:
        yield painter
    finally:
        painter.end()


def _draw_piece(painter: QPainter, stroke: Sequence[InkPoint], place: int) -> None:
    """Draw the curve that the point at ``place`` completes, as wide as it was pressed.

    A stroke is drawn as curves through the middles between its points, bent by the points.
    """
    before, after = stroke[place - 1], stroke[place]
    start = _middle(stroke[place - 2], before) if place > 1 else QPointF(before.x, before.y)
    path = QPainterPath(start)
    path.quadTo(QPointF(before.x, before.y), _middle(before, after))
    painter.strokePath(path, _pen((_width(before) + _width(after)) / 2))


def _draw_end(painter: QPainter, stroke: Sequence[InkPoint]) -> None:
    """Draw the last bit of a stroke, from the last middle to its last point; a dot alone."""
    if not stroke:
        return
    last = stroke[-1]
    painter.setPen(_pen(_width(last)))
    if len(stroke) == 1:
        painter.drawPoint(QPointF(last.x, last.y))
    else:
        painter.drawLine(_middle(stroke[-2], last), QPointF(last.x, last.y))


def _middle(one: InkPoint, other: InkPoint) -> QPointF:
    return QPointF((one.x + other.x) / 2, (one.y + other.y) / 2)


def _pen(width: float) -> QPen:
    line, cap, join = Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    return QPen(INK, width, line, cap, join)


def _width(point: InkPoint) -> float:
    return _THIN + (_THICK - _THIN) * point.pressure
