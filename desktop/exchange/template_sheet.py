"""A district's own form, looked at: its header, what each column wants, how much room it has."""

from __future__ import annotations

import hashlib
import itertools
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.domain.values import tidy
from desktop.exchange.roster_fields import normal
from desktop.exchange.roster_header import find_header
from desktop.exchange.row_writer import column_letters
from desktop.exchange.template_cells import asked_for
from desktop.exchange.template_fields import (
    NUMBER,
    ROWS_OF,
    TEN_THOUSAND,
    TemplateWords,
    fields_for,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.exchange.reader import RawSheet
    from desktop.exchange.roster_header import Header

_LOOKED_AT = 40
_FEWEST = 2
_SUM = re.compile(r"(?:本页|累计|总|小|合|共)?\s*[总小合共]?\s*计[:：]?.*")
_COLUMN_NUMBERS = re.compile(r"[甲乙丙丁戊\d()（）=+\-×*/]{1,12}")
_TEN_THOUSAND = re.compile(r"单位[:：]?[^,，;；]*万元")


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """One column of a form.

    Attributes:
        place: column of the sheet, from 0.
        header: its heading, with the heading over it where there is one.
        field: what it is filled with; ``""`` leaves it alone.
        computed: whether the form computes it; such a column is never written.
    """

    place: int
    header: str
    field: str = ""
    computed: bool = False

    @property
    def letters(self) -> str:
        """Return its letters."""
        return column_letters(self.place)


@dataclass(frozen=True, slots=True)
class TemplateCell:
    """A single cell that wants the office, the day or a sum.

    Attributes:
        reference: such as ``B2``.
        text: what stands in it now.
        fields: what it is filled with, in the order of its blanks.
    """

    reference: str
    text: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TemplateSheet:
    """One sheet of a form.

    Attributes:
        name: on its tab.
        header_first, header_last: rows of its header, from 1.
        columns: its columns from left to right.
        cells: its single cells.
        first_row: first row of data, from 1.
        room: how many rows are free from there on; None when nothing stands below.
        below: what stands in the row below them, such as ``合计``.
        barriers: (row, its first text) of rows below the header that are never written.
        rows_of: what one row is.
        given: row → column → text of rows of data that hold something already.
        fingerprint: of the header, by which the form is known again.
        known: whether a person mapped it before.
    """

    name: str
    header_first: int
    header_last: int
    columns: tuple[TemplateColumn, ...]
    cells: tuple[TemplateCell, ...]
    first_row: int
    room: int | None
    below: str
    barriers: tuple[tuple[int, str], ...]
    rows_of: str
    given: Mapping[int, Mapping[int, str]]
    fingerprint: str
    known: bool = False

    @property
    def mapped(self) -> dict[str, TemplateColumn]:
        """Return field → column of what is filled."""
        return {column.field: column for column in self.columns if column.field}

    def with_column(self, place: int, field: str) -> TemplateSheet:
        """Return it with one column filled with something else; a field fills one column."""
        return replace(
            self,
            columns=tuple(
                replace(one, field=field)
                if one.place == place
                else replace(one, field="")
                if field and one.field == field
                else one
                for one in self.columns
            ),
        )

    def starting(self, first_row: int) -> TemplateSheet:
        """Return it with its data beginning in another row below the header."""
        first = max(first_row, self.header_last + 1)
        row, text = next((one for one in self.barriers if one[0] >= first), (0, ""))
        return replace(self, first_row=first, room=row - first if row else None, below=text)

    def with_cells(self, fields: Mapping[str, tuple[str, ...]]) -> TemplateSheet:
        """Return it with single cells (reference → fields) added, changed or, empty, taken off."""
        present = {one.reference: one for one in self.cells}
        for reference, names in fields.items():
            text = present[reference].text if reference in present else ""
            present[reference] = TemplateCell(reference, text, names)
        return replace(self, cells=tuple(one for one in present.values() if one.fields))


def look_at(
    sheet: RawSheet, formulas: Mapping[tuple[int, int], str], rows_of: str = ""
) -> TemplateSheet | None:
    """Return what ``sheet`` wants, or None where nothing looks like a header.

    Args:
        sheet: its cells.
        formulas: (row from 1, column from 0) → formula of its computed cells.
        rows_of: what one row is; empty finds it out.
    """
    meant, header = _best_header(sheet, rows_of)
    if header is None:
        return None
    header = _without_title(sheet, header)
    computed = _computed_columns(sheet, header, formulas)
    ten_thousand = any(_TEN_THOUSAND.search(text) for text in _texts_above(sheet, header))
    columns = tuple(
        TemplateColumn(
            sheet.first_column + column.place,
            column.header,
            "" if column.place in computed else _in_units(column.field, meant, ten_thousand),
            column.place in computed,
        )
        for column in header.columns
    )
    body = _Body(sheet, header, columns, formulas)
    return TemplateSheet(
        sheet.name,
        sheet.first_row + header.first,
        sheet.first_row + header.last,
        columns,
        _cells(sheet, header, body.end),
        sheet.first_row + body.start,
        None if body.end is None else body.end - body.start,
        body.below,
        tuple((sheet.first_row + place, text) for place, text in body.barriers),
        meant,
        body.given(),
        _fingerprint(columns),
    )


def _best_header(sheet: RawSheet, rows_of: str) -> tuple[str, Header | None]:
    best: tuple[int, str, Header] | None = None
    for kind in (rows_of,) if rows_of else ROWS_OF:
        header = find_header(sheet, {}, TemplateWords(kind))
        if header is not None and (best is None or len(header.mapped) > best[0]):
            best = (len(header.mapped), kind, header)
    if best is not None:
        return best[1], best[2]
    return rows_of or "quarter", _fullest_row(sheet)


def _without_title(sheet: RawSheet, header: Header) -> Header:
    """Take a title off that looks like the first line of a two-line header: it stands alone."""
    texts = [cell for cell in sheet.rows[header.first] if isinstance(cell, str) and cell.strip()]
    if header.first == header.last or len(texts) > 1:
        return header
    return replace(header, first=header.last)


def _fullest_row(sheet: RawSheet) -> Header | None:
    """Return the row with most texts as a header that says nothing: a person maps it."""
    from desktop.exchange.roster_header import Column, Header

    counts = [
        sum(isinstance(cell, str) and bool(cell.strip()) for cell in row)
        for row in sheet.rows[:_LOOKED_AT]
    ]
    if not counts or max(counts) < _FEWEST:
        return None
    place = counts.index(max(counts))
    columns = tuple(
        Column(column, tidy(cell), None)
        for column, cell in enumerate(sheet.rows[place])
        if isinstance(cell, str) and cell.strip()
    )
    return Header(place, place, columns)


def _computed_columns(
    sheet: RawSheet, header: Header, formulas: Mapping[tuple[int, int], str]
) -> set[int]:
    """Return the columns that the form computes in its first rows of data."""
    rows = range(sheet.first_row + header.last + 1, sheet.first_row + header.last + 4)
    counted: dict[int, int] = {}
    for row, column in formulas:
        if row in rows:
            counted[column - sheet.first_column] = counted.get(column - sheet.first_column, 0) + 1
    first = min((row for row, _ in formulas if row in rows), default=0)
    sums = {
        column - sheet.first_column
        for (row, column), text in formulas.items()
        if row == first and "SUM(" in text.upper() and ":" in text
    }
    # a row of sums above the data is no column that is computed
    return {column for column, times in counted.items() if column not in sums or times > 1}


def _texts_above(sheet: RawSheet, header: Header) -> list[str]:
    rows = sheet.rows[: header.first]
    return [tidy(cell) for row in rows for cell in row if isinstance(cell, str)]


def _in_units(field: str | None, rows_of: str, ten_thousand: bool) -> str:
    if field and ten_thousand and field + TEN_THOUSAND in fields_for(rows_of):
        unit = fields_for(rows_of)[field].field
        return field + TEN_THOUSAND if unit is not None and unit.unit == "元" else field
    return field or ""


class _Body:
    """The rows below the header, in places of the sheet's rows.

    Attributes:
        start: first row of data.
        end: first row below the data; None where nothing stands below.
        below: its first text.
        barriers: this and all further rows that are never written, with their first texts.
    """

    def __init__(
        self,
        sheet: RawSheet,
        header: Header,
        columns: Sequence[TemplateColumn],
        formulas: Mapping[tuple[int, int], str],
    ) -> None:
        self._sheet = sheet
        self._columns = columns
        self._formulas = formulas
        self.start = header.last + 1
        self.end: int | None
        while self.start < len(sheet.rows) and (
            self._is_sum(self.start) or self._is_numbering(self.start)
        ):
            self.start += 1
        self.barriers = [
            (place, next(iter(self._row_texts(place)), ""))
            for place in range(self.start, self._last() + 1)
            if self._ends(place)
        ]
        self.end, self.below = self.barriers[0] if self.barriers else (None, "")

    def given(self) -> dict[int, dict[int, str]]:
        """Return what data rows hold already."""
        found: dict[int, dict[int, str]] = {}
        end = len(self._sheet.rows) if self.end is None else self.end
        wanted = {one.place for one in self._columns if one.field != NUMBER}
        for place in range(self.start, min(end, len(self._sheet.rows))):
            row = {
                self._sheet.first_column + column: _text(cell)
                for column, cell in enumerate(self._sheet.rows[place])
                if self._sheet.first_column + column in wanted and _text(cell)
            }
            if row:
                found[self._sheet.first_row + place] = row
        return found

    def _last(self) -> int:
        computed = max((row for row, _ in self._formulas), default=0) - self._sheet.first_row
        return max(computed, len(self._sheet.rows) - 1)

    def _ends(self, place: int) -> bool:
        """Return whether a row is a sum, a note, or the signatures: it is never written."""
        texts = self._row_texts(place)
        if self._is_sum(place) or self._has_sum_formula(place):
            return True
        if not texts:
            return False
        key = {one.place - self._sheet.first_column for one in self._columns if one.field}
        filled = [c for c, cell in enumerate(self._row(place)) if _text(cell)]
        # a note or the line for signatures: a sentence alone, or a colon behind a label
        lone = len(texts) == 1 and filled[0] not in key
        return lone or self._has_words_for_number(place) or any(":" in text for text in texts)

    def _has_words_for_number(self, place: int) -> bool:
        column = next((one.place for one in self._columns if one.field == NUMBER), None)
        row = self._row(place)
        own = -1 if column is None else column - self._sheet.first_column
        return 0 <= own < len(row) and bool(_text(row[own])) and not _text(row[own]).isdecimal()

    def _is_sum(self, place: int) -> bool:
        return any(_SUM.fullmatch(text) for text in self._row_texts(place)[:3])

    def _has_sum_formula(self, place: int) -> bool:
        number = self._sheet.first_row + place
        wanted = {one.place for one in self._columns if not one.computed}
        return any((number, column) in self._formulas for column in wanted)

    def _is_numbering(self, place: int) -> bool:
        """Return whether a row below the header only numbers the columns: 甲, 乙, 1, 2."""
        texts = [_text(cell) for cell in self._row(place) if _text(cell)]
        if len(texts) < max(_FEWEST, len(self._columns) // 2):
            return False
        numbers = [int(text) for text in texts if text.isdecimal()]
        rising = all(b == a + 1 for a, b in itertools.pairwise(numbers))
        plain = all(_COLUMN_NUMBERS.fullmatch(text) for text in texts)
        return plain and rising and len(numbers) >= _FEWEST

    def _row(self, place: int) -> Sequence[object]:
        return self._sheet.rows[place] if place < len(self._sheet.rows) else ()

    def _row_texts(self, place: int) -> list[str]:
        cells = self._row(place)
        return [tidy(cell) for cell in cells if isinstance(cell, str) and tidy(cell)]


def _text(cell: object) -> str:
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return tidy(cell) if isinstance(cell, str) else "" if cell is None else str(cell)


def _cells(sheet: RawSheet, header: Header, end: int | None) -> tuple[TemplateCell, ...]:
    """Return the single cells above the header and below the data that ask for something."""
    places = [*range(header.first), *(() if end is None else range(end, len(sheet.rows)))]
    found: dict[str, TemplateCell] = {}
    for place in places:
        row = sheet.rows[place]
        for column, cell in enumerate(row):
            text = cell if isinstance(cell, str) else ""
            asked = asked_for(text)
            if not asked:
                continue
            name = _reference(sheet, place, column)
            if asked[0].whole:  # a label alone: its value stands in the cell to its right
                right = column + 1
                if right < len(row) and not _text(row[right]):
                    name = _reference(sheet, place, right)
                    found[name] = TemplateCell(name, "", (asked[0].field,))
                continue
            found[name] = TemplateCell(name, text, tuple(one.field for one in asked))
    return tuple(found.values())


def _reference(sheet: RawSheet, place: int, column: int) -> str:
    return f"{column_letters(sheet.first_column + column)}{sheet.first_row + place}"


def _fingerprint(columns: Sequence[TemplateColumn]) -> str:
    words = "\n".join(f"{one.place} {normal(one.header)}" for one in columns)
    return hashlib.sha256(words.encode()).hexdigest()
