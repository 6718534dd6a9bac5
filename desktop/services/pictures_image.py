"""What is stored, as a picture for the screen: small, or ink drawn from its strokes."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

from desktop.documents.ink import parse_ink

if TYPE_CHECKING:
    from PIL.Image import Image

    from desktop.documents.ink import InkPoint

INK_TYPE = "application/json"
_INK_COLOUR = (0, 0, 90)
_WIDE, _HIGH, _MARGIN = 800, 300, 20
_FINER = 2


def as_image(content: bytes, media_type: str) -> bytes:
    """Return JPEG or PNG of what is stored; a photo as it is.

    Raises:
        InputError: ``ink-unusable``.
    """
    if media_type != INK_TYPE:
        return content
    target = BytesIO()
    _drawn(content).save(target, "PNG")
    return target.getvalue()


def as_thumbnail(content: bytes, media_type: str, side: int) -> bytes:
    """Return a small picture that fits into a square of ``side`` pixels.

    What is read was made by this program and lay encrypted, so no child process is needed.
    """
    from PIL import Image

    if media_type == INK_TYPE:
        picture: Image.Image = _drawn(content)
    else:
        picture = Image.open(BytesIO(content), formats=("JPEG", "PNG"))
        picture.draft("RGB", (side, side))
        picture = picture.convert("RGB")
    picture.thumbnail((side, side), Image.Resampling.LANCZOS)
    target = BytesIO()
    picture.save(target, "PNG" if media_type == INK_TYPE else "JPEG", quality=82)
    return target.getvalue()


def _drawn(content: bytes) -> Image:
    """Draw strokes black-blue on white, as a pen on paper."""
    from PIL import Image, ImageDraw

    strokes = [stroke for stroke in parse_ink(content).strokes if stroke]
    points = [point for stroke in strokes for point in stroke]
    left, top = min(p.x for p in points), min(p.y for p in points)
    wide = max(max(p.x for p in points) - left, 1.0)
    high = max(max(p.y for p in points) - top, 1.0)
    scale = min((_WIDE - 2 * _MARGIN) / wide, (_HIGH - 2 * _MARGIN) / high) * _FINER

    def place(point: InkPoint) -> tuple[float, float]:
        margin = _MARGIN * _FINER
        return margin + (point.x - left) * scale, margin + (point.y - top) * scale

    picture = Image.new("RGB", (_WIDE * _FINER, _HIGH * _FINER), "white")
    pen = ImageDraw.Draw(picture)
    for stroke in strokes:
        for before, after in pairwise(stroke if len(stroke) > 1 else stroke * 2):
            width = (2.0 + 5.0 * (before.pressure + after.pressure) / 2) * _FINER
            pen.line([place(before), place(after)], fill=_INK_COLOUR, width=round(width))
            _round_end(pen, place(after), width / 2)
    return picture.resize((_WIDE, _HIGH), Image.Resampling.LANCZOS)


def _round_end(pen: object, at: tuple[float, float], radius: float) -> None:
    x, y = at
    box = (x - radius, y - radius, x + radius, y + radius)
    pen.ellipse(box, fill=_INK_COLOUR)  # type: ignore[attr-defined]
