"""Code lists of the project: votes, money, works, acceptance, voices.

Codes and labels follow ``fields.md`` sections 7 to 10 and ``acceptance_and_rules.md``; lists that
no document gives are proposals of ours and open, so that an office adds its own.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum

from desktop.domain.codes import code_list


class Matter(IntEnum):
    """表决事项 (Civil Code art. 278; matter 6: L16 art. 39)."""

    REBUILD_FACILITIES = 1
    RAISE_FUND = 2
    USE_FUND = 3
    OTHER = 4
    OWN_APPLICATION = 5
    HAND_OVER_MANAGEMENT = 6


class RuleSet(StrEnum):
    """适用规则: A Civil Code, B the 2007 regulation's reckoning, C the scheme's own threshold.

    The scheme says whether its share is of all owners (C) or of those taking part (CP).
    """

    CIVIL_CODE = "A"
    REGULATION_2007 = "B"
    SCHEME = "C"
    SCHEME_OF_TAKING_PART = "CP"


class VoteScope(IntEnum):
    """表决范围."""

    QUARTER = 1
    BUILDING = 2
    UNIT = 3


class SignerKind(IntEnum):
    """签字人身份 (L3 art. 12)."""

    OWNER = 1
    CO_OWNER = 2
    PROXY = 3


class AreaBasis(IntEnum):
    """面积依据, the better proof first (L2 art. 8)."""

    REGISTER = 1
    SURVEY = 2
    CONTRACT = 3


class Trade(StrEnum):
    """专业: what an item belongs to."""

    WATER = "W"
    ELECTRICITY = "E"
    COMMON = "C"


class EstimateKind(IntEnum):
    """造价阶段 (L7 art. 12; D6)."""

    ESTIMATE = 1
    DESIGN_ESTIMATE = 2
    BUDGET = 3
    SETTLEMENT = 4
    FINAL_ACCOUNT = 5
    CONTRACT = 6


class FundSource(IntEnum):
    """资金来源 (D14, D11, D34, D26)."""

    RESIDENTS = 1
    MAINTENANCE_FUND = 2
    QUARTER_INCOME = 3
    FORMER_OWNER = 4
    COMPANY = 5
    SOCIETY = 6
    DISTRICT = 7
    CITY = 8
    PROVINCE = 9
    CENTRAL = 10
    BONDS = 11
    DONATION = 12


class FundStep(IntEnum):
    """资金环节: planned, approved, received, paid out, given back."""

    PLANNED = 1
    APPROVED = 2
    RECEIVED = 3
    PAID = 4
    RETURNED = 5


class PaymentKind(IntEnum):
    """收支类别 of a household's account."""

    PAYMENT = 1
    REFUND = 2


class AuditKind(IntEnum):
    """审计类别 (municipal plan, part four (4): 投评、审计)."""

    REVIEW = 1
    SETTLEMENT = 2
    FINAL_ACCOUNT = 3


class FindingOrigin(IntEnum):
    """问题来源."""

    INSPECTION = 1
    ACCEPTANCE = 2
    AUDIT = 3
    WARRANTY = 4
    RETURNED_LIST = 5


class FindingCategory(IntEnum):
    """问题类别."""

    QUALITY = 1
    SAFETY = 2
    SCHEDULE = 3
    MONEY = 4
    PAPERS = 5


class Severity(IntEnum):
    """问题程度; a serious one blocks its stage, a stop-work one the works at once."""

    ORDINARY = 1
    SERIOUS = 2
    STOP_WORK = 3


class FindingState(IntEnum):
    """整改情况."""

    OPEN = 1
    FIXED = 2
    PASSED = 3
    FAILED_AGAIN = 4


class CheckResult(IntEnum):
    """验收结果 of one item (``fields.md`` section 9)."""

    PASS = 1
    FAIL = 2
    NOT_APPLICABLE = 3
    TO_MEND = 4


class CheckScope(IntEnum):
    """验收层级."""

    HOUSEHOLD = 1
    BOX = 2
    UNIT = 3
    BUILDING = 4
    QUARTER = 5


class AcceptanceOutcome(IntEnum):
    """验收结论 per utility."""

    PASSED = 1
    PASSED_WITH_DEFECTS = 2
    FAILED = 3


