"""改造行动计划: of the whole street, or of one quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.form_reasons import FormReason
from desktop.domain.report_facts import Period, ReportFacts
from desktop.domain.reports import action_plan
from desktop.domain.stages import Missing
from desktop.services.form_makers.making import FormSubject
from desktop.storage.queries.card import record

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.domain.paper import Paper
    from desktop.domain.report_facts import QuarterLine
    from desktop.services.form_makers.making import FormSource

_STREET = "street"
"""Stands for all quarters of the office."""


def plan_subjects(connection: Connection, quarter_id: str) -> list[FormSubject]:
    """Return the whole street, and the quarter alone."""
    quarter = record(connection, "quarter", quarter_id) or {}
    return [
        FormSubject(_STREET, "全街道"),
        FormSubject(quarter_id, str(quarter.get("name") or "")),
    ]


def plan_paper(source: FormSource) -> Paper:
    """Return the plan."""
    week = Period(source.day, source.day)
    return action_plan(
        ReportFacts(source.office, source.day, _lines(source), week), source.form.text
    )


def missing_for_plan(source: FormSource) -> list[Missing]:
    """Return what keeps the plan from being issued: no quarter is left to be planned."""
    if any(not line.complete for line in _lines(source)):
        return []
    return [Missing(FormReason.NO_QUARTERS, {})]


def _lines(source: FormSource) -> list[QuarterLine]:
    return [line for one, line in source.lines() if source.subject_id in {_STREET, one}]
