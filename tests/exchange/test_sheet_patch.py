from __future__ import annotations

import io
import subprocess
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from desktop.exchange.guard import guard
from desktop.exchange.sheet_patch import SheetPatch, computed_on_load, formulas_of, patch_workbook
from desktop.exchange.sheet_stream import SheetEdit, edit_sheet
from desktop.kernel.errors import InputError, RefusedError
from tests.support.tools import needs

if TYPE_CHECKING:
    from pathlib import Path

_SHEET = "xl/worksheets/sheet1.xml"


def template(path: Path, rows: int = 5) -> Path:
    """A district's form: merged title, formulas, formats, a validation, colours and a sum."""
    book = Workbook()
    sheet = book.active
    sheet.title = "报表"
    sheet["A1"] = "老旧小区改造进度表"
    sheet.merge_cells("A1:F1")
    for place, text in enumerate(["小区", "户数", "完成", "率", "日期", "备注"], start=1):
        sheet.cell(2, place, text).font = Font(bold=True)
    sheet["D3"], sheet["D3"].number_format = "=C3/B3", "0.0%"
    sheet["E3"].number_format = 'yyyy"年"m"月"d"日"'
    sheet["A3"].fill = PatternFill("solid", fgColor="FFFFEE00")
    sheet.column_dimensions["E"].width = 18
    sheet.merge_cells("F3:G3")
    sheet.row_dimensions[3].height = 21
    end = 3 + rows
    sheet.cell(end, 1, "合计")
    sheet.cell(end, 2, f"=SUM(B3:B{end - 1})")
    rule = DataValidation(type="list", formula1='"甲,乙"')
    rule.add("F3:F9")
    sheet.add_data_validation(rule)
    sheet.conditional_formatting.add(
        "B3:B9", CellIsRule(operator="lessThan", formula=["5"], font=Font(color="FFFF0000"))
    )
    sheet["A2"].comment = Comment("填全称", "区")
    other = book.create_sheet("说明")
    other["A1"], other["A2"] = "请如实填写", "=报表!B3*2"
    book.create_sheet("附注")["A1"] = "不动"
    book.save(path)
    return path


def rows_of(count: int = 4, start: int = 3) -> dict[tuple[int, int], Any]:
    cells: dict[tuple[int, int], Any] = {}
    for row in range(start, start + count):
        cells |= {
            (row, 0): f"小区{row}<&>",
            (row, 1): 10 * row,
            (row, 2): Decimal("7.5"),
            (row, 4): date(2024, 3, row),
        }
    return cells


def filled(tmp_path: Path, **more: Any) -> Path:
    patch = SheetPatch(rows_of() | more.get("cells", {}), 3, range(4, 7))
    target = tmp_path / "filled.xlsx"
    patch_workbook(
        guard(template(tmp_path / "template.xlsx"), formulas=True), target, {"报表": patch}
    )
    return target


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_values_keep_their_kind_and_cells_their_style(tmp_path: Path) -> None:
    sheet = load_workbook(filled(tmp_path))["报表"]
    assert [cell.value for cell in sheet[5]][:5] == [
        "小区5<&>", 50, 7.5, "=C5/B5", datetime(2024, 3, 5),  # noqa: DTZ001 - cells have no zone
    ]  # fmt: skip
    for row in (3, 4, 6):
        assert sheet.cell(row, 1).fill.fgColor.rgb == "FFFFEE00"
        assert sheet.cell(row, 4).number_format == "0.0%"
        assert sheet.cell(row, 5).number_format == 'yyyy"年"m"月"d"日"'
        assert sheet.row_dimensions[row].height == 21


def test_everything_not_filled_stays_byte_for_byte(tmp_path: Path) -> None:
    target = filled(tmp_path)
    old, new = parts(tmp_path / "template.xlsx"), parts(target)
    assert list(old) == list(new)
    differing = {name for name in old if old[name] != new[name]}
    second = "xl/worksheets/sheet2.xml"
    assert differing == {_SHEET, second}
    assert old[second].replace(b"<v/>", b"").replace(b"<v></v>", b"") == new[second]
    assert b"fullCalcOnLoad" in new["xl/workbook.xml"]
    before, after = (one[_SHEET].partition(b"</sheetData>")[2] for one in (old, new))
    assert (
        after.replace(
            b'<mergeCell ref="F4:G4"/><mergeCell ref="F5:G5"/><mergeCell ref="F6:G6"/>', b""
        ).replace(b'count="5"', b'count="2"')
        == before
    )


