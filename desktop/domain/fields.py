"""Every field of the ledger, declared once.

Models, sheets, forms, the roster, the merge and ``hubiao set`` all go by these tables; a test
compares them with the mapped columns. Fields, labels and rules follow ``fields.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain import codes as c

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.domain.codes import CodeList


class Kind(StrEnum):
    """What a field's value is in Python and how it is written canonically."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    MOMENT = "moment"
    BOOLEAN = "boolean"
    CODE = "code"
    REFERENCE = "reference"


class Side(StrEnum):
    """Who may change a field in the district workbook."""

    STREET = "street"
    DISTRICT = "district"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Field:
    """One column of one noun.

    Attributes:
        name: column name, stable.
        kind: type of the value.
        label: Chinese label as a street office writes it.
        label_en: English label.
        length: most characters of a TEXT; 0 no limit.
        places: decimal places of a DECIMAL (area and money 2, water readings 3).
        codes: the list a CODE comes from.
        target: entity kind that a REFERENCE points to.
        personal: personal information in the sense of PIPL art. 4: masked in lists that others
            see, sealed in the journal, never logged.
        side: whose column it is in the district workbook.
        unit: unit of measure for display.
    """

    name: str
    kind: Kind
    label: str
    label_en: str
    length: int = 0
    places: int = 0
    codes: CodeList | None = None
    target: str = ""
    personal: bool = False
    side: Side = Side.STREET
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """One noun of the ledger.

    Attributes:
        kind: stable name, also the table's name.
        label: Chinese name.
        label_en: English name.
        fields: its columns, in the order a form shows them.
    """

    kind: str
    label: str
    label_en: str
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field | None:
        """Return the field called ``name``, or None."""
        return next((field for field in self.fields if field.name == name), None)


def _text(name: str, label: str, en: str, length: int = 60, **more: object) -> Field:
    return Field(name, Kind.TEXT, label, en, length=length, **more)  # type: ignore[arg-type]


def _int(name: str, label: str, en: str, **more: object) -> Field:
    return Field(name, Kind.INTEGER, label, en, **more)  # type: ignore[arg-type]


def _dec(name: str, label: str, en: str, places: int = 2, **more: object) -> Field:
    return Field(name, Kind.DECIMAL, label, en, places=places, **more)  # type: ignore[arg-type]


def _date(name: str, label: str, en: str, **more: object) -> Field:
    return Field(name, Kind.DATE, label, en, **more)  # type: ignore[arg-type]


def _code(name: str, label: str, en: str, codes: CodeList, **more: object) -> Field:
    return Field(name, Kind.CODE, label, en, codes=codes, **more)  # type: ignore[arg-type]


def _flag(name: str, label: str, en: str, **more: object) -> Field:
    return Field(name, Kind.BOOLEAN, label, en, codes=c.YES_NO, **more)  # type: ignore[arg-type]


def _ref(name: str, label: str, en: str, target: str) -> Field:
    return Field(name, Kind.REFERENCE, label, en, target=target)


