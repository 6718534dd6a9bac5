"""Pages for a printer, one by one, in grey or in colours; nothing of them touches a disk."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.documents.pdfium import PDFIUM, open_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator

_POINTS_AN_INCH = 72


@dataclass(frozen=True, slots=True)
class PrintPage:
    """A page for a printer.

    Attributes:
        dots: row after row; one byte a dot in grey (0 black), four (blue, green, red) in colours.
        colour: whether it is in colours.
        width: dots in a row.
        height: rows.
        stride: bytes in a row.
        number: of the page, from 1.
        pages: how many are printed.
    """

    dots: bytes
    colour: bool
    width: int
    height: int
    stride: int
    number: int
    pages: int

    @property
    def landscape(self) -> bool:
        """Whether it is read with the long side below."""
        return self.width > self.height


def print_pages_of(
    data: bytes, dpi: int, *, colour: bool = False, first: int = 1, last: int = 0
) -> Iterator[PrintPage]:
    """Return the pages ``first`` to ``last`` of a PDF (from 1; 0 for the last there is).

    Raises:
        InputError: ``form-file-broken``, it is no PDF.
    """
    document = open_pdf(data)
    try:
        wanted = range(max(1, first), min(last or len(document), len(document)) + 1)
        for place, number in enumerate(wanted, 1):
            with PDFIUM:
                page = document[number - 1]
                bitmap = page.render(
                    scale=dpi / _POINTS_AN_INCH, grayscale=not colour, prefer_bgrx=True
                )
                dots = ctypes.string_at(bitmap.buffer, bitmap.stride * bitmap.height)
                size = (bitmap.width, bitmap.height, bitmap.stride)
                bitmap.close()
                page.close()
            yield PrintPage(dots, colour, *size, place, len(wanted))
    finally:
        with PDFIUM:
            document.close()
