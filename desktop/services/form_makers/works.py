"""Papers of the works."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from desktop.services import works_papers
from desktop.services.form_makers.defect_sheet import (
    defect_sheet,
    defects,
    missing_for_defect_sheet,
)
from desktop.services.form_makers.hidden_works import (
    hidden_works,
    missing_for_hidden_works,
    work_items,
)
from desktop.services.form_makers.making import FormMaker, FormSubject
from desktop.services.form_makers.meter_slip import exchanges, meter_slip, missing_for_meter_slip
from desktop.services.form_makers.pressure_record import (
    missing_for_pressure_record,
    pressure_record,
    pressure_tests,
)
from desktop.services.paper_words import said
from desktop.storage.queries.registers import records_below

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.domain.paper import Paper
    from desktop.domain.values import Record
    from desktop.services.form_makers.making import FormSource


def _outages(connection: Connection, quarter_id: str) -> list[FormSubject]:
    rows = records_below(connection, "outage", "quarter_id", quarter_id)
    return [
        FormSubject(str(row["id"]), f"{_when(row['starts_at'])} {row['place'] or ''}"[:40].strip())
        for row in reversed(rows)
    ]


def _when(moment: object) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if isinstance(moment, datetime) else ""


def _outage(source: FormSource) -> Paper:
    return works_papers.outage_notice(
        source.connection, source.subject_id, source.day, source.office, source.form
    )


def _responsible(connection: Connection, quarter_id: str) -> dict[str, list[Record]]:
    """Return id of its oldest open finding → all open findings, for every unit that must mend."""
    units: dict[str, list[Record]] = {}
    for row in works_papers.open_findings(connection, quarter_id):
        units.setdefault(said(row["responsible"]), []).append(row)
    return {str(rows[0]["id"]): rows for rows in units.values()}


def _rectified(connection: Connection, quarter_id: str) -> list[FormSubject]:
    return [
        FormSubject(first, f"{said(rows[0]['responsible']) or '责任单位未定'}（{len(rows)}）")
        for first, rows in _responsible(connection, quarter_id).items()
    ]


def _rectification(source: FormSource) -> Paper:
    found = _responsible(source.connection, source.quarter_id).get(source.subject_id, [])
    if source.buildings:
        found = [row for row in found if row["building_id"] in source.buildings]
    return works_papers.rectification_notice(
        source.connection, source.quarter_id, found, source.day, source.office, source.form
    )


MAKERS = (
    FormMaker("outage-notice", paper=_outage, subjects=_outages),
    FormMaker("rectification-order", paper=_rectification, subjects=_rectified),
    FormMaker(
        "hidden-works-record",
        paper=hidden_works,
        subjects=work_items,
        missing=missing_for_hidden_works,
    ),
    FormMaker(
        "pressure-test-record",
        paper=pressure_record,
        subjects=pressure_tests,
        missing=missing_for_pressure_record,
    ),
    FormMaker(
        "defect-sheet", paper=defect_sheet, subjects=defects, missing=missing_for_defect_sheet
    ),
    FormMaker(
        "meter-exchange-slip",
        paper=meter_slip,
        subjects=exchanges,
        missing=missing_for_meter_slip,
    ),
)
