"""The papers of an acceptance: the notice to a company with its reply slip, and the record.

The notice is written because the companies are to be told before an acceptance (R8; the sources
L13 14 and L14 13 are rules of other places, so the letter cites none).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.acceptance import ItemStatus
from desktop.domain.letter import attached_list
from desktop.domain.paper import (
    Align,
    Facts,
    Heading,
    Issuer,
    NewPage,
    Paper,
    PaperTable,
    Paragraph,
    SignPlaces,
    Ticks,
)
from desktop.domain.project_codes import (
    ACCEPTANCE_OUTCOME,
    CHECK_SCOPE,
    FINDING_STATE,
    PROJECT_PART,
    ProjectPart,
    Trade,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from desktop.domain.acceptance import ItemLine
    from desktop.domain.acceptance_records import Defect
    from desktop.domain.acceptance_sheet import AcceptanceSheet

_STATUS = {
    ItemStatus.PASSED: "合格",
    ItemStatus.FAILED: "不合格",
    ItemStatus.OPEN: "未查完",
    ItemStatus.UNCONFIRMED: "待确认",
    ItemStatus.CHANGED: "待重新确认",
    ItemStatus.NOT_APPLICABLE: "不适用",
}
_TRADE = {Trade.WATER: "供水", Trade.ELECTRICITY: "供电"}
_WORKS: dict[tuple[Trade, ...], str] = {
    (Trade.WATER,): "works_water",
    (Trade.ELECTRICITY,): "works_power",
}
_FIELDS = {
    ProjectPart.WATER_COMPANY: "water_company",
    ProjectPart.POWER_COMPANY: "power_company",
}
_LINE = "＿" * 6


@dataclass(frozen=True, slots=True)
class PaperNames:
    """The names that stand on the papers of an acceptance.

    Attributes:
        office: the street office.
        quarter: the quarter; ``address`` where it is.
        company: the company written to, as its name is on that day.
        households: how many households take part.
        contact: who answers for the office, and ``phone``; empty leaves a line to write on.
    """

    office: str
    quarter: str
    address: str
    company: str = ""
    households: int = 0
    contact: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class AcceptanceNotice:
    """What one notice is about.

    Attributes:
        trades: of the acceptances that are open: water, electricity or both.
        party: the company written to.
        begins_on: day of the acceptance where it lies ahead; None leaves it to the pen.
        number: 发文字号 on record; empty for none.
    """

    trades: tuple[Trade, ...]
    party: ProjectPart
    begins_on: date | None = None
    number: str = ""


def notice_paper(
    notice: AcceptanceNotice, names: PaperNames, day: date, say: Callable[..., str]
) -> Paper:
    """Return the written notice of an acceptance to one company, with its reply slip.

    Args:
        notice: what it is about.
        names: the names on it.
        day: of the letter.
        say: the wording of the form, name and values → text.
    """
    company = names.company or PROJECT_PART.label(int(notice.party))
    values = {
        "quarter": names.quarter,
        "works": say(_WORKS.get(notice.trades, "works_both")),
        "households": names.households,
        "place": names.address or names.quarter,
        "day": _pen_day(notice.begins_on),
        "company": company,
    }
    return Paper(
        title=say("title", **values),
        number=notice.number,
        addressee=company,
        blocks=(
            Paragraph(say("opening", **values)),
            Paragraph(say("follows", **values)),
            *attached_list(tuple(say("attached").split("|"))),
            Issuer(names.office, day, "street_office"),
            Paragraph(say("contact", contact=names.contact or _LINE, phone=names.phone or _LINE)),
            NewPage(),
            Paragraph(say("reply_title"), Align.CENTRE, indent=False, bold=True),
            Ticks(say("reply", **values), tuple(say("choices").split("|"))),
            *(Paragraph(line) for line in say("reply_lines").split("|")),
            SignPlaces(((say("replies"), names.company),), (_FIELDS[notice.party],)),
        ),
        letter=True,
    )


def _pen_day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日＿＿时" if day else "＿＿＿＿年＿＿月＿＿日＿＿时"


def record_paper(sheet: AcceptanceSheet, names: PaperNames) -> Paper:
    """Return the record of an acceptance: every item, what failed, who was told, the outcome."""
    record = sheet.record
    outcome = "未下结论" if sheet.outcome is None else ACCEPTANCE_OUTCOME.label(int(sheet.outcome))
    facts = [
        ("小区", names.quarter),
        ("专业", _TRADE[sheet.trade]),
        ("检查表", f"{record['template']} {record['template_version']}"),
        ("开始日期", str(record["opened_on"] or "")),
        ("组织单位", str(record["led_by"] or "")),
        ("验收结论", outcome),
    ]
    if sheet.outcome is not None:
        facts += [
            ("确认人", str(record["decided_by"] or "")),
            ("依据指纹", str(record["inputs_sha256"] or "")[:16]),
        ]
    defects = [defect for line in sheet.lines for defect in line.defects]
    return Paper(
        title=f"{names.quarter}{_TRADE[sheet.trade]}户表验收记录",
        blocks=(
            Facts(tuple(facts)),
            Heading("检查项"),
            PaperTable(
                ("编号", "检查项", "关键", "层级", "合格/应查", "结果"),
                tuple(_item_row(line) for line in sheet.lines),
                (8, 30, 7, 8, 14, 14),
            ),
            *_defect_blocks(defects),
            Heading("通知与到场"),
            PaperTable(
                ("单位", "书面通知", "文号", "回执", "到场"),
                tuple(_notice_row(sheet, party) for party in sheet.companies),
                (16, 16, 22, 16, 16),
            ),
            SignPlaces(
                (
                    ("建设单位", names.office),
                    ("施工单位", ""),
                    ("监理单位", ""),
                    *((PROJECT_PART.label(int(party)), "") for party in sheet.companies),
                )
            ),
        ),
    )


def _item_row(line: ItemLine) -> tuple[str, ...]:
    counts = line.counts
    wanted = len(line.places) - counts["spared"]
    done = counts["passed"] + counts["not_applicable"]
    sampled = f"（抽查，共{len(line.places)}）" if line.sample is not None else ""
    return (
        line.item.code,
        line.item.name,
        "是" if line.item.key else "",
        CHECK_SCOPE.label(int(line.item.level)),
        f"{done}/{wanted}{sampled}",
        _STATUS[line.status],
    )


def _defect_blocks(defects: Iterable[Defect]) -> tuple[Heading | PaperTable, ...]:
    rows = tuple(
        (
            defect.item_code,
            defect.what,
            defect.responsible,
            str(defect.due_on or ""),
            FINDING_STATE.label(defect.state) if defect.state is not None else "",
        )
        for defect in defects
    )
    if not rows:
        return ()
    headings = ("编号", "问题", "责任单位", "整改期限", "整改情况")
    return (Heading("缺陷"), PaperTable(headings, rows, (8, 34, 20, 14, 16)))


def _notice_row(sheet: AcceptanceSheet, party: ProjectPart) -> tuple[str, ...]:
    notice = next((n for n in sheet.notices if n["party"] == int(party)), {})
    return (
        PROJECT_PART.label(int(party)),
        str(notice.get("sent_on") or ""),
        str(notice.get("document_no") or ""),
        str(notice.get("replied_on") or ""),
        str(notice.get("attended_on") or "") if notice.get("attended") else "",
    )
