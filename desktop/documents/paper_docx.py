"""A paper as a Word document, for those who go on writing in it.

Type and spacing follow GB/T 9704 by name: a machine that lacks 仿宋_GB2312 shows its own song face.
Charts become tables: a picture could not be edited.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from desktop.documents.characters import one_line
from desktop.documents.docx_page import BLACK, SONG, TEXT_WIDTH, DocxType, prepare_page
from desktop.documents.docx_table import write_table
from desktop.documents.docx_text import HALF_MORE, new_paragraph, points, write_line, write_run
from desktop.documents.fonts import text_width
from desktop.documents.paper_text import balanced
from desktop.domain.paper import (
    Align,
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
    from datetime import date

    from desktop.domain.paper import Block, Paper

_SEAL = 119.0
"""Height of a place to seal, in points: a seal of 42 mm."""


def paper_docx(paper: Paper) -> bytes:
    """Return ``paper`` as .docx; the same paper gives the same content.

    Raises:
        InputError: ``form-character-private``, a character that nobody else can read.
    """
    from docx import Document

    document = Document()
    kind = DocxType.of(paper)
    prepare_page(document, paper)
    _describe(document, paper)
    title = "\n".join(balanced(one_line(paper.title), kind.title, TEXT_WIDTH))
    write_line(document, title, kind, size=kind.title, face=kind.title_face, align=Align.CENTRE)
    if paper.number:
        size = kind.body if paper.as_letter else kind.table + 1.5
        write_line(document, paper.number, kind, size=size, align=Align.CENTRE)
    if paper.as_letter:
        write_line(document, "", kind)
    if paper.addressee:
        shown = paper.addressee
        write_line(document, shown if shown.endswith(("：", ":")) else f"{shown}：", kind)
    for block in paper.blocks:
        _MAKERS[type(block)](document, block, kind)
    _sealed(document, paper.issuer, paper.dated_on, kind)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _describe(document: Any, paper: Paper) -> None:
    moment = datetime.combine(paper.dated_on, time(), UTC) if paper.dated_on else None
    properties = document.core_properties
    properties.title, properties.author = one_line(paper.title), one_line(paper.issuer)
    properties.comments = ""
    if moment is not None:
        properties.created = properties.modified = moment.replace(tzinfo=None)


def _heading(document: Any, block: Heading, kind: DocxType) -> None:
    first = block.level == 1
    write_line(
        document, block.text, kind, face=BLACK if first else SONG, indent=True, bold=not first
    )


def _paragraph(document: Any, block: Paragraph, kind: DocxType) -> None:
    indent = block.indent and block.align is Align.LEFT
    if not block.lead:
        write_line(document, block.text, kind, align=block.align, bold=block.bold, indent=indent)
        return
    lead = ("　　" if indent else "") + block.lead
    below = round(text_width(lead, kind.body))
    paragraph = new_paragraph(document, kind, Align.LEFT)
    form = paragraph.paragraph_format
    form.left_indent, form.first_line_indent = points(below), points(-below)
    form.keep_with_next = True
    text = lead + one_line(block.text)
    write_run(paragraph, text, kind.body, SONG, bold=block.bold, closer=kind.closer)


def _paper_table(document: Any, block: PaperTable, kind: DocxType) -> None:
    if block.caption:
        write_line(document, block.caption, kind, size=kind.table + 1.5, bold=True)
    write_table(
        document,
        [block.headings, *block.rows],
        kind,
        heads=1,
        totals=block.totals,
        numbers=block.numbers,
        widths=block.widths,
    )


def _facts(document: Any, block: Facts, kind: DocxType) -> None:
    cells = [text for pair in block.entries for text in pair]
    wide = 2 * block.pairs
    rows = [cells[start : start + wide] for start in range(0, len(cells), wide)]
    widths = (1.0, 2.2) * block.pairs
    write_table(document, [[*row, *[""] * (wide - len(row))] for row in rows], kind, widths=widths)


def _figures(document: Any, block: Figures, kind: DocxType) -> None:
    write_table(document, [list(row) for row in zip(*block.entries, strict=True)], kind, heads=1)


def _chart(document: Any, block: BarChart, kind: DocxType) -> None:
    write_line(document, block.caption, kind, size=kind.table + 1.5, bold=True)
    rows = [
        (bar.name, bar.label or f"{bar.done:g} / {bar.whole:g} {block.unit}".strip())
        for bar in block.bars
    ]
    write_table(document, rows, kind, numbers=frozenset({1}))


def _ticks(document: Any, block: Ticks, kind: DocxType) -> None:
    write_line(document, block.question, kind, bold=True)
    write_line(document, "　　".join(f"□{choice}" for choice in block.choices), kind, indent=True)


def _signs(document: Any, block: SignPlaces, kind: DocxType) -> None:
    pairs = [block.parties[at : at + 2] for at in range(0, len(block.parties), 2)]
    rows = [
        [f"{title}（签字盖章）：\n{name}\n\n\n　　　年　　月　　日" for title, name in pair]
        for pair in pairs
    ]
    wide = max(map(len, rows), default=0)
    table = write_table(document, [[*row, *[""] * (wide - len(row))] for row in rows], kind)
    for row in table.rows if table is not None else ():
        row.height = points(_SEAL)


def _issuer(document: Any, block: Issuer, kind: DocxType) -> None:
    _sealed(document, block.name, block.day, kind)


def _sealed(document: Any, issuer: str, day: date | None, kind: DocxType) -> None:
    """Write issuer and day below each other's middle, two lines clear of the text for the seal."""
    date_text = f"{day.year}年{day.month}月{day.day}日" if day is not None else ""
    lines = [text for text in (one_line(issuer), date_text) if text]
    widest = max((text_width(text, kind.body) for text in lines), default=0.0)
    for number, text in enumerate(lines):
        paragraph = write_line(document, text, kind, align=Align.RIGHT)
        form = paragraph.paragraph_format
        form.right_indent = points(2 * kind.body + (widest - text_width(text, kind.body)) / 2)
        if number == 0 and issuer:
            form.space_before = points(2 * kind.body * HALF_MORE)
        form.keep_with_next = number < len(lines) - 1


def _cut(document: Any, block: CutLine, kind: DocxType) -> None:
    del block
    write_line(document, "－ " * 24, kind, size=kind.table, align=Align.CENTRE)


def _new_page(document: Any, block: NewPage, kind: DocxType) -> None:
    del block, kind
    document.add_page_break()


_MAKERS: dict[type[Block], Callable[[Any, Any, DocxType], None]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    PaperTable: _paper_table,
    Facts: _facts,
    Figures: _figures,
    BarChart: _chart,
    Ticks: _ticks,
    SignPlaces: _signs,
    Issuer: _issuer,
    CutLine: _cut,
    NewPage: _new_page,
}
