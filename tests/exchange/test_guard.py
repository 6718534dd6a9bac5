from __future__ import annotations

import io
import struct
import time
import zipfile
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from desktop.exchange import guard as guard_module
from desktop.exchange.guard import FileKind, guard
from desktop.exchange.reader import read_sheets
from desktop.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_LIST = "楼栋,室号,姓名\n1栋,101,张三\n"


def _workbook() -> bytes:
    book = Workbook()
    for row in (["楼栋", "室号", "姓名"], ["1栋", "101", "张三"]):
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _changed(
    edit: Callable[[str, bytes], bytes | None], more: dict[str, bytes] | None = None
) -> bytes:
    """Return a workbook whose parts went through ``edit``; None leaves a part out."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(_workbook())) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            data = edit(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
        for name, data in (more or {}).items():
            new.writestr(name, data)
    return out.getvalue()


def _sheet(edit: Callable[[bytes], bytes]) -> bytes:
    return _changed(lambda name, data: edit(data) if name.startswith("xl/worksheets/") else data)


def _with(name: str, data: bytes = b"x") -> bytes:
    return _changed(lambda _, old: old, {name: data})


def _after_declaration(extra: bytes) -> Callable[[bytes], bytes]:
    return lambda data: (
        b'<?xml version="1.0"?>' + extra + data.removeprefix(b'<?xml version="1.0"?>')
    )


def _flagged_encrypted() -> bytes:
    data = bytearray(_workbook())
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        data[place + 8] |= 1
        place = data.find(b"PK\x01\x02", place + 4)
    return bytes(data)


def _lying_size() -> bytes:
    """The directory says that a part is much smaller than it unpacks to."""
    data = bytearray(
        _sheet(lambda old: old.replace(b"</sheetData>", b" " * 90_000 + b"</sheetData>"))
    )
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        length = struct.unpack_from("<H", data, place + 28)[0]
        if data[place + 46 : place + 46 + length].startswith(b"xl/worksheets/"):
            struct.pack_into("<I", data, place + 24, 100)
        place = data.find(b"PK\x01\x02", place + 4)
    return bytes(data)


def _overlapping() -> bytes:
    """Two directory entries share one part's bytes: the trick of the overlapping zip bomb."""
    data = bytearray(_workbook())
    first = data.find(b"PK\x01\x02")
    second = data.find(b"PK\x01\x02", first + 4)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    return bytes(data)


def _bad_checksum() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_workbook())) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return out.getvalue().replace(b"<sheetData>", b"<sheetDatx>")


def _duplicated() -> bytes:
    return _changed(lambda _, data: data, {"XL/Workbook.xml": b"<workbook/>"})


def _many_parts() -> bytes:
    return _changed(lambda _, data: data, {f"xl/media/{n}.bin": b"" for n in range(5_001)})


def _old_office(*streams: str, extra: bytes = b"") -> bytes:
    return _OLE + b"\0" * 504 + b"".join(f"{s}\0".encode("utf-16-le") for s in streams) + extra


_DTD = b'<!DOCTYPE worksheet [<!ENTITY a "b">]>'
_UTF16 = '<?xml version="1.0" encoding="UTF-16"?><worksheet/>'.encode("utf-16")

