"""The list of doors for a day: addresses and what was tried, for the surveyor's own hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.documents.characters import printable
from desktop.documents.fonts import wrap
from desktop.documents.layout import POINTS, Frame
from desktop.documents.sheet import RULE, Sheet
from desktop.documents.ticks import draw_box

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from desktop.documents.fonts import Pen
    from desktop.domain.household_sheet import DoorList, ListedDoor

_FRAME = Frame(210.0, 297.0, 25.0, 16.0, 195.0, 282.0)
_SIZE = 10.5
_LEADING = 5.0
_COLUMNS = (("序号", 12.0), ("门牌", 42.0), ("已去过", 46.0), ("建议", 56.0), ("已办", 14.0))
_HEAD = 24.0


def draw_door_list(canvas: Canvas, pen: Pen, listed: DoorList) -> int:
    """Draw the list on as many pages as it needs and return how many they are."""
    rows = [_Row(number, door) for number, door in enumerate(listed.doors, start=1)]
    pages: list[list[_Row]] = [[]]
    y = _FRAME.top + _HEAD + 8
    for row in rows:
        if y + row.height > _FRAME.bottom - 8 and pages[-1]:
            pages.append([])
            y = _FRAME.top + _HEAD + 8
        pages[-1].append(row)
        y += row.height
    for number, on_page in enumerate(pages, start=1):
        sheet = Sheet(canvas, pen, _FRAME)
        _draw_page(sheet, listed, on_page, f"第{number}页 共{len(pages)}页")
        sheet.finish()
    return len(pages)


class _Row:
    """One door, its cells wrapped."""

    def __init__(self, number: int, door: ListedDoor) -> None:
        address = "\n".join(filter(None, map(printable, (door.label, door.person))))
        tried = "\n".join(map(printable, door.tried))
        texts = (str(number), address, tried, printable(door.advice), "")
        self.cells = [
            wrap(text, _SIZE, (width - 3) * POINTS) if text else []
            for text, (_, width) in zip(texts, _COLUMNS, strict=True)
        ]
        self.height = max(9.0, max(map(len, self.cells)) * _LEADING + 3.5)


def _draw_page(sheet: Sheet, listed: DoorList, rows: list[_Row], page: str) -> None:
    middle, day = (_FRAME.left + _FRAME.right) / 2, listed.day
    sheet.text(middle, _FRAME.top + 7, printable(listed.title), 18, bold=True, align="centre")
    when = f"{day.year}年{day.month}月{day.day}日"
    sheet.text(_FRAME.left, _FRAME.top + 18, printable(listed.place), 11, bold=True)
    sheet.text(_FRAME.right, _FRAME.top + 18, f"{when}　共{len(listed.doors)}户", 11, align="right")
    y = top = _FRAME.top + _HEAD
    x = _FRAME.left
    sheet.fill(x, y, _FRAME.width, 8, 0.92)
    for name, width in _COLUMNS:
        sheet.text(x + width / 2, y + 5.4, name, _SIZE, bold=True, align="centre")
        x += width
    y += 8
    for row in rows:
        _draw_row(sheet, row, y)
        y += row.height
    sheet.box(_FRAME.left, top, _FRAME.width, y - top, RULE)
    sheet.line(_FRAME.left, top + 8, _FRAME.right, top + 8, RULE)
    foot = _FRAME.bottom + 5
    sheet.text(_FRAME.left, foot, "仅供调查员本人使用，用后收回销毁。", 8.5)
    sheet.text(_FRAME.right, foot, page, 8.5, align="right")


def _draw_row(sheet: Sheet, row: _Row, y: float) -> None:
    x = _FRAME.left
    for cell, (name, width) in zip(row.cells, _COLUMNS, strict=True):
        base = y + (row.height - len(cell) * _LEADING) / 2 + 3.8
        for line in cell:
            if name == "序号":
                sheet.text(x + width / 2, base, line, _SIZE, align="centre")
            else:
                sheet.text(x + 1.5, base, line, _SIZE)
            base += _LEADING
        if name == "已办":
            draw_box(sheet, x + width / 2 - 2, y + row.height / 2, 4.0)
        sheet.box(x, y, width, row.height)
        x += width
