"""What a merge did, as the contract prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.fields import ENTITIES
from desktop.domain.values import canonical

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.merge_resolution import Resolution
    from desktop.domain.merge_plan import Conflict, MergePlan
    from desktop.domain.sheet_rows import SheetProblem
    from desktop.services.planned_merge import PlannedMerge


def merge_document(
    planned: PlannedMerge,
    plan: MergePlan,
    resolution: Resolution,
    *,
    inserted: int,
    problems: Sequence[SheetProblem],
    dry_run: bool,
) -> dict[str, Any]:
    """Return the contract's answer for ``merge``."""
    return {
        "export_id": planned.workbook.export_id,
        "from": planned.workbook.street_code,
        "rows": plan.rows,
        "applied": {
            "fields": len(resolution.updates),
            "inserted": inserted,
            "deleted": len(resolution.deletions),
        },
        "unchanged": plan.unchanged,
        "conflicts": [conflict_document(one, planned.labels) for one in resolution.open],
        "problems": [
            {
                "sheet": one.sheet,
                "row": one.row,
                "column": one.column,
                "value": one.value,
                "code": one.code,
            }
            for one in problems
        ],
        "alarms": [
            {
                "code": str(alarm.code),
                "sheet": alarm.sheet,
                "column": alarm.column,
                "cells": alarm.cells,
            }
            for alarm in plan.alarms
        ],
        "dry_run": dry_run,
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
    }
