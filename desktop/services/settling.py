"""Settles open questions: the answer is written like a merge, and the question is closed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desktop.domain.fields import ENTITIES
from desktop.domain.merge_decisions import Choice, typed
from desktop.domain.merge_plan import ConflictReason, Deletion, Update
from desktop.domain.merge_resolution import Resolution, can_take, matched_updates
from desktop.domain.merge_rows_text import rows_of_text
from desktop.domain.values import canonical
from desktop.services.district_apply import apply_prepared
from desktop.services.merge_preparing import prepare
from desktop.services.question_list import as_conflict
from desktop.services.question_records import close_fallen
from desktop.storage.queries import questions as queries
from desktop.storage.queries.merging import records_of
from desktop.storage.queries.questions import OPEN, OURS, THEIRS, VALUE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from desktop.domain.merge_plan import Conflict, Insertion
    from desktop.domain.values import Record, Value
    from desktop.kernel.clock import Clock
    from desktop.kernel.identity import IdFactory
    from desktop.services.merge_preparing import Prepared
    from desktop.storage.ledger import Ledger
    from desktop.storage.queries.questions import QuestionRow

_STATES = {Choice.OURS: OURS, Choice.THEIRS: THEIRS, Choice.VALUE: VALUE}
_ROWS = frozenset({ConflictReason.SAME_ADDRESS, ConflictReason.UNPLACED})


class Settling:
    """Writes answers."""

    def __init__(self, ledger: Ledger, clock: Clock, make_id: IdFactory) -> None:
        self._ledger = ledger
        self._clock = clock
        self._make_id = make_id

    def settle(self, ids: Sequence[str], choice: Choice, raw: object) -> dict[str, Any]:
        """Give the questions one answer, as one operation; see :meth:`Questions.settle`."""
        with self._ledger.reader() as connection:
            rows = [row for row in queries.questions(connection, ids) if row.state == OPEN]
            fitting = _newest(row for row in rows if _fits(as_conflict(row), choice))
            asked = self._resolution(connection, fitting, choice, raw)
            prepared = prepare(connection, asked, self._make_id)
        refused = _refused(prepared)
        done = [row for row in fitting if not _code(row, refused)]
        if done:
            self._write(prepared, done, choice, raw)
        return {
            "settled": len(done),
            "skipped": len(ids) - len(fitting),
            "problems": [
                {"id": row.id, "code": code, "value": row.theirs if row.field else ""}
                for row in fitting
                if (code := _code(row, refused))
            ],
        }

    def _write(
        self, prepared: Prepared, done: Sequence[QuestionRow], choice: Choice, raw: object
    ) -> None:
        now = self._clock.now()
        with self._ledger.unit_of_work("settle-questions") as work:
            apply_prepared(work, prepared, self._clock.today())
            marks = [(row.id, self._marks(row, choice, raw)) for row in done]
            work.update_many("merge_question", marks)
            close_fallen(work, queries.open_questions(work.connection), now)

    def _marks(self, row: QuestionRow, choice: Choice, raw: object) -> Record:
        answer: Value = None
        column = ENTITIES[row.kind].field(row.field) if row.field else None
        if choice is Choice.VALUE and column is not None:
            answer = canonical(column, typed(as_conflict(row), raw))
        return {"state": _STATES[choice], "answer": answer, "decided_at": self._clock.now()}

    def _resolution(
        self, connection: Connection, rows: Sequence[QuestionRow], choice: Choice, raw: object
    ) -> Resolution:
        if choice is Choice.OURS:
            return Resolution()
        updates: list[Update] = []
        insertions: list[Insertion] = []
        deletions: list[Deletion] = []
        for row in rows:
            one = as_conflict(row)
            if one.field:
                value = typed(one, raw) if choice is Choice.VALUE else one.theirs
                updates.append(
                    Update(one.kind, one.id, one.field, one.base, one.ours, value, one.place)
                )
            elif one.reason in _ROWS:
                for new in rows_of_text(row.theirs, one.place):
                    more = self._row(connection, new)
                    updates += more[0]
                    insertions += more[1]
            else:
                deletions.append(Deletion(one.kind, one.id, True, one.place))
        return Resolution(tuple(updates), tuple(insertions), tuple(deletions))

    def _row(self, connection: Connection, new: Insertion) -> tuple[list[Update], list[Insertion]]:
        if new.match is None:
            return [], [new]
        ours = records_of(connection, new.kind, [new.match]).get(new.match)
        return ([], []) if ours is None else (matched_updates(replace(new, ours=ours)), [])


def _fits(question: Conflict, choice: Choice) -> bool:
    return choice is Choice.OURS or can_take(question, choice)


def _newest(rows: Iterable[QuestionRow]) -> list[QuestionRow]:
    """Return one question for each field: the newest; two answers would be written over."""
    found: dict[tuple[str, str, str], QuestionRow] = {}
    for row in sorted(rows, key=lambda row: row.id):
        found[row.record_id, row.field, "" if row.field else row.id] = row
    return list(found.values())


def _refused(prepared: Prepared) -> dict[tuple[str, str, int] | tuple[str, int], str]:
    """Return (record, field, row), and (sheet, row), → message code of what cannot be written."""
    left: Iterable[Conflict] = (*prepared.resolution.open, *prepared.resolution.waiting)
    codes = {(one.sheet, one.row): one.code for one in prepared.problems}
    found: dict[tuple[str, str, int] | tuple[str, int], str] = {}
    for one in left:
        place = (one.place.sheet, one.place.row)
        found[one.id, one.field, one.place.row] = codes.get(place, "conflict-taken")
        found[place] = codes.get(place, "conflict-taken")
    return found


def _code(row: QuestionRow, refused: Mapping[tuple[str, str, int] | tuple[str, int], str]) -> str:
    """Return why a question cannot be settled; a row stays open if any of it cannot be written."""
    if row.reason in _ROWS:
        return refused.get((row.sheet, row.row), "")
    return refused.get((row.record_id, row.field, row.row), "")
