"""Writes what a merge left open and what was decided, in the operation of the merge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.fields import ENTITIES
from desktop.domain.merge_decisions import Choice
from desktop.domain.values import canonical
from desktop.services.merge_memory import question_key, stored_key, theirs_text, value_text
from desktop.storage.queries import questions
from desktop.storage.queries.merging import deleted_of, records_of
from desktop.storage.queries.questions import FELL_AWAY, OPEN, OURS, THEIRS, VALUE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection

    from desktop.domain.merge_decisions import Decision
    from desktop.domain.merge_plan import Conflict
    from desktop.domain.merge_resolution import Resolution
    from desktop.domain.values import Record, Value
    from desktop.storage.queries.questions import QuestionRow
    from desktop.storage.unit_of_work import UnitOfWork

_STATES = {Choice.THEIRS: THEIRS, Choice.VALUE: VALUE}


class QuestionRecords:
    """The questions of one merge beside those that are kept already."""

    def __init__(self, connection: Connection, source: str, now: datetime) -> None:
        kept = questions.open_questions(connection)
        self._kept = {stored_key(row): row for row in kept}
        self._source = source
        self._now = now

    def news(self, resolution: Resolution) -> bool:
        """Return whether anything of ``resolution`` is to be written that is not kept yet."""
        left = (*resolution.open, *resolution.waiting)
        return bool(
            resolution.kept
            or resolution.settled
            or any(question_key(one) not in self._kept for one in left)
        )

    def write(self, work: UnitOfWork, exchange_id: str, resolution: Resolution) -> None:
        """Keep what is open, mark what was decided, and close what has fallen away."""
        records: dict[object, Record] = {}
        for one in (*resolution.open, *resolution.waiting):
            if question_key(one) not in self._kept:
                records.setdefault(question_key(one), self._record(one, exchange_id, OPEN))
        decided: dict[str, Record] = {}
        for conflict in resolution.kept:
            self._decide(conflict, exchange_id, OURS, None, records, decided)
        for conflict, decision in resolution.settled:
            state = _STATES[decision.choice]
            answer = _answer(conflict, decision)
            self._decide(conflict, exchange_id, state, answer, records, decided)
        work.insert("merge_question", list(records.values()))
        work.update_many("merge_question", decided.items())
        touched = {u.id for u in resolution.updates} | {d.id for d in resolution.deletions}
        close_fallen(work, questions.open_about(work.connection, touched), self._now)

    def _decide(
        self,
        conflict: Conflict,
        exchange_id: str,
        state: int,
        answer: str | None,
        records: dict[object, Record],
        decided: dict[str, Record],
    ) -> None:
        key = question_key(conflict)
        known = self._kept.get(key)
        marks: Record = {"state": state, "answer": answer, "decided_at": self._now}
        if known is None:
            records[key] = {**self._record(conflict, exchange_id, state), **marks}
        else:
            decided[known.id] = marks

    def _record(self, one: Conflict, exchange_id: str, state: int) -> dict[str, Value]:
        return {
            "exchange_id": exchange_id,
            "source": self._source,
            "record_kind": one.kind,
            "record_id": one.id,
            "field": one.field,
            "base": value_text(one.kind, one.field, one.base),
            "ours": value_text(one.kind, one.field, one.ours),
            "theirs": theirs_text(one),
            "reason": str(one.reason),
            "sheet": one.place.sheet,
            "row_no": one.place.row or None,
            "state": state,
            "answer": None,
            "decided_at": None,
        }


def close_fallen(work: UnitOfWork, rows: Iterable[QuestionRow], now: datetime) -> int:
    """Close the questions whose record says by now what was proposed; return how many."""
    gone = fallen_away(work.connection, list(rows))
    marks: Record = {"state": FELL_AWAY, "decided_at": now}
    return work.update_many("merge_question", ((one, marks) for one in sorted(gone)))


def fallen_away(connection: Connection, rows: list[QuestionRow]) -> set[str]:
    """Return the ids of open questions that nobody needs to answer any more.

    The field says what was proposed, or the record that was to be deleted or changed is deleted.
    """
    found: set[str] = set()
    by_kind: dict[str, list[QuestionRow]] = {}
    for row in rows:
        if row.record_id and row.kind in ENTITIES:
            by_kind.setdefault(row.kind, []).append(row)
    for kind, asked in by_kind.items():
        ids = {row.record_id for row in asked}
        records = records_of(connection, kind, ids)
        deleted = deleted_of(connection, kind, ids)
        for row in asked:
            if row.record_id in deleted or _says_it(row, records.get(row.record_id)):
                found.add(row.id)
    return found


def _says_it(row: QuestionRow, record: Record | None) -> bool:
    column = ENTITIES[row.kind].field(row.field) if row.field else None
    if record is None or column is None:
        return False
    return canonical(column, record.get(row.field)) == row.theirs


def _answer(conflict: Conflict, decision: Decision) -> str | None:
    if decision.choice is not Choice.VALUE:
        return None
    return value_text(conflict.kind, conflict.field, decision.value)
