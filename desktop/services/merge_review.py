"""What a person looks at before a merge is applied, put together from plan, ledger and journal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.domain.fields import ENTITIES
from desktop.domain.merge_decisions import Choice, FixedDecider, key_of, row_key
from desktop.domain.merge_plan import ConflictReason, Place
from desktop.domain.merge_resolution import by_place, can_take, matched_updates, resolve
from desktop.domain.merge_review import Review, ReviewGroup, ReviewRow
from desktop.domain.rows import address_label
from desktop.domain.values import show
from desktop.services.merge_preparing import prepare
from desktop.storage.queries.changers import changers_of
from desktop.storage.queries.merging import quarters_by_name
from desktop.storage.queries.places import places_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from desktop.domain.merge_plan import Conflict, Deletion, Insertion, MergePlan, Update
    from desktop.domain.sheet_rows import SheetProblem
    from desktop.domain.values import Value
    from desktop.kernel.identity import IdFactory
    from desktop.services.merge_preparing import Prepared
    from desktop.services.planned_merge import PlannedMerge
    from desktop.storage.ledger import Ledger
    from desktop.storage.queries.changers import Changer
    from desktop.storage.queries.places import RecordPlace

_ORDER = {group: number for number, group in enumerate(ReviewGroup)}
_KINDS = {kind: number for number, kind in enumerate(ENTITIES)}


def review(
    ledger: Ledger, planned: PlannedMerge, make_id: IdFactory, *, once: bool = True
) -> Review:
    """Return every change, question and problem of ``planned``.

    What would stand twice in the merged ledger is shown as a conflict already, unless ``once`` is
    false (see :func:`~desktop.services.merge_preparing.prepare`).
    """
    plan = planned.plan
    with ledger.reader() as connection:
        asked = resolve(plan, FixedDecider(Choice.LEAVE))
        tried = prepare(connection, asked, make_id, once=once)
        rows = list(_rows(plan, tried))
        rows += _problem_rows(planned.problems, rows)
        places = places_of(connection, {(row.kind, row.id) for row in rows if row.id})
        changers = changers_of(connection, {(row.id, row.field) for row in rows if row.id})
        quarters = quarters_by_name(connection)
    columns = planned.workbook.returned.columns
    told = (_told(row, places, changers, quarters, columns) for row in rows)
    return Review(tuple(sorted(told, key=_order)), plan.alarms, planned.seen_before)


def _rows(plan: MergePlan, tried: Prepared) -> Iterator[ReviewRow]:
    taken = [c for c in tried.resolution.open if c.reason is ConflictReason.TAKEN]
    lost = {
        (c.place.sheet, c.place.row)
        for c in tried.resolution.waiting
        if c.reason is ConflictReason.UNPLACED
    }
    out = {(c.id, c.field) for c in taken}
    for conflict in (*plan.conflicts, *taken):
        yield _conflict(conflict)
    for update in plan.updates:
        if (update.id, update.field) not in out:
            yield _update(update)
    for deletion in plan.deletions:
        yield _deletion(deletion)
    for rows in by_place(plan.insertions):
        place = rows[0].place
        yield from _insertions(rows, unplaced=(place.sheet, place.row) in lost)


def _conflict(one: Conflict) -> ReviewRow:
    other = one.reason is ConflictReason.OTHER_SIDE
    return ReviewRow(
        key=key_of(one.id, one.field),
        group=ReviewGroup.PROPOSAL if other else ReviewGroup.CONFLICT,
        kind=one.kind,
        id=one.id,
        field=one.field,
        base=one.base,
        ours=one.ours,
        theirs=one.theirs,
        reason=str(one.reason),
        proposed=other,
        place=one.place,
        hanging=one.hanging,
        can_take=can_take(one),
        can_type=can_take(one, Choice.VALUE),
    )


def _update(one: Update) -> ReviewRow:
    return ReviewRow(
        key=key_of(one.id, one.field),
        group=ReviewGroup.PROPOSAL if one.proposed else ReviewGroup.CHANGE,
        kind=one.kind,
        id=one.id,
        field=one.field,
        base=one.base,
        ours=one.ours,
        theirs=one.theirs,
        reason=str(ConflictReason.OTHER_SIDE) if one.proposed else "",
        proposed=one.proposed,
        place=one.place,
        taken=not one.proposed,
        can_type=True,
    )


def _deletion(one: Deletion) -> ReviewRow:
    return ReviewRow(
        key=key_of(one.id, ""),
        group=ReviewGroup.DELETION,
        kind=one.kind,
        id=one.id,
        reason="" if one.asked else str(ConflictReason.MISSING_ROW),
        place=one.place,
        hanging=one.hanging,
        taken=one.asked,
    )


def _insertions(rows: Sequence[Insertion], *, unplaced: bool) -> Iterator[ReviewRow]:
    """Return one row for a new row of the workbook; for a matched one, what it would change."""
    lead = rows[0]
    matched = any(one.match for one in rows)
    changes = [update for one in rows if one.match for update in matched_updates(one)]
    theirs = [_field_text(u.kind, u.field, u.theirs) for u in changes]
    new = rows_shown([one for one in rows if not one.match])
    reason = ConflictReason.UNPLACED if unplaced else ConflictReason.SAME_ADDRESS
    yield ReviewRow(
        key=row_key(lead.place),
        group=ReviewGroup.MATCH if matched else ReviewGroup.NEW,
        kind=lead.kind,
        id=lead.match or (lead.parent[1] if lead.parent else ""),
        label=_address(lead.address),
        ours_shown="；".join(_field_text(u.kind, u.field, u.ours) for u in changes if u.ours),
        theirs_shown="；".join([*theirs, *([new] if new else [])]),
        reason=str(reason) if matched or unplaced else "",
        place=lead.place,
        taken=not matched and not unplaced,
        can_take=not unplaced,
        quarter=lead.address.get("quarter.quarter_code") or lead.address.get("quarter.name", ""),
    )


def rows_shown(rows: Sequence[Insertion]) -> str:
    """Return the values of new records as people read them."""
    return "；".join(
        _field_text(one.kind, name, value) for one in rows for name, value in one.values.items()
    )


def _field_text(kind: str, name: str, value: Value) -> str:
    column = ENTITIES[kind].field(name)
    return f"{column.label} {show(column, value)}" if column else ""


def _address(address: Mapping[str, str]) -> str:
    parts = ("building.building_no", "unit.unit_no", "household.room_no")
    name = address.get("quarter.name") or address.get("quarter.quarter_code", "")
    return name + address_label(*(address.get(part) for part in parts))


def _problem_rows(problems: Sequence[SheetProblem], rows: Sequence[ReviewRow]) -> list[ReviewRow]:
    """Return the problems that no row of the review stands for already."""
    shown = {(row.place.sheet, row.place.row, row.place.column) for row in rows if row.place.column}
    shown |= {(row.place.sheet, row.place.row, "") for row in rows if not row.field}
    found = []
    for number, one in enumerate(problems):
        if (one.sheet, one.row, one.letter) in shown and one.row:
            continue
        found.append(
            ReviewRow(
                key=f"problem/{number}",
                group=ReviewGroup.PROBLEM,
                theirs=one.value,
                theirs_shown=one.value,
                reason=one.code,
                place=Place(one.sheet, one.row, one.letter),
                heading=one.column,
                can_take=False,
            )
        )
    return found


def _told(
    row: ReviewRow,
    places: Mapping[str, RecordPlace],
    changers: Mapping[tuple[str, str], Changer],
    quarters: Mapping[str, str],
    columns: Mapping[str, Mapping[str, str]],
) -> ReviewRow:
    """Add what the ledger and its journal tell: where it is, who changed it, shown values."""
    place, changer = places.get(row.id), changers.get((row.id, row.field))
    column = ENTITIES[row.kind].field(row.field) if row.kind and row.field else None
    heading = columns.get(row.place.sheet, {}).get(f"{row.kind}.{row.field}", "")
    told = replace(row, heading=row.heading or heading)
    if place is not None:
        told = replace(told, quarter_id=place.quarter_id, quarter=place.quarter, label=place.label)
    elif row.quarter:
        told = replace(told, quarter_id=quarters.get(row.quarter, ""))
    if changer is not None:
        told = replace(told, who=changer.who, action=changer.action, at=changer.at)
    if column is None:
        return told
    return replace(
        told,
        base_shown=shown(row.kind, row.field, row.base),
        ours_shown=shown(row.kind, row.field, row.ours),
        theirs_shown=shown(row.kind, row.field, row.theirs),
    )


def shown(kind: str, name: str, value: Value) -> str:
    """Return a value as people read it; raw text that fits no field as it stands."""
    column = ENTITIES[kind].field(name) if kind in ENTITIES else None
    if column is None or value is None:
        return "" if value is None else str(value)
    if isinstance(value, str) and column.codes is not None and value not in column.codes.labels:
        return value
    return show(column, value)


def _order(row: ReviewRow) -> tuple[object, ...]:
    return (
        row.quarter,
        _ORDER[row.group],
        _KINDS.get(row.kind, len(_KINDS)),
        row.place.sheet,
        row.place.row,
        row.id,
        row.field,
    )
