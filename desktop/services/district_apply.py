"""Writes what a merge has settled: fields, new rows, deletions, in one transaction."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from desktop.domain.consequences import consequences, has_consequences
from desktop.storage.queries.merging import records_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from desktop.domain.merge_plan import Update
    from desktop.domain.values import Record, Value
    from desktop.services.merge_preparing import Prepared
    from desktop.storage.unit_of_work import UnitOfWork


def apply_prepared(work: UnitOfWork, prepared: Prepared, today: date) -> None:
    """Write ``prepared``; what follows from a field by rule (due dates, consent) goes with it."""
    for kind, rows in _by_record(prepared.resolution.updates).items():
        work.update_many(kind, _with_consequences(work, kind, rows, today))
    for kind, one, field in prepared.cleared:
        work.update(kind, one, {field: None})
    for kind, ids in prepared.deleted.items():
        work.update_many(kind, [(one, {"deleted": True}) for one in ids])
    by_kind: dict[str, list[Record]] = defaultdict(list)
    for row in prepared.placed:
        follows = consequences(row.kind, {}, row.record, today)
        by_kind[row.kind].append({**row.record, **follows, "id": row.id})
    for kind, records in by_kind.items():
        work.insert(kind, records)


def _by_record(updates: Iterable[Update]) -> dict[str, dict[str, dict[str, Value]]]:
    found: dict[str, dict[str, dict[str, Value]]] = defaultdict(lambda: defaultdict(dict))
    for update in updates:
        found[update.kind][update.id][update.field] = update.theirs
    return found


def _with_consequences(
    work: UnitOfWork, kind: str, rows: dict[str, dict[str, Value]], today: date
) -> list[tuple[str, Record]]:
    touching = [one for one, values in rows.items() if has_consequences(kind, values)]
    before = records_of(work.connection, kind, touching)
    return [
        (one, {**values, **consequences(kind, before[one], values, today)})
        if one in before
        else (one, values)
        for one, values in rows.items()
    ]
