"""The sheet of one household: notice, survey, consent and signature on one side of A4.

It is drawn in black on white and stays readable on a tired printer; nothing on it tells of another
household. What the wording needs more room for, the notice gives up in type size.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.documents.characters import printable
from desktop.documents.fonts import text_width, wrap
from desktop.documents.layout import POINTS
from desktop.documents.qr import qr_cells
from desktop.documents.sheet import RULE
from desktop.documents.sheet_survey import (
    FRAME,
    LEADING,
    SIZE,
    draw_household,
    draw_label,
    draw_meters,
    survey_height,
)
from desktop.documents.ticks import draw_box
from desktop.domain import codes
from desktop.domain.door_code import door_code
from desktop.domain.sheet_number import sheet_number
from desktop.kernel.errors import InputError

if TYPE_CHECKING:
    from desktop.documents.sheet import Sheet
    from desktop.documents.sheet_wording import SheetWording
    from desktop.domain.household_sheet import HouseholdSheet, SheetOffice

_QR = 26.0
_HEAD = 27.5
_HEADING = 6.6
_NOTICE_SIZES = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0)
_ROOM_OF_HEAD = FRAME.width - 2 * (_QR + 2)
_REMARKS = 9.0
_CONSENT_ROW = 9.0
_SIGN_ROW = 10.0


@dataclass(frozen=True, slots=True)
class _Notice:
    size: float
    lines: tuple[str, ...]

    @property
    def leading(self) -> float:
        return self.size * 0.49

    @property
    def height(self) -> float:
        return len(self.lines) * self.leading + 3.0


class HouseholdSheetPage:
    """Draws sheets of one office; everything that is alike on all of them is worked out once."""

    def __init__(self, wording: SheetWording, office: SheetOffice) -> None:
        """Fit the notice.

        Raises:
            InputError: ``sheet-wording-too-long``, the wording leaves no room for the answers.
        """
        self._wording = wording
        self._office = office
        self._consent = wrap("　　" + wording.consent, SIZE, FRAME.width * POINTS)
        self._notice = self._fitted()

    def _fitted(self) -> _Notice:
        paragraphs = self._wording.notice_of(self._office)
        width = (FRAME.width - 4) * POINTS
        room = FRAME.height - _HEAD - _body_height(len(self._consent))
        for size in _NOTICE_SIZES:
            lines = [line for text in paragraphs for line in wrap("　　" + text, size, width)]
            notice = _Notice(size, tuple(lines))
            if notice.height <= room:
                return notice
        raise InputError("sheet-wording-too-long")

    def draw(self, sheet: Sheet, household: HouseholdSheet) -> None:
        """Draw one household's page."""
        self._head(sheet, household)
        y = self._draw_notice(sheet, FRAME.top + _HEAD)
        y = _heading(sheet, y, self._wording.survey_title)
        top = y
        y = draw_household(sheet, y, household)
        y = draw_meters(sheet, y, household)
        draw_label(sheet, FRAME.left, y, _REMARKS, "备注")
        sheet.box(FRAME.left, y, FRAME.width, _REMARKS)
        y += _REMARKS
        sheet.box(FRAME.left, top, FRAME.width, y - top, RULE)
        self._draw_consent(sheet, y)
        self._foot(sheet, household)

    def _head(self, sheet: Sheet, household: HouseholdSheet) -> None:
        middle = FRAME.left + FRAME.width / 2
        for text, y, size in (
            (self._wording.title, 7.0, 18.0),
            (f"{printable(household.quarter)}　{printable(household.label)}", 19.5, 17.0),
        ):
            needed = max(text_width(text, size, bold=True), 1)
            shown = min(size, size * _ROOM_OF_HEAD * POINTS / needed)
            sheet.text(middle, FRAME.top + y, text, shown, bold=True, align="centre")
        sheet.text(middle, FRAME.top + 26, printable(self._office.name), 10.5, align="centre")
        side, cells = qr_cells(door_code(household.household_id, 1))
        sheet.dots(FRAME.right - _QR + 1, FRAME.top - 2, _QR / side, cells)
        number = f"编号 {sheet_number(household.household_id)}"
        sheet.text(FRAME.right + 1, FRAME.top + _QR + 1.6, number, 8.5, align="right")

    def _draw_notice(self, sheet: Sheet, y: float) -> float:
        y = _heading(sheet, y, self._wording.notice_title)
        sheet.box(FRAME.left, y, FRAME.width, self._notice.height)
        base = y + self._notice.leading * 0.8 + 1.0
        for line in self._notice.lines:
            sheet.text(FRAME.left + 2, base, line, self._notice.size)
            base += self._notice.leading
        return y + self._notice.height

    def _draw_consent(self, sheet: Sheet, y: float) -> None:
        y = _heading(sheet, y, self._wording.consent_title)
        base = y + 4.0
        for line in self._consent:
            sheet.text(FRAME.left, base, line, SIZE)
            base += LEADING
        y = base - 1.0
        top = y
        for text in (self._wording.consent_water, self._wording.consent_power):
            _consent_row(sheet, y, text)
            y += _CONSENT_ROW
        for parts in _SIGN_LINES:
            _sign_row(sheet, y, parts)
            y += _SIGN_ROW
        sheet.box(FRAME.left, top, FRAME.width, y - top, RULE)

    def _foot(self, sheet: Sheet, household: HouseholdSheet) -> None:
        day, y = self._office.printed_on, FRAME.bottom + 5
        sheet.text(FRAME.left, y, self._wording.foot, 8.5)
        printed = f"{day.year}年{day.month}月{day.day}日印制"
        right = f"{printed}　编号 {sheet_number(household.household_id)}"
        sheet.text(FRAME.right, y, right, 8.5, align="right")


def _body_height(consent_lines: int) -> float:
    rows = survey_height() + _REMARKS
    consent = consent_lines * LEADING + 3.0 + 2 * _CONSENT_ROW + len(_SIGN_LINES) * _SIGN_ROW
    return 3 * _HEADING + rows + consent


def _heading(sheet: Sheet, y: float, text: str) -> float:
    sheet.text(FRAME.left, y + _HEADING - 2.0, text, 11, bold=True)
    return y + _HEADING


def _consent_row(sheet: Sheet, y: float, text: str) -> None:
    middle = y + _CONSENT_ROW / 2
    sheet.text(FRAME.left + 3, middle + 1.5, text, 12, bold=True)
    for place, choice in enumerate((1, 2, 3)):
        x = FRAME.left + 66 + place * 36
        draw_box(sheet, x, middle, 4.6)
        sheet.text(x + 6.2, middle + 1.6, f"{choice} {codes.CHOICE.label(choice)}", 12)
    sheet.box(FRAME.left, y, FRAME.width, _CONSENT_ROW)


_BOXED = "附书面委托"
_SIGN_LINES: tuple[tuple[tuple[str, float], ...], ...] = (
    (("业主签名：", 0.0), ("日期：　　　　年　　月　　日", 102.0)),
    (("代理人签名：", 0.0), ("与业主关系：", 66.0), (_BOXED, 125.0)),
    (("调查员签名：", 0.0), ("日期：　　　　年　　月　　日", 102.0)),
)


def _sign_row(sheet: Sheet, y: float, parts: tuple[tuple[str, float], ...]) -> None:
    for text, offset in parts:
        x, base = FRAME.left + 3 + offset, y + _SIGN_ROW / 2 + 1.5
        if text == _BOXED:
            draw_box(sheet, x - 5, base - 1.4)
        sheet.text(x, base, text, 11)
    sheet.box(FRAME.left, y, FRAME.width, _SIGN_ROW)
