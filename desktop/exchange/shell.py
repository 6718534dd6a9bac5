"""The workbook without its rows: styles, validation, names, properties, guide and lists."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from typing import Any

from desktop.domain.fields import Kind, Side
from desktop.exchange.guide import guide_lines
from desktop.exchange.row_writer import column_letters
from desktop.exchange.sheets import (
    ACTION_KEY,
    DELETE_LABEL,
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
from desktop.exchange.workbook_content import FORMAT_VERSION, WorkbookContent

EXPORT_NAME = "hb_export"
EXPORT_PROPERTY = "hubiao_export_id"
EXPORT_KEYWORD = "hubiao-export:"

# How many rows there are is known only when the last one is written, and by then the shell is
# long made. Ranges in it end at these row numbers, which the writer replaces.
_MARK = 907_501
_MARK_STEP = 10_000

_GREY = "FFE7E6E6"
_HEADER = {Side.STREET: "FFD6E4F0", Side.DISTRICT: "FFFCE4D6", Side.BOTH: "FFE2EFDA"}
_LONGEST_DATE = "73050"  # 2099-12-31


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
    guide = book.active
    guide.title = GUIDE_SHEET
    _fill_guide(guide, content)
    lists = _list_ranges()
    styles = {}
    for index, sheet in enumerate(SHEETS):
        page = book.create_sheet(sheet.title)
        styles[sheet.key] = _lay_out(page, sheet, content.editor)
        _add_validation(page, sheet, content.editor, range_marks(index), lists)
    _fill_lists(book.create_sheet(LISTS_SHEET), lists)
    _fill_meta(book.create_sheet(META_SHEET), content)
    _stamp(book, content)
    memory = io.BytesIO()
    book.save(memory)
    # openpyxl numbers the parts in the order of the sheets; the guide is the first
    parts = {s.key: f"xl/worksheets/sheet{n}.xml" for n, s in enumerate(SHEETS, start=2)}
    return Shell(memory.getvalue(), styles, parts)


def is_foreign(column: Column, editor: Side) -> bool:
    """Return whether ``editor`` should leave ``column`` alone."""
    return column.context or (editor is not Side.BOTH and column.side not in {editor, Side.BOTH})


def _fill_guide(page: Any, content: WorkbookContent) -> None:
    from openpyxl.styles import Alignment, Font

    for number, (left, right) in enumerate(guide_lines(content), start=1):
        page.cell(number, 1, left or None).alignment = Alignment(vertical="top")
        page.cell(number, 2, right or None).alignment = Alignment(wrap_text=True, vertical="top")
        if left and not right:
            page.cell(number, 1).font = Font(bold=True, size=16 if number == 1 else 12)
    page.column_dimensions["A"].width = 14
    page.column_dimensions["B"].width = 90
    page.sheet_view.showGridLines = False
    page.page_setup.paperSize = 9


def _lay_out(page: Any, sheet: Sheet, editor: Side) -> tuple[int, ...]:
    """Write the two heading rows and set widths and formats; return the style of each column."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill
    from openpyxl.styles import Side as Edge

    keys = (TICKET_KEY, FINGERPRINT_KEY, *(column.key for column in sheet.columns))
    labels = (f"{sheet.key}", "校验", *(column.label for column in sheet.columns))
    line = Border(*[Edge(style="thin", color="FFBFBFBF")] * 4)
    styles = []
    for index, (key, label) in enumerate(zip(keys, labels, strict=True)):
        column = sheet.columns[index - 2] if index > 1 else None
        page.cell(1, index + 1, key)
        heading = page.cell(2, index + 1, label)
        heading.font = Font(bold=True)
        heading.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        heading.border = line
        heading.fill = PatternFill("solid", _HEADER[column.side] if column else _GREY)
        dimension = page.column_dimensions[column_letters(index)]
        sample = page.cell(FIRST_DATA_ROW, index + 1)
        for target in (sample, dimension):
            target.number_format = column.number_format if column else "@"
            if column and is_foreign(column, editor):
                target.fill = PatternFill("solid", _GREY)
        dimension.width = column.width if column else 10
        dimension.hidden = column is None
        styles.append(sample.style_id)
    page.delete_rows(FIRST_DATA_ROW)
    _set_up_page(page, sheet)
    return tuple(styles)


def _set_up_page(page: Any, sheet: Sheet) -> None:
    context = sum(column.context for column in sheet.columns)
    page.row_dimensions[1].hidden = True
    page.row_dimensions[2].height = 32
    page.freeze_panes = f"{column_letters(2 + context)}{FIRST_DATA_ROW}"
    page.print_title_rows = "2:2"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.oddFooter.center.text = "&A  第 &P 页，共 &N 页"


