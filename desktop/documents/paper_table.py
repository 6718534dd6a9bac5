"""Ruled tables of a paper: rows as pieces, the head drawn again on every page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from desktop.documents.characters import one_line
from desktop.documents.fonts import text_width, wrap
from desktop.documents.layout import POINTS
from desktop.documents.paper_flow import Piece
from desktop.documents.sheet import RULE

if TYPE_CHECKING:
    from desktop.documents.paper_type import PaperType
    from desktop.documents.sheet import Sheet
    from desktop.domain.paper import Facts, PaperTable

PADDING = 1.2
_MOST_LINES = 24
"""A cell longer than this goes on in the next row, so that no row is taller than a page."""
_GREY = 0.93
NOTHING = "（无）"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, its text broken into lines.

    Attributes:
        lines: what it says.
        width: in millimetres.
        align: left, centre or right.
        bold: whether it is set in bold.
        grey: whether it stands on grey, as headings do.
    """

    lines: tuple[str, ...]
    width: float
    align: str = "left"
    bold: bool = False
    grey: bool = False


def cell_lines(text: str, size: float, width: float, *, bold: bool = False) -> tuple[str, ...]:
    """Return ``text`` in lines that fit a cell of ``width`` millimetres."""
    room = (width - 2 * PADDING) * POINTS
    lines: list[str] = []
    for part in text.split("\n"):
        lines += wrap(one_line(part), size, room, bold=bold)
    return tuple(lines)


def table_pieces(table: PaperTable, kind: PaperType, width: float) -> list[Piece]:
    """Return the caption, the head and the rows of ``table`` for a text ``width`` wide."""
    widths = _widths(table, width)
    head = _row(
        [
            Cell(cell_lines(text, kind.table, w, bold=True), w, "centre", bold=True, grey=True)
            for text, w in zip(table.headings, widths, strict=True)
        ],
        kind,
        keep=True,
    )
    pieces = [head]
    first_total = len(table.rows) - table.totals
    for number, cells in enumerate(table.rows):
        total = number >= first_total
        row = [
            Cell(
                cell_lines(text, kind.table, w, bold=total),
                w,
                "right" if column in table.numbers else "left",
                total,
            )
            for column, (text, w) in enumerate(zip(cells, widths, strict=True))
        ]
        # A total never stands alone at the top of a page.
        keep = first_total > 0 and first_total - 1 <= number < len(table.rows) - 1
        pieces += _rows(row, kind, head, keep=keep)
    if not table.rows:
        pieces.append(_row([Cell((NOTHING,), width, "centre")], kind, head=head))
    if table.caption:
        pieces.insert(0, caption_piece(table.caption, kind))
    return [_spaced(pieces[0], 3.0), *pieces[1:]]


def facts_pieces(facts: Facts, kind: PaperType, width: float) -> list[Piece]:
    """Return the rows of names and values; a long value takes a row of its own."""
    if not facts.entries:
        return []
    names = max(text_width(one_line(name), kind.table) for name, _ in facts.entries) / POINTS
    label = min(names + 2 * PADDING + 0.4, width / facts.pairs * 0.45)
    room = width / facts.pairs - label
    waiting: list[tuple[str, str]] = []
    rows: list[list[tuple[str, str]]] = []
    for name, value in facts.entries:
        if facts.pairs > 1 and len(cell_lines(value, kind.table, room)) > 2:  # noqa: PLR2004
            rows += [waiting] if waiting else []
            rows.append([(name, value)])
            waiting = []
            continue
        waiting = [*waiting, (name, value)]
        if len(waiting) == facts.pairs:
            rows.append(waiting)
            waiting = []
    rows += [waiting] if waiting else []
    pieces = [piece for row in rows for piece in _facts_row(row, facts, kind, width, label)]
    return [_spaced(pieces[0], 3.0), *pieces[1:]]


def caption_piece(text: str, kind: PaperType) -> Piece:
    """Return a caption that stays with what it stands above."""
    return Piece(kind.table_leading + 2.4, partial(_draw_caption, one_line(text), kind), keep=True)


def _spaced(piece: Piece, gap: float) -> Piece:
    return Piece(piece.height, piece.draw, gap, piece.keep, piece.head, piece.breaks)


def _facts_row(
    row: list[tuple[str, str]], facts: Facts, kind: PaperType, width: float, label: float
) -> list[Piece]:
    cells: list[Cell] = []
    for number, (name, value) in enumerate(row, start=1):
        room = width / facts.pairs - label
        if number == len(row):
            room = width - label * len(row) - room * (len(row) - 1)
        cells.append(Cell(cell_lines(name, kind.table, label), label, "centre", grey=True))
        cells.append(Cell(cell_lines(value, kind.table, room), room))
    return _rows(cells, kind, None)


def _widths(table: PaperTable, width: float) -> list[float]:
    shares = table.widths or (1.0,) * len(table.headings)
    return [share / sum(shares) * width for share in shares]


def _rows(
    cells: list[Cell], kind: PaperType, head: Piece | None, *, keep: bool = False
) -> list[Piece]:
    deepest = max(len(cell.lines) for cell in cells)
    starts = range(0, max(deepest, 1), _MOST_LINES)
    return [
        _row(
            [
                Cell(c.lines[start : start + _MOST_LINES], c.width, c.align, c.bold, c.grey)
                for c in cells
            ],
            kind,
            head=head,
            keep=keep,
        )
        for start in starts
    ]


def _row(
    cells: list[Cell], kind: PaperType, *, head: Piece | None = None, keep: bool = False
) -> Piece:
    deepest = max(1, *(len(cell.lines) for cell in cells))
    height = deepest * kind.table_leading + 2 * PADDING
    return Piece(height, partial(_draw_row, cells, kind, height), keep=keep, head=head)


def _draw_row(cells: list[Cell], kind: PaperType, height: float, sheet: Sheet, y: float) -> None:
    x = sheet.frame.left
    for cell in cells:
        if cell.grey:
            sheet.fill(x, y, cell.width, height, _GREY)
        free = height - len(cell.lines) * kind.table_leading
        base = y + free / 2 + kind.table_leading * 0.76
        for line in cell.lines:
            at = {"left": x + PADDING, "centre": x + cell.width / 2}.get(
                cell.align, x + cell.width - PADDING
            )
            sheet.text(at, base, line, kind.table, bold=cell.bold, align=cell.align)
            base += kind.table_leading
        x += cell.width
    x = sheet.frame.left
    for cell in cells[:-1]:
        x += cell.width
        sheet.line(x, y, x, y + height)
    right = sheet.frame.left + sum(cell.width for cell in cells)
    sheet.line(sheet.frame.left, y, right, y)
    sheet.line(sheet.frame.left, y + height, right, y + height)
    for edge in (sheet.frame.left, right):
        sheet.line(edge, y, edge, y + height, RULE)


def _draw_caption(text: str, kind: PaperType, sheet: Sheet, y: float) -> None:
    base = y + kind.table_leading
    sheet.text(sheet.frame.left, base, text, kind.table, bold=True)
