"""Letters of the office: to the companies, to the district, and the minutes of conferences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.codes import OrganisationKind
from desktop.domain.form_reasons import FormReason
from desktop.domain.project_codes import ProjectPart
from desktop.domain.stages import Missing
from desktop.services import works_papers
from desktop.services.acceptance_paper import BOTH, acceptance_notice, open_acceptances
from desktop.services.form_makers.action_plan import missing_for_plan, plan_paper, plan_subjects
from desktop.services.form_makers.handover_letter import (
    handover_letter,
    missing_for_handover_letter,
)
from desktop.services.form_makers.making import FormMaker, FormSubject
from desktop.services.form_makers.parties import party_names
from desktop.services.form_makers.request_letter import missing_for_request, request_letter
from desktop.services.paper_words import said, the_record
from desktop.storage.queries.quarter_paper import quarter_organisations
from desktop.storage.queries.registers import records, records_below

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.domain.paper import Paper
    from desktop.services.form_makers.making import FormSource

_COMPANIES = {
    "water_company": (OrganisationKind.WATER_COMPANY, "供水企业"),
    "power_company": (OrganisationKind.POWER_COMPANY, "供电企业"),
}
_PARTS = {
    "water_company": ProjectPart.WATER_COMPANY,
    "power_company": ProjectPart.POWER_COMPANY,
}


def _meetings(connection: Connection, quarter_id: str) -> list[FormSubject]:
    """Return the meetings that decided something on the quarter, or on none, newest first."""
    found = []
    for row in records(connection, "meeting"):
        decisions = records_below(connection, "meeting_decision", "meeting_id", str(row["id"]))
        if not decisions or any(one["quarter_id"] in {None, quarter_id} for one in decisions):
            found.append(
                FormSubject(str(row["id"]), f"{row['held_on'] or ''} {said(row['title'])}".strip())
            )
    return found[::-1]


def _minutes(source: FormSource) -> Paper:
    return works_papers.minutes(
        source.connection, source.subject_id, source.day, source.office, source.form
    )


def _companies(connection: Connection, quarter_id: str) -> list[FormSubject]:
    """Return both companies: one letter goes to each."""
    organisations = quarter_organisations(connection, quarter_id)
    return [
        FormSubject(field, str(organisation["name"] or "") if organisation else label)
        for field, (kind, label) in _COMPANIES.items()
        for organisation in [next((o for o in organisations if o["kind"] == kind), None)]
    ]


def _notice(source: FormSource) -> Paper:
    acceptances = open_acceptances(source.connection, source.quarter_id)
    found = {str(row["utility"]) for row in acceptances}
    trades = [trade for trade in BOTH if str(trade) in found]
    return acceptance_notice(
        source.connection,
        source.quarter_id,
        (trades or BOTH, acceptances),
        _PARTS[source.subject_id],
        office=source.office,
        day=source.day,
        form=source.form,
    )


def _missing_for_notice(source: FormSource) -> list[Missing]:
    found = _missing_company(source)
    if not open_acceptances(source.connection, source.quarter_id):
        found.append(Missing(FormReason.NO_ACCEPTANCE, {}))
    return found


def _missing_company(source: FormSource) -> list[Missing]:
    if party_names(source).get(source.subject_id):
        return []
    return [Missing(FormReason.COMPANY, {"company": _COMPANIES[source.subject_id][1]})]


def _missing_for_minutes(source: FormSource) -> list[Missing]:
    meeting = the_record(source.connection, "meeting", source.subject_id)
    return [] if meeting["held_on"] else [Missing(FormReason.NO_MINUTES_DAY, {})]


MAKERS = (
    FormMaker("meeting-minutes", paper=_minutes, subjects=_meetings, missing=_missing_for_minutes),
    FormMaker("acceptance-notice", paper=_notice, subjects=_companies, missing=_missing_for_notice),
    FormMaker(
        "handover-letter",
        paper=handover_letter,
        subjects=_companies,
        missing=missing_for_handover_letter,
    ),
    FormMaker("request-for-instructions", paper=request_letter, missing=missing_for_request),
    FormMaker("action-plan", paper=plan_paper, subjects=plan_subjects, missing=missing_for_plan),
)
