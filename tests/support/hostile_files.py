"""Hostile and odd files of our own making: small functions that spoil a good workbook.

Each entry of :data:`FILES` gives the bytes of one file. The good one is a district workbook, which
the household list's reader can read as well.
"""

from __future__ import annotations

import io
import re
import struct
import tempfile
import zipfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.exchange.writer import write_workbook
from desktop.kernel.progress import NoProgress
from tests.support.workbooks import invented_content

if TYPE_CHECKING:
    from collections.abc import Callable

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
HOUSEHOLDS = "住户"
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
) + b"]>"  # fmt: skip
_QUADRATIC = b'<!DOCTYPE x [<!ENTITY a "' + b"a" * 50_000 + b'">]>'
_OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
_BOF = b"\x09\x08\x10\x00\x00\x06\x05\x00" + b"\0" * 12

Parts = dict[str, bytes]


@cache
def good() -> bytes:
    """The workbook that is spoiled."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "good.xlsx"
        write_workbook(path, invented_content(12), NoProgress())
        return path.read_bytes()


@cache
def parts() -> Parts:
    """Its parts."""
    with zipfile.ZipFile(io.BytesIO(good())) as package:
        return {name: package.read(name) for name in package.namelist()}


@cache
def main_sheet() -> str:
    """Name of the part with the households."""
    return next(
        name
        for name, data in parts().items()
        if name.startswith("xl/worksheets/") and b"household.room_no" in data
    )


def packed(made: Parts) -> bytes:
    """Return ``made`` as a package."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in made.items():
            package.writestr(name, data)
    return out.getvalue()


def with_part(name: str, data: bytes | None) -> bytes:
    """Return the workbook with one part added, replaced or, None, taken out."""
    made = {**parts(), name: data}
    return packed({key: value for key, value in made.items() if value is not None})


def sheet(edit: Callable[[bytes], bytes]) -> bytes:
    """Return the workbook with the households' sheet changed."""
    return with_part(main_sheet(), edit(parts()[main_sheet()]))


def part(name: str, edit: Callable[[bytes], bytes]) -> bytes:
    """Return the workbook with another part changed."""
    return with_part(name, edit(parts()[name]))


def declared(extra: bytes) -> Callable[[bytes], bytes]:
    """Put something right behind the XML declaration."""
    return lambda data: (
        b'<?xml version="1.0" encoding="UTF-8"?>'
        + extra
        + re.sub(rb"^<\?xml[^>]*\?>\s*", b"", data)
    )


def more_rows(rows: bytes) -> bytes:
    """Add rows to the households' sheet."""
    return sheet(lambda data: data.replace(b"</sheetData>", rows + b"</sheetData>"))


def odd_cell(xml: bytes) -> bytes:
    """Add one row with one odd cell below the households."""
    return more_rows(b'<row r="900">' + xml + b"</row>")


def flagged(offset: int, value: int) -> bytes:
    """Change a byte of every directory entry."""
    data = bytearray(good())
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        data[place + offset] |= value
        place = data.find(b"PK\x01\x02", place + 4)
    return bytes(data)


def lying_size(size: int) -> bytes:
    """Let the directory lie about how large the households' sheet is."""
    data = bytearray(good())
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        length = struct.unpack_from("<H", data, place + 28)[0]
        if data[place + 46 : place + 46 + length] == main_sheet().encode():
            struct.pack_into("<I", data, place + 24, size)
        place = data.find(b"PK\x01\x02", place + 4)
    return bytes(data)


def bad_checksum() -> bytes:
    """Change a byte inside a stored part."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in parts().items():
            package.writestr(name, data)
    return out.getvalue().replace(b"<sheetData>", b"<sheetDatx>", 1)


def overlapping() -> bytes:
    """Let two directory entries share one part's bytes."""
    data = bytearray(good())
    first = data.find(b"PK\x01\x02")
    second = data.find(b"PK\x01\x02", first + 4)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    return bytes(data)


def twice() -> bytes:
    """Write the households' sheet twice under one name, the second time empty."""
    data = bytearray(with_part("xl/worksheets/sheetX.xml", b"<worksheet/>"))
    other = main_sheet().encode()
    name = b"xl/worksheets/sheetX.xml"
    assert len(other) == len(name)
    return bytes(data.replace(name, other))


