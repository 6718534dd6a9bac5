"""A water or power company's list, read line by line; nothing is guessed silently.

Headings are found as in household lists: titles above them, two lines, merged cells, any order.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from desktop.domain.company_lines import CompanyLine, CompanyList, ListKind, number_key, place_of
from desktop.domain.roster import RosterProblem, SheetMapping
from desktop.exchange.company_header import (
    check_mapping_used,
    heading_key,
    headings,
    titles,
    with_header,
)
from desktop.exchange.company_words import (
    PLACES,
    CompanyWords,
    kind_of,
    ledger_field,
    utility_of,
)
from desktop.exchange.guard import guard
from desktop.exchange.reader import read_sheets
from desktop.exchange.roster_columns import plain_text, read_column
from desktop.kernel.collecting import no_collecting
from desktop.kernel.errors import InputError
from desktop.kernel.progress import NoProgress

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from desktop.exchange.reader import RawSheet
    from desktop.exchange.roster_header import Header
    from desktop.kernel.progress import Progress

_WORDS = CompanyWords()
_IDENTITY = ("account_no", "number", "old_number", "new_number")
_NUMBERS = frozenset({"number", "old_number", "new_number"})
_SUM = re.compile(
    r"(?:本页|累计|总|本月|本期)?\s*(?:小\s*计|合\s*计|总\s*计|共\s*计)[:：]?.*|共\s*\d+.*"
)


def read_company_list(
    path: Path,
    *,
    kind: ListKind | None = None,
    utility: str = "",
    mapping: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
) -> CompanyList:
    """Read the list in ``path``: .xlsx, .xls or .csv.

    Args:
        path: the file; it is only read.
        kind: what it is for; None finds it out.
        utility: ``water_meter`` or ``electricity_meter``; empty finds it out from the headings.
        mapping: heading → field name or None, correcting what would be found out.
        progress: told while reading, and asked whether to stop.

    Raises:
        InputError: the file is none, is hostile, or ``company-no-header``.
        UsageError: ``mapping`` names a field or a heading that does not exist.
        CancelledError: a person stopped it.
    """
    with no_collecting():
        source = guard(path)
        sheets = read_sheets(source, progress or NoProgress())
        skipped: list[tuple[str, int, str]] = []
        found = list(with_header(sheets, mapping, skipped))
        if not found:
            raise InputError("company-no-header", file=source.name)
        over = [source.name, *titles(found)]
        about = utility or utility_of([*titles(found), *headings(found)]) or utility_of(over)
        fields = {name for _, header in found for name in header.mapped}
        meant = kind or kind_of(fields, over)
        reading = CompanyList(
            meant, about, tuple(_understood(*one) for one in found), [], skipped, [],
            heading_key(found),
        )  # fmt: skip
        for sheet, header in found:
            _Sheet(sheet, header, about, reading).read()
    check_mapping_used(mapping, found)
    return reading


class _Sheet:
    """One sheet with a known header, read into ``reading``."""

    def __init__(self, sheet: RawSheet, header: Header, utility: str, into: CompanyList) -> None:
        self._sheet = sheet
        self._columns = header.mapped
        self._top = header.last + 1
        self._first = sheet.first_row + self._top
        self._utility = utility
        self._into = into

    def read(self) -> None:
        """Add the lines of this sheet, and what could not be read, to the list."""
        rows = self._rows()
        columns = {name: self._cells(name, rows) for name in self._columns}
        values, bad = self._values(columns)
        seen = {line.said for line in self._into.lines}
        lines: list[CompanyLine] = self._into.lines  # type: ignore[assignment]
        for at, row in enumerate(rows):
            texts = {name: cells[at] for name, cells in values.items() if cells[at] is not None}
            cells = {name: plain_text(columns[name][at]) for name in PLACES if name in columns}
            reason = self._no_line(row, texts, cells)
            if reason:
                self._skip(at, reason)
                continue
            line = self._line(at, texts, cells, bad.get(at, ()))
            if line.said in seen:
                self._skip(at, "company-line-repeated")
                continue
            seen.add(line.said)
            lines.append(line)
            self._into.problems.extend(  # type: ignore[attr-defined]
                RosterProblem(line.sheet, line.row, *problem) for problem in line.bad
            )

    def _rows(self) -> list[list[Any]]:
        """Return the rows below the header, of one width, with the text of merged cells in all."""
        rows = self._sheet.rows[self._top :]
        width = max((column.place + 1 for column in self._columns.values()), default=0)
        rows = [row if len(row) >= width else row + [""] * (width - len(row)) for row in rows]
        places = {column.place: name for name, column in self._columns.items()}
        for (top, left), (bottom, _) in self._sheet.merged:
            first = top - self._top
            if places.get(left) not in PLACES or not 0 <= first < len(rows):
                continue
            for row in rows[first + 1 : bottom - self._top + 1]:
                row[left] = rows[first][left]
        return rows

    def _cells(self, name: str, rows: Sequence[Sequence[Any]]) -> list[Any]:
        place = self._columns[name].place
        return [row[place] for row in rows]

    def _values(
        self, columns: Mapping[str, list[Any]]
    ) -> tuple[dict[str, list[Any]], dict[int, tuple[tuple[str, str, str], ...]]]:
        """Return the values of every column, and by row the cells that have none."""
        values: dict[str, list[Any]] = {}
        bad: dict[int, tuple[tuple[str, str, str], ...]] = {}
        for name, cells in columns.items():
            field = ledger_field(name, self._utility)
            if name in PLACES or field is None:
                continue
            values[name], unread = read_column(field, cells)
            if not unread:
                continue
            heading = self._columns[name].header
            for at, cell in enumerate(cells):
                if cell in unread:
                    code, text = unread[cell]
                    bad[at] = (*bad.get(at, ()), (heading, text, code))
        return values, bad

    def _no_line(self, row: Sequence[Any], texts: Mapping[str, Any], cells: Any) -> str:
        """Return why a row is no line of the list, or ``""``."""
        filled = [text for text in map(plain_text, row) if text]
        if not filled:
            return "roster-row-blank"
        if any(_SUM.fullmatch(text) for text in filled[:2]):
            return "roster-row-subtotal"
        if len(filled) > 1 and all(_WORDS.field_of(text, "", "") for text in filled[:3]):
            return "roster-row-header"
        names = any(texts.get(name) for name in _IDENTITY)
        if (
            not names
            and not cells.get("room_no")
            and not (cells.get("address") and len(filled) > 1)
        ):
            return "roster-row-note"
        return ""

    def _line(self, at: int, texts: dict[str, Any], cells: dict[str, str], bad: Any) -> CompanyLine:
        day = texts.pop("day", None)
        own = {
            "account_no": "".join(str(texts.pop("account_no", "")).split()),
            **{name: number_key(texts.pop(name, "")) for name in _NUMBERS},
            "last_reading": texts.pop("last_reading", None),
            "first_reading": texts.pop("first_reading", None),
            "removed_on": texts.pop("removed_on", None) or day,
            "installed_on": texts.pop("installed_on", None) or day,
            "name": str(texts.pop("name", "")),
        }
        return CompanyLine(
            self._sheet.name, self._first + at, **own, address=_written(cells),
            place=place_of(cells), details=_details(texts, self._utility), bad=bad,
        )  # fmt: skip

    def _skip(self, at: int, reason: str) -> None:
        self._into.skipped.append((self._sheet.name, self._first + at, reason))  # type: ignore[attr-defined]


def _details(texts: dict[str, Any], utility: str) -> dict[str, Any]:
    """Return the further fields by their name in the ledger; 封印 means the meter's own seal."""
    found: dict[str, Any] = {}
    for name, value in texts.items():
        field = ledger_field(name, utility)
        if field is not None and name != "old_seal":
            found.setdefault(field.name, value)
    return found


def _written(cells: Mapping[str, str]) -> str:
    parts = [cells.get(name, "") for name in PLACES[:4]]
    return cells.get("address") or " ".join(part for part in parts if part)


def _understood(sheet: RawSheet, header: Header) -> SheetMapping:
    return SheetMapping(
        sheet.name,
        header.last + sheet.first_row,
        {column.header: name for name, column in header.mapped.items()},
        tuple(column.header for column in header.columns if column.field is None),
    )
