"""A returned workbook handed back with the cells marked that could not be taken over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.fields import ENTITIES
from desktop.domain.values import show
from desktop.kernel.messages import message_for

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.merge_plan import Conflict, MergePlan
    from desktop.services.planned_merge import PlannedMerge

_LANGUAGE = "zh_CN"
"""What goes back to the district is always Chinese."""

Marks = dict[tuple[str, int, str], str]


def write_marked(planned: PlannedMerge, source: Path, target: Path) -> int:
    """Copy the workbook ``source`` that was planned to ``target``, marked; return how many cells.

    The cells keep what they hold, so that the copy merges as the original does.

    Raises:
        InputError: ``file-changed-since``: the file is not the one that was planned; it is no
            .xlsx, or is written so that it cannot be marked.
        MachineError: the disk refuses.
    """
    from desktop.exchange.marked_copy import mark_cells

    return mark_cells(source, target, marks_of(planned.plan), sha256=planned.sha256)


def marks_of(plan: MergePlan) -> Marks:
    """Return (sheet, row, column letters or heading) → what is wrong there, in words."""
    marks: Marks = {}
    for problem in plan.problems:
        if problem.row:
            details: dict[str, object] = {
                "value": problem.value,
                "column": problem.column,
                "field": problem.column,
            }
            _note(
                marks,
                (problem.sheet, problem.row, problem.letter or problem.column),
                _said(problem.code, details),
            )
    for conflict in plan.conflicts:
        place = conflict.place
        if place.sheet and place.row:
            _note(marks, (place.sheet, place.row, _column(conflict)), _question(conflict))
    return marks


def _note(marks: Marks, key: tuple[str, int, str], text: str) -> None:
    present = marks.get(key)
    if present is None:
        marks[key] = text
    elif text not in present:
        marks[key] = f"{present}\n{text}"


def _column(conflict: Conflict) -> str:
    """Return the letters of the cell's column, else the technical heading that stands over it."""
    if conflict.place.column or not conflict.field:
        return conflict.place.column
    return f"{conflict.kind}.{conflict.field}"


def _question(conflict: Conflict) -> str:
    said = _said(str(conflict.reason), {})
    field = ENTITIES[conflict.kind].field(conflict.field) if conflict.field else None
    if field is None:
        return said
    return f"{said}\n台账现值：{show(field, conflict.ours, _LANGUAGE) or '（空）'}"


def _said(code: str, details: dict[str, object]) -> str:
    message = message_for(code, details, _LANGUAGE)
    return f"{message.text}{message.hint}"
