"""A large sheet read in portions is what calamine reads as a whole."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import load_workbook

from desktop.exchange import portions
from desktop.exchange.portions import portioned

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_SHARED = ("王建国", "𠮷田", "1栋 & 2栋", "")


@pytest.fixture(autouse=True, scope="module")
def _small_portions() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(portions, "LARGE", 0)
        patch.setattr(portions, "_PORTION", 300)
        yield


def book(sheet: str) -> bytes:
    """Return a workbook whose only sheet has this XML."""
    texts = "".join(f"<si><t>{t.replace('&', '&amp;')}</t></si>" for t in _SHARED)
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" '
            f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
            '<sheet name="户表" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}">'
            f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/>'
            f'<Relationship Id="rId3" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
            "</Relationships>"
        ),
        "xl/styles.xml": (
            f'<styleSheet xmlns="{_MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
            "</styleSheet>"
        ),
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{texts}</sst>',
        "xl/worksheets/sheet1.xml": sheet,
    }
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return target.getvalue()


def worksheet(rows: str, before: str = "", after: str = "") -> str:
    return f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def whole(data: bytes) -> list[list[Any]]:
    """Return what calamine reads, from the first row and column of the sheet on."""
    with load_workbook(BytesIO(data)) as found:
        sheet = found.get_sheet_by_name("户表")
        left = [""] * (sheet.start or (0, 0))[1]
        top = (sheet.start or (0, 0))[0]
        return [[]] * top + [left + row for row in sheet.to_python(skip_empty_area=True)]


def trimmed(rows: list[list[Any]]) -> list[list[Any]]:
    """Return ``rows`` without the empty cells at the right and the empty rows at the end."""
    made = []
    for row in rows:
        cells = list(row)
        while cells and cells[-1] == "":
            cells.pop()
        made.append(cells)
    while made and not made[-1]:
        made.pop()
    return made


def same(data: bytes) -> None:
    reading = portioned(data)
    assert reading is not None
    assert reading.holds("户表")
    assert trimmed(list(reading.rows("户表"))) == trimmed(whole(data))


CELLS = st.sampled_from(
    [
        "",
        '<c r="{at}" t="s"><v>0</v></c>',
        '<c r="{at}" t="s"><v>1</v></c>',
        '<c r="{at}"><v>12.5</v></c>',
        '<c r="{at}" s="1"><v>45000</v></c>',
        '<c r="{at}" t="b"><v>1</v></c>',
        '<c r="{at}" t="inlineStr"><is><t>&lt;row r="9"&gt; 李</t></is></c>',
        '<c r="{at}" t="str"><f>A1</f><v>甲</v></c>',
    ]
)
ROWS = st.lists(st.tuples(st.integers(1, 4), st.lists(CELLS, max_size=5)), max_size=40)


def sheet_of(rows: list[tuple[int, list[str]]], quote: str = '"') -> str:
    number, text = 0, []
    for gap, cells in rows:
        number += gap
        made = "".join(c.format(at=f"{'ABCDE'[n]}{number}") for n, c in enumerate(cells))
        text.append(f'<row r={quote}{number}{quote} spans="1:5">{made}</row>')
    return "".join(text)


@settings(max_examples=120)
@given(ROWS, st.sampled_from(['"', "'"]))
def test_portions_hold_every_row_of_the_whole(
    rows: list[tuple[int, list[str]]], quote: str
) -> None:
    same(book(worksheet(sheet_of(rows, quote), '<dimension ref="A1:B2"/><sheetViews/>')))


@pytest.mark.parametrize(
    "rows",
    [
        "".join(f'<row><c t="s"><v>{n % 3}</v></c></row>' for n in range(60)),
        "".join(f'<row r="{n}"><!-- <row r="1"> --><c r="A{n}"><v>{n}</v></c></row>'
                for n in range(1, 40)),
        "".join(f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t><![CDATA[<row r="2">]]></t></is>'
                f"</c></row>" for n in range(1, 40)),
        '<row r="1">' + "".join(f'<c r="A1"><v>{n}</v></c>' for n in range(90)) + "</row>",
        '<row r="700"><c r="C700"><v>1</v></c></row>',
        "",
    ],
    ids=["no numbers", "comments", "CDATA", "one long row", "far below", "no rows"],
)  # fmt: skip
def test_what_cannot_be_cut_is_read_in_one(rows: str) -> None:
    same(book(worksheet(rows)))


def test_merged_cells_are_found_behind_the_rows() -> None:
    rows = [(1, ['<c r="{at}"><v>1</v></c>'])] * 50
    after = '<mergeCells count="1"><mergeCell ref="A3:B4"/></mergeCells>'
    data = book(worksheet(sheet_of(rows), after=after))
    reading = portioned(data)
    assert reading is not None
    assert reading.merged("户表") == [((2, 0), (3, 1))]
    without = portioned(book(worksheet(sheet_of(rows))))
    assert without is not None
    assert without.merged("户表") == []


def test_rows_out_of_their_order_are_refused() -> None:
    far = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(40, 80))
    near = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 40))
    reading = portioned(book(worksheet(far + near)))
    assert reading is not None
    with pytest.raises(ValueError, match=r"\d+"):
        list(reading.rows("户表"))


def test_a_small_sheet_is_read_whole() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(portions, "LARGE", 10_000_000)
        assert portioned(book(worksheet(""))) is None
