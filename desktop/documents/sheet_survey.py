"""The part of a household sheet that the surveyor fills in; codes are those of the screen."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from desktop.documents.characters import printable
from desktop.documents.fonts import text_width
from desktop.documents.layout import POINTS, Frame
from desktop.documents.sheet import RULE
from desktop.documents.ticks import Choices, choices, draw_choices
from desktop.domain import codes
from desktop.domain.household_sheet import SheetMeter

if TYPE_CHECKING:
    from desktop.documents.sheet import Sheet
    from desktop.domain.household_sheet import HouseholdSheet

FRAME = Frame(210.0, 297.0, 25.0, 11.0, 197.0, 285.0)
SIZE = 10.0
LEADING = 5.3
_SMALLEST = 8.0
_LABEL = 20.0
_ROW = 7.2
_HALF = FRAME.width / 2
_THIRD = 79.0
_TITLE = 6.5
_HOUSEHOLD_ROWS = 4


def survey_height() -> float:
    """Return how much of the page the survey takes, in mm."""
    return _HOUSEHOLD_ROWS * _ROW + _TITLE + sum(_block_heights()) + len(_WRITTEN) * _ROW


def draw_label(sheet: Sheet, x: float, y: float, height: float, text: str) -> None:
    """Write what a row asks for into its first cell."""
    sheet.text(x + _LABEL / 2, y + height / 2 + 1.3, text, SIZE, align="centre")
    sheet.line(x + _LABEL, y, x + _LABEL, y + height)


def draw_household(sheet: Sheet, y: float, household: HouseholdSheet) -> float:
    """Draw the rows about people and return where they end."""
    x, end = FRAME.left, FRAME.right
    for share, left, value, right, other in _household_rows(household):
        split = x + share
        draw_label(sheet, x, y, _ROW, left)
        _answer(sheet, x + _LABEL, y, value, share - _LABEL)
        draw_label(sheet, split, y, _ROW, right)
        _answer(sheet, split + _LABEL, y, other, end - split - _LABEL)
        sheet.line(split, y, split, y + _ROW)
        sheet.box(x, y, FRAME.width, _ROW)
        y += _ROW
    return y


_Answer: TypeAlias = "str | Choices"


def _household_rows(
    household: HouseholdSheet,
) -> tuple[tuple[float, str, _Answer, str, _Answer], ...]:
    occupant = choices(codes.OCCUPANT, household.occupant)
    owner, phone = printable(household.owner_name), printable(household.phone)
    visit = choices(codes.VISIT_STATE, leave_out=(0, 2))
    return (
        (
            _HALF,
            "业主姓名",
            owner,
            "联系电话",
            phone,
        ),
        (123.0, "居住情况", occupant, "居住人数", household.n_person),
        (
            _THIRD,
            "用途",
            choices(codes.USE_KIND, household.use_kind),
            "困难家庭",
            choices(codes.HARDSHIP),
        ),
        (_THIRD, "欠费(元)", "水：　　　　　　电：", "入户情况", visit),
    )


def _answer(sheet: Sheet, x: float, y: float, value: _Answer, width: float) -> None:
    if isinstance(value, Choices):
        inside = width - 3
        size = SIZE
        while size > _SMALLEST and len(value.lines(size, inside)) > 1:
            size -= 0.5
        draw_choices(sheet, x + 1.5, y + _ROW / 2, value, size=size, width=inside, leading=LEADING)
        return
    room = (width - 3) * POINTS
    size = min(11.0, 11.0 * room / max(text_width(value, 11), 1))
    sheet.text(x + 1.5, y + _ROW / 2 + 1.4, value, size)


_QUESTIONS = ("计量现状", "表类型", "表位")
_WRITTEN = ("表号", "本次示数", "封印号", "户号")


def _meter_choices(utility: str, meter: SheetMeter) -> tuple[Choices, ...]:
    kinds = codes.WATER_KIND if utility == "water" else codes.ELEC_KIND
    return (
        choices(codes.METERING_STATE, meter.state),
        choices(kinds, meter.kind),
        choices(codes.WATER_POSITION, meter.position),
    )


@cache
def _block_heights() -> tuple[float, ...]:
    both = [_meter_choices(utility, SheetMeter()) for utility in ("water", "power")]
    width = _HALF - _LABEL - 2.5
    return tuple(
        max(len(asked[place].lines(SIZE, width)) for asked in both) * LEADING + 1.8
        for place in range(len(_QUESTIONS))
    )


def draw_meters(sheet: Sheet, y: float, household: HouseholdSheet) -> float:
    """Draw water on the left and electricity on the right and return where they end."""
    top = y
    halves = (
        (FRAME.left, "供　水", "water", household.water),
        (FRAME.left + _HALF, "供　电", "power", household.power),
    )
    for x, name, utility, meter in halves:
        sheet.fill(x, top, _HALF, _TITLE, 0.92)
        sheet.box(x, top, _HALF, _TITLE)
        sheet.text(x + _HALF / 2, top + 4.7, name, 11, bold=True, align="centre")
        y = _meter_questions(sheet, x, top + _TITLE, utility, meter)
        y = _meter_lines(sheet, x, y, utility, meter)
    sheet.line(FRAME.left + _HALF, top, FRAME.left + _HALF, y, RULE)
    return y


def _meter_questions(sheet: Sheet, x: float, y: float, utility: str, meter: SheetMeter) -> float:
    asked = _meter_choices(utility, meter)
    for text, given, height in zip(_QUESTIONS, asked, _block_heights(), strict=True):
        draw_label(sheet, x, y, height, text)
        draw_choices(
            sheet,
            x + _LABEL + 1.5,
            y + 0.9 + LEADING / 2,
            given,
            size=SIZE,
            width=_HALF - _LABEL - 2.5,
            leading=LEADING,
        )
        sheet.box(x, y, _HALF, height)
        y += height
    return y


def _meter_lines(sheet: Sheet, x: float, y: float, utility: str, meter: SheetMeter) -> float:
    unit = "m³" if utility == "water" else "kW·h"
    values = (meter.number, "", meter.seal, meter.account)
    for text, value in zip(_WRITTEN, values, strict=True):
        draw_label(sheet, x, y, _ROW, text)
        _answer(sheet, x + _LABEL, y, printable(value), _HALF - _LABEL)
        if text == "本次示数":
            sheet.text(x + _HALF - 1.5, y + _ROW / 2 + 1.3, unit, 9, align="right")
        sheet.box(x, y, _HALF, _ROW)
        y += _ROW
    return y
