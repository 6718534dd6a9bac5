"""Scans from outside: every page with its code, and no file that can hurt."""

from __future__ import annotations

import io
import os
import struct
import zlib
from typing import TYPE_CHECKING

import pikepdf
import pytest
import zxingcpp
from PIL import Image

from desktop.domain.door_code import door_code
from desktop.exchange import scans
from desktop.exchange.scans import LARGEST_JPEG, LONGEST_SIDE, ScanReader, scan_bytes
from desktop.kernel.errors import InputError
from tests.support.scanner import as_pdf, as_picture, badly_scanned

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def sheet(place: int, size: tuple[int, int] = (1240, 1754)) -> Image.Image:
    """Draw a page with nothing but its code, top right, as the printed sheet has it."""
    page = Image.new("L", size, 255)
    code = zxingcpp.create_barcode(
        door_code(f"{place:032x}", 1), zxingcpp.BarcodeFormat.QRCode, ec_level="M"
    )
    page.paste(Image.fromarray(code.to_image(scale=5)), (size[0] - 260, 60))
    return page


@pytest.fixture(scope="module")
def reader() -> Iterator[ScanReader]:
    with ScanReader() as made:
        yield made


def code(place: int) -> tuple[str, ...]:
    return (door_code(f"{place:032x}", 1),)


def test_every_page_of_a_pdf_is_read_in_its_order_and_stands_upright(reader: ScanReader) -> None:
    pages = [badly_scanned(sheet(place), place) for place in range(8)]
    found = list(reader.pages(as_pdf(pages)))
    assert [page.codes for page in found] == [code(place) for place in range(8)]
    assert [page.number for page in found] == list(range(1, 9))
    for page in found:
        picture = Image.open(io.BytesIO(page.jpeg))
        (read,) = zxingcpp.read_barcodes(picture)
        assert read.position.top_left.x > picture.width / 2
        assert read.position.top_left.y < picture.height / 4
        assert max(picture.size) <= LONGEST_SIDE
        assert len(page.jpeg) <= LARGEST_JPEG
        assert not picture.getexif()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "BMP", "WEBP"])
def test_a_picture_of_every_kind_is_one_page(reader: ScanReader, kind: str) -> None:
    (page,) = reader.pages(as_picture(sheet(5), kind))
    assert page.codes == code(5)
    assert len(page.source_sha256) == 64


def test_a_tiff_of_several_pages_is_several_pages(reader: ScanReader) -> None:
    target = io.BytesIO()
    sheet(1).save(target, "TIFF", save_all=True, append_images=[sheet(2), sheet(3)])
    found = list(reader.pages(target.getvalue()))
    assert [page.codes for page in found] == [code(1), code(2), code(3)]
    assert len({page.source_sha256 for page in found}) == 3


def test_the_same_file_gives_the_same_marks_and_another_file_others(reader: ScanReader) -> None:
    data = as_pdf([sheet(1), sheet(2)])
    first, again = ([page.source_sha256 for page in reader.pages(data)] for _ in range(2))
    other = [page.source_sha256 for page in reader.pages(as_pdf([sheet(2), sheet(1)]))]
    assert first == again
    assert not set(first) & set(other)


def test_a_page_without_a_code_and_one_with_two_say_so(reader: ScanReader) -> None:
    both = Image.new("L", (2480, 1754), 255)
    both.paste(sheet(1), (0, 0))
    both.paste(sheet(2), (1240, 0))
    blank, two = reader.pages(as_pdf([Image.new("L", (1240, 1754), 255), both]))
    assert blank.codes == ()
    assert set(two.codes) == {*code(1), *code(2)}


def test_a_foreign_code_is_not_taken_for_a_door(reader: ScanReader) -> None:
    page = Image.new("L", (1240, 1754), 255)
    made = zxingcpp.create_barcode("https://example.org/pay", zxingcpp.BarcodeFormat.QRCode)
    page.paste(Image.fromarray(made.to_image(scale=6)), (100, 100))
    (found,) = reader.pages(as_picture(page, "PNG"))
    assert found.codes == ()


