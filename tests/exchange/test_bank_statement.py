"""Statements in the layouts of several banks, as they are downloaded."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook

from desktop.exchange.bank_statement import Statement, read_statement
from desktop.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

DAY = date(2021, 5, 6)


def _csv(folder: Path, rows: Sequence[Sequence[str]], encoding: str = "utf-8-sig") -> Statement:
    path = folder / "流水.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return read_statement(path)


def _xlsx(folder: Path, rows: Sequence[Sequence[Any]]) -> Statement:
    path = folder / "流水.xlsx"
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)
    return read_statement(path)


def test_a_layout_with_credit_and_debit_columns_under_a_title(tmp_path: Path) -> None:
    found = _xlsx(
        tmp_path,
        [
            ["对公账户交易明细"],
            ["账号：4200 0000", None, "户名：某某街道办事处"],
            ["交易日期", "交易流水号", "借方金额(元)", "贷方金额(元)", "余额", "对方户名", "摘要",
             "附言"],
            [DAY, "88001", None, 450, 1450.5, "张三", "转账", "3-1-402水改"],
            [DAY, "88002", 20.0, None, 1430.5, "某公司", "支付", "材料款"],
            ["2021-05-07 10:20:30", "88003", None, "1,200.50", 2631, "李四", "转账", "转账"],
            ["合计", None, 20, 1650.5],
        ],
    )  # fmt: skip
    assert [(line.day, line.amount, line.payer, line.purpose, line.reference)
            for line in found.lines] == [
        (DAY, Decimal("450.00"), "张三", "转账 3-1-402水改", "88001"),
        (date(2021, 5, 7), Decimal("1200.50"), "李四", "转账", "88003"),
    ]  # fmt: skip
    assert (found.left_out, found.problems) == (2, [])
    assert [line.row for line in found.lines] == [4, 6]


def test_a_layout_with_one_amount_and_a_sign(tmp_path: Path) -> None:
    found = _csv(
        tmp_path,
        [
            ["记账日期", "交易金额", "借贷标志", "对方账户名称", "用途", "流水号"],
            ["20210506", "450.00", "贷", "张三\t", "户表", "1\t"],
            ["20210506", "300.00", "借", "某公司", "货款", "2\t"],
        ],
        "gb18030",
    )
    assert [(line.amount, line.payer, line.reference) for line in found.lines] == [
        (Decimal("450.00"), "张三", "1")
    ]


def test_a_layout_with_signed_amounts_and_time_stamps(tmp_path: Path) -> None:
    found = _csv(
        tmp_path,
        [
            ["交易时间", "发生额", "付款人名称", "备注"],
            ["20210506 101112", "+450.00", "张三", "水改"],
            ["20210506 101113", "-450.00", "张三", "退回"],
            ["20210506101114", "0.00", "张三", "查询"],
        ],
    )
    assert [(line.day, line.amount) for line in found.lines] == [(DAY, Decimal("450.00"))]
    assert found.left_out == 2


def test_a_layout_with_income_and_spending(tmp_path: Path) -> None:
    found = _xlsx(
        tmp_path,
        [
            ["日期", "收入金额", "支出金额", "账户余额", "交易对方", "交易摘要"],
            ["2021/5/6", 0.1, "", 0.1, "张三", "一"],
            ["2021/5/6", 0.2, "", 0.30000000000000004, "李四", "二"],
        ],
    )
    # What Excel keeps as 0.1 and 0.2 adds up as money does.
    assert sum(line.amount for line in found.lines) == Decimal("0.30")


@pytest.mark.parametrize(
    ("headings", "line"),
    [
        (
            ["交易日期", "借方(出账)", "贷方(入账)", "余额", "摘要", "收(付)方名称"],
            ["2021-05-06", "", "450.00", "900.00", "3-1-402", "张三"],
        ),
        (
            ["会计日期", "借方发生额/元(支取)", "贷方发生额/元(收入)", "余额", "对方户名", "摘要"],
            ["20210506", "0.00", "450.00", "900.00", "张三", "3-1-402"],
        ),
        (
            ["交易类型[ Transaction Type ]", "交易日期[ Transaction Date ]",
             "付款人名称[ Payer's Name ]", "交易金额[ Trade Amount ]", "交易附言[ Remark ]"],
            ["来账", "20210506", "张三", "450.00", "3-1-402"],
        ),
        (
            ["交易时间", "收入（元）", "支出（元）", "对方账号与户名", "交易用途"],
            ["2021-05-06 08:00:00", "450.00", "", "6222000011112222/张三", "3-1-402"],
        ),
        (
            ["日期", "金额", "收/付", "对方客户名称", "业务摘要", "其他摘要"],
            ["2021.5.6", "450", "收", "张三", "", "3-1-402"],
        ),
    ],
)  # fmt: skip
def test_headings_of_many_banks_are_known(
    tmp_path: Path, headings: list[str], line: list[str]
) -> None:
    (found,) = _csv(tmp_path, [headings, line]).lines
    assert (found.day, found.amount, found.payer, found.purpose) == (
        DAY,
        Decimal("450.00"),
        "张三",
        "3-1-402",
    )


def test_what_went_out_by_its_type_is_left_out(tmp_path: Path) -> None:
    found = _csv(
        tmp_path,
        [["交易类型", "交易日期", "交易金额", "付款人名称"], ["往账", "20210506", "450", "某公司"]],
    )
    assert (found.lines, found.left_out) == ([], 1)


def test_a_date_that_cannot_be_read_keeps_the_line_and_says_so(tmp_path: Path) -> None:
    found = _csv(
        tmp_path,
        [
            ["日期", "收入", "对方户名", "摘要"],
            ["昨天", "450", "张三", ""],
            ["2021-5-6", "多", "李四", ""],
        ],
    )
    assert [line.day for line in found.lines] == [None]
    assert [(problem.code, problem.row) for problem in found.problems] == [
        ("statement-bad-day", 2),
        ("statement-bad-amount", 3),
    ]


def test_two_lines_alike_without_a_number_are_told_apart_by_the_balance(tmp_path: Path) -> None:
    rows = [
        ["日期", "收入", "余额", "对方户名", "摘要"],
        ["2021-5-6", "450", "450", "张三", "水改"],
        ["2021-5-6", "450", "900", "张三", "水改"],
    ]
    found = _csv(tmp_path, rows)
    assert len({line.key for line in found.lines}) == 2
    again = _csv(tmp_path, [rows[0], rows[2]])
    assert again.lines[0].key == found.lines[1].key


def test_a_file_that_is_no_statement_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="statement-no-header"):
        _csv(tmp_path, [["楼栋", "单元", "室号", "业主"], ["1", "1", "101", "张三"]])
