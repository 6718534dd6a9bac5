"""The page of the workbook's columns, made from the tables that writer and reader go by.

``python -m tests.support.workbook_page`` writes ``docs/workbook.md`` anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.fields import Kind, Side
from desktop.exchange.sheets import SHEETS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.exchange.sheet_table import Column

PAGE = Path(__file__).parents[2] / "docs" / "workbook.md"
_SIDES = {Side.STREET: "street", Side.DISTRICT: "district", Side.BOTH: "both"}
_HEAD = """# Columns of the district workbook

Made from `desktop/exchange/sheets.py` by `python -m tests.support.workbook_page`; a test compares
them. Row 1 of a data sheet is hidden and holds the keys, row 2 the headings, data begin in row 3.
Two hidden columns lead: `hb.ticket` says which record a row is, `hb.fingerprint` whether anybody
touched it. *Only shown* columns are never taken back; a change in a column of the other side comes
back as a proposal.
"""


def page() -> str:
    """Return the page."""
    return "\n".join([_HEAD, *_sheets()])


def _sheets() -> Iterator[str]:
    for sheet in SHEETS:
        yield f"## {sheet.title} (`{sheet.key}`)\n"
        yield f"{sheet.note}\n"
        yield "| heading | key | group | kind | whose |"
        yield "|---|---|---|---|---|"
        for column in sheet.columns:
            whose = "only shown" if column.context else _SIDES[column.side]
            group = column.group
            yield f"| {column.label} | `{column.key}` | {group} | {_kind(column)} | {whose} |"
        yield ""


def _kind(column: Column) -> str:
    field = column.field
    if field is None:
        return "delete this row"
    if field.codes is not None:
        return f"list `{field.codes.name}`" + (", open" if field.codes.open else "")
    if field.kind is Kind.DECIMAL:
        return f"number, {field.places} places" + (f", {field.unit}" if field.unit else "")
    if field.kind is Kind.INTEGER:
        return "whole number"
    if field.kind is Kind.DATE:
        return "date"
    return f"text, at most {field.length}" if field.length else "text"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
