"""One page of a form as a picture for the screen, signatures and seals included."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from desktop.kernel.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


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
