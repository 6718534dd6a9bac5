"""The running text of a paper: head, headings, paragraphs, issuer and day."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from desktop.documents.characters import one_line
from desktop.documents.fonts import text_width, wrap
from desktop.documents.layout import POINTS
from desktop.documents.paper_flow import Piece
from desktop.domain.paper import Align, Paragraph

if TYPE_CHECKING:
    from datetime import date

    from desktop.documents.paper_type import PaperType
    from desktop.documents.sheet import Sheet
    from desktop.domain.paper import Heading, Paper

INDENT = "　　"
_WORDS = (
    "一户一表", "老旧小区", "行动计划", "联席会议", "业主委员会", "街道", "小区", "水电", "供水",
    "供电", "改造", "工程", "设施", "验收", "移交", "实施", "会议", "纪要", "通知", "请示", "清单",
    "第.次", "第..次", "的函", "的通知", "的请示", "计划", "宿舍", "关于", "情况", "结果",
    "公告", "公示",
)  # fmt: skip
"""Words that a title is not broken in (GB/T 9704 7.3.1), as patterns."""
QR = 22.0
_QR_ROOM = QR + 3.0
_SIGNATURE = (66.0, 26.0)
"""Width and height of the place for an electronic signature."""
_SIGNATURE_GAP = 4.0


def title_pieces(paper: Paper, kind: PaperType, width: float) -> list[Piece]:
    """Return the title with number below it; the square code stands beside them."""
    room = width - (2 * _QR_ROOM if paper.qr else 0.0)
    lines = balanced(one_line(paper.title), kind.title, room)
    leading = kind.title * 0.5
    height = len(lines) * leading + 2.0
    number = one_line(paper.number)
    if number:
        height += kind.body * 0.55

    def draw(sheet: Sheet, y: float) -> None:
        middle = (sheet.frame.left + sheet.frame.right) / 2
        base = y + leading * 0.76
        for line in lines:
            sheet.text(middle, base, line, kind.title, bold=True, align="centre")
            base += leading
        if number:
            sheet.text(middle, base + 0.5, number, min(kind.body, 14), align="centre")
        if paper.qr:
            _draw_qr(sheet, paper.qr, y)

    return [Piece(max(height, QR + 1.0 if paper.qr else 0.0), draw, keep=True)]


def _draw_qr(sheet: Sheet, payload: str, y: float) -> None:
    from desktop.documents.qr import qr_cells

    side, cells = qr_cells(payload)
    sheet.dots(sheet.frame.right - QR, y - 2.0, QR / side, cells)


def balanced(text: str, size: float, room: float) -> list[str]:
    """Break a title into lines of about the same length, as GB/T 9704 wants them.

    Args:
        text: the title, in one line.
        size: of the type, in points.
        room: width of a line, in millimetres.
    """
    needed = wrap(text, size, room * POINTS, bold=True)
    if len(needed) == 1:
        return needed
    if len(needed) == 2 and (cut := _whole_words(text, size, room)):  # noqa: PLR2004
        return [text[:cut], text[cut:]]
    even = text_width(text, size, bold=True) / len(needed) * 1.06
    balanced = wrap(text, size, min(even, room * POINTS), bold=True)
    return balanced if len(balanced) == len(needed) else needed


def _whole_words(text: str, size: float, room: float) -> int:
    """Return where a title is cut into two lines of about the same length, 0 for nowhere."""
    inside = {
        found.start() + offset
        for word in _WORDS
        for found in re.finditer(word, text)
        for offset in range(1, len(word))
    }
    widths = {cut: text_width(text[:cut], size, bold=True) for cut in range(1, len(text))}
    whole = text_width(text, size, bold=True)
    fits = [
        cut
        for cut, width in widths.items()
        if cut not in inside and max(width, whole - width) <= room * POINTS
    ]
    return min(fits, key=lambda cut: abs(2 * widths[cut] - whole), default=0)


def addressee_pieces(text: str, kind: PaperType, width: float) -> list[Piece]:
    """Return 主送, at the left with a colon."""
    shown = one_line(text)
    shown = shown if shown.endswith(("：", ":")) else f"{shown}："
    lines = wrap(shown, kind.body, width * POINTS)
    return _lines(lines, kind, gap=kind.leading * 0.6)


def heading_pieces(heading: Heading, kind: PaperType, width: float) -> list[Piece]:
    """Return a heading, which never stands alone at the foot of a page."""
    prefix = INDENT if kind.letter else ""
    size = kind.body if heading.level == 1 or kind.letter else kind.body * 0.93
    lines = wrap(prefix + one_line(heading.text), size, width * POINTS, bold=True)
    gap = 0.0 if kind.letter else kind.leading * 0.35
    return [
        Piece(
            kind.leading,
            partial(_draw_line, line, Align.LEFT, size, kind.leading, True),
            gap if number == 0 else 0.0,
            keep=True,
        )
        for number, line in enumerate(lines)
    ]


def paragraph_pieces(paragraph: Paragraph, kind: PaperType, width: float) -> list[Piece]:
    """Return the lines; the first two and the last two stay together."""
    prefix = INDENT if paragraph.indent and paragraph.align is Align.LEFT else ""
    if paragraph.lead:
        hanging = _hanging(paragraph, prefix, kind, width)
        # Annexes stay with the seal below them.
        return _lines(hanging, kind, bold=paragraph.bold, keep=True)
    lines: list[str] = []
    for number, part in enumerate(paragraph.text.split("\n")):
        text = (prefix if number == 0 else "") + one_line(part)
        lines += wrap(text, kind.body, width * POINTS, bold=paragraph.bold)
    return _lines(lines, kind, align=paragraph.align, bold=paragraph.bold)


def _hanging(paragraph: Paragraph, prefix: str, kind: PaperType, width: float) -> list[str]:
    lead = prefix + paragraph.lead
    below = "　" * round(text_width(lead, kind.body) / kind.body)
    room = width * POINTS - max(text_width(one, kind.body) for one in (lead, below))
    first, *rest = wrap(one_line(paragraph.text), kind.body, room, bold=paragraph.bold)
    return [lead + first, *(below + line for line in rest)]


def issuer_pieces(
    issuer: str, dated_on: date | None, kind: PaperType, width: float, *, field: str = ""
) -> list[Piece]:
    """Return issuer and day where the seal presses both (骑年盖月), clear of the text above.

    An electronic signature stands at their left: nothing may lie over what a seal may cover.
    """
    day = f"{dated_on.year}年{dated_on.month}月{dated_on.day}日" if dated_on else ""
    name = one_line(issuer)
    if not name and not day:
        return []
    wide = max(text_width(name, kind.body), text_width(day, kind.body)) / POINTS
    inset = min(kind.body * 0.3528 * 2 + wide / 2, width / 2)
    clear = kind.leading * 1.6 if name else kind.leading * 0.4
    below = kind.leading if name else 0.0

    def draw(sheet: Sheet, y: float) -> None:
        middle = sheet.frame.right - inset
        base = y + kind.leading * 0.72
        for line in filter(None, (name, day)):
            sheet.text(middle, base, line, kind.body, align="centre")
            base += kind.leading
        if field:
            right = middle - wide / 2 - _SIGNATURE_GAP
            left = max(sheet.frame.left, right - _SIGNATURE[0])
            rectangle = sheet.rectangle(left, y, right - left, _SIGNATURE[1])
            sheet.field(field, rectangle, dated=False)

    height = (bool(name) + bool(day)) * kind.leading + below
    return [Piece(height, draw, gap=clear)]


def with_text_above(pieces: list[Piece]) -> list[Piece]:
    """Keep the last line with what follows: a page with nothing but a seal proves nothing."""
    if not pieces:
        return pieces
    last = pieces[-1]
    kept = Piece(last.height, last.draw, last.gap, keep=True, head=last.head, breaks=last.breaks)
    return [*pieces[:-1], kept]


def _lines(
    lines: list[str],
    kind: PaperType,
    *,
    align: Align = Align.LEFT,
    bold: bool = False,
    gap: float = 0.0,
    keep: bool = False,
) -> list[Piece]:
    last = len(lines) - 1
    return [
        Piece(
            kind.leading,
            partial(_draw_line, line, align, kind.body, kind.leading, bold),
            gap if number == 0 else 0.0,
            keep=keep or (number != last and number in {0, last - 1}),
        )
        for number, line in enumerate(lines)
    ]


def _draw_line(
    text: str, align: Align, size: float, leading: float, bold: bool, sheet: Sheet, y: float
) -> None:
    frame = sheet.frame
    x = {Align.LEFT: frame.left, Align.RIGHT: frame.right}.get(
        align, (frame.left + frame.right) / 2
    )
    sheet.text(x, y + leading * 0.72, text, size, bold=bold, align=align.value)
