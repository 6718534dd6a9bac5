"""The end of the day in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.visit_times import slot_of
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from desktop.domain.day import DayReport, DoneBy, OpenDoor

_SHOWN_TRIES = 3


def slot_words(slot: str) -> str:
    """Return what people call a time of day (``visit_times.SLOTS``)."""
    return {
        "morning": tr("morning"),
        "afternoon": tr("afternoon"),
        "evening": tr("evening"),
        "weekend": tr("weekend"),
    }[slot]


def done_words(done: DoneBy) -> str:
    """Return one person's day: ``李敏：走访 12 户，无人 3，拒访 1``."""
    parts = [tr("{count} visited", count=done.visited)]
    for count, text in (
        (done.by_phone, tr("{count} by phone", count=done.by_phone)),
        (done.nobody, tr("{count} nobody home", count=done.nobody)),
        (done.refused, tr("{count} refused", count=done.refused)),
    ):
        if count:
            parts.append(text)
    return tr("{who}: {what}", who=done.visitor or tr("(no name)"), what="，".join(parts))


def gap_words(report: DayReport) -> str:
    """Return what the visited doors lack, the most frequent first, one kind a line."""
    counted = sorted(report.missing().items(), key=lambda pair: -pair[1])
    return "\n".join(
        tr("{count} × {what}", what=sentence(gap).text, count=count) for gap, count in counted
    )


def tried_words(tried: Sequence[datetime]) -> str:
    """Return when somebody rang, the last times only."""
    shown = [
        tr("{month}/{day} {slot}", month=at.month, day=at.day, slot=slot_words(slot_of(at)))
        for at in tried[-_SHOWN_TRIES:]
    ]
    more = len(tried) - len(shown)
    return "、".join(shown) + (tr(" and {count} before", count=more) if more else "")


def what_to_do(found: OpenDoor) -> str:
    """Return what to do at a door tomorrow."""
    if found.tried and not found.gaps:
        return tr("Try again: {slot}", slot=slot_words(found.slot))
    if found.gaps:
        return tr("Lacks: {gaps}", gaps="、".join(sentence(gap).text for gap in found.gaps))
    return tr("First visit")
