"""A district's own form, looked at: where its header is, what each column wants, what is free."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.domain.values import tidy
from desktop.exchange.roster_fields import normal
from desktop.exchange.roster_header import find_header
from desktop.exchange.row_writer import column_letters
from desktop.exchange.template_body import TemplateBody, cell_text
from desktop.exchange.template_cells import asked_for
from desktop.exchange.template_fields import ROWS_OF, TEN_THOUSAND, TemplateWords, fields_for
from desktop.exchange.template_sheet import TemplateCell, TemplateColumn, TemplateSheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.exchange.reader import RawSheet
    from desktop.exchange.roster_header import Header

_LOOKED_AT = 40
_FEWEST = 2
_TEN_THOUSAND = re.compile(r"单位[:：]?[^,，;；]*万元")


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
    body = TemplateBody(sheet, header, columns, formulas)
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
                if right < len(row) and not cell_text(row[right]):
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
