"""Papers for the screen and for the printer, from memory alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.documents.page_print import PrintPage, print_pages_of
from desktop.documents.page_view import PagePicture, PageView, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["PagePicture", "PageView", "Place", "PrintPage", "open_paper", "pages_to_print"]


def open_paper(data: bytes) -> PageView:
    """Open a PDF to be looked at: sizes, pictures of pages, places of words.

    Raises:
        InputError: ``form-file-broken``, it is no PDF.
    """
    return PageView(data)


def pages_to_print(
    data: bytes, dpi: int, *, colour: bool = False, first: int = 1, last: int = 0
) -> Iterator[PrintPage]:
    """Return pages ``first`` to ``last`` (from 1; 0 for the end) as a printer takes them.

    Raises:
        InputError: ``form-file-broken``, it is no PDF.
    """
    return print_pages_of(data, dpi, colour=colour, first=first, last=last)
