"""Code lists: what is stored stands left, what a person reads stands right.

Codes and Chinese labels follow ``fields.md`` of the domain documents. Lists that rules look at
are also enumerations, so that a rule never compares with a bare number.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class VisitState(IntEnum):
    """入户情况: how the last visit ended."""

    NOT_VISITED = 0
    VISITED = 1
    NOBODY_HOME = 2
    REFUSED = 3
    BY_PHONE = 4


class MeteringState(IntEnum):
    """计量现状: how the household's water or electricity is metered today."""

    OWN_OUTSIDE = 1
    OWN_INSIDE = 2
    SHARED = 3
    SEVERAL = 4
    NONE = 5
    PROPERTY_SUBMETER = 6
    UNKNOWN = 9


class WaterRole(IntEnum):
    """表计用途 of a water meter."""

    MASTER = 1
    UNIT = 2
    HOUSEHOLD = 3
    CHECK = 4
    PUBLIC = 5


class ElectricityRole(IntEnum):
    """用途 of an electricity meter."""

    MASTER = 1
    UNIT = 2
    HOUSEHOLD = 3
    PUBLIC_LIGHT = 4
    LIFT = 5
    PUMP = 6
    CHARGING = 7
    CHECK = 8


class WaterPosition(IntEnum):
    """表位: where a water meter hangs."""

    INSIDE_DWELLING = 1
    STAIR_WALL_BOX = 2
    PIPE_SHAFT = 3
    OUTDOOR_PIT = 4
    OUTER_WALL_BOX = 5
    ROOF = 6


class MeterState(IntEnum):
    """水表有效状态; electricity meters use the same list."""

    ACTIVE = 1
    PREPARED = 2
    CLOSED = 7
    CLOSING = 19
    CUT_OFF = 21
    FAULT_EXCHANGE = 24
    IN_CHECK = 25
    MOVING = 27
    NO_METER = 29
    FAULTY = 30
    CYCLE_EXCHANGE = 35


class ChargeMode(IntEnum):
    """供水/供电收费方式 of a quarter."""

    DIRECT = 1
    THROUGH_PROPERTY = 2
    SHARED_MASTER = 3


class CommitteeState(IntEnum):
    """业主委员会情况."""

    NONE = 0
    PREPARING = 1
    FORMED = 2
    FILED = 3
    ACTING_BODY = 4


class Choice(IntEnum):
    """意见 on a ballot."""

    YES = 1
    NO = 2
    ABSTAIN = 3
    SILENT = 4


class ConsentBasis(IntEnum):
    """意愿依据: what a recorded consent rests on.

    A photographed or scanned ballot of an absent owner counts as 待补原件 until the paper comes.
    """

    PAPER = 1
    SCREEN = 2
    COPY = 3
    SPOKEN = 4


class AttachmentKind(IntEnum):
    """附件类别."""

    PHOTO = 1
    SCAN = 2
    INK = 3
    OTHER = 9


class Stage(IntEnum):
    """六个环节 of the municipal plan, part four (4)."""

    SCHEME = 1
    COSTING = 2
    REVIEW = 3
    APPROVAL = 4
    WORKS = 5
    HANDOVER = 6


class OperatorRole(IntEnum):
    """What an operator of the program may do."""

    SURVEYOR = 1
    LEADER = 2
    AUDITOR = 3


class OrganisationKind(IntEnum):
    """单位类别: the part an organisation has in a project."""

    STREET_OFFICE = 1
    OWNERS_COMMITTEE = 2
    WATER_COMPANY = 3
    POWER_COMPANY = 4
    CONTRACTOR = 5
    SUPERVISION = 6
    DESIGN = 7
    HOUSING_AUTHORITY = 8
    COMMUNITY = 9
    INDUSTRY_AUTHORITY = 10
    OTHER = 99