def _add_validation(
    page: Any, sheet: Sheet, editor: Side, marks: tuple[int, int, int], lists: dict[str, Any]
) -> None:
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import PatternFill

    last, spare_first, spare_last = marks
    page.auto_filter.ref = f"A2:{column_letters(len(sheet.columns) + 1)}{last}"
    for index, column in enumerate(sheet.columns, start=2):
        letters = column_letters(index)
        data = f"{letters}{FIRST_DATA_ROW}:{letters}{last}"
        spare = f"{letters}{spare_first}:{letters}{spare_last}"
        if is_foreign(column, editor):
            _validate(page, data, _refusal())
            _validate(page, spare, _rule_for(column, lists))
        else:
            _validate(
                page, f"{letters}{FIRST_DATA_ROW}:{letters}{spare_last}", _rule_for(column, lists)
            )
        if column.key == ACTION_KEY:
            whole = f"A{FIRST_DATA_ROW}:{letters}{last}"
            rule = FormulaRule(
                formula=[f'${letters}{FIRST_DATA_ROW}="{DELETE_LABEL}"'],
                fill=PatternFill("solid", bgColor="FFF8CBAD"),
            )
            page.conditional_formatting.add(whole, rule)


def _validate(page: Any, cells: str, rule: Any) -> None:
    if rule is not None:
        rule.add(cells)
        page.add_data_validation(rule)


def _refusal() -> Any:
    from openpyxl.worksheet.datavalidation import DataValidation

    return DataValidation(
        type="custom",
        formula1="FALSE",
        allow_blank=False,
        showErrorMessage=True,
        errorTitle="灰色的列",
        error="这一列由对方填写。需要更正时，请写在备注里。",
    )


def _rule_for(column: Column, lists: dict[str, Any]) -> Any:
    """Return the validation of one column, or None where any text will do."""
    from openpyxl.worksheet.datavalidation import DataValidation

    told: dict[str, Any] = {"allow_blank": True, "showErrorMessage": True}
    if column.key == ACTION_KEY:
        return DataValidation(type="list", formula1=f'"{DELETE_LABEL}"', **told)
    field = column.field
    if field is None or column.context:
        return None
    if field.codes is not None:
        style = "warning" if field.codes.open else "stop"
        reference = lists[field.codes.name][0]
        return DataValidation(type="list", formula1=reference, errorStyle=style, **told)
    told |= {"errorTitle": column.label}
    if field.kind is Kind.DATE:
        limits = {"operator": "between", "formula1": "1", "formula2": _LONGEST_DATE}
        return DataValidation(type="date", error="请填写日期，如 2024-03-05。", **limits, **told)
    if field.kind in {Kind.INTEGER, Kind.DECIMAL}:
        kind = "whole" if field.kind is Kind.INTEGER else "decimal"
        limits = {"operator": "between", "formula1": "-999999999", "formula2": "999999999"}
        return DataValidation(type=kind, error="请填写数字。", **limits, **told)
    return None


def _list_ranges() -> dict[str, tuple[str, list[str]]]:
    """Return list name → (reference into the lists sheet, labels)."""
    found: dict[str, tuple[str, list[str]]] = {}
    for sheet in SHEETS:
        for column in sheet.columns:
            codes = column.field.codes if column.field else None
            if codes is None or codes.name in found:
                continue
            labels = [pair[0] for pair in codes.labels.values()]
            letters = column_letters(len(found))
            reference = f"'{LISTS_SHEET}'!${letters}$2:${letters}${len(labels) + 1}"
            found[codes.name] = (reference, labels)
    return found


def _fill_lists(page: Any, lists: dict[str, tuple[str, list[str]]]) -> None:
    for index, (name, (_, labels)) in enumerate(lists.items(), start=1):
        page.cell(1, index, name)
        for number, label in enumerate(labels, start=2):
            page.cell(number, index, label)
    page.sheet_state = "veryHidden"


def _fill_meta(page: Any, content: WorkbookContent) -> None:
    entries = {
        "format": str(FORMAT_VERSION),
        "export_id": content.export_id,
        "export_code": content.export_code,
        "street_code": content.street_code,
        "editor": content.editor.value,
        "made_at": content.made_at.isoformat(timespec="seconds"),
        "vector": json.dumps(dict(content.vector), sort_keys=True, separators=(",", ":")),
    }
    for number, (key, value) in enumerate(entries.items(), start=1):
        page.cell(number, 1, key)
        page.cell(number, 2, value).number_format = "@"
    page.sheet_state = "veryHidden"


def _stamp(book: Any, content: WorkbookContent) -> None:
    """Write the export id where Excel, WPS and LibreOffice each keep something."""
    from openpyxl.packaging.custom import StringProperty
    from openpyxl.workbook.defined_name import DefinedName

    book.custom_doc_props.append(StringProperty(name=EXPORT_PROPERTY, value=content.export_id))
    name = DefinedName(EXPORT_NAME, attr_text=f'"{content.export_id}"', hidden=True)
    book.defined_names[EXPORT_NAME] = name
    book.properties.keywords = EXPORT_KEYWORD + content.export_id
    book.properties.title = f"{content.office} 户表改造台账"
    book.properties.creator = content.office
    # openpyxl writes naive times and calls them UTC
    book.properties.created = book.properties.modified = content.made_at.replace(tzinfo=None)
