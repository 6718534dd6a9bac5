"""A building drawn as it stands: floors by doors, water half and electricity half."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QHelpEvent, QNativeGestureEvent, QPainter, QPen, QTouchEvent
from PySide6.QtWidgets import QToolTip

from desktop.ui.pages.door_words import describe
from desktop.ui.pages.elevation_access import make_readable, say_current, say_selection
from desktop.ui.pages.elevation_hand import DoorsInHand
from desktop.ui.pages.elevation_keys import Keys
from desktop.ui.pages.elevation_mouse import Mouse
from desktop.ui.pages.elevation_touch import Touch
from desktop.ui.shell.language import tr
from desktop.ui.shell.theme import current

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

_TOUCHES = frozenset(
    {
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TouchEnd,
        QEvent.Type.TouchCancel,
    }
)


class ElevationView(DoorsInHand):
    """Shows one building and follows mouse, touch and keyboard."""

    def __init__(self) -> None:
        super().__init__()
        make_readable(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Elevation of the building"))
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self._keys = Keys(self)
        self._mouse = Mouse(self)
        self._touch = Touch(self)

    def said_current(self) -> None:
        """Tell a screen reader which door is in hand."""
        say_current(self)

    def said_selection(self) -> None:
        """Tell a screen reader which doors are selected."""
        say_selection(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lay the frames of the door in hand and of the selection over the kept picture."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setClipRect(self.body())
        self._paint_selection(painter, QRectF(event.rect()))
        if self.current_id in self.elevation.by_id:
            frame = self.cell(self.current_id)
            painter.setPen(QPen(current().colour("surface"), 5))
            painter.drawRect(frame)
            style = Qt.PenStyle.SolidLine if self.hasFocus() else Qt.PenStyle.DashLine
            painter.setPen(QPen(current().colour("accent"), 3, style))
            painter.drawRect(frame)
        if not self._mouse.band.isEmpty():
            painter.setPen(QPen(current().colour("accent"), 1, Qt.PenStyle.DashLine))
            painter.drawRect(self._mouse.band)

    def _paint_selection(self, painter: QPainter, seen: QRectF) -> None:
        fill = current().colour("accent")
        fill.setAlpha(60)
        painter.setPen(QPen(current().colour("accent"), 2))
        for one in self._selected:
            cell = self.cell(one).adjusted(2, 2, -2, -2)
            if cell.intersects(seen):
                painter.fillRect(cell, fill)
                painter.drawRect(cell)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """See :class:`~desktop.ui.pages.elevation_mouse.Mouse`."""
        self._mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """See :class:`~desktop.ui.pages.elevation_mouse.Mouse`."""
        self._mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """See :class:`~desktop.ui.pages.elevation_mouse.Mouse`."""
        del event
        self._mouse.release()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the door under the pointer."""
        door = self.door_at(event.position())
        if door is not None:
            self.opened.emit(door.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, select, zoom; see :mod:`desktop.ui.pages.elevation_keys`."""
        if not self._keys.press(event):
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Follow fingers, and say in words what the door under the pointer shows."""
        if event.type() in _TOUCHES and isinstance(event, QTouchEvent):
            return self._touch.follow(event)
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom_by(1.0 + event.value(), event.position())
                return True
        elif event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            door = self.door_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), describe(door) if door else "", self)
            return True
        return super().event(event)
