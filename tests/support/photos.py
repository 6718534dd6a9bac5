"""Invented photos: what a phone would take of doors and meters."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

import zxingcpp
from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

ASSET = "4230009000000000012345"
TAKEN = datetime(2026, 3, 5, 9, 0, 0)  # noqa: DTZ001 - as a camera writes it
_EXIF, _ORIGINAL, _OFFSET = 0x8769, 0x9003, 0x9011
_MODEL, _ORIENTATION, _GPS, _LATITUDE = 0x0110, 0x0112, 0x8825, 2


def code_image(text: str, *, square: bool = False, scale: int = 6) -> Image.Image:
    """Return a code as black bars on white."""
    kind = zxingcpp.BarcodeFormat.QRCode if square else zxingcpp.BarcodeFormat.Code128
    made = zxingcpp.create_barcode(text, kind).to_image(scale=scale)
    return Image.fromarray(made).convert("RGB")


def photo(
    codes: tuple[Image.Image, ...] = (),
    *,
    size: tuple[int, int] = (2000, 1500),
    taken: datetime | None = None,
    seed: int = 0,
    orientation: int = 1,
    camera: str = "",
    offset: str = "",
    kind: str = "JPEG",
) -> bytes:
    """Return a photo of a wall with codes stuck on it; ``seed`` makes each another file."""
    picture = Image.new("RGB", size, (60 + seed * 8 % 150, 120, 100))
    down = 60
    for code in codes:
        picture.paste(code, (60, down))
        down += code.height + 60
    facts = Image.Exif()
    inner = facts.get_ifd(_EXIF)
    if taken is not None:
        inner[_ORIGINAL] = taken.strftime("%Y:%m:%d %H:%M:%S")
    if offset:
        inner[_OFFSET] = offset
    facts[_ORIENTATION] = orientation
    if camera:
        facts[_MODEL] = camera
        facts.get_ifd(_GPS)[_LATITUDE] = (30.0, 33.0, 12.0)
    held = BytesIO()
    picture.save(held, kind, exif=facts, quality=88)
    return held.getvalue()


def saved(folder: Path, name: str, data: bytes) -> Path:
    """Write a photo as a phone would name it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(data)
    return path
