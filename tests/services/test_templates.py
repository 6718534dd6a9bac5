"""A district's own form: looked at, mapped once, known again, filled and otherwise untouched."""

from __future__ import annotations

import json
import subprocess
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font, PatternFill

from desktop.kernel.errors import InputError, RefusedError, UsageError
from tests.support.project_office import CODE, ProjectOffice
from tests.support.tools import needs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.services.templates import TemplateReading, Templates

TODAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProjectOffice]:
    made = ProjectOffice(tmp_path_factory.mktemp("office"), TODAY)
    made.survey()
    yield made
    made.close()


@pytest.fixture
def templates(project: ProjectOffice) -> Templates:
    return project.office.templates


def progress_form(path: Path, rows: int = 4, title: str = "2026年水电改造进度表(3月)") -> Path:
    """A form as districts send it: merged title, two-line header, sums, rates, signatures."""
    book = Workbook()
    sheet = book.active
    sheet.title = "进度表"
    sheet["A1"] = title
    sheet.merge_cells("A1:I1")
    sheet["A2"], sheet["H2"] = "填报单位：________   填报日期：    年   月   日", "单位：户、万元"
    sheet.merge_cells("A2:F2")
    for cells, text in (
        ("A3:A4", "序号"), ("B3:B4", "小区名称"), ("C3:C4", "户数"), ("D3:E3", "供水"),
        ("F3:G3", "供电"), ("H3:H4", "计划投资"), ("I3:I4", "完成率"),
    ):  # fmt: skip
        sheet.merge_cells(cells)
        sheet[cells[:2]] = text
        sheet[cells[:2]].font = Font(bold=True)
    for letter, text in zip("DEFG", ("改造户数", "完成户数") * 2, strict=True):
        sheet[f"{letter}4"] = text
    end = 5 + rows
    for row in range(5, end):
        sheet[f"I{row}"] = f"=IF(D{row}=0,0,E{row}/D{row})"
        sheet[f"I{row}"].number_format = "0.0%"
        sheet[f"B{row}"].fill = PatternFill("solid", fgColor="FFFFEE00")
    sheet[f"B{end}"] = "合计"
    for letter in "CDEFGH":
        sheet[f"{letter}{end}"] = f"=SUM({letter}5:{letter}{end - 1})"
    sheet[f"A{end + 1}"] = "填表人：        审核人："
    book.save(path)
    return path


