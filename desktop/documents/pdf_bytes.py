"""How this program writes a PDF: plainly, and the same bytes for the same objects."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf


def pdf_bytes(pdf: pikepdf.Pdf) -> bytes:
    """Return ``pdf`` written once, with a cross-reference table that old readers know too."""
    import pikepdf

    buffer = io.BytesIO()
    pdf.save(
        buffer,
        min_version="1.7",
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        compress_streams=True,
        linearize=False,
    )
    return buffer.getvalue()
