"""Papers as a workbook: one sheet a paper, numbers as numbers, for those who reckon on."""

from __future__ import annotations

import io
import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, TypeAlias

from desktop.domain.paper import (
    BarChart,
    Facts,
    Figures,
    Heading,
    PaperTable,
    Paragraph,
    SignPlaces,
    Ticks,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.domain.paper import Paper

_Row: TypeAlias = "tuple[list[Any], str]"
"""Cells, and how they look."""
_TITLE, _STRONG, _TEXT = "title", "strong", "text"
_HEADING_ROW, _ROW, _TOTAL = "heading row", "row", "total"
_NUMBER = re.compile(r"-?\d{1,3}(,\d{3})*(\.\d+)?|-?\d{1,15}(\.\d+)?")
_LONGEST_TITLE = 31
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_WIDEST = 60
_GROUPED = 10_000
"""Below this a whole number may be a year, which takes no comma."""
_USUAL, _LINE = 12, 15.0
"""Characters that a column usually takes, and the height of a line in points."""


def paper_xlsx(papers: Sequence[Paper]) -> bytes:
    """Return ``papers`` as .xlsx, a sheet each, in the order given."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for paper in papers:
        sheet = book.create_sheet(_sheet_name(paper.title, book.sheetnames))
        _fill(sheet, paper)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def cell_value(text: str) -> str | float | int:
    """Return a number where ``text`` is plainly one, else the text.

    What begins with a nought and goes on, such as an account, stays text.
    """
    plain = text.strip()
    whole = plain.removeprefix("-").split(".")[0]
    if not _NUMBER.fullmatch(plain) or (len(whole) > 1 and whole.startswith("0")):
        return text
    try:
        number = Decimal(plain.replace(",", ""))
    except InvalidOperation:
        return text
    return (
        int(number) if number == number.to_integral_value() and "." not in plain else float(number)
    )


def _sheet_name(title: str, taken: Sequence[str]) -> str:
    name = title.translate(_FORBIDDEN).strip()[:_LONGEST_TITLE] or "表"
    number = 2
    while name in taken:
        tail = f" {number}"
        name = name[: _LONGEST_TITLE - len(tail)] + tail
        number += 1
    return name


def _fill(sheet: Any, paper: Paper) -> None:
    head: list[_Row] = [([paper.title], _TITLE)]
    head += [([line], _TEXT) for line in (paper.number, paper.addressee) if line]
    body = [row for block in paper.blocks for row in _rows(block)]
    tail: list[_Row] = [([paper.issuer], _TEXT)] if paper.issuer else []
    across = max((len(cells) for cells, _ in body), default=1)
    for cells, look in (*head, *body, *tail):
        _append(sheet, cells, look)
        if len(cells) == 1 and across > 1 and look in {_TITLE, _TEXT}:
            _lay_across(sheet, cells[0], across)
    if paper.dated_on is not None:
        sheet.append([paper.dated_on])
        sheet.cell(sheet.max_row, 1).number_format = "yyyy-mm-dd"
        sheet.cell(sheet.max_row, 1).alignment = _aligned("left")
    _set_widths(sheet, [cells for cells, _ in body if len(cells) > 1])
    _set_up_page(sheet, paper, [look for _, look in (*head, *body)])


def _append(sheet: Any, cells: list[Any], look: str) -> None:
    from openpyxl.styles import Border, Font, PatternFill
    from openpyxl.styles import Side as Edge

    sheet.append([_safe(cell) if isinstance(cell, str) else cell for cell in cells])
    ruled = look in {_HEADING_ROW, _ROW, _TOTAL}
    for column, value in enumerate(cells, start=1):
        cell = sheet.cell(sheet.max_row, column)
        cell.font = Font(bold=look not in {_TEXT, _ROW}, size=16 if look == _TITLE else 11)
        if isinstance(value, float):
            cell.number_format = "#,##0.00"
        elif isinstance(value, int) and abs(value) >= _GROUPED:
            cell.number_format = "#,##0"
        if ruled:
            cell.border = Border(*[Edge(style="thin")] * 4)
            cell.alignment = _aligned("center" if look == _HEADING_ROW else "")
        if look == _HEADING_ROW:
            cell.fill = PatternFill("solid", "FFEDEDED")


def _aligned(side: str) -> Any:
    from openpyxl.styles import Alignment

    return Alignment(horizontal=side or None, vertical="center", wrap_text=True)


def _lay_across(sheet: Any, text: str, across: int) -> None:
    """Let a title or a paragraph run over all columns, high enough for all of its lines."""
    row = sheet.max_row
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=across)
    sheet.cell(row, 1).alignment = _aligned("center" if row == 1 else "left")
    lines = sum(-(-_width(part) // (across * _USUAL)) for part in str(text).split("\n"))
    if row == 1:
        sheet.row_dimensions[row].height = 2 * lines * _LINE
    elif lines > 1:
        sheet.row_dimensions[row].height = lines * _LINE


def _set_widths(sheet: Any, rows: list[list[Any]]) -> None:
    widths: dict[int, int] = {}
    for cells in rows:
        for column, cell in enumerate(cells, start=1):
            widths[column] = max(widths.get(column, 8), _width(_shown(cell)))
    for column, width in widths.items():
        letters = sheet.cell(1, column).coordinate.rstrip("0123456789")
        sheet.column_dimensions[letters].width = min(width, _WIDEST)


def _set_up_page(sheet: Any, paper: Paper, looks: list[str]) -> None:
    sheet.page_setup.orientation = "landscape" if paper.landscape else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    if looks.count(_HEADING_ROW) == 1:
        row = looks.index(_HEADING_ROW) + 1
        sheet.print_title_rows = f"{row}:{row}"
        sheet.freeze_panes = f"A{row + 1}"


def _shown(cell: object) -> str:
    return f"{cell:,.2f}" if isinstance(cell, float) else str(cell)


def _rows(block: Any) -> list[_Row]:
    make = _MAKERS.get(type(block))
    return [] if make is None else make(block)


def _table(block: PaperTable) -> list[_Row]:
    first_total = len(block.rows) - block.totals
    found: list[_Row] = [([block.caption], _STRONG)] if block.caption else []
    found.append((list(block.headings), _HEADING_ROW))
    for at, row in enumerate(block.rows):
        cells = [cell_value(c) if n in block.numbers else c for n, c in enumerate(row)]
        found.append((cells, _TOTAL if at >= first_total else _ROW))
    return found


def _chart(block: BarChart) -> list[_Row]:
    bars: list[_Row] = [([bar.name, bar.done, bar.whole], _ROW) for bar in block.bars]
    return [([block.caption, block.unit], _STRONG), *bars]


def _pairs(entries: Sequence[tuple[str, ...]]) -> list[_Row]:
    return [([name, cell_value(value), *more], _ROW) for name, value, *more in entries]


_MAKERS: dict[type, Callable[[Any], list[_Row]]] = {
    Heading: lambda block: [([block.text], _STRONG)],
    Paragraph: lambda block: [([block.text], _STRONG if block.bold else _TEXT)],
    PaperTable: _table,
    Facts: lambda block: _pairs(block.entries),
    Figures: lambda block: _pairs(block.entries),
    BarChart: _chart,
    Ticks: lambda block: [([block.question, *[f"□ {one}" for one in block.choices]], _TEXT)],
    SignPlaces: lambda block: [([title, name], _ROW) for title, name in block.parties],
}


def _safe(text: str) -> str:
    """Return ``text`` so that no spreadsheet takes it for a formula."""
    clean = "".join(c for c in text if c >= " " or c in "\n\t")
    return f"'{clean}" if clean[:1] in {"=", "+", "@"} else clean


def _width(text: str) -> int:
    longest = max(text.split("\n"), key=len, default="")
    return sum(1 if character.isascii() else 2 for character in longest) + 2
