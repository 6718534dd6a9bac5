"""Comma-separated files in and out: encodings, separators, formulas, noughts."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from desktop.exchange.csv_reading import decoded, separated
from desktop.exchange.csv_writing import ENCODINGS, csv_cell, write_csv
from desktop.exchange.guard import guard
from desktop.exchange.reader import read_sheets
from desktop.exchange.roster import read_roster
from desktop.kernel.errors import InputError
from tests.support.company_lists import converted
from tests.support.tools import needs

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [
    ["小区", "楼栋", "室号", "业主姓名", "水表号", "面积", "备注"],
    ["翠湖小区", "3", "101", "王秀兰", "0012345", "85,50", "甲，乙"],
    ["翠湖小区", "3", "102", "李𠮷", "0012346", "1,234.50", "两\n行"],
]


def text_of(separator: str) -> str:
    target = io.StringIO()
    csv.writer(target, delimiter=separator).writerows(ROWS)
    return target.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"],
)
def test_encoding_and_separator_are_found_out(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    path = tmp_path / "名册.csv"
    path.write_bytes(text_of(separator).encode(encoding))
    (sheet,) = read_sheets(guard(path))
    assert sheet.rows == ROWS
    assert [row.room for row in read_roster(path).rows] == ["101", "102"]


def test_the_separator_may_be_said_and_cells_may_be_texts() -> None:
    assert separated('sep=;\r\n"a,b";="007"\r\n\'=1+1;"=""08"""\r\n') == [
        ["a,b", "007"], ["=1+1", "08"],
    ]  # fmt: skip


def test_a_title_line_does_not_decide_the_separator() -> None:
    text = "翠湖小区,红旗小区,住户名册\n" + "\n".join("a;b;c;1,5" for _ in range(5))
    assert separated(text)[1] == ["a", "b", "c", "1,5"]


@pytest.mark.parametrize("data", [b"\x00\x01\x02\x03" * 40, b"\xff\xff\xff", b"a\x00"])
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(data)
    if decoded(data) is None:
        with pytest.raises(InputError, match="file-not-a-workbook"):
            guard(path)
    else:
        with pytest.raises(InputError):
            read_roster(path)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        (" =1", "' =1"),
        ("＝1+1", "'＝1+1"),
        ("\t=1", "'\t=1"),
        ("-5", "-5"),
        ("+3.5", "+3.5"),
        ("0012345", '="0012345"'),
        ("26030000000001", '="26030000000001"'),
        ("420106194912310027", '="420106194912310027"'),
        ("3-4", '="3-4"'),
        ("3-1-402", '="3-1-402"'),
        ("1E5", '="1E5"'),
        ("0", "0"),
        ("0.50", "0.50"),
        ("812.500", "812.500"),
        ("2026-03-04", "2026-03-04"),
        ("13812345678", "13812345678"),
        ("王秀兰", "王秀兰"),
        ("'s", "'s"),
    ],
)
def test_a_cell_neither_runs_nor_changes_in_a_spreadsheet(text: str, written: str) -> None:
    assert csv_cell(text) == written


_TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\x00\r\ufeff"), max_size=8),
    st.text("'=+-@＝ \t\n\"0,1", max_size=5),
)
_ROWS = st.lists(st.lists(_TEXTS, min_size=2, max_size=2), min_size=1, max_size=4)


@pytest.mark.parametrize("encoding", sorted(ENCODINGS))
@given(rows=_ROWS)
def test_what_is_written_is_read_again_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, encoding: str, rows: list[list[str]]
) -> None:
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    head = ["甲", "乙"]
    assert write_csv(path, [head, *rows], encoding=encoding) == len(rows) + 1
    text = decoded(path.read_bytes())
    assert text is not None
    assert separated(f"sep=,\n{text}") == [head, *rows]
    assert not list(path.parent.glob("*.part"))


@given(st.text(max_size=12))
def test_no_cell_begins_with_what_a_spreadsheet_runs(text: str) -> None:
    written = csv_cell(text, plain=True)
    begins = written.lstrip()[:1]
    number = written.lstrip("+-").replace(".", "", 1).isdecimal()
    assert begins not in {"=", "@", "＝", "＠"} or written.startswith("'")
    assert begins not in {"+", "-", "＋", "－"} or number or written.startswith("'")


@needs("soffice")
@pytest.mark.parametrize(("encoding", "code"), [("utf-8", "76"), ("gb18030", "85")])
def test_a_spreadsheet_keeps_noughts_and_runs_nothing(
    tmp_path: Path, encoding: str, code: str
) -> None:
    row = ["0012345", "420106194912310027", "3-4", "=1+1", "@x", "-2+3", "王𠮷", "-5", "85.50"]
    path = tmp_path / "a.csv"
    write_csv(path, [["甲"] * len(row), row], encoding=encoding)
    take = f"Text - txt - csv (StarCalc):44,34,{code},1,,0,false,true,false,false,false,-1,true"
    book = load_workbook(converted(path, "xlsx", tmp_path / "other", take), data_only=True)
    cells = [cell.value for cell in book.active[2]]
    assert cells[:3] == row[:3]
    assert [str(cell).lstrip("'") for cell in cells[3:7]] == row[3:7]
    assert cells[7:] == [-5, 85.5]
