"""The annual plan and the notice of its adjustment as official papers (年度计划、调整通知)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.domain.annual_plan import Adjustment, sums
from desktop.domain.paper import Block, Heading, Paper, PaperTable, Paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from desktop.domain.annual_plan import PlanChange, PlanRow

_HEADINGS = (
    "序号", "街道", "小区", "社区", "楼栋", "户数",
    "同意水改", "同意电改", "计划投资（元）", "备注",
)  # fmt: skip
_WIDTHS = (1.0, 2.6, 4.0, 2.4, 1.2, 1.4, 1.6, 1.6, 2.4, 3.4)
_NUMBERS = frozenset({0, 4, 5, 6, 7, 8})
_PARTS = {
    Adjustment.ADD: "增列项目",
    Adjustment.MOVE: "调整年度或批次的项目",
    Adjustment.WITHDRAW: "调出项目",
}


def annual_plan_paper(year: int, rows: Sequence[PlanRow], office: str, today: date) -> Paper:
    """Return the plan of one year, batch by batch, with sums.

    Args:
        year: which.
        rows: the quarters planned for it.
        office: who issues it.
        today: the day.
    """
    numbers = {row.approval_no for row in rows if row.approval_no}
    blocks: list[Block] = [Paragraph(_summary(year, rows)), _by_street(rows)]
    for one in sums(rows):
        some = [row for row in rows if row.plan_batch == one.batch]
        title = one.batch or "未分批次"
        blocks.append(Heading(f"{title}（{one.quarters}个小区，{one.households}户）"))
        blocks.append(_table(some))
    return Paper(
        title=f"{year}年度老旧小区水电改造计划",
        blocks=tuple(blocks),
        number=numbers.pop() if len(numbers) == 1 else "",
        issuer=office,
        dated_on=today,
        landscape=True,
    )


def _summary(year: int, rows: Sequence[PlanRow]) -> str:
    households = sum(row.households for row in rows)
    streets = len({row.street_code for row in rows})
    batches = len({row.plan_batch for row in rows})
    pilots = [row.name for row in rows if row.pilot]
    cost = [row.cost for row in rows if row.cost is not None]
    told = f"{year}年度计划改造老旧小区{len(rows)}个，涉及{streets}个街道、{households}户，"
    told += f"分{batches}批实施。"
    if cost:
        unpriced = len(rows) - len(cost)
        rest = f"（另有{unpriced}个小区尚无投资数）" if unpriced else ""
        told += f"计划投资{sum(cost, Decimal(0)):,.2f}元{rest}。"
    if pilots:
        told += f"试点小区：{'、'.join(pilots)}。"
    return told


def _by_street(rows: Sequence[PlanRow]) -> PaperTable:
    found: dict[tuple[str, str], list[PlanRow]] = {}
    for row in rows:
        found.setdefault((row.street_code, row.street), []).append(row)
    lines = [
        (name or code, str(len(some)), str(sum(r.households for r in some)))
        for (code, name), some in sorted(found.items())
    ]
    total = ("合计", str(len(rows)), str(sum(row.households for row in rows)))
    return PaperTable(
        headings=("街道", "小区数", "户数"),
        rows=(*lines, total),
        widths=(4.0, 2.0, 2.0),
        numbers=frozenset({1, 2}),
        caption="分街道汇总",
        totals=1,
    )


def _table(rows: Sequence[PlanRow]) -> PaperTable:
    lines = [
        (
            str(number),
            row.street or row.street_code,
            row.name,
            row.community,
            str(row.buildings),
            str(row.households),
            str(row.agreed_w),
            str(row.agreed_e),
            "" if row.cost is None else f"{row.cost:,.2f}",
            "；".join(filter(None, ("试点" if row.pilot else "", row.plan_note))),
        )
        for number, row in enumerate(rows, start=1)
    ]
    cost = sum((row.cost for row in rows if row.cost is not None), Decimal(0))
    total = (
        "", "合计", f"{len(rows)}个", "",
        str(sum(row.buildings for row in rows)),
        str(sum(row.households for row in rows)),
        str(sum(row.agreed_w for row in rows)),
        str(sum(row.agreed_e for row in rows)),
        f"{cost:,.2f}" if cost else "",
        "",
    )  # fmt: skip
    return PaperTable(_HEADINGS, (*lines, total), _WIDTHS, _NUMBERS, totals=1)


def adjustment_notice(document_no: str, changes: Sequence[PlanChange], office: str) -> Paper:
    """Return the notice of what one document adjusted.

    Args:
        document_no: its number.
        changes: what it adjusted.
        office: who issues it.
    """
    years = sorted({y for c in changes for y in (c.from_year, c.to_year) if y is not None})
    named = "、".join(str(year) for year in years)
    streets = sorted({change.street for change in changes if change.street})
    blocks: list[Block] = [
        Paragraph(
            f"根据改造工作实际情况，经研究，决定对{named}年度老旧小区水电改造计划作如下调整，"
            f"共涉及小区{len({c.quarter_id for c in changes})}个、"
            f"{sum({c.quarter_id: c.households for c in changes}.values())}户。"
        )
    ]
    number = 0
    for adjustment, title in _PARTS.items():
        some = [change for change in changes if change.adjustment is adjustment]
        if some:
            blocks.append(Heading(f"{'一二三'[number]}、{title}"))
            blocks.append(_changes(some))
            number += 1
    blocks.append(Paragraph("请相关街道按调整后的计划组织实施，并做好群众解释工作。"))
    return Paper(
        title=f"关于调整{named}年度老旧小区水电改造计划的通知",
        blocks=tuple(blocks),
        number=document_no,
        addressee=("、".join(streets) if streets else "各街道办事处") + "：",
        issuer=office,
        dated_on=max((c.decided_on for c in changes if c.decided_on), default=None),
    )


def _changes(changes: Sequence[PlanChange]) -> PaperTable:
    return PaperTable(
        headings=("街道", "小区", "户数", "原计划", "调整后", "原因"),
        rows=tuple(
            (
                change.street,
                change.quarter,
                str(change.households),
                _place(change.from_year, change.from_batch),
                _place(change.to_year, change.to_batch),
                change.reason,
            )
            for change in changes
        ),
        widths=(2.4, 3.4, 1.2, 2.2, 2.2, 4.0),
        numbers=frozenset({2}),
    )


def _place(year: int | None, batch: str) -> str:
    return "—" if year is None else f"{year}年{batch}"
