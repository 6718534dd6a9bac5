"""Excel with the district: the workbook out, and what comes back merged field by field."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from desktop.domain.fields import Side
from desktop.domain.merge_decisions import decider_for
from desktop.domain.merge_resolution import resolve
from desktop.kernel.errors import InputError
from desktop.services.district_apply import apply_resolution
from desktop.services.district_basis import merge_basis, settled_before
from desktop.services.district_report import merge_document
from desktop.services.planned_merge import PlannedMerge
from desktop.services.workbook_export import WorkbookExport

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from desktop.domain.merge_review import Review
    from desktop.domain.report_facts import QuarterLine
    from desktop.kernel.clock import Clock
    from desktop.kernel.identity import IdFactory
    from desktop.kernel.progress import Progress
    from desktop.services.backing_up import BackingUp
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
        plan, labels = merge_basis(self._ledger, workbook, Side.BOTH)
        return PlannedMerge(workbook, plan, labels, digest)

    def review(self, planned: PlannedMerge) -> Review:
        """Return everything a person may look at before ``planned`` is applied."""
        from desktop.services.merge_review import review

        return review(self._ledger, planned)

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
        codes = list(planned.workbook.export_codes) or [planned.workbook.export_code]
        plan = settled_before(self._ledger, planned.plan, codes)
        resolution = resolve(plan, decider_for(decisions), ask_proposals=proposals == "ask")
        inserted = 0
        problems = list(plan.problems)
        something = resolution.updates or resolution.insertions or resolution.deletions
        if not dry_run and (something or resolution.kept):
            self._backups.automatic("merge")
            with self._ledger.unit_of_work("merge") as work:
                inserted = apply_resolution(work, resolution, self._make_id, problems)
                work.insert("exchange", [self._merge_record(planned, resolution.kept)])
        elif dry_run:
            inserted = len(resolution.insertions)
        return merge_document(
            planned, plan, resolution, inserted=inserted, problems=problems, dry_run=dry_run
        )

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

    def _merge_record(self, planned: PlannedMerge, kept: Sequence[Any]) -> dict[str, Any]:
        from desktop.services.district_basis import decision_key

        return {
            "direction": "in",
            "export_code": planned.workbook.export_code,
            "file_sha256": planned.sha256,
            "summary": json.dumps([decision_key(conflict) for conflict in kept]),
            "made_at": self._clock.now(),
        }