def test_a_merged_data_row_is_merged_in_the_rows_that_follow(tmp_path: Path) -> None:
    ranges = {str(one) for one in load_workbook(filled(tmp_path))["报表"].merged_cells.ranges}
    assert ranges == {"A1:F1", "F3:G3", "F4:G4", "F5:G5", "F6:G6"}


def test_a_formula_is_never_overwritten(tmp_path: Path) -> None:
    source = guard(template(tmp_path / "template.xlsx"), formulas=True)
    patch = SheetPatch({(8, 1): 99, (8, 0): "总计"})
    outcome = patch_workbook(source, tmp_path / "o.xlsx", {"报表": patch})
    sheet = load_workbook(tmp_path / "o.xlsx")["报表"]
    assert (sheet["A8"].value, sheet["B8"].value) == ("总计", "=SUM(B3:B7)")
    assert outcome.formulas == {"报表": ["B8"]}
    assert formulas_of(source)["报表"] == {(3, 3): "C3/B3", (8, 1): "SUM(B3:B7)"}


def test_a_day_gets_a_date_format_where_the_cell_has_none(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = Workbook()
    book.active["A1"].font = Font(italic=True)
    book.save(path)
    patch_workbook(
        guard(path, formulas=True),
        tmp_path / "o.xlsx",
        {"Sheet": SheetPatch({(1, 0): date(2024, 3, 5)})},
    )
    cell = load_workbook(tmp_path / "o.xlsx").active["A1"]
    assert cell.is_date
    assert cell.value.date() == date(2024, 3, 5)
    assert cell.font.italic


def test_days_are_right_where_counting_starts_in_1904(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = Workbook()
    book.epoch = datetime(1904, 1, 1)  # noqa: DTZ001 - as openpyxl wants it
    book.save(path)
    patch_workbook(
        guard(path, formulas=True),
        tmp_path / "o.xlsx",
        {"Sheet": SheetPatch({(1, 0): date(2024, 3, 5)})},
    )
    assert load_workbook(tmp_path / "o.xlsx").active["A1"].value.date() == date(2024, 3, 5)


def test_stored_results_go_and_nothing_else_of_a_formula(tmp_path: Path) -> None:
    xml = (
        b'<worksheet><sheetData><row r="1"><c r="A1" t="str"><f>B1</f><v>old</v></c>'
        b'<c r="B1"><v>5</v></c><c r="C1"><f t="shared" si="0"/><v>7</v></c></row></sheetData>'
        b"</worksheet>"
    )
    edit = SheetEdit((), lambda *_: b"", recalculate=True)
    made = b"".join(edit_sheet(io.BytesIO(xml), edit))
    assert made == xml.replace(b"<v>old</v>", b"").replace(b"<v>7</v>", b"")


@pytest.mark.parametrize(
    ("book", "made"),
    [
        (b"<w><sheets/></w>", b'<w><sheets/><calcPr fullCalcOnLoad="1"/></w>'),
        (b"<x:w><x:sheets></x:sheets></x:w>",
         b'<x:w><x:sheets></x:sheets><x:calcPr fullCalcOnLoad="1"/></x:w>'),
        (b'<w><calcPr calcId="1"/></w>', b'<w><calcPr calcId="1" fullCalcOnLoad="1"/></w>'),
        (b'<w><calcPr fullCalcOnLoad="0"/></w>', b'<w><calcPr fullCalcOnLoad="1"/></w>'),
    ],
)  # fmt: skip
def test_the_workbook_is_told_to_compute_on_opening(book: bytes, made: bytes) -> None:
    assert computed_on_load(book) == made


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.replace(b"<sheetData>", b"<!-- x --><sheetData>"),
        lambda d: d.replace(b'<row r="2"', b'<row r="1"'),
        lambda d: b'<?xml version="1.0" encoding="GB2312"?>' + d,
    ],
    ids=["comment", "rows out of order", "another encoding"],
)
def test_xml_that_would_deceive_is_refused_in_words(change: Any, tmp_path: Path) -> None:
    old = template(tmp_path / "template.xlsx")
    path = tmp_path / "odd.xlsx"
    with zipfile.ZipFile(old) as source, zipfile.ZipFile(path, "w") as made:
        for name in source.namelist():
            data = source.read(name)
            made.writestr(name, change(data) if name == _SHEET else data)
    patch = SheetPatch(rows_of(), 3, range(4, 7))
    with pytest.raises(InputError, match="sheet-not-editable"):
        patch_workbook(guard(path, formulas=True), tmp_path / "o.xlsx", {"报表": patch})
    assert not (tmp_path / "o.xlsx").exists()