class FundApplicationStep(IntEnum):
    """维修资金申请环节."""

    APPLIED = 1
    ANNOUNCED = 2
    VOTED = 3
    REVIEWED = 4
    GRANTED = 5


class ProjectPart(IntEnum):
    """参建角色: the part an organisation has in one project."""

    CLIENT = 1
    DESIGN = 2
    CONTRACTOR = 3
    SUPERVISION = 4
    WATER_COMPANY = 5
    POWER_COMPANY = 6
    REVIEW = 7
    AUDIT = 8
    PROPERTY = 9
    COMMUNITY = 10
    OTHER = 99


MATTER = code_list(
    "matter",
    (1, "改建附属设施", "rebuilding shared facilities"),
    (2, "筹集维修资金", "raising maintenance funds"),
    (3, "使用维修资金", "using maintenance funds"),
    (4, "其他重大事项", "another major matter"),
    (5, "仅本户自愿申请", "own application only"),
    (6, "移交管理权", "handing over the management"),
)
RULE_SET = code_list(
    "rule_set",
    ("A", "民法典(2021年1月1日起)", "Civil Code (from 2021-01-01)"),
    ("B", "2007年物业管理条例口径", "2007 regulation"),
    ("C", "方案约定(占全体业主)", "the scheme's share of all owners"),
    ("CP", "方案约定(占参与表决业主)", "the scheme's share of those taking part"),
)
VOTE_SCOPE = code_list(
    "vote_scope", (1, "小区", "quarter"), (2, "楼栋", "building"), (3, "单元", "unit")
)
SIGNER_KIND = code_list(
    "signer_kind", (1, "本人", "owner"), (2, "共有人", "co-owner"), (3, "代理人", "proxy")
)
AREA_BASIS = code_list(
    "area_basis",
    (1, "不动产登记簿", "land register"),
    (2, "测绘报告", "survey"),
    (3, "购房合同", "contract"),
)
UTILITY = code_list(
    "utility", ("W", "供水", "water"), ("E", "供电", "electricity"), ("C", "共同", "common")
)
ESTIMATE_KIND = code_list(
    "est_kind",
    (1, "估算", "estimate"),
    (2, "概算", "design estimate"),
    (3, "预算", "budget"),
    (4, "结算", "settlement"),
    (5, "决算", "final account"),
    (6, "合同价", "contract price"),
)
FUND_SOURCE = code_list(
    "fund_source",
    (1, "居民自筹", "owners"),
    (2, "专项维修资金", "maintenance fund"),
    (3, "小区公共收益", "income of the quarter"),
    (4, "原产权单位", "former owner unit"),
    (5, "专营单位(供水/供电)", "water or power company"),
    (6, "社会资本", "society"),
    (7, "区财政", "district budget"),
    (8, "市财政", "city budget"),
    (9, "省级", "province"),
    (10, "中央补助", "central subsidy"),
    (11, "专项债", "special bonds"),
    (12, "捐赠", "donation"),
    open_=True,
)
FUND_STEP = code_list(
    "fund_step",
    (1, "计划", "planned"),
    (2, "批复", "approved"),
    (3, "到账", "received"),
    (4, "支付", "paid"),
    (5, "退回", "given back"),
)
PAYMENT_KIND = code_list("payment_kind", (1, "缴费", "payment"), (2, "退费", "refund"))
PAY_WAY = code_list(
    "pay_way",
    (1, "银行转账", "bank transfer"),
    (2, "现金", "cash"),
    (3, "刷卡", "card"),
    (4, "线上", "online"),
    (9, "其他", "other"),
    open_=True,
)
WAIVER_REASON = code_list(
    "waiver_reason",
    (1, "低保", "minimum living allowance"),
    (2, "特困", "extreme hardship"),
    (3, "残疾", "disability"),
    (4, "优抚对象", "entitled to special care"),
    (9, "其他困难", "other hardship"),
    open_=True,
)
AUDIT_KIND = code_list(
    "audit_kind",
    (1, "投资评审", "finance review"),
    (2, "结算审计", "audit of the settlement"),
    (3, "决算审计", "audit of the final account"),
)
FINDING_ORIGIN = code_list(
    "finding_origin",
    (1, "检查", "inspection"),
    (2, "验收", "acceptance"),
    (3, "审计", "audit"),
    (4, "质保", "warranty"),
    (5, "退回移交单", "returned handover list"),
)
FINDING_CATEGORY = code_list(
    "finding_category",
    (1, "质量", "quality"),
    (2, "安全", "safety"),
    (3, "工期", "schedule"),
    (4, "资金", "money"),
    (5, "资料", "papers"),
)
SEVERITY = code_list(
    "severity",
    (1, "一般", "ordinary"),
    (2, "严重", "serious"),
    (3, "须停工", "stops the works"),
)
FINDING_STATE = code_list(
    "finding_state",
    (1, "未整改", "open"),
    (2, "已整改待复验", "mended, to be re-inspected"),
    (3, "复验合格", "passed"),
    (4, "复验不合格", "failed again"),
)
CHECK_RESULT = code_list(
    "check_result",
    (1, "合格", "pass"),
    (2, "不合格", "fail"),
    (3, "不适用", "not applicable"),
    (4, "待整改", "to be mended"),
)
CHECK_SCOPE = code_list(
    "check_scope",
    (1, "户", "household"),
    (2, "表箱", "box"),
    (3, "单元", "unit"),
    (4, "楼栋", "building"),
    (5, "小区", "quarter"),
)
ACCEPTANCE_OUTCOME = code_list(
    "acceptance_outcome",
    (1, "合格", "passed"),
    (2, "合格(遗留问题限期整改)", "passed with defects to mend"),
    (3, "不合格", "failed"),
)
FUND_APPLICATION_STEP = code_list(
    "fund_application_step",
    (1, "提出申请", "applied"),
    (2, "公示", "announced"),
    (3, "业主表决", "voted"),
    (4, "审核", "reviewed"),
    (5, "拨付", "granted"),
)
PROJECT_PART = code_list(
    "project_part",
    (1, "建设单位", "client"),
    (2, "设计单位", "design"),
    (3, "施工单位", "contractor"),
    (4, "监理单位", "supervision"),
    (5, "供水企业", "water company"),
    (6, "供电企业", "power company"),
    (7, "评审单位", "review"),
    (8, "审计单位", "audit"),
    (9, "物业企业", "property company"),
    (10, "社区", "community"),
    (99, "其他", "other"),
    open_=True,
)
WORK_KIND = code_list(
    "work_kind",
    (1, "供水立管", "water risers"),
    (2, "水表箱", "water meter boxes"),
    (3, "水表安装", "water meters"),
    (4, "供电线路", "power lines"),
    (5, "电表箱", "electricity meter boxes"),
    (6, "电表安装", "electricity meters"),
    (7, "接地", "earthing"),
    (8, "旧管线拆除与恢复", "removal and restoring"),
    (9, "其他", "other"),
    open_=True,
)
INSPECTION_KIND = code_list(
    "inspection_kind",
    (1, "质量检查", "quality"),
    (2, "安全检查", "safety"),
    (3, "进度检查", "schedule"),
    (4, "监理例会", "supervision meeting"),
    (5, "专班督查", "working group"),
    open_=True,
)
VOICE_CHANNEL = code_list(
    "voice_channel",
    (1, "来访", "in person"),
    (2, "电话", "by phone"),
    (3, "12345热线", "hotline 12345"),
    (4, "信访", "petition"),
    (5, "网络", "online"),
    (9, "其他", "other"),
    open_=True,
)
SATISFACTION = code_list(
    "satisfaction", (1, "满意", "content"), (2, "基本满意", "fairly"), (3, "不满意", "not content")
)
PUBLICITY_KIND = code_list(
    "publicity_kind",
    (1, "公示", "public notice"),
    (2, "宣传栏/横幅", "board or banner"),
    (3, "居民会", "residents' meeting"),
    (4, "入户宣传", "door to door"),
    (9, "其他", "other"),
    open_=True,
)
UPKEEP_KIND = code_list(
    "upkeep_kind",
    (1, "长效管理", "long-term management"),
    (2, "质保维修", "warranty repair"),
    (3, "回访", "call back"),
    (9, "其他", "other"),
    open_=True,
)
