"""Where the pages of a paper stand under each other, at a zoom."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect

if TYPE_CHECKING:
    from collections.abc import Sequence

FIT_WIDTH = -1.0
"""Every page as wide as the room."""
FIT_PAGE = -2.0
"""Every page whole in the room."""
GAP = 12
"""Pixels around a page."""
LEAST, MOST = 0.25, 3.0
_POINTS_AN_INCH = 72


@dataclass(frozen=True, slots=True)
class Room:
    """What the pages have to stand in.

    Attributes:
        width: of the part that is seen, in pixels.
        height: of it.
        dpi: pixels that the screen shows for an inch.
    """

    width: int
    height: int
    dpi: float = 96.0


class PageLayout:
    """Places of all pages; page numbers count from 0.

    Attributes:
        rects: of the pages, in pixels from the top of the first gap.
        width: of everything.
        height: of everything.
    """

    def __init__(self, sizes: Sequence[tuple[float, float]], zoom: float, room: Room) -> None:
        self._sizes = sizes
        self._room = room
        self.zoom = zoom
        scaled = [self._scaled(size) for size in sizes]
        self.width = max([room.width, *(width + 2 * GAP for width, _ in scaled)])
        self.rects: list[QRect] = []
        top = GAP
        for width, height in scaled:
            self.rects.append(QRect((self.width - width) // 2, top, width, height))
            top += height + GAP
        self.height = top
        self._tops = [rect.top() for rect in self.rects]

    def scale(self, page: int) -> float:
        """Return pixels per point on ``page``."""
        return self.rects[page].width() / self._sizes[page][0]

    def percent(self, page: int) -> int:
        """Return how large ``page`` is shown, 100 for its size on paper."""
        return round(self.scale(page) * _POINTS_AN_INCH / self._room.dpi * 100)

    def at(self, y: float) -> int:
        """Return the page at height ``y``, the one above where a gap is."""
        return max(0, bisect_right(self._tops, y) - 1)

    def seen(self, top: int, height: int) -> range:
        """Return the pages that a window from ``top``, ``height`` high, shows."""
        if not self.rects:
            return range(0)
        return range(self.at(top), self.at(top + height) + 1)

    def _scaled(self, size: tuple[float, float]) -> tuple[int, int]:
        width, height = size
        across = max(1, self._room.width - 2 * GAP) / width
        down = max(1, self._room.height - 2 * GAP) / height
        if self.zoom == FIT_WIDTH:
            scale = across
        elif self.zoom == FIT_PAGE:
            scale = min(across, down)
        else:
            scale = self.zoom * self._room.dpi / _POINTS_AN_INCH
        return max(1, round(width * scale)), max(1, round(height * scale))
