"""The child that reads scans: pdfium, Pillow and zxing-cpp behind a memory limit.

A scan comes from whatever stands in the office and may be anything. The request is a frame with
``{"memory": bytes, "pages": most, "longest": pixels, "largest": bytes}`` and a frame with the
file; answers are frames ``("page", {...})`` in the file's order, and at last ``("end",)`` or
``("error", kind)`` (:mod:`desktop.exchange.worker` describes frames). One child answers many
requests, until its input ends.
"""

from __future__ import annotations

import marshal
import math
import sys
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any

from desktop.domain.door_code import read_door_code
from desktop.domain.form_code import read_form_code
from desktop.exchange.worker import limit_memory, receive, send

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PIL.Image import Image

FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "WEBP")
MOST_PIXELS = 70_000_000
"""A2 at 300 dpi; a page that claims more is no scan of a sheet of paper."""

DPI = 200
_FINE_DPI = 300
_POINTS_AN_INCH = 72
_LONGEST_DRAWN = 5_000
_LEAST_POINTS = 20.0
_QUALITIES = (80, 70, 60, 45)
_SHRINK = 0.8
_LEAST_SIDE = 400
_THRESHOLDS = (110, 150, 190)
_RIGHT_ANGLE = 90
_MARGIN = 0.07
_INK = 60
_LEAST_INK = 0.0003


class _Refused(Exception):  # noqa: N818 - never leaves this module
    """The file is not read; the text says why."""


def main() -> int:
    """Answer requests until there are no more and return the exit code."""
    inward, outward = sys.stdin.buffer, sys.stdout.buffer
    while True:
        try:
            request = marshal.loads(receive(inward))  # noqa: S302 - written by our own parent
            data = receive(inward)
        except EOFError:
            return 0
        limit_memory(int(request["memory"]))
        last: tuple[str, ...]
        try:
            for draw in _pages(data, int(request["pages"])):
                answer = _read(draw, int(request["longest"]), int(request["largest"]))
                send(outward, marshal.dumps(("page", answer)))
            last = ("end",)
        except _Refused as refusal:
            last = ("error", str(refusal))
        except MemoryError:
            last = ("error", "memory")
        except BaseException:  # noqa: BLE001 - whatever a library throws, the parent needs one word
            last = ("error", "damaged")
        send(outward, marshal.dumps(last))


def _pages(data: bytes, most: int) -> Iterator[Callable[[int], Image]]:
    """Return for each page how to draw it at so many dots an inch; a picture has its own."""
    return _pdf_pages(data, most) if data.startswith(b"%PDF-") else _pictures(data, most)


