"""Open and decided questions of merges, as the ledger keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.domain.codes import QUESTION_STATE
from desktop.storage.queries.merging import in_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

OPEN, OURS, THEIRS, VALUE, FELL_AWAY = (int(code) for code in QUESTION_STATE.labels)
_COLUMNS = (
    "id", "exchange_id", "source", "record_kind", "record_id", "field", "base", "ours", "theirs",
    "reason", "sheet", "row_no", "state",
)  # fmt: skip


class QuestionRow(NamedTuple):
    """One question as it is stored; see ``domain/exchange_fields.py``."""

    id: str
    exchange_id: str
    source: str
    kind: str
    record_id: str
    field: str
    base: str
    ours: str
    theirs: str
    reason: str
    sheet: str
    row: int
    state: int


def open_questions(connection: Connection) -> list[QuestionRow]:
    """Return every question that nobody settled, oldest first."""
    rows = connection.exec_driver_sql(f"{_SELECT} AND state = {OPEN} ORDER BY id")
    return [_row(row) for row in rows]


def open_about(connection: Connection, records: Iterable[str]) -> list[QuestionRow]:
    """Return the open questions about some records."""
    statement = f"{_SELECT} AND state = {OPEN} AND record_id IN ({{ids}})"
    return [_row(row) for row in in_parts(connection, statement, sorted(set(records)))]


def questions(connection: Connection, ids: Iterable[str]) -> list[QuestionRow]:
    """Return questions by their ids."""
    return [_row(row) for row in in_parts(connection, f"{_SELECT} AND id IN ({{ids}})", ids)]


def decided_in(connection: Connection, exchanges: Iterable[str]) -> list[QuestionRow]:
    """Return the questions of some merges that a person has decided."""
    statement = f"{_SELECT} AND state IN ({OURS}, {THEIRS}, {VALUE}) AND exchange_id IN ({{ids}})"
    return [_row(row) for row in in_parts(connection, statement, exchanges)]


def workbooks_of(connection: Connection, exchanges: Iterable[str]) -> dict[str, Mapping[str, Any]]:
    """Return merge → ``export_code``, ``partner`` and ``made_at`` (text) of what was merged."""
    statement = "SELECT id, export_code, partner, made_at FROM exchange WHERE id IN ({ids})"
    return {
        row[0]: {"export_code": row[1] or "", "partner": row[2] or "", "made_at": row[3]}
        for row in in_parts(connection, statement, sorted(set(exchanges)))
    }


def taken_over(
    connection: Connection, records: Iterable[str], seen: Mapping[str, int]
) -> set[tuple[str, str, str | None]]:
    """Return (record, field, stored value) that merges after ``seen`` wrote, if not undone."""
    words = ", ".join(f"'{action}'" for action in _WRITERS)
    statement = (
        "SELECT e.entity_id, e.field, e.new, o.device, o.sequence FROM journal_entry e "
        "JOIN journal_operation o ON o.number = e.operation WHERE e.action = 'U' "
        f"AND o.action IN ({words}) AND NOT EXISTS (SELECT 1 FROM journal_operation u "
        "WHERE u.undoes = o.device || ':' || o.sequence) AND e.entity_id IN ({ids})"
    )
    return {
        (row[0], row[1], None if row[2] is None else str(row[2]))
        for row in in_parts(connection, statement, records)
        if row[4] > seen.get(row[3], 0)
    }


_WRITERS = ("merge", "settle-questions")
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM merge_question WHERE deleted = 0"


def _row(row: Any) -> QuestionRow:
    return QuestionRow(
        id=row[0],
        exchange_id=row[1] or "",
        source=row[2] or "",
        kind=row[3] or "",
        record_id=row[4] or "",
        field=row[5] or "",
        base=row[6] or "",
        ours=row[7] or "",
        theirs=row[8] or "",
        reason=row[9] or "",
        sheet=row[10] or "",
        row=row[11] or 0,
        state=row[12] or OPEN,
    )
