"""The guide sheet: what may be edited, by whom, and what to leave alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.fields import Side
from desktop.exchange.sheets import SHEETS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.exchange.workbook_content import WorkbookContent

_EDITORS = {Side.STREET: "街道", Side.DISTRICT: "区里", Side.BOTH: "街道和区里"}
_RULES = (
    "可以排序、筛选、插入行、复制行，也可以另存；请另存为 .xlsx。",
    "白色的列由您填写；灰色的列由对方填写，改了也只作为建议，由对方确认。",
    "新增一户或一块表：在表格末尾的空行填写，隐藏的列留空即可。",
    "删除一行：在“操作”列选“删除”。直接删掉整行只当作建议。",
    "请不要单独给某一列排序，也不要改动第一行和隐藏的列、隐藏的工作表。",
    "日期写成 2024-03-05；表号、户号、电话按原样填写，前面的 0 不会丢失。",
)


def guide_lines(content: WorkbookContent) -> Iterator[tuple[str, str]]:
    """Yield (left, right) cells of the guide from top to bottom; the first is the title."""
    made = content.made_at.astimezone()
    yield f"{content.office} 户表改造台账", ""
    yield "导出时间", made.strftime("%Y-%m-%d %H:%M")
    yield "街道编码", content.street_code
    yield "导出编号", content.export_code
    yield "填写单位", _EDITORS[content.editor]
    yield "", ""
    yield "怎样填写", ""
    for number, rule in enumerate(_RULES, start=1):
        yield f"{number}", rule
    yield "", ""
    yield "工作表", ""
    for sheet in SHEETS:
        yield sheet.title, sheet.note
