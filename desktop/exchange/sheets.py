"""The sheets of the district workbook, each declared once as a table of columns.

Writer, reader, guide, checks and ``docs/workbook.md`` all go by these tables. A column's key is
``kind.field``, so that the merge finds the field's rules in :mod:`desktop.domain.fields` without
knowing any sheet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.field_kinds import code, decimal, whole
from desktop.domain.national_figures import NATIONAL_TABLES
from desktop.domain.project_codes import FUND_SOURCE
from desktop.exchange.sheet_table import (
    ACTION_KEY,
    Column,
    Sheet,
    address,
    columns,
    figures,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

TICKET_KEY = "hb.ticket"
FINGERPRINT_KEY = "hb.fingerprint"
DELETE_LABEL = "删除"
META_SHEET = "_hb_meta"
LISTS_SHEET = "选项"
GUIDE_SHEET = "说明"
ASIDE_SHEETS = frozenset({GUIDE_SHEET, LISTS_SHEET, META_SHEET, "_hb_lists"})
"""Sheets without rows of the ledger; ``_hb_lists`` is what workbooks of version 1 call it."""
FIRST_DATA_ROW = 3
SPARE_ROWS = 1_000


ACTION = Column(ACTION_KEY, "操作", None, 8.0, group="操作")

QUARTERS = Sheet(
    "quarters",
    "小区",
    "Q",
    ("quarter",),
    (
        *columns(
            "基本情况",
            "quarter",
            "quarter_code name alias community address built_from built_to title_kind"
            " former_owner_unit n_building n_unit n_household floor_area",
        ),
        *columns(
            "管理与收费",
            "quarter",
            "pm_mode committee_state committee_filed_on water_charge_mode elec_charge_mode"
            " elec_class",
        ),
        *columns(
            "水电现状",
            "quarter",
            "water_supply_mode n_low_supply_w n_low_pressure n_low_supply_e pipe_damaged_len"
            " line_aged_len transformer_kva transformer_owner sa_demolition sa_retrofitted",
        ),
        *columns("安排", "quarter", "area_group pilot own_batch"),
        *columns("备注", "quarter", "remarks"),
        ACTION,
    ),
    "每个小区一行。",
    pages_wide=2,
)
BUILDINGS = Sheet(
    "buildings",
    "楼栋",
    "B",
    ("building",),
    (
        *address("quarter_code", "quarter"),
        *columns(
            "楼栋",
            "building",
            "building_no year structure n_floor_up n_floor_down n_unit n_household floor_area",
        ),
        *columns(
            "水电设施",
            "building",
            "riser_material_old riser_material_new install_form_w boundary_rule_w"
            " boundary_rule_e elec_entry hazard",
        ),
        *columns("备注", "building", "remarks"),
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
        *address("quarter_code", "quarter", "building", "unit"),
        *columns(
            "住户",
            "household",
            "floor room_no=室号 owner_name phone visit_state w_state=计量现状(水)"
            " e_state=计量现状(电) consent_w consent_e occupant hardship use_kind"
            " transformer_area=所属台区",
        ),
        *columns(
            "水表",
            "water_meter",
            "body_no=水表号 kind=水表类型 position=水表表位 dn=水表口径 verified_on=水表检定日期"
            " installed_on=水表装表日期 first_reading=水表起度 last_reading=水表止度"
            " account_no=用水户号",
        ),
        *columns(
            "电表",
            "electricity_meter",
            "asset_no=电表资产号 kind=电表类型 position=电表表位 verified_on=电表检定日期"
            " installed_on=电表装表日期 first_reading=电表起度 last_reading=电表止度"
            " account_no=用电户号 box_no=计量箱号 transformer_area=电表台区",
        ),
        *columns("备注", "household", "remarks"),
        ACTION,
    ),
    "每户一行，水表、电表为该户现用表。",
    pages_wide=3,
)
MASTER_WATER = Sheet(
    "master_water",
    "总水表",
    "W",
    ("water_meter",),
    (
        *address("quarter_code", "quarter", "building"),
        *columns("表计", "water_meter", "body_no role kind position state dn q3 maker model"),
        *columns(
            "检定与示数",
            "water_meter",
            "verified_on cert_no installed_on first_reading last_reading",
        ),
        *columns("用户", "water_meter", "account_no contract_no"),
        *columns("备注", "water_meter", "remarks"),
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
        *address("quarter_code", "quarter", "building"),
        *columns(
            "表计",
            "electricity_meter",
            "asset_no role kind position state phase current_spec maker model",
        ),
        *columns(
            "检定与示数",
            "electricity_meter",
            "verified_on cert_no installed_on first_reading last_reading",
        ),
        *columns("用户", "electricity_meter", "account_no box_no transformer_area contract_no"),
        *columns("备注", "electricity_meter", "remarks"),
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
        *address("quarter_code", "quarter"),
        *columns("街道意见", "quarter", "n_household own_batch", context=True),
        *columns("年度计划", "quarter", "plan_year plan_batch=计划批次"),
        *columns("批复", "quarter", "approval_no approved_on plan_note"),
    ),
    "计划年度、批次、批复文号和日期；调整年度计划时写明说明。",
)
FUNDING = Sheet(
    "funding",
    "资金",
    "F",
    (),
    (
        *address("quarter_code", "quarter"),
        *figures(
            "资金",
            "funding",
            code("source", "资金来源", "source", FUND_SOURCE),
            decimal("planned", "计划(元)", "planned", unit="元"),
            decimal("approved", "批复(元)", "approved", unit="元"),
            decimal("received", "到账(元)", "received", unit="元"),
            decimal("paid", "支付(元)", "paid", unit="元"),
            decimal("returned", "退回(元)", "returned", unit="元"),
            decimal("balance", "账面余额(元)", "balance", unit="元"),
        ),
    ),
    "每个小区、每种资金来源一行，由街道按凭证登记。",
)
PROGRESS = Sheet(
    "progress",
    "汇总",
    "S",
    (),
    (
        *address("quarter_code", "quarter"),
        *figures(
            "进度",
            "progress",
            whole("households", "户数", "households"),
            whole("visited", "已入户", "visited"),
            whole("nobody", "无人", "nobody at home"),
            whole("refused", "拒访", "refused"),
            whole("consent_water", "同意水改", "consent, water"),
            whole("consent_power", "同意电改", "consent, power"),
            whole("water_done", "登记一户一表(水)", "water done"),
            whole("power_done", "登记一户一表(电)", "power done"),
        ),
    ),
    "导出当天的进度。",
)
NATIONAL: tuple[Sheet, ...] = tuple(
    Sheet(
        table.key,
        table.title,
        letter,
        (),
        (
            *address("quarter_code"),
            *figures(table.title, table.key, *(figure.field for figure in table.figures)),
        ),
        f"国家统计报表“{table.title}”的数，导出当天计算。",
    )
    for letter, table in zip("KLMN", NATIONAL_TABLES, strict=True)
)

SHEETS: tuple[Sheet, ...] = (
    QUARTERS,
    BUILDINGS,
    HOUSEHOLDS,
    MASTER_WATER,
    MASTER_POWER,
    PLAN,
    FUNDING,
    PROGRESS,
    *NATIONAL,
)
SHEETS_BY_KEY: Mapping[str, Sheet] = {sheet.key: sheet for sheet in SHEETS}

__all__ = ["ACTION_KEY", "SHEETS", "SHEETS_BY_KEY", "Column", "Sheet"]
