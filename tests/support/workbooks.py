"""Invented content of a district workbook, and a way to edit what was written."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from desktop.domain.fields import Kind, Side
from desktop.domain.merge import MergeBasis
from desktop.exchange.row_writer import StoredRows
from desktop.exchange.sheets import HOUSEHOLDS, SHEETS, SHEETS_BY_KEY
from desktop.exchange.workbook import read_workbook, rows_of
from desktop.exchange.workbook_content import WorkbookContent

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from desktop.domain.values import Record, Value
    from desktop.exchange.sheets import Column, Sheet
    from desktop.exchange.workbook import ReturnedWorkbook

EXPORT_ID = "0123456789abcdef0123456789abcdef"
EXPORT_CODE = "DEMO01"
MADE_AT = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)

_KINDS = ("quarter", "building", "household", "water_meter", "electricity_meter")

Cells = dict[str, list[list[object]]]


def invented_id(kind: str, number: int) -> str:
    """Return an id that depends on kind and number alone."""
    return f"{number:028x}{_KINDS.index(kind):04x}"


def invented_value(column: Column, number: int) -> Value:
    """Return a value that fits the column; a few cells stay empty."""
    field = column.field
    if field is None or (number % 11 == 5 and not column.context):
        return None
    if field.codes is not None and field.kind is Kind.CODE:
        codes = list(field.codes.labels)
        return codes[number % len(codes)]
    values: dict[Kind, Value] = {
        Kind.TEXT: f"0{number:05d}号"[: field.length or 60],
        Kind.INTEGER: number % 30,
        Kind.DECIMAL: (Decimal(number) + Decimal("0.5")).quantize(Decimal(1).scaleb(-field.places)),
        Kind.DATE: date(2020 + number % 5, 1 + number % 12, 1 + number % 28),
        Kind.BOOLEAN: bool(number % 2),
    }
    return values[field.kind]


def invented_rows(sheet: Sheet, count: int) -> list[tuple[tuple[str, ...], tuple[Value, ...]]]:
    """Return ``count`` rows of a sheet as the writer takes them."""
    return [
        (
            tuple(invented_id(kind, number) for kind in sheet.kinds),
            tuple(invented_value(column, number) for column in sheet.columns),
        )
        for number in range(1, count + 1)
    ]


def invented_content(
    households: int = 12,
    others: int = 3,
    editor: Side = Side.DISTRICT,
    rows: Mapping[str, Any] | None = None,
    return_by: date | None = None,
) -> WorkbookContent:
    """Return an export with every sheet filled; ``rows`` replaces the rows of single ones."""
    filled: dict[str, Any] = {
        sheet.key: invented_rows(sheet, households if sheet is HOUSEHOLDS else others)
        for sheet in SHEETS
    }
    return WorkbookContent(
        export_id=EXPORT_ID,
        export_code=EXPORT_CODE,
        office="清江街道办事处",
        street_code="420106011",
        made_at=MADE_AT,
        vector={"a" * 32: 7},
        rows=filled | dict(rows or {}),
        editor=editor,
        return_by=return_by,
    )


def ledger_of(content: WorkbookContent) -> dict[str, dict[str, Value]]:
    """Return id → record of everything that ``content`` exports."""
    ledger: dict[str, dict[str, Value]] = {}
    for key, rows in content.rows.items():
        sheet = SHEETS_BY_KEY[key]
        assert not isinstance(rows, StoredRows)
        for ids, values in rows:
            for column, value in zip(sheet.columns, values, strict=True):
                kind, _, name = column.key.partition(".")
                if kind in sheet.kinds and not column.context:
                    one = ids[sheet.kinds.index(kind)]
                    if one:
                        ledger.setdefault(one, {})[name] = value
    return ledger


def basis_of(
    ledger: Mapping[str, Record], base: Mapping[tuple[str, str], Value] | None = None, **more: Any
) -> MergeBasis:
    """Return a basis in which nothing has changed since the export but ``base``."""
    return MergeBasis(ledger, {EXPORT_CODE: base or {}}, **more)


def cells_of(path: Path) -> Cells:
    """Read a workbook the way the program's reader does, without its child process."""
    from python_calamine import CalamineWorkbook

    return dict(rows_of(CalamineWorkbook.from_path(str(path))))


def edited(cells: Cells, *edits: tuple[str, int, str, object]) -> Cells:
    """Return a copy of ``cells`` in which (sheet, data row from 0, column key) has a new cell."""
    copy = {name: [list(row) for row in rows] for name, rows in cells.items()}
    for sheet, number, key, value in edits:
        copy[sheet][2 + number][copy[sheet][0].index(key)] = value
    return copy


def returned(cells: Cells) -> ReturnedWorkbook:
    """Return what the reader makes of ``cells``."""
    return read_workbook(cells)
