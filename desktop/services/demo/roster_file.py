"""The demo's household list, written the way offices keep such lists: every sheet differently."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from desktop.services.demo.invention import Door, InventedQuarter

_MOST_ON_MESSY_SHEETS = 5_000
_CHINESE_DIGITS = "零一二三四五六七八九"
_SIMPLE_HEADER = (
    "小区",
    "楼栋",
    "单元",
    "室号",
    "业主姓名",
    "联系电话",
    "建筑面积",
    "水表号",
    "电表号",
    "用电户号",
    "楼层",
    "备注",
)


def write_roster(path: Path, quarters: Sequence[InventedQuarter]) -> None:
    """Write the household list of ``quarters`` to ``path`` as an .xlsx workbook.

    Up to 5,000 households every quarter has a sheet in a manner of its own; a larger office
    keeps one plain list, as its register would.
    """
    from openpyxl import Workbook

    if sum(len(quarter.doors) for quarter in quarters) > _MOST_ON_MESSY_SHEETS:
        book = Workbook(write_only=True)
        sheet = book.create_sheet("住户总表")
        sheet.append(_SIMPLE_HEADER)
        for quarter in quarters:
            for door in quarter.doors:
                sheet.append(_simple_row(quarter, door))
    else:
        book = Workbook()
        book.remove(book.active)
        for number, quarter in enumerate(quarters):
            manner = _MANNERS[number % len(_MANNERS)]
            manner(book.create_sheet(quarter.name[:28]), quarter)
    book.save(path)


def _simple_row(quarter: InventedQuarter, door: Door) -> tuple[object, ...]:
    return (
        quarter.name,
        f"{door.building}栋",
        f"{door.unit}单元",
        door.room,
        door.owner,
        door.phone,
        float(door.area),
        door.water_no,
        door.power_no,
        door.power_account,
        door.floor,
        door.remark,
    )


def _two_line_header(sheet: Any, quarter: InventedQuarter) -> None:
    """Title over everything, a two-line header, buildings merged down, subtotals, a note."""
    sheet.append([f"{quarter.name}住户花名册"])
    sheet.merge_cells("A1:I1")
    sheet.append(["填报单位：赤壁街道办事处", None, None, None, None, "单位：户、平方米"])
    sheet.append(["位置", None, None, "业主", None, "水表号", "电能表", None, "备注"])
    sheet.append(["幢*", "单元", "室号", "姓名", "联系电话", None, "资产编号", "用电户号", None])
    for area in ("A3:C3", "D3:E3", "G3:H3", "F3:F4", "I3:I4"):
        sheet.merge_cells(area)
    for building, doors in groupby(quarter.doors, key=lambda door: door.building):
        first = sheet.max_row + 1
        count = 0
        for door in doors:
            count += 1
            sheet.append(
                [
                    f"{building}幢" if count == 1 else None,
                    int(door.unit),
                    door.room,
                    door.owner,
                    _dashed(door.phone),
                    door.water_no,
                    door.power_no,
                    door.power_account,
                    door.remark,
                ]
            )
        sheet.merge_cells(start_row=first, end_row=first + count - 1, start_column=1, end_column=1)
        sheet.append(["小计", None, f"{count}户"])
    sheet.append([])
    sheet.append(["说明：本表由社区逐户核对，空白为暂未查清。"])


def _combined_room(sheet: Any, quarter: InventedQuarter) -> None:
    """The building as 3号楼, unit and room in one cell (1-101), some digits full-width."""
    sheet.append(["小区名称", "所属楼栋", "门牌号", "户主", "手机", "水表表号", "电表号", "面积"])
    for number, door in enumerate(quarter.doors):
        building = _wide(door.building) if number % 5 == 0 else door.building
        sheet.append(
            [
                quarter.name,
                f"{building}号楼",
                f"{door.unit}-{door.room}",
                door.owner,
                door.phone,
                door.water_no,
                door.power_no,
                float(door.area),
            ]
        )
        if number == 3:  # noqa: PLR2004 - the fourth household stands twice, as in life
            sheet.append([cell.value for cell in sheet[sheet.max_row]])


def _one_address(sheet: Any, quarter: InventedQuarter) -> None:
    """Quarter, building, unit and room in one address column."""
    sheet.append([f"{quarter.alias}水电改造摸底表"])
    sheet.append([])
    sheet.append(["序号", "地址", "产权人", "电话", "建筑面积\n(㎡)", "水表\n钢印号", "用电户号"])
    for number, door in enumerate(quarter.doors, start=1):
        room = door.room if door.shop else f"{door.room}室"
        sheet.append(
            [
                number,
                f"{quarter.name}{door.building}栋{door.unit}单元{room}",
                door.owner,
                f" {door.phone}",
                str(door.area),
                door.water_no,
                door.power_account,
            ]
        )
    sheet.append(["合计", f"共{len(quarter.doors)}户"])


def _chinese_numerals(sheet: Any, quarter: InventedQuarter) -> None:
    """Buildings and units in Chinese numerals, the quarter in the title only."""
    sheet.append([f"{quarter.name}住户登记表"])
    sheet.append(["楼号", "单元号", "房号", "业主", "联系方式", "水表号", "电表资产号", "备注"])
    for door in quarter.doors:
        sheet.append(
            [
                f"{_chinese(door.building)}号楼",
                f"{_chinese(door.unit)}单元",
                door.room,
                door.owner,
                door.phone,
                door.water_no,
                door.power_no,
                door.remark,
            ]
        )


_MANNERS: tuple[Callable[[Any, InventedQuarter], None], ...] = (
    _two_line_header,
    _combined_room,
    _one_address,
    _chinese_numerals,
)


def _dashed(phone: str) -> str:
    return f"{phone[:3]}-{phone[3:7]}-{phone[7:]}"


def _wide(digits: str) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in digits)


def _chinese(digits: str) -> str:
    """Write 1 to 99 in Chinese numerals."""
    number = int(digits)
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _CHINESE_DIGITS[ones]
    head = "十" if tens == 1 else _CHINESE_DIGITS[tens] + "十"
    return head + (_CHINESE_DIGITS[ones] if ones else "")


def doors_of(quarters: Sequence[InventedQuarter]) -> Iterator[tuple[InventedQuarter, Door]]:
    """Yield every door with its quarter."""
    for quarter in quarters:
        for door in quarter.doors:
            yield quarter, door
