"""The first page of a form: what it is, what it says, who signs it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.documents.field_place import FieldPlace
from desktop.documents.fonts import text_width, wrap
from desktop.documents.layout import POINTS, portrait
from desktop.documents.party_blocks import HEIGHT, SigningParty, columns, draw_block
from desktop.documents.qr import qr_cells
from desktop.documents.sheet import RULE

if TYPE_CHECKING:
    from desktop.documents.layout import Frame
    from desktop.documents.sheet import Sheet

_FOOT = 7.0
_QR = 23.0
_TABLE_TOP = 37.0
_LABEL = 27.0
_ROW = 7.4
_BODY = 11.0
_BODY_LEADING = 6.3
_SMALL = 8.5
_SMALL_LEADING = 4.6
_LEAST_REMARKS = 12.0
_MOST_REMARKS = 42.0
_INDENT = "　　"


@dataclass(slots=True)
class FrontPage:
    """Everything that the first page says, cleaned and ready to draw.

    Attributes:
        title: large, centred.
        number_line: such as 编号：….
        facts: label and value.
        statement: the sentence that is signed.
        small: agreement clause.
        remarks: printed in a box with room to write more by hand.
        annexes: lines of the 附件 list, under the body.
        parties: in signing order.
        qr: payload of the square code; empty for none.
        qr_lines: readable text under it.
        places: filled by :meth:`draw`.
    """

    title: str
    number_line: str
    facts: tuple[tuple[str, str], ...]
    statement: str
    small: tuple[str, ...]
    remarks: str
    annexes: tuple[str, ...]
    parties: tuple[SigningParty, ...]
    qr: str
    qr_lines: tuple[str, ...]
    places: list[FieldPlace] = field(default_factory=list)

    def page_count(self) -> int:
        """Return how many portrait pages the text and the blocks need."""
        return max((page for page, _, _ in self._block_slots()), default=0) + 1

    def draw_page(self, sheet: Sheet, index: int) -> None:
        """Draw portrait page ``index``, counted from 0."""
        if index == 0:
            self._draw_head(sheet)
            y = self._draw_facts(sheet, sheet.frame.top + _TABLE_TOP)
            self._draw_remarks(sheet, self._draw_text(sheet, y))
        else:
            sheet.text(sheet.frame.left, sheet.frame.top + 1, f"{self.title}（签署页，续）", 9)
        across = columns(len(self.parties))
        for (page, slot, y), party in zip(self._block_slots(), self.parties, strict=True):
            if page == index:
                rectangle = draw_block(sheet, sheet.frame, slot, y, party, across)
                self.places.append(FieldPlace(party.field, index, rectangle))

    def _block_slots(self) -> list[tuple[int, int, float]]:
        frame = portrait(1)
        across = columns(len(self.parties))
        y, page, slots = self._body_end(frame), 0, []
        bottom = frame.bottom - _FOOT
        rows = -(-len(self.parties) // across)
        # Blocks go as low as they can: paper is signed at its foot.
        if y + rows * HEIGHT <= bottom:
            y = bottom - rows * HEIGHT
        for position in range(len(self.parties)):
            slot = position % across
            if slot == 0 and position:
                y += HEIGHT
            if slot == 0 and y + HEIGHT > bottom:
                page, y = page + 1, frame.top + 4
            slots.append((page, slot, y))
        return slots

    def _body_end(self, frame: Frame) -> float:
        rows = len(self._fact_rows(frame))
        heights = sum(height for _, height in self._fact_rows(frame)) if rows else 0.0
        body = len(self._body_lines(frame)) * _BODY_LEADING
        small = (len(self._small_lines(frame)) + len(self._annex_lines(frame))) * _SMALL_LEADING
        return frame.top + _TABLE_TOP + heights + 7.0 + body + small + self._remarks_height(frame)

    def _remark_lines(self, frame: Frame) -> list[str]:
        return wrap(self.remarks, 10, (frame.width - _LABEL - 3) * POINTS)

    def _remarks_height(self, frame: Frame) -> float:
        return max(_LEAST_REMARKS, 4.0 + len(self._remark_lines(frame)) * 4.8) + 6.0

    def _draw_head(self, sheet: Sheet) -> None:
        frame = sheet.frame
        middle = frame.left + frame.width / 2
        room = (frame.width - 2 * (_QR + 3)) * POINTS
        size = min(20.0, 20.0 * room / max(text_width(self.title, 20, bold=True), 1))
        sheet.text(middle, frame.top + 13, self.title, size, bold=True, align="centre")
        sheet.text(middle, frame.top + 22, self.number_line, 10.5, align="centre")
        if self.qr:
            side, cells = qr_cells(self.qr)
            sheet.dots(frame.right - _QR, frame.top - 4, _QR / side, cells)
        y = frame.top + _QR - 0.5
        for line in self.qr_lines:
            sheet.text(frame.right, y, line, 6.5, align="right")
            y += 3.1

    def _fact_rows(self, frame: Frame) -> list[tuple[tuple[tuple[str, list[str]], ...], float]]:
        half = (frame.width / 2 - _LABEL - 3) * POINTS
        whole = (frame.width - _LABEL - 3) * POINTS
        rows: list[tuple[tuple[tuple[str, list[str]], ...], float]] = []
        waiting: tuple[str, list[str]] | None = None
        for label, value in self.facts:
            if text_width(value, 10) <= half:
                if waiting is None:
                    waiting = (label, [value])
                    continue
                rows.append(((waiting, (label, [value])), _ROW))
                waiting = None
                continue
            if waiting is not None:
                rows.append(((waiting,), _ROW))
                waiting = None
            lines = wrap(value, 10, whole)
            rows.append((((label, lines),), _ROW + (len(lines) - 1) * 4.8))
        if waiting is not None:
            rows.append(((waiting,), _ROW))
        return rows

    def _draw_facts(self, sheet: Sheet, top: float) -> float:
        frame, y = sheet.frame, top
        for pairs, height in self._fact_rows(frame):
            width = frame.width / len(pairs)
            for position, (label, lines) in enumerate(pairs):
                self._draw_fact(sheet, frame.left + position * width, y, height, label, lines)
                sheet.box(frame.left + position * width, y, width, height)
            y += height
        sheet.box(frame.left, top, frame.width, y - top, RULE)
        return y

    def _draw_fact(
        self, sheet: Sheet, x: float, y: float, height: float, label: str, lines: list[str]
    ) -> None:
        sheet.fill(x, y, _LABEL, height, 0.95)
        base = y + height / 2 + 1.3
        sheet.text(x + _LABEL / 2, base, label, 10, align="centre")
        sheet.line(x + _LABEL, y, x + _LABEL, y + height)
        base -= (len(lines) - 1) * 2.4
        for line in lines:
            sheet.text(x + _LABEL + 1.5, base, line, 10)
            base += 4.8

    def _body_lines(self, frame: Frame) -> list[str]:
        return wrap(_INDENT + self.statement, _BODY, frame.width * POINTS)

    def _small_lines(self, frame: Frame) -> list[str]:
        return [
            line
            for text in self.small
            for line in wrap(_INDENT + text, _SMALL, frame.width * POINTS)
        ]

    def _annex_lines(self, frame: Frame) -> list[str]:
        return [line for text in self.annexes for line in wrap(text, _SMALL, frame.width * POINTS)]

    def _draw_remarks(self, sheet: Sheet, y: float) -> None:
        frame = sheet.frame
        below = min(
            (top for page, _, top in self._block_slots() if page == 0),
            default=frame.bottom - _FOOT,
        )
        least = self._remarks_height(frame) - 6.0
        height = min(max(least, below - y - 3.0), max(least, _MOST_REMARKS))
        top = below - height
        sheet.fill(frame.left, top, _LABEL, height, 0.95)
        sheet.text(frame.left + _LABEL / 2, top + height / 2 + 1.3, "备　注", 10, align="centre")
        sheet.line(frame.left + _LABEL, top, frame.left + _LABEL, top + height)
        base = top + 5.5
        for line in self._remark_lines(frame):
            sheet.text(frame.left + _LABEL + 1.5, base, line, 10)
            base += 4.8
        sheet.box(frame.left, top, frame.width, height)

    def _draw_text(self, sheet: Sheet, y: float) -> float:
        frame, y = sheet.frame, y + 8.0
        for line in self._body_lines(frame):
            sheet.text(frame.left, y, line, _BODY)
            y += _BODY_LEADING
        y += 1.0
        for line in self._small_lines(frame):
            sheet.text(frame.left, y, line, _SMALL)
            y += _SMALL_LEADING
        y += 1.0
        for line in self._annex_lines(frame):
            sheet.text(frame.left, y, line, _SMALL)
            y += _SMALL_LEADING
        return y