def _pdf_pages(data: bytes, most: int) -> Iterator[Callable[[int], Image]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as failure:
        raise _Refused("password" if "assword" in str(failure) else "damaged") from None
    if not len(document):
        raise _Refused("damaged")
    if len(document) > most:
        raise _Refused("pages")
    for number in range(len(document)):
        page = document[number]
        if min(page.get_size()) < _LEAST_POINTS:
            raise _Refused("damaged")
        yield partial(_drawn, page)
        page.close()


def _drawn(page: Any, dpi: int) -> Image:
    longest = max(page.get_size())
    scale = min(dpi / _POINTS_AN_INCH, _LONGEST_DRAWN / longest)
    picture: Image = page.render(scale=scale).to_pil()
    return picture.convert("RGB")


def _pictures(data: bytes, most: int) -> Iterator[Callable[[int], Image]]:
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # our own limit below; Pillow's would only warn at first
    try:
        picture = Image.open(BytesIO(data), formats=FORMATS)
    except UnidentifiedImageError:
        raise _Refused("kind") from None
    if getattr(picture, "n_frames", 1) > most:
        raise _Refused("pages")
    for number in range(getattr(picture, "n_frames", 1)):
        picture.seek(number)
        if picture.width * picture.height > MOST_PIXELS:
            raise _Refused("pixels")
        upright = _on_white(ImageOps.exif_transpose(picture))
        yield lambda _, upright=upright: upright  # type: ignore[misc]


def _on_white(picture: Image) -> Image:
    from PIL import Image

    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        picture = Image.new("RGB", clear.size, "white")
        picture.paste(clear, mask=clear.getchannel("A"))
    return picture.convert("RGB")


def _read(draw: Callable[[int], Image], longest: int, largest: int) -> dict[str, Any]:
    picture = draw(DPI)
    codes = _own_codes(picture) or _own_codes(draw(_FINE_DPI), thoroughly=True)
    texts = sorted(codes)
    if len(texts) == 1:
        picture = _turned(picture, codes[texts[0]])
    content = _compressed(picture, longest, largest)
    return {"jpeg": content, "codes": texts, "blank": not texts and _is_blank(picture)}


def _is_blank(picture: Image) -> bool:
    """Return whether a page carries nothing, as the backs do that a scanner takes along.

    Its margins are left out: shadows, holes and clips lie there. In doubt it is not blank.
    """
    wide, high = picture.size
    across, down = int(wide * _MARGIN), int(high * _MARGIN)
    counts = picture.convert("L").crop((across, down, wide - across, high - down)).histogram()
    whole, passed, paper = sum(counts), 0, 0
    while passed * 2 < whole:
        passed += counts[paper]
        paper += 1
    dark = sum(counts[: max(paper - _INK, 0)])
    return dark < whole * _LEAST_INK


def _own_codes(picture: Image, *, thoroughly: bool = False) -> dict[str, float]:
    """Return the text of every code of ours on the page with the angle it is turned by, degrees."""
    grey = picture.convert("L")
    for attempt in _attempts(grey) if thoroughly else (grey,):
        found = _codes_in(attempt)
        if found:
            return found
    return {}


def _attempts(grey: Image) -> Iterator[Image]:
    """Return the page as it is, cleaned, and in black and white at several levels."""
    from PIL import Image, ImageFilter, ImageOps

    yield grey
    half = grey.resize((grey.width // 2, grey.height // 2), Image.Resampling.BOX)
    yield half
    calm = ImageOps.autocontrast(grey.filter(ImageFilter.MedianFilter(3)), cutoff=2)
    yield calm
    for level in _THRESHOLDS:
        yield calm.point([0 if light < level else 255 for light in range(256)])
    yield half.filter(ImageFilter.GaussianBlur(1))


def _codes_in(grey: Image) -> dict[str, float]:
    import zxingcpp

    return {
        code.text.strip(): _angle(code.position)
        for code in zxingcpp.read_barcodes(
            grey,
            formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode),
            text_mode=zxingcpp.TextMode.Plain,
        )
        if read_door_code(code.text) or read_form_code(code.text)
    }


def _angle(position: Any) -> float:
    across = position.top_right.x - position.top_left.x
    down = position.top_right.y - position.top_left.y
    return math.degrees(math.atan2(down, across))


def _turned(picture: Image, angle: float) -> Image:
    """Turn the page upright by right angles; what a scanner skews by a little stays as it came."""
    turns = round(angle / _RIGHT_ANGLE) % 4
    return picture.rotate(turns * _RIGHT_ANGLE, expand=True) if turns else picture


def _compressed(picture: Image, longest: int, largest: int) -> bytes:
    """Return a JPEG without any metadata of at most ``largest`` bytes."""
    from PIL import Image

    plain = picture.copy()
    plain.info.clear()
    plain.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    while True:
        for quality in _QUALITIES:
            target = BytesIO()
            plain.save(target, "JPEG", quality=quality, optimize=True, dpi=(DPI, DPI))
            if target.tell() <= largest:
                return target.getvalue()
        if max(plain.size) <= _LEAST_SIDE:
            raise _Refused("damaged")
        smaller = (max(1, int(plain.width * _SHRINK)), max(1, int(plain.height * _SHRINK)))
        plain = plain.resize(smaller, Image.Resampling.LANCZOS)
