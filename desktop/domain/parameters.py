"""The numbers that an office or a scheme sets: declared once, dated, with where they come from.

A rule is judged by the values of its own day (R3, L2b), so every value has a day from which it
holds; without one of the office's own, the default below does. Shares are per cent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from desktop.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number an office may set.

    Attributes:
        name: stable name.
        label: Chinese name; ``label_en`` English.
        default: what holds while nobody has set it.
        unit: 天, %, 年, 元 or empty.
        least, most: what can be meant at all.
        source: law, standard or document key of the default; P our own proposal.
    """

    name: str
    label: str
    label_en: str
    default: Decimal
    unit: str
    least: Decimal
    most: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class SetValue:
    """A value of the office: from which day it holds, and the document that says so."""

    name: str
    value: Decimal
    valid_from: date | None
    document_no: str = ""


def _parameter(
    name: str, label: str, en: str, default: str, unit: str, most: str, source: str
) -> Parameter:
    return Parameter(name, label, en, Decimal(default), unit, Decimal(0), Decimal(most), source)


PARAMETERS = {
    parameter.name: parameter
    for parameter in (
        _parameter(
            "visited-share", "入户调查最低比例", "least share visited", "75", "%", "100", "D13"
        ),
        _parameter(
            "committee-filing-days",
            "业委会备案期限",
            "days to file the committee",
            "30",
            "天",
            "365",
            "L3 16",
        ),
        _parameter(
            "vote-notice-days",
            "表决公告期",
            "days of notice before a vote",
            "15",
            "天",
            "90",
            "L3 14",
        ),
        _parameter("publicity-days", "结果公示期", "days of public notice", "7", "天", "90", "D34"),
        _parameter(
            "over-estimate-share",
            "概算超估算报告线",
            "design estimate over estimate",
            "10",
            "%",
            "100",
            "L7 12",
        ),
        _parameter(
            "over-item-share", "单项超预算提示线", "item over its budget", "10", "%", "100", "D6"
        ),
        _parameter("warranty-years", "管线质保年限", "years of warranty", "2", "年", "20", "L6 40"),
        _parameter(
            "balance-tolerance",
            "总分表允许差",
            "tolerance of the balance",
            "5",
            "%",
            "50",
            "P (W17)",
        ),
        _parameter(
            "insulation-least",
            "绝缘电阻不低于",
            "insulation not below",
            "0",
            "MΩ",
            "1000",
            "P (0 = 未设定, E06)",
        ),
        _parameter(
            "earth-most",
            "接地电阻不大于",
            "earth resistance not above",
            "0",
            "Ω",
            "1000",
            "P (0 = 未设定, E07)",
        ),
        _parameter(
            "voice-answer-days", "意见答复期限", "days to answer a voice", "15", "天", "90", "P"
        ),
        _parameter(
            "acceptance-reply-days",
            "验收通知回执期限",
            "days for a company's reply",
            "15",
            "天",
            "90",
            "P (R8)",
        ),
        _parameter(
            "finding-due-days", "问题整改期限", "days to mend a finding", "7", "天", "180", "P"
        ),
        _parameter("stage-days-1", "方案制定期限", "days for the scheme", "60", "天", "1000", "P"),
        _parameter("stage-days-2", "成本核算期限", "days for the costing", "30", "天", "1000", "P"),
        _parameter("stage-days-3", "投资评审期限", "days for the review", "30", "天", "1000", "P"),
        _parameter(
            "stage-days-4", "上报审批期限", "days for the approval", "30", "天", "1000", "P"
        ),
        _parameter("stage-days-5", "组织实施期限", "days for the works", "120", "天", "1000", "P"),
        _parameter(
            "stage-days-6",
            "验收移交期限",
            "days for acceptance and handover",
            "45",
            "天",
            "1000",
            "P",
        ),
        _parameter(
            "built-before", "建成年份不晚于", "built not later than", "2000", "", "2030", "D35, D36"
        ),
        _parameter(
            "cost-per-household-most",
            "每户成本上限",
            "highest cost per household",
            "0",
            "元",
            "100000",
            "P (0 = 不限)",
        ),
        _parameter("weight-age", "排序权重：房龄", "weight: age", "0", "", "100", "P"),
        _parameter("weight-consent", "排序权重：意愿", "weight: consent", "0", "", "100", "P"),
        _parameter("weight-hazard", "排序权重：隐患", "weight: hazards", "0", "", "100", "P"),
        _parameter(
            "weight-shared", "排序权重：合表户", "weight: shared meters", "0", "", "100", "P"
        ),
        _parameter(
            "weight-cost", "排序权重：每户成本", "weight: cost per household", "0", "", "100", "P"
        ),
        _parameter(
            "merge-loss-share",
            "回表删空提示线",
            "rows or cells lost in a workbook",
            "10",
            "%",
            "100",
            "P",
        ),
        _parameter("weight-hardship", "排序权重：困难户", "weight: hardship", "0", "", "100", "P"),
    )
}
"""Every parameter by name."""


def parameter(name: str) -> Parameter:
    """Return the parameter called ``name``.

    Raises:
        InputError: ``parameter-unknown``.
    """
    found = PARAMETERS.get(name)
    if found is None:
        raise InputError("parameter-unknown", name=name)
    return found


def value_on(name: str, day: date, values: Iterable[SetValue]) -> Decimal:
    """Return what ``name`` is on ``day``: the office's newest value by then, else the default.

    Of two values from the same day the one set later, which stands later in ``values``, holds.

    Raises:
        InputError: ``parameter-unknown``.
    """
    holding = [
        found
        for found in values
        if found.name == name and (found.valid_from is None or found.valid_from <= day)
    ]
    if not holding:
        return parameter(name).default
    newest = max(found.valid_from or date.min for found in holding)
    return [found for found in holding if (found.valid_from or date.min) == newest][-1].value


def read_value(name: str, text: str) -> Decimal:
    """Return the value that ``text`` means for ``name``.

    Raises:
        InputError: ``parameter-unknown``, ``parameter-value`` not a number in its range.
    """
    known = parameter(name)
    try:
        value = Decimal(text.strip().removesuffix(known.unit).strip())
    except InvalidOperation:
        value = known.least - 1
    if not value.is_finite() or not known.least <= value <= known.most:
        raise InputError(
            "parameter-value", name=known.label, least=str(known.least), most=str(known.most)
        )
    return value
