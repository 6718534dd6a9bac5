"""The notice before a vote, and what every paper of a vote begins with."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.domain.paper import Facts, Heading, Paper, Paragraph
from desktop.domain.parameters import value_on
from desktop.domain.project_codes import MATTER, VOTE_SCOPE
from desktop.domain.vote_text import rule_text
from desktop.services.parameters import set_values
from desktop.services.visit_paper_content import sheet_office
from desktop.services.vote_counting import the_vote, vote_facts
from desktop.storage.queries.card import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy import Connection

    from desktop.domain.paper import Block
    from desktop.domain.values import Value
    from desktop.domain.vote_count import VoteFacts

_FACTS = ("小区", "表决事项", "表决范围", "表决时间", "公告日期", "组织单位")
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
        facts_table(source, facts, days),
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


def square_metres(area: int) -> str:
    """Return an area of 0.01 m² with two places and thousands."""
    return f"{Decimal(area).scaleb(-2):,.2f}"


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


def facts_table(
    source: PaperSource, facts: VoteFacts, days: str, names: Sequence[str] = _FACTS
) -> Facts:
    """Return what is voted on, by whom and when, under ``names``."""
    values = (
        source.place,
        MATTER.label(int(facts.matter)),
        VOTE_SCOPE.label(facts.scope),
        days,
        chinese_day(facts.announced_on),
        source.body,
    )
    return Facts(tuple(zip(names, values, strict=True)))


def whom_to_ask(source: PaperSource) -> dict[str, str]:
    """Return whom an owner can ask."""
    community = str(source.quarter.get("community") or "")
    also = "、" + community if community and community != source.body else ""
    return {
        "where": f"{source.body}{also}",
        "contact": source.contact or _BLANK,
        "phone": source.phone or _BLANK,
    }


def _contact(source: PaperSource) -> str:
    return "受理单位：{where}；联系人：{contact}；电话：{phone}。".format_map(whom_to_ask(source))


def chinese_day(day: date | None) -> str:
    """Return a day in Chinese, or blanks for a pen."""
    return f"{day.year}年{day.month}月{day.day}日" if day else "____年__月__日"
