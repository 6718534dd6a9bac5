"""The papers of a vote: the notice before it, the masked result in public, the result on a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.domain.masking import masked_name
from desktop.domain.paper import Facts, Heading, Paper, PaperTable, Paragraph
from desktop.domain.parameters import value_on
from desktop.domain.project_codes import MATTER, VOTE_SCOPE, Matter
from desktop.domain.vote_count import AREA, CONSENT
from desktop.domain.vote_text import rule_text, threshold_words
from desktop.kernel.errors import RefusedError
from desktop.services.parameters import set_values
from desktop.services.visit_paper_content import sheet_office
from desktop.services.vote_counting import frozen_of, report_frozen, the_vote, vote_facts
from desktop.storage.queries import votes as queries
from desktop.storage.queries.card import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection

    from desktop.domain.paper import Block
    from desktop.domain.values import Value
    from desktop.domain.vote_count import Check, Side, VoteFacts
    from desktop.domain.vote_result import VoteResult
    from desktop.services.vote_counting import Counted, VoteReport

_RESULT_OF = {Matter.OWN_APPLICATION: "自愿申请情况"}
_BLANK = "____________"


@dataclass(frozen=True, slots=True)
class PaperSource:
    """What every paper of one vote begins with.

    Attributes:
        vote, quarter: their records.
        office: the street office.
        today: the day of printing.
        publicity_days: how long the result hangs.
        contact, phone: whom an owner can ask; empty leaves a blank.
    """

    vote: dict[str, Value]
    quarter: Mapping[str, Value]
    office: str
    today: date
    publicity_days: int
    contact: str
    phone: str

    @property
    def place(self) -> str:
        """Name of the quarter."""
        return str(self.quarter.get("name") or "")

    @property
    def title(self) -> str:
        """What is voted on, in the office's words."""
        return str(self.vote.get("title") or "水电一户一表改造")

    @property
    def body(self) -> str:
        """Who organises the vote."""
        return str(self.vote.get("body") or self.office)


def announcement(connection: Connection, vote_id: str, today: date, office: str) -> Paper:
    """Return the notice of a vote: matter, rule, days and how to vote (L3 art. 14)."""
    source = source_of(connection, vote_id, today, office)
    facts = vote_facts(connection, source.vote, today)
    days = f"{chinese_day(facts.first)}至{chinese_day(facts.last)}"
    blocks: list[Block] = [
        Paragraph(f"现就{source.place}“{source.title}”征求全体业主意见，有关事项公告如下。"),
        _facts(source, facts, days),
        Heading("一、表决规则"),
        *map(Paragraph, rule_text(facts).splitlines()),
        Heading("二、怎样表决"),
        Paragraph(
            "请各户业主在表决期内填写表决票，由本人签名后交组织单位；本人不便的，可以书面委托"
            "代理人，随票附委托书。未表态的不作为同意。"
        ),
        Paragraph(_contact(source)),
    ]
    return Paper(
        title=f"关于{source.place}业主表决的公告",
        blocks=tuple(blocks),
        issuer=source.body,
        dated_on=facts.announced_on or today,
    )


def public_notice(connection: Connection, vote_id: str, today: date, office: str) -> Paper:
    """Return the result with every door and masked owner, to be hung out (公示).

    Numbers and doors are those that were frozen; only the masked names are today's. A door is said
    to have voted, not how: with its number the choice would name a person (PIPL art. 6: no more
    than the purpose needs), and an owner can look at the own ballot.
    """
    source, report, counted = _closed(connection, vote_id, today, office)
    names = {row.id: row.owner_name for row in queries.voters(connection, source.vote)}
    end = today + timedelta(days=source.publicity_days)
    blocks = (
        *_result_blocks(source, report, counted.facts),
        Heading("三、各户表决情况"),
        Paragraph(
            "户号保留，业主姓名按个人信息保护要求作隐去处理；各户的意见不公开，"
            "业主可以凭身份证件查阅本户表决票。"
        ),
        _doors(counted, names),
        Heading("四、异议"),
        Paragraph(
            f"公示期{source.publicity_days}日，自{chinese_day(today)}至{chinese_day(end)}。对本户表决"
            f"记录或者计票结果有异议的，请在公示期内以书面方式提出。{_contact(source)}"
        ),
    )
    return Paper(
        title=f"关于{source.place}业主表决结果的公示",
        blocks=blocks,
        issuer=source.body,
        dated_on=today,
        footer=f"计票依据SHA-256：{report.sha256}",
    )


def result_notice(connection: Connection, vote_id: str, today: date, office: str) -> Paper:
    """Return the result on one page: totals, rule and conclusion, nobody's door."""
    source, report, counted = _closed(connection, vote_id, today, office)
    return Paper(
        title=f"{source.place}{_RESULT_OF.get(counted.facts.matter, '业主表决结果')}告知书",
        blocks=(*_result_blocks(source, report, counted.facts), Paragraph(_contact(source))),
        issuer=source.body,
        dated_on=today,
        one_page=True,
        footer=f"计票依据SHA-256：{report.sha256}",
    )


PAPERS: Mapping[str, Callable[[Connection, str, date, str], Paper]] = {
    "announcement": announcement,
    "public": public_notice,
    "result": result_notice,
}
"""Name → makes the paper of (connection, vote, day, office)."""


def square_metres(area: int) -> str:
    """Return an area of 0.01 m² with two places and thousands."""
    return f"{Decimal(area).scaleb(-2):,.2f}"


