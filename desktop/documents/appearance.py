"""What a signature field shows: an empty date line, or ink, name, date, seal and trial mark.

pyHanko's own text stamp embeds the Chinese font again for each signature (0.7 s); this draws with
the few characters that the signature needs.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.documents.pdf_bytes import pdf_bytes
from desktop.documents.unicode_map import repair_unicode_maps

if TYPE_CHECKING:
    from datetime import datetime

    from reportlab.pdfgen.canvas import Canvas

    from desktop.documents.fonts import Pen
    from desktop.documents.ink import Ink

TRIAL_MARK = "试用证书签名，无法律效力"
SEAL_NOTE = "电子图样，与实物印章核对"
_DATE_SIZE = 9.5
_SMALL = 6.0
_BASE = 7.1
"""Base line of the date, level with its label outside the field."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """What is shown in a signed field.

    Attributes:
        signer_name: printed beside the ink.
        signed_at: the signer's own clock, in local time.
        certificate: short note on the certificate; empty without one.
        ink: strokes or a picture of them.
        seal: PNG of the seal; off by default.
        trial: made with a certificate of a demo authority.
    """

    signer_name: str
    signed_at: datetime
    certificate: str = ""
    ink: Ink | None = None
    seal: bytes | None = None
    trial: bool = False


def empty_appearance(width: float, height: float, *, dated: bool = True) -> bytes:
    """Return a one-page PDF with the empty date line, for signing on paper; sizes in points.

    Where the paper has its date already, as a letter has, there is nothing in it.
    """
    canvas, pen, buffer = _canvas(width, height)
    if dated:
        canvas.addLiteral(pen.show("　　　年　　月　　日", 2, _BASE, _DATE_SIZE))
    return _finished(canvas, buffer)


def signed_appearance(width: float, height: float, look: Appearance) -> bytes:
    """Return a one-page PDF with what ``look`` says; sizes in points.

    Raises:
        InputError: ``form-character-missing``, the name has a character without a glyph;
            ``ink-unusable`` or ``seal-unusable``, a picture cannot be read.
    """
    from desktop.documents.characters import printable
    from desktop.documents.ink import draw_ink, draw_picture

    canvas, pen, buffer = _canvas(width, height)
    if look.seal is not None:
        side = min(height, width)
        draw_picture(canvas, look.seal, (width - side, 0, side, side), "seal-unusable")
        canvas.addLiteral(pen.show(SEAL_NOTE, 2, 35, _SMALL))
    name = printable(look.signer_name)
    size = min(12.0, 12.0 * (width * 0.5) / max(pen.width(name, 12), 1))
    if look.ink is not None:
        draw_ink(canvas, look.ink, (2, height - 33, width * 0.62, 31))
        canvas.addLiteral(pen.show(name, width * 0.66, height - 20, min(size, 9)))
    else:
        canvas.addLiteral(pen.show(name, 4, height - 20, size))
    canvas.addLiteral(pen.show(look.certificate, 2, 28, _SMALL))
    if look.trial:
        canvas.addLiteral(f"0.75 0 0 rg {pen.show(TRIAL_MARK, 2, 19.5, 6.5)} 0 g")
    day = look.signed_at
    date_text = f"{day.year}年{day.month}月{day.day}日"
    canvas.addLiteral(pen.show(date_text, 4, _BASE, _DATE_SIZE))
    return _finished(canvas, buffer)


def _canvas(width: float, height: float) -> tuple[Canvas, Pen, io.BytesIO]:
    from reportlab.pdfgen.canvas import Canvas

    from desktop.documents.fonts import REGULAR, Pen, typeface

    typeface(REGULAR)
    buffer = io.BytesIO()
    canvas = Canvas(
        buffer,
        pagesize=(width, height),
        invariant=1,
        pageCompression=0,
        initialFontName=REGULAR,
    )
    return canvas, Pen(canvas), buffer


def _finished(canvas: Canvas, buffer: io.BytesIO) -> bytes:
    import pikepdf

    canvas.showPage()
    canvas.save()
    with pikepdf.open(buffer) as pdf:
        repair_unicode_maps(pdf)
        return pdf_bytes(pdf)
