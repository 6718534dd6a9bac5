"""The papers of works and records: outage, rectification, minutes, supervision order, pilot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain import outages
from desktop.domain.findings import is_closed
from desktop.domain.paper import (
    Align,
    CutLine,
    Facts,
    Heading,
    Issuer,
    NewPage,
    Paper,
    PaperTable,
    Paragraph,
    SignPlaces,
)
from desktop.domain.project_codes import FINDING_CATEGORY, SEVERITY, Severity, Trade
from desktop.kernel.errors import InputError
from desktop.services.paper_words import (
    BLANK,
    chinese_day,
    chinese_moment,
    day_of,
    paragraphs,
    quarter_name,
    said,
    the_record,
)
from desktop.services.visit_paper_content import sheet_office
from desktop.storage.queries.lists import building_rows
from desktop.storage.queries.registers import records_below

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Connection

    from desktop.documents.form_type import FormType
    from desktop.domain.paper import Block
    from desktop.domain.values import Record

_OFF = {Trade.WATER: "停水", Trade.ELECTRICITY: "停电", Trade.COMMON: "停水停电"}


def outage_notice(
    connection: Connection, outage_id: str, today: date, office: str, form: FormType
) -> Paper:
    """Return the notice of an outage; paper only (e-signature law, art. 3)."""
    outage = the_record(connection, "outage", outage_id)
    outages.require_complete(outage)
    quarter_id = str(outage["quarter_id"])
    asking = sheet_office(connection, office, quarter_id, today)
    off = _OFF[Trade(str(outage["utility"]))]
    place = quarter_name(connection, quarter_id)
    reason = said(outage["reason"]) or form.text("reason")
    blocks: list[Block] = [
        Paragraph(form.text("opening", reason=reason, off=off)),
        Facts(
            (
                (f"{off}范围", f"{place}{said(outage['place'])}"),
                ("原因", reason),
                ("开始时间", chinese_moment(outage["starts_at"])),
                ("恢复时间", chinese_moment(outage["ends_at"])),
                ("联系人", asking.contact or BLANK),
                ("联系电话", asking.phone or BLANK),
            ),
            pairs=1,
        ),
        Paragraph(form.text("early")),
    ]
    issuer = said(outage["announced_by"]) or asking.name
    return Paper(
        title=form.text("title", off=off),
        blocks=tuple(blocks),
        addressee=f"{place}各住户",
        issuer=issuer,
        dated_on=day_of(outage["announced_on"]) or today,
        one_page=True,
        footer=form.text("foot"),
    )


def rectification_notice(
    connection: Connection,
    quarter_id: str,
    found: Sequence[Record],
    today: date,
    office: str,
    form: FormType,
) -> Paper:
    """Return 整改通知单 on the findings ``found``: who mends them until when, and a reply slip.

    Raises:
        InputError: ``rectification-empty``: nothing is to be mended.
    """
    if not found:
        raise InputError("rectification-empty")
    names = {row.id: row.building_no for row in building_rows(connection, quarter_id)}
    place = quarter_name(connection, quarter_id)
    stopped = any(row["severity"] == Severity.STOP_WORK for row in found)
    units = dict.fromkeys(filter(None, (said(row["responsible"]) for row in found)))
    responsible = "、".join(units)
    stop = form.text("stop") if stopped else ""
    rows = tuple(
        _finding_row(number, row, names.get(str(row["building_id"]), ""), several=len(units) > 1)
        for number, row in enumerate(found, 1)
    )
    blocks: tuple[Block, ...] = (
        Paragraph(form.text("opening", quarter=place, stop=stop, day=chinese_day(today))),
        PaperTable(form.headings("headings"), rows, form.widths("findings")),
        SignPlaces(
            ((form.title_of("street_office"), office), (form.title_of("contractor"), responsible)),
            ("street_office", "contractor"),
        ),
        NewPage(),
        Paragraph(form.text("reply_title"), Align.CENTRE, indent=False, bold=True),
        Paragraph(form.text("reply", quarter=place)),
        PaperTable(
            form.headings("reply_headings"),
            tuple((row[0], row[2], "\n\n", "") for row in rows),
            form.widths("reply"),
        ),
        SignPlaces(((form.text("mended_by"), responsible), (form.text("reinspected_by"), ""))),
    )
    return Paper(title=form.title, blocks=blocks, addressee=responsible, letter=True)


def open_findings(
    connection: Connection, quarter_id: str, finding_ids: Sequence[str] = ()
) -> list[Record]:
    """Return what is still to be mended of a quarter, oldest first: those given, or all."""
    return [
        row
        for row in records_below(connection, "finding", "quarter_id", quarter_id)
        if not is_closed(row["state"]) and (not finding_ids or row["id"] in finding_ids)
    ]


def _finding_row(number: int, row: Record, building: str, *, several: bool) -> tuple[str, ...]:
    person, unit = said(row["responsible_person"]), said(row["responsible"])
    return (
        str(number),
        f"{building}栋" if building else "",
        said(row["what"]),
        FINDING_CATEGORY.label(row["category"], "zh_CN") if row["category"] else "",
        SEVERITY.label(row["severity"], "zh_CN") if row["severity"] else "",
        " ".join(filter(None, (unit, person))) if several else person,
        chinese_day(row["due_on"]),
    )


def minutes(
    connection: Connection, meeting_id: str, today: date, office: str, form: FormType
) -> Paper:
    """Return the minutes of a joint conference with its decisions and their follow-up."""
    meeting = the_record(connection, "meeting", meeting_id)
    decisions = records_below(connection, "meeting_decision", "meeting_id", meeting_id)
    rows = tuple(
        (
            str(number),
            quarter_name(connection, said(row["quarter_id"])),
            said(row["decision"]),
            said(row["responsible"]),
            chinese_day(row["due_on"]),
            _followed(row, form),
        )
        for number, row in enumerate(decisions, 1)
    )
    facts = (
        ("held_on", chinese_day(meeting["held_on"])),
        ("place", said(meeting["place"])),
        ("chair", said(meeting["chair"])),
        ("attended_by", said(meeting["attended_by"])),
    )
    blocks: list[Block] = [Facts(tuple((form.text(name), value) for name, value in facts))]
    if said(meeting["note"]):
        blocks += [Heading(form.text("course")), *paragraphs(meeting["note"])]
    blocks.append(Heading(form.text("decisions")))
    if rows:
        blocks.append(PaperTable(form.headings("headings"), rows, form.widths("decisions")))
    else:
        blocks.append(Paragraph(form.text("nothing")))
    return Paper(
        title=form.text("title", meeting=said(meeting["title"]) or form.text("meeting")),
        blocks=tuple(blocks),
        number=said(meeting["minutes_no"]),
        issuer=office,
        dated_on=day_of(meeting["held_on"]) or today,
        letter=True,
    )


def supervision_order(connection: Connection, order_id: str, today: date, office: str) -> Paper:
    """Return 督办单: task, who acts, deadline; the reply below a line to cut along."""
    order = the_record(connection, "supervision_order", order_id)
    place = quarter_name(connection, said(order["quarter_id"]))
    reply, issuer = said(order["reply"]), said(order["issued_by"]) or office
    blocks: tuple[Block, ...] = (
        Facts(
            (
                ("督办单位", issuer),
                ("承办单位", said(order["responsible"])),
                ("小区", place),
                ("办结时限", chinese_day(order["due_on"])),
            )
        ),
        Heading("督办事项"),
        *paragraphs(order["task"]),
        Issuer(issuer, day_of(order["issued_on"]) or today),
        CutLine(),
        Paragraph("督办事项回复单", Align.CENTRE, indent=False, bold=True),
        Heading("办理情况"),
        *(paragraphs(reply) if reply else (Paragraph(BLANK * 3),)),
        SignPlaces((("承办单位", said(order["responsible"])),)),
    )
    return Paper(
        title="督办单",
        blocks=blocks,
        number=said(order["number"]),
        addressee=said(order["responsible"]),
    )


def pilot_summary(connection: Connection, summary_id: str, today: date, office: str) -> Paper:
    """Return the summary of a pilot: what was done, problems, advice."""
    summary = the_record(connection, "pilot_summary", summary_id)
    blocks: list[Block] = []
    for heading, name in (
        ("一、主要做法", "done"),
        ("二、存在问题", "problems"),
        ("三、经验与建议", "advice"),
    ):
        blocks += [Heading(heading), *paragraphs(summary[name])]
    return Paper(
        title=f"{quarter_name(connection, said(summary['quarter_id']))}试点总结",
        blocks=tuple(blocks),
        issuer=office,
        dated_on=day_of(summary["written_on"]) or today,
    )


def _followed(decision: Record, form: FormType) -> str:
    reply = said(decision["reply"])
    done = chinese_day(decision["done_on"])
    return form.text("done", day=done, reply=reply) if done else reply
