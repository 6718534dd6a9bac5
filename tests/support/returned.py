"""A district workbook that went out of a demo office and came back with something of everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.services.bundle import Office

HOUSEHOLDS, PLAN = "住户", "计划与批复"
_ADDRESS = ("quarter.name", "building.building_no", "unit.unit_no", "household.room_no")


def returned_workbook(office: Office, path: Path) -> Path:
    """Export to ``path``, edit it as a clerk would, and change the ledger meanwhile.

    Needs some 500 households. What comes of it: values that are taken over, conflicts,
    corrections in our columns, cells that cannot be read, deletions, a new row and one whose
    address is known.
    """
    from openpyxl import load_workbook

    office.district.export(path)
    book = load_workbook(path)
    sheet: Any = book[HOUSEHOLDS]
    columns = {cell.value: cell.column for cell in sheet[1]}
    numbers = list(office.reading.household_numbers())
    doors = {
        f"{row.quarter}/{row.building_no}/{row.unit_no}/{row.room_no}": row.id
        for row in office.reading.household_rows(numbers)
    }

    def put(row: int, key: str, value: object) -> None:
        sheet.cell(row, columns[key]).value = value

    def copy_address(row: int, source: int) -> None:
        for key in _ADDRESS:
            put(row, key, sheet.cell(source, columns[key]).value)

    def ours(row: int, field: str, value: str) -> None:
        address = [str(sheet.cell(row, columns[key]).value) for key in _ADDRESS]
        office.editing.set_field("household", doors["/".join(address)], field, value)

    for row in (3, 50, 120, 300):
        ours(row, "phone", f"1387100{row:04d}")
        put(row, "household.phone", f"1399988{row:04d}")
    ours(7, "owner_name", "周小曼")
    put(7, "household.owner_name", "周晓曼")
    for row, name in ((10, "王秀岚"), (60, "陈桂瑛"), (61, "刘德胜"), (200, "吴国庆")):
        put(row, "household.owner_name", name)
    put(12, "household.floor", "五楼半")
    put(64, "water_meter.verified_on", "去年三月")
    for row in (400, 401):
        put(row, "row.action", "删除")
    for row in range(20, 40):
        put(row, "household.remarks", "区里已电话核实")
    last = len(numbers) + 2
    copy_address(last + 1, 3)
    put(last + 1, "household.room_no", "901")
    put(last + 1, "household.owner_name", "赵新生")
    copy_address(last + 2, 90)
    put(last + 2, "household.phone", "13900001111")
    plan: Any = book[PLAN]
    where = {cell.value: cell.column for cell in plan[1]}
    for row in (3, 4, 5):
        plan.cell(row, where["quarter.plan_batch"]).value = "第二批"
    sheet.delete_rows(450, 3)
    book.save(path)
    return path
