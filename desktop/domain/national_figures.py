"""The figures of the national form as one workbook: plan, progress, effect, basic facts (D15, R18).

The table forms themselves could not be read; the columns follow the pairs of plan and done in
``fields.md`` section 1 and are labelled as there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.paper import Paper, PaperTable
from desktop.domain.report_facts import rate

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.report_facts import QuarterLine, ReportFacts


def national_figures(facts: ReportFacts) -> list[Paper]:
    """Return the four tables, a sheet each."""
    return [
        _sheet(facts, "年度计划",
               ("小区名称", "计划年度", "批次", "楼栋数", "户数", "计划投资(元)"),
               lambda q: (q.name, _text(q.plan_year), q.batch, str(q.buildings),
                          str(q.households), _text(q.planned or None))),
        _sheet(facts, "改造进展",
               ("小区名称", "环节", "是否开工", "是否完工", "水表安装(计划)", "水表安装(完成)",
                "电表安装(计划)", "电表安装(完成)", "到账资金(元)", "支付资金(元)"),
               lambda q: (q.name, q.stage, "是" if q.begun else "否",
                          "是" if q.complete else "否", str(q.joining_w), str(q.done_w),
                          str(q.joining_e), str(q.done_e), _text(q.received), _text(q.paid))),
        _sheet(facts, "改造效果",
               ("小区名称", "户数", "供水一户一表户数", "供水一户一表实现率", "供电一户一表户数",
                "供电一户一表实现率"),
               lambda q: (q.name, str(q.households), str(q.met_w), rate(q.met_w, q.households),
                          str(q.met_e), rate(q.met_e, q.households))),
        _sheet(facts, "项目基本情况",
               ("小区名称", "片区", "社区", "建成年代(起)", "建成年代(止)", "楼栋数", "户数",
                "总建筑面积(㎡)", "试点"),
               lambda q: (q.name, q.area_group, q.community, _text(q.built_from),
                          _text(q.built_to), str(q.buildings), str(q.households),
                          _text(q.floor_area), "是" if q.pilot else "否")),
    ]  # fmt: skip


def _sheet(
    facts: ReportFacts,
    title: str,
    heads: tuple[str, ...],
    row: Callable[[QuarterLine], tuple[str, ...]],
) -> Paper:
    rows = tuple(map(row, facts.quarters))
    numbers = frozenset(
        place
        for place, head in enumerate(heads)
        if any(word in head for word in ("数", "(元)", "计划)", "完成)", "年代", "年度", "面积"))
    )
    table = PaperTable(heads, rows, numbers=numbers)
    return Paper(title, (table,), issuer=facts.office, dated_on=facts.day, landscape=True)


def _text(value: object) -> str:
    return "" if value is None else str(value)
