"""What stands around the doors: walls, roofs, the ground, names of units, floors and risers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QPen

from desktop.ui.shell.language import tr
from desktop.ui.shell.theme import current

if TYPE_CHECKING:
    from PySide6.QtGui import QFontMetrics, QPainter

    from desktop.ui.viewmodels.elevation_grid import Grid

GUTTER, HEAD, FOOT = 44, 42, 26
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def draw_house(painter: QPainter, grid: Grid, origin: QPointF) -> None:
    """Draw walls, roofs and the line of the ground behind the doors."""
    theme, size = current(), grid.size
    painter.save()
    painter.translate(origin)
    painter.setPen(QPen(theme.colour("line"), 1))
    for unit in range(len(grid.house.units)):
        left, width = grid.unit_span(unit)
        painter.setBrush(theme.colour("window"))
        painter.drawRect(QRectF(left - 3, grid.roof, width + 6, size[1] - grid.roof))
        painter.setBrush(theme.colour("hatch"))
        painter.drawPolygon(
            [
                QPointF(left - 6, grid.roof),
                QPointF(left + 4, 2),
                QPointF(left + width - 4, 2),
                QPointF(left + width + 6, grid.roof),
            ]
        )
    earth = QRectF(0, grid.ground_top, size[0], grid.earth)
    hatch = QBrush(theme.colour("muted"), Qt.BrushStyle.DiagCrossPattern)
    painter.fillRect(earth, theme.colour("surface"))
    painter.fillRect(earth.adjusted(0, 2, 0, -2), hatch)
    painter.fillRect(QRectF(0, grid.ground_top, size[0], 2), theme.colour("text"))
    painter.restore()


def foot_top(grid: Grid, body: QRectF, origin: QPointF) -> float:
    """Return where the risers' names begin: right below the building, or below what is seen."""
    return min(body.bottom(), origin.y() + grid.size[1])


class Labels:
    """Writes the names around the doors; they stay in view wherever the drawing is moved."""

    def __init__(self, font: QFont) -> None:
        self._font = font

    def draw(self, painter: QPainter, grid: Grid, body: QRectF, origin: QPointF) -> None:
        """Write everything."""
        self.draw_units(painter, grid, body, origin)
        self._draw_floors(painter, grid, body, origin)
        self._draw_risers(painter, grid, body, origin)

    def draw_units(
        self,
        painter: QPainter,
        grid: Grid,
        body: QRectF,
        origin: QPointF,
        only: set[int] | None = None,
    ) -> None:
        """Write the units' names with how far each is; of ``only`` those, all by default."""
        head = QRectF(body.left(), 0, body.width(), body.top())
        painter.save()
        painter.setClipRect(head)
        painter.setFont(self._font)
        for unit, (name, _) in enumerate(grid.house.units):
            if only is not None and unit not in only:
                continue
            left, width = grid.unit_span(unit)
            box = QRectF(left + origin.x(), 0, width, head.height())
            line = box.adjusted(-grid.gap / 2, 0, grid.gap / 2, 0)
            painter.fillRect(line, current().colour("surface"))
            done, doors = grid.house.progress(unit)
            text = _unit_text(name, f"{done}/{doors}", line.width(), painter.fontMetrics())
            painter.setPen(current().colour("text"))
            line.setHeight(box.height() - 10)
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, text)
            bar = QRectF(box.left(), box.bottom() - 9, width, 5)
            _draw_bar(painter, bar, done / doors if doors else 0.0)
        painter.restore()

    def _draw_floors(self, painter: QPainter, grid: Grid, body: QRectF, origin: QPointF) -> None:
        painter.save()
        painter.setClipRect(QRectF(0, body.top(), body.left(), body.height()))
        painter.setFont(self._sized(min(14 * grid.scale, grid.cell[1] * 0.8)))
        painter.setPen(current().colour("muted"))
        for line in range(len(grid.house.floors)):
            place = QRectF(0, grid.line_top(line) + origin.y(), body.left() - 6, grid.cell[1])
            painter.drawText(place, _RIGHT, grid.floor_name(line))
        painter.restore()

    def _draw_risers(self, painter: QPainter, grid: Grid, body: QRectF, origin: QPointF) -> None:
        painter.save()
        top = foot_top(grid, body, origin)
        foot = QRectF(body.left(), top, body.width(), FOOT * grid.scale)
        painter.setClipRect(foot)
        painter.fillRect(foot, current().colour("surface"))
        painter.setFont(self._sized(min(13 * grid.scale, grid.cell[0] * 0.5)))
        painter.setPen(current().colour("muted"))
        for column in range(grid.house.columns):
            left = grid.column_left(column) + origin.x()
            box = QRectF(left, foot.top(), grid.cell[0], foot.height())
            name = grid.house.riser_name(column) or "·"
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)
        painter.restore()

    def _sized(self, pixels: float) -> QFont:
        font = QFont(self._font)
        font.setPixelSize(int(max(8, pixels)))
        return font


def _unit_text(name: str, count: str, width: float, metrics: QFontMetrics) -> str:
    """Return the longest heading that has room: name and count, number and count, count."""
    title = tr("Unit {number}", number=name) if name not in {"", "0"} else ""
    for text in (f"{title}  {count}".strip(), f"{name}: {count}"):
        if title and metrics.horizontalAdvance(text) <= width:
            return text
    return count


def _draw_bar(painter: QPainter, box: QRectF, share: float) -> None:
    theme = current()
    done = QRectF(box)
    done.setWidth(box.width() * share)
    painter.fillRect(box, theme.colour("raised"))
    painter.fillRect(done, theme.colour("accent"))
    painter.setPen(QPen(theme.colour("hatch"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box)
