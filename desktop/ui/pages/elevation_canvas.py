"""The picture of an elevation, kept between paints: only doors that changed are drawn again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPixmap, QRegion

from desktop.ui.pages.elevation_doors import DoorPainter
from desktop.ui.pages.elevation_frame import Labels, draw_house
from desktop.ui.shell.theme import Theme, current
from desktop.ui.viewmodels.elevation import Show

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QSize
    from PySide6.QtGui import QFont

    from desktop.ui.viewmodels.elevation import Door
    from desktop.ui.viewmodels.elevation_grid import Grid

_BROAD = 40


class Canvas:
    """Draws one building at one zoom and place.

    A change draws the changed doors; moving the drawing moves the picture and draws what comes
    into view; anything else draws everything.
    """

    def __init__(self, font: QFont) -> None:
        self._font = font
        self._look: tuple[Theme, float] = (current(), 1.0)
        self._doors = DoorPainter(1.0, font)
        self._labels = Labels(font)
        self._pixmap = QPixmap()
        self._ready = False
        self._stale: set[str] = set()
        self._show = Show.ALL
        self._grid: Grid
        self._body = QRectF()
        self._origin = QPointF()
        self._painted_at = QPointF()

    @property
    def drawn(self) -> int:
        """How many doors were drawn so far; tests and the benchmark look at it."""
        return self._doors.drawn

    def place(self, grid: Grid, body: QRectF, origin: QPointF, show: Show, font: QFont) -> None:
        """Say what is to be drawn.

        Args:
            grid: the building at its zoom.
            body: where doors may be seen, inside the headings.
            origin: where the corner of the drawing stands, in whole pixels.
            show: the doors that are not dimmed.
            font: of room numbers and headings.
        """
        self._grid, self._body, self._origin, self._show = grid, body, origin, show
        if font != self._font:
            self._font = font
            self._look = (current(), 0.0)
        self._ready = False

    def move(self, origin: QPointF) -> None:
        """Say that the same drawing stands elsewhere."""
        self._origin = origin

    def renew(self, grid: Grid, changed: Iterable[str]) -> None:
        """Draw these doors again next time; the building stands where it stood."""
        self._grid = grid
        self._stale.update(changed)

    def rect(self, door: Door) -> QRectF:
        """Return where a door stands in the widget."""
        left, top, width, height = self._grid.rect(door)
        return QRectF(left + self._origin.x(), top + self._origin.y(), width, height)

    def picture(self, size: QSize, ratio: float) -> QPixmap:
        """Return the picture of the whole widget, brought up to date."""
        wanted = size * ratio
        if self._pixmap.size() != wanted or self._look != (current(), ratio):
            self._pixmap = QPixmap(wanted)
            self._pixmap.setDevicePixelRatio(ratio)
            self._look = (current(), ratio)
            drawn = self._doors.drawn
            self._doors, self._labels = DoorPainter(ratio, self._font), Labels(self._font)
            self._doors.drawn = drawn
            self._ready = False
        moved = self._origin - self._painted_at
        if not self._ready:
            self._draw_all()
        elif not moved.isNull():
            self._scroll(moved, ratio)
        if self._ready and self._stale:
            self._draw_changed()
        self._ready = True
        self._painted_at = QPointF(self._origin)
        self._stale.clear()
        return self._pixmap

    def _draw_all(self) -> None:
        painter = QPainter(self._pixmap)
        painter.fillRect(QRectF(self._pixmap.rect()), current().colour("surface"))
        painter.setClipRect(self._body)
        self._draw_doors(painter, self._body)
        painter.setClipping(False)
        self._labels.draw(painter, self._grid, self._body, self._origin)
        painter.end()

    def _scroll(self, moved: QPointF, ratio: float) -> None:
        """Move the picture and draw the doors that come into view."""
        across, down = moved.x() * ratio, moved.y() * ratio
        body = self._body.toRect()
        if not (across.is_integer() and down.is_integer() and ratio.is_integer()):
            self._draw_all()
            return
        box = QRectF(body.topLeft() * ratio, body.size() * ratio).toRect()
        self._pixmap.scroll(int(across), int(down), box)
        kept = body.translated(moved.toPoint()).intersected(body)
        fresh = QRegion(self._pixmap.rect()) - QRegion(kept)
        painter = QPainter(self._pixmap)
        painter.setClipRegion(fresh)
        painter.fillRect(QRectF(self._pixmap.rect()), current().colour("surface"))
        painter.setClipRegion(fresh & QRegion(body))
        inside = QRectF(kept).adjusted(1, 1, -1, -1)
        self._draw_doors(painter, QRectF(body), inside)
        painter.setClipping(False)
        self._labels.draw(painter, self._grid, self._body, self._origin)
        painter.end()

    def _draw_doors(self, painter: QPainter, seen: QRectF, kept: QRectF | None = None) -> None:
        """Draw the doors in ``seen`` that do not lie wholly in ``kept``."""
        draw_house(painter, self._grid, self._origin)
        for door in self._grid.house.doors:
            cell = self.rect(door)
            if cell.intersects(seen) and (kept is None or not kept.contains(cell)):
                self._draw_door(painter, door, cell)

    def _draw_changed(self) -> None:
        house = self._grid.house
        doors = [house.by_id[one] for one in self._stale if one in house.by_id]
        painter = QPainter(self._pixmap)
        painter.setClipRect(self._body)
        for door in doors:
            self._draw_door(painter, door, self.rect(door))
        painter.setClipping(False)
        units = {door.unit for door in doors}
        self._labels.draw_units(painter, self._grid, self._body, self._origin, units)
        painter.end()

    def _draw_door(self, painter: QPainter, door: Door, cell: QRectF) -> None:
        inset = 2.0 if cell.width() > _BROAD else 1.0
        self._doors.draw(
            painter,
            door,
            cell.adjusted(inset, inset, -inset, -inset),
            deep=self._grid.house.floors[door.line] < 0,
            dim=not self._show.wants(door),
        )
