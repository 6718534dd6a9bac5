"""The written file: what a clerk sees, and what other programs make of it."""

from __future__ import annotations

import io
import re
import subprocess
import tracemalloc
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from desktop.domain.fields import Side
from desktop.domain.merge import plan_merge
from desktop.exchange.escaping import escape_cell
from desktop.exchange.returned import read_returned
from desktop.exchange.row_writer import column_letters
from desktop.exchange.sheets import ACTION_KEY, HOUSEHOLDS, PLAN, SHEETS, SPARE_ROWS
from desktop.exchange.shell_rules import is_foreign
from desktop.exchange.writer import write_workbook
from desktop.kernel.errors import CancelledError, MachineError, RefusedError
from desktop.kernel.progress import CancellableProgress
from tests.support.tools import needs
from tests.support.workbooks import (
    EXPORT_ID,
    basis_of,
    cells_of,
    invented_content,
    invented_rows,
    ledger_of,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shell") / "district.xlsx"
    write_workbook(path, invented_content(households=30))
    return path


@pytest.fixture(scope="module")
def book(exported: Path) -> Any:
    from openpyxl import load_workbook

    return load_workbook(exported)


def test_every_sheet_is_there_and_the_technical_ones_are_hidden(book: Any) -> None:
    assert book.sheetnames == ["说明", *(s.title for s in SHEETS), "选项", "_hb_meta"]
    assert [page.sheet_state for page in book.worksheets[-2:]] == ["visible", "veryHidden"]


def test_key_row_and_ticket_columns_are_hidden_and_nothing_is_protected(book: Any) -> None:
    for sheet in SHEETS:
        page = book[sheet.title]
        assert page.row_dimensions[1].hidden
        assert page.column_dimensions["A"].hidden
        assert page.column_dimensions["B"].hidden
        assert not page.protection.sheet
        assert page.freeze_panes.endswith("3")
        assert page.print_title_rows == "$2:$2"


def test_filter_and_validation_end_where_the_rows_end(book: Any) -> None:
    page = book["住户"]
    assert page.auto_filter.ref == f"A2:{column_letters(len(HOUSEHOLDS.columns) + 1)}32"
    ranges = {str(rule.sqref) for rule in page.data_validations.dataValidation}
    assert all(
        int(end) in {32, 32 + SPARE_ROWS} for end in re.findall(r":[A-Z]+(\d+)", str(ranges))
    )
    assert not re.search(r"9\d750[12]", str(ranges))


def test_long_digits_and_zeros_stay_text_and_so_do_the_spare_rows(book: Any) -> None:
    page = book["住户"]
    column = [c.key for c in HOUSEHOLDS.columns].index("water_meter.body_no") + 3
    assert page.cell(3, column).number_format == "@"
    assert page.cell(3, column).value == "000001号"
    assert page.cell(32 + SPARE_ROWS, column).number_format == "@"
    assert page.max_row == 32 + SPARE_ROWS


@pytest.mark.parametrize(
    ("editor", "greyed"),
    [
        (Side.DISTRICT, {"household.owner_name", "quarter.name"}),
        (Side.STREET, {"quarter.name", "quarter.plan_year"}),
        (Side.BOTH, {"quarter.name"}),
    ],
)
def test_the_other_sides_columns_are_grey(editor: Side, greyed: set[str]) -> None:
    foreign = {
        column.key
        for sheet in (HOUSEHOLDS, PLAN)
        for column in sheet.columns
        if is_foreign(column, editor)
    }
    probes = {"household.owner_name", "quarter.name", "quarter.plan_year", ACTION_KEY}
    assert foreign & probes == greyed


def test_grey_columns_refuse_typing_and_code_columns_offer_their_list(
    tmp_path: Path,
) -> None:
    from openpyxl import load_workbook

    path = tmp_path / "street.xlsx"
    write_workbook(path, invented_content(editor=Side.STREET))
    plan = load_workbook(path)["计划与批复"]
    rules = {str(r.sqref).split(":")[0]: r for r in plan.data_validations.dataValidation}
    assert rules["E3"].type == "custom"
    assert rules["E3"].formula1 == "FALSE"
    households = load_workbook(path)["住户"]
    lists = [r for r in households.data_validations.dataValidation if r.type == "list"]
    assert len(lists) > 10
    assert all("选项" in r.formula1 or "删除" in r.formula1 for r in lists)


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    hostile = ["=1+1", "+86", "-5", "@SUM(A1)", "<b>&amp;", "_x0041_", "a\x07b", "行\n行", "𠮷野"]
    rows = invented_rows(HOUSEHOLDS, len(hostile))
    place = [c.key for c in HOUSEHOLDS.columns].index("household.owner_name")
    changed = [
        (ids, (*values[:place], text, *values[place + 1 :]))
        for (ids, values), text in zip(rows, hostile, strict=True)
    ]
    content = invented_content(rows={"households": changed})
    path = tmp_path / "hostile.xlsx"
    write_workbook(path, content)
    with zipfile.ZipFile(path) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet4.xml")
    shown = [row[place + 2] for row in cells_of(path)["住户"][2:11]]
    assert shown == hostile
    returned, _ = read_returned(path)
    plan = plan_merge(returned.returned, basis_of(ledger_of(content)))
    assert not any((plan.updates, plan.conflicts, plan.problems))


def test_control_characters_and_look_alikes_are_escaped() -> None:
    assert escape_cell("a\x01<_x0041_>&\x1f") == "a_x0001_&lt;_x005F_x0041_&gt;&amp;_x001F_"


def test_a_text_too_long_for_a_cell_is_refused_and_leaves_no_file(tmp_path: Path) -> None:
    ids, values = invented_rows(HOUSEHOLDS, 1)[0]
    place = [c.key for c in HOUSEHOLDS.columns].index("household.remarks")
    row = (ids, (*values[:place], "长" * 32_768, *values[place + 1 :]))
    with pytest.raises(RefusedError) as refused:
        write_workbook(tmp_path / "a.xlsx", invented_content(rows={"households": [row]}))
    assert refused.value.code == "workbook-text-too-long"
    assert not list(tmp_path.iterdir())


def test_stopping_leaves_the_old_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    progress = CancellableProgress()
    progress.cancel()
    with pytest.raises(CancelledError):
        write_workbook(path, invented_content(), progress)
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(MachineError) as refused:
        write_workbook(tmp_path / "none" / "a.xlsx", invented_content())
    assert refused.value.code == "workbook-not-written"


def test_an_empty_export_opens_and_comes_back_empty(tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    write_workbook(path, replace(invented_content(), rows={}))
    returned, _ = read_returned(path)
    assert returned.export_id == EXPORT_ID
    assert returned.returned.count == 0


def test_the_guarded_reader_takes_our_own_workbook(exported: Path) -> None:
    returned, digest = read_returned(exported)
    assert len(digest) == 64
    assert returned.export_code == "DEMO01"
    assert returned.returned.count == 30 + 5 * 3
    assert returned.returned.rows == ()


def test_rows_are_streamed_and_not_gathered(tmp_path: Path) -> None:
    row = invented_rows(HOUSEHOLDS, 1)[0]
    write_workbook(tmp_path / "warm.xlsx", invented_content())
    peaks = []
    for count in (200, 2_000):
        content = invented_content(rows={"households": (row for _ in range(count))})
        tracemalloc.start()
        write_workbook(tmp_path / "big.xlsx", content)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 1_500_000


def test_the_file_depends_on_its_content_alone(exported: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.xlsx"
    write_workbook(again, invented_content(households=30))
    for first, second in zip(_parts(exported), _parts(again), strict=True):
        assert first == second


def _parts(path: Path) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
        return [(name, package.read(name)) for name in package.namelist()]


@needs("soffice")
def test_libreoffice_saves_it_again_and_it_comes_back_unchanged(
    exported: Path, tmp_path: Path
) -> None:
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(tmp_path / "out"),
            str(exported),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    returned, _ = read_returned(tmp_path / "out" / exported.name)
    plan = plan_merge(returned.returned, basis_of(ledger_of(invented_content(households=30))))
    assert returned.export_id == EXPORT_ID
    assert plan.unchanged == plan.rows == 30 + 5 * 3
    assert not any((plan.updates, plan.conflicts, plan.problems))
