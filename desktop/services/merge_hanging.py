"""Says what hangs on the records that a workbook wants deleted, and asks before it goes along."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.domain.merge_plan import Conflict, ConflictReason, Hanging
from desktop.storage.queries.hanging import branches_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from desktop.domain.merge_plan import Deletion, MergePlan
    from desktop.storage.queries.hanging import Branch

_DELETIONS = frozenset({ConflictReason.DELETED_THERE, ConflictReason.ALARM})


def with_hanging(connection: Connection, plan: MergePlan) -> MergePlan:
    """Return ``plan`` with what hangs on every record that it wants deleted.

    A deletion that was asked for and that would take along what stands on another row than its
    own waits as a conflict: nothing goes unseen.
    """
    asked = [c for c in plan.conflicts if not c.field and c.reason in _DELETIONS]
    if not plan.deletions and not asked:
        return plan
    branches = hanging_branches(
        connection, [(d.kind, d.id) for d in plan.deletions] + [(c.kind, c.id) for c in asked]
    )
    told = {one: hangings(branch) for one, branch in branches.items()}
    deletions: list[Deletion] = []
    conflicts = [replace(c, hanging=told[c.id]) if c in asked else c for c in plan.conflicts]
    for one in plan.deletions:
        seen = {record for _, record in one.beside}
        if one.asked and _unseen(branches[one.id], seen):
            conflicts.append(
                Conflict(
                    one.kind,
                    one.id,
                    "",
                    None,
                    None,
                    None,
                    ConflictReason.HANGING,
                    one.place,
                    (),
                    told[one.id],
                )
            )
        else:
            deletions.append(replace(one, hanging=told[one.id]))
    conflicts.sort(key=lambda c: (c.kind, c.id, c.field))
    return replace(plan, deletions=tuple(deletions), conflicts=tuple(conflicts))


def hanging_branches(
    connection: Connection, records: Iterable[tuple[str, str]]
) -> dict[str, Branch]:
    """Return id → what hangs on it, of (kind, id) pairs."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, one in records:
        by_kind[kind].append(one)
    found: dict[str, Branch] = {}
    for kind, ids in by_kind.items():
        found |= branches_of(connection, kind, ids)
    return found


def hangings(branch: Branch) -> tuple[Hanging, ...]:
    """Return the counts of a branch, as people are told."""
    return tuple(Hanging(kind, count) for kind, count in branch.counts().items())


def _unseen(branch: Branch, seen: set[str]) -> bool:
    gone = {one for ids in branch.owned.values() for one in ids}
    gone |= {one for _, one, _ in branch.linked}
    return not gone <= seen
