"""What a cell of the workbook takes: drop-downs, limits, and the refusal of the other's columns.

A sheet is never protected: sorting would silently do nothing there (``exchange.md``). A column of
the other side refuses typing by a rule that is always false, and asks before it lets a correction
through; figures that are only to look at refuse for good.
"""

from __future__ import annotations

from typing import Any

from desktop.domain.fields import Kind, Side
from desktop.exchange.row_writer import column_letters
from desktop.exchange.sheets import (
    ACTION_KEY,
    DELETE_LABEL,
    FIRST_DATA_ROW,
    LISTS_SHEET,
    SHEETS,
    Column,
    Sheet,
)

_LONGEST_DATE = "73050"  # 2099-12-31
_MOST = "999999999999"
_OWNERS = {Side.STREET: "街道", Side.DISTRICT: "区里", Side.BOTH: "双方"}

Lists = dict[str, tuple[str, str, list[str]]]
"""List name → reference into the lists sheet, heading, labels."""


def is_foreign(column: Column, editor: Side) -> bool:
    """Return whether ``editor`` should leave ``column`` alone."""
    return column.context or (editor is not Side.BOTH and column.side not in {editor, Side.BOTH})


def list_ranges() -> Lists:
    """Return every list that a column offers."""
    headings: dict[str, list[str]] = {}
    labels: dict[str, list[str]] = {}
    for column in (column for sheet in SHEETS for column in sheet.columns):
        codes = column.field.codes if column.field else None
        if codes is not None:
            labels[codes.name] = [pair[0] for pair in codes.labels.values()]
            told = headings.setdefault(codes.name, [])
            if column.label not in told:
                told.append(column.label)
    found: Lists = {}
    for index, (name, entries) in enumerate(labels.items()):
        letters = column_letters(index)
        reference = f"'{LISTS_SHEET}'!${letters}$2:${letters}${len(entries) + 1}"
        heading = headings[name][0] + (" 等" if len(headings[name]) > 1 else "")
        found[name] = (reference, "是/否" if name == "yes_no" else heading, entries)
    return found


def add_rules(
    page: Any, sheet: Sheet, editor: Side, marks: tuple[int, int, int], lists: Lists
) -> None:
    """Put filter, validation and the colour of rows to delete on a data sheet.

    Args:
        page: the openpyxl worksheet.
        sheet: its columns.
        editor: whom the file is for.
        marks: row numbers that stand for last data row, first and last spare row.
        lists: from :func:`list_ranges`.
    """
    last, spare_first, spare_last = marks
    page.auto_filter.ref = f"A2:{column_letters(len(sheet.columns) + 1)}{last}"
    for index, column in enumerate(sheet.columns, start=2):
        letters = column_letters(index)
        data = f"{letters}{FIRST_DATA_ROW}:{letters}{last}"
        if not is_foreign(column, editor):
            _validate(page, f"{data.partition(':')[0]}:{letters}{spare_last}", _rule(column, lists))
            continue
        _validate(page, data, _refusal(column))
        if sheet.kinds:
            _validate(page, f"{letters}{spare_first}:{letters}{spare_last}", _rule(column, lists))
    if ACTION_KEY in sheet.by_key:
        _colour_deletions(page, sheet, last)


def _colour_deletions(page: Any, sheet: Sheet, last: int) -> None:
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import PatternFill

    place = next(n for n, one in enumerate(sheet.columns, start=2) if one.key == ACTION_KEY)
    letters = column_letters(place)
    rule = FormulaRule(
        formula=[f'${letters}{FIRST_DATA_ROW}="{DELETE_LABEL}"'],
        fill=PatternFill("solid", bgColor="FFF8CBAD"),
    )
    page.conditional_formatting.add(f"A{FIRST_DATA_ROW}:{letters}{last}", rule)


def _validate(page: Any, cells: str, rule: Any) -> None:
    if rule is not None:
        rule.add(cells)
        page.add_data_validation(rule)


def _refusal(column: Column) -> Any:
    from openpyxl.worksheet.datavalidation import DataValidation

    owner = _OWNERS[column.side]
    told = (
        {"errorTitle": "只供查看", "error": "这一列由程序计算或用来定位，改了不会收回。"}
        if column.context
        else {
            "errorStyle": "warning",
            "errorTitle": f"{owner}填写的列",
            "error": f"这一列由{owner}填写。继续填写将作为更正建议，由{owner}确认后才生效。",
        }
    )
    return DataValidation(
        type="custom", formula1="FALSE", allow_blank=False, showErrorMessage=True, **told
    )


def _rule(column: Column, lists: Lists) -> Any:
    """Return the validation of one column, or None where any text will do."""
    from openpyxl.worksheet.datavalidation import DataValidation

    told: dict[str, Any] = {"allow_blank": True, "showErrorMessage": True}
    if column.key == ACTION_KEY:
        return DataValidation(type="list", formula1=f'"{DELETE_LABEL}"', **told)
    field = column.field
    if field is None or column.context:
        return None
    told |= {"errorTitle": column.label}
    if field.codes is not None:
        style = "warning" if field.codes.open else "stop"
        told["error"] = "请从下拉列表中选择，选项见“选项”工作表。"
        reference = lists[field.codes.name][0]
        return DataValidation(type="list", formula1=reference, errorStyle=style, **told)
    if field.kind is Kind.DATE:
        limits = {"operator": "between", "formula1": "1", "formula2": _LONGEST_DATE}
        return DataValidation(type="date", error="请填写日期，如 2024-03-05。", **limits, **told)
    if field.kind in {Kind.INTEGER, Kind.DECIMAL}:
        kind = "whole" if field.kind is Kind.INTEGER else "decimal"
        limits = {"operator": "between", "formula1": f"-{_MOST}", "formula2": _MOST}
        return DataValidation(type=kind, error="请填写数字。", **limits, **told)
    return None
