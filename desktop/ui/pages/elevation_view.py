"""A building drawn as it stands: floors by doors, water half and electricity half."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QNativeGestureEvent, QPainter, QPen, QTouchEvent
from PySide6.QtWidgets import QToolTip

from desktop.ui.pages.door_words import describe
from desktop.ui.pages.elevation_access import make_readable, say_current, say_selection
from desktop.ui.pages.elevation_keys import Keys
from desktop.ui.pages.elevation_mouse import Mouse
from desktop.ui.pages.elevation_stage import Stage
from desktop.ui.pages.elevation_touch import Touch
from desktop.ui.shell.language import tr
from desktop.ui.shell.theme import current
from desktop.ui.viewmodels.walk import Walk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from desktop.ui.viewmodels.elevation import Door, Elevation

_TOUCHES = frozenset(
    {
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TouchEnd,
        QEvent.Type.TouchCancel,
    }
)


class ElevationView(Stage):
    """Shows one building and follows mouse, touch and keyboard.

    Attributes:
        current_id: the door in hand, framed; empty for none.
        walk: in which order doors are offered.

    Signals:
        chosen: id of the household whose door was chosen.
        opened: id of the household whose door was entered (Enter or double click).
        selection_changed: ids of the selected doors in walking order; empty without a selection.
        finished: the next door was asked for and none is left.
    """

    chosen = Signal(str)
    opened = Signal(str)
    selection_changed = Signal(list)
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        make_readable(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Elevation of the building"))
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.current_id = ""
        self.walk = Walk()
        self._selected: frozenset[str] = frozenset()
        self._keys = Keys(self)
        self._mouse = Mouse(self)
        self._touch = Touch(self)

    def show_elevation(self, elevation: Elevation) -> None:
        """Draw this building; the same one with other doors keeps zoom, door and selection."""
        if self.current_id not in elevation.by_id:
            self.current_id = ""
        self.draw(elevation)
        self._select(self._selected & elevation.by_id.keys())
        self._describe()

    def renew(self, elevation: Elevation) -> frozenset[str]:
        """Draw the doors again that differ and return them; the building stands as it stood."""
        changed = super().renew(elevation)
        if self.current_id in changed:
            self._describe()
        return changed

    def choose(self, household_id: str) -> None:
        """Put the frame around one door and bring it into view."""
        if household_id == self.current_id:
            return
        before, self.current_id = self.current_id, household_id
        door = self.elevation.by_id.get(household_id)
        if door is None or not self.reveal(door):
            self.update_door(before)
            self.update_door(household_id)
        self._describe()
        say_current(self)
        if household_id:
            self.chosen.emit(household_id)

    def step(self, by: int) -> None:
        """Go on in the order in which a surveyor walks."""
        found = self.walk.step(self.elevation, self.current_id, by)
        if found:
            self.choose(found)

    def next_open(self) -> bool:
        """Go to the next door to visit; return False, and say so, when none is left."""
        found = self.walk.next_open(self.elevation, self.current_id, self.show_only)
        if found:
            self.choose(found)
        else:
            self.finished.emit()
        return bool(found)

    # ----------------------------------------------------------------------------- the selection

    def selected_ids(self) -> list[str]:
        """Return the selected doors in walking order; empty without a selection."""
        return [door.id for door in self.walk.order(self.elevation) if door.id in self._selected]

    def is_selected(self, household_id: str) -> bool:
        """Return whether a door is selected."""
        return household_id in self._selected

    def select(self, ids: Iterable[str]) -> None:
        """Select exactly these doors."""
        self._select(frozenset(ids) & self.elevation.by_id.keys())

    def toggle(self, household_id: str) -> None:
        """Add a door to the selection or take it out; the door in hand joins the first."""
        if not self._selected and self.current_id:
            self._select(frozenset({self.current_id, household_id}))
        else:
            self._select(self._selected ^ {household_id})

    def select_at(self, point: QPointF, *, add: bool = False) -> bool:
        """Select the unit, floor or riser whose label is there; return whether one is."""
        body, (x, y) = self.body(), self.inside(point)
        doors: list[Door] = []
        if body.left() <= point.x() < body.right() and point.y() < body.top():
            unit = self.grid.unit_at(x)
            doors = [] if unit is None else self.elevation.of_unit(unit)
        elif body.left() <= point.x() < body.right() and point.y() >= self.foot():
            column = self.grid.column_at(x)
            doors = [door for door in self.elevation.doors if door.column == column]
        elif point.x() < body.left() and body.top() <= point.y() < body.bottom():
            line = self.grid.line_at(y)
            doors = [door for door in self.elevation.doors if door.line == line]
        ids = frozenset(door.id for door in doors)
        if ids:
            self._select(self._selected | ids if add else ids)
        return bool(ids)

    def _select(self, ids: frozenset[str]) -> None:
        if ids != self._selected:
            self._selected = ids
            self.update()
            self._describe()
            say_selection(self)
            self.selection_changed.emit(self.selected_ids())

    # ---------------------------------------------------------------------------------- painting

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

    # ------------------------------------------------------------------------------------- input

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

    def _middle(self) -> QPointF:
        held = self.cell(self.current_id)
        return super()._middle() if held.isEmpty() else held.center()

    def _describe(self) -> None:
        """Tell a screen reader which door is in hand and how many are selected."""
        door = self.elevation.by_id.get(self.current_id)
        words = describe(door) if door else ""
        if self._selected:
            words = tr("{door}; {count} doors selected", door=words, count=len(self._selected))
        self.setAccessibleDescription(words)