@dataclass(frozen=True, slots=True)
class CodeList:
    """One list of codes.

    Attributes:
        name: stable name of the list.
        labels: code → (Chinese label, English label).
        open: whether an office may add codes of its own.
    """

    name: str
    labels: Mapping[int | str, tuple[str, str]]
    open: bool = False

    def label(self, code: object, language: str = "zh_CN") -> str:
        """Return the label of ``code``, or the code itself where the list does not know it."""
        pair = self.labels.get(code)  # type: ignore[call-overload]
        return str(code) if pair is None else pair[0 if language == "zh_CN" else 1]

    def code(self, text: str) -> int | str | None:
        """Return the code that ``text`` names by label or by the code itself, else None."""
        for code, pair in self.labels.items():
            if text in {str(code), *pair} or text == f"{code} {pair[0]}":
                return code
        return None


def code_list(name: str, *entries: tuple[int | str, str, str], open_: bool = False) -> CodeList:
    """Return the list called ``name`` of (code, Chinese label, English label)."""
    return CodeList(name, {code: (chinese, english) for code, chinese, english in entries}, open_)


YES_NO = code_list("yes_no", (1, "是", "yes"), (0, "否", "no"))
TITLE_KIND = code_list(
    "title_kind",
    (1, "商品房", "commodity housing"),
    (2, "房改房", "privatised public housing"),
    (3, "单位公房", "housing owned by a unit"),
    (4, "经济适用/集资房", "affordable or jointly funded"),
    (5, "安置房", "resettlement"),
    (6, "三供一业移交小区", "handed over by a state firm"),
    (9, "其他", "other"),
)
PM_MODE = code_list(
    "pm_mode",
    (1, "物业企业", "property company"),
    (2, "单位自管", "managed by its unit"),
    (3, "居民自治", "self-governed"),
    (4, "街道/社区托管", "kept by street or community"),
    (5, "无", "none"),
)
COMMITTEE_STATE = code_list(
    "committee_state",
    (0, "未成立", "none"),
    (1, "筹备", "preparing"),
    (2, "已成立未备案", "formed, not filed"),
    (3, "已备案", "filed"),
    (4, "物管会/自治小组代行", "acting body"),
)
CHARGE_MODE_W = code_list(
    "water_charge_mode",
    (1, "供水企业直接向业主收取", "water company charges owners"),
    (2, "物业/单位代收代缴", "through property or unit"),
    (3, "总表分摊", "shared from a master meter"),
)
CHARGE_MODE_E = code_list(
    "elec_charge_mode",
    (1, "供电企业直接向业主收取", "power company charges owners"),
    (2, "物业/单位代收代缴", "through property or unit"),
    (3, "总表分摊", "shared from a master meter"),
)
ELEC_CLASS = code_list(
    "elec_class",
    (1, "老旧小区居民户", "old-quarter residents"),
    (2, "一般合表户", "general shared meter"),
    (3, "物业小区居民户", "residents of a managed quarter"),
    (4, "企事业单位居民户", "residents of a unit"),
)
SUPPLY_MODE = code_list(
    "water_supply_mode",
    (1, "市政直供", "mains"),
    (2, "屋顶水箱", "roof tank"),
    (3, "二次加压(泵房)", "pump room"),
    (4, "自备水", "own source"),
)
STRUCTURE = code_list(
    "structure",
    (1, "砖混", "brick and concrete"),
    (2, "框架", "frame"),
    (3, "预制板", "prefabricated panel"),
    (4, "砖木", "brick and timber"),
    (9, "其他", "other"),
)
RISER_MATERIAL = code_list(
    "riser_material",
    (0, "不明", "unknown"),
    (1, "镀锌钢管", "galvanised steel"),
    (2, "铸铁", "cast iron"),
    (3, "PVC-U", "uPVC"),
    (4, "PP-R", "polypropylene"),
    (5, "PE", "polyethylene"),
    (6, "钢塑复合", "steel-plastic"),
    (7, "铝塑", "aluminium-plastic"),
    (8, "薄壁不锈钢", "stainless steel"),
    (9, "球墨铸铁", "ductile iron"),
    open_=True,
)
INSTALL_FORM_W = code_list(
    "install_form_w",
    (1, "嵌墙式(楼道墙箱)", "wall box in the stairwell"),
    (2, "落地式(外墙水表井/箱)", "pit or box at the outer wall"),
    (3, "管道井", "pipe shaft"),
    (4, "屋顶", "roof"),
    (5, "单元集中箱", "shared box of the unit"),
)
BOUNDARY_W = code_list(
    "boundary_rule_w",
    ("A", "以水表为界", "at the meter"),
    ("B", "以外墙(散水坡)外1.5 m为界", "1.5 m outside the outer wall"),
    ("C", "协议", "by agreement"),
)
BOUNDARY_E = code_list(
    "boundary_rule_e", ("A", "计量装置处", "at the meter"), ("B", "协议", "by agreement")
)
ID_TYPE = code_list(
    "id_type",
    (0, "无", "none"),
    (1, "身份证", "identity card"),
    (2, "营业执照", "business licence"),
    (3, "护照", "passport"),
)
OCCUPANT = code_list(
    "occupant",
    (1, "业主自住", "owner"),
    (2, "出租", "let"),
    (3, "空置", "vacant"),
    (4, "单位使用", "used by a unit"),
    (5, "查无", "not found"),
)
HARDSHIP = code_list(
    "hardship",
    (0, "否", "no"),
    (1, "低保", "minimum living allowance"),
    (2, "特困", "extreme hardship"),
    (3, "其他困难", "other hardship"),
)
USE_KIND = code_list(
    "use_kind", (1, "居民", "residential"), (2, "商用", "commercial"), (3, "混合", "mixed")
)
VISIT_STATE = code_list(
    "visit_state",
    (0, "未访", "not visited"),
    (1, "已访", "visited"),
    (2, "无人", "nobody home"),
    (3, "拒访", "refused"),
    (4, "电话/代办", "by phone or proxy"),
)
METERING_STATE = code_list(
    "metering_state",
    (1, "一户一表、出户、直抄", "own meter outside, read directly"),
    (2, "一户一表未出户", "own meter inside"),
    (3, "合表分摊", "shared meter"),
    (4, "一户多表", "several meters"),
    (5, "无表", "no meter"),
    (6, "物业/单位分表", "sub-meter of property or unit"),
    (9, "不明", "unknown"),
)
WATER_ROLE = code_list(
    "water_role",
    (1, "总表(贸易结算)", "master meter"),
    (2, "单元表", "unit meter"),
    (3, "户表", "household meter"),
    (4, "考核表", "check meter"),
    (5, "公共用水表", "public use"),
)
WATER_KIND = code_list(
    "water_kind",
    (1, "机械", "mechanical"),
    (2, "远传(有线)", "remote, wired"),
    (3, "远传(NB/LoRa)", "remote, radio"),
    (4, "IC卡预付", "IC card, prepaid"),
)
WATER_POSITION = code_list(
    "water_position",
    (1, "户内", "inside the dwelling"),
    (2, "楼道墙箱", "wall box in the stairwell"),
    (3, "管道井", "pipe shaft"),
    (4, "室外表井", "outdoor pit"),
    (5, "外墙箱", "outer wall box"),
    (6, "屋顶", "roof"),
)
METER_FAULT = code_list(
    "fault",
    ("01", "正常", "normal"),
    ("02", "表异常", "abnormal"),
    ("03", "零水量", "no consumption"),
)
METER_STATE = code_list(
    "meter_state",
    (1, "立户", "active"),
    (2, "预立户", "prepared"),
    (7, "销户", "closed"),
    (19, "销户中", "closing"),
    (21, "欠费停水", "cut off for arrears"),
    (24, "故障换表中", "fault exchange"),
    (25, "周检中", "in periodic check"),
    (27, "移表中", "being moved"),
    (29, "无表", "no meter"),
    (30, "故障表", "faulty"),
    (35, "周期换表中", "periodic exchange"),
)
CHARGE_WAY = code_list(
    "charge_way",
    ("X", "坐收", "at the counter"),
    ("M", "走收", "at the door"),
    ("B", "银行代扣", "bank debit"),
    ("O", "线上", "online"),
)
ELEC_ROLE = code_list(
    "elec_role",
    (1, "总表", "master meter"),
    (2, "单元表", "unit meter"),
    (3, "户表", "household meter"),
    (4, "公共照明", "public light"),
    (5, "电梯", "lift"),
    (6, "水泵", "pump"),
    (7, "充电", "charging"),
    (8, "考核", "check meter"),
)
ELEC_KIND = code_list(
    "elec_kind", (1, "智能", "smart"), (2, "电子", "electronic"), (3, "机械", "mechanical")
)
PHASE = code_list("phase", (1, "单相", "single-phase"), (3, "三相", "three-phase"))
CROSSCHECK = code_list(
    "crosscheck", (0, "未核", "not checked"), (1, "对应", "matches"), (2, "串户", "crossed")
)
CHOICE = code_list(
    "choice",
    (1, "同意", "yes"),
    (2, "不同意", "no"),
    (3, "弃权", "abstains"),
    (4, "未表态", "silent"),
)
CONSENT_BASIS = code_list(
    "consent_basis",
    (1, "纸质原件", "paper original"),
    (2, "屏上签名", "signed on screen"),
    (3, "照片/扫描件(待补原件)", "photo or scan, original to come"),
    (4, "口头/电话(未签)", "spoken, not signed"),
)
READING_SOURCE = code_list(
    "reading_source",
    (1, "现场抄表", "read on site"),
    (2, "公司数据", "from the company"),
    (3, "估算", "estimated"),
)
STAGE = code_list(
    "stage",
    (1, "方案制定", "scheme"),
    (2, "成本核算", "costing"),
    (3, "投资评审", "finance review"),
    (4, "上报审批", "approval"),
    (5, "组织实施", "works"),
    (6, "验收移交", "acceptance and handover"),
)
OPERATOR_ROLE = code_list(
    "operator_role",
    (1, "调查员", "surveyor"),
    (2, "负责人", "leader"),
    (3, "审计(只读)", "read-only auditor"),
)
ORGANISATION_KIND = code_list(
    "organisation_kind",
    (1, "街道办事处", "street office"),
    (2, "业主委员会", "owners' committee"),
    (3, "供水企业", "water company"),
    (4, "供电企业", "power company"),
    (5, "施工单位", "contractor"),
    (6, "监理单位", "supervision"),
    (7, "设计单位", "design"),
    (8, "住建部门", "housing authority"),
    (9, "社区", "community"),
    (10, "经信部门", "industry authority"),
    (99, "其他", "other"),
    open_=True,
)
ATTACHMENT_KIND = code_list(
    "attachment_kind",
    (1, "照片", "photo"),
    (2, "扫描件", "scan"),
    (3, "手写签名", "ink"),
    (9, "其他", "other"),
)
ATTACHMENT_SUBJECT = code_list(
    "attachment_subject",
    ("survey", "入户调查表", "household sheet"),
    ("consent", "意愿签名", "consent"),
    ("ballot", "表决票", "ballot"),
    ("exchange", "换表确认", "meter exchange"),
    ("old_meter", "旧表止度", "old meter"),
    ("new_meter", "新表起度", "new meter"),
    ("meter", "表计", "meter"),
    ("door", "现场", "scene"),
    ("before", "整改前", "before"),
    ("after", "整改后", "after"),
    ("verify", "复验", "re-inspection"),
    ("paper", "资料扫描件", "scan of a paper"),
    ("notice", "公示照片", "photo of a notice"),
    ("form", "签发文件", "issued form"),
    ("signed", "签章扫描件", "signed scan"),
    ("other", "其他", "other"),
    open_=True,
)
QUESTION_STATE = code_list(
    "question_state",
    (1, "待裁决", "open"),
    (2, "保留本方", "ours kept"),
    (3, "采用对方", "theirs taken"),
    (4, "另定值", "another value"),
    (5, "已失效", "fell away"),
)
SIGNING_WAY = code_list(
    "signing_way",
    (1, "纸质签字盖章", "on paper"),
    (2, "屏幕手写", "ink"),
    (3, "数字证书", "certificate"),
)
LINE_RESULT = code_list(
    "line_result",
    (1, "接收", "accepted"),
    (2, "退回", "returned"),
)
