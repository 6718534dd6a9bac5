"""One small building: its caption, how far it is, and a cell for every door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from desktop.domain.codes import VisitState
from desktop.ui.shell.language import tr
from desktop.ui.shell.theme import current
from desktop.ui.viewmodels.door import Mark

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

    from desktop.ui.viewmodels.overview import Tile

_BAR = 4
_SAMPLE = (14, 14)


class TilePainter:
    """Draws buildings with cells of one size in one theme and density of pixels.

    Doors look alike in few ways, so every way is drawn once and copied: a building of 264 doors
    takes 264 copies.

    Attributes:
        drawn: how many buildings were drawn so far; tests and the benchmark look at it.
    """

    def __init__(self, cell: tuple[int, int], font: QFont, ratio: float) -> None:
        self.drawn = 0
        self._cell = cell
        self._font = font
        self._ratio = ratio
        self._cells: dict[tuple[int, int, bool], QPixmap] = {}

    def draw(self, painter: QPainter, tile: Tile, spot: QRect) -> None:
        """Draw a building into ``spot``."""
        theme = current()
        self.drawn += 1
        painter.fillRect(spot, theme.colour("surface"))
        painter.setFont(self._font)
        painter.setPen(theme.colour("text"))
        height = painter.fontMetrics().height()
        line = QRectF(spot.left(), spot.top(), spot.width(), height)
        painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft), _caption(tile))
        share = tile.done / tile.households if tile.households else 0.0
        top = spot.top() + height + 1
        painter.fillRect(QRect(spot.left(), top, spot.width(), _BAR), theme.colour("raised"))
        done = QRect(spot.left(), top, round(spot.width() * share), _BAR)
        painter.fillRect(done, theme.colour("accent"))
        self._draw_cells(painter, tile, QPoint(spot.left(), top + _BAR + 3))

    def _draw_cells(self, painter: QPainter, tile: Tile, corner: QPoint) -> None:
        left, top = corner.x(), corner.y()
        wide, high = self._cell
        facts = zip(tile.across, tile.down, tile.water, tile.power, tile.visits, strict=True)
        for across, down, water, power, visit in facts:
            key = (water, power, visit == VisitState.NOBODY_HOME)
            picture = self._cells.get(key)
            if picture is None:
                picture = self._cells[key] = cell_picture(self._cell, *key, ratio=self._ratio)
            painter.drawPixmap(left + across * wide, top + down * high, picture)


def cell_picture(
    cell: tuple[int, int], water: int, power: int, nobody: bool, *, ratio: float
) -> QPixmap:
    """Return one door; the last column and row are left free.

    Shapes differ besides colours: met is full, not met has a gap across, refused is the bar that
    fills this gap, unknown is a frame, not visited a line below, nobody home one above as well.
    """
    picture = QPixmap(QSize(*cell) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(current().colour("surface"))
    wide, high = cell[0] - 1, cell[1] - 1
    first = max(1, wide // 2)
    painter = QPainter(picture)
    _draw_shape(painter, QRect(0, 0, first, high), Mark(water), "water", nobody=nobody)
    box = QRect(first, 0, wide - first, high)
    _draw_shape(painter, box, Mark(power), "electricity", nobody=nobody)
    painter.end()
    return picture


def overview_entries(ratio: float) -> list[tuple[QPixmap, str]]:
    """Return (picture, word) of every shape a small door can have, for the legend."""
    shapes = (
        (Mark.MET, "water", False, tr("Water met")),
        (Mark.MET, "electricity", False, tr("Electricity met")),
        (Mark.NOT_MET, "water", False, tr("Not met")),
        (Mark.UNKNOWN, "water", False, tr("Unknown")),
        (Mark.NOT_VISITED, "water", False, tr("Not visited")),
        (Mark.NOT_VISITED, "water", True, tr("Nobody home")),
        (Mark.REFUSED, "water", False, tr("Refused")),
    )
    return [
        (_sample(mark, token, nobody=nobody, ratio=ratio), text)
        for mark, token, nobody, text in shapes
    ]


def _sample(mark: Mark, token: str, *, nobody: bool, ratio: float) -> QPixmap:
    picture = QPixmap(QSize(*_SAMPLE) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(current().colour("surface"))
    painter = QPainter(picture)
    box = QRect(0, 0, *_SAMPLE).adjusted(1, 1, -1, -1)
    _draw_shape(painter, box, mark, token, nobody=nobody)
    painter.end()
    return picture


def _caption(tile: Tile) -> str:
    name = tr("Building {number}", number=tile.name) if tile.name.isascii() else tile.name
    return f"{name} {tile.done}/{tile.households}"


def _draw_shape(painter: QPainter, box: QRect, mark: Mark, token: str, *, nobody: bool) -> None:
    theme = current()
    high = box.height()
    third = max(1, high // 3)
    middle = box.adjusted(0, third, 0, -(high - 2 * third))
    if mark is Mark.MET:
        painter.fillRect(box, theme.colour(token))
    elif mark is Mark.NOT_MET:
        painter.fillRect(box, theme.colour("not_met"))
        painter.fillRect(middle, theme.colour("surface"))
    elif mark is Mark.REFUSED:
        painter.fillRect(middle, theme.colour("bar"))
    elif mark is Mark.UNKNOWN:
        painter.fillRect(box, theme.colour("muted"))
        painter.fillRect(box.adjusted(1, 1, -1, -1), theme.colour("surface"))
    else:
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), theme.colour("hatch"))
        if nobody:
            painter.fillRect(QRect(box.left(), box.top(), box.width(), 1), theme.colour("hatch"))
