"""How far a sheet reaches is seen however its attributes are written."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest

from desktop.exchange import part_pieces
from desktop.exchange.guard import guard
from desktop.exchange.sheet_extent import SheetExtent
from desktop.kernel.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

_CELLS = {
    "double quotes": '<c r="%s" s="1"/>',
    "single quotes": "<c r='%s' s='1'/>",
    "a prefix": '<x:c r="%s"/>',
    "a prefix and single quotes": "<x:c r='%s'/>",
    "the style first": "<c s='1' t=\"n\" r='%s'/>",
    "a line break before": "<c\n r='%s'/>",
    "small letters": "<c r='%s'/>",
}


def _looked_at(*pieces: str) -> SheetExtent:
    extent = SheetExtent()
    for piece in pieces:
        extent.look_at(piece.encode())
    return extent


def _cell(way: str, reference: str) -> str:
    return _CELLS[way] % (reference.lower() if way == "small letters" else reference)


@pytest.mark.parametrize("way", _CELLS)
def test_a_cell_beyond_column_zz_lies_outside(way: str) -> None:
    assert _looked_at("<row r='1'>" + _cell(way, "AAA1")).is_outside
    assert not _looked_at("<row r='1'>" + _cell(way, "ZZ1")).is_outside


@pytest.mark.parametrize("way", _CELLS)
def test_one_far_cell_makes_a_large_block(way: str) -> None:
    rows = "<row r='%d'><c r='A%d'/></row>"
    near = _looked_at(rows % (100_000, 100_000) + _cell(way, "Z1"))
    far = _looked_at(rows % (100_000, 100_000) + _cell(way, "AB1"), _cell(way, "DA1"))
    assert (near.is_large, far.is_large) == (False, True)


@pytest.mark.parametrize("quote", ["'", '"'])
def test_a_row_below_the_last_one_lies_outside(quote: str) -> None:
    assert _looked_at(f"<row r={quote}1048577{quote}>").is_outside
    assert not _looked_at(f"<row r={quote}1048576{quote}>").is_outside


def test_what_people_write_in_a_cell_is_no_reference() -> None:
    said = "<c r='A1'><v>r='AAA1' c r=\"ZZZ9\"</v></c><c r='B1'><v> r='DD1'</v></c>"
    extent = _looked_at("<row r='200000'>" + said + "</row>")
    assert not extent.is_outside
    assert not extent.is_large


@pytest.mark.parametrize("quote", ["'", '"'])
@pytest.mark.parametrize("cells", [3, 500_000])
def test_a_large_block_is_read_while_it_is_not_nearly_empty(
    tmp_path: Path, quote: str, cells: int
) -> None:
    every = "".join(f"<c r={quote}B{n}{quote}/>" for n in range(1, cells))
    sheet = f"<worksheet><row r={quote}200000{quote}>{every}<c r={quote}CA9{quote}/></row>"
    path = tmp_path / "one.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.xml", "<workbook></workbook>")
        package.writestr("xl/worksheets/sheet1.xml", sheet + "</worksheet>")
    if cells < 200_000 * 104 // 50:
        with pytest.raises(InputError) as refused:
            guard(path)
        assert refused.value.code == "file-sheet-too-wide"
    else:
        assert guard(path).unpacked > 7_000_000


def _package(data: bytes, method: int) -> zipfile.ZipFile:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as package:
        package.writestr("part.xml", data)
    return zipfile.ZipFile(target)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("size", [0, 1, 300_000, 3_000_000])
@pytest.mark.parametrize("fast", [True, False])
def test_a_part_comes_in_pieces_as_it_is(
    monkeypatch: pytest.MonkeyPatch, method: int, size: int, *, fast: bool
) -> None:
    if not fast:  # as on a machine without ISA-L
        monkeypatch.setattr(part_pieces, "fast_zlib", zlib)
    data = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    with _package(data, method) as package:
        pieces = list(part_pieces.part_pieces(package, package.infolist()[0]))
    assert b"".join(pieces) == data
    assert all(len(piece) <= 1 << 18 for piece in pieces)


@pytest.mark.parametrize("fast", [True, False])
def test_a_part_with_another_checksum_is_damaged(
    monkeypatch: pytest.MonkeyPatch, *, fast: bool
) -> None:
    if not fast:
        monkeypatch.setattr(part_pieces, "fast_zlib", zlib)
    with _package(b"<row/>" * 100_000, zipfile.ZIP_DEFLATED) as package:
        entry = package.infolist()[0]
        entry.CRC ^= 1
        with pytest.raises(zipfile.BadZipFile):
            list(part_pieces.part_pieces(package, entry))
