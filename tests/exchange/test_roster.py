from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook

from desktop.domain.values import ValueProblem, parse
from desktop.exchange.roster import read_roster
from desktop.exchange.roster_fields import header_words, targets
from desktop.exchange.roster_header import quarter_in_sheet_name, quarter_in_title
from desktop.kernel.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.domain.roster import RosterReading

_HEADER = ("小区", "楼栋", "单元", "室号", "业主姓名", "联系电话")


def _read(
    folder: Path,
    rows: Sequence[Sequence[Any]],
    *,
    merged: Sequence[str] = (),
    sheet: str = "住户总表",
    **options: Any,
) -> RosterReading:
    book = Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(list(row))
    for area in merged:
        page.merge_cells(area)
    path = folder / "list.xlsx"
    book.save(path)
    return read_roster(path, **options)


def _doors(reading: RosterReading) -> list[tuple[str, str, str, str]]:
    return [(r.quarter, r.building, r.unit, r.room) for r in reading.rows]


def test_a_plain_list_is_read_by_address_with_its_meters(tmp_path: Path) -> None:
    reading = _read(
        tmp_path,
        [
            (*_HEADER, "水表号", "电表号", "用电户号", "面积"),
            (
                "棉纺厂宿舍",
                "3幢",
                "一单元",
                402,
                "王秀英",
                13812345678,
                "20230001",
                "4201",
                "77",
                85.5,
            ),
        ],
    )
    (row,) = reading.rows
    assert row[:7] == ("住户总表", 2, "棉纺厂宿舍", "3", "1", 4, "402")
    assert row.household == {
        "owner_name": "王秀英", "phone": "13812345678", "title_area": Decimal("85.50")
    }  # fmt: skip
    assert row.water == {"body_no": "20230001"}
    assert row.electricity == {"asset_no": "4201", "account_no": "77"}
    assert reading.sheets[0].mapping["用电户号"] == "electricity_meter.account_no"
    assert not reading.problems


def test_title_two_lines_merged_cells_subtotals_and_notes(tmp_path: Path) -> None:
    reading = _read(
        tmp_path,
        [
            ("棉纺厂宿舍住户花名册", None, None, None, None),
            ("填报单位：某社区", None, None, None, None),
            ("位置", None, "业主", None, "水表"),
            ("幢*", "室号", "姓名", "电话", "编号"),
            ("3幢", "101", "王", "138-1234-5678", "111"),
            (None, "102", "李", "0715-5223344", "112"),
            ("小计", None, None, None, "2户"),
            (),
            ("4幢", "101", "赵", None, "113"),
            ("说明：本表由社区逐户核对。",),
        ],
        merged=["A1:E1", "A3:B3", "C3:D3", "A5:A6"],
    )
    assert _doors(reading) == [
        ("棉纺厂宿舍", "3", "0", "101"),
        ("棉纺厂宿舍", "3", "0", "102"),
        ("棉纺厂宿舍", "4", "0", "101"),
    ]
    assert [row.row for row in reading.rows] == [5, 6, 9]
    assert reading.rows[0].household["phone"] == "13812345678"
    assert reading.rows[1].household["phone"] == "0715-5223344"
    assert [row.water.get("body_no") for row in reading.rows] == ["111", "112", "113"]
    assert reading.sheets[0].header_row == 4
    assert [(row, code) for _, row, code in reading.skipped] == [
        (7, "roster-row-subtotal"),
        (8, "roster-row-blank"),
        (10, "roster-row-note"),
    ]
    assert not reading.problems


@pytest.mark.parametrize(
    ("header", "cells", "door"),
    [
        (("小区", "门牌号", "姓名"), ("甲村", "3-1-101", "王"), ("甲村", "3", "1", "101")),
        (
            ("小区", "所属楼栋", "门牌号", "姓名"),
            ("甲村", "３号楼", "1-101", "王"),
            ("甲村", "3", "1", "101"),
        ),
        (("地址", "姓名"), ("棉纺厂宿舍B3栋1单元402室", "王"), ("棉纺厂宿舍", "B3", "1", "402")),
        (("小区", "地址", "姓名"), ("甲村", "河北大道12号3栋402", "王"), ("甲村", "3", "0", "402")),
        (
            ("小区", "楼号", "房号", "姓名"),
            ("甲村", "三号楼", "一单元\n101", "王"),
            ("甲村", "3", "1", "101"),
        ),
        (("小区", "楼号", "房号", "姓名"), ("甲村", 3, 101, "王"), ("甲村", "3", "0", "101")),
    ],
)  # fmt: skip
def test_addresses_stand_in_one_column_or_in_several(
    header: tuple[str, ...], cells: tuple[Any, ...], door: tuple[str, ...], tmp_path: Path
) -> None:
    assert _doors(_read(tmp_path, [header, cells])) == [door]


