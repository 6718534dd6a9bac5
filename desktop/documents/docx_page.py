"""Page, type and page numbers of a Word document; letters as GB/T 9704 sets them.

22 lines of 28 characters of size 3 in 225 × 156 mm, page numbers outside: at the right on odd
pages, at the left on even ones. What stands in the office's red head it puts there itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.documents.characters import one_line

if TYPE_CHECKING:
    from desktop.domain.paper import Paper

SONG, BLACK = "仿宋_GB2312", "黑体"
_TITLE_FACE, _NUMBER_FACE = "方正小标宋简体", "宋体"
_LONG, _SHORT = 29.7, 21.0
_MARGINS = {"top": 2.8, "bottom": 2.5, "left": 2.8, "right": 2.6}
_LETTER_MARGINS = {"top": 3.7, "bottom": 3.5, "left": 2.8, "right": 2.6}
TEXT_WIDTH = 156.0
"""Millimetres of a line."""
_LETTER_LINE = 29.0
"""Points from line to line: 22 of them in 225 mm."""
_CLOSER = -5
"""Twentieths of a point by which characters of 16 pt stand closer: 28 of them in 156 mm."""
_PAGE_NUMBER = 14.0


@dataclass(frozen=True, slots=True)
class DocxType:
    """Sizes in points.

    Attributes:
        body: running text.
        title: the title, and ``title_face`` its typeface.
        table: cells.
        line: distance of two lines; None for half a line more than the type.
        closer: twentieths of a point between the characters of running text.
    """

    body: float
    title: float
    title_face: str
    table: float
    line: float | None
    closer: int = 0

    @classmethod
    def of(cls, paper: Paper) -> DocxType:
        """Return the type of a letter or of any other paper."""
        if paper.as_letter:
            return cls(16.0, 22.0, _TITLE_FACE, 10.5, _LETTER_LINE, _CLOSER)
        return cls(14.0, 20.0, BLACK, 10.5, None)


def prepare_page(document: Any, paper: Paper) -> None:
    """Set size, margins and foot of the pages."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    section = document.sections[0]
    wide, high = (_LONG, _SHORT) if paper.landscape else (_SHORT, _LONG)
    section.orientation = WD_ORIENT.LANDSCAPE if paper.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(wide), Cm(high)
    margins = _LETTER_MARGINS if paper.as_letter else _MARGINS
    for side, length in margins.items():
        setattr(section, f"{side}_margin", Cm(length))
    if paper.as_letter:
        section.footer_distance = Cm(2.5)
        _numbered(document, section)
    if paper.footer:
        section.footer.paragraphs[0].text = one_line(paper.footer)


def _numbered(document: Any, section: Any) -> None:
    """Put — 1 — at the outer edge of the foot, in by one character."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    document.settings.odd_and_even_pages_header_footer = True
    for footer, right in ((section.footer, True), (section.even_page_footer, False)):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT
        form = paragraph.paragraph_format
        form.right_indent = form.left_indent = Pt(_PAGE_NUMBER)
        for part in ("— ", None, " —"):
            _part(paragraph.add_run(part or ""), is_number=part is None)


def _part(run: Any, *, is_number: bool) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run.font.size, run.font.name = Pt(_PAGE_NUMBER), _NUMBER_FACE
    if not is_number:
        return
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)  # noqa: SLF001 - a field has no name in python-docx
