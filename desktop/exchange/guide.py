"""The guide sheet: what may be edited, by whom, until when, and what to leave alone."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from desktop.domain.fields import Side
from desktop.exchange.sheets import ACTION_KEY, LISTS_SHEET, SHEETS
from desktop.exchange.shell_colours import CONTEXT_HEAD, FONT, FOREIGN, HEADS, LATE, TITLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.exchange.sheet_table import Column
    from desktop.exchange.shell_styles import Styles
    from desktop.exchange.workbook_content import WorkbookContent

_NAMES = {Side.STREET: "街道", Side.DISTRICT: "区里", Side.BOTH: "双方"}
_RULES = (
    "可以排序、筛选、插入行、复制行，也可以另存；请另存为 .xlsx。",
    "白色单元格由您填写。浅灰的列由对方填写：可以改，改动作为更正建议，由对方确认后才生效。",
    "表头为深灰的列只供查看：用来定位或由程序计算，改了不会收回。",
    "新增一户或一块表：在表格末尾的空行填写，小区、楼栋、单元照样填上，隐藏的列留空。",
    "删除一行：在“操作”列选“删除”。直接删掉整行只当作建议，需人工确认。",
    "请不要单独给某一列排序，也不要改动第一行、隐藏的列和隐藏的工作表。",
    "日期写成 2024-03-05；表号、户号、电话按原样填写，前面的 0 不会丢失。",
    f"带下拉箭头的列请从列表中选，全部选项见“{LISTS_SHEET}”工作表。",
)
_WIDTHS = (14.0, 16.0, 66.0, 26.0, 14.0)
_FIRST_WIDE = "\u2e80"
_LINE = 16.5
"""Height of a line of text in points."""


def editing_table(content: WorkbookContent) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield (sheet, group, columns, who edits, until when) of every group of columns."""
    until = content.return_by.isoformat() if content.return_by else "—"
    for sheet in SHEETS:
        if not sheet.kinds:
            yield sheet.title, "全部", "、".join(sheet.by_label), "只供查看", "—"
            continue
        columns = [column for column in sheet.columns if column.key != ACTION_KEY]
        for (group, who), found in groupby(columns, lambda one: (one.group, _who(one, content))):
            labels = "、".join(column.label for column in found)
            mine = who.startswith(("请您填写", "双方"))
            yield sheet.title, group, labels, who, until if mine else "—"


def _who(column: Column, content: WorkbookContent) -> str:
    if column.context:
        return "只供查看"
    if column.side is Side.BOTH:
        return "双方都可填写"
    if content.editor in {column.side, Side.BOTH}:
        return f"请您填写（{_NAMES[column.side]}）"
    return f"{_NAMES[column.side]}填写，可提更正建议"


def fill_guide(page: Any, content: WorkbookContent, looks: Styles) -> None:
    """Write the guide on the openpyxl worksheet ``page``."""
    guide = _Guide(page, looks)
    guide.title(f"{content.office} 户表改造台账")
    made = content.made_at.astimezone()
    guide.fact("导出时间", made.strftime("%Y-%m-%d %H:%M"))
    guide.fact("街道编码", content.street_code)
    guide.fact("导出编号", content.export_code)
    guide.fact("填写单位", _NAMES[content.editor])
    if content.return_by is not None:
        day = content.return_by
        guide.fact("请返回", f"请于 {day.year} 年 {day.month} 月 {day.day} 日前填好返回", LATE)
    guide.heading("怎样填写")
    for number, rule in enumerate(_RULES, start=1):
        guide.fact(str(number), rule)
    guide.heading("颜色")
    guide.colour("", HEADS[Side.STREET], "表头为蓝色：街道填写的列")
    guide.colour("", HEADS[Side.DISTRICT], "表头为橙色：区里填写的列")
    guide.colour("", HEADS[Side.BOTH], "表头为绿色：双方都可填写的列")
    guide.colour("", CONTEXT_HEAD, "表头为深灰：只供查看")
    guide.colour("", FOREIGN, "单元格为浅灰：不由您填写的列")
    guide.heading("工作表")
    for sheet in SHEETS:
        guide.fact(sheet.title, sheet.note)
    guide.heading("哪些列由谁填写、何时返回")
    guide.table(("工作表", "列组", "列", "谁填写", "返回期限"), list(editing_table(content)))
    guide.set_up(content)


