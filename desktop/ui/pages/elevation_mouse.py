"""The mouse on the elevation: choose, select, draw a band, move the drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

    from desktop.ui.pages.elevation_hand import DoorsInHand

_DRAG = 8
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Mouse:
    """Follows the buttons of the mouse.

    A click chooses, with Ctrl it selects one more door, with Shift a rectangle from the door in
    hand; the left button drawn over doors selects them, the middle one moves the drawing.

    Attributes:
        band: what is being drawn around doors; empty when nothing is.
    """

    def __init__(self, view: DoorsInHand) -> None:
        self._view = view
        self._anchor: QPointF | None = None
        self._panning = False
        self.band = QRectF()

    def press(self, event: QMouseEvent) -> None:
        """Begin."""
        point, view, keys = event.position(), self._view, event.modifiers()
        if event.button() is Qt.MouseButton.MiddleButton:
            self._panning, self._anchor = True, point
            return
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._anchor = point
        door = view.door_at(point)
        if door is None:
            view.select_at(point, add=bool(keys & _CTRL))
        elif keys & _CTRL:
            view.toggle(door.id)
        elif keys & _SHIFT and view.current_id:
            held = view.elevation.by_id[view.current_id]
            view.select(one.id for one in view.elevation.rectangle(held, door))
        else:
            view.select(())
            view.choose(door.id)

    def move(self, event: QMouseEvent) -> None:
        """Draw the band or move the drawing."""
        if self._anchor is None:
            return
        view, moved = self._view, event.position() - self._anchor
        if self._panning:
            self._anchor = event.position()
            view.pan(moved.x(), moved.y())
        elif view.body().contains(self._anchor) and (
            not self.band.isEmpty() or moved.manhattanLength() > _DRAG
        ):
            self.band = QRectF(self._anchor, event.position()).normalized()
            view.select(
                door.id
                for door in view.elevation.doors
                if view.cell(door.id).adjusted(4, 4, -4, -4).intersects(self.band)
            )
            view.update()

    def release(self) -> None:
        """End."""
        self._anchor, self._panning = None, False
        if not self.band.isEmpty():
            self.band = QRectF()
            self._view.update()
