"""The papers of works and records: outage, rectification, minutes, supervision order, pilot."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from desktop.domain import outages
from desktop.domain.findings import is_closed
from desktop.domain.paper import (
    Align,
    CutLine,
    Facts,
    Heading,
    NewPage,
    Paper,
    PaperTable,
    Paragraph,
    SignPlaces,
)
from desktop.domain.project_codes import FINDING_CATEGORY, SEVERITY, Severity, Trade
from desktop.kernel.errors import InputError
from desktop.services.visit_paper_content import sheet_office
from desktop.storage.queries.card import record
from desktop.storage.queries.lists import building_rows
from desktop.storage.queries.registers import records_below

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from desktop.documents.form_type import FormType
    from desktop.domain.paper import Block
    from desktop.domain.values import Record, Value

_OFF = {Trade.WATER: "停水", Trade.ELECTRICITY: "停电", Trade.COMMON: "停水停电"}
_BLANK = "____________"


def outage_notice(
    connection: Connection, outage_id: str, today: date, office: str, form: FormType
) -> Paper:
    """Return the notice of an outage; paper only (e-signature law, art. 3)."""
    outage = _the(connection, "outage", outage_id)
    outages.require_complete(outage)
    quarter_id = str(outage["quarter_id"])
    asking = sheet_office(connection, office, quarter_id, today)
    off = _OFF[Trade(str(outage["utility"]))]
    place = _quarter(connection, quarter_id)
    reason = _text(outage["reason"]) or form.text("reason")
    blocks: list[Block] = [
        Paragraph(form.text("opening", reason=reason, off=off)),
        Facts(
            (
                (f"{off}范围", f"{place}{_text(outage['place'])}"),
                ("原因", reason),
                ("开始时间", _moment(outage["starts_at"])),
                ("恢复时间", _moment(outage["ends_at"])),
                ("联系人", asking.contact or _BLANK),
                ("联系电话", asking.phone or _BLANK),
            ),
            pairs=1,
        ),
        Paragraph(form.text("early")),
    ]
    issuer = _text(outage["announced_by"]) or asking.name
    return Paper(
        title=form.text("title", off=off),
        blocks=tuple(blocks),
        addressee=f"{place}各住户",
        issuer=issuer,
        dated_on=_day(outage["announced_on"]) or today,
        one_page=True,
        footer=form.text("foot"),
    )


def rectification_notice(
    connection: Connection, quarter_id: str, finding_ids: Sequence[str], today: date, office: str
) -> Paper:
    """Return 整改通知单: what is wrong, who mends it until when, and a reply slip."""
    found = [
        row
        for row in records_below(connection, "finding", "quarter_id", quarter_id)
        if not is_closed(row["state"]) and (not finding_ids or row["id"] in finding_ids)
    ]
    if not found:
        raise InputError("rectification-empty")
    names = {row.id: row.building_no for row in building_rows(connection, quarter_id)}
    place = _quarter(connection, quarter_id)
    stopped = any(row["severity"] == Severity.STOP_WORK for row in found)
    responsible = list(dict.fromkeys(filter(None, (_text(r["responsible"]) for r in found))))
    order = "其中列为“须停工”的，自收到本通知起立即停工，复验合格前不得复工。" if stopped else ""
    rows = tuple(
        (
            str(number),
            f"{names[str(row['building_id'])]}栋" if row["building_id"] in names else "",
            _text(row["what"]),
            FINDING_CATEGORY.label(row["category"], "zh_CN") if row["category"] else "",
            SEVERITY.label(row["severity"], "zh_CN") if row["severity"] else "",
            _text(row["responsible"]),
            _date(row["due_on"]),
        )
        for number, row in enumerate(found, 1)
    )
    headings = ("序号", "位置", "问题", "类别", "程度", "责任单位", "整改期限")
    blocks: tuple[Block, ...] = (
        Paragraph(
            f"经检查，{place}水电一户一表改造存在下列问题，请按期整改，整改完成后书面回复并申请"
            f"复验。{order}"
        ),
        PaperTable(headings, rows, (0.7, 0.9, 3.2, 0.8, 0.9, 1.7, 1.9)),
        SignPlaces((("签发单位", office), ("接收单位", "、".join(responsible)))),
        _issued(office, today),
        NewPage(),
        Paragraph("整改回复单", Align.CENTRE, indent=False, bold=True),
        Paragraph(f"{place}整改通知单所列问题整改情况：" + _BLANK * 3),
        SignPlaces((("整改单位", "、".join(responsible)), ("复验人", ""))),
    )
    return Paper(
        title="整改通知单",
        blocks=blocks,
        addressee="、".join(responsible),
    )


def minutes(connection: Connection, meeting_id: str, today: date, office: str) -> Paper:
    """Return the minutes of a joint conference with its decisions and their follow-up."""
    meeting = _the(connection, "meeting", meeting_id)
    decisions = records_below(connection, "meeting_decision", "meeting_id", meeting_id)
    rows = tuple(
        (
            str(number),
            _quarter(connection, _text(row["quarter_id"])),
            _text(row["decision"]),
            _text(row["responsible"]),
            _date(row["due_on"]),
            _followed(row),
        )
        for number, row in enumerate(decisions, 1)
    )
    blocks: list[Block] = [
        Facts(
            (
                ("时间", _date(meeting["held_on"])),
                ("地点", _text(meeting["place"])),
                ("主持", _text(meeting["chair"])),
                ("参加单位", _text(meeting["attended_by"])),
            )
        )
    ]
    if _text(meeting["note"]):
        blocks += [Heading("会议情况"), *_paragraphs(meeting["note"])]
    blocks.append(Heading("议定事项"))
    if rows:
        headings = ("序号", "小区", "议定事项", "责任单位", "完成时限", "落实情况")
        blocks.append(PaperTable(headings, rows, (0.7, 1.4, 3, 1.5, 1.9, 1.8)))
    else:
        blocks.append(Paragraph("本次会议没有议定事项。"))
    return Paper(
        title=f"{_text(meeting['title']) or '联席会议'}纪要",
        blocks=tuple(blocks),
        number=_text(meeting["minutes_no"]),
        issuer=office,
        dated_on=_day(meeting["held_on"]) or today,
    )


def supervision_order(connection: Connection, order_id: str, today: date, office: str) -> Paper:
    """Return 督办单: task, who acts, deadline; the reply below a line to cut along."""
    order = _the(connection, "supervision_order", order_id)
    place = _quarter(connection, _text(order["quarter_id"]))
    reply, issuer = _text(order["reply"]), _text(order["issued_by"]) or office
    blocks: tuple[Block, ...] = (
        Facts(
            (
                ("督办单位", issuer),
                ("承办单位", _text(order["responsible"])),
                ("小区", place),
                ("办结时限", _date(order["due_on"])),
            )
        ),
        Heading("督办事项"),
        *_paragraphs(order["task"]),
        _issued(issuer, _day(order["issued_on"]) or today),
        CutLine(),
        Paragraph("督办事项回复单", Align.CENTRE, indent=False, bold=True),
        Heading("办理情况"),
        *(_paragraphs(reply) if reply else (Paragraph(_BLANK * 3),)),
        SignPlaces((("承办单位", _text(order["responsible"])),)),
    )
    return Paper(
        title="督办单",
        blocks=blocks,
        number=_text(order["number"]),
        addressee=_text(order["responsible"]),
    )


def pilot_summary(connection: Connection, summary_id: str, today: date, office: str) -> Paper:
    """Return the summary of a pilot: what was done, problems, advice."""
    summary = _the(connection, "pilot_summary", summary_id)
    blocks: list[Block] = []
    for heading, name in (
        ("一、主要做法", "done"),
        ("二、存在问题", "problems"),
        ("三、经验与建议", "advice"),
    ):
        blocks += [Heading(heading), *_paragraphs(summary[name])]
    return Paper(
        title=f"{_quarter(connection, _text(summary['quarter_id']))}试点总结",
        blocks=tuple(blocks),
        issuer=office,
        dated_on=_day(summary["written_on"]) or today,
    )


def _the(connection: Connection, kind: str, entity_id: str) -> Record:
    found = record(connection, kind, entity_id)
    if found is None:
        raise InputError("record-missing")
    return found


def _quarter(connection: Connection, quarter_id: str) -> str:
    found = record(connection, "quarter", quarter_id) if quarter_id else None
    return _text(found["name"]) if found else ""


def _issued(issuer: str, day: date) -> Paragraph:
    """Return issuer and day where a slip follows: they belong above it, not below."""
    return Paragraph(f"{issuer}\n{_date(day)}", Align.RIGHT, indent=False)


def _followed(decision: Record) -> str:
    done = _day(decision["done_on"])
    reply = _text(decision["reply"])
    return f"{_date(done)}完成。{reply}" if done else reply


def _paragraphs(value: Value) -> list[Paragraph]:
    lines = [line for line in _text(value).splitlines() if line.strip()]
    return [Paragraph(line) for line in lines or ["无。"]]


def _text(value: Value) -> str:
    return value.strip() if isinstance(value, str) else ""


def _day(value: Value) -> date | None:
    return value if isinstance(value, date) and not isinstance(value, datetime) else None


def _date(value: Value) -> str:
    day = _day(value)
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _moment(value: Value) -> str:
    assert isinstance(value, datetime)  # noqa: S101 - require_complete() has seen both
    at = value.astimezone()
    return f"{at.year}年{at.month}月{at.day}日{at.hour}时{at.minute:02}分"
