"""Ink: strokes of a pen on the laptop's screen, kept as vectors with pressure and time."""

from __future__ import annotations

import io
import json
import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from desktop.kernel.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from reportlab.pdfgen.canvas import Canvas

_MOST_POINTS = 20_000
_MOST_PIXELS = 4_000_000
_LEAST_POINTS = 5
_LEAST_PATH = 60.0
_LEAST_SIDE = 24.0
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class InkPoint:
    """Where the pen was: y runs downwards; pressure 0 to 1; milliseconds from the first touch."""

    x: float
    y: float
    pressure: float = 0.5
    time: int = 0


@dataclass(frozen=True, slots=True)
class Ink:
    """A signature drawn by hand, as strokes or, from elsewhere, as a PNG."""

    strokes: tuple[tuple[InkPoint, ...], ...] = ()
    png: bytes | None = None

    def to_json(self) -> str:
        """Return the strokes as JSON: ``{"strokes": [[[x, y, pressure, ms], …], …]}``."""
        return json.dumps(
            {"strokes": [[[p.x, p.y, p.pressure, p.time] for p in s] for s in self.strokes]}
        )

    @property
    def is_signature(self) -> bool:
        """Whether it is more than a dot or a slip of the pen; a plain cross is enough.

        Measured in the strokes' own unit, pixels of the screen they were drawn on.
        """
        if self.png is not None:
            return True
        points = [point for stroke in self.strokes for point in stroke]
        if len(points) < _LEAST_POINTS:
            return False
        wide = max(p.x for p in points) - min(p.x for p in points)
        high = max(p.y for p in points) - min(p.y for p in points)
        path = sum(
            math.hypot(after.x - before.x, after.y - before.y)
            for stroke in self.strokes
            for before, after in pairwise(stroke)
        )
        return max(wide, high) >= _LEAST_SIDE and path >= _LEAST_PATH


def parse_ink(data: bytes) -> Ink:
    """Return the ink that :meth:`Ink.to_json` wrote.

    Raises:
        InputError: ``ink-unusable``, it is something else or too large.
    """
    try:
        return Ink(strokes=_strokes(json.loads(data)))
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise InputError("ink-unusable") from error


def read_ink(path: Path) -> Ink:
    """Read ink from a ``.json`` of strokes or a ``.png``.

    Raises:
        InputError: ``ink-unusable``, the file is neither or too large.
    """
    try:
        data = path.read_bytes()
        if data.startswith(_PNG):
            return Ink(png=data)
    except OSError as error:
        raise InputError("ink-unusable") from error
    return parse_ink(data)


def _strokes(document: Any) -> tuple[tuple[InkPoint, ...], ...]:
    raw = document["strokes"] if isinstance(document, dict) else document
    strokes = tuple(tuple(_point(point) for point in stroke) for stroke in raw)
    if not any(strokes) or sum(map(len, strokes)) > _MOST_POINTS:
        raise ValueError("strokes")
    return strokes


def _point(raw: Any) -> InkPoint:
    values = [raw["x"], raw["y"], raw.get("pressure", 0.5)] if isinstance(raw, dict) else list(raw)
    x, y = float(values[0]), float(values[1])
    pressure = min(max(float(values[2]), 0.0), 1.0) if len(values) > 2 else 0.5  # noqa: PLR2004
    moment = int(values[3]) if len(values) > 3 else 0  # noqa: PLR2004
    if not (abs(x) < 1e6 and abs(y) < 1e6):  # noqa: PLR2004 - also refuses NaN and infinity
        raise ValueError("point")
    return InkPoint(x, y, pressure, moment)


def draw_ink(canvas: Canvas, ink: Ink, box: tuple[float, float, float, float]) -> None:
    """Draw ``ink`` into ``box`` (left, bottom, width, height in points), keeping its shape.

    Raises:
        InputError: ``ink-unusable``, the picture cannot be read.
    """
    if ink.png is not None:
        draw_picture(canvas, ink.png, box, "ink-unusable")
        return
    points = [point for stroke in ink.strokes for point in stroke]
    if not points:
        return
    left, top = min(p.x for p in points), min(p.y for p in points)
    wide = max(max(p.x for p in points) - left, 1e-6)
    high = max(max(p.y for p in points) - top, 1e-6)
    scale = min(box[2] / wide, box[3] / high)

    def place(point: InkPoint) -> tuple[float, float]:
        return box[0] + (point.x - left) * scale, box[1] + box[3] - (point.y - top) * scale

    operators = ["1 J 1 j 0 0 0.35 RG"]
    for stroke in ink.strokes:
        operators += _stroke_operators(stroke, place)
    canvas.addLiteral("q " + "\n".join(operators) + " Q")


def _stroke_operators(stroke: tuple[InkPoint, ...], place: Any) -> list[str]:
    if not stroke:
        return []
    operators = []
    before = stroke[0]
    for point in stroke[1:] or stroke:
        (x1, y1), (x2, y2) = place(before), place(point)
        width = 0.5 + 1.3 * (before.pressure + point.pressure) / 2
        operators.append(f"{width:.2f} w {x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S")
        before = point
    return operators


def draw_picture(
    canvas: Canvas, data: bytes, box: tuple[float, float, float, float], code: str
) -> None:
    """Draw a PNG into ``box``, keeping its shape.

    Raises:
        InputError: ``code``, the picture cannot be read or is too large.
    """
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    try:
        with Image.open(io.BytesIO(data), formats=("PNG",)) as picture:
            small = picture.width * picture.height <= _MOST_PIXELS
            loaded = picture.convert("RGBA") if small else None
    except Exception as error:
        raise InputError(code) from error
    if loaded is None:
        raise InputError(code)
    canvas.drawImage(ImageReader(loaded), *box, mask="auto", preserveAspectRatio=True, anchor="c")
