"""Photos from phones, and what pretends to be one."""

from __future__ import annotations

import random
import struct
import zlib
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from desktop.exchange.picture_stamp import read_stamp, stamped
from desktop.exchange.pictures import (
    LARGEST_JPEG,
    LONGEST_SIDE,
    PictureReader,
    moment_in,
    picture_bytes,
)
from desktop.kernel.errors import InputError
from tests.support.photos import ASSET, TAKEN, code_image, photo

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DOOR = "0123456789abcdef0123456789abcdef"


@pytest.fixture(scope="module")
def reader() -> Iterator[PictureReader]:
    with PictureReader() as made:
        made.read(photo(size=(40, 30)))  # its child is up, as it is after the first photo
        yield made


def _png(wide: int, high: int, packed: bytes) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + body))
        return struct.pack(">I", len(body)) + name + body + check

    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    )


def _bomb() -> bytes:
    squeezed = zlib.compressobj(9)
    packed = b"".join(squeezed.compress(bytes(1_000_000)) for _ in range(60)) + squeezed.flush()
    return _png(20_000, 20_000, packed)


def _text_bomb() -> bytes:
    whole = _png(8, 8, zlib.compress(bytes(8 * 25)))
    body = b"Comment\0\0" + zlib.compress(bytes(80_000_000), 9)
    check = struct.pack(">I", zlib.crc32(b"zTXt" + body))
    return whole[:33] + struct.pack(">I", len(body)) + b"zTXt" + body + check + whole[33:]


def _large_jpeg_header() -> bytes:
    data = bytearray(photo(size=(64, 64)))
    place = data.index(b"\xff\xc0")
    data[place + 5 : place + 9] = struct.pack(">HH", 20_000, 20_000)
    return bytes(data)


