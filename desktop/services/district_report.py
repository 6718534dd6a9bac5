"""What a merge did, as the contract prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.fields import ENTITIES
from desktop.domain.merge import with_headings
from desktop.domain.values import canonical

if TYPE_CHECKING:
    from desktop.domain.merge_plan import Conflict
    from desktop.domain.sheet_rows import SheetProblem
    from desktop.services.merge_preparing import Prepared
    from desktop.services.planned_merge import PlannedMerge


def merge_document(planned: PlannedMerge, prepared: Prepared, *, dry_run: bool) -> dict[str, Any]:
    """Return the contract's answer for ``merge``.

    Beyond the contract: ``alarms``; ``proposals``, which wait for a person but are no conflicts;
    ``proposed``, how many changes in the other side's columns were taken; ``seen_before``.
    """
    plan, resolution = planned.plan, prepared.resolution
    return {
        "export_id": planned.workbook.export_id,
        "from": planned.workbook.street_code,
        "rows": plan.rows,
        "applied": applied_counts(prepared),
        "unchanged": plan.unchanged,
        "conflicts": [conflict_document(one, planned.labels) for one in resolution.open],
        "problems": [
            _problem(one)
            for one in (
                *plan.problems,
                *with_headings(prepared.problems, planned.workbook.returned),
            )
        ],
        "alarms": [
            {
                "code": str(alarm.code),
                "sheet": alarm.sheet,
                "column": alarm.column,
                "cells": alarm.cells,
                "of": alarm.of,
            }
            for alarm in plan.alarms
        ],
        "proposals": [conflict_document(one, planned.labels) for one in resolution.waiting],
        "proposed": sum(update.proposed for update in resolution.updates),
        "seen_before": planned.seen_before,
        "dry_run": dry_run,
    }


def applied_counts(prepared: Prepared) -> dict[str, int]:
    """Return how many fields, new records and deleted records are written."""
    return {
        "fields": len(prepared.resolution.updates),
        "inserted": len(prepared.placed),
        "deleted": sum(map(len, prepared.deleted.values())),
    }


def _problem(one: SheetProblem) -> dict[str, Any]:
    return {
        "sheet": one.sheet,
        "row": one.row,
        "column": one.column,
        "value": one.value,
        "code": one.code,
        "cell": one.cell,
    }


def conflict_document(conflict: Conflict, labels: Any) -> dict[str, Any]:
    """Return one open conflict as the contract prints it."""
    field = ENTITIES[conflict.kind].field(conflict.field)

    def shown(value: Any) -> str:
        return canonical(field, value) if field is not None else str(value or "")

    return {
        "entity_kind": conflict.kind,
        "entity_id": conflict.id,
        "label": labels.get(conflict.id, ""),
        "field": conflict.field,
        "base": shown(conflict.base),
        "ours": shown(conflict.ours),
        "theirs": shown(conflict.theirs),
        "reason": str(conflict.reason),
        "sheet": conflict.place.sheet,
        "cell": conflict.place.cell,
        "hanging": {one.kind: one.count for one in conflict.hanging},
    }
