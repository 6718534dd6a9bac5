"""The picture of one small building, kept until it changes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from desktop.domain.codes import VisitState
from desktop.ui.shell.language import tr
from desktop.ui.shell.theme import current
from desktop.ui.viewmodels.door import Mark

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

    from desktop.ui.shell.theme import Theme
    from desktop.ui.viewmodels.overview import Tile

_BAR = 4
_SAMPLE = QSize(14, 14)


class TilePictures:
    """Makes and keeps the pictures.

    Attributes:
        made: how many were made so far; tests and the benchmark look at it.
    """

    def __init__(self) -> None:
        self.made = 0
        self._kept: dict[str, QPixmap] = {}
        self._look: tuple[Theme, float] | None = None

    def forget(self, building_id: str = "") -> None:
        """Drop the picture of one building, or all of them."""
        if building_id:
            self._kept.pop(building_id, None)
        else:
            self._kept.clear()

    def kept(self, building_id: str, ratio: float) -> QPixmap | None:
        """Return the picture of a building, None when it has to be made."""
        if self._look != (current(), ratio):
            self._look = (current(), ratio)
            self._kept.clear()
        return self._kept.get(building_id)

    def make(
        self, tile: Tile, size: QSize, cell: tuple[int, int], font: QFont, ratio: float
    ) -> QPixmap:
        """Draw a building: its name and count, how far it is, a cell per door."""
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        theme = current()
        picture.fill(theme.colour("surface"))
        painter = QPainter(picture)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        painter.setPen(theme.colour("text"))
        line = QRectF(0, 0, size.width(), metrics.height())
        painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft), _caption(tile))
        share = tile.done / tile.households if tile.households else 0.0
        top = round(line.bottom()) + 1
        painter.fillRect(QRect(0, top, size.width(), _BAR), theme.colour("raised"))
        painter.fillRect(QRect(0, top, round(size.width() * share), _BAR), theme.colour("accent"))
        _draw_cells(painter, tile, top + _BAR + 3, cell)
        painter.end()
        self.made += 1
        self._kept[tile.id] = picture
        return picture


def _caption(tile: Tile) -> str:
    name = tr("Building {number}", number=tile.name) if tile.name.isascii() else tile.name
    return f"{name} {tile.done}/{tile.households}"


def _draw_cells(painter: QPainter, tile: Tile, top: int, cell: tuple[int, int]) -> None:
    """Draw the halves of every door in one batch per colour.

    Shapes differ besides colours: met is full, not met has a gap across, refused is the bar
    that fills this gap, unknown is a frame, not visited a shallow line, nobody home two.
    """
    wide, high = cell[0] - 1, cell[1] - 1
    first = max(1, wide // 2)
    batches: dict[str, list[QRect]] = defaultdict(list)
    facts = zip(tile.across, tile.down, tile.water, tile.power, tile.visits, strict=True)
    for across, down, water, power, visit in facts:
        x, y = across * cell[0], top + down * cell[1]
        boxes = (QRect(x, y, first, high), QRect(x + first, y, wide - first, high))
        for box, mark, token in zip(boxes, (water, power), ("water", "electricity"), strict=True):
            _shape(batches, box, Mark(mark), token, visit)
    _draw_batches(painter, batches)


def _draw_batches(painter: QPainter, batches: dict[str, list[QRect]]) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    for token, rects in batches.items():
        painter.setBrush(current().colour(token))
        painter.drawRects(rects)


def overview_entries(ratio: float) -> list[tuple[QPixmap, str]]:
    """Return (picture, word) of every shape a small door can have, for the legend."""
    shapes = (
        (Mark.MET, "water", 0, tr("Water met")),
        (Mark.MET, "electricity", 0, tr("Electricity met")),
        (Mark.NOT_MET, "water", 0, tr("Not met")),
        (Mark.UNKNOWN, "water", 0, tr("Unknown")),
        (Mark.NOT_VISITED, "water", 0, tr("Not visited")),
        (Mark.NOT_VISITED, "water", int(VisitState.NOBODY_HOME), tr("Nobody home")),
        (Mark.REFUSED, "water", 0, tr("Refused")),
    )
    return [(_sample(mark, token, visit, ratio), text) for mark, token, visit, text in shapes]


def _sample(mark: Mark, token: str, visit: int, ratio: float) -> QPixmap:
    picture = QPixmap(_SAMPLE * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(current().colour("surface"))
    painter = QPainter(picture)
    batches: dict[str, list[QRect]] = defaultdict(list)
    box = QRect(1, 1, _SAMPLE.width() - 2, _SAMPLE.height() - 2)
    _shape(batches, box, mark, token, visit)
    _draw_batches(painter, batches)
    painter.end()
    return picture


def _shape(batches: dict[str, list[QRect]], box: QRect, mark: Mark, token: str, visit: int) -> None:
    high = box.height()
    third = max(1, high // 3)
    if mark is Mark.MET:
        batches[token].append(box)
    elif mark is Mark.NOT_MET:
        batches["not_met"].append(QRect(box.x(), box.y(), box.width(), third))
        batches["not_met"].append(
            QRect(box.x(), box.y() + 2 * third, box.width(), max(1, high - 2 * third))
        )
    elif mark is Mark.REFUSED:
        batches["bar"].append(QRect(box.x(), box.y() + third, box.width(), third))
    elif mark is Mark.UNKNOWN:
        batches["muted"].append(box)
        if box.width() > 2 and high > 2:  # noqa: PLR2004 - room for a frame
            batches["surface"].append(box.adjusted(1, 1, -1, -1))
    else:
        batches["hatch"].append(QRect(box.x(), box.y() + high - 1, box.width(), 1))
        if visit == VisitState.NOBODY_HOME:
            batches["hatch"].append(QRect(box.x(), box.y(), box.width(), 1))
