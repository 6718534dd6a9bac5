"""Two streets and their district: workbooks in, plan and corrections out, and in again."""

from __future__ import annotations

import shutil
from collections import Counter
from typing import TYPE_CHECKING

import openpyxl
import pytest

from desktop.domain.annual_plan import Adjustment
from desktop.kernel.errors import InputError, RefusedError
from tests.support.two_streets import STREET_A, STREET_B, Towns, doors, everything, quarter_named

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.services.bundle import Office

KINDS = ("quarter", "building", "household", "water_meter")
CARRIED = {
    "quarter": ("quarter_code", "name", "alias", "community", "plan_year", "plan_batch",
                "approval_no", "approved_on", "remarks"),
    "building": ("building_no", "remarks"),
    "household": ("room_no", "floor", "owner_name", "phone", "remarks", "visit_state"),
    "water_meter": ("body_no", "household_id", "account_no", "position"),
}  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Towns:
    made = Towns(tmp_path_factory.mktemp("towns"))
    made.district()
    made.street("甲", STREET_A)
    made.street("乙", STREET_B)
    return made


@pytest.fixture
def towns(built: Towns, tmp_path: Path) -> Towns:
    shutil.copytree(built.folder, tmp_path / "towns")
    return Towns(tmp_path / "towns", built.now)


def carried(office: Office, prefix: str) -> dict[str, tuple[object, ...]]:
    """Return id → what the workbook carries of the records of the street with this prefix."""
    wanted = {row.id for row in office.reading.quarters() if row.name.startswith(prefix)}
    buildings = {b.id for quarter in wanted for b in office.reading.buildings(quarter)}
    households = {one for quarter in wanted for one in doors(office, quarter)}
    own = {"quarter": wanted, "building": buildings, "household": households}
    return {
        one: tuple(record[name] for name in CARRIED[kind])
        for kind, one, record in everything(office, KINDS)
        if one in own.get(kind, ()) or record.get("household_id") in households
    }


def same(towns: Towns, street: str) -> bool:
    with towns.open(street) as office:
        there = carried(office, street)
    with towns.open("district") as office:
        return there == carried(office, street) != {}


def test_a_code_that_two_streets_share_is_asked_for_with_its_street(towns: Towns) -> None:
    for street in ("甲", "乙"):
        towns.take(towns.export(street, f"{street}.xlsx"), f"{street}街道")
    with towns.open("district") as office:
        for asked in (
            office.gates.of,
            lambda code: office.district.export(towns.folder / "out.xlsx", quarter_codes=[code]),
        ):
            with pytest.raises(InputError, match="quarter-ambiguous"):
                asked("Q1")
            asked(f"{STREET_B}/Q1")


def test_the_district_holds_what_both_streets_hold(towns: Towns) -> None:
    for street in ("甲", "乙"):
        answer = towns.take(towns.export(street, f"{street}.xlsx"), f"{street}街道")
        assert answer["inserted"] == {
            "quarter": 1, "building": 2, "household": 12, "water_meter": 12
        }  # fmt: skip
        assert not answer["problems"]
        assert not answer["conflicts"]
    assert same(towns, "甲")
    assert same(towns, "乙")
    with towns.open("district") as office:
        lines = {line.code: line for line in office.district_office.streets()}
        assert {line.households for line in lines.values()} == {12}
        # the same quarter code in two streets is no clash
        assert {row.code for row in office.reading.quarters()} == {"Q1"}
        assert not any("code" in one.check for one in office.district_office.findings())