def test_a_missing_sheet_and_a_text_too_long_are_refused(tmp_path: Path) -> None:
    source = guard(template(tmp_path / "template.xlsx"), formulas=True)
    with pytest.raises(InputError, match="sheet-missing"):
        patch_workbook(source, tmp_path / "o.xlsx", {"另一张": SheetPatch({})})
    with pytest.raises(RefusedError, match="workbook-text-too-long"):
        patch_workbook(source, tmp_path / "o.xlsx", {"报表": SheetPatch({(3, 0): "长" * 32_768})})


def test_a_sheet_with_prefixed_tags_is_filled_too(tmp_path: Path) -> None:
    path, target = tmp_path / "a.xlsx", tmp_path / "o.xlsx"
    book = Workbook()
    book.active["A1"], book.active["B2"] = "x", 5
    book.save(path)
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(tmp_path / "p.xlsx", "w") as made:
        for name in source.namelist():
            data = source.read(name)
            if name == _SHEET:
                data = (
                    data.replace(b"</", b"</x:").replace(b"<", b"<x:").replace(b"<x:/x:", b"</x:")
                )
                data = data.replace(b"<x:?xml", b"<?xml").replace(b"xmlns=", b"xmlns:x=")
            made.writestr(name, data)
    patch_workbook(
        guard(tmp_path / "p.xlsx", formulas=True),
        target,
        {"Sheet": SheetPatch({(2, 0): "新", (4, 1): 7})},
    )
    sheet = load_workbook(target).active
    assert [sheet["A1"].value, sheet["A2"].value, sheet["B2"].value, sheet["B4"].value] == [
        "x", "新", 5, 7,
    ]  # fmt: skip


@needs("soffice", "pdftotext")
def test_libreoffice_computes_the_filled_copy(tmp_path: Path) -> None:
    target = filled(tmp_path)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(target)], check=True, capture_output=True, timeout=120)
    shown = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "filled.pdf"), "-"], check=True, capture_output=True
    ).stdout.decode()
    lines = [line.split() for line in shown.splitlines()]
    assert ["小区5<&>", "50", "7.5", "15.0%", "2024年3月5日"] in lines
    assert ["合计", "180"] in lines
    assert ["60"] in lines  # the other sheet's formula saw the new value


_TEXTS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=30)
_VALUES = st.one_of(
    _TEXTS,
    st.integers(-(10**9), 10**9),
    st.decimals(-1000, 1000, places=2),
    st.dates(date(1904, 1, 1), date(2099, 1, 1)),
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    cells=st.dictionaries(st.tuples(st.integers(1, 12), st.integers(0, 8)), _VALUES, max_size=12)
)
def test_any_values_come_back_from_any_cells(cells: dict[Any, Any], tmp_path: Path) -> None:
    path, target = tmp_path / "a.xlsx", tmp_path / "o.xlsx"
    if not path.exists():
        book = Workbook()
        for row in range(1, 10, 2):
            book.active.cell(row, 3, f"r{row}")
        book.save(path)
    patch_workbook(guard(path, formulas=True), target, {"Sheet": SheetPatch(cells)})
    sheet = load_workbook(target).active
    for (row, column), value in cells.items():
        got = sheet.cell(row, column + 1).value
        if isinstance(value, date):
            assert got.date() == value
        elif isinstance(value, str):
            assert (got or "").replace("\r\n", "\n") == _as_openpyxl_reads(value)
        else:
            assert Decimal(str(got)) == value
    for row in range(1, 10, 2):
        if (row, 2) not in cells:
            assert sheet.cell(row, 3).value == f"r{row}"


def _as_openpyxl_reads(text: str) -> str:
    from desktop.exchange.escaping import escape_cell

    return text if escape_cell(text) == text else _unescaped(escape_cell(text))


def _unescaped(text: str) -> str:
    from html import unescape

    return unescape(text)
