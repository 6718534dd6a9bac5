"""Excel with the district: the workbook out, and what comes back merged field by field."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from desktop.domain.merge_decisions import decider_for
from desktop.domain.merge_resolution import resolve
from desktop.kernel.errors import InputError
from desktop.services.district_apply import apply_prepared
from desktop.services.district_plan import planned_merge
from desktop.services.district_report import applied_counts, merge_document
from desktop.services.merge_preparing import prepare
from desktop.services.question_records import QuestionRecords
from desktop.services.workbook_export import WorkbookExport
from desktop.storage.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from desktop.domain.merge_resolution import Resolution
    from desktop.domain.merge_review import Review
    from desktop.domain.report_facts import QuarterLine
    from desktop.domain.values import Record
    from desktop.kernel.clock import Clock
    from desktop.kernel.identity import IdFactory
    from desktop.kernel.progress import Progress
    from desktop.services.backing_up import BackingUp
    from desktop.services.merge_preparing import Prepared
    from desktop.services.planned_merge import PlannedMerge
    from desktop.storage.ledger import Ledger


class District:
    """Exports to the district and merges what it sends back."""

    def __init__(
        self,
        ledger: Ledger,
        clock: Clock,
        make_id: IdFactory,
        backups: BackingUp,
        lines: Callable[[], Sequence[tuple[str, QuarterLine]]],
    ) -> None:
        self._ledger = ledger
        self._clock = clock
        self._make_id = make_id
        self._backups = backups
        self._exports = WorkbookExport(ledger, clock, make_id, lines)

    def export(
        self,
        path: Path,
        *,
        quarter_codes: Sequence[str] = (),
        progress: Progress | None = None,
        return_by: date | None = None,
    ) -> dict[str, Any]:
        """Write the district workbook to ``path`` and return the contract's answer.

        The export is journalled with the vector it has seen, which is all the base it needs.
        ``return_by`` is the day on which it is wanted back; the guide says so.

        Raises:
            InputError: there is no quarter with one of the codes.
            MachineError: the disk refuses.
            CancelledError: a person stopped it; no file is left.
        """
        return self._exports.export(
            path, quarter_codes=quarter_codes, return_by=return_by, progress=progress
        )

    def plan(self, path: Path, progress: Progress | None = None) -> PlannedMerge:
        """Read a returned workbook and say what merging it would do; nothing is changed.

        Raises:
            InputError: no workbook, hostile, without an export id, or of another office.
        """
        from desktop.exchange.returned import read_returned

        workbook, digest = read_returned(path, progress)
        if workbook.street_code and workbook.street_code != self._ledger.street_code:
            raise InputError("merge-office-differs")
        return planned_merge(self._ledger, workbook, digest, self._clock.today())

    def review(self, planned: PlannedMerge) -> Review:
        """Return everything a person may look at before ``planned`` is applied."""
        from desktop.services.merge_review import review

        return review(self._ledger, planned, self._make_id)

    def apply(
        self,
        planned: PlannedMerge,
        *,
        decisions: str | Mapping[str, Any] = "leave",
        dry_run: bool = False,
        proposals: str = "take",
    ) -> dict[str, Any]:
        """Write what is clear and what was decided, as one operation; return the contract's answer.

        Args:
            planned: from :meth:`plan`.
            decisions: ``leave``, ``ours``, ``theirs`` or answers by record and field, as
                :class:`~desktop.domain.merge_decisions.MappedDecider` reads them.
            dry_run: only say what would be done.
            proposals: what becomes of changes in the other side's columns that ``decisions`` does
                not name: ``take`` (the command line) or ``ask`` (the window): they stay open.

        Raises:
            InputError: a decision that cannot be understood.
            RefusedError: the operator may only read.
        """
        if planned.head != Journal(self._ledger).head():
            # The ledger moved on since: nothing is overwritten that nobody has looked at.
            today = self._clock.today()
            planned = planned_merge(self._ledger, planned.workbook, planned.sha256, today)
        asked = resolve(planned.plan, decider_for(decisions), ask_proposals=proposals == "ask")
        if dry_run:
            with self._ledger.reader() as connection:
                prepared = prepare(connection, asked, self._make_id)
        else:
            prepared = self._write(planned, asked)
        return merge_document(planned, prepared, dry_run=dry_run)

    def _write(self, planned: PlannedMerge, asked: Resolution) -> Prepared:
        with self._ledger.reader() as connection:
            prepared = prepare(connection, asked, self._make_id)
            records = QuestionRecords(connection, "workbook", self._clock.now())
        if prepared.something or records.news(prepared.resolution):
            with self._backups.beside("merge"), self._ledger.unit_of_work("merge") as work:
                apply_prepared(work, prepared, self._clock.today())
                (merge,) = work.insert("exchange", [self._merge_record(planned, prepared)])
                records.write(work, merge, prepared.resolution)
        return prepared

    def marked(self, planned: PlannedMerge, source: Path, target: Path) -> int:
        """Copy the planned workbook ``source`` to ``target``, its problem cells marked.

        Returns how many cells were marked; the copy merges as the original does.

        Raises:
            InputError: ``file-changed-since``, ``sheet-not-xlsx``, ``sheet-not-editable``.
            MachineError: the disk refuses.
        """
        from desktop.services.district_marks import write_marked

        return write_marked(planned, source, target)

    def merge(
        self,
        path: Path,
        *,
        decisions: str | Mapping[str, Any] = "leave",
        dry_run: bool = False,
        progress: Progress | None = None,
    ) -> dict[str, Any]:
        """Plan and apply in one go, as the command line does."""
        return self.apply(self.plan(path, progress), decisions=decisions, dry_run=dry_run)

    def _merge_record(self, planned: PlannedMerge, prepared: Prepared) -> Record:
        return {
            "direction": "in",
            "export_code": planned.workbook.export_code,
            "export_id": planned.workbook.export_id,
            "street_code": planned.workbook.street_code or None,
            "file_sha256": planned.sha256,
            "summary": json.dumps(applied_counts(prepared)),
            "made_at": self._clock.now(),
        }
