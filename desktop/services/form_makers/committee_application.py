"""改造申请书: the owners' committee, or the body acting for it, asks for the works (D2, D3; R6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop.domain.codes import CommitteeState
from desktop.domain.form_reasons import FormReason
from desktop.domain.letter import attached_list
from desktop.domain.paper import Facts, Paper, Paragraph
from desktop.domain.stages import Missing
from desktop.services.form_makers.making import FormMaker
from desktop.services.form_makers.parties import party_names, sign_places
from desktop.services.form_makers.request_letter import quarter_line, quarter_state
from desktop.services.paper_words import BLANK, chinese_day, said
from desktop.storage.queries.registers import records_below

if TYPE_CHECKING:
    from desktop.domain.values import Record
    from desktop.services.form_makers.making import FormSource

_SIGNING = ("owners_committee", "community", "street_office")
_CHAIR = ("主任", "组长", "会长", "负责人")


@dataclass(frozen=True, slots=True)
class _Applicant:
    """Who applies: its name, what it is, who leads it; empty where unknown."""

    name: str = ""
    acting: bool = False
    chair: str = ""
    filed_on: str = ""
    filing_no: str = ""


def committee_application(source: FormSource) -> Paper:
    """Return the application of a quarter."""
    form, who, quarter = source.form, _applicant(source), source.quarter_name
    name = who.name or BLANK
    kind = form.text("acting" if who.acting else "filed") if who.name else ""
    values = (quarter, who.name, kind, who.chair, who.filed_on, who.filing_no)
    return Paper(
        title=form.text("title", quarter=quarter),
        blocks=(
            Facts(tuple(zip(form.headings("facts"), values, strict=True))),
            Paragraph(form.text("addressed", office=source.office), indent=False),
            Paragraph(form.text("opening", applicant=name, quarter=quarter)),
            Paragraph(quarter_state(source, quarter_line(source))),
            Paragraph(form.text("promise_heading")),
            *map(Paragraph, form.text("promises").strip().splitlines()),
            Paragraph(form.text("closing")),
            *attached_list(form.headings("attached")),
            sign_places(source, {**party_names(source), "owners_committee": who.name}, _SIGNING),
        ),
        one_page=True,
    )


def missing_for_application(source: FormSource) -> list[Missing]:
    """Return what keeps it from being issued: nobody who may apply, or nobody who joins."""
    line, found = quarter_line(source), []
    if not _applicant(source).name:
        found.append(Missing(FormReason.NO_COMMITTEE, {}))
    if not line.joining_w + line.joining_e:
        found.append(Missing(FormReason.NOBODY, {}))
    return found


def _applicant(source: FormSource) -> _Applicant:
    rows = records_below(source.connection, "committee", "quarter_id", source.quarter_id)
    able = [row for row in rows if _name(row)]
    if not able:
        return _Applicant()
    newest = max(enumerate(able), key=lambda pair: (_elected(pair[1]), pair[0]))[1]
    members = records_below(
        source.connection, "committee_member", "committee_id", str(newest["id"])
    )
    return _Applicant(
        name=_name(newest),
        acting=newest["state"] == CommitteeState.ACTING_BODY,
        chair=next((said(one["name"]) for one in members if said(one["duty"]) in _CHAIR), ""),
        filed_on=chinese_day(newest["filed_on"]),
        filing_no=said(newest["filing_no"]),
    )


def _name(committee: Record) -> str:
    """Return under which name it may apply; empty where it may not (R6: filed, or acting)."""
    if committee["state"] == CommitteeState.ACTING_BODY:
        return said(committee["acting_body"])
    return said(committee["name"]) if committee["state"] == CommitteeState.FILED else ""


def _elected(committee: Record) -> date:
    day = committee["elected_on"]
    return day if isinstance(day, date) else date.min


MAKERS = (
    FormMaker(
        "committee-application",
        paper=committee_application,
        missing=missing_for_application,
    ),
)
