"""When a stage was begun, when it is due, and how late it is.

The plan asks for quality, safety and time kept together (part four (4)); how many days a stage may
take is the office's parameter (``stage-days-N``), and a day written for one quarter goes before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from desktop.domain.codes import Stage

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class StageDates:
    """What is written down about one stage of one quarter; None where nothing is."""

    started_on: date | None = None
    due_on: date | None = None
    ended_on: date | None = None
    answered_by: str = ""


@dataclass(frozen=True, slots=True)
class StageDue:
    """When a stage is due.

    Attributes:
        started_on: written down, else the newest paper of the stage before, else the day the
            quarter was entered; None when nobody can know.
        due_on: written down, else so many days after it began; None without a beginning.
        answered_by: who answers for it.
    """

    started_on: date | None
    due_on: date | None
    answered_by: str = ""

    def late_days(self, today: date) -> int:
        """Return by how many days it is late; 0 when it is not."""
        return 0 if self.due_on is None else max(0, (today - self.due_on).days)


def stage_due(
    stage: Stage,
    dates: Mapping[Stage, StageDates],
    newest_paper: Mapping[Stage, date],
    *,
    days: int,
    entered: tuple[Stage, date | None] = (Stage.SCHEME, None),
    plan_year: int | None = None,
) -> StageDue:
    """Return when ``stage`` is due.

    A quarter that the annual plan moved to a later year (动态调整, plan part five (3)) is not late
    before that year: from the works on nothing is due before the plan year has its days.

    Args:
        stage: the stage.
        dates: what is written down, by stage.
        newest_paper: date of the newest paper on file, by stage.
        days: days that the stage may take.
        entered: stage in which the quarter was entered, and when.
        plan_year: year of the annual plan.
    """
    own = dates.get(stage, StageDates())
    started = own.started_on
    if started is None and stage > Stage.SCHEME:
        before = Stage(stage - 1)
        started = newest_paper.get(before) or dates.get(before, StageDates()).ended_on
    if started is None and stage == entered[0]:
        started = entered[1]
    if own.due_on is not None or started is None:
        return StageDue(started, own.due_on, own.answered_by)
    due = started + timedelta(days=days)
    if plan_year is not None and stage >= Stage.WORKS:
        due = max(due, date(plan_year, 1, 1) + timedelta(days=days))
    return StageDue(started, due, own.answered_by)
