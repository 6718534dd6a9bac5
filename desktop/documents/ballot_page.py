"""The ballot of one door: on a page of its own, or two on one A4 to be cut apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.documents.characters import printable
from desktop.documents.fonts import text_width, wrap
from desktop.documents.layout import LONG_SIDE, POINTS, SHORT_SIDE, Frame
from desktop.documents.qr import qr_cells
from desktop.documents.sheet import RULE
from desktop.documents.ticks import draw_box
from desktop.domain import codes
from desktop.domain.door_code import door_code
from desktop.domain.sheet_number import sheet_number

if TYPE_CHECKING:
    from desktop.documents.form_type import FormType
    from desktop.documents.sheet import Sheet
    from desktop.domain.ballot_sheet import BallotHead, BallotSheet

HALF = LONG_SIDE / 2
PAGE = Frame(SHORT_SIDE, LONG_SIDE, 18.0, 14.0, SHORT_SIDE - 18.0, LONG_SIDE - 14.0)
_QR, _NARROWEST = 22.0, 6.0
_SMALL_LINES = 4


class BallotPage:
    """Draws the ballots of one vote; ``scale`` 1 is half an A4, larger fills a page of its own."""

    def __init__(self, head: BallotHead, form: FormType, scale: float = 1.0) -> None:
        """Break what is alike on all of them into lines once."""
        self._head = head
        self._form = form
        self._scale = scale
        self._rule = wrap(head.rule, self._size(8.5), PAGE.width * POINTS)[:_SMALL_LINES]
        self._foot = wrap(printable(form.text("foot")), self._size(8.5), PAGE.width * POINTS)

    def draw(self, sheet: Sheet, ballot: BallotSheet, top: float) -> None:
        """Draw one ballot with its upper edge at ``top`` mm."""
        y = self._draw_head(sheet, ballot, top + 6.0)
        y = self._draw_facts(sheet, ballot, y)
        y = self._draw_question(sheet, y)
        y = self._draw_signatures(sheet, y)
        size = self._size(8.5)
        for line in (*self._rule, *self._foot):
            y += size * 0.47
            sheet.text(PAGE.left, y, line, size)

    def _size(self, points: float) -> float:
        return points * (1 + (self._scale - 1) * 0.45)

    def _mm(self, length: float) -> float:
        return length * self._scale

    def _draw_head(self, sheet: Sheet, ballot: BallotSheet, y: float) -> float:
        quarter = printable(self._head.quarter)
        for text, below, size in (
            (printable(self._form.text("title", quarter=quarter)), 7.0, 17.0),
            (printable(ballot.label), 16.0, 19.0),
        ):
            wanted = self._size(size)
            room = (PAGE.width - _QR - 6) * POINTS
            width = max(text_width(text, wanted, bold=True), 1)
            fitting = max(_NARROWEST, min(wanted, wanted * room / width))
            sheet.text(PAGE.left, y + self._mm(below), text, fitting, bold=True)
        side, cells = qr_cells(door_code(ballot.household_id))
        sheet.dots(PAGE.right - _QR, y, _QR / side, cells)
        number = self._form.text("number", number=sheet_number(ballot.household_id))
        sheet.text(PAGE.right, y + _QR + 3.2, number, 8, align="right")
        return y + max(self._mm(21.0), _QR + 5.0)

    def _draw_facts(self, sheet: Sheet, ballot: BallotSheet, y: float) -> float:
        head, top, say = self._head, y, self._form.text
        for pairs in (
            ((say("matter", title=head.title, matter=head.matter), 0.0),),
            ((say("owner", owner=ballot.owner), 0.0), (say("area", area=ballot.area), 0.58)),
            ((say("days", days=head.days), 0.0), (say("body", body=head.body), 0.58)),
        ):
            height = self._mm(8.0)
            for number, (text, start) in enumerate(pairs):
                end = pairs[number + 1][1] if number + 1 < len(pairs) else 1.0
                self._fitted(sheet, text, y + height / 2, start, end)
            sheet.line(PAGE.left, y + height, PAGE.right, y + height)
            y += height
        sheet.box(PAGE.left, top, PAGE.width, y - top, RULE)
        return y

    def _fitted(self, sheet: Sheet, text: str, middle: float, start: float, end: float) -> None:
        """Draw a cell's text on one line, smaller where it is long."""
        shown = printable(text)
        wanted, room = self._size(10.5), ((end - start) * PAGE.width - 4) * POINTS
        size = min(wanted, wanted * room / max(text_width(shown, wanted), 1))
        sheet.text(PAGE.left + 2 + start * PAGE.width, middle + size * 0.13, shown, size)

    def _draw_question(self, sheet: Sheet, y: float) -> float:
        top = y
        y = self._choices(sheet, y, self._form.text("question"), self._mm(12.0), 12.5, (1, 2, 3))
        for work in ("water", "power"):
            y = self._choices(sheet, y, self._form.text(work), self._mm(9.0), 11.0, (1, 2))
        sheet.box(PAGE.left, top, PAGE.width, y - top, RULE)
        return y

    def _choices(
        self,
        sheet: Sheet,
        y: float,
        text: str,
        height: float,
        size: float,
        choices: tuple[int, ...],
    ) -> float:
        middle, shown = y + height / 2, self._size(size)
        sheet.text(PAGE.left + 3, middle + shown * 0.13, text, shown, bold=True)
        for place, choice in enumerate(choices):
            x = PAGE.left + 58 + place * 38
            box = 4.6 * (1 + (self._scale - 1) * 0.3)
            draw_box(sheet, x, middle, box)
            name = f"{choice} {codes.CHOICE.label(choice)}"
            sheet.text(x + box + 2, middle + shown * 0.13, name, shown)
        sheet.line(PAGE.left, y + height, PAGE.right, y + height)
        return y + height

    def _draw_signatures(self, sheet: Sheet, y: float) -> float:
        top, size = y, self._size(10.5)
        form, proxy = self._form, self._form.text("proxy")
        for left, right in (
            form.headings("signature_owner"),
            form.headings("signature_co_owner"),
            (form.text("signature_proxy"), proxy),
        ):
            height = self._mm(10.5)
            base = y + height / 2 + size * 0.13
            sheet.text(PAGE.left + 3, base, left, size)
            x = PAGE.left + PAGE.width * 0.58
            if right == proxy:
                draw_box(sheet, x, y + height / 2, 4.6)
                x += 6.6
            sheet.text(x, base, right, size)
            y += height
            sheet.line(PAGE.left, y, PAGE.right, y)
        sheet.box(PAGE.left, top, PAGE.width, y - top, RULE)
        return y + 1.5
