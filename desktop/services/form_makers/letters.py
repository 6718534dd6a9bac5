"""Letters of the office: to the companies, to the district, and the minutes of conferences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.services import works_papers
from desktop.services.form_makers.making import FormMaker, FormSubject
from desktop.services.paper_words import said
from desktop.storage.queries.registers import records, records_below

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.domain.paper import Paper
    from desktop.services.form_makers.making import FormSource


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


MAKERS = (FormMaker("meeting-minutes", paper=_minutes, subjects=_meetings),)
