"""Papers of the works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.services import works_papers
from desktop.services.form_makers.making import FormMaker, FormSubject
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
        FormSubject(str(row["id"]), f"{row['starts_at'] or ''} {row['place'] or ''}"[:40].strip())
        for row in reversed(rows)
    ]


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
)