def link() -> bytes:
    """Add a symbolic link to the package."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts().items():
            package.writestr(name, data)
        info = zipfile.ZipInfo("xl/media/link.png")
        info.create_system = 3
        info.external_attr = 0o120777 << 16
        package.writestr(info, "/etc/passwd")
    return out.getvalue()


def nested() -> bytes:
    """Put a bomb in a zip in a zip in a zip into the workbook as an embedded object."""
    inner = b"\0" * 10_000_000
    for depth in range(4):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for number in range(10 if depth else 1):
                package.writestr(f"{number}.zip", inner)
        inner = out.getvalue()
    return with_part("xl/embeddings/oleObject1.bin", inner)


def bzip2() -> bytes:
    """Compress in a way that no spreadsheet program uses."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_BZIP2) as package:
        for name, data in parts().items():
            package.writestr(name, data)
    return out.getvalue()


def spoiled_stream() -> bytes:
    """Break the compressed bytes of a part and leave the directory whole."""
    data = bytearray(good())
    with zipfile.ZipFile(io.BytesIO(good())) as package:
        info = package.getinfo(main_sheet())
    start = info.header_offset + 30 + len(info.filename)
    data[start : start + 40] = b"\xff" * 40
    return bytes(data)


def compound(*streams: str, extra: bytes = b"") -> bytes:
    """Return an old Office file with these streams."""
    return OLE + b"\0" * 504 + b"".join(f"{s}\0".encode("utf-16-le") for s in streams) + extra


