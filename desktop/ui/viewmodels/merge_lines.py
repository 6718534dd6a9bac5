"""From the review of a returned workbook to lines, and from the answers back to decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.fields import ENTITIES
from desktop.domain.merge_review import ReviewGroup as Group
from desktop.ui.shell.language import field_label, tr
from desktop.ui.shell.messages import sentence
from desktop.ui.viewmodels.review_lines import LEAVE, THEIRS, Pick, ReviewLine, kind_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop.domain.merge_plan import Alarm, Hanging
    from desktop.domain.merge_review import Review, ReviewRow
    from desktop.ui.viewmodels.review_lines import Answer

_UNREADABLE = "conflict-invalid"
_DELETIONS = frozenset({"conflict-hanging", "conflict-deleted-there", "conflict-missing-row"})


def merge_lines(review: Review) -> list[ReviewLine]:
    """Return every change, question and cell of a returned workbook."""
    return [_line(row) for row in review.rows]


def _line(row: ReviewRow) -> ReviewLine:
    return ReviewLine(
        key=row.key,
        group=_group(row),
        kind=row.kind,
        record_id=row.id,
        field=row.field,
        quarter=row.quarter,
        label=row.label,
        base=row.base,
        ours=row.ours if row.field else row.ours_shown or None,
        theirs=row.theirs if row.field else row.theirs_shown or None,
        reason=row.reason,
        sheet=row.place.sheet,
        row=row.place.row,
        cell=row.place.cell,
        usual=THEIRS if row.taken else LEAVE,
        allowed=_allowed(row),
        hangs=hanging_text(row.hanging),
        column=row.heading,
        who=row.who,
        at=row.at,
    )


def _group(row: ReviewRow) -> Group:
    """Return where a person looks for a row: a deletion that is in question is one all the same."""
    if row.reason == _UNREADABLE:
        return Group.PROBLEM
    return Group.DELETION if not row.field and row.reason in _DELETIONS else row.group


def _allowed(row: ReviewRow) -> frozenset[Pick]:
    if row.group is Group.PROBLEM:
        return frozenset()
    picks = {Pick.LEAVE, Pick.OURS}
    if row.can_take and row.reason != _UNREADABLE:
        picks.add(Pick.THEIRS)
    if row.can_type and row.field:
        picks.add(Pick.VALUE)
    return frozenset(picks)


def hanging_text(hanging: Sequence[Hanging]) -> str:
    """Return in words what goes with a record that is deleted."""
    if not hanging:
        return ""
    parts = tr(", ").join(
        tr("{count} × {what}", count=one.count, what=kind_name(one.kind)) for one in hanging
    )
    return tr("with {parts}", parts=parts)


def alarm_field(alarm: Alarm) -> str:
    """Return what people call the column of an alarm; empty when it is about a whole sheet."""
    kind, _, name = alarm.column.partition(".")
    entity = ENTITIES.get(kind)
    field = entity.field(name) if entity else None
    return field_label(field) if field else ""


def alarm_text(alarm: Alarm) -> str:
    """Return an alarm in words: what looks odd, and what to do."""
    details = {
        "sheet": alarm.sheet,
        "column": alarm_field(alarm) or alarm.column,
        "cells": alarm.cells,
        "of": alarm.of,
    }
    message = sentence(str(alarm.code), details)
    return tr("{sheet}: {text} {hint}", sheet=alarm.sheet, text=message.text, hint=message.hint)


def merge_decisions(lines: Iterable[ReviewLine], answers: Mapping[str, Answer]) -> dict[str, Any]:
    """Return the answers as :meth:`District.apply` takes them: by key of the review's rows."""
    made: dict[str, Any] = {}
    for line in lines:
        answer = answers.get(line.key)
        if answer is not None:
            third = answer.pick is Pick.VALUE
            made[line.key] = {"value": answer.raw} if third else str(answer.pick)
    return made
