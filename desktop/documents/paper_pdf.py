"""A paper as PDF/A-3b in the look of official documents (GB/T 9704)."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from desktop.documents.archive import archive
from desktop.documents.characters import one_line
from desktop.documents.fonts import REGULAR, wrap
from desktop.documents.layout import POINTS
from desktop.documents.paper_flow import Piece, paginate
from desktop.documents.paper_marks import (
    chart_pieces,
    cut_pieces,
    figures_pieces,
    sign_pieces,
    ticks_pieces,
)
from desktop.documents.paper_table import facts_pieces, table_pieces
from desktop.documents.paper_text import (
    addressee_pieces,
    heading_pieces,
    issuer_pieces,
    paragraph_pieces,
    title_pieces,
    with_text_above,
)
from desktop.documents.paper_type import SCALES, PaperType, paper_frame
from desktop.documents.sheet import Sheet
from desktop.domain.paper import (
    BarChart,
    CutLine,
    Facts,
    Figures,
    Heading,
    Issuer,
    NewPage,
    PaperTable,
    Paragraph,
    SignPlaces,
    Ticks,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.documents.field_place import FieldPlace
    from desktop.documents.layout import Frame
    from desktop.documents.paper_flow import Placed
    from desktop.domain.paper import Block, Paper

_FOOTER_SIZE = 8.0
_FOOT_BASE, _FOOT_LEADING = 4.5, 3.6
_MARK = 110.0
_BELOW_RULES = 3.0
"""Clear space between a table or a chart and the text below it, in mm."""


def paper_pdf(paper: Paper) -> bytes:
    """Return ``paper`` as PDF/A-3b; the same paper gives the same bytes.

    A paper that must fit one page is set smaller down to a limit; one that does not fit even so
    goes on on a second page, for nothing may be cut.

    Raises:
        InputError: ``form-character-missing`` or ``form-character-private``, a character that
            cannot be printed.
        MachineError: ``form-font-missing``.
    """
    return archive(
        draw_paper(paper).data,
        title=f"{one_line(paper.title)} {one_line(paper.number)}".strip(),
        issued=paper.dated_on,
        places=(),
        attachments=(),
    )


@dataclass(frozen=True, slots=True)
class DrawnPaper:
    """Drawn pages, not yet PDF/A: their bytes, how many, and where the signature fields lie."""

    data: bytes
    pages: int
    places: tuple[FieldPlace, ...]


def draw_paper(paper: Paper, *, foot: str = "", mark: str = "") -> DrawnPaper:
    """Return the pages of ``paper``.

    Args:
        paper: what it says.
        foot: stands at the left of every page's foot, such as the form's number.
        mark: stands large and light across every page, such as 草稿.

    Raises:
        InputError: a character that cannot be printed.
        MachineError: ``form-font-missing``.
    """
    from reportlab.pdfgen.canvas import Canvas

    from desktop.documents.fonts import Pen, typeface

    typeface(REGULAR)
    kind, pages = _laid_out(paper)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1, pageCompression=0, initialFontName=REGULAR)
    pen = Pen(canvas)
    places: list[FieldPlace] = []
    for number, placed in enumerate(pages, start=1):
        sheet = Sheet(canvas, pen, _frame(paper, kind, number), places, number - 1)
        if mark:
            sheet.watermark(mark, _MARK)
        if foot:
            sheet.text(sheet.frame.left, sheet.frame.bottom + _foot_line(paper, kind), foot, 8.0)
        _draw_page(sheet, paper, placed, number, pages)
    canvas.save()
    return DrawnPaper(buffer.getvalue(), len(pages), tuple(places))


def _foot_line(paper: Paper, kind: PaperType) -> float:
    return _FOOT_BASE + len(_footer(paper, kind)) * _FOOT_LEADING + 0.5


def paper_scale(paper: Paper) -> float:
    """Return how much smaller the type of ``paper`` is set, 1 for not at all."""
    return _laid_out(paper)[0].scale


def paper_pages(paper: Paper) -> int:
    """Return how many pages ``paper`` has."""
    return len(_laid_out(paper)[1])


def _laid_out(paper: Paper) -> tuple[PaperType, list[Placed]]:
    best = _at_scale(paper, SCALES[0])
    for scale in SCALES[1:] if paper.one_page else ():
        if len(best[1]) == 1:
            break
        smaller = _at_scale(paper, scale)
        # Smaller type that saves no page only reads worse.
        best = smaller if len(smaller[1]) < len(best[1]) else best
    return best


def _at_scale(paper: Paper, scale: float) -> tuple[PaperType, list[Placed]]:
    kind = PaperType.of(letter=paper.as_letter, scale=scale)
    frame = _frame(paper, kind, 1)
    return kind, paginate(_pieces(paper, kind, frame.width), frame.height)


def _frame(paper: Paper, kind: PaperType, number: int) -> Frame:
    return paper_frame(number, kind, lying=paper.landscape, footer_lines=len(_footer(paper, kind)))


def _footer(paper: Paper, kind: PaperType) -> list[str]:
    if not paper.footer:
        return []
    width = paper_frame(1, kind, lying=paper.landscape, footer_lines=0).width
    return wrap(one_line(paper.footer), _FOOTER_SIZE, width * POINTS)


def _pieces(paper: Paper, kind: PaperType, width: float) -> list[Piece]:
    pieces = title_pieces(paper, kind, width)
    if paper.addressee:
        pieces += addressee_pieces(paper.addressee, kind, width)
    else:
        pieces.append(Piece(3.0 * kind.scale, lambda *_: None, keep=True))
    breaks = after_rules = False
    before: Block | None = None
    for block in paper.blocks:
        if isinstance(block, NewPage):
            breaks = True
            continue
        drawn = _MAKERS[type(block)](block, kind, width)
        # A note below the issuer, such as whom to ask, never stands alone on a page.
        if isinstance(block, SignPlaces | Issuer) or isinstance(before, Issuer):
            pieces = with_text_above(pieces)
        before = block
        if drawn and after_rules and isinstance(block, Heading | Paragraph):
            drawn[0] = replace(drawn[0], gap=max(drawn[0].gap, _BELOW_RULES * kind.scale))
        after_rules = not isinstance(block, Heading | Paragraph)
        if breaks and drawn:
            drawn[0] = replace(drawn[0], head=None, breaks=True)
            breaks = False
        pieces += drawn
    issuer = issuer_pieces(paper.issuer, paper.dated_on, kind, width)
    return [*with_text_above(pieces), *issuer] if issuer else pieces


_MAKERS: dict[type, Callable[[Any, PaperType, float], list[Piece]]] = {
    Heading: heading_pieces,
    Paragraph: paragraph_pieces,
    PaperTable: table_pieces,
    Facts: facts_pieces,
    Figures: figures_pieces,
    BarChart: chart_pieces,
    Ticks: ticks_pieces,
    SignPlaces: sign_pieces,
    Issuer: lambda block, kind, width: issuer_pieces(
        block.name, block.day, kind, width, field=block.field
    ),
    CutLine: cut_pieces,
}


def _draw_page(
    sheet: Sheet, paper: Paper, placed: Placed, number: int, pages: list[Placed]
) -> None:
    for piece, y in placed:
        piece.draw(sheet, sheet.frame.top + y)
    frame = sheet.frame
    base = frame.bottom + _FOOT_BASE
    kind = PaperType.of(letter=paper.as_letter)
    for line in _footer(paper, kind):
        sheet.text(frame.left, base, line, _FOOTER_SIZE)
        base += _FOOT_LEADING
    # The form's number stands at the left; in the narrower text of a letter it reaches the middle.
    right = kind.letter
    x = frame.right if right else (frame.left + frame.right) / 2
    align = "right" if right else "centre"
    sheet.text(x, base + 0.5, f"第{number}页 共{len(pages)}页", 9.0, align=align)
    sheet.finish()