def conclusion(facts: VoteFacts, result: VoteResult) -> str:
    """Return the one sentence that the count comes to."""
    if facts.matter is Matter.OWN_APPLICATION:
        return f"共有{result.heads.yes}人自愿申请，按申请逐户实施；未申请的户维持原状。"
    return f"本次表决{'通过' if result.passed else '未通过'}。"


def source_of(connection: Connection, vote_id: str, today: date, office: str) -> PaperSource:
    """Return what every paper of a vote begins with.

    Raises:
        InputError: ``record-missing``.
    """
    vote = the_vote(connection, vote_id)
    quarter = record(connection, "quarter", vote.get("quarter_id")) or {}
    days = int(value_on("publicity-days", today, set_values(connection)))
    asks = sheet_office(connection, office, str(vote.get("quarter_id") or ""), today)
    return PaperSource(vote, quarter, office, today, days, asks.contact, asks.phone)


def _closed(
    connection: Connection, vote_id: str, today: date, office: str
) -> tuple[PaperSource, VoteReport, Counted]:
    source = source_of(connection, vote_id, today, office)
    found = frozen_of(connection, vote_id)
    if found is None or not source.vote.get("closed_at"):
        raise RefusedError("vote-not-closed")
    row, counted = found
    return source, report_frozen(connection, source.vote, row), counted


def _result_blocks(source: PaperSource, report: VoteReport, facts: VoteFacts) -> tuple[Block, ...]:
    result = report.result
    days = f"{chinese_day(facts.first)}至{chinese_day(facts.last)}"
    lines: list[Block] = [
        Paragraph(f"{source.place}“{source.title}”的业主表决已经结束，结果如下。"),
        _facts(source, facts, days),
        Heading("一、表决结果"),
        _totals(result.area, result.heads),
    ]
    if result.checks:
        rows = tuple(_check_row(check) for check in result.checks)
        lines.append(PaperTable(("项目", "达到", "应达到", "结论"), rows, (3, 3, 2, 1)))
    without = result.notes.get("vote-area-missing", 0)
    if without:
        lines.append(Paragraph(f"其中{without}户没有面积记录，计入人数，不计入面积。"))
    lines += [Paragraph(conclusion(facts, report.result), bold=True), Heading("二、表决规则")]
    return (*lines, *map(Paragraph, report.rule_text.splitlines()))


def _facts(source: PaperSource, facts: VoteFacts, days: str) -> Facts:
    return Facts(
        (
            ("小区", source.place),
            ("表决事项", MATTER.label(int(facts.matter))),
            ("表决范围", VOTE_SCOPE.label(facts.scope)),
            ("表决时间", days),
            ("公告日期", chinese_day(facts.announced_on)),
            ("组织单位", source.body),
        )
    )


def _totals(area: Side, heads: Side) -> PaperTable:
    def line(name: str, area_part: int, head_part: int) -> tuple[str, ...]:
        return (
            name,
            square_metres(area_part),
            percent(area_part, area.total),
            f"{head_part}",
            percent(head_part, heads.total),
        )

    return PaperTable(
        ("", "专有部分面积(m²)", "占总面积", "人数", "占总人数"),
        (
            line("全体业主", area.total, heads.total),
            line("参与表决", area.taking_part, heads.taking_part),
            line("同意", area.yes, heads.yes),
            line("不同意", area.no, heads.no),
            line("弃权", area.abstain, heads.abstain),
            line("未参与", area.total - area.taking_part, heads.total - heads.taking_part),
        ),
        (2, 3, 2, 2, 2),
        numbers=frozenset({1, 2, 3, 4}),
    )


def percent(part: int, whole: int) -> str:
    """Return a share with two places, cut off and never rounded up to a threshold."""
    if whole <= 0:
        return "—"
    hundredths = part * 10_000 // whole
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def _check_row(check: Check) -> tuple[str, ...]:
    by = "面积" if check.side == AREA else "人数"
    if check.what == CONSENT:
        base = "全体" if check.of_all else "参与表决"
        name = f"同意占{base}{by}" + ("（方案约定）" if check.own else "")
    else:
        name = f"参与表决占全体{by}"
    shown = square_metres if check.side == AREA else str
    got = f"{shown(check.part)}/{shown(check.whole)}（{percent(check.part, check.whole)}）"
    reached = "达到" if check.reached else "未达到"
    return (name, got, threshold_words(check.threshold), reached)


def _doors(counted: Counted, names: Mapping[str, str | None]) -> PaperTable:
    """Return two doors a row: a quarter of 5,000 is 60 pages, not 120."""
    cells = []
    for part in counted.parts:
        voice = counted.tally.voices.get(part.id)
        said = "未参与" if voice is None else "已表决"
        area = square_metres(part.area) if part.area else "无记录"
        cells.append((part.label, masked_name(names.get(part.id)), area, said))
    half = (len(cells) + 1) // 2
    empty = ("", "", "", "")
    rows = tuple(
        cells[number] + (cells[half + number] if half + number < len(cells) else empty)
        for number in range(half)
    )
    head = ("户号", "业主", "面积(m²)", "表决")
    return PaperTable(head + head, rows, (3, 2, 2, 2) * 2, numbers=frozenset({2, 6}))


def _contact(source: PaperSource) -> str:
    community = str(source.quarter.get("community") or "")
    where = f"{source.body}{'、' + community if community and community != source.body else ''}"
    contact, phone = source.contact or _BLANK, source.phone or _BLANK
    return f"受理单位：{where}；联系人：{contact}；电话：{phone}。"


def chinese_day(day: date | None) -> str:
    """Return a day in Chinese, or blanks for a pen."""
    return f"{day.year}年{day.month}月{day.day}日" if day else "____年__月__日"
