"""Reports for the district as papers: weekly, progress, action plan.

The plan asks the streets for an action plan from survey and wish (five (3)) and for guidance and
inspection throughout (six (3)). Wording is neutral; an office goes on writing in the Word file.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from desktop.domain.codes import STAGE, Stage
from desktop.domain.paper import (
    Bar,
    BarChart,
    Block,
    Figures,
    Heading,
    Issuer,
    Paper,
    PaperTable,
    Paragraph,
)
from desktop.domain.report_facts import rate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date
    from decimal import Decimal

    from desktop.domain.report_facts import QuarterLine, ReportFacts

_STUCK_ROWS = 12
_DISTRICT = "区老旧小区水电改造工作专班办公室："


def weekly_report(facts: ReportFacts) -> Paper:
    """Return the week on one A4 page: done, rate, change, what is stuck and with whom."""
    week, households = facts.week, facts.total("households")
    stuck = sorted(
        (line for line in facts.quarters if not line.complete),
        key=lambda line: (-line.late_days, line.name),
    )
    rows = tuple(
        (line.name, line.stage, line.waits, line.with_whom, str(line.late_days or ""))
        for line in stuck[:_STUCK_ROWS]
    )
    left = len(stuck) - len(rows)
    blocks: list[Block] = [
        Figures(
            (
                ("供水一户一表", _count(facts.total("met_w")),
                 f"达标率 {rate(facts.total('met_w'), households)}"),
                ("供电一户一表", _count(facts.total("met_e")),
                 f"达标率 {rate(facts.total('met_e'), households)}"),
                ("已入户", _count(facts.total("visited")),
                 f"本周 +{_count(week.visited)}"),
                ("办结小区", _count(sum(line.complete for line in facts.quarters)),
                 f"共 {len(facts.quarters)} 个"),
            )
        ),
        Paragraph(_week_text(facts)),
        PaperTable(
            ("小区", "环节", "卡在哪里", "找谁", "逾期天数"),
            rows,
            (2.1, 1.4, 3.2, 1.8, 1.4),
            frozenset({4}),
            f"未办结小区（按逾期天数，共 {len(stuck)} 个）",
        ),
    ]  # fmt: skip
    if left > 0:
        blocks.append(Paragraph(f"另有 {left} 个小区未列出，见进展报告。", indent=False))
    blocks.append(_stage_chart(facts))
    period = f"{_day(week.first)}—{_day(week.last)}"
    return Paper(
        "老旧小区水电改造周报",
        tuple(blocks),
        number=period,
        issuer=facts.office,
        dated_on=facts.day,
        one_page=True,
    )


def progress_report(facts: ReportFacts) -> Paper:
    """Return how far every quarter is, with its money and what it waits for."""
    households = facts.total("households")
    blocks: list[Block] = [
        Heading("一、总体进展"),
        Paragraph(
            f"截至{_day(facts.day)}，辖区共 {len(facts.quarters)} 个老旧小区、"
            f"{_count(facts.total('buildings'))} 栋、{_count(households)} 户。已入户调查 "
            f"{_count(facts.total('visited'))} 户（{rate(facts.total('visited'), households)}），"
            f"同意水改 {_count(facts.total('joining_w'))} 户，同意电改 "
            f"{_count(facts.total('joining_e'))} 户。供水一户一表达标 "
            f"{_count(facts.total('met_w'))} 户（{rate(facts.total('met_w'), households)}），"
            f"供电一户一表达标 {_count(facts.total('met_e'))} 户"
            f"（{rate(facts.total('met_e'), households)}）。"
        ),
        _stage_chart(facts),
        *_by_area(facts),
        Heading("二、各小区进展"),
        _progress_table(facts.quarters),
        Heading("三、资金情况"),
        _money_table(facts),
        Heading("四、存在问题"),
        _problems(facts),
        Heading("五、下一步工作"),
        Paragraph(_next_text(facts)),
    ]
    return Paper(
        "老旧小区水电改造进展报告",
        tuple(blocks),
        addressee=_DISTRICT,
        issuer=facts.office,
        dated_on=facts.day,
    )


def action_plan(facts: ReportFacts, say: Callable[..., str]) -> Paper:
    """Return the action plan (改造行动计划) that the street reports to the district (five (3)).

    Args:
        facts: every quarter; those that are finished are counted and not planned.
        say: the wording of the form, name and values → text.
    """
    groups: dict[str, list[QuarterLine]] = defaultdict(list)
    for line in facts.quarters:
        if not line.complete:
            groups[line.batch or ("试点" if line.pilot else "待定")].append(line)
    ordered = sorted(groups, key=lambda name: (name == "待定", name))
    blocks: list[Block] = [
        Heading(say("state_heading")),
        Paragraph(say("state", **_counts(facts))),
        Heading(say("quarters_heading")),
        *(_batch_table(batch, groups[batch]) for batch in ordered),
        Heading(say("money_heading")),
        Paragraph(say("money")),
        _money_table(facts),
        Heading(say("steps_heading")),
        Paragraph(say("steps")),
        *_stages(facts, say),
        Heading(say("care_heading")),
        Paragraph(say("care")),
        Issuer(facts.office, facts.day, "street_office"),
    ]
    only = facts.quarters[0].name if len(facts.quarters) == 1 else ""
    return Paper(
        say("title_of_one", quarter=only) if only else say("title"),
        tuple(blocks),
        addressee=say("addressee"),
    )


def _stages(facts: ReportFacts, say: Callable[..., str]) -> list[Block]:
    if len(facts.quarters) != 1:
        return [_stage_chart(facts)]
    (line,) = facts.quarters
    waits = say("waits", waits=line.waits.rstrip("。")) if line.waits else ""
    return [Paragraph(say("stage", stage=line.stage, waits=waits))]


def _counts(facts: ReportFacts) -> dict[str, str]:
    households = facts.total("households")
    return {
        "quarters": str(len(facts.quarters)),
        "households": _count(households),
        "unmet_w": _count(households - facts.total("met_w")),
        "unmet_e": _count(households - facts.total("met_e")),
        "joining_w": _count(facts.total("joining_w")),
        "joining_e": _count(facts.total("joining_e")),
    }


def _week_text(facts: ReportFacts) -> str:
    week = facts.week
    return (
        f"本周入户 {_count(week.visited)} 户，新签同意 {_count(week.agreed)} 户，"
        f"新装水表 {_count(week.water_meters)} 块、电能表 {_count(week.electricity_meters)} 块，"
        f"登记资料 {_count(week.papers)} 份，收到居民缴费 {week.paid:,.2f} 元；"
        f"新发现问题 {_count(week.findings_opened)} 个，复验办结 "
        f"{_count(week.findings_closed)} 个。"
    )


def _stage_chart(facts: ReportFacts) -> BarChart:
    whole = len(facts.quarters)
    bars = [
        Bar(
            STAGE.label(int(stage)),
            sum(not q.complete and q.stage_number == stage for q in facts.quarters),
            whole,
        )
        for stage in Stage
    ]
    bars.append(Bar("已办结", sum(q.complete for q in facts.quarters), whole))
    labelled = tuple(Bar(b.name, b.done, b.whole, f"{b.done:g} 个") for b in bars)
    return BarChart("各环节小区数", labelled, "个")


def _by_area(facts: ReportFacts) -> list[Block]:
    groups: dict[str, list[QuarterLine]] = defaultdict(list)
    for line in facts.quarters:
        groups[line.area_group].append(line)
    if set(groups) <= {""}:
        return []
    rows = tuple(
        (
            name or "未分片区",
            str(len(lines)),
            _count(sum(line.households for line in lines)),
            rate(sum(q.met_w for q in lines), sum(q.households for q in lines)),
            rate(sum(q.met_e for q in lines), sum(q.households for q in lines)),
        )
        for name, lines in sorted(groups.items(), key=lambda pair: (not pair[0], pair[0]))
    )
    heads = ("片区", "小区", "户数", "供水达标率", "供电达标率")
    return [PaperTable(heads, rows, numbers=frozenset({1, 2, 3, 4}), caption="按片区")]


def _progress_table(quarters: Iterable[QuarterLine]) -> PaperTable:
    rows = tuple(
        (
            line.name,
            _count(line.households),
            rate(line.visited, line.households),
            rate(line.met_w, line.households),
            rate(line.met_e, line.households),
            line.stage,
            line.waits,
        )
        for line in quarters
    )
    heads = ("小区", "户数", "入户率", "供水达标", "供电达标", "环节", "所缺")
    return PaperTable(heads, rows, (2.1, 0.9, 1.1, 1.4, 1.4, 1.4, 2.8), frozenset({1, 2, 3, 4}))


def _money_table(facts: ReportFacts) -> PaperTable:
    funded = [q for q in facts.quarters if q.cost is not None or q.planned or q.approved]
    rows: list[tuple[str, ...]] = [
        (q.name, _yuan(q.cost), _yuan(q.planned), _yuan(q.approved), _yuan(q.received),
         _yuan(q.paid))
        for q in funded
    ]  # fmt: skip
    cost = sum((q.cost for q in funded if q.cost is not None), start=facts.money("paid") * 0)
    rows.append(
        ("合计", _yuan(cost), *(_yuan(facts.money(name)) for name in
                              ("planned", "approved", "received", "paid")))
    )  # fmt: skip
    return PaperTable(
        ("小区", "造价", "计划", "批复", "到账", "支付"),
        tuple(rows),
        (2.2, 1.3, 1.3, 1.3, 1.3, 1.3),
        frozenset({1, 2, 3, 4, 5}),
        "单位：元",
        1,
    )


def _problems(facts: ReportFacts) -> Block:
    if not facts.late:
        return Paragraph("没有逾期事项。")
    rows = tuple((quarter, what, str(days)) for what, quarter, days in facts.late)
    return PaperTable(("小区", "事项", "逾期天数"), rows, (2, 4, 1), frozenset({2}))


def _next_text(facts: ReportFacts) -> str:
    waiting: dict[str, int] = defaultdict(int)
    for line in facts.quarters:
        if line.with_whom:
            waiting[line.with_whom] += 1
    if not waiting:
        return "做好长效管理。"
    parts = [f"{who}（{count} 个小区）" for who, count in sorted(waiting.items())]
    return f"请以下单位协同推进：{'、'.join(parts)}。"


def _batch_table(batch: str, lines: list[QuarterLine]) -> PaperTable:
    rows = tuple(
        (
            line.name,
            line.area_group or line.community,
            _count(line.households),
            _years(line),
            rate(line.joining_w, line.households),
            rate(line.joining_e, line.households),
            "是" if line.pilot else "",
            str(line.plan_year or ""),
        )
        for line in lines
    )
    heads = ("小区", "片区/社区", "户数", "建成年代", "水改意愿", "电改意愿", "试点", "计划年度")
    widths = (2.2, 1.5, 0.9, 1.7, 1.4, 1.4, 0.8, 1.4)
    return PaperTable(heads, rows, widths, frozenset({2, 4, 5}), f"批次：{batch}")


def _years(line: QuarterLine) -> str:
    if line.built_from and line.built_to and line.built_from != line.built_to:
        return f"{line.built_from}—{line.built_to}"
    return str(line.built_from or line.built_to or "")


def _yuan(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:,.2f}"


def _count(number: int) -> str:
    return f"{number:,}"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
