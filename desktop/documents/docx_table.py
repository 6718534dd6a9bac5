"""Ruled tables of a Word document; their head is repeated on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.documents.characters import one_line
from desktop.documents.docx_page import SONG
from desktop.documents.docx_text import new_paragraph, points, write_run
from desktop.domain.paper import Align

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.documents.docx_page import DocxType

_ABOVE = 6.0
"""Clear space above a table, in points."""
_PADDING = 2.0
"""Clear space above and below the text of a cell, in points."""


def write_table(
    document: Any,
    rows: Sequence[Sequence[str]],
    kind: DocxType,
    *,
    heads: int = 0,
    totals: int = 0,
    numbers: frozenset[int] = frozenset(),
    widths: Sequence[float] = (),
) -> Any:
    """Write a ruled table and return it; None where there is nothing to write."""
    from docx.enum.table import WD_ALIGN_VERTICAL
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    if not rows:
        return None
    new_paragraph(document, kind, Align.LEFT).paragraph_format.line_spacing = points(_ABOVE)
    table = document.add_table(len(rows), max(map(len, rows)))
    table.style = "Table Grid"
    cells, wide = table._cells, len(table.columns)  # noqa: SLF001 - cell() walks the table each time
    for number, row in enumerate(rows):
        head, total = number < heads, number >= len(rows) - totals
        for column, text in enumerate(row):
            cell = cells[number * wide + column]
            paragraph = cell.paragraphs[0]
            right = column in numbers and not head
            side = WD_ALIGN_PARAGRAPH.CENTER if head else WD_ALIGN_PARAGRAPH.LEFT
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else side
            paragraph.paragraph_format.space_before = points(_PADDING)
            paragraph.paragraph_format.space_after = points(_PADDING)
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
            for part_number, part in enumerate(text.split("\n")):
                if part_number:
                    paragraph.add_run().add_break()
                write_run(paragraph, one_line(part), kind.table, SONG, bold=head or total)
        if head:
            _repeat(table.rows[number])
    if widths:
        _share(document, table, widths)
    return table


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
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=False):
        column.width = int(room * width / sum(widths))
        for cell in column.cells:
            cell.width = int(room * width / sum(widths))
