"""A street's whole workbook as the district takes it: every row, streamed in the file's order.

Unlike a returned workbook, whose untouched rows are known by their fingerprint, every row here
may be new to the reader: nothing is sifted, and nothing but one frame of rows is held.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from desktop.domain.fields import Side
from desktop.domain.sheet_rows import RowState, SheetProblem
from desktop.domain.values import tidy
from desktop.exchange.guard import FileKind, guard
from desktop.exchange.reader import Reading, iterate_dates
from desktop.exchange.row_writer import column_letters
from desktop.exchange.sheet_layout import LOOKED_AT, find_layout
from desktop.exchange.sheets import ACTION_KEY, GUIDE_SHEET, LISTS_SHEET, META_SHEET
from desktop.exchange.tickets import fits, read_ticket
from desktop.kernel.errors import InputError
from desktop.kernel.progress import NoProgress

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from desktop.exchange.guard import GuardedFile
    from desktop.exchange.sheet_layout import Layout
    from desktop.exchange.sheets import Sheet
    from desktop.kernel.progress import Progress

_GUIDE_TITLE = " 户表改造台账"
_ASIDE = (META_SHEET, GUIDE_SHEET)
_LONGEST = 3_600.0  # the rows are written to the ledger while they are read
_COSTS = "annual_plan"
_DATES = 3  # a frame's third item marks that dates are among its rows


@dataclass(frozen=True, slots=True)
class StreetStamp:
    """Which export a street's workbook is.

    Attributes:
        export_id, export_code: of the export.
        street_code: the office that made it; ``office`` its name as the guide says.
        made_at: when.
        vector: device → sequence that the export had seen.
        returned: whether it is what the district sent back to the street.
        merged: SHA-256 of the workbooks that the street merged last.
    """

    export_id: str
    export_code: str
    street_code: str
    office: str
    made_at: datetime
    vector: dict[str, int]
    returned: bool = False
    merged: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class StreetRow:
    """One row.

    Attributes:
        number: as the spreadsheet shows it.
        state: whether its ticket can be followed.
        export_code: that its ticket names.
        ids: of its entities, None where there is none.
        cells: in the order of the sheet's columns; None where empty or where the column is gone.
    """

    number: int
    state: RowState
    export_code: str
    ids: tuple[str | None, ...]
    cells: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class StreetRows:
    """Some rows of one sheet.

    Attributes:
        title: name on the tab; ``sheet`` which of ours it is.
        rows: in the file's order.
        present: column keys that the file has.
        letters: column key → letters of the column as shown.
    """

    title: str
    sheet: Sheet
    rows: tuple[StreetRow, ...]
    present: frozenset[str]
    letters: dict[str, str]


@dataclass(slots=True)
class StreetWorkbook:
    """One reading of the file; which export it is comes before the first rows.

    Attributes:
        sha256: of the file.
        problems: sheets and columns that nobody knows.
        costs: (quarter code, name) → what the sheet of the national annual plan says the works
            cost, in yuan.
    """

    source: GuardedFile
    sha256: str
    problems: list[SheetProblem] = field(default_factory=list)
    costs: dict[tuple[str, str], str] = field(default_factory=dict)
    _meta: dict[str, str] = field(default_factory=dict)
    _office: str = ""

    @property
    def stamp(self) -> StreetStamp:
        """Which export it is; known when :meth:`rows` has given its first rows.

        Raises:
            InputError: ``street-workbook-unknown``: the hidden sheet that says so is gone.
        """
        meta = self._meta
        try:
            return StreetStamp(
                meta["export_id"],
                meta["export_code"],
                meta["street_code"],
                self._office,
                datetime.fromisoformat(meta["made_at"]).astimezone(UTC),
                {str(k): int(v) for k, v in json.loads(meta["vector"]).items()},
                meta.get("editor") == Side.STREET.value,
                frozenset(meta.get("merged", "").split()),
            )
        except (KeyError, ValueError, AttributeError, TypeError):
            raise InputError("street-workbook-unknown", file=self.source.name) from None

    def rows(self, progress: Progress | None = None) -> Iterator[StreetRows]:
        """Yield the rows of every sheet, a frame at a time.

        Raises:
            InputError: the file cannot be read.
            CancelledError: a person stopped it.
        """
        found: _SheetReader | None = None
        with Reading(self.source, first=_ASIDE, seconds=_LONGEST) as reading:
            for answer in reading.answers(progress or NoProgress()):
                if answer[0] == "sheet":
                    if found is not None:
                        yield from found.end()
                    found = _SheetReader(self, answer[1], answer[3])
                elif found is not None:
                    rows = answer[1]
                    if len(answer) >= _DATES:
                        iterate_dates(rows)
                    yield from found.take(rows)
        if found is not None:
            yield from found.end()

    def note_costs(self, layout: Layout, rows: Sequence[Sequence[object]]) -> None:
        """Keep what the quarters of the national annual plan are to cost."""
        code = layout.columns.get("quarter.quarter_code")
        name = layout.columns.get(f"{_COSTS}.name")
        cost = layout.columns.get(f"{_COSTS}.planned")
        if code is None or name is None or cost is None:
            return
        for row in rows[layout.first :]:
            amount = row[cost] if cost < len(row) else None
            if isinstance(amount, (int, float)):
                key = (tidy(str(row[code] or "")), tidy(str(row[name] or "")))
                self.costs[key] = f"{amount:.2f}"

    def note_aside(self, title: str, head: Sequence[Sequence[object]]) -> None:
        """Keep what the guide and the hidden sheet say."""
        if title == META_SHEET:
            self._meta = {str(r[0]): str(r[1]) for r in head if len(r) > 1 and r[0]}
        elif title == GUIDE_SHEET and head and head[0]:
            text = tidy(str(head[0][0]))
            self._office = text.removesuffix(tidy(_GUIDE_TITLE)).strip()


def open_street_workbook(path: Path) -> StreetWorkbook:
    """Return the workbook at ``path``, guarded and not yet read.

    Raises:
        InputError: hostile, damaged, or no workbook at all.
    """
    source = guard(path)
    if source.kind is FileKind.CSV:
        raise InputError("street-workbook-unknown", file=source.name)
    return StreetWorkbook(source, sha256(source.data).hexdigest())


class _SheetReader:
    """Finds the layout in the first rows of a sheet and reads the others by it."""

    def __init__(self, workbook: StreetWorkbook, title: str, first: int) -> None:
        self._workbook = workbook
        self._title = title
        self._first = first
        self._head: list[Sequence[object]] = []
        self._layout: Layout | None = None
        self._looked = False
        self._next = 0
        self._places: list[int | None] = []

    def take(self, rows: Sequence[Sequence[object]]) -> Iterator[StreetRows]:
        """Read some rows."""
        if not self._looked:
            self._head += rows
            if len(self._head) < LOOKED_AT:
                return
            rows = self._look()
        if self._layout is not None and rows:
            yield self._read(rows)

    def end(self) -> Iterator[StreetRows]:
        """Read what a short sheet left in its head."""
        if not self._looked:
            rows = self._look()
            if self._layout is not None and rows:
                yield self._read(rows)

    def _look(self) -> Sequence[Sequence[object]]:
        head, self._head, self._looked = self._head, [], True
        if self._title in {META_SHEET, LISTS_SHEET, GUIDE_SHEET}:
            self._workbook.note_aside(self._title, head)
            return ()
        if not any(any(row) for row in head):
            return ()
        layout = find_layout(self._title, head[:LOOKED_AT])
        if layout is None:
            problem = SheetProblem(self._title, 0, "", self._title, "sheet-unknown")
            self._workbook.problems.append(problem)
            return ()
        if layout.sheet.key == _COSTS:
            self._workbook.note_costs(layout, head)
        if not layout.sheet.kinds:
            return ()
        self._workbook.problems += layout.problems
        self._layout = layout
        self._places = [layout.columns.get(column.key) for column in layout.sheet.columns]
        self._next = layout.first
        return head[layout.first :]

    def _read(self, rows: Sequence[Sequence[object]]) -> StreetRows:
        layout = self._layout
        assert layout is not None  # noqa: S101 - asked by the caller
        read = []
        for index, row in enumerate(rows, start=self._next):
            if any(cell not in {"", None} for cell in row):
                read.append(self._row(layout, self._first + index + 1, row))
        self._next += len(rows)
        letters = {key: column_letters(place) for key, place in layout.columns.items()}
        present = frozenset(layout.columns) - {ACTION_KEY}
        return StreetRows(self._title, layout.sheet, tuple(read), present, letters)

    def _row(self, layout: Layout, number: int, row: Sequence[Any]) -> StreetRow:
        width = len(row)
        cells = tuple(
            None if place is None or place >= width or row[place] == "" else row[place]
            for place in self._places
        )
        kinds = len(layout.sheet.kinds)
        text = ""
        with suppress(IndexError):
            text = "" if layout.ticket is None else str(row[layout.ticket] or "")
        if not text.strip():
            return StreetRow(number, RowState.NEW, "", (None,) * kinds, cells)
        ticket = read_ticket(tidy(text))
        if ticket is None or not fits(ticket, layout.sheet.letter, kinds):
            return StreetRow(number, RowState.DAMAGED, "", (None,) * kinds, cells)
        return StreetRow(number, RowState.KNOWN, ticket.export_code, ticket.ids, cells)