def test_plan_corrections_and_conflicts_travel_there_and_back(towns: Towns) -> None:
    for street in ("甲", "乙"):
        towns.take(towns.export(street, f"{street}-1.xlsx"), f"{street}街道")
    with towns.open("district") as office:
        quarter = quarter_named(office, "甲小区1")
        office.annual_plan.assign(
            [quarter], year="2026", batch="第一批", approval_no="区建〔2026〕1号",
            approved_on="2026-03-01",
        )  # fmt: skip
        first, second, third = doors(office, quarter)[:3]
        office.editing.set_field("household", first, "owner_name", "王更正")
        office.editing.set_field("household", second, "phone", "13900000001")
        assert len(office.district_office.differing(STREET_A)) == 6
        assert office.district_office.differing(STREET_B) == []
    back = towns.send(STREET_A, "甲-back.xlsx")
    with towns.open("甲") as office:
        office.editing.set_field("household", second, "phone", "13900000002")
        office.editing.set_field("household", third, "owner_name", "李新来")
    merged = towns.merge("甲", back)
    assert [(c["entity_id"], c["field"]) for c in merged["conflicts"]] == [(second, "phone")]
    with towns.open("甲") as office:
        assert office.reading.record("quarter", quarter)["approval_no"] == "区建〔2026〕1号"
        assert office.reading.record("household", first)["owner_name"] == "王更正"
        (question,) = office.questions.open()
        office.questions.settle([question.id], "theirs")
    again = towns.take(towns.export("甲", "甲-2.xlsx"))
    assert again["conflicts"] == again["proposals"] == again["problems"] == []
    assert again["applied"] == {"fields": 1, "inserted": 0, "deleted": 0}
    assert same(towns, "甲")
    with towns.open("district") as office:
        assert office.district_office.differing(STREET_A) == []
        assert office.questions.open() == []
    empty = towns.send(STREET_A, "甲-back-2.xlsx")
    merged = towns.merge("甲", empty)
    assert merged["applied"] == {"fields": 0, "inserted": 0, "deleted": 0}
    assert merged["conflicts"] == merged["proposals"] == []


def test_what_both_changed_is_asked_once_and_settled_for_both(towns: Towns) -> None:
    towns.take(towns.export("甲", "1.xlsx"), "甲街道")
    with towns.open("甲") as office:
        door = doors(office, quarter_named(office, "甲小区1"))[0]
        office.editing.set_field("household", door, "owner_name", "街道说")
    with towns.open("district") as office:
        office.editing.set_field("household", door, "owner_name", "区里说")
    answer = towns.take(towns.export("甲", "2.xlsx"))
    assert [c["reason"] for c in answer["conflicts"]] == ["conflict-both-changed"]
    for number in (3, 4):
        later = towns.take(towns.export("甲", f"{number}.xlsx"))
        assert later["conflicts"] == []
    with towns.open("district") as office:
        (question,) = office.questions.open()
        assert (question.ours, question.theirs) == ("区里说", "街道说")
        office.questions.settle([question.id], "ours")
        assert [one.ours for one in office.district_office.differing(STREET_A)] == ["区里说"]
    towns.merge("甲", towns.send(STREET_A, "back.xlsx"))
    answer = towns.take(towns.export("甲", "5.xlsx"))
    assert answer["conflicts"] == []
    assert same(towns, "甲")


def test_a_correction_that_the_street_declined_is_not_sent_again(towns: Towns) -> None:
    towns.take(towns.export("甲", "1.xlsx"), "甲街道")
    with towns.open("district") as office:
        door = doors(office, quarter_named(office, "甲小区1"))[0]
        office.editing.set_field("household", door, "owner_name", "区里更正")
    back = towns.send(STREET_A, "back.xlsx")
    declined = towns.merge("甲", back, decisions={door: {"owner_name": "ours"}})
    assert declined["applied"]["fields"] == 0
    towns.take(towns.export("甲", "2.xlsx"))
    with towns.open("district") as office:
        (left,) = office.district_office.differing(STREET_A)
        assert left.declined
        assert office.reading.record("household", door)["owner_name"] == "区里更正"
    merged = towns.merge("甲", towns.send(STREET_A, "back-2.xlsx"))
    assert merged["proposals"] == merged["conflicts"] == []
    assert merged["applied"]["fields"] == 0


def test_a_correction_survives_workbooks_made_before_the_street_saw_it(towns: Towns) -> None:
    towns.take(towns.export("甲", "1.xlsx"), "甲街道")
    with towns.open("district") as office:
        door = doors(office, quarter_named(office, "甲小区1"))[0]
        office.editing.set_field("household", door, "owner_name", "区里更正")
    for number in (2, 3):
        answer = towns.take(towns.export("甲", f"{number}.xlsx"))
        assert answer["applied"]["fields"] == 0
        assert answer["conflicts"] == []
    with towns.open("district") as office:
        assert office.reading.record("household", door)["owner_name"] == "区里更正"
        (left,) = office.district_office.differing(STREET_A)
        assert not left.declined


