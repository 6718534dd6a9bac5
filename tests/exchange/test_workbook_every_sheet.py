"""Every data sheet through real LibreOffice: identity and base come back whatever is done to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.domain.merge import plan_merge
from desktop.domain.sheet_rows import RowState
from desktop.exchange.identity import read_stamps
from desktop.exchange.returned import read_returned
from desktop.exchange.row_writer import column_letters
from desktop.exchange.sheets import SHEETS, Sheet
from desktop.exchange.writer import write_workbook
from tests.support.libreoffice import Edit, run_edits
from tests.support.tools import needs
from tests.support.workbooks import EXPORT_ID, basis_of, invented_content, ledger_of

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.exchange.workbook import ReturnedWorkbook

pytestmark = needs("soffice")
ROWS = 4
FIRST, LAST = 3, 2 + ROWS
DATA = [sheet for sheet in SHEETS if sheet.kinds]
QUIET = ("resaved", "sorted", "sorted-ods", "copied")


def _edits() -> list[Edit]:
    named = {
        name: Edit(name, through_ods=name.endswith("ods")) for name in (*QUIET, "typed", "cut")
    }
    for sheet in DATA:
        last = column_letters(len(sheet.columns) + 1)
        own = _own(sheet)
        for name in ("sorted", "sorted-ods"):
            named[name].on(sheet.title).do("SortBy", f"A{FIRST}:{last}{LAST}", 0, False)
        named["copied"].on(sheet.title)
        named["copied"].do("CopyRow", f"A4:{last}4", f"A{LAST + 1}")
        named["typed"].on(sheet.title).do("InsertRow", 4).do("TypeIn", f"{own}5", "新的")
        named["cut"].on(sheet.title).do("DeleteColumns", 0, 2)
    return list(named.values())


def _own(sheet: Sheet) -> str:
    """Return the letters of the first column of text that is not only to look at."""
    place = next(
        index
        for index, column in enumerate(sheet.columns, start=2)
        if not column.context and column.field and column.number_format == "@"
        if column.field.codes is None
    )
    return column_letters(place)


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ReturnedWorkbook]:
    folder = tmp_path_factory.mktemp("clerk")
    source = folder / "district.xlsx"
    write_workbook(source, invented_content(households=ROWS, others=ROWS))
    written = run_edits(source, folder, _edits())
    assert all(EXPORT_ID in _places(path) for path in written.values())
    return {name: read_returned(path)[0] for name, path in written.items()}


def _places(path: Path) -> tuple[str, ...]:
    return read_stamps(path).found()


@pytest.mark.parametrize("name", QUIET)
@pytest.mark.parametrize("sheet", DATA, ids=lambda sheet: sheet.key)
def test_what_moves_rows_but_changes_none_is_recognised_row_by_row(
    books: dict[str, ReturnedWorkbook], sheet: Sheet, name: str
) -> None:
    returned = books[name].returned
    touched = [row.number for row in returned.rows if row.sheet == sheet.title]
    assert not touched, "the fingerprint of every row still fits its cells"
    ids = returned.untouched[sheet.title, sheet.kinds]
    assert len(set(ids)) == ROWS
    assert len(ids) == ROWS + (name == "copied")


@pytest.mark.parametrize("name", QUIET)
def test_and_the_merge_of_it_changes_nothing(books: dict[str, ReturnedWorkbook], name: str) -> None:
    ledger = ledger_of(invented_content(households=ROWS, others=ROWS))
    plan = plan_merge(books[name].returned, basis_of(ledger))
    assert not any((plan.updates, plan.insertions, plan.deletions, plan.conflicts, plan.problems))
    assert books[name].export_id == EXPORT_ID


@pytest.mark.parametrize("sheet", DATA, ids=lambda sheet: sheet.key)
def test_a_row_typed_in_between_is_new_and_its_neighbours_stay(
    books: dict[str, ReturnedWorkbook], sheet: Sheet
) -> None:
    returned = books["typed"].returned
    (row,) = [row for row in returned.rows if row.sheet == sheet.title]
    assert (row.state, row.number) == (RowState.NEW, 5)
    assert [cell for cell in row.values.values() if cell] == ["新的"]
    assert len(returned.untouched[sheet.title, sheet.kinds]) == ROWS


@pytest.mark.parametrize("sheet", DATA, ids=lambda sheet: sheet.key)
def test_without_the_hidden_columns_the_rows_are_read_by_their_headings(
    books: dict[str, ReturnedWorkbook], sheet: Sheet
) -> None:
    returned = books["cut"].returned
    rows = [row for row in returned.rows if row.sheet == sheet.title]
    assert [row.state for row in rows] == [RowState.NEW] * ROWS
    assert not returned.untouched[sheet.title, sheet.kinds]
    keys = {column.key for column in sheet.columns if not column.context and column.field}
    assert set(rows[0].values) == keys
    assert books["cut"].export_id == EXPORT_ID
