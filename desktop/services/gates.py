"""In which stage each quarter stands, what the next gate still needs, and who let what pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.codes import OperatorRole, Stage
from desktop.domain.parameters import value_on
from desktop.domain.quarter_gate import QuarterGate
from desktop.domain.stage_dates import stage_due
from desktop.domain.stage_rules import incomplete_paper
from desktop.domain.stages import gate, may_be_passed_over, missing_for_form
from desktop.kernel.errors import InputError, RefusedError
from desktop.services.gate_facts import GateFile, gate_files
from desktop.services.gate_history import stage_history
from desktop.services.parameters import set_values
from desktop.services.stage_papers import StagePapers
from desktop.storage.queries.quarter_paper import quarter_by_code

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from desktop.domain.changes import Changes
    from desktop.domain.parameters import SetValue
    from desktop.domain.required_papers import RequiredPapers
    from desktop.domain.stage_dates import StageDue
    from desktop.domain.stages import GateReport, Missing
    from desktop.domain.values import Record
    from desktop.kernel.clock import Clock
    from desktop.services.gate_history import StageEvent
    from desktop.services.verdicts import Verdicts
    from desktop.storage.ledger import Ledger


class Gates:
    """Judges quarters by the six stages of the municipal plan."""

    def __init__(self, ledger: Ledger, clock: Clock, verdicts: Verdicts) -> None:
        self._ledger = ledger
        self._clock = clock
        self._verdicts = verdicts
        self._papers = StagePapers(ledger.path.parent)

    def today(self) -> date:
        """Return the office's day."""
        return self._clock.today()

    def of(self, quarter_code: str) -> GateReport:
        """Return where the quarter stands.

        Raises:
            InputError: there is no quarter with this code.
        """
        return self._report(self.file(quarter_code))

    def papers(self) -> RequiredPapers:
        """Return the papers that the stages ask for."""
        return self._papers.current()

    def papers_mistake(self) -> InputError | None:
        """Return what is wrong with the office's own list of papers; what ships holds then."""
        return self._papers.mistake()

    def incomplete(self, quarter_code: str) -> tuple[tuple[Stage, Missing], ...]:
        """Return the papers on file without the number, date or scan that is expected.

        They hold nothing up unless the office's own list says so.

        Raises:
            InputError: there is no quarter with this code.
        """
        found = self.file(quarter_code).incomplete
        return tuple(
            (paper.stage, incomplete_paper(paper.name, found[paper.name]))
            for paper in self.papers().papers
            if paper.name in found
        )

    def all(self) -> list[QuarterGate]:
        """Return where every quarter stands, by code."""
        today = self._clock.today()
        totals = self._verdicts.totals()
        with self._ledger.reader() as connection:
            files = gate_files(connection, totals, today, required=self.papers())
            values = set_values(connection)
        found = []
        for file in files:
            report = self._report(file)
            due = _due(file, report.stage, values, today)
            late = 0 if report.complete else due.late_days(today)
            place = file.place
            found.append(
                QuarterGate(
                    place.id,
                    place.code,
                    place.name,
                    place.area_group,
                    report,
                    due,
                    late,
                    place.plan_year,
                )
            )
        return found

    def dues(self, quarter_code: str) -> Mapping[Stage, StageDue]:
        """Return when each stage of a quarter was begun and is due.

        Raises:
            InputError: there is no quarter with this code.
        """
        file = self.file(quarter_code)
        today = self._clock.today()
        with self._ledger.reader() as connection:
            values = set_values(connection)
        return {stage: _due(file, stage, values, today) for stage in Stage}

    def file(self, quarter_code: str) -> GateFile:
        """Return everything the gates of one quarter look at.

        Raises:
            InputError: there is no quarter with this code.
        """
        totals = self._verdicts.totals()
        with self._ledger.reader() as connection:
            quarter = quarter_by_code(connection, quarter_code)
            if quarter is None:
                raise InputError("quarter-unknown", code=quarter_code)
            today, quarter_id = self._clock.today(), str(quarter["id"])
            return gate_files(connection, totals, today, quarter_id, self.papers())[0]

    def override(
        self, quarter_code: str, stage: Stage, keys: Sequence[str], reason: str
    ) -> Changes:
        """Let what ``keys`` name pass at the gate of ``stage``; it stays visible with its reason.

        Args:
            quarter_code: the district's code.
            stage: whose gate.
            keys: as ``Missing.key`` has them.
            reason: written by the leader.

        Raises:
            RefusedError: ``override-leader-only``, ``override-never``; the operator may only read.
            InputError: ``override-reason``, ``override-nothing``; no such quarter.
        """
        if self._ledger.operator.role != OperatorRole.LEADER:
            raise RefusedError("override-leader-only")
        if not reason.strip():
            raise InputError("override-reason")
        file = self.file(quarter_code)
        report = self._report(file)
        missing = {m.key: m for m in report.missing if m.key in set(keys)}
        if not missing or report.stage is not stage:
            raise InputError("override-nothing")
        if not all(map(may_be_passed_over, missing.values())):
            raise RefusedError("override-never")
        with self._ledger.unit_of_work("override-gate") as work:
            work.insert(
                "stage_override",
                [
                    {
                        "quarter_id": file.place.id,
                        "stage": int(stage),
                        "missing": "\n".join(sorted(missing)),
                        "reason": reason.strip(),
                        "decided_by": self._ledger.operator.name,
                        "decided_at": self._clock.now(),
                    }
                ],
            )
        return work.changes

    def withdraw_override(self, override_id: str) -> Changes:
        """Take an override back; its record stays.

        Raises:
            RefusedError: ``override-leader-only``.
            InputError: ``record-missing``.
        """
        if self._ledger.operator.role != OperatorRole.LEADER:
            raise RefusedError("override-leader-only")
        with self._ledger.unit_of_work("withdraw-override") as work:
            if work.get("stage_override", override_id) is None:
                raise InputError("record-missing")
            values: Record = {
                "withdrawn_at": self._clock.now(),
                "withdrawn_by": self._ledger.operator.name,
            }
            work.update("stage_override", override_id, values)
        return work.changes

    def enter(self, quarter_code: str, stage: Stage, papers: Sequence[Record] = ()) -> Changes:
        """Enter a quarter that stood in ``stage`` already, with the papers it has (补录).

        Args:
            quarter_code: the district's code.
            stage: where it stands; what is absent of earlier stages is listed, never a block.
            papers: fields of ``stage_paper`` for each earlier paper.

        Raises:
            InputError: there is no quarter with this code.
            RefusedError: the operator may only read.
        """
        return self.enter_papers(quarter_code, stage, papers)[1]

    def enter_papers(
        self, quarter_code: str, stage: Stage, papers: Sequence[Record]
    ) -> tuple[list[str], Changes]:
        """Do as :meth:`enter`, and return the ids of the papers for the scans that belong to them.

        Raises:
            InputError: there is no quarter with this code.
            RefusedError: the operator may only read.
        """
        quarter_id = self.file(quarter_code).place.id
        with self._ledger.unit_of_work("enter-midway") as work:
            work.update(
                "quarter",
                quarter_id,
                {"entered_stage": int(stage), "entered_on": self._clock.today()},
            )
            ids = work.insert(
                "stage_paper", [{**paper, "quarter_id": quarter_id} for paper in papers]
            )
        return list(ids), work.changes

    def file_paper(
        self, quarter_code: str, stage: Stage, paper: str, values: Record
    ) -> tuple[str, Changes]:
        """File a paper of a stage and return its id, for the scan that belongs to it.

        Raises:
            InputError: there is no quarter with this code.
            RefusedError: the operator may only read.
        """
        quarter_id = self.file(quarter_code).place.id
        with self._ledger.unit_of_work("file-papers") as work:
            (entity_id,) = work.insert(
                "stage_paper",
                [{**values, "quarter_id": quarter_id, "stage": int(stage), "paper": paper}],
            )
        return entity_id, work.changes

    def missing_for_form(self, quarter_code: str, form_type: str) -> tuple[Missing, ...]:
        """Return what keeps a form of the quarter from being issued.

        Raises:
            InputError: there is no quarter with this code.
        """
        file = self.file(quarter_code)
        return missing_for_form(
            form_type,
            file.facts,
            entered=file.place.entered,
            overrides=file.overrides,
            papers=self.papers().names,
        )

    def history(self, quarter_code: str) -> list[StageEvent]:
        """Return what happened to a quarter's stages, oldest first.

        Raises:
            InputError: there is no quarter with this code.
        """
        quarter_id = self.file(quarter_code).place.id
        with self._ledger.reader() as connection:
            return stage_history(connection, quarter_id)

    def _report(self, file: GateFile) -> GateReport:
        return gate(
            file.facts,
            entered=file.place.entered,
            overrides=file.overrides,
            papers=self.papers().names,
        )


def _due(file: GateFile, stage: Stage, values: Sequence[SetValue], today: date) -> StageDue:
    return stage_due(
        stage,
        file.dates,
        file.newest_paper,
        days=int(value_on(f"stage-days-{int(stage)}", today, values)),
        entered=(file.place.entered, file.place.entered_on),
        plan_year=file.place.plan_year,
    )
