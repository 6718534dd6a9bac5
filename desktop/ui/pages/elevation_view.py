"""A building drawn as it stands: floors by doors, water half and electricity half."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QNativeGestureEvent, QPainter, QPen, QTouchEvent
from PySide6.QtWidgets import QScrollBar, QToolTip, QWidget

from desktop.ui.pages.door_words import describe
from desktop.ui.pages.elevation_canvas import FOOT, GUTTER, HEAD, Canvas
from desktop.ui.pages.elevation_keys import Keys
from desktop.ui.pages.elevation_touch import Touch
from desktop.ui.shell.language import tr
from desktop.ui.shell.theme import current
from desktop.ui.viewmodels.elevation import Elevation, Show
from desktop.ui.viewmodels.elevation_grid import Grid
from desktop.ui.viewmodels.walk import Walk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from desktop.ui.viewmodels.elevation import Door

_STEP = 1.25
_BAR = 12
_EDGE = 6
_DRAG = 8
_TOUCHES = frozenset(
    {
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TouchEnd,
        QEvent.Type.TouchCancel,
    }
)
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class ElevationView(QWidget):
    """Shows one building and follows mouse, touch and keyboard.

    Attributes:
        elevation: the building.
        current_id: the door in hand, framed; empty for none.
        walk: in which order doors are offered.
        show_only: the doors that are not dimmed.
        zoom: 1 fits the building into the view.

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
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Elevation of the building"))
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.elevation = Elevation()
        self.current_id = ""
        self.walk = Walk()
        self.show_only = Show.ALL
        self.zoom = 1.0
        self._selected: frozenset[str] = frozenset()
        self._anchor: QPointF | None = None
        self._band = QRectF()
        self._panning = False
        self._origin = QPointF()
        self._canvas = Canvas(self.font())
        self._keys = Keys(self)
        self._touch = Touch(self)
        self._across = self._bar(Qt.Orientation.Horizontal)
        self._down = self._bar(Qt.Orientation.Vertical)
        self._grid = Grid(self.elevation, 1, 1)

    # ------------------------------------------------------------------------------ the building

    def show_elevation(self, elevation: Elevation) -> None:
        """Draw this building; the same building with other doors keeps zoom and selection."""
        same = elevation.by_id.keys() == self.elevation.by_id.keys()
        self.elevation = elevation
        if self.current_id not in elevation.by_id:
            self.current_id = ""
        if not same:
            self.zoom = 1.0
            self._origin = QPointF()
        self._select(self._selected & elevation.by_id.keys())
        self._lay()
        self.updateGeometry()

    def renew(self, elevation: Elevation) -> None:
        """Draw the doors again that differ; the building stands where it stood."""
        old = self.elevation.by_id
        changed = {door.id for door in elevation.doors if old.get(door.id) != door}
        self.elevation = elevation
        self._grid = self._grid_at(self.zoom)
        self._canvas.renew(self._grid, changed)
        for one in changed:
            door = elevation.by_id[one]
            self.update(self._canvas.rect(door).toAlignedRect().adjusted(-3, -3, 3, 3))
            left, width = self._grid.unit_span(door.unit)
            left += self._body().left() + self._origin.x() - self._grid.gap
            head = QRectF(left, 0, width + 2 * self._grid.gap, self._head())
            self.update(head.toAlignedRect())
        if self.current_id in changed:
            self._describe()

    def filter(self, show: Show) -> None:
        """Dim every door that ``show`` does not want."""
        self.show_only = show
        self._lay()

    def choose(self, household_id: str) -> None:
        """Put the frame around one door and bring it into view."""
        if household_id == self.current_id:
            return
        before = self.elevation.by_id.get(self.current_id)
        self.current_id = household_id
        door = self.elevation.by_id.get(household_id)
        if door is not None and not self._reveal(door):
            for one in (before, door):
                if one is not None:
                    self.update(self._canvas.rect(one).toAlignedRect().adjusted(-5, -5, 5, 5))
        self._describe()
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

    def cell(self, household_id: str) -> QRectF:
        """Return where a door is drawn."""
        door = self.elevation.by_id.get(household_id)
        return QRectF() if door is None else self._canvas.rect(door)

    def door_at(self, point: QPointF) -> Door | None:
        """Return the door drawn there."""
        if not self._body().contains(point):
            return None
        return self._grid.door_at(*self._inside(point))

    # ----------------------------------------------------------------------------- the selection

    def selected_ids(self) -> list[str]:
        """Return the selected doors in walking order; empty without a selection."""
        return [door.id for door in self.walk.order(self.elevation) if door.id in self._selected]

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
        body, (x, y) = self._body(), self._inside(point)
        doors: list[Door] = []
        if body.left() <= point.x() < body.right() and point.y() < body.top():
            unit = self._grid.unit_at(x)
            doors = [] if unit is None else self.elevation.of_unit(unit)
        elif body.left() <= point.x() < body.right() and point.y() >= body.bottom():
            column = self._grid.column_at(x)
            doors = [door for door in self.elevation.doors if door.column == column]
        elif point.x() < body.left() and body.top() <= point.y() < body.bottom():
            line = self._grid.line_at(y)
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
            self.selection_changed.emit(self.selected_ids())

    # ---------------------------------------------------------------------------- zoom and place

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Make doors larger or smaller; what lies at ``at`` stays there."""
        self.zoom_to(self.zoom * factor, at)

    def zoom_to(self, zoom: float, at: QPointF | None = None) -> None:
        """Set the zoom, 1 (the whole building) up to what still makes doors larger."""
        zoom = max(1.0, min(self._grid.most, zoom))
        if zoom == self.zoom:
            return
        door = self.elevation.by_id.get(self.current_id)
        if at is None:
            at = self.cell(door.id).center() if door else self._body().center()
        x, y = self._inside(at)
        old = self._grid.size
        self.zoom = zoom
        self._grid = self._grid_at(zoom)
        new = self._grid.size
        body = self._body()
        self._origin = QPointF(
            at.x() - body.left() - x * new[0] / old[0], at.y() - body.top() - y * new[1] / old[1]
        )
        self._lay()

    def fit(self) -> None:
        """Show the whole building."""
        self.zoom_to(1.0)

    def pan(self, across: float, down: float) -> bool:
        """Move the drawing; return whether it moved."""
        before = QPointF(self._origin)
        self._origin += QPointF(across, down)
        self._lay()
        return self._origin != before

    @property
    def lines_in_view(self) -> int:
        """How many floors are seen at once."""
        return max(1, int(self._body().height() / self._grid.cell[1]))

    def _body(self) -> QRectF:
        scale = current().scale / 100
        gutter, foot = GUTTER * scale, FOOT * scale
        return QRectF(
            gutter,
            self._head(),
            max(1.0, self.width() - gutter - _BAR),
            max(1.0, self.height() - self._head() - foot - _BAR),
        )

    @staticmethod
    def _head() -> float:
        return HEAD * current().scale / 100

    def _inside(self, point: QPointF) -> tuple[float, float]:
        body = self._body()
        return (
            point.x() - body.left() - self._origin.x(),
            point.y() - body.top() - self._origin.y(),
        )

    def _grid_at(self, zoom: float) -> Grid:
        body = self._body()
        return Grid(self.elevation, body.width(), body.height(), zoom, current().scale / 100)

    def _lay(self) -> None:
        body = self._body()
        self._grid = self._grid_at(self.zoom)
        width, height = self._grid.size
        low = (min(0.0, body.width() - width), min(0.0, body.height() - height))
        self._origin = QPointF(
            min(0.0, max(low[0], self._origin.x())), min(0.0, max(low[1], self._origin.y()))
        )
        corner = QPointF(
            round(body.left() + self._origin.x()), round(body.top() + self._origin.y())
        )
        self._canvas.place(self._grid, body, corner, self.show_only, self.font())
        for bar, seen, whole, at in (
            (self._across, body.width(), width, -self._origin.x()),
            (self._down, body.height(), height, -self._origin.y()),
        ):
            bar.blockSignals(True)
            bar.setRange(0, max(0, round(whole - seen)))
            bar.setPageStep(round(seen))
            bar.setSingleStep(round(self._grid.cell[1]))
            bar.setValue(round(at))
            bar.blockSignals(False)
            bar.setVisible(bar.maximum() > 0)
        self.update()

    def _bar(self, orientation: Qt.Orientation) -> QScrollBar:
        bar = QScrollBar(orientation, self)
        bar.setAccessibleName(tr("Move the drawing"))
        bar.hide()
        bar.valueChanged.connect(self._scrolled)
        return bar

    def _scrolled(self) -> None:
        self._origin = QPointF(-self._across.value(), -self._down.value())
        self._lay()

    def _reveal(self, door: Door) -> bool:
        """Move a door into view; return whether the drawing had to move."""
        cell, body = self._canvas.rect(door).adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE), self._body()
        across = max(0.0, body.left() - cell.left()) - max(0.0, cell.right() - body.right())
        down = max(0.0, body.top() - cell.top()) - max(0.0, cell.bottom() - body.bottom())
        return bool(across or down) and self.pan(across, down)

    # ---------------------------------------------------------------------------------- painting

    def sizeHint(self) -> QSize:
        """Return a size at which every door can be touched."""
        side = current().measure("touch")
        gap = 16 * (len(self.elevation.units) + 1)
        width = GUTTER + self.elevation.columns * (side + 8) + gap
        return QSize(max(width, 200), HEAD + FOOT + max(1, len(self.elevation.floors)) * side)

    def minimumSizeHint(self) -> QSize:
        """Return a size at which something can be seen; the rest is reached by moving."""
        return QSize(200, 160)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the doors out again."""
        super().resizeEvent(event)
        self._across.setGeometry(0, self.height() - _BAR, self.width() - _BAR, _BAR)
        self._down.setGeometry(self.width() - _BAR, 0, _BAR, self.height() - _BAR)
        self._lay()

    def changeEvent(self, event: QEvent) -> None:
        """Draw again in another font or palette."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.PaletteChange}:
            self._lay()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the kept picture; frames of the door in hand and of the selection lie over it."""
        picture = self._canvas.picture(self.size(), self.devicePixelRatioF())
        painter = QPainter(self)
        ratio = picture.devicePixelRatio()
        seen = event.rect()
        source = QRect(seen.topLeft() * ratio, seen.size() * ratio)
        painter.drawPixmap(QRectF(seen), picture, QRectF(source))
        painter.setClipRect(self._body())
        self._paint_selection(painter, QRectF(seen))
        if self.current_id in self.elevation.by_id:
            frame = self.cell(self.current_id)
            painter.setPen(QPen(current().colour("surface"), 5))
            painter.drawRect(frame)
            style = Qt.PenStyle.SolidLine if self.hasFocus() else Qt.PenStyle.DashLine
            painter.setPen(QPen(current().colour("accent"), 3, style))
            painter.drawRect(frame)
        if not self._band.isEmpty():
            painter.setPen(QPen(current().colour("accent"), 1, Qt.PenStyle.DashLine))
            painter.drawRect(self._band)

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
        """Choose the door under the pointer; with Ctrl or Shift select."""
        point = event.position()
        if event.button() is Qt.MouseButton.MiddleButton:
            self._panning, self._anchor = True, point
            return
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._anchor = point
        keys = event.modifiers()
        door = self.door_at(point)
        if door is None:
            self.select_at(point, add=bool(keys & _CTRL))
        elif keys & _CTRL:
            self.toggle(door.id)
        elif keys & _SHIFT and self.current_id:
            held = self.elevation.by_id[self.current_id]
            self.select(one.id for one in self.elevation.rectangle(held, door))
        else:
            self._select(frozenset())
            self.choose(door.id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw a band around doors, or move the drawing with the middle button."""
        if self._anchor is None:
            return
        moved = event.position() - self._anchor
        if self._panning:
            self._anchor = event.position()
            self.pan(moved.x(), moved.y())
        elif self._body().contains(self._anchor) and (
            not self._band.isEmpty() or moved.manhattanLength() > _DRAG
        ):
            self._band = QRectF(self._anchor, event.position()).normalized()
            self.select(
                door.id
                for door in self.elevation.doors
                if self._canvas.rect(door).adjusted(4, 4, -4, -4).intersects(self._band)
            )
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the band."""
        del event
        self._anchor, self._panning = None, False
        if not self._band.isEmpty():
            self._band = QRectF()
            self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the door under the pointer."""
        door = self.door_at(event.position())
        if door is not None:
            self.opened.emit(door.id)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, else move."""
        turn = event.angleDelta()
        if event.modifiers() & _CTRL:
            self.zoom_by(_STEP ** (turn.y() / 120), event.position())
        else:
            across, down = turn.x(), turn.y()
            if event.modifiers() & _SHIFT:
                across, down = down, across
            self.pan(across / 2, down / 2)
        event.accept()

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

    def _describe(self) -> None:
        """Tell a screen reader which door is in hand and how many are selected."""
        door = self.elevation.by_id.get(self.current_id)
        words = describe(door) if door else ""
        if self._selected:
            words = tr("{door}; {count} doors selected", door=words, count=len(self._selected))
        self.setAccessibleDescription(words)
