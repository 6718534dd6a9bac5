"""The district's clerk works in LibreOffice; what comes back is recognised for what it is."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest

from desktop.kernel.errors import InputError
from tests.support.libreoffice import Edit, column_number, run_edits
from tests.support.merge_office import HOUSEHOLDS, Street, street_in
from tests.support.small_office import Office
from tests.support.tools import needs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = needs("soffice")
FIRST, LAST = 3, 14
"""Rows of the twelve households."""


class Letters:
    """Finds the letters of a column by its key."""

    def __init__(self, path: Path) -> None:
        self._book = openpyxl.load_workbook(path, read_only=False)

    def __call__(self, key: str, sheet: str = HOUSEHOLDS) -> str:
        for cell in self._book[sheet][1]:
            if cell.value == key:
                return str(cell.column_letter)
        raise KeyError(key)

    def last(self, sheet: str = HOUSEHOLDS) -> str:
        keyed = [cell for cell in self._book[sheet][1] if cell.value]
        return str(keyed[-1].column_letter)


def _edits(at: Letters) -> list[Edit]:
    phone, name, room = at("household.phone"), at("household.owner_name"), at("household.room_no")
    number, whole = at("water_meter.body_no"), f"A{FIRST}:{at.last()}{LAST}"
    verified, reading = at("water_meter.verified_on"), at("water_meter.first_reading")
    new = {
        at("quarter.quarter_code"): "Q1",
        at("building.building_no"): "1",
        at("unit.unit_no"): "1",
        room: "501",
        name: "孙三",
        number: "00W000000555",
    }
    remarks, action = at("household.remarks"), at("row.action")
    month = (
        Edit("month")
        .on(HOUSEHOLDS)
        .do("InsertRow", 5)  # row 6 is new, rooms 401 and below move down
        .do("CopyRow", f"A7:{at.last()}7", "A16")
        .do("TypeIn", f"{room}16", "402")
        .do("TypeIn", f"{number}16", "00W000000402")
        .do("TypeIn", f"{action}8", "删除")
        .do("TypeIn", f"{verified}9", "'5/3/24")
        .do("TypeIn", f"{reading}9", "十二")
        .do("TypeIn", f"{remarks}10", "=1+1")
        .do("DeleteRow", 14)
    )
    for letters, text in new.items():
        month.do("TypeIn", f"{letters}6", text)
    retyped = (
        Edit("retyped")
        .on(HOUSEHOLDS)
        .do("TypeIn", f"{verified}3", "2024-03-05")
        .do("TypeIn", f"{verified}4", "2024/3/5")
        .do("TypeIn", f"{verified}5", "2024年3月5日")
        .do("TypeIn", f"{phone}3", "１３８０００００００１")
        .do("TypeIn", f"{phone}4", "13800000002 ")
        .do("TypeIn", f"{reading}3", "12.5")
        .do("Plain", f"{number}3")
        .do("TypeIn", f"{number}3", "000000000001")
        .on("小区")
        .do("Plain", f"{at('quarter.pilot', '小区')}3")
        .do("TypeIn", f"{at('quarter.pilot', '小区')}3", "=TRUE()")
    )
    return [
        Edit("sorted", through_ods=True)
        .on(HOUSEHOLDS)
        .do("SortBy", whole, column_number(phone), upwards=False)
        .do("TypeIn", f"{phone}{LAST}", "13911112222"),
        month,
        retyped,
        Edit("accidents")
        .on(HOUSEHOLDS)
        .do("SortBy", f"{name}{FIRST}:{name}{LAST}", 0, upwards=False)
        .do("Clear", f"{phone}{FIRST}:{phone}{LAST}"),
        Edit("without-hidden")
        .on(HOUSEHOLDS)
        .do("TypeIn", f"{phone}{FIRST}", "13911112222")
        .do("DeleteColumns", 0, 2),
        Edit("filled-down")
        .on(HOUSEHOLDS)
        .do("FillDown", f"{phone}{FIRST}:{phone}5")
        .do("FillDown", "A6:A7"),
    ]


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Path]]:
    """A street with its export, and what the clerk made of that export."""
    folder = tmp_path_factory.mktemp("street")
    street = street_in(Office(folder))
    with street.ledger.unit_of_work("fill") as work:
        for room in ("101", "201", "301"):
            work.update(
                "water_meter",
                street.meter(room),
                {"verified_on": date(2024, 3, 5), "first_reading": "12.5"},
            )
        work.update("water_meter", street.meter("101"), {"body_no": "000000000001"})
        quarter = work.connection.exec_driver_sql(
            "SELECT id FROM quarter WHERE quarter_code = 'Q1'"
        ).scalar()
        work.update("quarter", str(quarter), {"pilot": True})
    out = folder / "out.xlsx"
    street.district.export(out)
    street.ledger.close()
    return folder, run_edits(out, tmp_path_factory.mktemp("clerk"), _edits(Letters(out)))


@pytest.fixture
def street(workshop: tuple[Path, dict[str, Path]], tmp_path: Path) -> Iterator[Street]:
    """A copy of the street for one test."""
    shutil.copytree(workshop[0], tmp_path, dirs_exist_ok=True)
    office = Office(tmp_path)
    street = Street(office, office.open())
    yield street
    street.ledger.abandon()


@pytest.fixture
def books(workshop: tuple[Path, dict[str, Path]]) -> dict[str, Path]:
    return workshop[1]


def test_sorted_and_through_ods_one_phone_is_one_change(
    street: Street, books: dict[str, Path]
) -> None:
    """The last row after sorting by phone downwards is room 101."""
    planned = street.district.plan(books["sorted"])
    (update,) = planned.plan.updates
    assert (update.id, update.field, update.theirs) == (
        street.household("101"),
        "phone",
        "13911112222",
    )
    assert (planned.plan.conflicts, planned.plan.deletions, planned.problems) == ((), (), ())
    assert planned.plan.unchanged == planned.plan.rows - 1


def test_a_months_work_is_recognised_row_by_row(street: Street, books: dict[str, Path]) -> None:
    """A row inserted, one copied, one to be deleted, one gone, cells nobody can read."""
    gone, deleted = street.household("401", "7"), street.household("101", "2")
    answer = street.district.merge(books["month"])
    assert answer["applied"] == {"fields": 1, "inserted": 4, "deleted": 2}
    assert street.value("household", street.household("501"), "owner_name") == "孙三"
    assert street.value("water_meter", street.meter("501"), "body_no") == "00W000000555"
    assert street.value("water_meter", street.meter("402"), "body_no") == "00W000000402"
    assert street.value("household", deleted, "deleted") == 1
    assert [(p["reason"], p["entity_id"]) for p in answer["proposals"]] == [
        ("conflict-missing-row", gone)
    ]
    assert sorted((p["code"], p["column"]) for p in answer["problems"]) == [
        ("value-date-unclear", "水表检定日期"),
        ("value-not-a-number", "水表起度"),
    ]
    assert {p["cell"][-1] for p in answer["problems"]} == {"9"}
    assert len(answer["conflicts"]) == 2
    # the cell is a text cell: what begins with = is what was typed, and no formula
    assert street.value("household", street.household("301", "2"), "remarks") == "=1+1"
    assert street.questions.count() == 3
    street.journal.undo()
    assert (street.count("household"), street.questions.count()) == (12, 0)


def test_the_same_retyped_is_no_change(street: Street, books: dict[str, Path]) -> None:
    planned = street.district.plan(books["retyped"])
    plan = planned.plan
    assert (plan.updates, plan.conflicts, plan.insertions, planned.problems) == ((), (), (), ())
    length = street.journal.length()
    answer = street.district.merge(books["retyped"])
    assert answer["applied"] == {"fields": 0, "inserted": 0, "deleted": 0}
    assert street.journal.length() == length


def test_a_column_sorted_alone_and_an_emptied_one_stop_and_ask(
    street: Street, books: dict[str, Path]
) -> None:
    before = street.content()
    answer = street.district.merge(books["accidents"])
    assert sorted(a["code"] for a in answer["alarms"]) == [
        "alarm-column-sorted-alone",
        "alarm-many-emptied",
    ]
    assert answer["applied"]["fields"] == 0
    assert {c["reason"] for c in answer["conflicts"]} == {"conflict-alarm"}
    assert street.content() == before


def test_without_the_hidden_columns_rows_are_matched_by_address_and_asked(
    street: Street, books: dict[str, Path]
) -> None:
    answer = street.district.merge(books["without-hidden"])
    assert answer["applied"] == {"fields": 0, "inserted": 0, "deleted": 0}
    asked = [p for p in answer["proposals"] if p["reason"] == "conflict-same-address"]
    assert [p["entity_id"] for p in asked] == [street.household("101")]
    question = next(q for q in street.questions.open() if q.reason == "conflict-same-address")
    street.questions.settle([question.id], "theirs")
    assert street.value("household", street.household("101"), "phone") == "13911112222"


def test_filling_down_takes_no_record_for_another(street: Street, books: dict[str, Path]) -> None:
    """A ticket filled down makes two rows claim one household: neither is taken."""
    kept = [street.household("401"), street.household("101", "2")]
    answer = street.district.merge(books["filled-down"])
    assert answer["applied"] == {"fields": 2, "inserted": 0, "deleted": 0}
    for room in ("201", "301"):
        assert street.value("household", street.household(room), "phone") == "13800000001"
    assert [street.value("household", one, "phone") for one in kept] == [
        "13800000004",
        "13800000005",
    ]
    assert {p["reason"] for p in answer["proposals"]} <= {
        "conflict-same-address",
        "conflict-missing-row",
    }


def test_a_workbook_of_ones_own_is_refused(street: Street, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "own.xlsx")
    with pytest.raises(InputError) as refused:
        street.district.plan(tmp_path / "own.xlsx")
    assert refused.value.code == "workbook-no-export-id"
