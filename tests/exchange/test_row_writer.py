"""Rows that come as the ledger stores them are written as rows of values are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from desktop.domain.fields import Kind
from desktop.domain.stored_lines import BETWEEN_PARTS, WITHIN_PART
from desktop.exchange.row_parts import row_parts
from desktop.exchange.row_writer import StoredRows
from desktop.exchange.sheets import HOUSEHOLDS
from desktop.exchange.writer import write_workbook
from desktop.kernel.errors import RefusedError
from desktop.storage.codec import encoders
from desktop.storage.queries.sheet_rows import readers
from tests.support.workbooks import cells_of, invented_content, invented_rows

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.exchange.row_writer import SheetRowInput

_KEYS = [column.key for column in HOUSEHOLDS.columns]
_TEXTS = [
    place
    for place, column in enumerate(HOUSEHOLDS.columns)
    if column.key in {"household.owner_name", "household.remarks", "water_meter.body_no"}
]
_NUMBERS = [
    place
    for place, column in enumerate(HOUSEHOLDS.columns)
    if column.field is not None and column.field.kind is Kind.DECIMAL
]
ODD = (
    "甲<乙>&丙",
    "_x0041_",
    "a\x1fb",
    "a\rb",
    "\x01",
    "（全角，）",
    "￥乙",
    "𠮷𬎆",
    "ÿþ",
    "=1+1",
    "行\n行",
)


def _line(row: SheetRowInput) -> bytes:
    """Return ``row`` as the query of the ledger gives it."""
    ids, values = row
    stored = []
    for key, value in zip(_KEYS, values, strict=True):
        kind, _, name = key.partition(".")
        writer = encoders(kind)[name] if kind != "row" else None
        kept: Any = value if writer is None else writer(value)
        stored.append(b"" if kept is None else str(kept).encode())
    parts = [WITHIN_PART.join([stored[i] for i in places]) for places in row_parts(HOUSEHOLDS)]
    return BETWEEN_PARTS.join([*((one or "").encode() for one in ids), *parts])


def _written(path: Path, rows: Any) -> list[list[object]]:
    write_workbook(path, invented_content(rows={"households": rows}))
    return cells_of(path)["住户"]


def _both(folder: Path, rows: list[Any]) -> tuple[list[list[object]], list[list[object]]]:
    stored = StoredRows(readers(_KEYS), [[_line(row) for row in rows]])
    return _written(folder / "given.xlsx", rows), _written(folder / "stored.xlsx", stored)


def test_stored_rows_are_written_as_their_values_are(tmp_path: Path) -> None:
    given, stored = _both(tmp_path, invented_rows(HOUSEHOLDS, 150))
    assert stored == given
    assert len([row for row in stored if row[0]]) > 150


def test_odd_texts_come_through_whichever_way_they_are_written(tmp_path: Path) -> None:
    rows = []
    for number, (ids, values) in enumerate(invented_rows(HOUSEHOLDS, len(ODD))):
        changed = list(values)
        for place in _TEXTS:
            changed[place] = ODD[number]
        rows.append((ids, changed))
    given, stored = _both(tmp_path, rows)
    assert stored == given
    for number, text in enumerate(ODD):
        row = stored[2 + number]
        for place in _TEXTS:
            assert row[2 + place] == text


@pytest.mark.parametrize("scaled", [0, 1, 9, 10, 99, 100, 101, 110, 1_000, 12_345_670, 99_999_999])
@pytest.mark.parametrize("sign", [1, -1])
def test_a_stored_decimal_is_the_number_that_it_stands_for(
    tmp_path: Path, scaled: int, sign: int
) -> None:
    ids, values = invented_rows(HOUSEHOLDS, 1)[0]
    line = _line((ids, [None if i in _NUMBERS else v for i, v in enumerate(values)]))
    parts = line.split(BETWEEN_PARTS)
    shown = {}
    for number, places in enumerate(row_parts(HOUSEHOLDS)):
        field = HOUSEHOLDS.columns[places[0]].field
        if places[0] in _NUMBERS and field is not None:
            parts[len(ids) + number] = str(sign * scaled).encode()
            shown[places[0]] = sign * scaled / 10**field.places
    rows = StoredRows(readers(_KEYS), [[BETWEEN_PARTS.join(parts)]])
    row = _written(tmp_path / "one.xlsx", rows)[2]
    assert {place: row[2 + place] for place in shown} == shown
    assert len(shown) == 4


def test_a_stored_text_that_no_cell_can_hold_is_refused(tmp_path: Path) -> None:
    ids, values = invented_rows(HOUSEHOLDS, 1)[0]
    changed = list(values)
    changed[_TEXTS[0]] = "长" * 32_768
    with pytest.raises(RefusedError) as refused:
        _both(tmp_path, [(ids, changed)])
    assert refused.value.code == "workbook-text-too-long"
    rows = StoredRows(readers(_KEYS), [[_line((ids, changed))]])
    with pytest.raises(RefusedError):
        _written(tmp_path / "stored.xlsx", rows)
