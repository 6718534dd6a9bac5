"""A PDF that is looked at, from memory: sizes of pages, pictures of them, places of words."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.documents.pdfium import PDFIUM, open_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator


_HAIR = 0.01


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page in dots.

    Attributes:
        dots: four bytes a dot (blue, green, red, unused), row after row.
        width: dots in a row.
        height: rows.
        stride: bytes in a row.
    """

    dots: bytes
    width: int
    height: int
    stride: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands on a page, in points from its upper left corner."""

    left: float
    top: float
    width: float
    height: float


class PageView:
    """An open PDF; any thread may ask, one is answered at a time.

    Attributes:
        sizes: width and height of every page, in points as it is read.
    """

    def __init__(self, data: bytes) -> None:
        """Open ``data``.

        Raises:
            InputError: ``form-file-broken``, it is no PDF.
        """
        with PDFIUM:
            self._document: Any = open_pdf(data)
            pages = range(len(self._document))
            self.sizes: tuple[tuple[float, float], ...] = tuple(
                self._document.get_page_size(number) for number in pages
            )

    def picture(self, page: int, width: int) -> PagePicture:
        """Return page ``page`` (from 0), ``width`` dots wide, with signatures and seals."""
        with PDFIUM:
            sheet = self._document[page]
            try:
                # It rounds up: a hair less, so that 700 dots are not 701.
                scale = (width - _HAIR) / sheet.get_width()
                bitmap = sheet.render(scale=scale, prefer_bgrx=True)
                dots = ctypes.string_at(bitmap.buffer, bitmap.stride * bitmap.height)
                return PagePicture(dots, bitmap.width, bitmap.height, bitmap.stride)
            finally:
                sheet.close()

    def find(self, page: int, text: str) -> list[tuple[Place, ...]]:
        """Return where ``text`` stands on a page, in reading order; a hit may span lines."""
        with PDFIUM:
            sheet = self._document[page]
            letters = sheet.get_textpage()
            try:
                height = sheet.get_height()
                return [
                    tuple(_places(letters, at, count, height))
                    for at, count in _hits(letters.search(text))
                ]
            finally:
                letters.close()
                sheet.close()

    def text(self, page: int) -> str:
        """Return what a page says, in reading order."""
        with PDFIUM:
            sheet = self._document[page]
            letters = sheet.get_textpage()
            try:
                return str(letters.get_text_range())
            finally:
                letters.close()
                sheet.close()

    def close(self) -> None:
        """Forget the document."""
        with PDFIUM:
            self._document.close()


def _hits(searcher: Any) -> Iterator[tuple[int, int]]:
    while (hit := searcher.get_next()) is not None:
        yield hit


def _places(letters: Any, at: int, count: int, height: float) -> Iterator[Place]:
    for number in range(letters.count_rects(at, count)):
        left, bottom, right, top = letters.get_rect(number)
        yield Place(left, height - top, right - left, top - bottom)
