"""Companies' lists as they are really written: headings, titles, two lines, other programs."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from desktop.domain.company_lines import ListKind, Place
from desktop.exchange.company_list import read_company_list
from desktop.exchange.company_words import FIELDS, CompanyWords, ledger_field, utility_of
from desktop.kernel.errors import InputError, UsageError
from tests.support.company_lists import converted, workbook
from tests.support.tools import needs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.domain.company_lines import CompanyList

TITLE = "黄州区自来水公司户表改造装拆表清单"
LINE = ["0012345", "王秀兰", "翠湖小区3栋1单元402室", "0200110001", 812.5, "260300000077", 0,
        "F100", date(2026, 3, 4)]  # fmt: skip

WATER_HEADINGS = [
    ["户号", "户名", "用水地址", "旧表号", "止度", "新表号", "起度", "封印号", "换表日期"],
    ["用户编号", "用户名称", "装表地址", "原水表钢印号", "拆表读数", "新装水表表身号", "新表底数",
     "新表封印", "更换日期"],
    ["缴费户号", "客户姓名", "地址", "换前表号", "换前读数", "换后表号", "换后读数", "塑封",
     "日期"],
    ["用水户号", "姓名", "住址", "拆除水表编号", "旧表止码(吨)", "安装水表编号", "新表起码（吨）",
     "塑封号", "施工日期"],
    ["客户编号", "客户名称", "用户地址", "老表号", "老表底数(m³)", "新表号码", "初始读数",
     "施封号", "轮换日期"],
]  # fmt: skip


def read(folder: Path, rows: Sequence[Sequence[Any]], **options: Any) -> CompanyList:
    merged = options.pop("merged", ())
    return read_company_list(workbook(folder / "清单.xlsx", rows, merged), **options)


def understood(reading: CompanyList) -> tuple[Any, ...]:
    (line,) = reading.lines
    return (
        line.account_no, line.name, line.place, line.old_number, line.last_reading,
        line.new_number, line.first_reading, dict(line.details), line.installed_on,
    )  # fmt: skip


AS_MEANT = (
    "0012345", "王秀兰", Place("翠湖小区", "3", "1", "402"), "0200110001", Decimal("812.5"),
    "260300000077", Decimal(0), {"seal_plastic": "F100"}, date(2026, 3, 4),
)  # fmt: skip


@pytest.mark.parametrize("headings", WATER_HEADINGS)
def test_headings_are_known_as_companies_write_them_in_any_order(
    tmp_path: Path, headings: list[str]
) -> None:
    order = list(range(len(headings)))
    for seed in range(4):
        random.Random(seed).shuffle(order)
        rows: list[list[Any]] = [
            [TITLE],
            [],
            [headings[at] for at in order],
            [LINE[at] for at in order],
        ]
        reading = read(tmp_path, rows)
        assert (reading.kind, reading.utility) == (ListKind.EXCHANGES, "water_meter")
        assert understood(reading) == AS_MEANT
        assert reading.lines[0].row == 4


@pytest.mark.parametrize("names", [("旧表", "新表"), ("拆除表计", "安装表计"), ("换前", "换后")])
def test_two_lines_of_headings_name_old_and_new(tmp_path: Path, names: tuple[str, str]) -> None:
    rows: list[list[Any]] = [
        ["供水公司", *[""] * 9],
        ["序号", "户号", "户名", "地址", names[0], "", "", names[1], "", "", "日期"],
        ["", "", "", "", "表号", "读数", "封印", "表号", "读数", "封印", ""],
        [1, *LINE[:5], "旧封9", *LINE[5:]],
        ["合计", 1],
        ["制表人：某某"],
    ]
    merged = ("A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:G2", "H2:J2", "K2:K3")
    reading = read(tmp_path, rows, merged=merged, utility="water_meter")
    assert understood(reading) == AS_MEANT
    assert [reason for _, _, reason in reading.skipped] == [
        "roster-row-subtotal",
        "roster-row-note",
    ]
    assert understood(read(tmp_path, rows, utility="water_meter")) == AS_MEANT, "not merged"


def test_a_power_companys_list_keeps_its_own_fields(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        [
            ["用电客户编号", "用电地址", "旧电能表资产编号", "旧表止度", "新电能表资产编号", "起度",
             "表封印", "计量箱封印", "台区名称", "计量箱资产编号", "拆表日期", "装表日期"],
            ["4200012345678", "翠湖小区3-1-402", "4230001000000000000002", "9,812.50",
             "4230009000000000000002", "0.00", "F1", "X1", "翠湖1号公变", "B7", 46085, "20260305"],
        ],
    )  # fmt: skip
    (line,) = reading.lines
    assert reading.utility == "electricity_meter"
    assert (line.account_no, line.last_reading) == ("4200012345678", Decimal("9812.50"))
    assert (line.removed_on, line.installed_on) == (date(2026, 3, 4), date(2026, 3, 5))
    assert dict(line.details) == {
        "seal_meter": "F1", "seal_box": "X1", "transformer_area": "翠湖1号公变", "box_no": "B7",
    }  # fmt: skip
    assert line.place == Place("翠湖小区", "3", "1", "402")


def test_numbers_that_a_spreadsheet_cut_are_problems_and_the_line_stays(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["户号", "旧表号", "新表号"],
        ["1.23457E+13", "W1", 1.2345678901234567e19],
    ]
    reading = read(tmp_path, rows, utility="water_meter")
    assert [problem.column for problem in reading.problems] == ["户号", "新表号"]
    assert reading.lines[0].account_no == ""


def test_corrections_are_checked_and_count(tmp_path: Path) -> None:
    rows = [["户号", "表号", "某列"], ["1", "W1", "翠湖1号"]]
    reading = read(
        tmp_path, rows, utility="electricity_meter", mapping={"某列": "transformer_area"}
    )
    assert dict(reading.lines[0].details) == {"transformer_area": "翠湖1号"}
    assert reading.kind is ListKind.ACCOUNTS
    with pytest.raises(UsageError, match="roster-map-unknown-field"):
        read(tmp_path, rows, mapping={"某列": "no_such"})
    with pytest.raises(UsageError, match="roster-map-unknown-header"):
        read(tmp_path, rows, mapping={"没有的列": "number"})


def test_a_list_that_names_nobody_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="company-no-header"):
        read(tmp_path, [["日期", "备注"], ["2026-03-04", "x"]])


def test_every_field_can_be_chosen_and_has_values() -> None:
    words = CompanyWords()
    for field in FIELDS:
        assert words.own_name(field) == field
    placeless = {"quarter", "building_no", "unit_no", "room_no", "address"}
    missing = [
        field
        for field in FIELDS
        if field not in placeless
        and not (ledger_field(field, "water_meter") or ledger_field(field, "electricity_meter"))
    ]
    assert not missing
    assert utility_of(["表号", "户号"]) == ""


@needs("soffice")
@pytest.mark.parametrize("ending", ["xlsx", "xls", "csv"])
def test_what_libreoffice_writes_is_read_alike(tmp_path: Path, ending: str) -> None:
    source = workbook(tmp_path / "清单.xlsx", [[TITLE], WATER_HEADINGS[0], LINE])
    reading = read_company_list(converted(source, ending, tmp_path / "other"))
    assert reading.utility == "water_meter"
    assert understood(reading) == AS_MEANT