HOSTILE: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "empty": (lambda: b"", "a.xlsx", "file-empty"),
    "text": (lambda: b"hello", "a.xlsx", "file-not-a-workbook"),
    "pdf": (lambda: b"%PDF-1.7 ...", "a.xlsx", "file-not-a-workbook"),
    "pdf called csv": (lambda: b"%PDF-1.7 ...", "a.csv", "file-not-a-workbook"),
    "picture": (lambda: b"\x89PNG\r\n", "a.xlsx", "file-not-a-workbook"),
    "web page": (lambda: b"<html><table>", "a.xls", "file-not-a-workbook"),
    "xml": (lambda: b"<?xml version='1.0'?><Workbook/>", "a.xls", "file-not-a-workbook"),
    "empty zip": (lambda: b"PK\x05\x06" + b"\0" * 18, "a.xlsx", "file-not-a-workbook"),
    "binary csv": (lambda: bytes(range(256)) * 4, "a.csv", "file-not-a-workbook"),
    "nul csv": (lambda: b"a,b\0c\n", "a.csv", "file-not-a-workbook"),
    "other zip": (
        lambda: _changed(lambda n, d: None if n.startswith("xl/") else d),
        "a.xlsx",
        "file-not-a-workbook",
    ),
    "no content types": (
        lambda: _changed(lambda n, d: None if n == "[Content_Types].xml" else d),
        "a.xlsx",
        "file-not-a-workbook",
    ),
    "truncated": (lambda: _workbook()[:3000], "a.xlsx", "file-damaged"),
    "directory cut": (lambda: _workbook()[:-30], "a.xlsx", "file-damaged"),
    "bad checksum": (_bad_checksum, "a.xlsx", "file-damaged"),
    "lying size": (_lying_size, "a.xlsx", "file-damaged"),
    "encrypted zip": (_flagged_encrypted, "a.xlsx", "file-encrypted"),
    "encrypted xlsx": (
        lambda: _old_office("EncryptionInfo", "EncryptedPackage"),
        "a.xlsx",
        "file-encrypted",
    ),
    "encrypted xls": (
        lambda: _old_office(
            "Workbook",
            extra=b"\x09\x08\x10\x00\x00\x06\x05\x00"
            + b"\0" * 12
            + b"\x2f\x00\x06\x00"
            + b"\0" * 6,
        ),
        "a.xls",
        "file-encrypted",
    ),
    "word document": (lambda: _old_office("WordDocument"), "a.xls", "file-not-a-workbook"),
    "dtd": (lambda: _sheet(_after_declaration(_DTD)), "a.xlsx", "file-hostile"),
    "entity in lower case": (
        lambda: _sheet(_after_declaration(b"<!doctype x>")),
        "a.xlsx",
        "file-hostile",
    ),
    "dtd in relations": (
        lambda: _changed(lambda n, d: _DTD + d if n.endswith(".rels") else d),
        "a.xlsx",
        "file-hostile",
    ),
    "dtd over a piece's edge": (
        lambda: _sheet(lambda d: b" " * ((1 << 18) - 5) + _DTD + d),
        "a.xlsx",
        "file-hostile",
    ),
    "utf-16 sheet": (lambda: _sheet(lambda _: _UTF16), "a.xlsx", "file-hostile"),
    "traversal": (lambda: _with("../../evil.xml"), "a.xlsx", "file-hostile"),
    "absolute name": (lambda: _with("/etc/evil.xml"), "a.xlsx", "file-hostile"),
    "drive name": (lambda: _with("C:evil.xml"), "a.xlsx", "file-hostile"),
    "same part twice": (_duplicated, "a.xlsx", "file-hostile"),
    "overlapping": (_overlapping, "a.xlsx", "file-hostile"),
    "many parts": (_many_parts, "a.xlsx", "file-hostile"),
    "bomb": (lambda: _sheet(lambda _: b"\0" * 60_000_000), "a.xlsx", "file-hostile"),
    "bomb beside": (lambda: _with("xl/media/a.bin", b"\0" * 60_000_000), "a.xlsx", "file-hostile"),
    "far cell": (
        lambda: _sheet(lambda d: d.replace(b'<c r="A1"', b'<c r="XFD1"')),
        "a.xlsx",
        "file-sheet-too-wide",
    ),
    "far row": (
        lambda: _sheet(lambda d: d.replace(b'<row r="2"', b'<row r="99999999"')),
        "a.xlsx",
        "file-sheet-too-wide",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_no_safe_list_is_refused_by_name(name: str, tmp_path: Path) -> None:
    make, file, code = HOSTILE[name]
    path = tmp_path / file
    path.write_bytes(make())
    with pytest.raises(InputError) as caught:
        guard(path)
    assert caught.value.code == code
    assert caught.value.details["file"] == file


HOSTILE_INSIDE: dict[str, Callable[[], bytes]] = {
    "cut sheet": lambda: _sheet(lambda d: d[: len(d) // 2]),
    "no sheet part": lambda: _changed(lambda n, d: None if n.startswith("xl/worksheets/") else d),
    "broken workbook part": lambda: _changed(lambda n, d: b"<x" if n == "xl/workbook.xml" else d),
    "string index out of range": lambda: _sheet(lambda d: d.replace(b"<v>0</v>", b"<v>999999</v>")),
    "cell reference that is none": lambda: _sheet(lambda d: d.replace(b'r="A1"', b'r="1A"')),
    "row zero": lambda: _sheet(lambda d: d.replace(b'r="A1"', b'r="A0"')),
    "old format with nothing inside": lambda: _old_office("Workbook"),
}


@pytest.mark.parametrize("name", HOSTILE_INSIDE)
def test_what_passes_the_guard_broken_inside_never_hurts_the_parent(
    name: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(HOSTILE_INSIDE[name]())
    found = "sheet"
    try:
        assert len(read_sheets(guard(path), seconds=20)) == 1
    except InputError as failure:
        found = failure.code
    assert found in {"sheet", "file-damaged", "file-not-a-workbook"}


def test_a_lying_dimension_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(
        _sheet(lambda d: d.replace(b'<dimension ref="A1:C2"', b'<dimension ref="A1:ZZ1000000"'))
    )
    (sheet,) = read_sheets(guard(path))
    assert sheet.rows == [["楼栋", "室号", "姓名"], ["1栋", "101", "张三"]]


@pytest.mark.parametrize("name", ["~$a.xlsx", ".~lock.a.xlsx#"])
def test_a_lock_file_itself_is_refused(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(b"user")
    with pytest.raises(InputError) as caught:
        guard(path)
    assert caught.value.code == "file-is-a-lock"


@pytest.mark.parametrize("name", ["~$a.xlsx", ".~lock.a.xlsx#"])
def test_a_lock_beside_the_file_is_named(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(_workbook())
    (tmp_path / name).write_bytes(b"user")
    assert guard(path).lock == name


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="file-missing"):
        guard(tmp_path / "none.xlsx")
    with pytest.raises(InputError, match="file-not-a-workbook"):
        guard(tmp_path)


def test_a_file_that_grows_meanwhile_is_waited_for_and_then_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(_LIST, encoding="utf-8")

    def grow(_: float) -> None:
        with path.open("ab") as stream:
            stream.write(b"x")

    monkeypatch.setattr(time, "sleep", grow)
    with pytest.raises(InputError, match="file-still-changing"):
        guard(path)


def test_a_file_over_the_limit_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(_LIST, encoding="utf-8")
    monkeypatch.setattr(guard_module, "LARGEST_FILE", 10)
    with pytest.raises(InputError, match="file-too-large"):
        guard(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_is_read_in_every_usual_encoding(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    path.write_bytes(_LIST.encode(encoding))
    source = guard(path)
    assert source.kind is FileKind.CSV
    assert read_sheets(source)[0].rows == [["楼栋", "室号", "姓名"], ["1栋", "101", "张三"]]
