"""From the questions that earlier merges left open to the lines of a review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.merge_review import ReviewGroup as Group
from desktop.ui.shell.language import tr
from desktop.ui.viewmodels.merge_lines import hanging_text
from desktop.ui.viewmodels.review_lines import Pick, ReviewLine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.services.questions import OpenQuestion

_GROUPS = {
    "conflict-invalid": Group.PROBLEM,
    "conflict-other-side": Group.PROPOSAL,
    "conflict-missing-row": Group.DELETION,
    "conflict-hanging": Group.DELETION,
    "conflict-deleted-there": Group.DELETION,
    "conflict-same-address": Group.MATCH,
    "conflict-unplaced": Group.NEW,
}


def question_lines(questions: Iterable[OpenQuestion]) -> list[ReviewLine]:
    """Return a line for every question that waits."""
    return [_line(question) for question in questions]


def source_text(question: OpenQuestion) -> str:
    """Return where a question comes from: which workbook or laptop, and of which day."""
    what = tr("laptop") if question.source == "parcel" else tr("workbook")
    day = f"{question.asked_at.astimezone():%Y-%m-%d}" if question.asked_at else ""
    named = question.partner or question.export_code
    return " ".join(part for part in (what, named, day) if part)


def _line(question: OpenQuestion) -> ReviewLine:
    picks = {Pick.OURS}
    if question.can_take:
        picks.add(Pick.THEIRS)
    if question.can_type and question.field:
        picks.add(Pick.VALUE)
    return ReviewLine(
        key=question.id,
        group=_GROUPS.get(question.reason, Group.CONFLICT),
        kind=question.kind,
        record_id=question.record_id,
        field=question.field,
        quarter=question.quarter,
        label=question.label,
        base=question.base if question.field else question.base_shown or None,
        ours=question.ours if question.field else question.ours_shown or None,
        theirs=question.theirs if question.field else question.theirs_shown or None,
        reason=question.reason,
        sheet=question.sheet,
        row=question.row,
        allowed=frozenset({*picks, Pick.LEAVE}),
        hangs=hanging_text(question.hanging),
        source=source_text(question),
        who=question.who,
        at=question.at,
    )
