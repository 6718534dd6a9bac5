"""The sheets of the district workbook, each declared once as a table of columns.

Writer, reader, guide and checks all go by these tables. A column's key is ``kind.field``, so that
the merge finds the field's rules in :mod:`desktop.domain.fields` without knowing any sheet.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from desktop.domain.fields import ENTITIES, Field, Kind, Side

if TYPE_CHECKING:
    from collections.abc import Mapping

TICKET_KEY = "hb.ticket"
FINGERPRINT_KEY = "hb.fingerprint"
ACTION_KEY = "row.action"
DELETE_LABEL = "删除"
META_SHEET = "_hb_meta"
LISTS_SHEET = "_hb_lists"
GUIDE_SHEET = "说明"
FIRST_DATA_ROW = 3
SPARE_ROWS = 1_000


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a data sheet.

    Attributes:
        key: ``kind.field``, stable; stands in the hidden first row.
        label: Chinese heading; unique in its sheet.
        field: rules of its values; None for the column 操作.
        width: in characters.
        context: shown to find one's way (address, counts); never taken back.
    """

    key: str
    label: str
    field: Field | None
    width: float
    context: bool = False

    @property
    def side(self) -> Side:
        """Whose column it is."""
        if self.field is None:
            return Side.BOTH
        return Side.STREET if self.context else self.field.side

    @property
    def number_format(self) -> str:
        """Return the spreadsheet format: text wherever zeros, long digits or dashes may live."""
        if self.field is None:
            return "@"
        if self.field.kind is Kind.DATE:
            return "yyyy-mm-dd"
        if self.field.kind is Kind.INTEGER:
            return "0"
        if self.field.kind is Kind.DECIMAL:
            return "0." + "0" * self.field.places
        return "@"


@dataclass(frozen=True)
class Sheet:
    """One data sheet.

    Attributes:
        key: stable name.
        title: name on the tab.
        letter: first letter of its row tickets.
        kinds: entities of one row, the leading one first; a ticket carries their ids.
        columns: in order, without the two hidden ones.
        note: one line for the guide.
    """

    key: str
    title: str
    letter: str
    kinds: tuple[str, ...]
    columns: tuple[Column, ...]
    note: str = ""

    @cached_property
    def by_key(self) -> Mapping[str, Column]:
        """Columns by key."""
        return {column.key: column for column in self.columns}

    @cached_property
    def by_label(self) -> Mapping[str, Column]:
        """Columns by heading."""
        return {column.label: column for column in self.columns}


_WIDTHS = {Kind.DATE: 12.0, Kind.INTEGER: 8.0, Kind.DECIMAL: 11.0, Kind.CODE: 14.0}
_LONGEST_WIDTH = 28.0
_FULL_TEXT = 40


def _column(key: str, label: str = "", width: float = 0.0, *, context: bool = False) -> Column:
    kind, _, name = key.partition(".")
    field = ENTITIES[kind].field(name)
    if field is None:
        raise KeyError(key)
    usual = _WIDTHS.get(field.kind, min(_LONGEST_WIDTH, 8 + field.length / 3))
    label = label or field.label
    return Column(key, label, field, width or max(usual, 2.2 * len(label) + 2), context)


def _columns(kind: str, names: str, prefix: str = "") -> tuple[Column, ...]:
    """Return columns for space-separated ``name`` or ``name=label`` of one entity."""
    made = []
    for word in names.split():
        name, _, label = word.partition("=")
        column = _column(f"{kind}.{name}", label)
        made.append(
            column if label or not prefix else _column(column.key, f"{prefix}{column.label}")
        )
    return tuple(made)


def _address(*words: str) -> tuple[Column, ...]:
    known = {
        "quarter_code": ("quarter.quarter_code", "小区编码", 14.0),
        "quarter": ("quarter.name", "小区名称", 18.0),
        "building": ("building.building_no", "楼栋", 8.0),
        "unit": ("unit.unit_no", "单元", 8.0),
    }
    return tuple(
        _column(key, label, width, context=True)
        for key, label, width in (known[word] for word in words)
    )


def _count(name: str, label: str) -> Column:
    return Column(f"progress.{name}", label, Field(name, Kind.INTEGER, label, name), 12.0, True)


ACTION = Column(ACTION_KEY, "操作", None, 8.0)

