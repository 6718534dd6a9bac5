"""Household sheets on paper: printed in walking order, filed again by their square code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.rows import Scope
from desktop.kernel.errors import InputError, MachineError, RefusedError
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

    from desktop.domain.household_sheet import DoorList
    from desktop.kernel.clock import Clock
    from desktop.kernel.progress import Progress
    from desktop.storage.ledger import Ledger


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


class VisitPaper:
    """Prints the sheets that are signed at the door and takes their scans back."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

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
        doors: DoorList | None = None,
    ) -> PrintedSheets:
        """Draw one sheet for each household of a scope, or for the given ids, in walking order.

        The receivers in the notice are those of the first household's quarter: print quarter by
        quarter where quarters have companies of their own.

        Args:
            what: the scope, or ids of households.
            target: file to write; None keeps the PDF in memory for the printer.
            progress: told the pages.
            doors: list of doors to print before the sheets.

        Raises:
            RefusedError: ``sheets-none``, there is no door in it.
            InputError: a character that cannot be printed, or unusable wording.
            MachineError: the file cannot be written.
            CancelledError: through ``progress``.
        """
        from desktop.documents.sheet_print import print_household_sheets

        with self._ledger.reader() as connection:
            found = doors_to_print(connection, what)
            if not found:
                raise RefusedError("sheets-none")
            office = sheet_office(
                connection, self._ledger.office, found[0].quarter_id, self._clock.today()
            )
        printed = print_household_sheets(
            [sheet_of(door) for door in found], office, doors=doors, progress=progress
        )
        if target is not None:
            _write(target, printed.data)
        return PrintedSheets(
            path=target,
            data=printed.data,
            sheets=len(found),
            pages=printed.pages,
            ids=tuple(door.id for door in found),
            unknown=unknown_parties(office),
        )


def _write(target: Path, data: bytes) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        replace_file(target, data)
    except OSError as error:
        raise MachineError("form-not-written", file=target.name) from error
