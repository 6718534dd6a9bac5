"""The workbook out, through a clerk's hands, and back into a plan."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from desktop.domain.merge import plan_merge
from desktop.domain.merge_plan import ConflictReason
from desktop.domain.sheet_rows import RowState
from desktop.exchange.identity import Stamps, read_stamps
from desktop.exchange.sheets import HOUSEHOLDS
from desktop.exchange.workbook import read_workbook
from desktop.exchange.writer import write_workbook
from desktop.kernel.errors import InputError
from tests.support.workbooks import (
    EXPORT_CODE,
    EXPORT_ID,
    Cells,
    basis_of,
    cells_of,
    edited,
    invented_content,
    invented_id,
    invented_rows,
    ledger_of,
    returned,
)

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.values import Value

Ledger = dict[str, dict[str, "Value"]]


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("exported") / "district.xlsx"
    write_workbook(path, invented_content(households=40))
    return path


@pytest.fixture(scope="module")
def cells(exported: Path) -> Cells:
    return cells_of(exported)


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return ledger_of(invented_content(households=40))


def test_an_untouched_workbook_changes_nothing(cells: Cells, ledger: Ledger) -> None:
    book = returned(cells)
    plan = plan_merge(book.returned, basis_of(ledger))
    assert book.returned.rows == ()
    assert plan.rows == plan.unchanged == 40 + 5 * 3
    assert not any((plan.updates, plan.conflicts, plan.problems, plan.deletions))


def test_the_export_id_is_found_in_four_places(exported: Path, cells: Cells) -> None:
    assert read_stamps(exported) == Stamps(EXPORT_ID, EXPORT_ID, EXPORT_ID)
    assert returned(cells).export_id == EXPORT_ID  # from _hb_meta
    assert returned(cells).export_code == EXPORT_CODE
    without = {name: rows for name, rows in cells.items() if name != "_hb_meta"}
    book = read_workbook(without, Stamps(keyword=EXPORT_ID))
    assert (book.export_id, book.export_code) == (EXPORT_ID, EXPORT_CODE)


def test_a_workbook_without_an_export_id_is_refused(cells: Cells) -> None:
    without = {name: rows for name, rows in cells.items() if name != "_hb_meta"}
    with pytest.raises(InputError) as refused:
        read_workbook(without)
    assert refused.value.code == "workbook-no-export-id"
    assert refused.value.exit_code == 3


def test_an_edited_cell_becomes_one_update(cells: Cells, ledger: Ledger) -> None:
    back = edited(cells, ("住户", 3, "household.remarks", "老人上午在家"))
    plan = plan_merge(returned(back).returned, basis_of(ledger))
    (update,) = plan.updates
    assert (update.kind, update.id) == ("household", invented_id("household", 4))
    assert (update.field, update.theirs) == ("remarks", "老人上午在家")
    assert (update.place.sheet, update.place.row) == ("住户", 6)
    assert not plan.conflicts


def test_both_meters_are_edited_on_the_households_row(cells: Cells, ledger: Ledger) -> None:
    back = edited(
        cells,
        ("住户", 0, "water_meter.first_reading", 12.25),
        ("住户", 0, "electricity_meter.asset_no", "4230001000012345"),
    )
    plan = plan_merge(returned(back).returned, basis_of(ledger))
    assert {(u.kind, u.field, u.theirs) for u in plan.updates} == {
        ("water_meter", "first_reading", Decimal("12.250")),
        ("electricity_meter", "asset_no", "4230001000012345"),
    }


def test_what_both_sides_changed_is_a_conflict_with_all_three_values(
    cells: Cells, ledger: Ledger
) -> None:
    one = invented_id("household", 4)
    now = {key: dict(record) for key, record in ledger.items()}
    base = {(one, "remarks"): now[one]["remarks"]}
    now[one]["remarks"] = "台账改的"
    back = edited(cells, ("住户", 3, "household.remarks", "表格改的"))
    plan = plan_merge(returned(back).returned, basis_of(now, base))
    (conflict,) = plan.conflicts
    assert (conflict.base, conflict.ours, conflict.theirs) == (
        ledger[one]["remarks"],
        "台账改的",
        "表格改的",
    )
    assert conflict.reason is ConflictReason.BOTH_CHANGED
    assert not plan.updates


def test_sorting_the_rows_changes_nothing(cells: Cells, ledger: Ledger) -> None:
    back = {name: list(rows) for name, rows in cells.items()}
    back["住户"][2:] = back["住户"][:1:-1]
    plan = plan_merge(returned(back).returned, basis_of(ledger))
    assert plan.unchanged == plan.rows
    assert not any((plan.updates, plan.problems))


def test_a_column_sorted_alone_stops_and_asks(cells: Cells, ledger: Ledger) -> None:
    back = edited(cells)
    column = cells["住户"][0].index("household.owner_name")
    names = [row[column] for row in cells["住户"][2:42]]
    for row, name in zip(back["住户"][2:42], reversed(names), strict=True):
        row[column] = name
    plan = plan_merge(returned(back).returned, basis_of(ledger))
    assert [alarm.code.value for alarm in plan.alarms] == ["alarm-column-sorted-alone"]
    assert not plan.updates
    assert {conflict.reason for conflict in plan.conflicts} == {ConflictReason.ALARM}


@pytest.mark.parametrize(
    ("key", "cell"),
    [
        pytest.param("household.phone", "０00004号", id="full-width"),
        pytest.param("household.owner_name", " 000004号 ", id="spaces"),
        pytest.param("water_meter.verified_on", "2024年5月5日", id="date-as-text"),
        pytest.param("water_meter.verified_on", datetime(2024, 5, 5), id="date-and-time"),  # noqa: DTZ001 - cells have no zone
        pytest.param("water_meter.first_reading", "4.500", id="number-as-text"),
        pytest.param("household.floor", "4", id="whole-number-as-text"),
    ],
)
def test_what_a_spreadsheet_does_by_itself_is_no_change(
    cells: Cells, ledger: Ledger, key: str, cell: object
) -> None:
    plan = plan_merge(returned(edited(cells, ("住户", 3, key, cell))).returned, basis_of(ledger))
    assert not any((plan.updates, plan.conflicts, plan.problems))


def test_a_cell_that_cannot_be_read_points_at_itself(cells: Cells, ledger: Ledger) -> None:
    back = edited(cells, ("住户", 0, "water_meter.verified_on", "去年"))
    plan = plan_merge(returned(back).returned, basis_of(ledger))
    (problem,) = plan.problems
    assert (problem.sheet, problem.row, problem.column) == ("住户", 3, "水表检定日期")
    assert (problem.value, problem.code) == ("去年", "value-not-a-date")
    (conflict,) = plan.conflicts
    assert (conflict.reason, conflict.theirs) == (ConflictReason.INVALID, "去年")
    assert not plan.updates


def test_columns_are_found_by_their_label_when_the_key_row_is_gone(
    cells: Cells, ledger: Ledger
) -> None:
    back = edited(cells, ("住户", 3, "household.remarks", "新备注"))
    back["住户"] = back["住户"][1:]
    plan = plan_merge(returned(back).returned, basis_of(ledger))
    # the ticket column has no label of its own, so every row is unknown and only proposed
    assert {i.kind for i in plan.insertions} >= {"household"}
    moved = edited(cells, ("住户", 3, "household.remarks", "新备注"))
    for row in moved["住户"]:
        row.insert(0, row.pop())
    assert [u.theirs for u in plan_merge(returned(moved).returned, basis_of(ledger)).updates] == [
        "新备注"
    ]


def test_a_missing_column_has_no_opinion_and_an_unknown_one_is_reported(
    cells: Cells, ledger: Ledger
) -> None:
    back = edited(cells)
    gone = back["住户"][0].index("household.phone")
    for row in back["住户"]:
        del row[gone]
        row.append("")
    back["住户"][1][-1] = "我的一列"
    plan = plan_merge(returned(back).returned, basis_of(ledger))
    assert not any((plan.updates, plan.conflicts))
    assert [(p.code, p.column) for p in plan.problems] == [("sheet-column-unknown", "我的一列")]
    assert plan.unchanged == plan.rows


def test_a_copied_row_with_changes_is_a_duplicate_and_not_taken(
    cells: Cells, ledger: Ledger
) -> None:
    back = edited(cells)
    twin = list(back["住户"][5])
    twin[cells["住户"][0].index("household.room_no")] = "909"
    back["住户"].insert(6, twin)
    plan = plan_merge(returned(back).returned, basis_of(ledger))
    assert [c.reason for c in plan.conflicts] == [ConflictReason.DUPLICATE]
    assert not plan.updates
    exact = edited(cells)
    exact["住户"].insert(6, list(exact["住户"][5]))
    quiet = plan_merge(returned(exact).returned, basis_of(ledger))
    assert not any((quiet.conflicts, quiet.updates))


def test_a_row_without_a_ticket_is_inserted_or_only_proposed_where_the_address_is_known(
    cells: Cells, ledger: Ledger
) -> None:
    back = edited(cells)
    keys = cells["住户"][0]
    new: list[object] = ["" for _ in keys]
    for key, value in {
        "quarter.quarter_code": "XQ01",
        "building.building_no": "3",
        "unit.unit_no": "2",
        "household.room_no": "502",
        "household.owner_name": "向晓月",
        "water_meter.body_no": "00123456789012",
    }.items():
        new[keys.index(key)] = value
    back["住户"].append(new)
    plan = plan_merge(returned(back).returned, basis_of(ledger))
    assert {(i.kind, i.match) for i in plan.insertions} == {
        ("household", None),
        ("water_meter", None),
    }
    known = {("household", "XQ01", "3", "2", "502"): "f" * 32}
    matched = plan_merge(returned(back).returned, basis_of(ledger, addresses=known))
    assert {(i.kind, i.match, i.parent) for i in matched.insertions} == {
        ("household", "f" * 32, None),
        ("water_meter", None, ("household", "f" * 32)),
    }


def test_a_ticket_counted_up_by_filling_down_is_quarantined(cells: Cells, ledger: Ledger) -> None:
    back = edited(cells)
    ticket = str(back["住户"][5][0])
    back["住户"][5][0] = ticket[:-3] + ("0" if ticket[-3] != "0" else "1") + ticket[-2:]
    book = returned(back)
    assert [row.state for row in book.returned.rows] == [RowState.DAMAGED]
    plan = plan_merge(book.returned, basis_of(ledger))
    assert [p.code for p in plan.problems] == ["sheet-row-ticket-damaged"]


def test_deleting_needs_the_word_and_a_missing_row_is_only_proposed(
    cells: Cells, ledger: Ledger
) -> None:
    asked = edited(cells, ("住户", 3, "row.action", "删除"))
    plan = plan_merge(returned(asked).returned, basis_of(ledger))
    assert [(d.kind, d.asked) for d in plan.deletions] == [("household", True)]
    assert [kind for kind, _ in plan.deletions[0].beside] == ["water_meter", "electricity_meter"]
    expected = {"household": [invented_id("household", n) for n in range(1, 41)]}
    gone = {name: list(rows) for name, rows in cells.items()}
    del gone["住户"][10]
    missing = plan_merge(returned(gone).returned, basis_of(ledger, expected=expected))
    assert [(d.id, d.asked) for d in missing.deletions] == [(invented_id("household", 9), False)]
    del gone["住户"][11:30]
    extract = plan_merge(returned(gone).returned, basis_of(ledger, expected=expected))
    assert not extract.deletions
    assert [alarm.code.value for alarm in extract.alarms] == ["alarm-extract"]


def test_a_deletion_against_an_edit_here_is_a_conflict(cells: Cells, ledger: Ledger) -> None:
    one = invented_id("household", 4)
    now = {key: dict(record) for key, record in ledger.items()}
    base = {(one, "phone"): now[one]["phone"]}
    now[one]["phone"] = "13900000000"
    asked = edited(cells, ("住户", 3, "row.action", "删除"))
    plan = plan_merge(returned(asked).returned, basis_of(now, base))
    assert not plan.deletions
    assert {c.reason for c in plan.conflicts} == {ConflictReason.DELETED_THERE}


def test_the_districts_columns_come_back_from_their_own_sheet(cells: Cells, ledger: Ledger) -> None:
    back = edited(cells, ("计划与批复", 0, "quarter.approval_no", "改造办〔2026〕12号"))
    plan = plan_merge(returned(back).returned, basis_of(ledger))
    assert [(u.kind, u.field) for u in plan.updates] == [("quarter", "approval_no")]


def test_every_column_survives_the_way_out_and_back(ledger: Ledger, cells: Cells) -> None:
    """Reading without fingerprints must give the same answer as with them."""
    back = edited(cells)
    for rows in back.values():
        if rows and len(rows[0]) > 1 and rows[0][1] == "hb.fingerprint":
            for row in rows[2:]:
                row[1] = ""
    book = returned(back)
    assert len(book.returned.rows) == 40 + 5 * 3
    plan = plan_merge(book.returned, basis_of(ledger))
    assert not any((plan.updates, plan.conflicts, plan.problems))
    assert len(HOUSEHOLDS.columns) > 30


def test_more_tickets_than_travel_at_once_all_arrive(tmp_path: Path) -> None:
    from desktop.exchange.returned import read_returned

    path = tmp_path / "large.xlsx"
    row = invented_rows(HOUSEHOLDS, 1)[0]
    many = ((((f"{n:032x}"), *row[0][1:]), row[1]) for n in range(20_050))
    write_workbook(path, invented_content(rows={"households": many}))
    book, _ = read_returned(path)
    assert book.returned.rows == ()
    ids = book.returned.untouched["住户", HOUSEHOLDS.kinds]
    assert [one[0] for one in ids] == [f"{n:032x}" for n in range(20_050)]