QUARTERS = Sheet(
    "quarters",
    "小区",
    "Q",
    ("quarter",),
    (
        *_columns(
            "quarter",
            "quarter_code name alias community address built_from built_to title_kind"
            " former_owner_unit n_building n_unit n_household floor_area pm_mode committee_state"
            " committee_filed_on water_charge_mode elec_charge_mode elec_class water_supply_mode"
            " n_low_supply_w n_low_pressure n_low_supply_e pipe_damaged_len line_aged_len"
            " transformer_kva transformer_owner sa_demolition sa_retrofitted area_group pilot"
            " own_batch remarks",
        ),
        ACTION,
    ),
    "每个小区一行。",
)
BUILDINGS = Sheet(
    "buildings",
    "楼栋",
    "B",
    ("building",),
    (
        *_address("quarter_code", "quarter"),
        *_columns(
            "building",
            "building_no year structure n_floor_up n_floor_down n_unit n_household floor_area"
            " riser_material_old riser_material_new install_form_w boundary_rule_w"
            " boundary_rule_e elec_entry hazard remarks",
        ),
        ACTION,
    ),
    "每栋楼一行。",
)
HOUSEHOLDS = Sheet(
    "households",
    "住户",
    "H",
    ("household", "water_meter", "electricity_meter"),
    (
        *_address("quarter_code", "quarter", "building", "unit"),
        *_columns(
            "household",
            "floor room_no=室号 owner_name phone visit_state w_state=计量现状(水)"
            " e_state=计量现状(电) consent_w consent_e occupant hardship use_kind"
            " transformer_area",
        ),
        *_columns(
            "water_meter",
            "body_no=水表号 kind=水表类型 position=水表表位 dn=水表口径 verified_on=水表检定日期"
            " installed_on=水表装表日期 first_reading=水表起度 last_reading=水表止度"
            " account_no=用水户号",
        ),
        *_columns(
            "electricity_meter",
            "asset_no=电表资产号 kind=电表类型 position=电表表位 verified_on=电表检定日期"
            " installed_on=电表装表日期 first_reading=电表起度 last_reading=电表止度"
            " account_no=用电户号 box_no=计量箱号",
        ),
        *_columns("household", "remarks"),
        ACTION,
    ),
    "每户一行，水表、电表为该户现用表。",
)
MASTER_WATER = Sheet(
    "master_water",
    "总水表",
    "W",
    ("water_meter",),
    (
        *_address("quarter_code", "quarter", "building"),
        *_columns(
            "water_meter",
            "body_no role kind position state dn q3 maker model verified_on cert_no installed_on"
            " first_reading last_reading account_no contract_no remarks",
        ),
        ACTION,
    ),
    "总表、单元表、考核表、公共用水表，每块一行。",
)
MASTER_POWER = Sheet(
    "master_power",
    "总电表",
    "E",
    ("electricity_meter",),
    (
        *_address("quarter_code", "quarter", "building"),
        *_columns(
            "electricity_meter",
            "asset_no role kind position state phase current_spec maker model verified_on cert_no"
            " installed_on first_reading last_reading account_no box_no contract_no remarks",
        ),
        ACTION,
    ),
    "总表、单元表、公共用电表，每块一行。",
)
PLAN = Sheet(
    "plan",
    "计划与批复",
    "P",
    ("quarter",),
    (
        *_address("quarter_code", "quarter"),
        *_columns("quarter", "plan_year plan_batch=计划批次 approval_no approved_on plan_note"),
    ),
    "由区里填写：计划年度、批次、批复文号和日期，调整年度计划时写明说明。",
)
PROGRESS = Sheet(
    "progress",
    "汇总",
    "S",
    (),
    (
        *_address("quarter_code", "quarter"),
        _count("households", "户数"),
        _count("visited", "已入户"),
        _count("nobody", "无人"),
        _count("refused", "拒访"),
        _count("consent_water", "同意水改"),
        _count("consent_power", "同意电改"),
        _count("water_done", "供水一户一表户数"),
        _count("power_done", "供电一户一表户数"),
    ),
    "导出当天的进度，只供查看。",
)

SHEETS: tuple[Sheet, ...] = (
    QUARTERS,
    BUILDINGS,
    HOUSEHOLDS,
    MASTER_WATER,
    MASTER_POWER,
    PLAN,
    PROGRESS,
)
SHEETS_BY_KEY: Mapping[str, Sheet] = {sheet.key: sheet for sheet in SHEETS}
