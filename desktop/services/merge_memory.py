"""What earlier merges have already decided or applied is not asked and not applied again."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.domain.fields import ENTITIES
from desktop.domain.merge_plan import ConflictReason
from desktop.domain.merge_resolution import by_place, question_of, row_question
from desktop.domain.values import canonical
from desktop.storage.codec import encode
from desktop.storage.queries import exchanges, questions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    from desktop.domain.merge_plan import Conflict, Insertion, MergePlan
    from desktop.exchange.workbook import ReturnedWorkbook
    from desktop.storage.ledger import Ledger
    from desktop.storage.queries.questions import QuestionRow

QuestionKey = tuple[str, str, str]
_OVERTAKEN = frozenset({ConflictReason.BOTH_CHANGED, ConflictReason.GROUP})


def remembered(
    ledger: Ledger, workbook: ReturnedWorkbook, plan: MergePlan, sha256: str
) -> tuple[MergePlan, bool]:
    """Return ``plan`` without what was decided before, and whether this very file was merged.

    Of a file that was merged before, only what stayed open is asked again; nothing else of it is
    applied, because everything that was clear has been.
    """
    codes = list({*workbook.export_codes, workbook.export_code})
    with ledger.reader() as connection:
        earlier = exchanges.merges_of(connection, codes)
        again = exchanges.merge_of_file(connection, sha256)
        if earlier:
            decided = _decided(connection, earlier)
            plan = _without(plan, decided)
            plan = _without_overtaken(connection, plan, workbook.export_id)
        if again:
            opened = {stored_key(row) for row in questions.open_questions(connection)}
            plan = _only_open(plan, opened)
    return plan, again


def question_key(conflict: Conflict) -> QuestionKey:
    """Return what identifies a question: record, field, and what the other side says."""
    text = theirs_text(conflict)
    return conflict.id, conflict.field, text if conflict.field else _whole(conflict.reason, text)


def stored_key(row: QuestionRow) -> QuestionKey:
    """Return the :func:`question_key` of a question that is kept."""
    text = row.theirs if row.field else _whole(row.reason, row.theirs)
    return row.record_id, row.field, text


def theirs_text(conflict: Conflict) -> str:
    """Return the other side's value as one text: canonical, or raw where it could not be read."""
    return value_text(conflict.kind, conflict.field, conflict.theirs)


def value_text(kind: str, field: str, value: object) -> str:
    """Return the canonical text of a value, or the value itself where it fits no field."""
    column = ENTITIES[kind].field(field) if kind in ENTITIES and field else None
    if value is None or column is None or isinstance(value, str):
        return "" if value is None else str(value)
    try:
        return canonical(column, value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return str(value)


def _whole(reason: str, text: str) -> str:
    same = {ConflictReason.DELETED_THERE, ConflictReason.HANGING, ConflictReason.ALARM}
    return f"{'deletion' if reason in same else reason}:{text}"


def _decided(connection: Connection, earlier: Iterable[Mapping[str, str]]) -> set[QuestionKey]:
    found = {
        stored_key(row) for row in questions.decided_in(connection, [e["id"] for e in earlier])
    }
    for row in earlier:
        told = json.loads(row["summary"] or "[]")
        if isinstance(told, list):  # as merges were remembered before questions were kept
            found |= {(key[0], key[1], key[2]) for key in told}
    return found


def _without(plan: MergePlan, decided: set[QuestionKey]) -> MergePlan:
    if not decided:
        return plan
    return replace(
        plan,
        conflicts=tuple(c for c in plan.conflicts if question_key(c) not in decided),
        updates=tuple(u for u in plan.updates if question_key(question_of(u)) not in decided),
        deletions=tuple(d for d in plan.deletions if question_key(question_of(d)) not in decided),
        insertions=tuple(
            one
            for rows in by_place(plan.insertions)
            if not _row_keys(rows) & decided
            for one in rows
        ),
    )


def _row_keys(rows: list[Insertion]) -> set[QuestionKey]:
    reasons = (ConflictReason.SAME_ADDRESS, ConflictReason.UNPLACED)
    return {question_key(row_question(rows, reason)) for reason in reasons}


def _only_open(plan: MergePlan, opened: set[QuestionKey]) -> MergePlan:
    """Return what of a file that was merged before is still open; nothing is clear any more."""
    proposals = tuple(
        question
        for update in plan.updates
        if question_key(question := question_of(update)) in opened
    )
    return replace(
        plan,
        updates=(),
        conflicts=(*(c for c in plan.conflicts if question_key(c) in opened), *proposals),
        deletions=tuple(
            d for d in plan.deletions if not d.asked and question_key(question_of(d)) in opened
        ),
        insertions=tuple(
            one
            for rows in by_place(plan.insertions)
            if any(row.match for row in rows) and _row_keys(rows) & opened
            for one in rows
        ),
    )


def _without_overtaken(connection: Connection, plan: MergePlan, export_id: str) -> MergePlan:
    """Leave out conflicts with a value that an earlier merge took over and we changed since.

    The file says nothing that the ledger has not heard: our value follows from theirs.
    """
    asked = [c for c in plan.conflicts if c.field and c.reason in _OVERTAKEN]
    export = exchanges.export_by_id(connection, export_id)
    if not asked or export is None:
        return plan
    seen = json.loads(export["vector"] or "{}")
    taken = questions.taken_over(connection, {c.id for c in asked}, seen)
    out = {c for c in asked if (c.id, c.field, _stored(c)) in taken}
    return replace(plan, conflicts=tuple(c for c in plan.conflicts if c not in out))


def _stored(conflict: Conflict) -> str | None:
    stored = encode(conflict.kind, {conflict.field: conflict.theirs})[conflict.field]
    return None if stored is None else str(stored)
