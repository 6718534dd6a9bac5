"""The workbook without its rows: styles, widths, print set-up, and the sheets beside the data."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.domain.fields import Kind, Side
from desktop.exchange.guide import fill_guide
from desktop.exchange.row_writer import column_letters
from desktop.exchange.sheets import (
    FINGERPRINT_KEY,
    FIRST_DATA_ROW,
    GUIDE_SHEET,
    LISTS_SHEET,
    META_SHEET,
    SHEETS,
    SPARE_ROWS,
    TICKET_KEY,
    Column,
    Sheet,
)
from desktop.exchange.shell_colours import CONTEXT_HEAD, FONT, FOREIGN, HEADS
from desktop.exchange.shell_marks import fill_meta, stamp
from desktop.exchange.shell_rules import Lists, add_rules, is_foreign, list_ranges
from desktop.exchange.shell_styles import Styles

if TYPE_CHECKING:
    from desktop.exchange.workbook_content import WorkbookContent

# How many rows there are is known only when the last one is written, and by then the shell is
# long made. Ranges in it end at these row numbers, which the writer replaces.
_MARK = 907_501
_MARK_STEP = 6_000
_A3, _A4 = 8, 9
_WIDE = 150
"""From so many characters across on, A3 is used."""
_ALIGNED = {
    Kind.DECIMAL: "right",
    Kind.INTEGER: "center",
    Kind.DATE: "center",
    Kind.CODE: "center",
    Kind.BOOLEAN: "center",
}


@dataclass(frozen=True, slots=True)
class Shell:
    """An empty workbook and what the row writer needs to fill it.

    Attributes:
        package: the .xlsx file.
        styles: sheet key → cell style of every column, the two hidden ones first.
        parts: sheet key → name of its part in the package.
    """

    package: bytes
    styles: dict[str, tuple[int, ...]]
    parts: dict[str, str]


def range_marks(index: int) -> tuple[int, int, int]:
    """Return the row numbers that stand for last data row, first and last spare row."""
    last = _MARK + index * _MARK_STEP
    return last, last + 1, last + SPARE_ROWS


def make_shell(content: WorkbookContent) -> Shell:
    """Return the workbook of ``content`` with every sheet, but without data rows."""
    from openpyxl import Workbook

    book = Workbook()
    _use_font(book)
    guide = book.active
    guide.title = GUIDE_SHEET
    looks = Styles()
    fill_guide(guide, content, looks)
    lists = list_ranges()
    styles = {}
    for index, sheet in enumerate(SHEETS):
        page = book.create_sheet(sheet.title)
        styles[sheet.key] = _lay_out(page, sheet, content.editor, looks)
        _set_up_page(page, sheet, content)
        add_rules(page, sheet, content.editor, range_marks(index), lists)
    _fill_lists(book.create_sheet(LISTS_SHEET), lists, looks)
    fill_meta(book.create_sheet(META_SHEET), content)
    stamp(book, content)
    memory = io.BytesIO()
    book.save(memory)
    # openpyxl numbers the parts in the order of the sheets; the guide is the first
    parts = {s.key: f"xl/worksheets/sheet{n}.xml" for n, s in enumerate(SHEETS, start=2)}
    return Shell(memory.getvalue(), styles, parts)


def _use_font(book: Any) -> None:
    """Make the default font one that has Chinese letters in every weight."""
    from openpyxl.styles import Font
    from openpyxl.utils.indexed_list import IndexedList

    book._fonts = IndexedList([Font(name=FONT, size=11, family=2)])  # noqa: SLF001 - no other way
    book._named_styles["Normal"].font = Font(name=FONT, size=11, family=2)  # noqa: SLF001


def _lay_out(page: Any, sheet: Sheet, editor: Side, looks: Styles) -> tuple[int, ...]:
    """Write the two heading rows and set widths and formats; return the style of each column."""
    keys = (TICKET_KEY, FINGERPRINT_KEY, *(column.key for column in sheet.columns))
    labels = (sheet.key, "校验", *(column.label for column in sheet.columns))
    styles = []
    for index, (key, label) in enumerate(zip(keys, labels, strict=True)):
        column = sheet.columns[index - 2] if index > 1 else None
        page.cell(1, index + 1, key)
        _dress_heading(page.cell(2, index + 1, label), column, looks)
        dimension = page.column_dimensions[column_letters(index)]
        sample = page.cell(FIRST_DATA_ROW, index + 1)
        for target in (sample, dimension):
            _dress_cells(target, column, editor, looks)
        dimension.width = column.width if column else 10
        dimension.hidden = column is None
        styles.append(sample.style_id)
    page.delete_rows(FIRST_DATA_ROW)
    return tuple(styles)


def _dress_cells(target: Any, column: Column | None, editor: Side, looks: Styles) -> None:
    from openpyxl.styles import Alignment, PatternFill

    shown = column.number_format if column else "@"
    kind = column.field.kind if column and column.field else Kind.TEXT
    across = _ALIGNED.get(kind, "left")
    foreign = column is not None and is_foreign(column, editor)
    looks.dress(
        target,
        ("cell", shown, across, foreign),
        lambda: {
            "number_format": shown,
            "alignment": Alignment(vertical="center", horizontal=across),
            **({"fill": PatternFill("solid", FOREIGN)} if foreign else {}),
        },
    )


def _dress_heading(heading: Any, column: Column | None, looks: Styles) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill
    from openpyxl.styles import Side as Edge

    colour = CONTEXT_HEAD if column is None or column.context else HEADS[column.side]
    looks.dress(
        heading,
        ("heading", colour),
        lambda: {
            "font": Font(name=FONT, bold=True),
            "alignment": Alignment(wrap_text=True, vertical="center", horizontal="center"),
            "border": Border(*[Edge(style="thin", color="FFBFBFBF")] * 4),
            "fill": PatternFill("solid", colour),
        },
    )


def _set_up_page(page: Any, sheet: Sheet, content: WorkbookContent) -> None:
    seen = column_letters(2 + sheet.way)
    page.row_dimensions[1].hidden = True
    page.row_dimensions[2].height = 36
    page.freeze_panes = f"{seen}{FIRST_DATA_ROW}"
    page.print_title_rows = "2:2"
    if sheet.pages_wide > 1:  # each sheet of paper says which row it goes on with
        page.print_title_cols = f"C:{column_letters(1 + sheet.way)}"
    page.print_options.gridLines = True
    page.print_options.horizontalCentered = True
    page.page_setup.orientation = "landscape"
    across = sum(column.width for column in sheet.columns) / sheet.pages_wide
    page.page_setup.paperSize = _A3 if across > _WIDE else _A4
    page.page_setup.fitToWidth = sheet.pages_wide
    page.page_setup.fitToHeight = 0
    page.page_setup.pageOrder = "overThenDown"
    page.sheet_properties.pageSetUpPr.fitToPage = True
    margins = page.page_margins
    margins.left = margins.right = 0.4
    margins.top = margins.bottom = 0.75
    margins.header = margins.footer = 0.3
    office = content.office.replace("&", "&&")
    page.oddHeader.left.text = f"{office} {sheet.title}"
    page.oddHeader.right.text = f"{content.made_at.astimezone():%Y-%m-%d} 导出"
    page.oddFooter.center.text = "第 &P 页，共 &N 页"


def _fill_lists(page: Any, lists: Lists, looks: Styles) -> None:
    for index, (_, heading, labels) in enumerate(lists.values(), start=1):
        _dress_heading(page.cell(1, index, heading), None, looks)
        for number, label in enumerate(labels, start=2):
            page.cell(number, index, label)
        longest = max(len(text) for text in labels)
        page.column_dimensions[column_letters(index - 1)].width = max(12, 2.1 * longest + 2)
    page.row_dimensions[1].height = 32
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    page.print_options.gridLines = True
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = _A4
    page.page_setup.fitToWidth = 3
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.oddFooter.center.text = "选项  第 &P 页，共 &N 页"
