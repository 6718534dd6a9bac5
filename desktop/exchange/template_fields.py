"""What a column of a district's own form may be filled with, and how its headings name it.

Headings are recognised as those of household lists are (:mod:`desktop.exchange.roster_fields`);
what only such forms have stands in ``resources/templates/template_headers.toml``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from desktop.domain.field_kinds import Field, Kind, decimal, text, whole
from desktop.domain.fields import ENTITIES
from desktop.domain.national_figures import NATIONAL_TABLES
from desktop.exchange.roster_fields import field_of, header_words, normal, targets, without_brackets
from desktop.kernel.resources import resource

if TYPE_CHECKING:
    from collections.abc import Mapping

ROWS_OF = ("quarter", "building", "household", "water_meter", "electricity_meter")
NUMBER = "row.number"
ADDRESS = "place.address"
TEN_THOUSAND = "@10k"
"""Ending of a field that is written in units of ten thousand (万元)."""
_ABOVE: Mapping[str, tuple[str, ...]] = {
    "quarter": ("quarter",),
    "building": ("quarter", "building"),
    "household": ("quarter", "building", "unit", "household", "water_meter", "electricity_meter"),
    "water_meter": ("quarter", "building", "unit", "household", "water_meter"),
    "electricity_meter": ("quarter", "building", "unit", "household", "electricity_meter"),
}
_LEADS: Mapping[str, frozenset[str]] = {
    "quarter": frozenset({"quarter.name", "quarter.quarter_code"}),
    "building": frozenset({"building.building_no"}),
    "household": frozenset({"household.room_no", ADDRESS}),
    "water_meter": frozenset({"water_meter.body_no", "water_meter.account_no"}),
    "electricity_meter": frozenset({"electricity_meter.asset_no", "electricity_meter.account_no"}),
}
_PLACES = {
    "quarter": "quarter.name",
    "building_no": "building.building_no",
    "unit_no": "unit.unit_no",
    "room_no": "household.room_no",
    "floor": "household.floor",
    "address": ADDRESS,
}
_MONEY = "元"
_AREA = "m²"
_COUNTED_IN_BUILDINGS = frozenset(
    {"households", "visited", "nobody", "refused", "joining_w", "joining_e", "met_w", "met_e"}
)
_UTILITIES = {"water_meter": "供水", "electricity_meter": "供电"}
_MORE_FIGURES = (
    whole("visited", "已入户户数", "visited"),
    whole("nobody", "无人户数", "nobody home"),
    whole("refused", "拒访户数", "refused"),
    text("waits", "待办事项", "what it waits for", 0),
    text("with_whom", "等待何方", "waits for whom"),
    whole("late_days", "逾期天数", "days late"),
    decimal("approved", "批复资金(元)", "approved", unit=_MONEY),
    decimal("cost", "工程造价(元)", "cost", unit=_MONEY),
)
SINGLE = (
    text("office.name", "填报单位", "office"),
    text("office.street_code", "街道代码", "street code"),
    Field("office.today", Kind.DATE, "填报日期", "day of filling in"),
    text("office.operator", "填表人", "who fills it in"),
)
"""What a single cell may say."""


@dataclass(frozen=True, slots=True)
class TemplateField:
    """One thing that a column or a cell may be filled with.

    Attributes:
        name: stable, such as ``quarter.name``, ``figure.households``.
        label: Chinese name.
        label_en: English name.
        field: rules of its value; None for a running number and a whole address.
        divisor: by what an amount is divided before it is written.
    """

    name: str
    label: str
    label_en: str
    field: Field | None
    divisor: int = 1


@cache
def figures() -> Mapping[str, Field]:
    """Return the counted facts of a quarter by name."""
    found = {one.field.name: one.field for table in NATIONAL_TABLES for one in table.figures}
    return found | {field.name: field for field in _MORE_FIGURES}


@cache
def fields_for(rows_of: str) -> Mapping[str, TemplateField]:
    """Return what a column may be filled with, where each row is one ``rows_of``."""
    found = {NUMBER: TemplateField(NUMBER, "序号", "running number", None)}
    if rows_of not in {"quarter", "building"}:
        found[ADDRESS] = TemplateField(ADDRESS, "完整地址", "whole address", None)
    for kind in _ABOVE[rows_of]:
        entity = ENTITIES[kind]
        for field in entity.fields:
            if field.kind is Kind.REFERENCE:
                continue
            several = kind != rows_of or kind.endswith("_meter")
            label = f"{entity.label}：{field.label}" if several else field.label
            english = f"{entity.label_en}: {field.label_en}" if several else field.label_en
            _add(found, f"{kind}.{field.name}", label, english, field)
    for name, field in figures().items():
        shown = rows_of == "quarter" or (rows_of == "building" and name in _COUNTED_IN_BUILDINGS)
        if shown and ENTITIES["quarter"].field(name) is None:  # its own columns say the others
            _add(found, f"figure.{name}", f"统计：{field.label}", f"count: {field.label_en}", field)
    return found


def single_fields() -> Mapping[str, TemplateField]:
    """Return what a single cell may be filled with: the office, the day, sums over all rows."""
    found = {one.name: TemplateField(one.name, one.label, one.label_en, one) for one in SINGLE}
    for name, field in figures().items():
        if field.kind in {Kind.INTEGER, Kind.DECIMAL} and name not in _NOT_ADDED:
            _add(found, f"total.{name}", f"合计：{field.label}", f"total: {field.label_en}", field)
    return found


_NOT_ADDED = frozenset({"plan_year", "built_from", "built_to", "late_days", "rate_w", "rate_e"})
"""Numbers whose sum says nothing."""


def _add(
    found: dict[str, TemplateField], name: str, label: str, english: str, field: Field
) -> None:
    found[name] = TemplateField(name, label, english, field)
    if field.unit == _MONEY or (field.unit == _AREA and field.name == "floor_area"):
        unit = "万元" if field.unit == _MONEY else "万㎡"
        found[name + TEN_THOUSAND] = TemplateField(
            name + TEN_THOUSAND,
            label.replace("(元)", "").replace("(㎡)", "") + f"({unit})",
            f"{english} / 10,000",
            field,
            10_000,
        )


@dataclass(frozen=True)
class TemplateWords:
    """The headings of forms that have one ``rows_of`` on each row."""

    rows_of: str

    @property
    def leads(self) -> frozenset[str]:
        """Fields of which a header must name one."""
        return _LEADS[self.rows_of]

    def field_of(self, header: str, heading: str, noun: str) -> str | None:
        """Return the field that ``header`` names below ``heading``."""
        found = self._named(header, heading, noun)
        in_ten_thousands = found and fields_for(self.rows_of).get(found + TEN_THOUSAND)
        if not found or not in_ten_thousands or in_ten_thousands.field is None:
            return found
        words = ("万元",) if in_ten_thousands.field.unit == _MONEY else ("万平", "万㎡", "万m")
        return in_ten_thousands.name if any(w in heading + header for w in words) else found

    def noun_of(self, field: str) -> str:
        """Return the kind of meter that a field belongs to."""
        kind = field.partition(".")[0]
        return kind if kind.endswith("_meter") else ""

    def own_name(self, name: str) -> str | None:
        """Return the field under its usual name."""
        return name if name in fields_for(self.rows_of) else None

    def _named(self, header: str, heading: str, noun: str) -> str | None:
        words = _words(self.rows_of)
        forms = [form for form in (normal(header), without_brackets(header)) if form]
        over = [form for form in (normal(heading), without_brackets(heading)) if form]
        before = [*over, *(_UTILITIES[one] for one in _utilities(heading))]
        for form in [*(first + form for first in before for form in forms), *forms]:
            if form in words:
                return words[form]
        if self.rows_of in {"quarter", "building"}:
            place = _PLACES.get(header_words().fields.get(forms[0], "") if forms else "")
            return place if place in fields_for(self.rows_of) else None
        found = field_of(header, heading, noun)
        return _qualified(found, self.rows_of) if found else None


@cache
def cell_words() -> Mapping[str, str]:
    """Return normal label → field of a single cell."""
    return {normal(word): name for name, words in _table()["cells"].items() for word in words}


@cache
def _table() -> dict[str, Any]:
    path = resource("templates", "template_headers.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _words(rows_of: str) -> Mapping[str, str]:
    """Return normal heading → field: the labels of the row's own noun, then the synonyms."""
    known = fields_for(rows_of)
    found: dict[str, str] = {}
    for name, field in known.items():
        kind = name.partition(".")[0]
        if field.field is not None and not name.endswith(TEN_THOUSAND):
            if kind == rows_of:
                found[normal(field.field.label)] = name
            elif kind == "figure":
                for form in (normal, without_brackets):
                    found.setdefault(form(field.field.label), name)
    for name, words in _table()[rows_of].items():
        if name in known:
            found |= {normal(word): name for word in words}
    return found


def _utilities(heading: str) -> tuple[str, ...]:
    plain = normal(heading)
    nouns = header_words().nouns
    return tuple(noun for noun, words in nouns.items() if any(word in plain for word in words))


def _qualified(name: str, rows_of: str) -> str | None:
    """Return a household list's field under the name that it has here."""
    if name in _PLACES:
        return _PLACES[name]
    target = targets()[name]
    if target.field is None:
        return None
    found = f"{target.noun}.{target.field.name}"
    return found if found in fields_for(rows_of) else None
