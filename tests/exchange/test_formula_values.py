"""A formula that nobody computed is no emptied cell: the file is refused and the cell named."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from desktop.exchange.formula_values import FormulaValues
from desktop.exchange.guard import guard
from desktop.exchange.roster import read_roster
from desktop.kernel.errors import InputError
from tests.support.libreoffice import Edit, run_edits

if TYPE_CHECKING:
    from pathlib import Path

UNCOMPUTED = (
    b'<c r="D7"><f>A1&amp;"x"</f><v></v></c>',
    b'<c r="D7"><f>A1</f><v/></c>',
    b"<c r='D7' s='4'><f>A1</f></c>",
    b'<c s="1" r="D7"><f t="shared" si="0"/></c>',
    b'<c r="D7">\n <f>A1</f>\n <v> </v>\n</c>',
    b'<x:c r="D7"><x:f>A1</x:f></x:c>',
    b'<c r="D7" t="n"><f ca="1">A1</f><v />\n</c>',
)
COMPUTED = (
    b'<c r="D7"><f>A1</f><v>0</v></c>',
    b'<c r="D7" t="str"><f>A1</f><v></v></c>',
    b"<c r='D7' t='str'><f>A1</f></c>",
    b'<c r="D7" t="inlineStr"><is><t>&lt;f&gt;</t></is></c>',
    b'<c r="D7"/><c r="E7"><v>1</v></c>',
)


def _seen(text: bytes, size: int) -> str:
    found = FormulaValues()
    for start in range(0, len(text), size):
        found.look_at(text[start : start + size])
    return found.missing


@pytest.mark.parametrize("cell", UNCOMPUTED)
@pytest.mark.parametrize("size", [1, 7, 1_000])
def test_a_formula_without_a_result_is_seen_however_it_is_written(cell: bytes, size: int) -> None:
    assert _seen(b"<row>" + COMPUTED[0] + cell + b"</row>", size) == "D7"


@given(st.lists(st.sampled_from(COMPUTED), max_size=8), st.integers(1, 60))
def test_computed_cells_are_never_taken_for_others(cells: list[bytes], size: int) -> None:
    assert _seen(b"<row>" + b"".join(cells) + b"</row>", size) == ""


def _book(path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "户表"
    sheet.append(["楼栋", "单元", "房号", "户主"])
    sheet.append(["1", "1", "101", '="王"&"建国"'])
    book.save(path)
    return path


def test_a_list_whose_owner_is_an_uncomputed_formula_is_refused_by_cell(tmp_path: Path) -> None:
    path = _book(tmp_path / "list.xlsx")
    with pytest.raises(InputError, match="file-formulas-not-computed") as told:
        guard(path)
    assert (told.value.details["sheet"], told.value.details["cell"]) == ("户表", "D2")
    assert guard(path, formulas=True).data


def test_saved_once_by_a_spreadsheet_program_it_is_read(tmp_path: Path) -> None:
    edit = Edit("saved")
    saved = run_edits(_book(tmp_path / "list.xlsx"), tmp_path, [edit])[edit.name]
    with zipfile.ZipFile(saved) as package:
        assert b"<f" in package.read("xl/worksheets/sheet1.xml")
    assert "王建国" in str(read_roster(saved, default_quarter="QS-01").rows[0])
