"""What the stages tab reads of one quarter at once, and the words that it says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain import codes
from desktop.domain.codes import Stage
from desktop.domain.stages import GateReason, Missing
from desktop.ui.itemmodels.records import Column
from desktop.ui.shell.language import language, tr
from desktop.ui.shell.messages import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from desktop.domain.required_papers import RequiredPapers
    from desktop.domain.stage_dates import StageDue
    from desktop.domain.stages import GateReport, Override
    from desktop.kernel.errors import InputError
    from desktop.services.gate_history import StageEvent
    from desktop.services.gates import Gates


@dataclass(frozen=True, slots=True)
class StageView:
    """What is read for one quarter at once.

    Attributes:
        incomplete: papers on file that lack something.
        required: the papers that the stages ask for; ``on_file`` names of those there are.
        mistake: what is wrong with the office's own list of them.
    """

    report: GateReport
    dues: Mapping[Stage, StageDue]
    events: list[StageEvent]
    entered: Stage
    today: date
    incomplete: tuple[tuple[Stage, Missing], ...]
    required: RequiredPapers
    on_file: frozenset[str]
    mistake: InputError | None

    def heading(self, stage: Stage) -> str:
        """Return the sentence above what is missing at ``stage``."""
        report = self.report
        name = codes.STAGE.label(int(stage), language())
        if stage == report.stage and not report.complete:
            count = len(report.missing)
            return tr("Before the next stage, {count} things are missing:", count=count)
        if report.complete and stage == Stage.HANDOVER:
            return tr("All six stages are complete.")
        if stage > report.stage:
            return tr("{stage} is still to come.", stage=name)
        return tr("{stage} is over.", stage=name)

    def missing(self, stage: Stage) -> tuple[Missing, ...]:
        """Return what ``stage`` waits for; nothing where the quarter does not stand."""
        return self.report.missing if stage == self.report.stage else ()

    def absent(self, stage: Stage) -> list[Missing]:
        """Return what is absent of ``stage`` and blocks nothing."""
        return [one for at, one in self.report.absent if at == stage]

    def lacking(self, stage: Stage) -> list[Missing]:
        """Return the papers of ``stage`` that lack something and are not said elsewhere."""
        said = {one.key for one in self.report.missing}
        said |= {one.key for _, one in (*self.report.absent, *self.report.passed_over)}
        return [one for at, one in self.incomplete if at == stage and one.key not in said]

    def let_pass(self, override: Override) -> str:
        """Return in words what ``override`` passes over; as it stands now where it still does."""
        known = {(at, one.key): one for at, one in self.report.passed_over}
        found = [known.get((override.stage, key)) or _by_key(key) for key in sorted(override.keys)]
        return "；".join(sentence(str(one.code), one.details).text for one in found)


def read_view(gates: Gates, code: str) -> StageView:
    """Read the quarter with ``code``."""
    file = gates.file(code)
    return StageView(
        gates.of(code),
        gates.dues(code),
        gates.history(code),
        file.place.entered,
        gates.today(),
        gates.incomplete(code),
        gates.papers(),
        file.facts.papers,
        gates.papers_mistake(),
    )


def event_columns() -> list[Column[StageEvent]]:
    """Return the columns of the history."""
    return [
        Column(tr("What happened"), lambda event: sentence(event.code, event.details).text, 60),
        Column(tr("Stage"), _event_stage, 14),
        Column(tr("Day"), lambda event: event.on.isoformat(), 12),
    ]


def _by_key(key: str) -> Missing:
    """Return what ``key`` named when nothing is known of its numbers any more."""
    code, _, paper = key.partition(":")
    unknown = ("count", "utility", "lacks", "visited", "households", "share")
    return Missing(GateReason(code), {**dict.fromkeys(unknown, "—"), "paper": paper})


def _event_stage(event: StageEvent) -> str:
    return "" if event.stage is None else codes.STAGE.label(int(event.stage), language())
