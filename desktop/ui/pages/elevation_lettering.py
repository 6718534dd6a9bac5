"""Fonts and widths of texts, worked out once: hundreds of doors are lettered in one paint."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF


class Lettering:
    """Sizes of one font."""

    def __init__(self, font: QFont) -> None:
        self._font = font
        self._sizes: dict[int, tuple[QFont, QFontMetricsF]] = {}
        self._widths: dict[tuple[str, int], float] = {}

    def font(self, pixels: float) -> QFont:
        """Return the font at this size, never below 8 pixels."""
        return self._sized(pixels)[0]

    def width(self, text: str, pixels: float) -> float:
        """Return how wide ``text`` is at this size."""
        key = (text, int(pixels))
        found = self._widths.get(key)
        if found is None:
            found = self._sized(pixels)[1].horizontalAdvance(text)
            self._widths[key] = found
        return found

    def fitted(self, text: str, pixels: float, room: float) -> tuple[str, QFont]:
        """Return ``text`` and a font that fit: a little smaller, then cut."""
        if self.width(text, pixels) <= room:
            return text, self.font(pixels)
        smaller = pixels * 0.75
        if self.width(text, smaller) > room:
            text = self._sized(smaller)[1].elidedText(text, Qt.TextElideMode.ElideRight, room)
        return text, self.font(smaller)

    def _sized(self, pixels: float) -> tuple[QFont, QFontMetricsF]:
        size = max(8, int(pixels))
        found = self._sizes.get(size)
        if found is None:
            font = QFont(self._font)
            font.setPixelSize(size)
            found = self._sizes[size] = (font, QFontMetricsF(font))
        return found
