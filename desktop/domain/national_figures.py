"""The figures of the national form: plan, progress, effect, basic facts (D15, R18).

The table forms themselves could not be read; the columns follow the pairs of plan and done in
``fields.md`` section 1 and are labelled as there. Declared once: the form on its own and the
sheets of the district workbook go by the same tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from desktop.domain.field_kinds import Field, Kind, decimal, flag, text, whole
from desktop.domain.paper import Paper, PaperTable
from desktop.domain.report_facts import QuarterLine, rate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.domain.report_facts import ReportFacts
    from desktop.domain.values import Value

TOTAL = "合计"
_ADDED = (
    "buildings", "households", "joining_w", "joining_e", "met_w", "met_e", "done_w", "done_e",
    "floor_area", "planned", "received", "paid",
)  # fmt: skip
_TENTH = Decimal("0.1")
_NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL})


@dataclass(frozen=True, slots=True)
class Figure:
    """One column of a national table.

    Attributes:
        field: name, label and kind of the value.
        value: reads it from a quarter's line.
        shown: how the form writes it; by its kind when None.
    """

    field: Field
    value: Callable[[QuarterLine], Value]
    shown: Callable[[QuarterLine], str] | None = None

    def on_paper(self, line: QuarterLine) -> str:
        """Return the text of a cell of the form."""
        if self.shown is not None:
            return self.shown(line)
        value = self.value(line)
        if self.field.kind is Kind.BOOLEAN:
            return "是" if value else "否"
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class NationalTable:
    """One table of the national form, a quarter on each row."""

    key: str
    title: str
    figures: tuple[Figure, ...]


def _share(name: str, label: str, met: Callable[[QuarterLine], int]) -> Figure:
    return Figure(
        decimal(name, label, name, 1, unit="%"),
        lambda q: percent(met(q), q.households),
        lambda q: rate(met(q), q.households),
    )


def percent(part: int, whole_: int) -> Decimal | None:
    """Return a share in per cent with one place, rounded half up; None of nothing."""
    if whole_ <= 0:
        return None
    return (Decimal(part) * 100 / whole_).quantize(_TENTH, ROUND_HALF_UP)


_NAME = Figure(text("name", "小区名称", "name"), lambda q: q.name)
_BUILDINGS = Figure(whole("buildings", "楼栋数", "buildings"), lambda q: q.buildings)
_HOUSEHOLDS = Figure(whole("households", "户数", "households"), lambda q: q.households)

NATIONAL_TABLES: tuple[NationalTable, ...] = (
    NationalTable("annual_plan", "年度计划", (
        _NAME,
        Figure(whole("plan_year", "计划年度", "plan year"), lambda q: q.plan_year),
        Figure(text("batch", "批次", "batch", 20), lambda q: q.batch),
        _BUILDINGS,
        _HOUSEHOLDS,
        Figure(
            decimal("planned", "计划投资(元)", "planned", unit="元"),
            lambda q: q.planned or None,
        ),
    )),
    NationalTable("works_progress", "改造进展", (
        _NAME,
        Figure(text("stage", "环节", "stage", 24), lambda q: q.stage),
        Figure(flag("begun", "是否开工", "begun"), lambda q: q.begun),
        Figure(flag("complete", "是否完工", "complete"), lambda q: q.complete),
        Figure(whole("joining_w", "水表安装(计划)", "water planned"), lambda q: q.joining_w),
        Figure(whole("done_w", "水表安装(完成)", "water done"), lambda q: q.done_w),
        Figure(whole("joining_e", "电表安装(计划)", "power planned"), lambda q: q.joining_e),
        Figure(whole("done_e", "电表安装(完成)", "power done"), lambda q: q.done_e),
        Figure(decimal("received", "到账资金(元)", "received", unit="元"), lambda q: q.received),
        Figure(decimal("paid", "支付资金(元)", "paid", unit="元"), lambda q: q.paid),
    )),
    NationalTable("works_effect", "改造效果", (
        _NAME,
        _HOUSEHOLDS,
        Figure(whole("met_w", "供水一户一表户数", "water met"), lambda q: q.met_w),
        _share("rate_w", "供水一户一表实现率", lambda q: q.met_w),
        Figure(whole("met_e", "供电一户一表户数", "power met"), lambda q: q.met_e),
        _share("rate_e", "供电一户一表实现率", lambda q: q.met_e),
    )),
    NationalTable("basic_facts", "项目基本情况", (
        _NAME,
        Figure(text("area_group", "片区", "area group", 40), lambda q: q.area_group),
        Figure(text("community", "社区", "community", 30), lambda q: q.community),
        Figure(whole("built_from", "建成年代(起)", "built from"), lambda q: q.built_from),
        Figure(whole("built_to", "建成年代(止)", "built to"), lambda q: q.built_to),
        _BUILDINGS,
        _HOUSEHOLDS,
        Figure(decimal("floor_area", "总建筑面积(㎡)", "floor area"), lambda q: q.floor_area),
        Figure(flag("pilot", "试点", "pilot"), lambda q: q.pilot),
    )),
)  # fmt: skip


def totals(table: NationalTable, lines: Sequence[QuarterLine]) -> list[Value]:
    """Return the row that adds up ``lines``: counts and amounts, and the rates of the sums."""
    sums: dict[str, Any] = {"name": TOTAL}
    for name in _ADDED:
        found = [one for line in lines if (one := getattr(line, name)) is not None]
        sums[name] = sum(found) if found else None
    whole_ = QuarterLine(**sums)
    return [
        figure.value(whole_) if figure is _NAME or (figure.field.kind in _NUMBERS) else None
        for figure in table.figures
    ]


def national_figures(facts: ReportFacts) -> list[Paper]:
    """Return the four tables as papers, a sheet each."""
    return [_paper(facts, table) for table in NATIONAL_TABLES]


def _paper(facts: ReportFacts, table: NationalTable) -> Paper:
    heads = tuple(figure.field.label for figure in table.figures)
    rows = tuple(
        tuple(figure.on_paper(line) for figure in table.figures) for line in facts.quarters
    )
    numbers = frozenset(
        place for place, figure in enumerate(table.figures) if figure.field.kind in _NUMBERS
    )
    cells = PaperTable(heads, rows, numbers=numbers)
    return Paper(table.title, (cells,), issuer=facts.office, dated_on=facts.day, landscape=True)
