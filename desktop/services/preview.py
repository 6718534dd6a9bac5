"""Pages of forms for the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def form_page(path: Path, page: int, width: int) -> tuple[bytes, int]:
    """Return one page (from 0) as a PNG ``width`` pixels wide, and how many pages there are.

    Raises:
        InputError: the file cannot be read or is no PDF.
    """
    from desktop.documents.page_image import page_image

    return page_image(path, page, width)
