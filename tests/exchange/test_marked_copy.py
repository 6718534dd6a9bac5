from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from desktop.exchange.guard import guard
from desktop.exchange.marked_copy import COLOUR, mark_cells
from desktop.exchange.reader import read_sheets
from desktop.exchange.returned import read_returned
from desktop.exchange.writer import write_workbook
from desktop.kernel.errors import InputError
from desktop.kernel.progress import NoProgress
from tests.support.tools import needs
from tests.support.workbooks import invented_content

_HOME = Path(__file__).parents[2]


def exported(path: Path, households: int = 12) -> Path:
    write_workbook(path, invented_content(households), NoProgress())
    return path


def column(path: Path, label: str, sheet: str = "住户") -> int:
    return next(int(c.column) for c in load_workbook(path)[sheet][2] if c.value == label)


def test_marked_cells_are_coloured_and_say_what_is_wrong(tmp_path: Path) -> None:
    source, target = exported(tmp_path / "a.xlsx"), tmp_path / "marked.xlsx"
    marks = {
        ("住户", 4, "业主姓名"): "查无此人 <&>",
        ("住户", 5, "H"): "不是电话",
        ("住户", 900, "H"): "空行",
        ("小区", 3, ""): "整行",
        ("没有", 1, "A"): "不在",
        ("住户", 4, "没有这一列"): "不在",
    }
    label = "业主姓名"
    if not any(c.value == label for c in load_workbook(source)["住户"][2]):
        label = load_workbook(source)["住户"]["I2"].value
        marks["住户", 4, label] = marks.pop(("住户", 4, "业主姓名"))
    assert mark_cells(source, target, marks) == 4
    book = load_workbook(target)
    sheet = book["住户"]
    named = sheet.cell(4, column(source, label))
    for cell, text in (
        (named, "查无此人 <&>"),
        (sheet["H5"], "不是电话"),
        (sheet["H900"], "空行"),
        (book["小区"]["C3"], "整行"),
    ):
        assert cell.fill.fgColor.rgb == COLOUR
        assert cell.comment.text == text
    assert sum(c.comment is not None for row in sheet.iter_rows() for c in row) == 3


def test_a_marked_copy_keeps_formats_and_reads_like_the_original(tmp_path: Path) -> None:
    source, target = exported(tmp_path / "a.xlsx"), tmp_path / "marked.xlsx"
    mark_cells(source, target, {("住户", row, letter): "?" for row in (3, 7) for letter in "GHIJK"})
    assert [s.rows for s in read_sheets(guard(source))] == [
        s.rows for s in read_sheets(guard(target))
    ]
    before, after = read_returned(source)[0], read_returned(target)[0]
    assert after == before
    old, new = load_workbook(source)["住户"], load_workbook(target)["住户"]
    for cell in old[3]:
        assert new[cell.coordinate].number_format == cell.number_format
    assert new.freeze_panes == old.freeze_panes
    assert len(new.data_validations.dataValidation) == len(old.data_validations.dataValidation)


def test_comments_that_are_there_stay_and_are_added_to(tmp_path: Path) -> None:
    source, target = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    book = Workbook()
    book.active["A1"], book.active["B2"], book.active["C3"] = "甲", 5, "丙"
    book.active["A1"].comment = Comment("旧话", "某人")
    book.active["C3"].comment = Comment("不动", "某人")
    book.save(source)
    mark_cells(source, target, {("Sheet", 1, "A"): "新话", ("Sheet", 2, "B"): "太大"})
    again = tmp_path / "c.xlsx"
    mark_cells(target, again, {("Sheet", 2, "B"): "再说"})
    sheet = load_workbook(target).active
    assert sheet["A1"].comment.text == "旧话\n新话"
    assert sheet["B2"].comment.text == "太大"
    assert sheet["C3"].comment.text == "不动"
    assert load_workbook(again).active["B2"].comment.text == "太大\n再说"
    with zipfile.ZipFile(again) as package:
        drawing = next(package.read(n) for n in package.namelist() if n.endswith(".vml"))
    assert drawing.count(b'ObjectType="Note"') == 3


def test_nothing_to_mark_gives_the_same_parts(tmp_path: Path) -> None:
    source, target = exported(tmp_path / "a.xlsx"), tmp_path / "b.xlsx"
    assert mark_cells(source, target, {}) == 0
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target) as new:
        assert {n: old.read(n) for n in old.namelist()} == {n: new.read(n) for n in new.namelist()}


def test_what_is_no_xlsx_cannot_be_marked(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n", "utf-8")
    with pytest.raises(InputError, match="sheet-not-xlsx"):
        mark_cells(path, tmp_path / "b.xlsx", {})


def test_headings_in_shared_strings_are_found(tmp_path: Path) -> None:
    source, target = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    with xlsxwriter.Workbook(source) as book:
        sheet = book.add_worksheet("名册")
        sheet.write(0, 0, "标题")
        sheet.write_rich_string(1, 2, book.add_format({"bold": True}), "电", "话 ")
        sheet.set_column(0, 0, None, None, {"hidden": True})
        sheet.write(9, 2, "张三")
    marks = {("名册", 10, "电话"): "不是电话", ("名册", 10, "手机"): "无", ("名册", 11, ""): "空行"}
    assert mark_cells(source, target, marks) == 2
    found = load_workbook(target).active
    assert (found["C10"].value, found["C10"].comment.text) == ("张三", "不是电话")
    assert found["B11"].comment.text == "空行"


@needs("soffice")
def test_libreoffice_shows_the_comments_and_keeps_them(tmp_path: Path) -> None:
    source, target = exported(tmp_path / "a.xlsx"), tmp_path / "marked.xlsx"
    mark_cells(source, target, {("住户", 4, "H"): "不是电话"})
    out = tmp_path / "out"
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    subprocess.run(
        [
            *command,
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(out),
            str(target),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    cell = load_workbook(out / "marked.xlsx")["住户"]["H4"]
    assert cell.comment.text.endswith("不是电话")
    assert cell.fill.fgColor.rgb == COLOUR


_MEASURE = """
import sys
from pathlib import Path
from desktop.exchange.marked_copy import mark_cells

def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))

marks = {("住户", row, "H"): "不是电话" for row in range(3, 50_000, 50)}
before = peak()
mark_cells(Path(sys.argv[1]), Path(sys.argv[2]), marks)
print((peak() - before) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak of memory from /proc")
def test_fifty_thousand_rows_take_little_memory(tmp_path: Path) -> None:
    source = exported(tmp_path / "a.xlsx", 50_000)
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(source), str(tmp_path / "b.xlsx")],
        check=True,
        capture_output=True,
        text=True,
        cwd=_HOME,
    )
    assert int(done.stdout) < 120  # megabytes
