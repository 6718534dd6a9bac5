"""Household lists in: read, shown, corrected, applied as one operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.roster import RosterProblem
from desktop.domain.roster_report import COUNTED, RosterReport
from desktop.kernel.collecting import no_collecting
from desktop.kernel.progress import NoProgress
from desktop.services.roster_matching import Places
from desktop.services.roster_meters import MeterNumbers
from desktop.storage.queries.addresses import address_index

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from desktop.domain.roster import RosterReading, RosterRow
    from desktop.domain.rows import AddressIndex
    from desktop.domain.values import Record, Value
    from desktop.kernel.identity import IdFactory
    from desktop.kernel.progress import Progress
    from desktop.services.backing_up import BackingUp
    from desktop.storage.ledger import Ledger
    from desktop.storage.unit_of_work import UnitOfWork

_KINDS = ("quarter", "building", "unit", "household", "water_meter", "electricity_meter")
_ROWS_A_STEP = 2_000


class _DryRun(Exception):  # noqa: N818 - ends a transaction on purpose, is no error
    """Rolls the transaction back once the report is complete."""


class Roster:
    """Reads lists of households as offices keep them and brings them into the ledger."""

    def __init__(self, ledger: Ledger, make_id: IdFactory, backups: BackingUp) -> None:
        self._ledger = ledger
        self._make_id = make_id
        self._backups = backups

    def read(
        self,
        path: Path,
        mapping: Mapping[str, Any] | None = None,
        default_quarter: str = "",
        progress: Progress | None = None,
    ) -> RosterReading:
        """Read ``path`` and say what each column was taken for; nothing is changed.

        Args:
            path: .xlsx, .xls or .csv.
            mapping: header → field name or None, correcting what would be guessed.
            default_quarter: quarter of rows that name none.
            progress: told while reading.

        Raises:
            InputError: the file is none, is hostile, or has no usable header.
        """
        from desktop.exchange.roster import read_roster

        return read_roster(
            path,
            mapping=mapping,
            default_quarter=default_quarter,
            progress=progress or NoProgress(),
        )

    def apply(
        self, reading: RosterReading, *, dry_run: bool = False, progress: Progress | None = None
    ) -> RosterReport:
        """Bring ``reading`` into the ledger as one operation, or only say what it would do.

        Blank cells keep what was there. A meter that differs from the recorded one is a problem
        and not an update: exchanging meters is an act of its own.

        Raises:
            RefusedError: the operator may only read.
        """
        report = RosterReport(
            skipped=list(reading.skipped), problems=list(reading.problems), dry_run=dry_run
        )
        if not dry_run:
            self._backups.automatic("import")
        try:
            with no_collecting(), self._ledger.unit_of_work("roster") as work:
                _Import(work, report, self._make_id, self._ledger.street_code).run(
                    reading, progress or NoProgress()
                )
                if dry_run:
                    raise _DryRun  # noqa: TRY301 - the only way to roll the transaction back
        except _DryRun:
            return report
        report.operation = work.changes.operation
        return report

    def import_file(
        self,
        path: Path,
        *,
        mapping: Mapping[str, Any] | None = None,
        default_quarter: str = "",
        dry_run: bool = False,
        progress: Progress | None = None,
    ) -> dict[str, Any]:
        """Read and apply ``path`` and return the contract's answer for ``roster``."""
        reading = self.read(path, mapping, default_quarter, progress)
        return roster_document(reading, self.apply(reading, dry_run=dry_run, progress=progress))


def roster_document(reading: RosterReading, report: RosterReport) -> dict[str, Any]:
    """Return the contract's answer for ``roster``."""
    return {
        "sheets": [
            {
                "sheet": sheet.sheet,
                "header_row": sheet.header_row,
                "mapping": dict(sheet.mapping),
                "unmapped": list(sheet.unmapped),
            }
            for sheet in reading.sheets
        ],
        "created": {name: report.created[name] for name in COUNTED},
        "updated": {name: report.updated[name] for name in COUNTED},
        "skipped": len(report.skipped) + report.unchanged,
        "problems": [
            {
                "sheet": problem.sheet,
                "row": problem.row,
                "column": problem.column,
                "value": problem.value,
                "code": problem.code,
            }
            for problem in report.problems
        ],
        "dry_run": report.dry_run,
    }


class _Import:
    """One run over the rows of a reading, inside one transaction."""

    def __init__(
        self, work: UnitOfWork, report: RosterReport, make_id: IdFactory, street_code: str
    ) -> None:
        self._work = work
        self._report = report
        self._index: AddressIndex = address_index(work.connection)
        self._places = Places(self._index, make_id, street_code)
        self._meters = MeterNumbers(work.connection)
        self._present = {door.id: door.record for door in self._index.households.values()}
        self._updates: dict[str, list[tuple[str, Record]]] = {kind: [] for kind in _KINDS}

    def run(self, reading: RosterReading, progress: Progress) -> None:
        """Match every row, then write everything in one go."""
        total = len(reading.rows)
        for number, row in enumerate(reading.rows):
            if number % _ROWS_A_STEP == 0:
                progress.step(number, total, "roster")
            self._take(row)
        for kind, counted in zip(_KINDS, COUNTED, strict=True):
            records = _uniform(self._places.new[kind])
            if records:
                self._work.insert(kind, records)
            if self._updates[kind]:
                self._work.update_many(kind, self._updates[kind])
            self._report.created[counted] = len(records)
            self._report.updated[counted] = len(self._updates[kind])
        progress.step(total, total, "roster")

    def _take(self, row: RosterRow) -> None:
        unit = self._places.unit_of(row)
        household = self._places.door(unit, row.room)
        changed = False
        if household is None:
            household = self._places.new_door(unit, row.room, _filled(row))
            changed = True
        else:
            changed = self._update(
                "household", household, self._present.get(household), _filled(row)
            )
        changed |= self._take_meter("water_meter", household, row, row.water)
        changed |= self._take_meter("electricity_meter", household, row, row.electricity)
        if not changed:
            self._report.unchanged += 1

    def _update(self, kind: str, entity_id: str, present: Record | None, given: Record) -> bool:
        if present is None:
            return False
        differing = {name: value for name, value in given.items() if present.get(name) != value}
        if differing:
            self._updates[kind].append((entity_id, differing))
        return bool(differing)

    def _take_meter(self, kind: str, household: str, row: RosterRow, given: Record) -> bool:
        if not given:
            return False
        number = given.get(self._meters.column(kind))
        present = self._meters.of_household(kind, household)
        if present is None:
            if number and not self._meters.claim(kind, str(number), household):
                self._problem(row, str(number), "roster-meter-elsewhere")
                return False
            self._places.new_meter(kind, household, given)
            self._meters.remember(kind, household, given)
            return True
        if number and present.get(self._meters.column(kind)) not in {None, number}:
            self._problem(row, str(number), "roster-meter-differs")
            return False
        if "id" not in present:
            return False
        return self._update(kind, str(present["id"]), present, given)

    def _problem(self, row: RosterRow, value: str, code: str) -> None:
        self._report.problems.append(RosterProblem(row.sheet, row.row, "", value, code))


def _uniform(records: list[dict[str, Value]]) -> list[dict[str, Value]]:
    """Give all records the same fields, which is how the ledger writes many rows fastest."""
    names = dict.fromkeys(name for record in records for name in record)
    blank: dict[str, Value] = dict.fromkeys(names)
    return [{**blank, **record} for record in records]


def _filled(row: RosterRow) -> dict[str, Value]:
    values = dict(row.household)
    if row.floor is not None:
        values["floor"] = row.floor
    return values
