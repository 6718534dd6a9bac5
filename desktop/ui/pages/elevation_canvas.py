"""The picture of an elevation, kept between paints: only doors that changed are drawn again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from desktop.domain.codes import VisitState
from desktop.ui.pages.elevation_marks import Marks
from desktop.ui.shell.language import tr
from desktop.ui.shell.theme import current
from desktop.ui.viewmodels.door import Consent
from desktop.ui.viewmodels.elevation import Show

if TYPE_CHECKING:
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QFontMetrics

    from desktop.ui.viewmodels.elevation import Door
    from desktop.ui.viewmodels.elevation_grid import Grid

GUTTER, HEAD, FOOT = 44, 42, 26
_TALL, _BROAD, _FLAT = 34, 40, 52
_ROOM_SHARE = 0.46
_BADGE = 0.75
_AWNING = 5
_DIM = 205
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Canvas:
    """Draws one building at one zoom and place.

    Attributes:
        drawn: how many doors were drawn so far; a test and the benchmark look at it.
    """

    def __init__(self, font: QFont) -> None:
        self.drawn = 0
        self._font = font
        self._marks = Marks(1.0, font)
        self._pixmap = QPixmap()
        self._ready = False
        self._stale: set[str] = set()
        self._show = Show.ALL
        self._grid: Grid
        self._origin = QPointF()
        self._body = QRectF()

    def place(self, grid: Grid, body: QRectF, origin: QPointF, show: Show, font: QFont) -> None:
        """Say what is to be drawn.

        Args:
            grid: the building at its zoom.
            body: where doors may be seen, inside the headings.
            origin: where the corner of the drawing stands.
            show: the doors that are not dimmed.
            font: of room numbers and headings.
        """
        self._grid, self._body, self._origin, self._show = grid, body, origin, show
        if font != self._font:
            self._font = font
            self._marks = Marks(self._marks.ratio, font)
        self._ready = False

    def renew(self, grid: Grid, changed: frozenset[str]) -> None:
        """Draw these doors again next time; the building stands where it stood."""
        self._grid = grid
        self._stale |= changed

    def rect(self, door: Door) -> QRectF:
        """Return where a door stands in the widget."""
        left, top, width, height = self._grid.rect(door)
        return QRectF(left + self._origin.x(), top + self._origin.y(), width, height)

    def picture(self, size: QSize, ratio: float) -> QPixmap:
        """Return the picture of the whole widget, brought up to date."""
        wanted = size * ratio
        if self._pixmap.size() != wanted or self._marks.theme is not current():
            self._pixmap = QPixmap(wanted)
            self._pixmap.setDevicePixelRatio(ratio)
            self._marks = Marks(ratio, self._font)
            self._ready = False
        if not self._ready:
            self._draw_all()
        elif self._stale:
            self._draw_changed()
        self._ready = True
        self._stale.clear()
        return self._pixmap

    def _draw_all(self) -> None:
        self._pixmap.fill(current().colour("surface"))
        painter = QPainter(self._pixmap)
        painter.setClipRect(self._body)
        self._draw_house(painter)
        for door in self._grid.house.doors:
            if self.rect(door).intersects(self._body):
                self._draw_door(painter, door)
        painter.setClipping(False)
        self._draw_units(painter)
        self._draw_floors(painter)
        self._draw_risers(painter)
        painter.end()

    def _draw_changed(self) -> None:
        house = self._grid.house
        doors = [house.by_id[one] for one in self._stale if one in house.by_id]
        painter = QPainter(self._pixmap)
        painter.setClipRect(self._body)
        for door in doors:
            self._draw_door(painter, door)
        painter.setClipping(False)
        self._draw_units(painter, {door.unit for door in doors})
        painter.end()

    def _draw_house(self, painter: QPainter) -> None:
        """Draw walls, roofs and the line of the ground behind the doors."""
        theme, grid = current(), self._grid
        size = grid.size
        painter.save()
        painter.translate(self._origin)
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
        painter.fillRect(earth, theme.colour("surface"))
        painter.fillRect(
            earth.adjusted(0, 2, 0, -2),
            QBrush(theme.colour("muted"), Qt.BrushStyle.DiagCrossPattern),
        )
        painter.fillRect(QRectF(0, grid.ground_top, size[0], 2), theme.colour("text"))
        painter.restore()

    def _draw_door(self, painter: QPainter, door: Door) -> None:
        theme = current()
        self.drawn += 1
        inset = 2.0 if self._grid.cell[0] > _BROAD else 1.0
        cell = self.rect(door).adjusted(inset, inset, -inset, -inset)
        deep = self._grid.house.floors[door.line] < 0
        painter.fillRect(cell, theme.colour("raised" if deep else "surface"))
        if cell.height() >= _TALL and cell.width() >= _BROAD - _AWNING:
            self._draw_tall(painter, door, cell)
        elif cell.width() >= _FLAT:
            self._draw_flat(painter, door, cell)
        else:
            self._draw_small(painter, door, cell)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("hatch"), 1))
        painter.drawRect(cell)
        if not self._show.wants(door):
            veil = theme.colour("surface")
            veil.setAlpha(_DIM)
            painter.fillRect(cell.adjusted(-1, -1, 1, 1), veil)

    def _draw_tall(self, painter: QPainter, door: Door, cell: QRectF) -> None:
        """Draw room and signs above, the halves below."""
        top = QRectF(cell.topLeft(), cell.bottomRight())
        top.setHeight(cell.height() * _ROOM_SHARE)
        if door.shop:
            self._draw_awning(painter, cell)
            top.adjust(0, _AWNING, 0, 0)
        self._draw_halves(painter, door, cell.adjusted(0, top.bottom() - cell.top(), 0, 0))
        side = int(min(top.height() - 2, 18 * self._scale, cell.width() * 0.3))
        right = self._draw_visit(painter, door, cell.right() - 3, top.center().y(), side)
        pixels = min(16 * self._scale, top.height() * 0.72)
        text = top.adjusted(4, 0, 0, 0)
        if self._advance(door.room, pixels) + side + 2 <= right - text.left():
            right = self._draw_consent(painter, door, right, top.center().y(), side)
        elif door.consent is not Consent.OPEN:
            small = max(10, int(side * _BADGE))
            badge = QRectF(0, 0, small, small)
            badge.moveCenter(QPointF(round(cell.center().x()), cell.bottom() - small * 0.5))
            painter.fillRect(badge.adjusted(-1, -1, 1, 0), current().colour("surface"))
            painter.drawPixmap(badge.topLeft(), self._marks.consent(door.consent, small))
        text.setRight(right)
        self._draw_room(painter, door, text, pixels)

    def _draw_flat(self, painter: QPainter, door: Door, cell: QRectF) -> None:
        """Draw everything in one row: many floors leave no height."""
        half = min(cell.height() * 1.2, cell.width() * 0.26)
        self._draw_halves(painter, door, cell.adjusted(cell.width() - 2 * half, 0, 0, 0))
        side = int(min(cell.height() - 2, 14 * self._scale))
        middle = cell.center().y()
        right = self._draw_visit(painter, door, cell.right() - 2 * half - 1, middle, side)
        if cell.width() >= 1.5 * _FLAT:
            right = self._draw_consent(painter, door, right, middle, side)
        if door.shop:
            self._draw_awning(painter, cell)
        text = QRectF(cell.left() + 2, cell.top(), right - cell.left() - 2, cell.height())
        self._draw_room(painter, door, text, min(13 * self._scale, cell.height() * 0.8))

    def _draw_small(self, painter: QPainter, door: Door, cell: QRectF) -> None:
        """Draw the halves alone, the state of the visit over them where it tells more."""
        self._draw_halves(painter, door, cell)
        if door.shop:
            self._draw_awning(painter, cell)
        if door.visit_state in {VisitState.NOBODY_HOME, VisitState.BY_PHONE}:
            side = int(min(cell.height() - 1, cell.width() - 1, 14 * self._scale))
            badge = QRectF(0, 0, side, side)
            badge.moveCenter(cell.center())
            painter.fillRect(badge, current().colour("surface"))
            mark = self._marks.visit(door.visit_state, door.row.tries, side)
            painter.drawPixmap(badge.topLeft(), mark)

    def _draw_halves(self, painter: QPainter, door: Door, box: QRectF) -> None:
        half = max(1, round(box.width() / 2))
        height = max(1, round(box.height()))
        rest = max(1, round(box.width()) - half)
        left = QPointF(box.left(), box.top())
        painter.drawPixmap(left, self._marks.half(door.water, "water", half, height))
        left.setX(box.left() + half)
        painter.drawPixmap(left, self._marks.half(door.power, "electricity", rest, height))
        painter.fillRect(QRectF(left.x() - 0.5, box.top(), 1, height), current().colour("surface"))

    def _draw_visit(
        self, painter: QPainter, door: Door, right: float, middle: float, side: int
    ) -> float:
        if door.visit_state == VisitState.NOT_VISITED:
            return right
        mark = self._marks.visit(door.visit_state, door.row.tries, side)
        painter.drawPixmap(QPointF(right - side, middle - side / 2), mark)
        return right - side - 2

    def _draw_consent(
        self, painter: QPainter, door: Door, right: float, middle: float, side: int
    ) -> float:
        if door.consent is Consent.OPEN:
            return right
        mark = self._marks.consent(door.consent, side)
        painter.drawPixmap(QPointF(right - side, middle - side / 2), mark)
        return right - side - 2

    def _advance(self, text: str, pixels: float) -> float:
        return QFontMetricsF(self._sized(pixels)).horizontalAdvance(text)

    def _sized(self, pixels: float) -> QFont:
        font = QFont(self._font)
        font.setPixelSize(max(8, int(pixels)))
        return font

    def _draw_room(self, painter: QPainter, door: Door, box: QRectF, pixels: float) -> None:
        font, text = self._sized(pixels), door.room
        if self._advance(text, pixels) > box.width():
            font = self._sized(pixels * 0.75)
            text = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.setFont(font)
        painter.setPen(current().colour("text"))
        painter.drawText(box, int(_LEFT), text)

    def _draw_awning(self, painter: QPainter, cell: QRectF) -> None:
        """Draw the striped awning of a shop."""
        theme = current()
        height = min(_AWNING * self._scale, cell.height() / 3)
        stripe = max(3.0, cell.width() / 9)
        ink, blank = theme.colour("text"), theme.colour("surface")
        left, dark = cell.left(), True
        while left < cell.right():
            width = min(stripe, cell.right() - left)
            painter.fillRect(QRectF(left, cell.top(), width, height), ink if dark else blank)
            left, dark = left + stripe, not dark

    @property
    def _scale(self) -> float:
        return self._grid.scale

    def _draw_units(self, painter: QPainter, only: set[int] | None = None) -> None:
        """Write the units' names with how far each is, over the doors and always in view."""
        theme, grid = current(), self._grid
        head = QRectF(self._body.left(), 0, self._body.width(), self._body.top())
        painter.save()
        painter.setClipRect(head)
        for unit, (name, _) in enumerate(grid.house.units):
            if only is not None and unit not in only:
                continue
            left, width = grid.unit_span(unit)
            box = QRectF(left + self._origin.x(), 0, width, head.height())
            painter.fillRect(box, theme.colour("surface"))
            done, doors = grid.house.progress(unit)
            painter.setFont(self._font)
            text = _unit_text(name, f"{done}/{doors}", width + grid.gap, painter.fontMetrics())
            painter.setPen(theme.colour("text"))
            line = QRectF(box.left() - grid.gap / 2, 0, width + grid.gap, box.height() - 10)
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, text)
            bar = QRectF(box.left(), box.bottom() - 9, width, 5)
            _draw_bar(painter, bar, done / doors if doors else 0.0)
        painter.restore()

    def _draw_floors(self, painter: QPainter) -> None:
        grid = self._grid
        painter.save()
        painter.setClipRect(QRectF(0, self._body.top(), self._body.left(), self._body.height()))
        font = QFont(self._font)
        font.setPixelSize(int(max(8, min(14 * self._scale, grid.cell[1] * 0.8))))
        painter.setFont(font)
        painter.setPen(current().colour("muted"))
        for line in range(len(grid.house.floors)):
            top = grid.line_top(line) + self._origin.y()
            place = QRectF(0, top, self._body.left() - 6, grid.cell[1])
            painter.drawText(place, int(_RIGHT), grid.floor_name(line))
        painter.restore()

    def _draw_risers(self, painter: QPainter) -> None:
        grid = self._grid
        painter.save()
        foot = QRectF(
            self._body.left(), self._body.bottom(), self._body.width(), FOOT * self._scale
        )
        painter.setClipRect(foot)
        font = QFont(self._font)
        font.setPixelSize(int(max(8, min(13 * self._scale, grid.cell[0] * 0.5))))
        painter.setFont(font)
        painter.setPen(current().colour("muted"))
        for column in range(grid.house.columns):
            left = grid.column_left(column) + self._origin.x()
            box = QRectF(left, foot.top(), grid.cell[0], foot.height())
            painter.drawText(
                box, Qt.AlignmentFlag.AlignCenter, grid.house.riser_name(column) or "·"
            )
        painter.restore()


def _unit_text(name: str, count: str, width: float, metrics: QFontMetrics) -> str:
    """Return the longest heading that has room: name and count, number and count, count."""
    title = tr("Unit {number}", number=name) if name not in {"", "0"} else ""
    for text in (f"{title}  {count}".strip(), f"{name}: {count}"):
        if title and metrics.horizontalAdvance(text) <= width:
            return text
    return count


def _draw_bar(painter: QPainter, box: QRectF, share: float) -> None:
    theme = current()
    painter.fillRect(box, theme.colour("raised"))
    done = QRectF(box)
    done.setWidth(box.width() * share)
    painter.fillRect(done, theme.colour("accent"))
    painter.setPen(QPen(theme.colour("hatch"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box)