def simple_form(path: Path, *rows: list[Any]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def columns(reading: TemplateReading) -> dict[str, str]:
    return {one.header: one.field for one in reading.sheets[0].columns}


def test_a_two_line_header_is_understood_by_its_labels(
    templates: Templates, tmp_path: Path
) -> None:
    reading = templates.read(progress_form(tmp_path / "表样.xlsx"))
    (sheet,) = reading.sheets
    assert columns(reading) == {
        "序号": "row.number",
        "小区名称": "quarter.name",
        "户数": "figure.households",
        "供水/改造户数": "figure.joining_w",
        "供水/完成户数": "figure.done_w",
        "供电/改造户数": "figure.joining_e",
        "供电/完成户数": "figure.done_e",
        "计划投资": "figure.planned@10k",
        "完成率": "",
    }
    assert (sheet.rows_of, sheet.header_first, sheet.header_last, sheet.first_row) == (
        "quarter", 3, 4, 5,
    )  # fmt: skip
    assert (sheet.room, sheet.below, sheet.known) == (4, "合计", False)
    assert {one.reference: one.fields for one in sheet.cells} == {
        "A2": ("office.name", "office.today"),
        "A10": ("office.operator",),
    }


def test_the_filled_form_keeps_everything_else(templates: Templates, tmp_path: Path) -> None:
    path, target = progress_form(tmp_path / "表样.xlsx"), tmp_path / "上报.xlsx"
    before = path.read_bytes()
    outcome = templates.fill(templates.read(path), target)
    assert path.read_bytes() == before
    assert (outcome.rows, outcome.notes) == ({"进度表": 1}, [])
    old, new = load_workbook(path).active, load_workbook(target).active
    assert new.merged_cells.ranges == old.merged_cells.ranges
    counted = [new.cell(5, column).value for column in range(1, 8)]
    assert counted == [1, "棉纺厂宿舍", 12, 9, 0, 10, 0]
    assert new["A2"].value == "填报单位：赤壁街道办事处　填报日期：2026年3月2日"
    assert new["A10"].value == "填表人：负责人　审核人："
    assert new["B5"].fill.fgColor.rgb == "FFFFEE00"
    for row in (3, 4, 6, 9):
        assert [c.value for c in new[row]] == [c.value for c in old[row]]
    assert new["I5"].value == old["I5"].value


def test_a_form_is_known_again_by_its_header_under_another_name(
    templates: Templates, tmp_path: Path
) -> None:
    reading = templates.read(progress_form(tmp_path / "三月.xlsx"))
    assert reading.sheets[0].known in {True, False}
    sheet = reading.sheets[0].with_column(2, "").with_column(7, "quarter.n_household")
    templates.fill(reading.with_sheet(sheet), tmp_path / "o.xlsx")
    again = templates.read(progress_form(tmp_path / "四月.xlsx", 9, "2026年水电改造进度表(4月)"))
    assert again.sheets[0].known
    assert again.sheets[0].room == 9
    assert columns(again)["户数"] == ""
    assert columns(again)["计划投资"] == "quarter.n_household"
    templates.forget(str(next(one["id"] for one in templates.known()
                              if one["fingerprint"] == again.sheets[0].fingerprint)))  # fmt: skip
    assert not templates.read(tmp_path / "四月.xlsx").sheets[0].known


def test_too_little_room_is_said_and_no_sum_is_overwritten(
    templates: Templates, tmp_path: Path
) -> None:
    path = simple_form(
        tmp_path / "a.xlsx",
        ["小区名称", "楼栋", "单元", "室号", "户主"],
        [], [],
        ["合计", None, None, "=COUNTA(D2:D3)"],
    )  # fmt: skip
    with pytest.raises(RefusedError) as caught:
        templates.fill(templates.read(path), tmp_path / "o.xlsx")
    assert caught.value.code == "template-no-room"
    assert caught.value.details == {
        "sheet": "Sheet", "room": 2, "needed": 12, "missing": 10, "row": 4, "below": "合计",
    }  # fmt: skip
    assert not (tmp_path / "o.xlsx").exists()


def test_one_row_a_household_with_meters_and_labels_for_codes(
    templates: Templates, tmp_path: Path
) -> None:
    path = simple_form(
        tmp_path / "a.xlsx",
        ["住户花名册"],
        ["序号", "小区", "楼栋", "单元", "室号", "户主", "入户情况", "联系电话"],
    )
    outcome = templates.fill(templates.read(path), tmp_path / "o.xlsx")
    rows = list(load_workbook(tmp_path / "o.xlsx").active.iter_rows(min_row=3, values_only=True))
    assert outcome.rows == {"Sheet": 12}
    assert [row[0] for row in rows] == list(range(1, 13))
    assert {row[1] for row in rows} == {"棉纺厂宿舍"}
    assert {row[6] for row in rows} <= {"已入户", "电话核实", "无人", "拒访"} | {rows[0][6]}
    assert rows[0][6] not in {1, "1", None}
    assert all(isinstance(row[7], str) and row[7].isdecimal() for row in rows if row[7])


def test_rows_that_the_form_lists_are_filled_beside_their_names(
    templates: Templates, tmp_path: Path
) -> None:
    path = simple_form(
        tmp_path / "a.xlsx",
        ["小区名称", "户数", "备注"],
        ["别的小区", None, "他街道"],
        ["棉纺厂宿舍 ", None, "原话"],
        ["合计", "=SUM(B2:B3)"],
    )
    outcome = templates.fill(templates.read(path), tmp_path / "o.xlsx")
    rows = list(load_workbook(tmp_path / "o.xlsx").active.iter_rows(values_only=True))
    assert rows[1] == ("别的小区", None, "他街道")
    assert rows[2] == ("棉纺厂宿舍 ", 12, "原话")
    assert outcome.rows == {"Sheet": 1}
    assert [code for code, _ in outcome.notes] == ["template-row-unknown"]


def test_a_form_whose_names_are_all_unknown_is_refused(
    templates: Templates, tmp_path: Path
) -> None:
    path = simple_form(tmp_path / "a.xlsx", ["小区名称", "户数"], ["甲小区"], ["乙小区"])
    with pytest.raises(RefusedError, match="template-rows-unknown"):
        templates.fill(templates.read(path), tmp_path / "o.xlsx")


def test_a_sum_over_fewer_rows_than_filled_is_named(templates: Templates, tmp_path: Path) -> None:
    path = simple_form(
        tmp_path / "a.xlsx", ["合计", "=COUNTA(B3:B5)"], ["楼栋", "单元"], [],
    )  # fmt: skip
    path = simple_form(
        tmp_path / "b.xlsx",
        ["已填户数", "=COUNTA(B3:B5)"],
        ["楼栋", "室号", "户主"],
    )
    outcome = templates.fill(templates.read(path), tmp_path / "o.xlsx")
    (note,) = outcome.notes
    assert note[0] == "template-range-short"
    assert note[1] == {"sheet": "Sheet", "row": 1, "area": "B3:B5", "last": 14}


def test_a_mapping_file_corrects_columns_cells_and_what_a_row_is(
    templates: Templates, tmp_path: Path
) -> None:
    path = simple_form(tmp_path / "a.xlsx", ["标题"], ["甲", "乙", "丙"], [])
    reading = templates.read(path)
    assert columns(reading) == {"甲": "", "乙": "", "丙": ""}
    with pytest.raises(RefusedError, match="template-not-mapped"):
        templates.fill(reading, tmp_path / "o.xlsx")
    mapping = {
        "rows_of": "building",
        "columns": {"甲": "building.building_no", "C": "figure.households", "乙": None},
        "cells": {"e1": "office.today"},
    }
    templates.fill(templates.mapped(reading, {"Sheet": mapping}), tmp_path / "o.xlsx")
    sheet = load_workbook(tmp_path / "o.xlsx").active
    assert [sheet["A3"].value, sheet["B3"].value, sheet["C3"].value] == ["1", None, 12]
    assert sheet["E1"].value.date() == TODAY
    for wrong, code in (
        ({"columns": {"丁": "quarter.name"}}, "template-unknown-column"),
        ({"columns": {"甲": "nothing"}}, "template-unknown-field"),
        ({"cells": {"A1": "quarter.name"}}, "template-unknown-field"),
        ({"rows_of": "lift"}, "template-unknown-rows"),
    ):
        with pytest.raises(UsageError, match=code):
            templates.mapped(reading, wrong)


def test_only_the_chosen_quarters_are_filled(templates: Templates, tmp_path: Path) -> None:
    path = simple_form(tmp_path / "a.xlsx", ["小区编码", "小区名称"], [])
    reading = templates.read(path)
    templates.fill(reading, tmp_path / "o.xlsx", quarter_codes=[CODE])
    assert load_workbook(tmp_path / "o.xlsx").active["A2"].value == CODE
    with pytest.raises(InputError, match="quarter-unknown"):
        templates.fill(reading, tmp_path / "o.xlsx", quarter_codes=["999"])


def test_the_form_itself_is_never_the_target(templates: Templates, tmp_path: Path) -> None:
    path = progress_form(tmp_path / "a.xlsx")
    with pytest.raises(RefusedError, match="template-onto-itself"):
        templates.fill(templates.read(path), path)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", "小区名称,户数\n", "sheet-not-xlsx"),
        ("a.xlsx", "小区名称,户数\n", "file-not-a-workbook"),
    ],
)
def test_what_is_no_xlsx_is_refused_in_words(
    name: str, content: str, code: str, templates: Templates, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(InputError, match=code):
        templates.read(tmp_path / name)


def test_an_empty_workbook_has_no_header(templates: Templates, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="template-no-header"):
        templates.read(simple_form(tmp_path / "a.xlsx", ["只有一格"]))


def test_the_mapping_is_stored_as_data_that_travels(
    templates: Templates, project: ProjectOffice, tmp_path: Path
) -> None:
    templates.fill(templates.read(progress_form(tmp_path / "a.xlsx")), tmp_path / "o.xlsx")
    record = templates.known()[-1]
    assert record["used_on"] == TODAY
    assert json.loads(str(record["mapping"]))["columns"]["1"] == "quarter.name"
    count = len(templates.known())
    templates.fill(templates.read(tmp_path / "a.xlsx"), tmp_path / "p.xlsx")
    assert len(templates.known()) == count


@needs("soffice", "pdftotext")
def test_libreoffice_computes_the_forms_own_formulas(templates: Templates, tmp_path: Path) -> None:
    target = tmp_path / "filled.xlsx"
    templates.fill(templates.read(progress_form(tmp_path / "a.xlsx")), target)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(target)], check=True, capture_output=True, timeout=120)
    shown = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "filled.pdf"), "-"], check=True, capture_output=True
    ).stdout.decode()
    lines = [line.split() for line in shown.splitlines()]
    assert any(line[:5] == ["合计", "12", "9", "0", "10"] for line in lines)
    assert any("填报单位：赤壁街道办事处" in line for line in shown.splitlines())