def strict() -> bytes:
    """Return the workbook under the names of ISO/IEC 29500 Strict."""
    names = (
        (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
         b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
        (b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
         b"http://purl.oclc.org/ooxml/officeDocument/relationships"),
    )  # fmt: skip
    made = {}
    for name, data in parts().items():
        for old, new in names:
            data = data.replace(old, new)  # noqa: PLW2901 - one after the other
        made[name] = data
    return packed(made)


_SHARED = "xl/sharedStrings.xml"


def shared(*texts: bytes, cells: bytes = b"", head: bytes = b"") -> bytes:
    """Add shared strings, and cells that point at them, to the workbook."""
    items = b"".join(b"<si><t>" + text + b"</t></si>" for text in texts)
    made = dict(parts())
    made[_SHARED] = made[_SHARED].replace(b"</sst>", items + b"</sst>")
    made[_SHARED] = re.sub(rb"<sst [^>]*>", b'<sst xmlns="' + _MAIN + b'"' + head + b">",
                           made[_SHARED], count=1)  # fmt: skip
    made[main_sheet()] = made[main_sheet()].replace(b"</sheetData>", cells + b"</sheetData>")
    return packed(made)


def pointing(count: int, index: int | None = None, columns: int = 25) -> bytes:
    """Return rows of cells that all show one shared string: the first that was added."""
    if index is None:
        index = parts()[_SHARED].count(b"<si>")
    rows = []
    for row in range(count // columns):
        cells = b"".join(
            b'<c r="%c%d" t="s"><v>%d</v></c>' % (65 + column, 1000 + row, index)
            for column in range(columns)
        )
        rows.append(b'<row r="%d">%s</row>' % (1000 + row, cells))
    return b"".join(rows)


def merged(count: int) -> bytes:
    """Merge cells over each other, again and again."""
    areas = b"".join(b'<mergeCell ref="C%d:C1048576"/>' % (n + 3) for n in range(count))
    rows = b"".join(b'<row r="%d"><c r="C%d"><v>1</v></c></row>' % (n, n) for n in range(100, 5000))
    whole = b"</sheetData><mergeCells>" + areas + b"</mergeCells>"
    return sheet(lambda data: data.replace(b"</sheetData>", rows + whole, 1))


def dated(value: bytes) -> bytes:
    """Add a number that is shown as a day."""
    found = re.search(rb'<c r="[A-Z]+3" s="(\d+)"><v>4\d{4}</v>', parts()[main_sheet()])
    style = found[1] if found else b"0"
    return odd_cell(b'<c r="C900" s="' + style + b'"><v>' + value + b"</v></c>")


def sheets(count: int) -> bytes:
    """Add many empty sheets."""
    made = dict(parts())
    rels = "xl/_rels/workbook.xml.rels"
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    names, links = [], []
    for number in range(count):
        made[f"xl/worksheets/more{number}.xml"] = (
            b'<worksheet xmlns="' + _MAIN + b'"><sheetData/></worksheet>'
        )
        names.append(
            b'<sheet xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
            b'name="m%d" sheetId="%d" r:id="m%d"/>' % (number, 900 + number, number)
        )
        links.append(
            b'<Relationship Id="m%d" Type="%s" Target="worksheets/more%d.xml"/>'
            % (number, kind, number)
        )
    made["xl/workbook.xml"] = made["xl/workbook.xml"].replace(
        b"</sheets>", b"".join(names) + b"</sheets>"
    )
    made[rels] = made[rels].replace(b"</Relationships>", b"".join(links) + b"</Relationships>")
    return packed(made)


def open_document() -> bytes:
    """Return an OpenDocument spreadsheet."""
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return packed({"mimetype": kind, "content.xml": b"<office:document-content/>"})


def _cell(value: bytes) -> bytes:
    return odd_cell(b'<c r="C900"><v>' + value + b"</v></c>")


_UTF16 = '<?xml version="1.0" encoding="UTF-16"?><worksheet/>'.encode("utf-16")
_BOOK, _RELS, _STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
_TYPES, _CUSTOM = "[Content_Types].xml", "docProps/custom.xml"
_LONG = b"x" * 40_000

FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    # ---- other things than a workbook
    "nothing at all": (".xlsx", lambda: b""),
    "an empty zip": (".xlsx", lambda: b"PK\x05\x06" + b"\0" * 18),
    "a PDF": (".xlsx", lambda: b"%PDF-1.7\n1 0 obj\n"),
    "a PDF called csv": (".csv", lambda: b"%PDF-1.7\n1 0 obj\n"),
    "a picture": (".xlsx", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 40),
    "a rar archive": (".xlsx", lambda: b"Rar!\x1a\x07\x00" + b"\0" * 40),
    "a list called xlsx": (".xlsx", "楼栋,室号\n1,101\n".encode),
    "a web page called xls": (".xls", lambda: b"<html><table><tr><td>1</td></tr></table></html>"),
    "an Excel 2003 XML": (".xls", lambda: b"<?xml version='1.0'?><Workbook/>"),
    "an OpenDocument sheet": (".ods", open_document),
    "a Word document": (
        ".xlsx",
        lambda: packed({_TYPES: b"<Types/>", "word/document.xml": b"<d/>"}),
    ),
    "an old Word document": (".xls", lambda: compound("WordDocument")),
    "a binary workbook": (
        ".xlsb",
        lambda: packed({_TYPES: b"<Types/>", "xl/workbook.bin": b"\0" * 99}),
    ),
    "an old workbook with nothing inside": (".xls", lambda: compound("Workbook")),
    "an old workbook full of noise": (
        ".xls",
        lambda: compound("Workbook", extra=bytes(range(256)) * 400),
    ),
    "an encrypted workbook": (".xlsx", lambda: compound("EncryptionInfo", "EncryptedPackage")),
    "an encrypted old workbook": (
        ".xls",
        lambda: compound("Workbook", extra=_BOF + b"\x2f\x00\x06\x00" + b"\0" * 6),
    ),
    "noise called csv": (".csv", lambda: bytes(range(256)) * 40),
    "a csv with noughts": (".csv", lambda: b"a,b\0c\n1,2\n"),
    "a csv of one endless line": (".csv", lambda: b"a," * 2_000_000),
    "a csv of one endless cell": (".csv", lambda: b'"' + b"a" * 4_000_000),
    # ---- the zip
    "cut after a moment": (".xlsx", lambda: good()[:30]),
    "cut in the first quarter": (".xlsx", lambda: good()[: len(good()) // 4]),
    "cut in the middle": (".xlsx", lambda: good()[: len(good()) // 2]),
    "cut before the end": (".xlsx", lambda: good()[:-10]),
    "junk behind it": (".xlsx", lambda: good() + b"\0" * 100_000),
    "a program before it": (".xlsx", lambda: b"MZ" + b"\0" * 510 + good()),
    "a wrong checksum": (".xlsx", bad_checksum),
    "a broken stream": (".xlsx", spoiled_stream),
    "a size that is too small": (".xlsx", lambda: lying_size(100)),
    "a size that is too large": (".xlsx", lambda: lying_size(700_000_000)),
    "a size of four gigabytes": (".xlsx", lambda: lying_size(0xFFFFFFFE)),
    "parts under a password": (".xlsx", lambda: flagged(8, 1)),
    "a part outside": (".xlsx", lambda: with_part("../../evil.xml", b"x")),
    "a part at the root": (".xlsx", lambda: with_part("/etc/evil.xml", b"x")),
    "a part on a drive": (".xlsx", lambda: with_part("C:evil.xml", b"x")),
    "a part with backslashes": (".xlsx", lambda: with_part("..\\evil.xml", b"x")),
    "a sheet twice": (".xlsx", twice),
    "a part twice but for case": (".xlsx", lambda: with_part("XL/Workbook.xml", b"<workbook/>")),
    "a symbolic link": (".xlsx", link),
    "overlapping parts": (".xlsx", overlapping),
    "five thousand parts": (
        ".xlsx",
        lambda: packed({**parts(), **{f"xl/media/{n}.bin": b"" for n in range(5_001)}}),
    ),
    "a bomb for a sheet": (".xlsx", lambda: sheet(lambda _: b"\0" * 60_000_000)),
    "a bomb beside": (".xlsx", lambda: with_part("xl/media/a.bin", b"\0" * 60_000_000)),
    "a bomb in zips": (".xlsx", nested),
    "another compression": (".xlsx", bzip2),
    # ---- entities and encodings
    "a DTD in a sheet": (".xlsx", lambda: sheet(declared(b"<!DOCTYPE worksheet>"))),
    "a billion laughs": (".xlsx", lambda: sheet(declared(_LAUGHS))),
    "a quadratic entity": (".xlsx", lambda: sheet(declared(_QUADRATIC))),
    "an outside entity": (".xlsx", lambda: part(_BOOK, declared(_OUTSIDE))),
    "a DTD in the styles": (".xlsx", lambda: part(_STYLES, declared(b"<!doctype x>"))),
    "a DTD in the properties": (".xlsx", lambda: part(_CUSTOM, declared(_OUTSIDE))),
    "a DTD in the relations": (".xlsx", lambda: part(_RELS, declared(_LAUGHS))),
    "a sheet in UTF-16": (".xlsx", lambda: sheet(lambda _: _UTF16)),
    "a workbook part in UTF-16": (
        ".xlsx",
        lambda: part(_BOOK, lambda d: d.decode().encode("utf-16")),
    ),
    "a sheet in UTF-7": (
        ".xlsx",
        lambda: sheet(lambda d: b'<?xml version="1.0" encoding="UTF-7"?>' + d),
    ),
    "bytes that are no UTF-8": (
        ".xlsx",
        lambda: odd_cell(b'<c r="C900" t="str"><v>\xff\xfe</v></c>'),
    ),
    # ---- structure
    "no content types": (".xlsx", lambda: with_part(_TYPES, None)),
    "no relations": (".xlsx", lambda: with_part(_RELS, None)),
    "no sheet": (".xlsx", lambda: with_part(main_sheet(), None)),
    "no styles": (".xlsx", lambda: with_part(_STYLES, None)),
    "styles that are gone": (".xlsx", lambda: odd_cell(b'<c r="C900" s="99999"><v>1</v></c>')),
    "no shared strings": (".xlsx", lambda: with_part(_SHARED, None)),
    "a string beyond the last": (".xlsx", lambda: shared(cells=pointing(25, 999_999))),
    "a string before the first": (".xlsx", lambda: shared(cells=pointing(25, -1))),
    "a lie about strings": (
        ".xlsx",
        lambda: shared(head=b' count="4294967295" uniqueCount="4294967295"'),
    ),
    "a long string seen 700,000 times": (
        ".xlsx",
        lambda: shared(b"x" * 32_767, cells=pointing(700_000)),
    ),
    "a string of nineteen megabytes": (
        ".xlsx",
        lambda: shared(b"x" * 19_000_000, cells=pointing(25)),
    ),
    "a cut sheet": (".xlsx", lambda: sheet(lambda d: d[: len(d) // 2])),
    "a sheet cut between rows": (
        ".xlsx",
        lambda: sheet(lambda d: d[: d.rindex(b"</row>", 0, -5000) + 6]),
    ),
    "a broken workbook part": (".xlsx", lambda: part(_BOOK, lambda _: b"<x")),
    "relations in a ring": (
        ".xlsx",
        lambda: part(_RELS, lambda d: d.replace(b"worksheets/sheet", b"../xl/workbook.xml#")),
    ),
    "a sheet that is the workbook": (
        ".xlsx",
        lambda: part(
            _RELS,
            lambda d: re.sub(rb'"/?(?:xl/)?worksheets/sheet\d+.xml"', b'"/xl/workbook.xml"', d),
        ),
    ),
    "a macro": (".xlsm", lambda: with_part("xl/vbaProject.bin", OLE + b"\0" * 2000)),
    "a link to outside": (
        ".xlsx",
        lambda: part(
            _RELS,
            lambda d: d.replace(
                b"</Relationships>",
                b'<Relationship Id="out" Type="http://schemas.openxmlformats.org/officeDocument/'
                b'2006/relationships/externalLink" Target="file:///etc/passwd" '
                b'TargetMode="External"/></Relationships>',
            ),
        ),
    ),
    "a sheet from outside": (
        ".xlsx",
        lambda: part(
            _RELS,
            lambda d: re.sub(
                rb'"/?(?:xl/)?worksheets/sheet\d+.xml"',
                b'"file:///etc/passwd" TargetMode="External"',
                d,
            ),
        ),
    ),
    "strict names": (".xlsx", strict),
    "a byte order mark": (".xlsx", lambda: sheet(lambda d: b"\xef\xbb\xbf" + d)),
    "a thousand sheets": (".xlsx", lambda: sheets(1000)),
    "a hundred thousand nested elements": (
        ".xlsx",
        lambda: part(
            _BOOK,
            lambda d: d.replace(
                b"</workbook>", b"<a>" * 100_000 + b"</a>" * 100_000 + b"</workbook>"
            ),
        ),
    ),
    "an attribute of four megabytes": (
        ".xlsx",
        lambda: odd_cell(b'<c r="C900" q="' + b"q" * 4_000_000 + b'"><v>1</v></c>'),
    ),
    "cells merged over each other": (".xlsx", lambda: merged(20_000)),
    # ---- cells
    "a lie about the size": (
        ".xlsx",
        lambda: sheet(
            lambda d: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', d)
        ),
    ),
    "a lie about how little there is": (
        ".xlsx",
        lambda: sheet(lambda d: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', d)),
    ),
    "column 16,385": (".xlsx", lambda: odd_cell(b'<c r="XFE900"><v>1</v></c>')),
    "column 16,384": (".xlsx", lambda: odd_cell(b'<c r="XFD900"><v>1</v></c>')),
    "column 702 of the last row": (
        ".xlsx",
        lambda: more_rows(b'<row r="1048576"><c r="ZZ1048576"><v>1</v></c></row>'),
    ),
    "the last row": (
        ".xlsx",
        lambda: more_rows(b'<row r="1048576"><c r="C1048576"><v>1</v></c></row>'),
    ),
    "one row more than there are": (
        ".xlsx",
        lambda: more_rows(b'<row r="1048577"><c r="C1048577"><v>1</v></c></row>'),
    ),
    "row four thousand million": (
        ".xlsx",
        lambda: more_rows(b'<row r="4294967297"><c r="C4294967297"><v>1</v></c></row>'),
    ),
    "row nought": (".xlsx", lambda: more_rows(b'<row r="0"><c r="C0"><v>1</v></c></row>')),
    "a row that is no number": (
        ".xlsx",
        lambda: more_rows(b'<row r="x"><c r="Cx"><v>1</v></c></row>'),
    ),
    "a cell that is nowhere": (".xlsx", lambda: odd_cell(b'<c r="1A"><v>1</v></c>')),
    "rows out of order": (
        ".xlsx",
        lambda: more_rows(
            b'<row r="800"><c r="C800"><v>1</v></c></row>'
            b'<row r="700"><c r="C700"><v>2</v></c></row>'
        ),
    ),
    "a row twice": (".xlsx", lambda: more_rows(b'<row r="800"><c r="C800"><v>1</v></c></row>' * 2)),
    "a text of forty thousand letters": (
        ".xlsx",
        lambda: odd_cell(b'<c r="C900" t="inlineStr"><is><t>' + _LONG + b"</t></is></c>"),
    ),
    "control characters": (
        ".xlsx",
        lambda: odd_cell(b'<c r="C900" t="inlineStr"><is><t>\x01\x02\x1b[31m</t></is></c>'),
    ),
    "forbidden references": (
        ".xlsx",
        lambda: odd_cell(b'<c r="C900" t="inlineStr"><is><t>&#0;&#1;&#xFFFF;</t></is></c>'),
    ),
    "a formula for a text": (
        ".xlsx",
        lambda: odd_cell(b'<c r="C900" t="str"><f>HYPERLINK("http://x")</f><v>=cmd|x</v></c>'),
    ),
    "not a number": (".xlsx", lambda: _cell(b"NaN")),
    "infinity": (".xlsx", lambda: _cell(b"-inf")),
    "a number too large": (".xlsx", lambda: _cell(b"1e400")),
    "a number that is none": (".xlsx", lambda: _cell(b"12abc")),
    "a day before days": (".xlsx", lambda: dated(b"-1")),
    "a day after days": (".xlsx", lambda: dated(b"1e15")),
    "days from 1904": (
        ".xlsx",
        lambda: part(
            _BOOK,
            lambda d: re.sub(rb"<workbookPr[^>]*?/?>", b'<workbookPr date1904="1"/>', d, count=1),
        ),
    ),
}
"""Name → (ending, bytes)."""