QUARTER = Entity(
    "quarter",
    "小区",
    "quarter",
    (
        _text("quarter_code", "小区编码", "quarter code", 20),
        _text("name", "小区名称", "name"),
        _text("alias", "曾用名/原单位名称", "former name"),
        _text("district", "区", "district", 30),
        _text("street", "街道", "street", 30),
        _text("community", "社区", "community", 30),
        _text("address", "详细地址", "address", 120),
        _dec("lon", "经度", "longitude", 6, unit="°"),
        _dec("lat", "纬度", "latitude", 6, unit="°"),
        _int("built_from", "建成年代(起)", "built from"),
        _int("built_to", "建成年代(止)", "built to"),
        _code("title_kind", "产权性质", "kind of title", c.TITLE_KIND),
        _text("former_owner_unit", "原产权单位", "former owner unit"),
        _int("n_building", "楼栋数", "buildings"),
        _int("n_unit", "单元数", "units"),
        _int("n_household", "户数", "households"),
        _dec("floor_area", "总建筑面积", "floor area", unit="m²"),
        _code("pm_mode", "物业管理方式", "property management", c.PM_MODE),
        _code("committee_state", "业主委员会情况", "owners' committee", c.COMMITTEE_STATE),
        _date("committee_filed_on", "业委会备案日期", "committee filed on"),
        _code("water_charge_mode", "供水收费方式", "water charging", c.CHARGE_MODE_W),
        _code("elec_charge_mode", "供电收费方式", "electricity charging", c.CHARGE_MODE_E),
        _code("elec_class", "合表类别(电)", "electricity class", c.ELEC_CLASS),
        _code("water_supply_mode", "供水方式", "water supply", c.SUPPLY_MODE),
        _int("n_low_supply_w", "供水量不足户数", "short of water", unit="户"),
        _int("n_low_pressure", "水压不足户数", "low water pressure", unit="户"),
        _int("n_low_supply_e", "供电量不足户数", "short of power", unit="户"),
        _dec("pipe_damaged_len", "损坏供水管长度", "damaged water pipe", unit="m"),
        _dec("line_aged_len", "老化供电线路长度", "aged power line", unit="m"),
        _dec("transformer_kva", "变压器容量", "transformer", unit="kVA"),
        _text("transformer_owner", "变压器产权", "transformer owner"),
        _int("plan_year", "计划年度", "plan year", side=Side.DISTRICT),
        _text("plan_batch", "批次", "batch", 20, side=Side.DISTRICT),
        _text("approval_no", "批复文号", "approval number", 40, side=Side.DISTRICT),
        _date("approved_on", "批复日期", "approved on", side=Side.DISTRICT),
        _flag("sa_demolition", "五年内拟拆迁", "demolition within five years"),
        _text("remarks", "备注", "remarks", 500, side=Side.BOTH),
    ),
)
BUILDING = Entity(
    "building",
    "楼栋",
    "building",
    (
        _ref("quarter_id", "小区", "quarter", "quarter"),
        _text("building_no", "楼栋号(幢)", "building number", 10),
        _int("year", "建成年份", "built in"),
        _code("structure", "结构", "structure", c.STRUCTURE),
        _int("n_floor_up", "地上层数", "floors above ground"),
        _int("n_floor_down", "地下层数", "floors below ground"),
        _int("n_unit", "单元数", "units"),
        _int("n_household", "户数", "households"),
        _dec("floor_area", "建筑面积", "floor area", unit="m²"),
        _code("riser_material_old", "立管材质(改前)", "riser before", c.RISER_MATERIAL),
        _code("riser_material_new", "立管材质(改后)", "riser after", c.RISER_MATERIAL),
        _code("install_form_w", "水表安装形式", "water meter installation", c.INSTALL_FORM_W),
        _code("boundary_rule_w", "供水产权分界", "water property line", c.BOUNDARY_W),
        _code("boundary_rule_e", "供电产权分界", "power property line", c.BOUNDARY_E),
        _text("elec_entry", "进线/分接箱位置", "power entry", 60),
        _text("hazard", "隐患", "hazards", 120),
        _text("remarks", "备注", "remarks", 500, side=Side.BOTH),
    ),
)
UNIT = Entity(
    "unit",
    "单元",
    "unit",
    (
        _ref("building_id", "楼栋", "building", "building"),
        _text("unit_no", "单元号", "unit number", 6),
        _int("n_floor", "层数", "floors"),
        _int("per_floor", "每层户数", "doors a floor"),
        _text("w_box_pos", "水表箱位置", "water meter box", 40),
        _text("e_box_pos", "电表箱位置", "electricity meter box", 40),
        _text("riser_id", "立管编号", "riser", 20),
    ),
)
HOUSEHOLD = Entity(
    "household",
    "户",
    "household",
    (
        _ref("unit_id", "单元", "unit", "unit"),
        _int("floor", "楼层", "floor"),
        _text("room_no", "室号(门牌号)", "room number", 10),
        _text("owner_name", "业主姓名", "owner", 60, personal=True),
        _text("phone", "联系电话", "phone", 20, personal=True),
        _code("visit_state", "入户情况", "visit", c.VISIT_STATE),
        _code("w_state", "计量现状(水)", "water metering", c.METERING_STATE),
        _code("e_state", "计量现状(电)", "electricity metering", c.METERING_STATE),
        _code("consent_w", "水改意愿", "consent, water", c.CHOICE),
        _code("consent_e", "电改意愿", "consent, electricity", c.CHOICE),
        _code("occupant", "居住情况", "occupancy", c.OCCUPANT),
        _int("n_person", "户籍/常住人数", "persons"),
        _code("hardship", "困难家庭", "hardship", c.HARDSHIP, personal=True),
        _code("use_kind", "用水用电性质", "kind of use", c.USE_KIND),
        _text("title_no", "不动产权证号", "title number", 40, personal=True),
        _dec("title_area", "专有部分面积", "area of exclusive part", unit="m²"),
        _text("owner_group_id", "同一业主组", "same owner group", 32),
        _text("co_owners", "共有人", "co-owners", 120, personal=True),
        _code("id_type", "证件类型", "identity paper", c.ID_TYPE),
        _text("id_no", "证件号码", "identity number", 20, personal=True),
        _text("transformer_area", "台区", "transformer area", 40),
        _dec("arrears_w", "欠费(水)", "arrears, water", unit="元"),
        _dec("arrears_e", "欠费(电)", "arrears, electricity", unit="元"),
        _text("remarks", "备注", "remarks", 500, side=Side.BOTH),
        _code("consent_basis", "意愿依据", "basis of the consent", c.CONSENT_BASIS),
        _date("consented_on", "意愿签署日期", "consented on"),
        _date("noticed_on", "隐私告知日期", "privacy notice given on"),
    ),
)
_METER_TAIL = (
    _date("verified_on", "首检合格日期", "verified on"),
    _text("cert_no", "检定证号", "certificate", 40),
    _date("expires_on", "到期轮换日期", "due for exchange"),
    _date("installed_on", "装表日期", "installed on"),
    _date("removed_on", "拆表日期", "removed on"),
    _text("installer", "安装人", "installed by", 60),
)
WATER_METER = Entity(
    "water_meter",
    "水表",
    "water meter",
    (
        _ref("household_id", "户", "household", "household"),
        _ref("building_id", "楼栋", "building", "building"),
        _ref("parent_id", "上级水表", "parent meter", "water_meter"),
        _ref("replaced_by_id", "换至表", "replaced by", "water_meter"),
        _text("body_no", "表身号(钢印号)", "body number", 20),
        _text("barcode", "条形码", "barcode", 40),
        _text("rfid", "电子标签", "tag", 40),
        _code("role", "表计用途", "role", c.WATER_ROLE),
        _code("kind", "水表类型", "kind", c.WATER_KIND),
        _code("position", "表位", "position", c.WATER_POSITION),
        _code("state", "水表有效状态", "state", c.METER_STATE),
        _code("fault", "表况", "condition", c.METER_FAULT),
        _int("dn", "口径DN", "nominal diameter", unit="mm"),
        _dec("q3", "常用流量Q3", "permanent flow", 1, unit="m³/h"),
        _text("maker", "厂家", "maker", 60),
        _text("model", "型号", "model", 40),
        *_METER_TAIL,
        _dec("first_reading", "新装起度", "first reading", 3, unit="m³"),
        _dec("last_reading", "拆表止度", "last reading", 3, unit="m³"),
        _text("seal_plastic", "塑封号", "plastic seal", 30),
        _text("seal_steel", "钢封号", "steel seal", 30),
        _text("seal_lead", "铅封号", "lead seal", 30),
        _text("seal_audit", "稽查封号", "audit seal", 30),
        _text("account_no", "用户号", "account", 20),
        _text("book_no", "表册号", "book", 20),
        _int("seq_in_book", "册内序号", "number in book"),
        _code("charge_way", "收费方式", "way of charging", c.CHARGE_WAY),
        _text("contract_no", "供用水合同号", "contract", 40),
        _text("remarks", "备注", "remarks", 200, side=Side.BOTH),
    ),
)
ELECTRICITY_METER = Entity(
    "electricity_meter",
    "电能表",
    "electricity meter",
    (
        _ref("household_id", "户", "household", "household"),
        _ref("building_id", "楼栋", "building", "building"),
        _ref("parent_id", "上级电能表", "parent meter", "electricity_meter"),
        _ref("replaced_by_id", "换至表", "replaced by", "electricity_meter"),
        _text("asset_no", "电能表资产编号", "asset number", 24),
        _text("comm_addr", "通信地址", "communication address", 12),
        _text("account_no", "用电户号", "account", 16),
        _code("role", "用途", "role", c.ELEC_ROLE),
        _code("kind", "类型", "kind", c.ELEC_KIND),
        _code("position", "表位", "position", c.WATER_POSITION),
        _code("state", "状态", "state", c.METER_STATE),
        _code("phase", "相别", "phase", c.PHASE),
        _text("current_spec", "规格", "current", 20),
        _text("accuracy", "准确度等级", "accuracy", 10),
        _text("maker", "厂家", "maker", 60),
        _text("model", "型号", "model", 40),
        *_METER_TAIL,
        _dec("first_reading", "起度", "first reading", 2, unit="kW·h"),
        _dec("last_reading", "止度", "last reading", 2, unit="kW·h"),
        _text("box_no", "计量箱号", "meter box", 30),
        _text("box_slot", "箱内表位", "slot", 10),
        _text("box_pos", "计量箱位置", "box position", 40),
        _int("breaker_a", "表后开关", "breaker", unit="A"),
        _dec("wire_mm2", "导线截面", "wire", 1, unit="mm²"),
        _dec("capacity_kw", "每户容量", "capacity", 1, unit="kW"),
        _text("seal_box", "计量箱封印", "box seal", 30),
        _text("seal_meter", "表封印", "meter seal", 30),
        _code("crosscheck", "户表对应核查", "meter matches door", c.CROSSCHECK),
        _date("crosschecked_on", "核查日期", "checked on"),
        _text("contract_no", "供用电合同号", "contract", 40),
        _text("remarks", "备注", "remarks", 200, side=Side.BOTH),
    ),
)
VISIT = Entity(
    "visit",
    "入户记录",
    "visit",
    (
        _ref("household_id", "户", "household", "household"),
        Field("visited_at", Kind.MOMENT, "时间", "time"),
        _code("state", "入户情况", "visit", c.VISIT_STATE),
        _text("visitor", "调查员", "surveyor", 60),
        _text("note", "说明", "note", 200),
    ),
)
ORGANISATION = Entity(
    "organisation",
    "单位",
    "organisation",
    (
        _code("kind", "单位类别", "kind", c.ORGANISATION_KIND),
        _text("name", "单位名称", "name", 80),
        _ref("quarter_id", "所属小区", "quarter", "quarter"),
        _date("valid_from", "启用日期", "valid from"),
        _date("valid_to", "停用日期", "valid to"),
        _text("contact", "联系人", "contact", 60, personal=True),
        _text("phone", "联系电话", "phone", 20, personal=True),
        _text("trust_pem", "信任的证书", "trusted certificate", 8000),
    ),
)
STAGE_PAPER = Entity(
    "stage_paper",
    "环节资料",
    "paper of a stage",
    (
        _ref("quarter_id", "小区", "quarter", "quarter"),
        _code("stage", "环节", "stage", c.STAGE),
        _text("paper", "资料", "paper", 40),
        _text("document_no", "文号", "document number", 60),
        _date("dated_on", "日期", "date"),
        _text("note", "说明", "note", 200),
    ),
)
HANDOVER_FORM = Entity(
    "handover_form",
    "移交表单",
    "form",
    (
        _ref("quarter_id", "小区", "quarter", "quarter"),
        _text("form_type", "表单类型", "type", 40),
        _text("document_no", "编号", "number", 40),
        _text("file_name", "文件名", "file", 120),
        _text("sha256", "SHA-256", "SHA-256", 64),
        _text("expected", "应签单位", "expected signers", 300),
        _text("signed", "已签单位", "signed", 300),
        Field("issued_at", Kind.MOMENT, "签发时间", "issued at"),
        _text("replaces", "替代编号", "replaces", 40),
    ),
)
ATTACHMENT = Entity(
    "attachment",
    "附件",
    "attachment",
    (
        _text("owner_kind", "所属类别", "belongs to kind", 30),
        _text("owner_id", "所属记录", "belongs to", 32),
        _code("kind", "附件类别", "kind", c.ATTACHMENT_KIND),
        _text("file_id", "文件", "file", 32),
        _int("size", "大小", "size", unit="B"),
        _text("sha256", "SHA-256", "SHA-256", 64),
        _text("media_type", "格式", "media type", 40),
        Field("taken_at", Kind.MOMENT, "时间", "time"),
        _code("subject", "内容", "subject", c.ATTACHMENT_SUBJECT),
        _text("signer", "签名人", "signed by", 60, personal=True),
        _text("note", "说明", "note", 200),
        _text("source_sha256", "原文件SHA-256", "SHA-256 of the original", 64),
        _text("batch", "导入批次", "batch", 32),
    ),
)
METER_READING = Entity(
    "meter_reading",
    "抄见记录",
    "meter reading",
    (
        _ref("water_meter_id", "水表", "water meter", "water_meter"),
        _ref("electricity_meter_id", "电能表", "electricity meter", "electricity_meter"),
        _date("read_on", "抄表日期", "read on"),
        _dec("reading", "示数", "reading", 3),
        _code("source", "来源", "source", c.READING_SOURCE),
        _text("reader", "抄表人", "read by", 60),
        _text("note", "说明", "note", 200),
    ),
)
CONFIRMATION = Entity(
    "confirmation",
    "情况确认",
    "confirmed warning",
    (
        _ref("household_id", "户", "household", "household"),
        _text("warning", "提示", "warning", 60),
        _text("subject", "所指内容", "what it is about", 200, personal=True),
        _text("reason", "原因", "reason", 200),
        Field("confirmed_at", Kind.MOMENT, "时间", "time"),
        _text("confirmed_by", "确认人", "confirmed by", 60),
    ),
)
SAVED_FILTER = Entity(
    "saved_filter",
    "筛选方案",
    "saved filter",
    (
        _text("page", "页面", "page", 30),
        _text("name", "名称", "name", 40),
        _text("definition", "内容", "definition", 4000, personal=True),
    ),
)
EXCHANGE = Entity(
    "exchange",
    "交换记录",
    "exchange",
    (
        _text("direction", "方向", "direction", 10),
        _text("export_code", "导出编号", "export code", 32),
        _text("file_sha256", "文件SHA-256", "file SHA-256", 64),
        _text("vector", "已见序号", "vector seen", 2000),
        _text("scope", "范围", "scope", 2000),
        _text("summary", "摘要", "summary", 2000),
        Field("made_at", Kind.MOMENT, "时间", "time"),
    ),
)

ENTITIES: Mapping[str, Entity] = {
    entity.kind: entity
    for entity in (
        QUARTER,
        BUILDING,
        UNIT,
        HOUSEHOLD,
        WATER_METER,
        ELECTRICITY_METER,
        VISIT,
        ORGANISATION,
        STAGE_PAPER,
        HANDOVER_FORM,
        ATTACHMENT,
        EXCHANGE,
        METER_READING,
        CONFIRMATION,
        SAVED_FILTER,
    )
}
