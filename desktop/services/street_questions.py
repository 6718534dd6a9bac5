"""Questions that a street's newer workbook answers by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.merge_plan import ConflictReason
from desktop.services.merge_memory import question_key, stored_key
from desktop.storage.queries import questions as queries

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.domain.merge_resolution import Resolution
    from desktop.domain.values import Record
    from desktop.services.street_memory import StreetMemory
    from desktop.services.street_planning import PlannedIntake
    from desktop.storage.queries.questions import QuestionRow
    from desktop.storage.unit_of_work import UnitOfWork

_SOURCE = "street"


def close_answered(
    work: UnitOfWork,
    planned: PlannedIntake,
    resolution: Resolution,
    memory: StreetMemory,
    now: datetime,
) -> int:
    """Close what the street no longer says and return how many questions that were.

    A question stays while the street still says what it said, or is asked again by this workbook.
    """
    shown = {
        one
        for rows in planned.compared.untouched.values()
        for ids in rows
        for one in ids
        if one is not None
    }
    shown |= {one for row in planned.compared.kept for one in row.ids if one is not None}
    asked = {question_key(one) for one in (*resolution.open, *resolution.waiting)}
    closed = [
        row.id
        for row in queries.open_questions(work.connection)
        if row.source == _SOURCE
        and row.record_id in shown
        and stored_key(row) not in asked
        and not _still_said(row, memory)
    ]
    marks: Record = {"state": queries.FELL_AWAY, "decided_at": now}
    return work.update_many("merge_question", [(one, marks) for one in closed])


def _still_said(row: QuestionRow, memory: StreetMemory) -> bool:
    if not row.field:
        # A record that is on a row again is no longer missed.
        return row.reason != ConflictReason.MISSING_ROW
    said = memory.said.get((row.record_id, row.field))
    return said is not None and said[1] == row.theirs
