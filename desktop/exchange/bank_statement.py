"""A bank's list of movements (交易明细) as it is downloaded, in the layouts of several banks.

The columns go by their headings, wherever they stand; lines that are no credits are counted and
left out. Nothing is guessed: an amount that cannot be read is a problem with its row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from desktop.domain.amounts import read_amount, to_fen
from desktop.domain.bank_lines import BankLine
from desktop.domain.project_fields import PAYMENT
from desktop.domain.values import ValueProblem, parse, tidy
from desktop.exchange.guard import guard
from desktop.exchange.reader import read_sheets
from desktop.kernel.errors import InputError
from desktop.kernel.progress import NoProgress

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from desktop.exchange.reader import RawSheet
    from desktop.kernel.progress import Progress

_ROWS_LOOKED_AT = 40
# What banks call their columns, the better word first: ICBC, ABC, BOC, CCB, CMB, BOCOM and rural
# commercial banks. Words in brackets and units are taken off before they are compared.
_DAYS = (
    *("交易日期", "记账日期", "入账日期", "会计日期", "记帐日期", "交易日", "记账日", "交易时间"),
    *("记账时间", "入账时间", "交易日期时间", "日期", "时间"),
)
_CREDITS = (
    *("贷方金额", "贷方发生额", "贷方", "收入金额", "收入", "存入金额", "存入", "转入金额"),
    *("收款金额", "入账金额"),
)
_DEBITS = (
    *("借方金额", "借方发生额", "借方", "支出金额", "支出", "支取金额", "转出金额", "付款金额"),
    "出账金额",
)
_AMOUNTS = ("交易金额", "发生额", "金额", "借方/贷方金额")
_SIGNS = (
    *("借贷标志", "借贷方向", "借/贷", "借贷", "收支标志", "收/支", "收/付", "收付标志", "收支"),
    *("借贷类型", "交易方向", "方向", "交易类型"),
)
_PAYERS = (
    *("对方户名", "对方账户名称", "对方账户名", "对方账号名称", "对方名称", "对方单位名称"),
    *("对方单位", "对方客户名称", "付款人名称", "付款人户名", "付款方户名", "付款人", "付款方"),
    *("收(付)方名称", "收付方名称", "收(付)方户名", "收/付方名称", "交易对方", "对手户名"),
    *("对方户名/账号", "对方账号与户名"),
)
_PURPOSES = (
    *("摘要", "附言", "交易附言", "用途", "交易用途", "备注", "交易备注", "交易摘要", "业务摘要"),
    *("其它摘要", "其他摘要", "摘要备注", "个性化信息", "客户附言", "说明", "交易地点/附言"),
)
_REFERENCES = (
    *("交易流水号", "流水号", "核心流水号", "银行流水号", "柜员流水号", "交易序号", "日志号"),
    *("凭证号", "交易单号"),
)
_BALANCES = ("账户余额", "余额", "当前余额", "本次余额")
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "day": _DAYS,
    "credit": _CREDITS,
    "debit": _DEBITS,
    "amount": _AMOUNTS,
    "sign": _SIGNS,
    "payer": _PAYERS,
    "reference": _REFERENCES,
    "balance": _BALANCES,
}
_IN = frozenset(
    {"贷", "贷方", "收", "收入", "存入", "转入", "入", "+", "c", "cr", "credit", "来账"}
)
_OUT = frozenset({"借", "借方", "支", "支出", "转出", "出", "-", "d", "dr", "debit", "往账"})
_TOTALS = re.compile(r"(?:本页|累计|总|本月|本期)?(?:小计|合计|总计|笔数)")
_BRACKETS = re.compile(r"[(\[【].*?[)\]】]")
_UNIT = re.compile(r"/?(?:人民币)?元$")
_ACCOUNT = re.compile(r"[/ ]*[\d*]{6,}[/ ]*")
_STAMP = re.compile(r"(\d{8})\s*\d{2}:?\d{2}:?\d{0,2}")
_EXCEL_TEXT = re.compile(r'="?(.*?)"?')
_DAY_FIELD = PAYMENT.field("paid_on")


@dataclass(frozen=True, slots=True)
class StatementProblem:
    """A cell that could not be read: message code, row in the file, heading."""

    code: str
    row: int
    column: str


@dataclass(slots=True)
class Statement:
    """What a file gave.

    Attributes:
        lines: credits, in the order of the file.
        left_out: lines that are no credits: what was paid out, totals.
        problems: cells that could not be read.
        headings: what each column was taken for, heading → meaning.
    """

    lines: list[BankLine] = field(default_factory=list)
    left_out: int = 0
    problems: list[StatementProblem] = field(default_factory=list)
    headings: dict[str, str] = field(default_factory=dict)


def read_statement(path: Path, progress: Progress | None = None) -> Statement:
    """Read the credits in ``path``: .xlsx, .xls or .csv.

    Raises:
        InputError: the file is none or hostile; ``statement-no-header``.
        CancelledError: a person stopped it.
    """
    source = guard(path)
    found = Statement()
    known = False
    for sheet in read_sheets(source, progress or NoProgress()):
        header = _header(sheet)
        if header is not None:
            known = True
            _Sheet(sheet, *header).read(found)
    if not known:
        raise InputError("statement-no-header", file=source.name)
    return found


class _Sheet:
    """One sheet with a known header."""

    def __init__(self, sheet: RawSheet, row: int, places: Mapping[str, int],
                 purposes: Sequence[int]) -> None:  # fmt: skip
        self._sheet = sheet
        self._row = row
        self._places = places
        self._purposes = purposes
        self._headings = [tidy(str(cell)) for cell in sheet.rows[row]]

    def read(self, into: Statement) -> None:
        into.headings |= {self._headings[place]: name for name, place in self._places.items()}
        into.headings |= {self._headings[place]: "purpose" for place in self._purposes}
        for number, cells in enumerate(self._sheet.rows[self._row + 1 :], self._row + 1):
            texts = [_text(cell) for cell in cells]
            if not any(texts):
                continue
            if _TOTALS.match(next(text for text in texts if text)) or texts == self._headings:
                into.left_out += 1
                continue
            self._line(number + self._sheet.first_row, cells, into)

    def _line(self, row: int, cells: Sequence[Any], into: Statement) -> None:
        try:
            amount = self._amount(cells)
        except ValueProblem:
            into.problems.append(StatementProblem("statement-bad-amount", row, self._money_heading))
            return
        if amount is None or amount <= 0:
            into.left_out += 1
            return
        purposes = dict.fromkeys(_text(_at(cells, place)) for place in self._purposes)
        into.lines.append(
            BankLine(
                row,
                self._day(row, cells, into),
                amount,
                # Account numbers are sensitive and not needed (PIPL art. 28): never kept.
                _ACCOUNT.sub("", self._of("payer", cells)),
                " ".join(text for text in purposes if text),
                self._of("reference", cells),
                self._of("balance", cells),
            )
        )

    def _amount(self, cells: Sequence[Any]) -> Decimal | None:
        """Return what came in; nothing for what went out."""
        if "credit" in self._places:
            return _money(_at(cells, self._places["credit"]))
        amount = _money(_at(cells, self._places["amount"]))
        sign = self._of("sign", cells).lower()
        if amount is None or not sign:
            return amount
        if sign in _OUT or (sign not in _IN and "支" in sign):
            return None
        return amount

    def _day(self, row: int, cells: Sequence[Any], into: Statement) -> date | None:
        cell = _at(cells, self._places["day"])
        text = _text(cell)
        stamp = _STAMP.fullmatch(text) if isinstance(cell, str) else None
        try:
            assert _DAY_FIELD is not None  # noqa: S101 - declared in the same program
            raw: object = stamp[1] if stamp else (text if isinstance(cell, str) else cell)
            found = parse(_DAY_FIELD, raw)
        except ValueProblem:
            heading = self._headings[self._places["day"]]
            into.problems.append(StatementProblem("statement-bad-day", row, heading))
            return None
        return found  # type: ignore[return-value]

    def _of(self, name: str, cells: Sequence[Any]) -> str:
        place = self._places.get(name)
        return "" if place is None else _text(_at(cells, place))

    @property
    def _money_heading(self) -> str:
        return self._headings[self._places.get("credit", self._places.get("amount", 0))]


def _header(sheet: RawSheet) -> tuple[int, dict[str, int], list[int]] | None:
    """Return (row, meaning → column, columns of the purpose) of the heading line, or None."""
    for row, cells in enumerate(sheet.rows[:_ROWS_LOOKED_AT]):
        headings = [_heading(cell) for cell in cells]
        places = {
            name: place
            for name, words in _COLUMNS.items()
            if (place := _place(headings, words)) is not None
        }
        if "credit" in places and "amount" in places:
            del places["amount"]
        purposes = [place for place, names in enumerate(headings) if names & set(_PURPOSES)]
        if "day" in places and {"credit", "amount"} & places.keys() and (
            "payer" in places or purposes
        ):  # fmt: skip
            return row, places, purposes
    return None


def _place(headings: Sequence[frozenset[str]], words: Sequence[str]) -> int | None:
    """Return the column of the first word that a heading is; the better words stand first."""
    for word in words:
        for place, names in enumerate(headings):
            if word in names:
                return place
    return None


def _heading(cell: object) -> frozenset[str]:
    """Return the names a heading goes by: as it stands, and without brackets and unit."""
    text = "".join(tidy(cell).split()) if isinstance(cell, str) else ""
    text = text.translate({0xFF0F: "/"}).strip(":*")
    plain = _BRACKETS.sub("", text)
    return frozenset({text, plain, _UNIT.sub("", plain)})


def _money(cell: object) -> Decimal | None:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return to_fen(Decimal(repr(cell)))
    text = _text(cell).replace("+", "")
    return None if text in {"", "-", "--"} else read_amount(text)


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = tidy(str(cell)) if cell is not None else ""
    quoted = _EXCEL_TEXT.fullmatch(text)
    return tidy(quoted[1]) if quoted is not None else text


def _at(cells: Sequence[Any], place: int) -> Any:
    return cells[place] if place < len(cells) else ""
