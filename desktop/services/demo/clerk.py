"""What the demo's district clerk does to the workbook before sending it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_KEY_ROW = 1
_FIRST_ROW = 3


@dataclass(frozen=True, slots=True)
class CellEdit:
    """One cell that the clerk types over.

    Attributes:
        sheet: name on the tab.
        where: technical key → text that the row shows in that column.
        key: technical key of the column to change.
        value: what is typed.
    """

    sheet: str
    where: Mapping[str, str]
    key: str
    value: object


def edit_workbook(source: Path, target: Path, edits: Iterable[CellEdit]) -> None:
    """Copy ``source`` to ``target`` with cells changed, as a person with a spreadsheet does."""
    from openpyxl import load_workbook

    book = load_workbook(source)
    for edit in edits:
        _edit(book[edit.sheet], edit)
    book.save(target)


def _edit(sheet: Any, edit: CellEdit) -> None:
    columns = {cell.value: cell.column for cell in sheet[_KEY_ROW]}
    for row in range(_FIRST_ROW, sheet.max_row + 1):
        shown = {key: str(sheet.cell(row, columns[key]).value or "") for key in edit.where}
        if shown == dict(edit.where):
            sheet.cell(row, columns[edit.key]).value = edit.value
            return
