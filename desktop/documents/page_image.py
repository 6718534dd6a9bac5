"""Pages as pictures: for the screen with signatures and seals, for a printer in grey."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_POINTS_AN_INCH = 72


def page_image(path: Path, page: int, width: int) -> tuple[bytes, int]:
    """Return page ``page`` (from 0) as a PNG ``width`` pixels wide, and how many pages there are.

    Raises:
        InputError: the file cannot be read or is no PDF.
    """
    import pypdfium2

    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError("form-file-unreadable", file=path.name) from error
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise InputError("form-file-broken") from error
    try:
        document.init_forms()
        sheet = document[max(0, min(page, len(document) - 1))]
        bitmap = sheet.render(scale=width / sheet.get_width(), may_draw_forms=True)
        picture = io.BytesIO()
        bitmap.to_pil().save(picture, "PNG", compress_level=1)
        return picture.getvalue(), len(document)
    finally:
        document.close()


@dataclass(frozen=True, slots=True)
class GreyPage:
    """A page for a printer.

    Attributes:
        grey: one byte a dot, row after row, 0 black.
        width: dots in a row.
        height: rows.
        number: of the page, from 1.
        pages: how many there are.
    """

    grey: bytes
    width: int
    height: int
    number: int
    pages: int


def grey_pages(data: bytes, dpi: int) -> Iterator[GreyPage]:
    """Return the pages of a PDF one by one; nothing of them touches a disk.

    Raises:
        InputError: ``form-file-broken``, it is no PDF.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise InputError("form-file-broken") from error
    try:
        for number in range(len(document)):
            page = document[number]
            picture = page.render(scale=dpi / _POINTS_AN_INCH, grayscale=True).to_pil()
            yield GreyPage(
                picture.tobytes(), picture.width, picture.height, number + 1, len(document)
            )
            page.close()
    finally:
        document.close()
