"""Papers of the works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.services import works_papers
from desktop.services.form_makers.making import FormMaker, FormSubject
from desktop.storage.queries.registers import records_below

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.domain.paper import Paper
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


MAKERS = (FormMaker("outage-notice", paper=_outage, subjects=_outages),)
