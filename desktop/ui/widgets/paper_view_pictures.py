"""Pictures of pages that were drawn already, the oldest given up first."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

ROOM = 96 * 1024 * 1024
"""Bytes of pictures that are kept."""


class PagePictures:
    """Keeps pictures by page and width in dots."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._kept: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self.bytes = 0

    def keep(self, page: int, width: int, image: QImage) -> None:
        """Keep what was drawn for ``width``; the room is never passed by more than one page."""
        key = (page, width)
        self._drop(key)
        while self._kept and self.bytes + image.sizeInBytes() > self._room:
            self._drop(next(iter(self._kept)))
        self._kept[key] = image
        self.bytes += image.sizeInBytes()

    def exact(self, page: int, width: int) -> QImage | None:
        """Return the picture of just this width."""
        image = self._kept.get((page, width))
        if image is not None:
            self._kept.move_to_end((page, width))
        return image

    def nearest(self, page: int) -> QImage | None:
        """Return a picture of any width, to stand in while the right one is drawn."""
        found = [image for (number, _), image in self._kept.items() if number == page]
        return found[-1] if found else None

    def clear(self) -> None:
        """Forget them all: another paper is looked at."""
        self._kept.clear()
        self.bytes = 0

    def _drop(self, key: tuple[int, int]) -> None:
        image = self._kept.pop(key, None)
        if image is not None:
            self.bytes -= image.sizeInBytes()
