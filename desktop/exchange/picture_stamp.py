"""When and where a photo was taken, in its metadata and never on the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.door_code import door_code, read_door_code

if TYPE_CHECKING:
    from datetime import datetime

_EXIF = 0x8769
_TAKEN, _OFFSET, _COMMENT = 0x9003, 0x9011, 0x9286
_ASCII = b"ASCII\0\0\0"
_SOI, _APP1 = b"\xff\xd8", b"\xff\xe1"
_HEAD = 4


def stamped(jpeg: bytes, taken: datetime, household_id: str | None) -> bytes:
    """Return ``jpeg`` with the time and the door in EXIF; the picture itself is not touched.

    Args:
        jpeg: without EXIF, or with a stamp of this function, which is replaced.
        taken: aware moment; written as the clock of this machine with its offset (EXIF 2.31).
        household_id: whose door; written as its door code, which names nobody. None: not known.
    """
    from PIL import Image

    local = taken.astimezone()
    offset = local.strftime("%z")
    facts = Image.Exif()
    inner = facts.get_ifd(_EXIF)
    inner[_TAKEN] = local.strftime("%Y:%m:%d %H:%M:%S")
    inner[_OFFSET] = f"{offset[:3]}:{offset[3:5]}"
    if household_id:
        inner[_COMMENT] = _ASCII + door_code(household_id).encode("ascii")
    body = facts.tobytes()
    segment = _APP1 + (len(body) + 2).to_bytes(2, "big") + body
    return _SOI + segment + _without_exif(jpeg)


def read_stamp(jpeg: bytes) -> tuple[str, str | None]:
    """Return (local time as EXIF writes it, household id or None) of our own photo."""
    from io import BytesIO

    from PIL import Image

    with Image.open(BytesIO(jpeg), formats=("JPEG",)) as picture:
        inner = picture.getexif().get_ifd(_EXIF)
    comment = bytes(inner.get(_COMMENT, b"")).removeprefix(_ASCII).decode("ascii", "replace")
    door = read_door_code(comment)
    return str(inner.get(_TAKEN, "")), door[0] if door else None


def _without_exif(jpeg: bytes) -> bytes:
    """Return what follows the start marker, less one EXIF segment right behind it."""
    body = jpeg[len(_SOI) :]
    if body[:2] == _APP1 and body[_HEAD : _HEAD + 4] == b"Exif":
        return body[2 + int.from_bytes(body[2:4], "big") :]
    return body
