"""Every table by its name, and which of their columns the journal keeps."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from desktop.models import (
    acceptance,
    attachment,
    building,
    committee,
    confirmation,
    cost,
    device,
    electricity_meter,
    exchange,
    funding,
    handover_form,
    household,
    inspection,
    journal,
    meeting,
    meta,
    meter_reading,
    operator,
    organisation,
    paper,
    parameter,
    participation,
    plan_change,
    privacy_record,
    quarter,
    saved_filter,
    search_text,
    share,
    sheet_template,
    stage_paper,
    stage_record,
    street,
    unit,
    upkeep,
    visit,
    voice,
    vote,
    water_meter,
    works,
)
from desktop.models.base import Base

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Column, Table

_MODULES = (
    quarter, building, unit, household, water_meter, electricity_meter, visit, organisation,
    stage_paper, handover_form, attachment, exchange, meter_reading, confirmation, saved_filter,
    committee, vote, stage_record, participation, meeting, cost, funding, share, works,
    inspection, acceptance, voice, privacy_record, upkeep, parameter,
    street, sheet_template, plan_change, paper,
    operator, device, journal, meta, search_text,
)  # fmt: skip

JOURNALLED = (
    "quarter", "building", "unit", "household", "water_meter", "electricity_meter", "visit",
    "organisation", "stage_paper", "handover_form", "attachment", "exchange", "meter_reading",
    "confirmation", "saved_filter", "committee", "committee_member", "fund_application", "vote",
    "ballot", "vote_count", "stage_record", "stage_override", "participation", "qualification",
    "meeting", "meeting_decision", "cost_item", "cost_price", "fund_entry", "share", "payment",
    "audit", "work_item", "outage", "inspection", "acceptance", "finding", "acceptance_check",
    "acceptance_notice", "voice", "publicity", "supervision_order", "pilot_summary",
    "privacy_record", "upkeep", "parameter",
    "merge_question", "street", "sheet_template", "plan_change",
    "form_signature", "form_line", "revocation_list", "own_form",
    "operator", "device",
)  # fmt: skip
"""Tables whose every change is journalled, parents before children."""


@cache
def tables() -> Mapping[str, Table]:
    """Return every table of a ledger by name."""
    return dict(Base.metadata.tables)


@cache
def journalled_columns(kind: str) -> tuple[Column[object], ...]:
    """Return the columns of ``kind`` in the order of its row images: appended to, never changed."""
    return tuple(c for c in tables()[kind].columns if not c.info.get("derived"))
