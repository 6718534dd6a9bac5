"""The child that reads photos: Pillow and zxing-cpp behind a memory limit, and nothing else.

A picture comes from somebody's phone and may be anything. The request is a frame with
``{"task": "read" | "taken", "memory": bytes, "longest": pixels, "largest": bytes}`` and a frame
with the picture; the answer is one frame, ``("picture", {...})`` or ``("error", kind)``
(:mod:`desktop.exchange.worker` describes frames). One child answers many requests, until its
input ends.
"""

from __future__ import annotations

import marshal
import sys
from io import BytesIO
from typing import TYPE_CHECKING, Any

from desktop.exchange.worker import limit_memory, receive, send

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 120_000_000
"""A phone's largest picture has 108 million; only JPEG is read smaller than it is."""

MOST_PIXELS_WHOLE = 40_000_000
"""What is read at full size: 12 to 16 million are usual, and 40 million take 120 MB."""

_EXIF, _TAKEN, _OFFSET = 0x8769, 0x9003, 0x9011
_QUALITIES = (86, 78, 68, 56)
_SHRINK = 0.8
_LEAST_SIDE = 200
_MOST_CODES = 20
_LONGEST_TEXT = 300


class _Refused(Exception):  # noqa: N818 - never leaves this module
    """The picture is not read; the text says why."""


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
        send(outward, marshal.dumps(_answer(request, data)))


def _answer(request: dict[str, Any], data: bytes) -> tuple[str, Any]:
    try:
        if request["task"] == "taken":
            return "picture", {"taken": _taken(_opened(data))}
        return "picture", _read(data, int(request["longest"]), int(request["largest"]))
    except _Refused as refusal:
        return "error", str(refusal)
    except MemoryError:
        return "error", "memory"
    except BaseException:  # noqa: BLE001 - whatever a library throws, the parent needs one word
        return "error", "damaged"


def _opened(data: bytes) -> Image:
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # our own limits below; Pillow's would only warn at first
    try:
        picture = Image.open(BytesIO(data), formats=FORMATS)
    except UnidentifiedImageError:
        raise _Refused("kind") from None
    pixels = picture.width * picture.height
    if pixels > (MOST_PIXELS if picture.format in {"JPEG", "MPO"} else MOST_PIXELS_WHOLE):
        raise _Refused("pixels")
    return picture


def _read(data: bytes, longest: int, largest: int) -> dict[str, Any]:
    picture = _opened(data)
    taken = _taken(picture)
    codes = _codes(data)
    shrunk = _upright(picture, longest)
    content = _compressed(shrunk, largest)
    return {"jpeg": content[0], "size": content[1], "taken": taken, "codes": codes}


def _taken(picture: Image) -> tuple[str, str]:
    """Return the time of day of the camera and its offset from UTC, as EXIF 2.31 keeps them."""
    try:
        facts = picture.getexif().get_ifd(_EXIF)
    except Exception:  # noqa: BLE001 - a broken date is no reason to refuse the picture
        return "", ""
    return str(facts.get(_TAKEN, ""))[:32], str(facts.get(_OFFSET, ""))[:16]


def _codes(data: bytes) -> list[tuple[str, float]]:
    """Return every code's text with the share of the picture that it covers."""
    import zxingcpp

    grey = _opened(data)
    if grey.width * grey.height > MOST_PIXELS_WHOLE:
        grey.draft("L", (grey.width // 2, grey.height // 2))
    else:
        grey.draft("L", grey.size)
    grey = grey.convert("L")
    found = zxingcpp.read_barcodes(
        grey,
        formats=zxingcpp.BarcodeFormat.AllLinear
        | zxingcpp.BarcodeFormat.QRCode
        | zxingcpp.BarcodeFormat.DataMatrix,
        text_mode=zxingcpp.TextMode.Plain,
    )
    whole = grey.width * grey.height
    return [
        (code.text, _area(code.position) / whole)
        for code in found[:_MOST_CODES]
        if 0 < len(code.text) <= _LONGEST_TEXT and code.text.isprintable()
    ]


def _area(position: Any) -> float:
    corners = [
        (point.x, point.y)
        for point in (
            position.top_left,
            position.top_right,
            position.bottom_right,
            position.bottom_left,
        )
    ]
    following = corners[1:] + corners[:1]
    twice = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(corners, following, strict=True))
    return float(abs(twice)) / 2


def _upright(picture: Image, longest: int) -> Image:
    from PIL import Image, ImageOps

    scale = longest / max(picture.size)
    if scale < 1:  # a JPEG is decoded at a half, a quarter or an eighth: quick and small
        picture.draft("RGB", (int(picture.width * scale) or 1, int(picture.height * scale) or 1))
    picture = ImageOps.exif_transpose(picture)
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        picture = Image.new("RGB", clear.size, "white")
        picture.paste(clear, mask=clear.getchannel("A"))
    picture = picture.convert("RGB")
    picture.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    return picture


def _compressed(picture: Image, largest: int) -> tuple[bytes, tuple[int, int]]:
    """Return a JPEG without any metadata of at most ``largest`` bytes, and its size."""
    from PIL import Image

    plain = Image.new("RGB", picture.size)
    plain.paste(picture)
    while True:
        for quality in _QUALITIES:
            target = BytesIO()
            plain.save(target, "JPEG", quality=quality, optimize=True)
            if target.tell() <= largest:
                return target.getvalue(), plain.size
        if max(plain.size) <= _LEAST_SIDE:
            raise _Refused("damaged")
        smaller = (max(1, int(plain.width * _SHRINK)), max(1, int(plain.height * _SHRINK)))
        plain = plain.resize(smaller, Image.Resampling.LANCZOS)
