"""Lines of a Word document, with a typeface for its Chinese and one for everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.documents.characters import one_line
from desktop.documents.docx_page import SONG
from desktop.domain.paper import Align

if TYPE_CHECKING:
    from desktop.documents.docx_page import DocxType

HALF_MORE = 1.5
"""Distance of two lines where none is set, in the height of the type."""


def write_line(
    document: Any,
    text: str,
    kind: DocxType,
    *,
    size: float = 0.0,
    face: str = SONG,
    align: Align = Align.LEFT,
    bold: bool = False,
    indent: bool = False,
) -> Any:
    """Write the lines of ``text`` and return the first paragraph."""
    shown = size or kind.body
    made = [new_paragraph(document, kind, align) for _ in text.split("\n")]
    for number, (paragraph, part) in enumerate(zip(made, text.split("\n"), strict=True)):
        if indent and number == 0:
            paragraph.paragraph_format.first_line_indent = points(2 * shown)
        closer = kind.closer if shown == kind.body else 0
        write_run(paragraph, one_line(part), shown, face, bold=bold, closer=closer)
        if shown > kind.body:
            paragraph.paragraph_format.line_spacing = points(shown * HALF_MORE)
    return made[0]


def new_paragraph(document: Any, kind: DocxType, align: Align) -> Any:
    """Add an empty paragraph with the distance of lines of ``kind``."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = document.add_paragraph()
    paragraph.alignment = {
        Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
        Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
        Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    }[align]
    form = paragraph.paragraph_format
    form.space_before = form.space_after = points(0)
    form.line_spacing = HALF_MORE if kind.line is None else points(kind.line)
    return paragraph


def points(number: float) -> Any:
    """Return a length as python-docx wants it."""
    from docx.shared import Pt

    return Pt(number)


def write_run(
    paragraph: Any, text: str, size: float, face: str, *, bold: bool, closer: int = 0
) -> None:
    """Add text with its two typefaces; ``closer`` in twentieths of a point."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run = paragraph.add_run(text)
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, "Times New Roman"
    properties = run._element.get_or_add_rPr()  # noqa: SLF001 - the only way to name the Chinese face
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), face)
    if closer:
        spacing = OxmlElement("w:spacing")
        spacing.set(qn("w:val"), str(closer))
        # The schema wants the spacing before the size of the type.
        properties.find(qn("w:sz")).addprevious(spacing)
