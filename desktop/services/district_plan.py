"""Plans the merge of a returned workbook: what earlier merges decided is not asked again."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from desktop.domain.merge import with_headings
from desktop.domain.merge_decisions import Choice, FixedDecider
from desktop.domain.merge_resolution import resolve
from desktop.services.district_basis import plan_of
from desktop.services.merge_hanging import with_hanging
from desktop.services.merge_memory import remembered
from desktop.services.merge_places_edited import edited_places
from desktop.services.merge_preparing import prepare
from desktop.services.planned_merge import PlannedMerge
from desktop.storage.journal import Journal
from desktop.storage.queries.places import places_of

if TYPE_CHECKING:
    from datetime import date

    from desktop.exchange.workbook import ReturnedWorkbook
    from desktop.kernel.identity import IdFactory
    from desktop.storage.ledger import Ledger


def planned_merge(
    ledger: Ledger, workbook: ReturnedWorkbook, sha256: str, today: date
) -> PlannedMerge:
    """Return what merging ``workbook`` into ``ledger`` would do now.

    Raises:
        InputError: ``workbook-export-unknown``.
    """
    head = Journal(ledger).head()
    plan = plan_of(ledger, workbook, today)
    with ledger.reader() as connection:
        plan = with_hanging(connection, plan)
        typed = with_headings(edited_places(connection, workbook.returned), workbook.returned)
    plan = replace(plan, problems=(*plan.problems, *typed))
    plan, again = remembered(ledger, workbook, plan, sha256)
    with ledger.reader() as connection:
        asked = {(c.kind, c.id) for c in plan.conflicts if c.id}
        asked |= {(u.kind, u.id) for u in plan.updates if u.proposed}
        asked |= {(d.kind, d.id) for d in plan.deletions}
        asked |= {(i.kind, i.match) for i in plan.insertions if i.match}
        labels = {one: place.label for one, place in places_of(connection, asked).items()}
        resolution = resolve(plan, FixedDecider(Choice.LEAVE))
        found = prepare(connection, resolution, _trial_ids()).problems
    problems = (*plan.problems, *with_headings(found, workbook.returned))
    return PlannedMerge(workbook, plan, labels, sha256, again, head, problems)


def _trial_ids() -> IdFactory:
    """Return ids for records that are only tried out."""
    numbers = count(1)
    return lambda: f"{next(numbers):032x}"
