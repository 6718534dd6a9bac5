"""The columns of ``meters.csv`` and of the printed household annex: declared once for both."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.handover import UTILITY_LABELS, MeterLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from decimal import Decimal

# A spreadsheet would run these as a formula. "-" and "-12" stay as they are.
_FORMULA = re.compile(r"^(?:[=+@\t\r]|-(?=[^\d\s]))")


@dataclass(frozen=True, slots=True)
class MeterColumn:
    """One column.

    Attributes:
        name: stable name, as in ``document.json``.
        heading: what is printed and what stands in the first line of the CSV.
        width: relative width on paper.
        cell: text of a line's cell, before cleaning.
        align: ``left``, ``right`` or ``centre``.
    """

    name: str
    heading: str
    width: float
    cell: Callable[[MeterLine], str]
    align: str = "left"


def _reading(value: Decimal | None) -> str:
    return "" if value is None else format(value, "f")


METER_COLUMNS: tuple[MeterColumn, ...] = (
    MeterColumn("utility", "类别", 0.9, lambda m: UTILITY_LABELS[m.utility], "centre"),
    MeterColumn("door", "门牌", 3.0, lambda m: m.door_label),
    MeterColumn("owner", "业主姓名", 2.2, lambda m: m.owner_name),
    MeterColumn("old_number", "旧表号", 3.85, lambda m: m.old_number),
    MeterColumn(
        "old_final_reading", "旧表止度", 1.8, lambda m: _reading(m.old_final_reading), "right"
    ),
    MeterColumn("new_number", "新表号", 3.85, lambda m: m.new_number),
    MeterColumn("first_reading", "新表起度", 1.8, lambda m: _reading(m.first_reading), "right"),
    MeterColumn("seal", "封印号", 2.0, lambda m: m.seal),
    MeterColumn("position", "表位", 1.9, lambda m: m.position_label),
    MeterColumn("account_no", "用户号", 2.4, lambda m: m.account_no),
    MeterColumn("remark", "备注", 2.3, lambda m: m.remark),
)


def clean_cell(text: str) -> str:
    """Return ``text`` on one line and harmless in a spreadsheet."""
    line = " ".join(text.split())
    return f"'{line}" if _FORMULA.match(line) else line


def meter_rows(
    lines: Iterable[MeterLine], clean: Callable[[str], str] = clean_cell
) -> list[tuple[str, ...]]:
    """Return the cells of every line in the order of :data:`METER_COLUMNS`, with its number first.

    Print and CSV both take these rows, so they cannot differ.
    """
    cells = [column.cell for column in METER_COLUMNS]
    return [
        (str(number), *[clean(cell(line)) for cell in cells])
        for number, line in enumerate(lines, start=1)
    ]


def meter_headings() -> tuple[str, ...]:
    """Return the headings that belong to :func:`meter_rows`."""
    return ("序号", *[column.heading for column in METER_COLUMNS])


def meters_csv(rows: Iterable[tuple[str, ...]]) -> bytes:
    """Return ``meters.csv``: UTF-8 with BOM, CRLF, headings first (RFC 4180; WPS needs the BOM)."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(meter_headings())
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")