def test_undo_takes_back_a_whole_intake_and_it_can_be_taken_again(towns: Towns) -> None:
    towns.take(towns.export("甲", "1.xlsx"), "甲街道")
    with towns.open("甲") as office:
        door = doors(office, quarter_named(office, "甲小区1"))[0]
        office.editing.set_field("household", door, "owner_name", "新业主")
        towns.add_quarter(office, "Q2", "甲小区2", "甲二")
    second = towns.export("甲", "2.xlsx")
    assert towns.take(second)["inserted"]["household"] == 12
    with towns.open("district") as office:
        office.editing.undo()
        assert [row.name for row in office.reading.quarters()] == ["甲小区1"]
        assert office.reading.record("household", door)["owner_name"] is None
    assert towns.take(second)["inserted"]["household"] == 12
    assert same(towns, "甲")


def test_undo_at_the_street_takes_back_the_merge(towns: Towns) -> None:
    towns.take(towns.export("甲", "1.xlsx"), "甲街道")
    with towns.open("district") as office:
        quarter = quarter_named(office, "甲小区1")
        office.annual_plan.assign([quarter], year="2026", batch="第一批")
    back = towns.send(STREET_A, "back.xlsx")
    towns.merge("甲", back)
    with towns.open("甲") as office:
        assert office.reading.record("quarter", quarter)["plan_year"] == 2026
        office.editing.undo()
        assert office.reading.record("quarter", quarter)["plan_year"] is None
    towns.merge("甲", back)
    with towns.open("甲") as office:
        assert office.reading.record("quarter", quarter)["plan_year"] == 2026


def test_a_meter_that_the_street_exchanged_replaces_the_old_one(towns: Towns) -> None:
    towns.take(towns.export("甲", "1.xlsx"), "甲街道")
    with towns.open("甲") as office:
        door = doors(office, quarter_named(office, "甲小区1"))[0]
        (old,) = [r for r in office.registers.rows("water_meter") if r["household_id"] == door]
        office.editing.set_field("water_meter", str(old["id"]), "state", 7)
        office.registers.add(
            "water_meter", {"household_id": door, "body_no": "NEW-1", "role": 3, "state": 1}
        )
    answer = towns.take(towns.export("甲", "2.xlsx"))
    assert answer["inserted"] == {"water_meter": 1}
    assert answer["applied"]["deleted"] == 1
    with towns.open("district") as office:
        meters = [r for r in office.registers.rows("water_meter") if r["household_id"] == door]
        assert [meter["body_no"] for meter in meters] == ["NEW-1"]


def test_a_missing_row_is_only_proposed_for_deletion(towns: Towns) -> None:
    towns.take(towns.export("甲", "1.xlsx"), "甲街道")
    with towns.open("甲") as office:
        door = doors(office, quarter_named(office, "甲小区1"))[0]
        office.registers.remove("household", door)
    answer = towns.take(towns.export("甲", "2.xlsx"))
    assert answer["applied"]["deleted"] == 0
    assert {one["entity_id"] for one in answer["proposals"]} >= {door}
    with towns.open("district") as office:
        (question,) = [one for one in office.questions.open() if one.record_id == door]
        office.questions.settle([question.id], "theirs")
        assert door not in doors(office, quarter_named(office, "甲小区1"))
    with towns.open("甲") as office:
        office.editing.undo()
    towns.take(towns.export("甲", "3.xlsx"))
    assert same(towns, "甲")


def test_older_foreign_and_returned_workbooks_are_refused_in_words(towns: Towns) -> None:
    first = towns.export("甲", "1.xlsx")
    with pytest.raises(InputError, match="street-unknown"):
        towns.take(first)
    with towns.open("甲") as office:
        office.editing.set_field("quarter", quarter_named(office, "甲小区1"), "alias", "曾用名")
    second = towns.export("甲", "2.xlsx")
    towns.take(second, "甲街道")
    assert towns.take(second)["same_file"]
    with pytest.raises(RefusedError, match="street-workbook-older"):
        towns.take(first)
    assert towns.take(first, accept_older=True)["applied"]["fields"] == 1
    with pytest.raises(InputError, match="street-workbook-returned"):
        towns.take(towns.send(STREET_A, "back.xlsx"))
    towns.district("other", "420188")
    with towns.open("other") as office, pytest.raises(InputError, match="street-other-district"):
        office.district_office.plan(first)
    with towns.open("甲") as office, pytest.raises(RefusedError, match="district-only"):
        office.district_office.plan(first)