HOSTILE = {
    "nothing": (b"", "picture-empty"),
    "drawing": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "picture-unknown-kind"),
    "text": ("王秀兰 13800001111".encode(), "picture-unknown-kind"),
    "bitmap": (b"BM" + bytes(100), "picture-unknown-kind"),
    "moving": (b"GIF89a" + bytes(100), "picture-unknown-kind"),
    "iphone": (b"\0\0\0\x18ftypheic" + bytes(100), "picture-heic"),
    "bomb": (_bomb(), "picture-too-many-pixels"),
    "twenty thousand": (_large_jpeg_header(), "picture-too-many-pixels"),
    "text bomb": (_text_bomb(), "picture-damaged"),
    "cut off": (photo(codes=(code_image(ASSET),))[:20_000], "picture-damaged"),
    "head only": (b"\xff\xd8\xff\xe0" + bytes(200), "picture-unknown-kind"),
    "a png's first bytes": (b"\x89PNG\r\n\x1a\n" + bytes(40), "picture-unknown-kind"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_photo_is_refused_with_its_reason(name: str, reader: PictureReader) -> None:
    data, code = HOSTILE[name]
    with pytest.raises(InputError) as refused:
        reader.read(data)
    assert refused.value.code == code


def test_flipped_bytes_never_break_the_reader(reader: PictureReader) -> None:
    dice = random.Random(5)
    whole = photo(codes=(code_image(ASSET, scale=2),), size=(600, 500))
    refusals = set()
    for _ in range(25):
        data = bytearray(whole)
        for _ in range(dice.randrange(1, 40)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        try:
            found = reader.read(bytes(data))
        except InputError as refusal:
            refusals.add(refusal.code)
        else:
            Image.open(BytesIO(found.jpeg)).load()
    assert refusals <= {"picture-damaged", "picture-unknown-kind", "picture-too-many-pixels"}
    assert reader.read(whole).codes[0][0] == ASSET


def test_a_child_that_takes_too_long_is_ended_and_the_next_photo_read() -> None:
    with PictureReader(seconds=0.001) as hasty:
        with pytest.raises(InputError) as refused:
            hasty.read(photo())
        assert refused.value.code == "picture-damaged"
        hasty._seconds = 20.0
        assert hasty.read(photo()).width == LONGEST_SIDE


def test_a_child_out_of_memory_says_that_the_picture_is_too_large() -> None:
    with PictureReader(memory=170_000_000) as poor, pytest.raises(InputError) as refused:
        poor.read(photo(size=(6000, 6000), kind="PNG"))
    assert refused.value.code == "picture-too-many-pixels"


def test_a_large_busy_photo_becomes_small(reader: PictureReader) -> None:
    noise = Image.effect_noise((4000, 3000), 90).convert("RGB")
    held = BytesIO()
    noise.save(held, "JPEG", quality=92)
    found = reader.read(held.getvalue())
    assert len(found.jpeg) <= LARGEST_JPEG
    assert max(found.width, found.height) <= LONGEST_SIDE
    assert Image.open(BytesIO(found.jpeg)).size == (found.width, found.height)
    assert len(stamped(found.jpeg, datetime.now(UTC), DOOR)) <= LARGEST_JPEG


def test_codes_are_read_where_the_small_picture_no_longer_shows_them(
    reader: PictureReader,
) -> None:
    fine = code_image(ASSET, scale=2)
    found = reader.read(photo((fine,), size=(8000, 6000)))
    assert [text for text, _ in found.codes] == [ASSET]
    assert found.width == LONGEST_SIDE


def test_several_codes_come_with_their_share_of_the_picture(reader: PictureReader) -> None:
    both = (code_image(ASSET, scale=4), code_image("HBD1;H=" + DOOR, square=True, scale=12))
    found = dict(reader.read(photo(both)).codes)
    assert found.keys() == {ASSET, "HBD1;H=" + DOOR}
    assert 0.02 < found["HBD1;H=" + DOOR] < 0.2


def test_it_stands_upright_and_knows_nothing_of_the_camera(reader: PictureReader) -> None:
    turned = photo(size=(1200, 800), orientation=6, camera="PhoneOfWang", taken=TAKEN)
    assert b"PhoneOfWang" in turned
    found = reader.read(turned)
    assert (found.width, found.height) == (800, 1200)
    kept = Image.open(BytesIO(found.jpeg))
    assert len(kept.getexif()) == 0
    assert b"PhoneOfWang" not in found.jpeg
    assert b"Exif" not in found.jpeg


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_screenshots_are_read_too(reader: PictureReader, kind: str) -> None:
    found = reader.read(photo((code_image(ASSET),), kind=kind))
    assert found.codes[0][0] == ASSET
    assert found.jpeg.startswith(b"\xff\xd8\xff")


def test_the_cameras_clock_counts_with_its_offset(reader: PictureReader) -> None:
    there = reader.read(photo(taken=TAKEN, offset="+08:00", size=(40, 30)))
    assert there.taken == datetime(2026, 3, 5, 1, 0, 0, tzinfo=UTC)
    here = reader.read(photo(taken=TAKEN, size=(40, 30)))
    assert here.taken == TAKEN.astimezone(UTC)
    assert reader.read(photo(size=(40, 30))).taken is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IMG_20260305_083000", "2026-03-05T08:30:00"),
        ("2026:03:05 08:30:00", "2026-03-05T08:30:00"),
        ("微信图片_20260305083000", "2026-03-05T08:30:00"),
        ("IMG_20261345_083000", None),
        ("0000:00:00 00:00:00", None),
        ("scan-12", None),
    ],
)
def test_dates_in_names_and_cameras(text: str, expected: str | None) -> None:
    found = moment_in(text)
    wanted = datetime.fromisoformat(expected).astimezone(UTC) if expected else None
    assert found == wanted


def test_the_stamp_is_metadata_and_the_picture_stays_as_it_is(reader: PictureReader) -> None:
    plain = reader.read(photo((code_image(ASSET),))).jpeg
    when = datetime(2026, 3, 5, 1, 0, 0, tzinfo=UTC)
    once = stamped(plain, when, DOOR)
    assert read_stamp(once) == (when.astimezone().strftime("%Y:%m:%d %H:%M:%S"), DOOR)
    again = stamped(once, when, None)
    assert read_stamp(again)[1] is None
    pixels = [Image.open(BytesIO(one)).tobytes() for one in (plain, once, again)]
    assert pixels[0] == pixels[1] == pixels[2]
    assert len(again) < len(once)


def test_missing_and_huge_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="picture-missing"):
        picture_bytes(tmp_path / "none.jpg")
    huge = tmp_path / "huge.jpg"
    with huge.open("wb") as stream:
        stream.truncate(61_000_000)
    with pytest.raises(InputError, match="picture-file-too-large"):
        picture_bytes(huge)
    with pytest.raises(InputError, match="picture-unreadable"):
        picture_bytes(tmp_path)
