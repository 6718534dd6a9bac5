"""What a merge will write, looked at as a whole: places, what hangs below, what stands twice."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from desktop.domain.merge_plan import Conflict, ConflictReason
from desktop.domain.merge_resolution import Resolution, by_place, row_question
from desktop.domain.merge_unique import Merged, taken, wanted_values
from desktop.domain.sheet_rows import SheetProblem
from desktop.services.frozen import frozen
from desktop.services.merge_placing import PlacedRow, place_rows
from desktop.storage.queries.hanging import branches_of
from desktop.storage.queries.merging import holders, records_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from desktop.domain.merge_plan import Deletion, Insertion, Update
    from desktop.kernel.identity import IdFactory
    from desktop.storage.queries.hanging import Branch


@dataclass(slots=True)
class Prepared:
    """Everything that will be written, in one operation.

    Attributes:
        resolution: without what cannot be written; that is among its open questions.
        placed: new records with their owners.
        deleted: kind → ids, dependants first.
        cleared: (kind, id, field) of references to deleted records.
        problems: what could not be written, with its cells.
    """

    resolution: Resolution
    placed: list[PlacedRow] = field(default_factory=list)
    deleted: dict[str, list[str]] = field(default_factory=dict)
    cleared: list[tuple[str, str, str]] = field(default_factory=list)
    problems: list[SheetProblem] = field(default_factory=list)

    @property
    def something(self) -> bool:
        """Whether a record changes."""
        return bool(self.resolution.updates or self.placed or self.deleted)

    @property
    def gone(self) -> set[str]:
        """Ids of everything that is deleted."""
        return {one for ids in self.deleted.values() for one in ids}


def prepare(
    connection: Connection, resolution: Resolution, make_id: IdFactory, *, once: bool = True
) -> Prepared:
    """Return what can be written of ``resolution``; the rest stays open with its problems.

    Rules on what stands once and on owners are checked on the merged result; a deletion takes
    along what hangs on the record, but nothing of a closed vote or a decided acceptance.

    Args:
        connection: of the ledger.
        resolution: what was decided.
        make_id: makes the ids of new records.
        once: whether to leave out what would stand twice; over many streets it is a finding.
    """
    made = Prepared(resolution)
    _deletions(connection, made)
    gone = made.gone
    kept = tuple(one for one in resolution.updates if one.id not in gone)
    made.placed, lost = place_rows(connection, resolution.insertions, make_id, gone)
    _unplaced(made, lost, "sheet-row-place-unknown")
    made.resolution = replace(made.resolution, updates=kept)
    if once and (kept or made.placed):
        _unique(connection, made)
    return made


def _deletions(connection: Connection, made: Prepared) -> None:
    by_kind: dict[str, list[Deletion]] = defaultdict(list)
    for one in made.resolution.deletions:
        by_kind[one.kind].append(one)
    refused: list[Deletion] = []
    order: dict[str, dict[str, None]] = defaultdict(dict)
    for kind, deletions in by_kind.items():
        branches = branches_of(connection, kind, [one.id for one in deletions])
        for one in deletions:
            branch = branches[one.id]
            if _is_frozen(connection, branch):
                refused.append(one)
                continue
            for child in reversed(branch.owned):
                order[child] |= dict.fromkeys(branch.owned[child])
            made.cleared += branch.linked
    for one in made.resolution.deletions:
        if one not in refused:
            order[one.kind][one.id] = None
    made.deleted = {kind: list(ids) for kind, ids in order.items() if ids}
    if refused:
        _refuse(made, refused)


def _refuse(made: Prepared, refused: Sequence[Deletion]) -> None:
    left = [
        Conflict(d.kind, d.id, "", None, None, None, ConflictReason.HANGING, d.place, (), d.hanging)
        for d in refused
    ]
    made.problems += [
        SheetProblem(d.place.sheet, d.place.row, "", "", "merge-deletion-frozen") for d in refused
    ]
    found = made.resolution
    made.resolution = replace(
        found,
        deletions=tuple(d for d in found.deletions if d not in refused),
        open=(*found.open, *left),
        settled=tuple(s for s in found.settled if s[0].id not in {d.id for d in refused}),
    )


def _is_frozen(connection: Connection, branch: Branch) -> bool:
    return any(
        frozen(connection, kind, {"id": one}) for kind, ids in branch.owned.items() for one in ids
    )


def _unique(connection: Connection, made: Prepared) -> None:
    """Take out what would stand twice in the merged ledger."""
    updates = made.resolution.updates
    inserted = [(one.kind, one.id, one.record) for one in made.placed]
    wanted = wanted_values(updates, inserted)
    touched: dict[str, set[str]] = defaultdict(set)
    for update in updates:
        touched[update.kind].add(update.id)
    checked = {kind for kind, _ in wanted} | {u.kind for u in updates if u.field == "state"}
    merged = Merged(
        updates,
        inserted,
        made.gone,
        {
            one: record
            for kind in checked
            for one, record in records_of(connection, kind, touched[kind]).items()
        },
        {key: holders(connection, *key, values) for key, values in wanted.items()},
    )
    found = taken(merged)
    if found.updates:
        _leave_out(made, {u: c for u in updates if (c := found.updates.get((u.id, u.field)))})
    if found.inserted:
        _leave_out_rows(made, found.inserted)


def _leave_out(made: Prepared, codes: dict[Update, str]) -> None:
    left = [
        Conflict(u.kind, u.id, u.field, u.base, u.ours, u.theirs, ConflictReason.TAKEN, u.place)
        for u in codes
    ]
    for update, code in codes.items():
        place = update.place
        made.problems.append(
            SheetProblem(
                place.sheet,
                place.row,
                f"{update.kind}.{update.field}",
                str(update.theirs),
                code,
                place.column,
            )
        )
    out = {(u.id, u.field) for u in codes}
    found = made.resolution
    made.resolution = replace(
        found,
        updates=tuple(u for u in found.updates if (u.id, u.field) not in out),
        open=(*found.open, *left),
        settled=tuple(s for s in found.settled if (s[0].id, s[0].field) not in out),
    )


def _leave_out_rows(made: Prepared, codes: Mapping[str, tuple[str, str]]) -> None:
    """Leave out new records that would stand twice, and what was to be put below them."""
    gone = set(codes)
    while True:
        below = {one.id for one in made.placed if one.id not in gone and gone & _owners(one)}
        if not below:
            break
        gone |= below
    by_code: dict[str, list[Insertion]] = defaultdict(list)
    fields: dict[tuple[str, int], tuple[str, str]] = {}
    for one in made.placed:
        if one.id in gone and one.insertion is not None:
            name, code = codes.get(one.id, ("", ""))
            place = one.insertion.place
            if name:
                key = f"{one.kind}.{name}"
                fields[place.sheet, place.row] = (key, str(one.record.get(name) or ""))
            by_code[code or "sheet-row-place-unknown"].append(one.insertion)
    made.placed = [one for one in made.placed if one.id not in gone]
    for code, insertions in by_code.items():
        _unplaced(made, insertions, code, fields)


def _owners(one: PlacedRow) -> set[object]:
    return {value for name, value in one.record.items() if name.endswith("_id")}


def _unplaced(
    made: Prepared,
    lost: Iterable[Insertion],
    code: str,
    fields: dict[tuple[str, int], tuple[str, str]] | None = None,
) -> None:
    """Keep rows that cannot be written as questions, and name them."""
    for rows in by_place(lost):
        place = rows[0].place
        column, value = (fields or {}).get((place.sheet, place.row), ("", ""))
        problem = SheetProblem(place.sheet, place.row, column, value, code, place.column)
        made.problems.append(problem)
        question = row_question(rows, ConflictReason.UNPLACED)
        found = made.resolution
        made.resolution = replace(found, waiting=(*found.waiting, question))
