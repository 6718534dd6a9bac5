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

_Row: TypeAlias = "tuple[list[Any], bool]"
_NUMBER = re.compile(r"-?\d{1,3}(,\d{3})*(\.\d+)?|-?\d{1,15}(\.\d+)?")
_LONGEST_TITLE = 31
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_WIDEST = 60


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
    head: list[_Row] = [([paper.title], True)]
    head += [([line], False) for line in (paper.number, paper.addressee) if line]
    body = [row for block in paper.blocks for row in _rows(block)]
    tail: list[_Row] = [([paper.issuer], False)] if paper.issuer else []
    for cells, bold in (*head, *body, *tail):
        _append(sheet, cells, bold=bold)
    if paper.dated_on is not None:
        sheet.append([paper.dated_on])
        sheet.cell(sheet.max_row, 1).number_format = "yyyy-mm-dd"
    _set_widths(sheet, [cells for cells, _ in body if len(cells) > 1])
    sheet.page_setup.orientation = "landscape" if paper.landscape else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _append(sheet: Any, cells: list[Any], *, bold: bool) -> None:
    from openpyxl.styles import Font

    sheet.append([_safe(cell) if isinstance(cell, str) else cell for cell in cells])
    if bold:
        for column in range(1, len(cells) + 1):
            sheet.cell(sheet.max_row, column).font = Font(bold=True)


def _set_widths(sheet: Any, rows: list[list[Any]]) -> None:
    widths: dict[int, int] = {}
    for cells in rows:
        for column, cell in enumerate(cells, start=1):
            widths[column] = max(widths.get(column, 8), _width(str(cell)))
    for column, width in widths.items():
        letters = sheet.cell(1, column).column_letter
        sheet.column_dimensions[letters].width = min(width, _WIDEST)


def _rows(block: Any) -> list[_Row]:
    make = _MAKERS.get(type(block))
    return [] if make is None else make(block)


def _table(block: PaperTable) -> list[_Row]:
    first_total = len(block.rows) - block.totals
    found: list[_Row] = [([block.caption], True)] if block.caption else []
    found.append((list(block.headings), True))
    for at, row in enumerate(block.rows):
        cells = [cell_value(c) if n in block.numbers else c for n, c in enumerate(row)]
        found.append((cells, at >= first_total))
    return found


def _chart(block: BarChart) -> list[_Row]:
    bars: list[_Row] = [([bar.name, bar.done, bar.whole], False) for bar in block.bars]
    return [([block.caption, block.unit], True), *bars]


_MAKERS: dict[type, Callable[[Any], list[_Row]]] = {
    Heading: lambda block: [([block.text], True)],
    Paragraph: lambda block: [([block.text], block.bold)],
    PaperTable: _table,
    Facts: lambda block: [([name, cell_value(value)], False) for name, value in block.entries],
    Figures: lambda block: [([n, cell_value(v), below], False) for n, v, below in block.entries],
    BarChart: _chart,
    Ticks: lambda block: [([block.question, *[f"□ {one}" for one in block.choices]], False)],
    SignPlaces: lambda block: [([title, name], False) for title, name in block.parties],
}


def _safe(text: str) -> str:
    """Return ``text`` so that no spreadsheet takes it for a formula."""
    clean = "".join(c for c in text if c >= " " or c in "\n\t")
    return f"'{clean}" if clean[:1] in {"=", "+", "@"} else clean


def _width(text: str) -> int:
    longest = max(text.split("\n"), key=len, default="")
    return sum(1 if character.isascii() else 2 for character in longest) + 2
