"""What happened to the stages of one quarter, gathered from papers, records and the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from desktop.domain.codes import Stage
from desktop.storage.queries.card import record
from desktop.storage.queries.gates import plan_moves
from desktop.storage.queries.registers import records_below

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from desktop.domain.values import Record


@dataclass(frozen=True, slots=True)
class StageEvent:
    """One thing that happened.

    Attributes:
        on: the day.
        code: message code of what happened.
        stage: whose; None for what concerns the whole quarter.
        details: what fills the sentence; nothing personal of residents.
    """

    on: date
    code: str
    stage: Stage | None
    details: dict[str, str]


def stage_history(connection: Connection, quarter_id: str) -> list[StageEvent]:
    """Return the events of a quarter, oldest first."""
    found = [
        *_entered(connection, quarter_id),
        *_papers(connection, quarter_id),
        *_dates(connection, quarter_id),
        *_overrides(connection, quarter_id),
    ]
    found += _plan(connection, quarter_id)
    return sorted(found, key=lambda event: (event.on, int(event.stage or 0), event.code))


def _plan(connection: Connection, quarter_id: str) -> Iterator[StageEvent]:
    """Tell the moves of the annual plan; the district's note belongs to the last one."""
    moves = plan_moves(connection, quarter_id)
    note = _text(record(connection, "quarter", quarter_id) or {}, "plan_note")
    for number, (day, before, after) in enumerate(moves, start=1):
        told = f"：{note}" if note and number == len(moves) else ""
        details = {"before": before or "—", "after": after, "note": told}
        yield StageEvent(day, "stage-event-plan-moved", None, details)


def _entered(connection: Connection, quarter_id: str) -> Iterator[StageEvent]:
    quarter = record(connection, "quarter", quarter_id) or {}
    stage, day = _stage(quarter.get("entered_stage")), quarter.get("entered_on")
    if stage is not None and isinstance(day, date):
        yield StageEvent(day, "stage-event-entered", stage, {})


def _papers(connection: Connection, quarter_id: str) -> Iterator[StageEvent]:
    for row in records_below(connection, "stage_paper", "quarter_id", quarter_id):
        day = row["dated_on"]
        if isinstance(day, date):
            code = "stage-event-refused" if row["refused"] else "stage-event-paper"
            details = {"paper": _text(row, "paper"), "number": _text(row, "document_no")}
            yield StageEvent(day, code, _stage(row["stage"]), details)


def _dates(connection: Connection, quarter_id: str) -> Iterator[StageEvent]:
    for row in records_below(connection, "stage_record", "quarter_id", quarter_id):
        for field, code in (("started_on", "stage-event-began"), ("ended_on", "stage-event-ended")):
            day = row[field]
            if isinstance(day, date):
                yield StageEvent(day, code, _stage(row["stage"]), {})


def _overrides(connection: Connection, quarter_id: str) -> Iterator[StageEvent]:
    for row in records_below(connection, "stage_override", "quarter_id", quarter_id):
        stage = _stage(row["stage"])
        details = {"who": _text(row, "decided_by"), "reason": _text(row, "reason")}
        for field, code, who in (
            ("decided_at", "stage-event-override", "decided_by"),
            ("withdrawn_at", "stage-event-withdrawn", "withdrawn_by"),
        ):
            at = row[field]
            if isinstance(at, datetime):
                local_day = at.astimezone().date()
                yield StageEvent(local_day, code, stage, {**details, "who": _text(row, who)})


def _text(row: Record, name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""


def _stage(code: object) -> Stage | None:
    return Stage(code) if isinstance(code, int) and 1 <= code <= len(Stage) else None
