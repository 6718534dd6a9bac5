"""Fingers on the elevation: tap chooses, hold selects, drag moves, two fingers zoom."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLineF, QObject, QPointF, QTimer

if TYPE_CHECKING:
    from PySide6.QtGui import QTouchEvent

    from desktop.ui.pages.elevation_hand import DoorsInHand

_SLOP = 14.0
_HOLD_MS = 550
_TWICE = 0.35


class Touch(QObject):
    """Follows one touch from the first finger down to the last finger up."""

    def __init__(self, view: DoorsInHand) -> None:
        super().__init__(view)
        self._view = view
        self._start = QPointF()
        self._last = QPointF()
        self._spread = 0.0
        self._moved = False
        self._tapped = ("", 0.0)
        self._hold = QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.setInterval(_HOLD_MS)
        self._hold.timeout.connect(self._held)

    def follow(self, event: QTouchEvent) -> bool:
        """Take part in a touch; every event of it is ours, so no mouse is played afterwards."""
        points = [point.position() for point in event.points()]
        kind = event.type()
        event.accept()
        if kind == QEvent.Type.TouchCancel or not points:
            self._hold.stop()
        elif kind == QEvent.Type.TouchBegin:
            self._begin(points)
        elif kind == QEvent.Type.TouchUpdate:
            self._move(points)
        else:
            self._end(points)
        return True

    def _begin(self, points: list[QPointF]) -> None:
        self._start = self._last = points[0]
        self._moved = len(points) > 1
        self._spread = 0.0
        self._hold.start()

    def _move(self, points: list[QPointF]) -> None:
        if len(points) > 1:
            self._pinch(points[0], points[1])
            return
        at = points[0]
        self._spread = 0.0
        if not self._moved and QLineF(at, self._start).length() > _SLOP:
            self._moved = True
            self._hold.stop()
            self._last = self._start
        if self._moved:
            self._view.pan(at.x() - self._last.x(), at.y() - self._last.y())
            self._last = at

    def _pinch(self, first: QPointF, second: QPointF) -> None:
        self._moved = True
        self._hold.stop()
        line = QLineF(first, second)
        middle = line.center()
        if self._spread > 0 and line.length() > 0:
            moved = middle - self._last
            self._view.zoom_by(line.length() / self._spread, middle)
            self._view.pan(moved.x(), moved.y())
        self._spread, self._last = line.length(), middle

    def _end(self, points: list[QPointF]) -> None:
        waiting = self._hold.isActive()
        self._hold.stop()
        if self._moved or not waiting:
            return
        door = self._view.door_at(points[0])
        if door is None:
            self._view.select_at(points[0])
            return
        self._view.setFocus()
        twice = self._tapped[0] == door.id and time.monotonic() - self._tapped[1] < _TWICE
        self._tapped = (door.id, time.monotonic())
        if twice:
            self._view.opened.emit(door.id)
        elif self._view.selected_ids():
            self._view.toggle(door.id)
        else:
            self._view.choose(door.id)

    def _held(self) -> None:
        door = self._view.door_at(self._start)
        if door is not None and not self._moved:
            self._view.toggle(door.id)
