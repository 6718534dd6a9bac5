"""Findings that block, and everything of the registers that is due."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.aftercare import COUNTS_FROM_HERE, warranty_end
from desktop.domain.project_codes import UTILITY, FindingState, ProjectPart, Severity
from desktop.domain.stages import Paper

if TYPE_CHECKING:
    from sqlalchemy import Connection

_OPEN = f"deleted = 0 AND coalesce(state, 0) <> {int(FindingState.PASSED)}"

ANNOUNCED = timedelta(days=60)
"""How long before their end certificates and warranties are announced (our own proposal)."""


class DueRow(NamedTuple):
    """One thing with a date.

    Attributes:
        kind: entity kind.
        entity_id: the record.
        quarter_id: whose; None for what belongs to no quarter.
        due_on: the day.
        subject: what it is about, without personal data.
        with_whom: who must act, where known.
    """

    kind: str
    entity_id: str
    quarter_id: str | None
    due_on: date
    subject: str
    with_whom: str


_STATEMENTS = (
    "SELECT 'finding', id, quarter_id, due_on, coalesce(what, ''), coalesce(responsible, '') "
    f"FROM finding WHERE {_OPEN} AND due_on IS NOT NULL",
    "SELECT 'meeting_decision', id, quarter_id, due_on, coalesce(decision, ''), "
    "coalesce(responsible, '') FROM meeting_decision "
    "WHERE deleted = 0 AND done_on IS NULL AND due_on IS NOT NULL",
    "SELECT 'supervision_order', id, quarter_id, due_on, coalesce(task, ''), "
    "coalesce(responsible, '') FROM supervision_order "
    "WHERE deleted = 0 AND replied_on IS NULL AND due_on IS NOT NULL",
    # Of several certificates the one that holds longest counts; what was renewed is not late.
    "SELECT 'qualification', max(c.id), p.quarter_id, max(c.valid_to), max(coalesce(c.name, '')), "
    "coalesce(o.name, '') FROM qualification c "
    "JOIN organisation o ON o.id = c.organisation_id AND o.deleted = 0 "
    "JOIN participation p ON p.organisation_id = o.id AND p.deleted = 0 "
    f"AND p.part IN ({int(ProjectPart.CONTRACTOR)}, {int(ProjectPart.SUPERVISION)}) "
    "WHERE c.deleted = 0 AND c.valid_to IS NOT NULL "
    "GROUP BY o.id, p.quarter_id "
    "HAVING max(coalesce(p.valid_to, '9999')) > max(c.valid_to)",
)
_VOICES = (
    # What a resident said may name people: its number is enough to find it.
    "SELECT 'voice', id, quarter_id, coalesce(due_on, date(received_on, '+' || ? || ' days')), "
    "coalesce(number, ''), coalesce(answered_by, '') FROM voice WHERE deleted = 0 "
    "AND answered_on IS NULL AND coalesce(due_on, received_on) IS NOT NULL"
)


def open_blocking(connection: Connection) -> dict[str, int]:
    """Return quarter id → findings that keep a stage from ending (severity 2 and 3)."""
    rows = connection.exec_driver_sql(
        f"SELECT quarter_id, count(*) FROM finding WHERE {_OPEN} "
        f"AND severity IN ({int(Severity.SERIOUS)}, {int(Severity.STOP_WORK)}) "
        "AND quarter_id IS NOT NULL GROUP BY quarter_id"
    )
    return {row[0]: row[1] for row in rows}


def stopping_works(connection: Connection) -> dict[str, int]:
    """Return quarter id → findings that stop the works until they are closed (severity 3)."""
    rows = connection.exec_driver_sql(
        f"SELECT quarter_id, count(*) FROM finding WHERE {_OPEN} "
        f"AND severity = {int(Severity.STOP_WORK)} AND quarter_id IS NOT NULL GROUP BY quarter_id"
    )
    return {row[0]: row[1] for row in rows}


def due_items(
    connection: Connection, voice_days: int = 15, warranty_years: int = 2
) -> list[DueRow]:
    """Return what is due: findings, decisions, voices, orders, qualifications, warranty ends.

    Args:
        connection: the ledger.
        voice_days: parameter ``voice-answer-days``.
        warranty_years: parameter ``warranty-years``.
    """
    found = [
        DueRow(row[0], row[1], row[2], _day(row[3]), row[4], row[5])
        for statement, given in (*((one, ()) for one in _STATEMENTS), (_VOICES, (voice_days,)))
        for row in connection.exec_driver_sql(statement, given)
    ]
    for (quarter_id, utility), day in accepted_days(connection).items():
        end = warranty_end(day, Decimal(warranty_years))
        found.append(DueRow("warranty", quarter_id, quarter_id, end, UTILITY.label(utility), ""))
    return sorted(found, key=lambda row: (row.due_on, row.kind, row.entity_id))


def accepted_days(
    connection: Connection, quarter_id: str | None = None
) -> dict[tuple[str, str], date]:
    """Return (quarter id, trade) → the day from which the warranty counts.

    That is the day of the acceptance. Of a quarter without one it is the day of its completion
    paper, for both trades, if a person noted on it that the warranty begins with it.
    """
    decided = decided_days(connection, quarter_id)
    accepted = {quarter for quarter, _ in decided}
    return decided | {
        (paper.quarter_id, trade): paper.dated_on
        for paper in completion_papers(connection, quarter_id)
        if paper.counts and paper.quarter_id not in accepted
        for trade in ("W", "E")
    }


def decided_days(
    connection: Connection, quarter_id: str | None = None
) -> dict[tuple[str, str], date]:
    """Return (quarter id, trade) → the day on which its first passed acceptance was decided."""
    one = "" if quarter_id is None else " AND quarter_id = ?"
    rows = connection.exec_driver_sql(
        "SELECT quarter_id, utility, min(decided_at) FROM acceptance "
        "WHERE deleted = 0 AND outcome IN (1, 2) AND decided_at IS NOT NULL "
        f"AND utility IS NOT NULL AND quarter_id IS NOT NULL{one} GROUP BY quarter_id, utility",
        () if quarter_id is None else (quarter_id,),
    )
    return {
        (row[0], row[1]): datetime.fromisoformat(str(row[2])).astimezone().date() for row in rows
    }


class CompletionPaper(NamedTuple):
    """A dated completion paper, and whether a person let the warranty begin with it."""

    id: str
    quarter_id: str
    dated_on: date
    counts: bool


def completion_papers(
    connection: Connection, quarter_id: str | None = None
) -> list[CompletionPaper]:
    """Return the dated completion papers on file, oldest first."""
    one = "" if quarter_id is None else " AND quarter_id = ?"
    rows = connection.exec_driver_sql(
        "SELECT id, quarter_id, dated_on, instr(coalesce(note, ''), ?) > 0 FROM stage_paper "
        "WHERE deleted = 0 AND paper = ? AND dated_on IS NOT NULL AND quarter_id IS NOT NULL "
        f"AND coalesce(refused, 0) = 0{one} ORDER BY dated_on, id",
        (COUNTS_FROM_HERE, str(Paper.COMPLETION), *(() if quarter_id is None else (quarter_id,))),
    )
    return [CompletionPaper(row[0], row[1], _day(row[2]), bool(row[3])) for row in rows]


def expiring(rows: list[DueRow], today: date, within: timedelta) -> list[DueRow]:
    """Return ``rows`` without what only announces itself: certificates and warranties.

    A certificate shows from ``within`` before its end on. A warranty shows then as well, and no
    longer once it is over: nobody can do anything about it any more.
    """
    return [
        row
        for row in rows
        if row.kind not in {"qualification", "warranty"}
        or (row.due_on <= today + within and (row.kind != "warranty" or row.due_on >= today))
    ]


def _day(value: object) -> date:
    return (
        value
        if isinstance(value, date) and not isinstance(value, datetime)
        else (date.fromisoformat(str(value)))
    )
