"""What a scanner makes of a printed file."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pypdfium2

if TYPE_CHECKING:
    from pathlib import Path


def scanned(path: Path, turned: int = 0, pages: int | None = None) -> bytes:
    """Return the first ``pages`` of a printed PDF, or all, as a scanner at 200 dpi sends them.

    Args:
        path: the file that was printed.
        turned: how the paper lay, in degrees.
        pages: how many; None for all.
    """
    document = pypdfium2.PdfDocument(path)
    pictures = [
        page.render(scale=200 / 72).to_pil().convert("L").rotate(turned, expand=True)
        for page in list(document)[:pages]
    ]
    document.close()
    stream = io.BytesIO()
    pictures[0].save(stream, "PDF", save_all=True, append_images=pictures[1:], resolution=200)
    return stream.getvalue()
