"""The place an elevation is drawn on: zoom, moving about, and the kept picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QScrollBar, QWidget

from desktop.ui.pages.elevation_canvas import Canvas
from desktop.ui.pages.elevation_frame import FOOT, GUTTER, HEAD, foot_top
from desktop.ui.shell.language import tr
from desktop.ui.shell.theme import current
from desktop.ui.viewmodels.elevation import Elevation, Show
from desktop.ui.viewmodels.elevation_grid import Grid

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent, QWheelEvent

    from desktop.ui.viewmodels.elevation import Door

_STEP = 1.25
_BAR = 12
_EDGE = 6
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Stage(QWidget):
    """Draws one building and can be zoomed and moved.

    Attributes:
        elevation: the building.
        show_only: the doors that are not dimmed.
        zoom: 1 fits the building into the view.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.elevation = Elevation()
        self.show_only = Show.ALL
        self.zoom = 1.0
        self._origin = QPointF()
        self._canvas = Canvas(self.font())
        self._across = self._bar(Qt.Orientation.Horizontal)
        self._down = self._bar(Qt.Orientation.Vertical)
        self._grid = Grid(self.elevation, 1, 1)

    def draw(self, elevation: Elevation) -> None:
        """Draw this building; the same building with other doors keeps its zoom."""
        if elevation.by_id.keys() != self.elevation.by_id.keys():
            self.zoom = 1.0
            self._origin = QPointF()
        self.elevation = elevation
        self._lay()
        self.updateGeometry()

    def renew(self, elevation: Elevation) -> frozenset[str]:
        """Draw the doors again that differ and return them; the building stands as it stood."""
        old = self.elevation.by_id
        changed = frozenset(door.id for door in elevation.doors if old.get(door.id) != door)
        self.elevation = elevation
        self._grid = self._grid_at(self.zoom)
        self._canvas.renew(self._grid, changed)
        for one in changed:
            door = elevation.by_id[one]
            self.update_door(one)
            left, width = self._grid.unit_span(door.unit)
            left += self.body().left() + self._origin.x() - self._grid.gap
            head = QRectF(left, 0, width + 2 * self._grid.gap, self._head())
            self.update(head.toAlignedRect())
        return changed

    def update_door(self, household_id: str) -> None:
        """Paint a door and its frame again."""
        self.update(self.cell(household_id).toAlignedRect().adjusted(-5, -5, 5, 5))

    def filter(self, show: Show) -> None:
        """Dim every door that ``show`` does not want."""
        self.show_only = show
        self._lay()

    def cell(self, household_id: str) -> QRectF:
        """Return where a door is drawn."""
        door = self.elevation.by_id.get(household_id)
        return QRectF() if door is None else self._canvas.rect(door)

    def door_at(self, point: QPointF) -> Door | None:
        """Return the door drawn there."""
        if not self.body().contains(point):
            return None
        return self._grid.door_at(*self.inside(point))

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Make doors larger or smaller; what lies at ``at`` stays there."""
        self.zoom_to(self.zoom * factor, at)

    def zoom_to(self, zoom: float, at: QPointF | None = None) -> None:
        """Set the zoom, 1 (the whole building) up to what still makes doors larger."""
        zoom = max(1.0, min(self._grid.most, zoom))
        if zoom == self.zoom:
            return
        at = at or self._middle()
        x, y = self.inside(at)
        old = self._grid.size
        self.zoom = zoom
        self._grid = self._grid_at(zoom)
        new = self._grid.size
        body = self.body()
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
        self._canvas.move(self._corner())
        self.update()
        return self._origin != before

    @property
    def lines_in_view(self) -> int:
        """How many floors are seen at once."""
        return max(1, int(self.body().height() / self._grid.cell[1]))

    @property
    def grid(self) -> Grid:
        """Where every door stands."""
        return self._grid

    def body(self) -> QRectF:
        """Return where doors are seen, inside headings and scroll bars."""
        scale = current().scale / 100
        gutter, foot = GUTTER * scale, FOOT * scale
        return QRectF(
            round(gutter),
            round(self._head()),
            max(1, round(self.width() - gutter - _BAR)),
            max(1, round(self.height() - self._head() - foot - _BAR)),
        )

    def _middle(self) -> QPointF:
        """Return what stays in place when nobody points at anything."""
        return self.body().center()

    @staticmethod
    def _head() -> float:
        return HEAD * current().scale / 100

    def foot(self) -> float:
        """Return where the names of the risers begin."""
        return foot_top(self._grid, self.body(), self.body().topLeft() + self._origin)

    def inside(self, point: QPointF) -> tuple[float, float]:
        """Return a point of the widget as a point of the drawing."""
        body = self.body()
        return (
            point.x() - body.left() - self._origin.x(),
            point.y() - body.top() - self._origin.y(),
        )

    def _grid_at(self, zoom: float) -> Grid:
        body = self.body()
        return Grid(self.elevation, body.width(), body.height(), zoom, current().scale / 100)

    def _lay(self) -> None:
        """Work out everything: another building, size, zoom, filter or font."""
        self._grid = self._grid_at(self.zoom)
        self._canvas.place(self._grid, self.body(), self._corner(), self.show_only, self.font())
        self.update()

    def _corner(self) -> QPointF:
        """Keep the drawing inside the view and return where its corner stands."""
        body, (width, height) = self.body(), self._grid.size
        self._origin = QPointF(
            min(0.0, max(min(0.0, body.width() - width), self._origin.x())),
            min(0.0, max(min(0.0, body.height() - height), self._origin.y())),
        )
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
        return QPointF(round(body.left() + self._origin.x()), round(body.top() + self._origin.y()))

    def _bar(self, orientation: Qt.Orientation) -> QScrollBar:
        bar = QScrollBar(orientation, self)
        bar.setAccessibleName(tr("Move the drawing"))
        bar.hide()
        bar.valueChanged.connect(self._scrolled)
        return bar

    def _scrolled(self) -> None:
        self._origin = QPointF(-self._across.value(), -self._down.value())
        self._canvas.move(self._corner())
        self.update()

    def reveal(self, door: Door) -> bool:
        """Move a door into view; return whether the drawing had to move."""
        cell, body = self._canvas.rect(door).adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE), self.body()
        across = max(0.0, body.left() - cell.left()) - max(0.0, cell.right() - body.right())
        down = max(0.0, body.top() - cell.top()) - max(0.0, cell.bottom() - body.bottom())
        return bool(across or down) and self.pan(across, down)

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
        """Show the kept picture."""
        picture = self._canvas.picture(self.size(), self.devicePixelRatioF())
        ratio = picture.devicePixelRatio()
        seen = event.rect()
        source = QRect(seen.topLeft() * ratio, seen.size() * ratio)
        QPainter(self).drawPixmap(QRectF(seen), picture, QRectF(source))

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
