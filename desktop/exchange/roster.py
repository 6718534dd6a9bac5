"""A household list as offices keep it, read into rows by address; nothing is guessed silently.

Every row ends as a household, as skipped with a reason, or as a problem; a bad cell is a problem
while its household stays. The words that columns go by are data
(``resources/templates/roster_headers.toml``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.addresses import building_no, split_address
from desktop.domain.roster import RosterProblem, RosterReading, RosterRow, SheetMapping
from desktop.exchange.guard import guard
from desktop.exchange.reader import read_sheets
from desktop.exchange.roster_header import (
    find_header,
    flat_override,
    quarter_in_sheet_name,
    title_quarter,
)
from desktop.exchange.roster_sheet import SheetRows
from desktop.kernel.collecting import no_collecting
from desktop.kernel.errors import InputError, UsageError
from desktop.kernel.progress import NoProgress

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from desktop.exchange.reader import RawSheet
    from desktop.exchange.roster_header import Header
    from desktop.kernel.progress import Progress


def read_roster(
    path: Path,
    *,
    mapping: Mapping[str, Any] | None = None,
    default_quarter: str = "",
    progress: Progress | None = None,
) -> RosterReading:
    """Read the household list in ``path``: .xlsx, .xls or .csv.

    Args:
        path: the file; it is only read.
        mapping: header → field name or None, or sheet → such a mapping, correcting the guess.
        default_quarter: quarter of rows that name none; else the title's or the sheet's.
        progress: told while reading, and asked whether to stop.

    Raises:
        InputError: the file is none, is hostile, or no sheet has a usable header.
        UsageError: ``mapping`` names a field or a header that does not exist.
        CancelledError: a person stopped it.
    """
    watched = progress or NoProgress()
    found = _Found()
    with no_collecting():
        source = guard(path)
        for sheet in read_sheets(source, watched):
            watched.step(len(found.rows), 0, "reading")
            found.take(sheet, mapping, default_quarter)
    if not found.sheets:
        raise InputError("roster-no-header", file=source.name)
    _check_mapping_used(mapping, found.sheets)
    notes = [("file-open-elsewhere", source.lock)] if source.lock else []
    return RosterReading(
        tuple(found.sheets),
        found.rows,
        found.skipped,
        found.problems,
        tuple(notes + found.notes),
    )


class _Found:
    """What the sheets of one file gave so far."""

    def __init__(self) -> None:
        self.sheets: list[SheetMapping] = []
        self.rows: list[RosterRow] = []
        self.skipped: list[tuple[str, int, str]] = []
        self.problems: list[RosterProblem] = []
        self.notes: list[tuple[str, str]] = []
        self._doors: dict[tuple[str, str, str, str], RosterRow] = {}

    def take(
        self, sheet: RawSheet, mapping: Mapping[str, Any] | None, default_quarter: str
    ) -> None:
        """Read one sheet; one that is hidden, empty or has no header is skipped as a whole."""
        if not sheet.rows:
            self.skipped.append((sheet.name, 0, "roster-sheet-empty"))
            return
        if not sheet.visible:
            self.skipped.append((sheet.name, 0, "roster-sheet-hidden"))
            return
        header = find_header(sheet, flat_override(mapping, sheet.name))
        if header is None:
            self.skipped.append((sheet.name, 0, "roster-sheet-without-header"))
            return
        understood = _understood(sheet, header, default_quarter)
        self.sheets.append(understood)
        reader = SheetRows(sheet, header, understood)
        self._keep(reader.read())
        self.skipped += reader.skipped
        self.problems += reader.problems
        self.notes += reader.notes

    def _keep(self, rows: Sequence[RosterRow]) -> None:
        """Keep each household once: the same again is skipped, another is a problem."""
        doors = self._doors
        for row in rows:
            first = doors.setdefault(row[2:5] + row[6:7], row)
            if first is row:
                self.rows.append(row)
            elif first[5:] == row[5:]:
                self.skipped.append((row.sheet, row.row, "roster-row-repeated"))
            else:
                where = f"{row.building}-{row.unit}-{row.room}"
                self.problems.append(
                    RosterProblem(row.sheet, row.row, "", where, "roster-row-contradicts")
                )


def _understood(sheet: RawSheet, header: Header, default_quarter: str) -> SheetMapping:
    fields = header.mapped
    building, quarter = _from_sheet_name(sheet.name, "building_no" in fields)
    quarter = default_quarter or title_quarter(sheet, header) or quarter
    return SheetMapping(
        sheet.name,
        header.last + sheet.first_row,
        {column.header: field for field, column in fields.items()},
        tuple(column.header for column in header.columns if column.field is None),
        "" if "quarter" in fields else quarter,
        building,
    )


def _from_sheet_name(name: str, has_building: bool) -> tuple[str, str]:
    """Return (building, quarter) that a sheet called 3栋 or 棉纺厂宿舍3栋 stands for."""
    address = split_address(f"{name}101室")  # any room: the name itself ends with the building
    if address is not None and address.unit == "0" and address.room == "101":
        return ("" if has_building else address.building), address.quarter
    quarter = quarter_in_sheet_name(name)
    if quarter and building_no(quarter) != quarter:
        return "", ""
    return "", quarter


def _check_mapping_used(mapping: Mapping[str, Any] | None, sheets: Sequence[SheetMapping]) -> None:
    """Refuse a correction that corrects nothing: a mistyped header would pass unseen.

    Raises:
        UsageError: a header of the mapping stands in no sheet.
    """
    from desktop.exchange.roster_fields import normal

    seen = {
        normal(part)
        for sheet in sheets
        for header in (*sheet.mapping, *sheet.unmapped)
        for part in (header, header.rpartition("/")[2])
    }
    names = {normal(sheet.sheet) for sheet in sheets}
    for header, value in (mapping or {}).items():
        if isinstance(value, dict):
            if normal(header) not in names:
                raise UsageError("roster-map-unknown-sheet", sheet=header)
            continue
        if normal(header) not in seen:
            raise UsageError("roster-map-unknown-header", header=header)
