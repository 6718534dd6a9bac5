"""The pre-check (预核对表) as a paper that may leave the house: names masked, always Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.masking import masked_name
from desktop.domain.paper import Facts, Heading, Paper, PaperTable, Paragraph
from desktop.kernel.messages import message_for

if TYPE_CHECKING:
    from datetime import date

    from desktop.domain.company_check import CheckResult, CheckRow

UTILITY_WORDS = {"water_meter": "供水", "electricity_meter": "供电"}
HEADINGS = (
    "序号", "对方行号", "核对结果", "地址", "户名", "本方表号", "对方表号", "本方户号", "对方户号",
)  # fmt: skip
_WIDTHS = (1.0, 1.2, 4.6, 4.4, 1.4, 3.2, 3.2, 2.6, 2.6)


def check_paper(
    result: CheckResult, *, utility: str, quarter: str, file: str, office: str, today: date
) -> Paper:
    """Return the findings with how many there are of each sort.

    Args:
        result: what the check found.
        utility: ``water_meter`` or ``electricity_meter``.
        quarter: name of the quarter; empty for all.
        file: name of the company's file.
        office: who issues it.
        today: the day.
    """
    counted = tuple(
        (message_for(code, {"where": "别处"}, "zh_CN").text.rstrip("。"), f"{count} 处")
        for code, count in sorted(result.counts.items(), key=lambda one: (-one[1], one[0]))
    )
    head = Facts(
        (
            ("小区", quarter or "全部小区"),
            ("对方文件", file),
            ("本方在用户表", f"{result.ours} 块"),
            ("对方清单", f"{result.theirs} 行"),
            ("两方一致", f"{result.agreeing} 块"),
            ("待核对", f"{len(result.rows)} 处"),
        )
    )
    table = PaperTable(HEADINGS, tuple(check_cells(result)), _WIDTHS, frozenset({0, 1}))
    sorts = (Heading("问题分类"), Facts(counted, 1)) if counted else ()
    body = (Heading("逐条核对"), table) if result.rows else (Paragraph("两方完全一致。"),)
    return Paper(
        title=f"{UTILITY_WORDS[utility]}户表预核对表",
        blocks=(head, *sorts, *body),
        issuer=office,
        dated_on=today,
        landscape=True,
    )


def check_cells(result: CheckResult) -> list[tuple[str, ...]]:
    """Return the findings as rows of text under :data:`HEADINGS`, names masked."""
    return [
        (
            str(at), str(row.row or ""), _said(row), row.address, masked_name(row.name),
            row.our_number, row.their_number, row.our_account, row.their_account,
        )
        for at, row in enumerate(result.rows, start=1)
    ]  # fmt: skip


def _said(row: CheckRow) -> str:
    return message_for(str(row.reason), {"where": row.where}, "zh_CN").text.rstrip("。")
