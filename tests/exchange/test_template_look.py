"""Forms as districts really send them: what is understood without anybody's help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.exchange.reader import RawSheet
from desktop.exchange.template_cells import asked_for, filled_in
from desktop.exchange.template_look import look_at

if TYPE_CHECKING:
    from desktop.exchange.template_sheet import TemplateSheet


def seen(*rows: list[Any], formulas: dict[tuple[int, int], str] | None = None, **more: Any) -> Any:
    width = max(map(len, rows))
    cells = [row + [""] * (width - len(row)) for row in rows]
    return look_at(RawSheet("表", rows=cells, **more), formulas or {})


def mapped(sheet: TemplateSheet) -> list[str]:
    return [one.field for one in sheet.columns]


def test_sums_on_top_and_a_row_of_column_numbers_are_passed_over() -> None:
    sheet = seen(
        ["附件2"],
        ["2026年城镇老旧小区供水供电一户一表改造计划表"],
        ["填报单位（盖章）：            填报日期：2026年  月  日"],
        ["序号", "县（市、区）", "街道", "小区名称", "楼栋数（栋）", "户数（户）",
         "建筑面积（万㎡）", "计划投资（万元）", "备注"],
        ["甲", "乙", "丙", "丁", 1.0, 2.0, 3.0, 4.0, 5.0],
        ["合计", "", "", "", 0.0, 0.0],
        [1.0], [2.0], [3.0],
        ["注：1.本表由街道填报。2.每月5日前报送。"],
        ["负责人：          审核人：        填表人："],
        formulas={(6, 4): "SUM(E7:E9)", (6, 5): "SUM(F7:F9)"},
    )  # fmt: skip
    assert mapped(sheet) == [
        "row.number", "quarter.district", "quarter.street", "quarter.name", "figure.buildings",
        "figure.households", "quarter.floor_area@10k", "figure.planned@10k", "quarter.remarks",
    ]  # fmt: skip
    assert not any(one.computed for one in sheet.columns)
    assert (sheet.header_last, sheet.first_row, sheet.room) == (4, 7, 3)
    assert sheet.below.startswith("注")
    assert [(one.reference, one.fields) for one in sheet.cells] == [
        ("A3", ("office.name", "office.today")),
        ("A11", ("office.operator",)),
    ]


def test_headings_over_columns_tell_water_from_power() -> None:
    sheet = seen(
        ["一户一表改造明细表"],
        ["序号", "小区名称", "楼栋", "门牌号", "户主姓名", "水表", "", "电表", ""],
        ["", "", "", "", "", "表号", "起度", "表号", "起度"],
        merged=[((1, 5), (1, 6)), ((1, 7), (1, 8))],
    )
    assert sheet.rows_of == "household"
    assert mapped(sheet)[5:] == [
        "water_meter.body_no", "water_meter.first_reading",
        "electricity_meter.asset_no", "electricity_meter.first_reading",
    ]  # fmt: skip
    assert sheet.room is None


def test_rows_that_the_form_names_itself_are_seen() -> None:
    sheet = seen(["小区", "楼栋号", "户数"], ["甲小区", "1栋"], ["", "2栋"], ["小计", "", 0.0])
    assert sheet.rows_of == "building"
    assert sheet.given == {2: {0: "甲小区", 1: "1栋"}, 3: {1: "2栋"}}
    assert sheet.room == 2


def test_money_in_ten_thousands_is_taken_from_the_line_above() -> None:
    plain = seen(["小区名称", "计划投资", "总建筑面积"], ["", "", ""])
    above = seen(["单位：户、万元", "", ""], ["小区名称", "计划投资", "总建筑面积"], ["", "", ""])
    assert mapped(plain) == ["quarter.name", "figure.planned", "quarter.floor_area"]
    assert mapped(above) == ["quarter.name", "figure.planned@10k", "quarter.floor_area"]


def test_a_column_that_the_form_computes_is_left_alone() -> None:
    sheet = seen(
        ["小区名称", "户数", "备注"], [], [], formulas={(2, 2): "B2*2", (3, 2): "B3*2"}
    )  # fmt: skip
    assert [one.computed for one in sheet.columns] == [False, False, True]
    assert mapped(sheet) == ["quarter.name", "figure.households", ""]


def test_the_same_header_is_known_wherever_it_stands() -> None:
    one = seen(["小区名称", "户 数", "备注"], [])
    other = seen(["标题"], ["小区名称", "户数：", "备注"], [])
    different = seen(["小区名称", "备注", "户数"], [])
    assert one.fingerprint == other.fingerprint != different.fingerprint


def test_data_may_begin_below_what_would_end_it() -> None:
    sheet = seen(["小区名称", "户数"], ["注：以下"], [], [], ["合计"])
    assert (sheet.first_row, sheet.room) == (2, 0)
    later = sheet.starting(3)
    assert (later.first_row, later.room, later.below) == (3, 2, "合计")
    assert later.starting(6).room is None
    assert later.starting(0).first_row == 2


def test_a_field_fills_one_column() -> None:
    sheet = seen(["小区名称", "户数", "自编"], []).with_column(2, "quarter.name")
    assert mapped(sheet) == ["", "figure.households", "quarter.name"]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("填报单位：", "填报单位：甲"),
        ("填报单位：______", "填报单位：甲"),
        ("填报单位:     填报日期：   年   月  日", "填报单位:甲　填报日期：乙"),
        ("单位名称（盖章）：", "单位名称（盖章）：甲"),
        ("填表日期：", "填表日期：乙"),
    ],
)
def test_blanks_are_filled_and_labels_stay(text: str, made: str) -> None:
    fields = tuple(one.field for one in asked_for(text))
    assert filled_in(text, {"office.name": "甲", "office.today": "乙"}, fields) == made


@pytest.mark.parametrize("text", ["", "电话：123", "小区：甲", "合计", "填报单位：某办", "x" * 500])
def test_what_asks_for_nothing_known_is_left_alone(text: str) -> None:
    assert asked_for(text) == ()


@given(st.lists(st.lists(st.one_of(st.text(max_size=8), st.floats()), max_size=6), max_size=12))
def test_any_sheet_can_be_looked_at(rows: list[list[Any]]) -> None:
    width = max(map(len, rows), default=0)
    sheet = look_at(RawSheet("表", rows=[row + [""] * (width - len(row)) for row in rows]), {})
    assert sheet is None or sheet.first_row > sheet.header_last >= sheet.header_first >= 1
