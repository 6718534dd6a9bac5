"""What an intake did, as the command line and the page tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.merge import with_headings
from desktop.services.district_report import conflict_document

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.domain.sheet_rows import SheetProblem
    from desktop.services.merge_preparing import Prepared
    from desktop.services.street_planning import PlannedIntake


def intake_document(
    planned: PlannedIntake,
    prepared: Prepared | None,
    written: Mapping[str, int],
    problems: Sequence[SheetProblem],
) -> dict[str, Any]:
    """Return the answer for one intake; ``prepared`` is None where the file was taken before."""
    plan, labels = planned.merge.plan, planned.merge.labels
    resolution = None if prepared is None else prepared.resolution
    found = [*plan.problems, *problems]
    if prepared is not None:
        found += with_headings(prepared.problems, planned.merge.workbook.returned)
    return {
        "street": planned.stamp.street_code,
        "export_id": planned.stamp.export_id,
        "rows": planned.compared.rows,
        "inserted": dict(written),
        "applied": {
            "fields": len(resolution.updates) if resolution else 0,
            "inserted": sum(written.values()),
            "deleted": sum(map(len, prepared.deleted.values())) if prepared else 0,
        },
        "same_file": prepared is None,
        "conflicts": [conflict_document(one, labels) for one in resolution.open]
        if resolution
        else [],
        "proposals": [conflict_document(one, labels) for one in resolution.waiting]
        if resolution
        else [],
        "problems": [
            {
                "sheet": one.sheet,
                "row": one.row,
                "column": one.column,
                "value": one.value,
                "code": one.code,
                "cell": one.cell,
            }
            for one in found
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
    }
