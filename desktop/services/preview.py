"""Pages of forms for the screen, and of sheets for the printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.documents.page_image import GreyPage


def form_page(path: Path, page: int, width: int) -> tuple[bytes, int]:
    """Return one page (from 0) as a PNG ``width`` pixels wide, and how many pages there are.

    Raises:
        InputError: the file cannot be read or is no PDF.
    """
    from desktop.documents.page_image import page_image

    return page_image(path, page, width)


def pages_to_print(data: bytes, dpi: int) -> Iterator[GreyPage]:
    """Return the pages of a PDF one by one, in grey, as a printer takes them.

    Raises:
        InputError: it is no PDF.
    """
    from desktop.documents.page_image import grey_pages

    return grey_pages(data, dpi)
