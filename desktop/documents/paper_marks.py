"""What a paper shows besides text and tables: numbers, bars, boxes to tick, places to seal."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.documents.characters import one_line, printable
from desktop.documents.fonts import text_width, wrap
from desktop.documents.layout import POINTS
from desktop.documents.paper_flow import Piece
from desktop.documents.paper_table import caption_piece
from desktop.documents.party_blocks import BLANK, HEIGHT, SigningParty, columns, draw_block
from desktop.documents.sheet import RULE

if TYPE_CHECKING:
    from desktop.documents.paper_type import PaperType
    from desktop.documents.sheet import Sheet
    from desktop.domain.paper import Bar, BarChart, CutLine, Figures, SignPlaces, Ticks

_DARK = 0.35
_SEAL = 40.0
"""Height of a place to seal: a seal of 42 mm pressed over the organisation and the date."""
_SEAL_SMALL = 30.0


def figures_pieces(figures: Figures, kind: PaperType, width: float) -> list[Piece]:
    """Return the big numbers side by side in one piece."""
    if not figures.entries:
        return []
    room = width / len(figures.entries)
    number = kind.body * 1.6
    below = [
        wrap(one_line(text), kind.small, (room - 3) * POINTS) if text else []
        for _, _, text in figures.entries
    ]
    line = kind.small * 0.46
    height = line * 1.6 + number * 0.45 + max(map(len, below)) * line + 3.0

    def draw(sheet: Sheet, y: float) -> None:
        x = sheet.frame.left
        for (name, value, _), lines in zip(figures.entries, below, strict=True):
            middle = x + room / 2
            sheet.box(x, y, room, height)
            _fit(sheet, middle, y + line + 1.2, one_line(name), kind.small, room)
            base = y + line * 1.4 + number * 0.42 + 1.0
            _fit(sheet, middle, base, one_line(value), number, room, bold=True)
            for text in lines:
                base += line + 0.4
                sheet.text(middle, base, text, kind.small, align="centre")
            x += room

    return [Piece(height, draw, gap=3.0)]


def _fit(
    sheet: Sheet, x: float, y: float, text: str, size: float, room: float, *, bold: bool = False
) -> None:
    width = text_width(text, size, bold=bold) / POINTS
    shown = size * min(1.0, (room - 2) / width) if width else size
    sheet.text(x, y, text, round(shown, 2), bold=bold, align="centre")


def chart_pieces(chart: BarChart, kind: PaperType, width: float) -> list[Piece]:
    """Return the caption and one piece for each bar; black and white are enough to read it."""
    if not chart.bars:
        return []
    labels = [bar_label(bar, chart.unit) for bar in chart.bars]
    right = max((text_width(text, kind.table) for text in labels), default=0.0) / POINTS + 2
    names = max((text_width(one_line(b.name), kind.table) for b in chart.bars), default=0.0)
    left = min(names / POINTS + 3, width * 0.34)  # a millimetre of slack: the name must not wrap
    most = max((max(bar.whole, bar.done) for bar in chart.bars), default=0.0)
    pieces = [caption_piece(chart.caption, kind)]
    for bar, text in zip(chart.bars, labels, strict=True):
        lines = wrap(one_line(bar.name), kind.table, (left - 2) * POINTS)
        height = max(len(lines) * kind.table_leading, kind.table * 0.5) + 1.4
        room = width - left - right
        draw = partial(_draw_bar, bar, text, lines, kind, (left, room, height, most))
        pieces.append(Piece(height, draw))
    first = pieces[0]
    return [Piece(first.height, first.draw, 3.0, keep=True), *pieces[1:]]


def bar_label(bar: Bar, unit: str) -> str:
    """Return what stands at the right of a bar."""
    return one_line(bar.label or f"{bar.done:g}/{bar.whole:g}{unit}")


def _draw_bar(
    bar: Bar,
    text: str,
    lines: list[str],
    kind: PaperType,
    measures: tuple[float, float, float, float],
    sheet: Sheet,
    y: float,
) -> None:
    left, room, height, most = measures
    x = sheet.frame.left + left
    middle = y + height / 2
    base = middle - (len(lines) - 1) * kind.table_leading / 2 + kind.table * 0.12
    for line in lines:
        sheet.text(x - 1.5, base, line, kind.table, align="right")
        base += kind.table_leading
    thick = kind.table * 0.36
    scale = room / most if most else 0.0
    sheet.fill(x, middle - thick / 2, min(bar.done, most) * scale, thick, _DARK)
    sheet.box(x, middle - thick / 2, max(bar.whole, bar.done) * scale, thick)
    sheet.text(sheet.frame.right, middle + kind.table * 0.12, text, kind.table, align="right")


def ticks_pieces(ticks: Ticks, kind: PaperType, width: float) -> list[Piece]:
    """Return the question and its boxes, broken between two boxes where the line is full."""
    question = wrap(one_line(ticks.question), kind.body, width * POINTS, bold=True)
    side = kind.body * 0.3
    rows: list[list[tuple[float, str]]] = [[]]
    x = kind.body * 0.7
    for choice in map(one_line, ticks.choices):
        taken = side + 2 + text_width(choice, kind.body) / POINTS + kind.body * 0.9
        if rows[-1] and x + taken > width:
            rows.append([])
            x = kind.body * 0.7
        rows[-1].append((x, choice))
        x += taken
    height = (len(question) + len(rows) * 1.25) * kind.leading + 1.0

    def draw(sheet: Sheet, y: float) -> None:
        base = y + kind.leading * 0.72
        for line in question:
            sheet.text(sheet.frame.left, base, line, kind.body, bold=True)
            base += kind.leading
        for row in rows:
            base += kind.leading * 0.1
            for at, choice in row:
                sheet.box(sheet.frame.left + at, base - side * 0.9, side, side, RULE)
                sheet.text(sheet.frame.left + at + side + 1.5, base, choice, kind.body)
            base += kind.leading * 1.15

    return [Piece(height, draw, gap=2.0)]


def sign_pieces(places: SignPlaces, kind: PaperType, width: float) -> list[Piece]:
    """Return the places to sign, seal and date, two or three side by side."""
    parties = places.parties
    if not parties:
        return []
    if places.fields:
        return _field_pieces(places)
    across = 3 if len(parties) in {3, 5, 6, 9} else 2
    height = _SEAL if kind.scale > 0.9 else _SEAL_SMALL  # noqa: PLR2004
    room = width / across
    pieces = []
    for start in range(0, len(parties), across):
        row = parties[start : start + across]
        pieces.append(Piece(height, partial(_draw_places, row, room, height), gap=4.0))
    first, *rest = pieces
    return [first, *[Piece(piece.height, piece.draw) for piece in rest]]


def _field_pieces(places: SignPlaces) -> list[Piece]:
    """Return places that are signature fields as well, as on certificates and lists."""
    across = columns(len(places.parties))
    blocks = [
        SigningParty(field, printable(title), printable(name) or BLANK, field not in _PERSONS)
        for field, (title, name) in zip(places.fields, places.parties, strict=True)
    ]
    rows = [blocks[start : start + across] for start in range(0, len(blocks), across)]
    return [
        Piece(HEIGHT, partial(_draw_fields, row, across), gap=4.0 if at == 0 else 0.0)
        for at, row in enumerate(rows)
    ]


def _draw_fields(row: list[SigningParty], across: int, sheet: Sheet, y: float) -> None:
    for slot, party in enumerate(row):
        sheet.field(party.field, draw_block(sheet, sheet.frame, slot, y, party, across))


_PERSONS = frozenset({"resident", "witness"})
"""Signature fields of people who have no seal."""
_SIGN_SIZE = 9.5


def _draw_places(
    row: tuple[tuple[str, str], ...], room: float, height: float, sheet: Sheet, y: float
) -> None:
    x = sheet.frame.left
    for title, name in row:
        sheet.box(x, y, room, height)
        base = y + 5.0
        for text, bold in ((title, True), (name, False)):
            for line in wrap(one_line(text), _SIGN_SIZE, (room - 4) * POINTS, bold=bold):
                sheet.text(x + 2, base, line, _SIGN_SIZE, bold=bold)
                base += 4.6 if line else 0.0
        sheet.text(x + 2, max(base + 2, y + height * 0.6), "签字（盖章）：", _SIGN_SIZE)
        sheet.text(x + room - 2, y + height - 3, "年　　月　　日", _SIGN_SIZE, align="right")
        x += room


def cut_pieces(_: CutLine, kind: PaperType, width: float) -> list[Piece]:  # noqa: ARG001 - one of many
    """Return a dashed line across the text."""

    def draw(sheet: Sheet, y: float) -> None:
        words, size = "沿此线剪开", 8.0
        middle = (sheet.frame.left + sheet.frame.right) / 2
        free = text_width(words, size) / POINTS / 2 + 3
        x = sheet.frame.left
        while x < sheet.frame.right:
            if abs(x + 1 - middle) > free:
                sheet.line(x, y + 4, min(x + 2, sheet.frame.right), y + 4)
            x += 3.5
        sheet.text(middle, y + 5, words, size, align="centre")

    return [Piece(8.0, draw, gap=3.0)]
