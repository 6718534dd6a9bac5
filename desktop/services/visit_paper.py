"""Household sheets on paper: printed in walking order, filed again by their square code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.rows import Scope
from desktop.domain.walk import TOP_DOWN
from desktop.kernel.errors import InputError, MachineError, RefusedError
from desktop.services.own_forms import wording_on
from desktop.services.sheet_filing import SheetFiling
from desktop.services.visit_paper_content import (
    doors_to_print,
    sheet_of,
    sheet_office,
    unknown_parties,
)
from desktop.storage.files import replace_file
from desktop.storage.queries import quarter_paper
from desktop.storage.queries.visit_paper import building_id

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.domain.codes import ConsentBasis
    from desktop.domain.household_sheet import DoorList
    from desktop.domain.scanning import ScanReport
    from desktop.domain.walk import Way
    from desktop.kernel.progress import Progress
    from desktop.storage.queries.visit_paper import PaperDoor


@dataclass(frozen=True, slots=True)
class PrintedSheets:
    """What was printed.

    Attributes:
        path: where a person wanted the PDF, None for the printer.
        data: the PDF itself; it lies nowhere else.
        sheets: households, one sheet each.
        pages: of the PDF, a list of doors included.
        ids: the households in the order of the pages, which is the order of typing back.
        unknown: what the ledger could not say in the privacy notice: ``contact``, ``phone``,
            ``water_company``, ``power_company``.
    """

    path: Path | None
    data: bytes
    sheets: int
    pages: int
    ids: tuple[str, ...]
    unknown: tuple[str, ...]


class VisitPaper(SheetFiling):
    """Prints the sheets that are signed at the door and takes their scans back."""

    def scope_of(self, quarter_code: str, building_no: str | None = None) -> Scope:
        """Return the scope of a quarter's code and, when given, a building's number.

        Raises:
            InputError: there is no such quarter or building.
        """
        with self._ledger.reader() as connection:
            quarter = quarter_paper.quarter_by_code(connection, quarter_code)
            if quarter is None:
                raise InputError("quarter-unknown", code=quarter_code)
            quarter_id = str(quarter["id"])
            if building_no is None:
                return Scope(quarter_id)
            found = building_id(connection, quarter_id, building_no)
        if found is None:
            raise InputError("sheets-building-unknown", building=building_no)
        return Scope(quarter_id, found)

    def print_sheets(
        self,
        what: Scope | Sequence[str],
        target: Path | None = None,
        progress: Progress | None = None,
        *,
        way: Way = TOP_DOWN,
    ) -> PrintedSheets:
        """Draw one sheet for each household of a scope, or for the given ids, in walking order.

        Args:
            what: the scope, or ids of households.
            target: file to write; None keeps the PDF in memory for the printer.
            progress: told the pages.
            way: how the surveyor walks; the doors on the screen follow the same.

        Raises:
            RefusedError: ``sheets-none``, there is no door in it.
            InputError: a character that cannot be printed, or unusable wording.
            MachineError: the file cannot be written.
            CancelledError: through ``progress``.
        """
        with self._ledger.reader() as connection:
            found = doors_to_print(connection, what, way)
        if not found:
            raise RefusedError("sheets-none")
        return self._print(found, None, target, progress)

    def print_list(
        self,
        doors: DoorList,
        ids: Sequence[str],
        target: Path | None = None,
        progress: Progress | None = None,
    ) -> PrintedSheets:
        """Draw a list of doors and behind it the sheets of ``ids``, in the order of the list.

        Raises:
            InputError: a character that cannot be printed, or unusable wording.
            MachineError: the file cannot be written.
            CancelledError: through ``progress``.
        """
        with self._ledger.reader() as connection:
            found = {door.id: door for door in doors_to_print(connection, ids)}
        return self._print([found[key] for key in ids if key in found], doors, target, progress)

    def _print(
        self,
        doors: Sequence[PaperDoor],
        listed: DoorList | None,
        target: Path | None,
        progress: Progress | None,
    ) -> PrintedSheets:
        from desktop.documents.sheet_print import print_household_sheets

        today = self._clock.today()
        with self._ledger.reader() as connection:
            form, _ = wording_on(connection, "household-sheet", today)
            offices = {
                quarter: sheet_office(connection, self._ledger.office, quarter, today)
                for quarter in dict.fromkeys(door.quarter_id for door in doors)
            }
        printed = print_household_sheets(
            [(sheet_of(door), offices[door.quarter_id]) for door in doors],
            printed_on=today,
            doors=listed,
            form=form,
            progress=progress,
        )
        if target is not None:
            _write(target, printed.data)
        lacking = (name for office in offices.values() for name in unknown_parties(office))
        return PrintedSheets(
            path=target,
            data=printed.data,
            sheets=len(doors),
            pages=printed.pages,
            ids=tuple(door.id for door in doors),
            unknown=tuple(dict.fromkeys(lacking)),
        )

    def take_scans(
        self,
        paths: Sequence[Path],
        progress: Progress | None = None,
        *,
        basis: ConsentBasis | None = None,
    ) -> ScanReport:
        """Take in scanned sheets: each page to the door whose code it carries, all as one step.

        A scan never says what was agreed to: a person types that. It says only what a consent
        rests on, and that is the person's word too.

        Args:
            paths: PDFs and pictures, in any order.
            progress: told the files.
            basis: ``PAPER`` when the signed originals are at hand, ``COPY`` when these are photos
                or scans of them (待补原件); None for sheets without a signature.

        Raises:
            RefusedError: the operator may only read.
            MachineError: the disk is full, or the reading child cannot be started.
            CancelledError: through ``progress``; nothing is kept.
        """
        from desktop.services.visit_paper_scans import ScanTaking

        return ScanTaking(self._ledger, basis).take(paths, progress)


def _write(target: Path, data: bytes) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        replace_file(target, data)
    except OSError as error:
        raise MachineError("form-not-written", file=target.name) from error
