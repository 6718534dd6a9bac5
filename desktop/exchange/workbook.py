"""Reads a returned district workbook into rows for the merge."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from desktop.domain.sheet_rows import ReturnedRows, RowState, SheetProblem, SheetRow
from desktop.domain.values import tidy
from desktop.exchange.identity import Stamps
from desktop.exchange.row_writer import column_letters
from desktop.exchange.sheet_layout import Layout, find_layout
from desktop.exchange.sheets import ACTION_KEY, ASIDE_SHEETS, DELETE_LABEL, META_SHEET
from desktop.exchange.sifting import SiftedSheet, sifted_pages
from desktop.exchange.tickets import Ticket, fits, read_ticket
from desktop.kernel.errors import InputError
from desktop.kernel.progress import NoProgress

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop.kernel.progress import Progress


@dataclass(frozen=True, slots=True)
class ReturnedWorkbook:
    """What came back.

    Attributes:
        export_id: the export that the file is.
        export_code: its short name in the tickets of the file, from ``_hb_meta`` or, where that is
            gone, from most tickets.
        export_codes: every export code that a ticket named → number of rows. Rows pasted from
            another workbook carry that one's code.
        returned: rows for the merge.
        street_code: whose office made the export; ``""`` when unknown.
    """

    export_id: str
    export_code: str
    export_codes: Mapping[str, int]
    returned: ReturnedRows
    street_code: str = ""


def read_workbook(
    sheets: Mapping[str, Sequence[Sequence[object]]],
    stamps: Stamps | None = None,
    progress: Progress | None = None,
) -> ReturnedWorkbook:
    """Return the rows of a returned workbook.

    Args:
        sheets: sheet name → rows of cells from the first row of the sheet on; empty cells are
            ``""`` or None. Every sheet, the hidden ones too.
        stamps: what :func:`desktop.exchange.identity.read_stamps` found in the file.
        progress: told after every few thousand rows.

    Raises:
        InputError: ``workbook-no-export-id``: nothing in the file says which export it is.
        CancelledError: a person stopped it.
    """
    pages = (page for title, rows in sheets.items() for page in sifted_pages(title, rows))
    return read_sifted(pages, stamps, progress)


def read_sifted(
    pages: Iterable[SiftedSheet],
    stamps: Stamps | None = None,
    progress: Progress | None = None,
) -> ReturnedWorkbook:
    """Return the rows of a returned workbook whose sheets were sifted elsewhere.

    Args:
        pages: of every sheet; the further pages of a sheet have no head.
        stamps: as for :func:`read_workbook`, which has the same errors.
        progress: told after every page.
    """
    meta: dict[str, str] = {}
    collected = _Collected(progress or NoProgress())
    for page in pages:
        if page.title == META_SHEET:
            meta = _meta(page.head) or meta
        collected.take(page)
    export_id = _export_id(stamps or Stamps(), meta)
    codes = collected.codes
    code = meta.get("export_code") or (codes.most_common(1)[0][0] if codes else "")
    return ReturnedWorkbook(
        export_id, code, dict(codes), collected.returned(), meta.get("street_code", "")
    )


def _meta(rows: Sequence[Sequence[object]]) -> dict[str, str]:
    return {str(row[0]): str(row[1]) for row in rows if len(row) > 1 and row[0]}


def _export_id(stamps: Stamps, meta: Mapping[str, str]) -> str:
    """Return the id that most places agree on; the first place wins a tie."""
    found = [*stamps.found(), *([meta["export_id"]] if meta.get("export_id") else [])]
    if not found:
        raise InputError("workbook-no-export-id")
    return Counter(found).most_common(1)[0][0]


@dataclass(slots=True)
class _Collected:
    """Rows, untouched rows and problems of all sheets."""

    progress: Progress
    rows: list[SheetRow] = field(default_factory=list)
    untouched: dict[tuple[str, tuple[str, ...]], list[tuple[str | None, ...]]] = field(
        default_factory=dict
    )
    columns: dict[str, dict[str, str]] = field(default_factory=dict)
    letters: dict[str, dict[str, str]] = field(default_factory=dict)
    problems: list[SheetProblem] = field(default_factory=list)
    codes: Counter[str] = field(default_factory=Counter)
    done: int = 0
    _reader: _RowReader | None = None
    _same: list[tuple[str | None, ...]] = field(default_factory=list)

    def returned(self) -> ReturnedRows:
        return ReturnedRows(
            tuple(self.rows), self.untouched, self.columns, tuple(self.problems), self.letters
        )

    def take(self, page: SiftedSheet) -> None:
        """Take the untouched rows by their tickets and read the others cell by cell."""
        if page.head:
            self._reader = self._begin(page)
        if self._reader is None:
            return
        heads: Counter[str] = Counter()
        for text in page.same:  # the fingerprint has vouched for their check letters
            head, *ids, _ = text.split(".")
            heads[head] += 1
            self._same.append(tuple(ids) if all(ids) else tuple([one or None for one in ids]))
        for head, count in heads.items():
            self.codes[head[1:]] += count
        self.rows += [self._reader.read(index, row) for index, row in page.touched]
        self._tick(len(page.same) + len(page.touched))

    def _begin(self, page: SiftedSheet) -> _RowReader | None:
        """Find out which sheet a page begins; None where there is nothing to take."""
        if page.title in ASIDE_SHEETS or not any(any(row) for row in page.head):
            return None
        layout = find_layout(page.title, page.head)
        if layout is None:
            problem = SheetProblem(page.title, 0, "", page.title, "sheet-unknown")
            self.problems.append(problem)
            return None
        if not layout.sheet.kinds:
            return None
        self.problems += layout.problems
        labels = {column.key: column.label for column in layout.sheet.columns}
        self.columns[page.title] = {key: labels[key] for key in layout.columns}
        self.letters[page.title] = {
            key: column_letters(index) for key, index in layout.columns.items()
        }
        self._same = self.untouched[page.title, layout.sheet.kinds] = []
        return _RowReader(page.title, layout, self.problems, self.codes)

    def _tick(self, rows: int) -> None:
        self.done += rows
        self.progress.step(self.done, 0, "merge-rows")


class _RowReader:
    """Turns a row of cells into a :class:`SheetRow`."""

    def __init__(
        self, title: str, layout: Layout, problems: list[SheetProblem], codes: Counter[str]
    ) -> None:
        self._title = title
        self._layout = layout
        self._problems = problems
        self._codes = codes
        by_key = layout.sheet.by_key
        self._cells = [
            (key, index)
            for key, index in layout.columns.items()
            if key != ACTION_KEY and not by_key[key].context
        ]
        self._context = [
            (key, index) for key, index in layout.columns.items() if by_key[key].context
        ]

    def read(self, index: int, row: Sequence[object]) -> SheetRow:
        """Return the row at ``index``, counted from 0."""
        state, ticket = self._ticket(row)
        kinds = self._layout.sheet.kinds
        code = ticket.export_code if ticket else ""
        if ticket:
            self._codes[code] += 1
        return SheetRow(
            self._title,
            index + 1,
            kinds,
            ticket.ids if ticket else (None,) * len(kinds),
            state,
            code,
            {key: _cell_at(row, position) for key, position in self._cells},
            {key: tidy(_text_at(row, position)) for key, position in self._context},
            self._asks_deletion(index, row),
        )

    def _ticket(self, row: Sequence[object]) -> tuple[RowState, Ticket | None]:
        text = "" if self._layout.ticket is None else tidy(_text_at(row, self._layout.ticket))
        if not text:
            return RowState.NEW, None
        ticket = read_ticket(text)
        if ticket is None or not fits(
            ticket, self._layout.sheet.letter, len(self._layout.sheet.kinds)
        ):
            return RowState.DAMAGED, None
        return RowState.KNOWN, ticket

    def _asks_deletion(self, index: int, row: Sequence[object]) -> bool:
        position = self._layout.columns.get(ACTION_KEY)
        text = "" if position is None else tidy(_text_at(row, position))
        if text and text != DELETE_LABEL:
            label = self._layout.sheet.by_key[ACTION_KEY].label
            self._problems.append(
                SheetProblem(self._title, index + 1, label, text, "sheet-action-unknown")
            )
        return text == DELETE_LABEL


def _cell_at(row: Sequence[object], position: int) -> object:
    """Return a cell; None for an empty one and beyond the end of a short row."""
    cell = row[position] if position < len(row) else None
    return None if cell == "" else cell


def _text_at(row: Sequence[object], position: int) -> str:
    cell = _cell_at(row, position)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))  # spreadsheets know no whole numbers: building 3 comes as 3.0
    return "" if cell is None else str(cell)


def rows_of(workbook: Any) -> Iterable[tuple[str, list[list[object]]]]:
    """Yield (name, rows) of every sheet of an open python-calamine workbook."""
    for name in workbook.sheet_names:
        yield name, workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