def refused(reader: ScanReader, data: bytes) -> str:
    with pytest.raises(InputError) as failure:
        list(reader.pages(data, "scan.pdf"))
    assert failure.value.details == {"file": "scan.pdf"}
    return failure.value.code


def bomb() -> bytes:
    """Return a PNG of a few bytes that claims 60,000 × 60,000 pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        checked = kind + body
        return struct.pack(">I", len(body)) + checked + struct.pack(">I", zlib.crc32(checked))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(100_000)))
        + chunk(b"IEND", b"")
    )


def locked_pdf() -> bytes:
    target = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(target, encryption=pikepdf.Encryption(owner="o", user="u"))
    return target.getvalue()


def many_pages(count: int, size: tuple[float, float] = (200, 200)) -> bytes:
    target = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(count):
            pdf.add_blank_page(page_size=size)
        pdf.save(target)
    return target.getvalue()


def test_hostile_files_are_refused_and_the_next_one_is_read(reader: ScanReader) -> None:
    assert refused(reader, b"%PDF-1.7\nnothing of the kind") == "scan-damaged"
    assert refused(reader, b"\x89PNG\r\n\x1a\n" + os.urandom(400)) in {
        "scan-damaged",
        "scan-unknown-kind",
    }
    assert refused(reader, bomb()) == "scan-too-large"
    assert refused(reader, locked_pdf()) == "scan-with-password"
    assert refused(reader, many_pages(1_001)) == "scan-too-many-pages"
    assert refused(reader, many_pages(1, (3, 14_400))) == "scan-damaged"
    assert refused(reader, as_picture(sheet(1), "PNG")[:900]) == "scan-damaged"
    assert refused(reader, as_pdf([sheet(1)])[:400]) == "scan-damaged"
    (page,) = reader.pages(as_picture(sheet(9), "PNG"))
    assert page.codes == code(9)


def test_a_huge_page_is_drawn_small_instead_of_eating_the_memory(reader: ScanReader) -> None:
    (page,) = reader.pages(many_pages(1, (14_000, 14_000)))
    assert max(Image.open(io.BytesIO(page.jpeg)).size) <= LONGEST_SIDE


def test_a_child_that_hangs_is_ended_and_one_that_eats_memory_too() -> None:
    with ScanReader(seconds=0.01) as hasty:
        assert refused(hasty, as_pdf([sheet(1)] * 3)) == "scan-damaged"
    with ScanReader(memory=60_000_000) as starved:
        assert refused(starved, as_picture(sheet(1, (6_000, 8_000)), "PNG")) in {
            "scan-too-large",
            "scan-damaged",
        }


def test_who_stops_listening_gets_no_old_answer_later() -> None:
    with ScanReader() as reader:
        for page in reader.pages(as_pdf([sheet(place) for place in range(5)])):
            assert page.codes == code(0)
            break
        (found,) = reader.pages(as_picture(sheet(7), "PNG"))
        assert found.codes == code(7)


def test_what_is_no_scan_is_refused_before_any_child_sees_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scans, "LARGEST_FILE", 1_000)
    (tmp_path / "list.xlsx").write_bytes(b"PK\x03\x04" + bytes(50))
    (tmp_path / "empty.pdf").write_bytes(b"")
    (tmp_path / "big.pdf").write_bytes(b"%PDF-" + bytes(1_000))
    told = {}
    for name in ("list.xlsx", "empty.pdf", "big.pdf", "gone.pdf"):
        with pytest.raises(InputError) as failure:
            scan_bytes(tmp_path / name)
        told[name] = failure.value.code
    assert told == {
        "list.xlsx": "scan-unknown-kind",
        "empty.pdf": "scan-unknown-kind",
        "big.pdf": "scan-too-large",
        "gone.pdf": "scan-unreadable",
    }