class _Guide:
    """Writes the guide downwards."""

    def __init__(self, page: Any, looks: Styles) -> None:
        self._page = page
        self._looks = looks
        self._row = 0
        for letters, width in zip("ABCDE", _WIDTHS, strict=True):
            page.column_dimensions[letters].width = width

    def title(self, text: str) -> None:
        from openpyxl.styles import Alignment, Font

        cell = self._wide(text, 1)
        cell.font = Font(name=FONT, bold=True, size=18, color=TITLE)
        cell.alignment = Alignment(vertical="center")
        self._page.row_dimensions[self._row].height = 34

    def heading(self, text: str) -> None:
        from openpyxl.styles import Alignment, Border, Font
        from openpyxl.styles import Side as Edge

        self._row += 1
        cell = self._wide(text, 1)
        cell.font = Font(name=FONT, bold=True, size=12, color=TITLE)
        cell.alignment = Alignment(vertical="center")
        for place in range(1, len(_WIDTHS) + 1):
            line = Border(bottom=Edge(style="medium", color=TITLE))
            self._page.cell(self._row, place).border = line
        self._page.row_dimensions[self._row].height = 22

    def fact(self, left: str, right: str, colour: str = "") -> None:
        from openpyxl.styles import Alignment, Font

        self._looks.dress(
            self._wide(right, 2),
            ("fact", colour),
            lambda: {
                "alignment": Alignment(wrap_text=True, vertical="top"),
                **({"font": Font(name=FONT, bold=True, color=colour)} if colour else {}),
            },
        )
        self._looks.dress(
            self._page.cell(self._row, 1, left),
            "lead",
            lambda: {
                "alignment": Alignment(vertical="top", horizontal="left"),
                "font": Font(name=FONT, color="FF595959"),
            },
        )
        self._page.row_dimensions[self._row].height = _LINE * _lines(right, sum(_WIDTHS[1:]))

    def colour(self, left: str, fill: str, right: str) -> None:
        from openpyxl.styles import Border, PatternFill
        from openpyxl.styles import Side as Edge

        self.fact(left, right)
        swatch = self._page.cell(self._row, 1)
        swatch.fill = PatternFill("solid", fill)
        swatch.border = Border(*[Edge(style="thin", color="FFBFBFBF")] * 4)

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill
        from openpyxl.styles import Side as Edge

        def look(*, head: bool, strong: bool) -> dict[str, Any]:
            made: dict[str, Any] = {
                "border": Border(*[Edge(style="thin", color="FFBFBFBF")] * 4),
                "alignment": Alignment(wrap_text=True, vertical="top"),
            }
            if head or strong:
                made["font"] = Font(name=FONT, bold=True)
            if head:
                made["fill"] = PatternFill("solid", CONTEXT_HEAD)
            return made

        before = ""
        for number, row in enumerate((heads, *rows)):
            self._row += 1
            shown = ("" if number and row[0] == before else row[0], *row[1:])
            before = row[0]
            kind = {"head": not number, "strong": row[4] != "—"}
            for place, text in enumerate(shown, start=1):
                cell = self._page.cell(self._row, place, text or None)
                self._looks.dress(cell, ("table", *kind.values()), partial(look, **kind))
            height = max(_lines(t, w) for t, w in zip(row, _WIDTHS, strict=True))
            self._page.row_dimensions[self._row].height = _LINE * height

    def set_up(self, content: WorkbookContent) -> None:
        page = self._page
        page.sheet_view.showGridLines = False
        page.page_setup.paperSize = 9
        page.page_margins.left = page.page_margins.right = 0.5
        page.page_margins.top = page.page_margins.bottom = 0.7
        page.page_margins.header = page.page_margins.footer = 0.3
        page.page_setup.orientation = "portrait"
        page.page_setup.fitToWidth = 1
        page.page_setup.fitToHeight = 0
        page.sheet_properties.pageSetUpPr.fitToPage = True
        page.oddFooter.center.text = "第 &P 页，共 &N 页"
        page.oddHeader.right.text = f"{content.made_at.astimezone():%Y-%m-%d} 导出"

    def _wide(self, text: str, first: int) -> Any:
        self._row += 1
        self._page.merge_cells(
            start_row=self._row, end_row=self._row, start_column=first, end_column=len(_WIDTHS)
        )
        return self._page.cell(self._row, first, text)


def _lines(text: str, width: float) -> int:
    """Return how many lines ``text`` takes in a column of so many characters."""
    taken = sum(2.0 if one >= _FIRST_WIDE else 1.0 for one in text)
    return max(1, -(-int(taken * 1.03) // int(width)))