def test_one_number_in_two_streets_is_found_and_leads_to_both_doors(towns: Towns) -> None:
    for street in ("甲", "乙"):
        with towns.open(street) as office:
            meter = office.registers.rows("water_meter")[0]
            office.editing.set_field("water_meter", str(meter["id"]), "body_no", "SAME-1")
        towns.take(towns.export(street, f"{street}.xlsx"), f"{street}街道")
    with towns.open("district") as office:
        found = office.district_office.findings()
        twice = [one for one in found if one.check == "street-check-water-number"]
        assert {one.street for one in twice} == {"甲街道", "乙街道"}
        assert all(one.household_id for one in twice)


def test_an_issued_plan_is_adjusted_with_reason_and_document(towns: Towns) -> None:
    towns.take(towns.export("甲", "1.xlsx"), "甲街道")
    with towns.open("district") as office:
        plan, quarter = office.annual_plan, quarter_named(office, "甲小区1")
        plan.assign([quarter], year="2026", batch="第一批", approval_no="区建〔2026〕1号")
        with pytest.raises(RefusedError, match="plan-issued"):
            plan.assign([quarter], year="2027")
        with pytest.raises(InputError, match="plan-reason"):
            plan.adjust([quarter], Adjustment.MOVE, document_no="", reason="资金未到位")
        plan.adjust(
            [quarter], Adjustment.MOVE, batch="第二批",
            document_no="区建〔2026〕9号", reason="资金未到位",
        )  # fmt: skip
        (row,) = plan.rows(year=2027)
        assert (row.plan_batch, row.plan_note) == (
            "第二批",
            "由2026年第一批调至2027年第二批（区建〔2026〕9号）：资金未到位",
        )
        (change,) = plan.changes("区建〔2026〕9号")
        assert (change.from_year, change.to_year) == (2026, 2027)
        assert plan.notice("区建〔2026〕9号").title.startswith("关于调整2026、2027年度")
        for suffix in ("pdf", "docx", "xlsx"):
            office.papers.save(plan.paper(2027), towns.folder / f"plan.{suffix}")
            office.papers.save(plan.notice("区建〔2026〕9号"), towns.folder / f"notice.{suffix}")
        office.editing.undo()
        assert plan.rows(year=2027) == []
        assert plan.changes() == []


def test_rows_of_another_street_and_rows_without_ticket_are_named_and_left_out(
    towns: Towns,
) -> None:
    book = towns.export("甲", "1.xlsx")
    towns.take(book, "甲街道")
    resaved = openpyxl.load_workbook(book)
    meta = resaved["_hb_meta"]
    for key, value in meta.iter_rows(max_col=2):
        if key.value == "street_code":
            value.value = STREET_B
    resaved.save(towns.folder / "foreign.xlsx")
    with pytest.raises(InputError, match="street-workbook-of-another"):
        towns.take(towns.folder / "foreign.xlsx", "乙街道")
    pasted = openpyxl.load_workbook(towns.export("乙", "2.xlsx"))
    households = pasted["住户"]
    headings = [cell.value for cell in households[2]]
    last = 2 + 12
    for place, cell in enumerate(resaved["住户"][3], start=1):
        households.cell(last + 1, place, cell.value)
    households.cell(last + 2, headings.index("室号") + 1, "999")
    pasted.save(towns.folder / "pasted.xlsx")
    answer = towns.take(towns.folder / "pasted.xlsx", "乙街道")
    codes = Counter(problem["code"] for problem in answer["problems"])
    assert codes == {"sheet-row-foreign": 1, "street-row-without-ticket": 1}
    assert answer["inserted"]["household"] == 12
    assert same(towns, "甲")
    assert same(towns, "乙")


def test_an_edited_workbook_is_compared_cell_by_cell(towns: Towns) -> None:
    towns.take(towns.export("甲", "1.xlsx"), "甲街道")
    resaved = openpyxl.load_workbook(towns.export("甲", "2.xlsx"))
    households, plan = resaved["住户"], resaved["计划与批复"]
    owner = [cell.value for cell in households[2]].index("业主姓名") + 1
    year = [cell.value for cell in plan[2]].index("计划年度") + 1
    households.cell(3, owner, "Excel里改")
    plan.cell(3, year, 2031)
    resaved.save(towns.folder / "edited.xlsx")
    answer = towns.take(towns.folder / "edited.xlsx")
    assert answer["applied"]["fields"] == 1
    # the plan is the district's own column: the street only proposes
    assert [(p["field"], p["theirs"]) for p in answer["proposals"]] == [("plan_year", "2031")]
    assert towns.take(towns.folder / "edited.xlsx")["same_file"]
