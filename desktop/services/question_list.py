"""Open questions as a person reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from desktop.domain.fields import ENTITIES
from desktop.domain.merge_decisions import Choice
from desktop.domain.merge_plan import Conflict, ConflictReason, Place
from desktop.domain.merge_resolution import can_take
from desktop.domain.merge_rows_text import rows_of_text
from desktop.domain.values import restore
from desktop.services.merge_hanging import hanging_branches, hangings
from desktop.services.merge_review import rows_shown, shown
from desktop.storage.queries import questions as queries
from desktop.storage.queries.changers import changers_of
from desktop.storage.queries.merging import records_of
from desktop.storage.queries.places import places_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from desktop.domain.merge_plan import Hanging
    from desktop.domain.values import Record, Value
    from desktop.storage.queries.questions import QuestionRow

_DELETIONS = frozenset(
    {ConflictReason.DELETED_THERE, ConflictReason.HANGING, ConflictReason.MISSING_ROW}
)
_ROWS = frozenset({ConflictReason.SAME_ADDRESS, ConflictReason.UNPLACED})


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """One question that waits.

    Attributes:
        id: as :meth:`Questions.settle` takes it.
        source: ``workbook`` or ``parcel``.
        export_code: of the workbook it came with; ``asked_at`` when that was merged; ``partner``
            who sent it.
        kind, record_id, field: what it is about; ``field`` is ``""`` for a whole record, and all
            are ``""`` for a row that is no record's.
        quarter_id, quarter: id and name of the record's quarter.
        label: what people call the record.
        base, theirs: at the export, and in the workbook; ``theirs`` is raw text where a cell could
            not be read. ``ours`` is what the ledger says now.
        base_shown, ours_shown, theirs_shown: the same as people read it.
        reason: message code.
        sheet, row: where it stood in the workbook.
        who, action, at: who changed the ledger's value last.
        hanging: what goes with a deletion.
        can_take: whether ``theirs`` is an answer; ``can_type`` whether a third value is.
    """

    id: str
    source: str
    export_code: str
    partner: str
    asked_at: datetime | None
    kind: str
    record_id: str
    field: str
    quarter_id: str
    quarter: str
    label: str
    base: Value
    ours: Value
    theirs: Value
    base_shown: str
    ours_shown: str
    theirs_shown: str
    reason: str
    sheet: str
    row: int
    who: str = ""
    action: str = ""
    at: datetime | None = None
    hanging: tuple[Hanging, ...] = ()
    can_take: bool = True
    can_type: bool = False


def open_list(connection: Connection, rows: Iterable[QuestionRow]) -> list[OpenQuestion]:
    """Return questions with what ledger and journal tell about them now."""
    rows = list(rows)
    records = _records(connection, rows)
    places = places_of(connection, {(row.kind, row.record_id) for row in rows if row.record_id})
    changers = changers_of(connection, {(row.record_id, row.field) for row in rows})
    books = queries.workbooks_of(connection, {row.exchange_id for row in rows})
    doomed = {(r.kind, r.record_id) for r in rows if not r.field and r.reason in _DELETIONS}
    hanging = {
        one: hangings(branch) for one, branch in hanging_branches(connection, doomed).items()
    }
    found = []
    for row in rows:
        place, changer = places.get(row.record_id), changers.get((row.record_id, row.field))
        book = books.get(row.exchange_id, {})
        question = as_conflict(row)
        now = records.get(row.record_id, {}).get(row.field)
        found.append(
            OpenQuestion(
                id=row.id,
                source=row.source,
                export_code=str(book.get("export_code", "")),
                partner=str(book.get("partner", "")),
                asked_at=_moment(book.get("made_at")),
                kind=row.kind,
                record_id=row.record_id,
                field=row.field,
                quarter_id=place.quarter_id if place else "",
                quarter=place.quarter if place else "",
                label=place.label if place else "",
                base=question.base,
                ours=now,
                theirs=question.theirs,
                base_shown=shown(row.kind, row.field, question.base),
                ours_shown=shown(row.kind, row.field, now),
                theirs_shown=_theirs_shown(row, question),
                reason=row.reason,
                sheet=row.sheet,
                row=row.row,
                who=changer.who if changer else "",
                action=changer.action if changer else "",
                at=changer.at if changer else None,
                hanging=hanging.get(row.record_id, ()) if not row.field else (),
                can_take=can_take(question),
                can_type=can_take(question, Choice.VALUE),
            )
        )
    found.sort(key=lambda q: (q.quarter, q.kind, q.label, q.field, q.id))
    return found


def as_conflict(row: QuestionRow) -> Conflict:
    """Return a question that is kept as the conflict it was."""
    try:
        reason = ConflictReason(row.reason)
    except ValueError:
        reason = ConflictReason.BOTH_CHANGED  # a question of a parcel has reasons of its own
    return Conflict(
        row.kind,
        row.record_id,
        row.field,
        restored(row.kind, row.field, row.base),
        restored(row.kind, row.field, row.ours),
        restored(row.kind, row.field, row.theirs),
        reason,
        Place(row.sheet, row.row),
    )


def restored(kind: str, field: str, text: str) -> Value:
    """Return the value of a canonical text; raw text that fits no field as it stands."""
    column = ENTITIES[kind].field(field) if kind in ENTITIES and field else None
    if column is None:
        return text or None
    try:
        return restore(column, text)
    except (ArithmeticError, ValueError):
        return text


def _theirs_shown(row: QuestionRow, question: Conflict) -> str:
    if row.reason in _ROWS:
        return rows_shown(rows_of_text(row.theirs))
    return shown(row.kind, row.field, question.theirs)


def _records(connection: Connection, rows: Iterable[QuestionRow]) -> dict[str, Record]:
    by_kind: dict[str, set[str]] = {}
    for row in rows:
        if row.record_id and row.kind in ENTITIES:
            by_kind.setdefault(row.kind, set()).add(row.record_id)
    found: dict[str, Record] = {}
    for kind, ids in by_kind.items():
        found |= records_of(connection, kind, ids)
    return found


def _moment(text: object) -> datetime | None:
    return datetime.fromisoformat(text) if isinstance(text, str) and text else None
