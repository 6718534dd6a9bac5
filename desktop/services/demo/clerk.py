"""What the demo's district clerk does to the workbook before sending it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

KEY_ROW = 1
FIRST_ROW = 3


def edit_workbook(source: Path, target: Path, edits: Mapping[tuple[str, str, int], object]) -> None:
    """Copy ``source`` to ``target`` with cells changed, as a person with a spreadsheet does.

    Args:
        source: workbook as exported.
        target: workbook as sent back.
        edits: (sheet title, technical key of the column, data row from 0) → new value.
    """
    from openpyxl import load_workbook

    book = load_workbook(source)
    for (title, key, row), value in edits.items():
        sheet: Any = book[title]
        columns = {cell.value: cell.column for cell in sheet[KEY_ROW]}
        sheet.cell(FIRST_ROW + row, columns[key]).value = value
    book.save(target)