def test_sheets_named_after_buildings_give_the_building(tmp_path: Path) -> None:
    book = Workbook()
    book.remove(book.active)
    for name in ("1栋", "2栋", "说明"):
        book.create_sheet(name)
    for name in ("1栋", "2栋"):
        book[name].append(["单元", "室号", "姓名"])
        book[name].append([1, 101, "王"])
    book["说明"].append(["随便写写"])
    book.save(tmp_path / "a.xlsx")
    reading = read_roster(tmp_path / "a.xlsx", default_quarter="甲村")
    assert _doors(reading) == [("甲村", "1", "1", "101"), ("甲村", "2", "1", "101")]
    assert reading.skipped == [("说明", 0, "roster-sheet-without-header")]


def test_without_any_quarter_each_row_is_a_problem(tmp_path: Path) -> None:
    reading = _read(tmp_path, [("楼栋", "室号", "姓名"), ("1栋", "101", "王")])
    assert not reading.rows
    assert [problem.code for problem in reading.problems] == ["roster-no-quarter"]


def test_the_same_household_twice_is_skipped_or_told(tmp_path: Path) -> None:
    door = ("甲村", "1栋", "1", "101")
    reading = _read(
        tmp_path, [_HEADER, (*door, "王", None), (*door, "王", None), (*door, "李", None)]
    )
    assert len(reading.rows) == 1
    assert reading.skipped == [("住户总表", 3, "roster-row-repeated")]
    assert [(p.row, p.code) for p in reading.problems] == [(4, "roster-row-contradicts")]


@pytest.mark.parametrize(
    ("header", "cell", "code"),
    [
        ("身份证号", 1.1010119991231e17, "value-digits-lost"),
        ("身份证号", "1.1010119991231E+17", "value-digits-lost"),
        ("身份证号", "11010119991231001X", "value-not-an-identity-number"),
        ("电话", "见备注一栏", "value-not-a-phone"),
        ("面积", "八十五", "value-not-a-number"),
        ("水表号", "1" * 21, "value-too-long"),
        ("居住情况", "说不清", "value-not-in-list"),
        ("楼层", "顶楼", "roster-floor-unreadable"),
    ],
)
def test_a_bad_cell_is_a_problem_while_its_household_stays(
    header: str, cell: object, code: str, tmp_path: Path
) -> None:
    reading = _read(tmp_path, [(*_HEADER[:5], header), ("甲村", "1栋", "1", "101", "王", cell)])
    assert len(reading.rows) == 1
    (problem,) = reading.problems
    assert problem[:3] == ("住户总表", 2, header)
    assert problem.code == code
    assert problem.value


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (("甲村", "1栋", "1", None, "王", None), "roster-no-room"),
        (("甲村", None, "1", "101", "王", None), "roster-no-building"),
        (("甲村", "1栋", "1", "101、102", "王", None), "roster-room-unreadable"),
        (("甲村", "1栋", "1", "2-101", "王", None), "roster-address-contradicts"),
        (("甲村", "1栋", "单元一二三四五", "101", "王", None), "roster-unit-unreadable"),
    ],
)
def test_a_row_without_a_clear_address_is_a_problem(
    cells: tuple[Any, ...], code: str, tmp_path: Path
) -> None:
    good = [("甲村", "9栋", "1", f"10{n}", "王", None) for n in range(3)]
    reading = _read(tmp_path, [_HEADER, *good, cells])
    assert len(reading.rows) == 3
    assert [(p.row, p.code) for p in reading.problems] == [(5, code)]


def test_rooms_that_lead_with_the_building_are_not_taken_for_units(tmp_path: Path) -> None:
    rows = [("甲村", "1栋", "1-101", "王"), ("甲村", "2栋", "2-101", "李")]
    reading = _read(tmp_path, [("小区", "楼栋", "室号", "姓名"), *rows])
    assert _doors(reading) == [("甲村", "1", "0", "101"), ("甲村", "2", "0", "101")]


