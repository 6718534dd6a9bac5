"""The readiness board as an official paper, always Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.paper import Block, Heading, Paper, PaperTable, Paragraph
from desktop.domain.parameters import PARAMETERS
from desktop.domain.readiness import Readiness, share
from desktop.domain.readiness_board import in_order
from desktop.kernel.messages import message_for

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from desktop.domain.readiness import Reason
    from desktop.domain.readiness_board import Board, BoardRow, Sorting

GROUP_WORDS = {
    Readiness.READY: "具备条件",
    Readiness.NEARLY: "基本具备条件",
    Readiness.NOT_ELIGIBLE: "不列入",
}
_HEADINGS = ("小区", "片区", "建成", "户数", "同意率", "隐患楼栋", "每户成本（元）", "拟列", "计划")
_WIDTHS = (4.0, 2.4, 1.8, 1.4, 1.6, 1.6, 2.2, 2.0, 2.4)
_NUMBERS = frozenset({3, 4, 5, 6})


def readiness_paper(
    board: Board, sorting: Sorting, area_group: str | None, office: str, today: date
) -> Paper:
    """Return the board group by group with the reason of every quarter.

    Args:
        board: every quarter.
        sorting: order within the groups.
        area_group: only this one; None takes all.
        office: who issues it.
        today: the day.
    """
    rows = [row for row in board.rows if area_group in {None, row.area_group}]
    ordered = in_order(rows, sorting)
    blocks: list[Block] = [Paragraph(_summary(ordered))]
    if board.weights:
        blocks.append(Paragraph(_weights(board)))
    for group in Readiness:
        found = [row for row in ordered if row.standing.readiness is group]
        if found:
            blocks.append(Heading(f"{GROUP_WORDS[group]}（{len(found)}个）"))
            blocks.append(_table(found, group, ranked=bool(board.weights)))
    title = "老旧小区水电改造对象排查情况表"
    return Paper(
        title=title if area_group is None else f"{title}（{area_group or '未分片区'}）",
        blocks=tuple(blocks),
        issuer=office,
        dated_on=today,
        landscape=True,
    )


def _summary(rows: Sequence[BoardRow]) -> str:
    counts = {group: sum(row.standing.readiness is group for row in rows) for group in Readiness}
    told = "，".join(f"{GROUP_WORDS[group]}{count}个" for group, count in counts.items())
    pilots = [row.name for row in rows if row.pilot]
    chosen = f"试点小区：{'、'.join(pilots)}。" if pilots else ""
    return f"共排查小区{len(rows)}个：{told}。{chosen}"


def _weights(board: Board) -> str:
    words = (
        f"{PARAMETERS[name].label.removeprefix('排序权重：')}{weight.normalize():f}"
        for name, weight in board.weights.items()
    )
    return f"排序按本单位设定的权重计算，满分100分：{'，'.join(words)}；同分的按小区编码排列。"


def _table(rows: Sequence[BoardRow], group: Readiness, *, ranked: bool) -> PaperTable:
    # The reason is the widest and the last column, as people read it.
    with_points = ranked and group is not Readiness.NOT_ELIGIBLE
    points = ("得分",) if with_points else ()
    last = "尚缺" if group is Readiness.NEARLY else "说明"
    return PaperTable(
        headings=(*_HEADINGS, *points, last),
        rows=tuple(
            (*_cells(row), *((_points(row),) if with_points else ()), _why(row)) for row in rows
        ),
        widths=(*_WIDTHS, *((1.4,) if with_points else ()), 7.0),
        numbers=_NUMBERS | ({len(_HEADINGS)} if with_points else set()),
    )


def _cells(row: BoardRow) -> tuple[str, ...]:
    facts = row.facts
    years = sorted({year for year in (facts.built_from, facts.built_to) if year is not None})
    picked = "、".join(filter(None, ("试点" if row.pilot else "", row.own_batch)))
    plan = " ".join(filter(None, (str(row.plan_year or ""), row.plan_batch)))
    return (
        row.name,
        row.area_group,
        "—".join(map(str, years)),
        str(facts.households),
        f"{share(facts.joining, facts.households)}%",
        str(facts.hazards or ""),
        "" if facts.cost is None else f"{facts.cost:,.2f}",
        picked,
        plan,
    )


def _points(row: BoardRow) -> str:
    return "" if row.ranked is None else f"{row.ranked.points:.2f}"


def _why(row: BoardRow) -> str:
    reasons: tuple[Reason, ...] = row.standing.reasons + row.standing.remarks
    told = [message_for(str(r.code), r.details, "zh_CN").text for r in reasons]
    return "；".join(filter(None, (*(text.rstrip("。") for text in told), row.plan_note)))
