"""A paper as a Word document, for those who go on writing in it.

Type and spacing follow GB/T 9704 by name: a machine that lacks 仿宋_GB2312 shows its own song face.
Charts become tables: a picture could not be edited.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from desktop.documents.characters import one_line
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
    from collections.abc import Callable, Sequence
    from datetime import date

    from desktop.domain.paper import Block, Paper

_SONG, _BLACK = "仿宋_GB2312", "黑体"
_TITLE, _BODY, _TABLE = 20.0, 14.0, 10.5
_MARGINS = {"top": 2.8, "bottom": 2.5, "left": 2.8, "right": 2.6}
_LONG, _SHORT = 29.7, 21.0


def paper_docx(paper: Paper) -> bytes:
    """Return ``paper`` as .docx; the same paper gives the same content.

    Raises:
        InputError: ``form-character-private``, a character that nobody else can read.
    """
    from docx import Document

    document = Document()
    _prepare(document, paper)
    _line(document, paper.title, _TITLE, _BLACK, align=Align.CENTRE)
    if paper.number:
        _line(document, paper.number, _TABLE + 1.5, align=Align.CENTRE)
    if paper.addressee:
        _line(document, paper.addressee, _BODY)
    for block in paper.blocks:
        _MAKERS[type(block)](document, block)
    _sealed(document, paper.issuer, paper.dated_on)
    if paper.footer:
        document.sections[0].footer.paragraphs[0].text = one_line(paper.footer)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _prepare(document: Any, paper: Paper) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    section = document.sections[0]
    wide, high = (_LONG, _SHORT) if paper.landscape else (_SHORT, _LONG)
    section.orientation = WD_ORIENT.LANDSCAPE if paper.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(wide), Cm(high)
    for side, length in _MARGINS.items():
        setattr(section, f"{side}_margin", Cm(length))
    moment = datetime.combine(paper.dated_on, time(), UTC) if paper.dated_on else None
    properties = document.core_properties
    properties.title, properties.author = one_line(paper.title), one_line(paper.issuer)
    properties.comments = ""
    if moment is not None:
        properties.created = properties.modified = moment.replace(tzinfo=None)


def _line(
    document: Any,
    text: str,
    size: float,
    face: str = _SONG,
    *,
    align: Align = Align.LEFT,
    bold: bool = False,
    indent: bool = False,
) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    for number, part in enumerate(text.split("\n")):
        paragraph = document.add_paragraph()
        paragraph.alignment = {
            Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
            Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
            Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
        }[align]
        form = paragraph.paragraph_format
        form.space_before = form.space_after = Pt(0)
        form.line_spacing = 1.5
        if indent and number == 0:
            form.first_line_indent = Pt(2 * size)
        _run(paragraph, one_line(part), size, face, bold=bold)


def _run(paragraph: Any, text: str, size: float, face: str, *, bold: bool) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run = paragraph.add_run(text)
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, "Times New Roman"
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)  # noqa: SLF001 - the only way to name the Chinese face


def _table(
    document: Any,
    rows: Sequence[Sequence[str]],
    *,
    heads: int = 0,
    totals: int = 0,
    numbers: frozenset[int] = frozenset(),
    widths: Sequence[float] = (),
) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    if not rows:
        return
    table = document.add_table(len(rows), max(map(len, rows)))
    table.style = "Table Grid"
    cells, wide = table._cells, len(table.columns)  # noqa: SLF001 - cell() walks the table each time
    for number, row in enumerate(rows):
        head, total = number < heads, number >= len(rows) - totals
        for column, text in enumerate(row):
            cell = cells[number * wide + column]
            paragraph = cell.paragraphs[0]
            right = column in numbers and not head
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT
            _run(paragraph, one_line(text), _TABLE, _SONG, bold=head or total)
        if head:
            _repeat(table.rows[number])
    if widths:
        _share(document, table, widths)


def _repeat(row: Any) -> None:
    """Let Word repeat the head on every page."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 - python-docx has no name for it


def _share(document: Any, table: Any, widths: Sequence[float]) -> None:
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    for column, width in zip(table.columns, widths, strict=False):
        for cell in column.cells:
            cell.width = int(room * width / sum(widths))


def _heading(document: Any, block: Heading) -> None:
    _line(document, block.text, _BODY, _BLACK if block.level == 1 else _SONG, indent=True,
          bold=block.level > 1)  # fmt: skip


def _paragraph(document: Any, block: Paragraph) -> None:
    indent = block.indent and block.align is Align.LEFT
    _line(document, block.text, _BODY, align=block.align, bold=block.bold, indent=indent)


def _paper_table(document: Any, block: PaperTable) -> None:
    if block.caption:
        _line(document, block.caption, _TABLE + 1.5, bold=True)
    _table(
        document,
        [block.headings, *block.rows],
        heads=1,
        totals=block.totals,
        numbers=block.numbers,
        widths=block.widths,
    )


def _facts(document: Any, block: Facts) -> None:
    cells = [text for pair in block.entries for text in pair]
    wide = 2 * block.pairs
    rows = [cells[start : start + wide] for start in range(0, len(cells), wide)]
    _table(document, [[*row, *[""] * (wide - len(row))] for row in rows])


def _figures(document: Any, block: Figures) -> None:
    _table(document, [list(row) for row in zip(*block.entries, strict=True)], heads=1)


def _chart(document: Any, block: BarChart) -> None:
    _line(document, block.caption, _TABLE + 1.5, bold=True)
    rows = [
        (bar.name, bar.label or f"{bar.done:g} / {bar.whole:g} {block.unit}".strip())
        for bar in block.bars
    ]
    _table(document, rows, numbers=frozenset({1}))


def _ticks(document: Any, block: Ticks) -> None:
    choices = "    ".join(f"□ {choice}" for choice in block.choices)
    _line(document, f"{block.question}    {choices}", _BODY)


def _signs(document: Any, block: SignPlaces) -> None:
    rows = [
        (f"{title}（签字盖章）\n{name}".replace("\n", " "), "年    月    日")
        for title, name in block.parties
    ]
    _table(document, rows)


def _issuer(document: Any, block: Issuer) -> None:
    _sealed(document, block.name, block.day)


def _sealed(document: Any, issuer: str, day: date | None) -> None:
    if issuer:
        _line(document, issuer, _BODY, align=Align.RIGHT)
    if day is not None:
        _line(document, f"{day.year}年{day.month}月{day.day}日", _BODY, align=Align.RIGHT)


def _cut(document: Any, block: CutLine) -> None:
    del block
    _line(document, "－ " * 24, _TABLE, align=Align.CENTRE)


def _new_page(document: Any, block: NewPage) -> None:
    del block
    document.add_page_break()


_MAKERS: dict[type[Block], Callable[[Any, Any], None]] = {
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