def test_a_column_written_only_where_it_changes_is_filled_and_noted(tmp_path: Path) -> None:
    rows: list[tuple[str | None, ...]] = [("甲村", "1栋", "1", "101", "王", None)]
    rows += [(None, None, None, f"10{n}", "李", None) for n in range(2, 6)]
    reading = _read(tmp_path, [_HEADER, *rows])
    assert {door[:3] for door in _doors(reading)} == {("甲村", "1", "1")}
    assert ("roster-filled-down", "楼栋") in reading.notes


def test_a_meter_number_merged_over_households_goes_to_the_first_and_is_told(
    tmp_path: Path,
) -> None:
    rows = [
        ("甲村", "1栋", "1", "101", "王", None, "W1"),
        ("甲村", "1栋", "1", "102", "李", None, None),
    ]
    reading = _read(tmp_path, [(*_HEADER, "水表号"), *rows], merged=["G2:G3"])
    assert [row.water for row in reading.rows] == [{"body_no": "W1"}, {}]
    assert [(p.row, p.code) for p in reading.problems] == [(3, "roster-meter-shared")]


def test_a_mapping_corrects_the_guess_and_says_what_it_left(tmp_path: Path) -> None:
    rows = [("小区", "楼栋", "室号", "甲列", "备注"), ("甲村", "1栋", "101", "王", "x")]
    guessed = _read(tmp_path, rows)
    assert guessed.sheets[0].unmapped == ("甲列",)
    corrected = _read(tmp_path, rows, mapping={"甲列": "owner_name", "备注": None})
    assert corrected.rows[0].household == {"owner_name": "王"}
    assert corrected.sheets[0].unmapped == ("备注",)
    by_sheet = _read(tmp_path, rows, mapping={"住户总表": {"甲列": "household.owner_name"}})
    assert by_sheet.rows[0].household["owner_name"] == "王"


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        ({"姓名": "nonsense"}, "roster-map-unknown-field"),
        ({"没有这一列": "owner_name"}, "roster-map-unknown-header"),
        ({"没有这张表": {"姓名": "owner_name"}}, "roster-map-unknown-sheet"),
    ],
)
def test_a_mapping_that_fits_nothing_is_refused(
    mapping: dict[str, Any], code: str, tmp_path: Path
) -> None:
    with pytest.raises(UsageError) as caught:
        _read(tmp_path, [("楼栋", "室号", "姓名"), ("1栋", "101", "王")], mapping=mapping)
    assert caught.value.code == code


def test_a_list_without_a_usable_header_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        _read(tmp_path, [("姓名", "电话"), ("王", "13800000000")])
    assert caught.value.code == "roster-no-header"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_csv_is_read_like_a_sheet(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("小区,楼栋,室号,姓名\n甲村,1栋,101,㐂王\n甲村,1栋,102\n".encode(encoding))
    reading = read_roster(path)
    assert [row.household.get("owner_name") for row in reading.rows] == ["㐂王", None]


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    rows = [
        _HEADER,
        ("甲村", "1栋", "1", "101", "王", None),
        ("甲村", "1栋", "1", "102", "李", 1.5),
    ]
    assert _read(tmp_path, rows) == _read(tmp_path, rows)


@pytest.mark.parametrize(
    ("title", "quarter"),
    [
        ("棉纺厂宿舍住户花名册", "棉纺厂宿舍"),
        ("2024年建设小区水电改造摸底表", "建设小区"),
        ("纺织新村一户一表改造户主信息统计表", "纺织新村"),
        ("住户花名册", ""),
        ("赤壁街道老旧小区摸底表", ""),
        ("填报单位：某社区", ""),
        ("单位：户、平方米", ""),
    ],
)
def test_a_title_names_the_quarter_or_nothing(title: str, quarter: str) -> None:
    assert quarter_in_title(title) == quarter


def test_generic_sheet_names_are_no_quarter() -> None:
    assert [quarter_in_sheet_name(n) for n in ("Sheet1", "工作表2", "住户总表", "汇总")] == [""] * 4
    assert quarter_in_sheet_name("棉纺厂宿舍") == "棉纺厂宿舍"


def test_every_synonym_names_a_field_that_exists() -> None:
    assert set(header_words().fields.values()) <= set(targets())


def test_synonyms_of_codes_are_codes_of_their_list() -> None:
    fields = {t.field.name: t.field for t in targets().values() if t.field is not None}
    for name, words in header_words().values.items():
        for word, code in words.items():
            try:
                assert parse(fields[name], code) == code, word
            except ValueProblem:
                pytest.fail(f"{name}: {word} = {code}")
