"""What a merge does to a real ledger: taken, asked, refused, remembered."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from desktop.domain.merge_review import ReviewGroup
from desktop.kernel.errors import InputError
from tests.support.merge_office import (
    HOUSEHOLDS,
    Street,
    new_row,
    street,
    street_made,
    typed,
    without,
)

__all__ = ["street", "street_made"]

APPROVAL = "quarter.approval_no"


def _set(street: Street, room: str, field: str, value: object) -> None:
    street.editing.set_field("household", street.household(room), field, value)


# ------------------------------------------------------------------------------------ proposals


def test_the_command_line_takes_a_proposal_and_the_window_asks(street: Street) -> None:
    cells = typed(street.out(), ("101", "household.phone", "13911112222"))
    one = street.household("101")
    asked = street.merge(cells, proposals="ask")
    assert asked["applied"]["fields"] == 0
    assert [(p["field"], p["theirs"]) for p in asked["proposals"]] == [("phone", "13911112222")]
    assert street.value("household", one, "phone") == "13800000001"
    street.journal.undo()
    taken = street.merge(cells)
    assert (taken["applied"]["fields"], taken["proposed"]) == (1, 1)
    assert street.value("household", one, "phone") == "13911112222"


def test_a_column_of_the_district_is_no_proposal(street: Street) -> None:
    cells = street.out()
    sheet = cells["计划与批复"]
    sheet[2][sheet[0].index(APPROVAL)] = "改造办〔2026〕12号"
    planned = street.plan(cells)
    assert [(u.field, u.proposed) for u in planned.plan.updates] == [("approval_no", False)]
    assert street.merge(cells, proposals="ask")["applied"]["fields"] == 1


def test_a_declined_proposal_is_not_asked_again(street: Street) -> None:
    cells = typed(street.out(), ("101", "household.phone", "13911112222"))
    key = f"{street.household('101')}/phone"
    street.merge(cells, {key: "ours"}, proposals="ask")
    assert street.questions.open() == []
    resaved = typed(cells, ("301", "household.remarks", "西户"))
    again = street.plan(resaved)
    assert [u.field for u in again.plan.updates] == ["remarks"]
    other = typed(cells, ("101", "household.phone", "13933334444"))
    assert [u.theirs for u in street.plan(other).plan.updates] == ["13933334444"]


def test_a_third_value_is_written_for_a_proposal(street: Street) -> None:
    cells = typed(street.out(), ("101", "household.phone", "13911112222"))
    one = street.household("101")
    street.merge(cells, {f"{one}/phone": {"value": "１３９５５５５６６６６ "}}, proposals="ask")
    assert street.value("household", one, "phone") == "13955556666"
    assert not street.plan(typed(cells, ("201", "household.phone", "1"))).plan.conflicts


# -------------------------------------------------------------------------------- open questions


def test_a_good_merge_later_does_not_forget_what_an_earlier_one_left_open(street: Street) -> None:
    first = typed(
        street.out(), ("101", "household.owner_name", "赵一"), ("201", "household.floor", "二楼半")
    )
    _set(street, "101", "owner_name", "钱二")
    left = street.merge(first)
    assert {c["field"] for c in left["conflicts"]} == {"floor", "owner_name"}
    second = typed(street.out(), ("301", "household.remarks", "换锁"))
    assert street.merge(second)["applied"]["fields"] == 1
    waiting = street.questions.open()
    assert [(q.label, q.field, q.theirs) for q in waiting] == [
        ("翠湖小区1栋1单元101", "owner_name", "赵一"),
        ("翠湖小区1栋1单元201", "floor", "二楼半"),
    ]
    assert (waiting[0].ours, waiting[0].who) == ("钱二", "负责人")
    assert street.questions.count() == 2


def test_many_questions_are_settled_at_once_and_one_undo_brings_them_back(street: Street) -> None:
    rooms = ("101", "201", "301")
    cells = typed(street.out(), *[(room, "household.owner_name", f"新{room}") for room in rooms])
    for room in rooms:
        _set(street, room, "owner_name", f"旧{room}")
    street.merge(cells)
    ids = [q.id for q in street.questions.open()]
    assert street.questions.settle(ids, "theirs")["settled"] == 3
    names = [street.value("household", street.household(room), "owner_name") for room in rooms]
    assert names == ["新101", "新201", "新301"]
    assert street.questions.count() == 0
    street.journal.undo()
    assert street.questions.count() == 3
    assert street.value("household", street.household("101"), "owner_name") == "旧101"


def test_a_question_falls_away_when_the_field_says_it(street: Street) -> None:
    cells = typed(street.out(), ("101", "household.owner_name", "赵一"))
    _set(street, "101", "owner_name", "钱二")
    street.merge(cells)
    assert street.questions.count() == 1
    _set(street, "101", "owner_name", "赵一")
    assert street.questions.count() == 0
    assert street.questions.open() == []


def test_what_cannot_be_read_is_settled_by_a_value_only(street: Street) -> None:
    street.merge(typed(street.out(), ("201", "household.floor", "二楼半")))
    (question,) = street.questions.open()
    assert (question.can_take, question.can_type) == (False, True)
    assert street.questions.settle([question.id], "theirs")["skipped"] == 1
    with pytest.raises(InputError) as wrong:
        street.questions.settle([question.id], "value", "半")
    assert wrong.value.code == "decision-value"
    assert street.questions.settle([question.id], "value", "２")["settled"] == 1
    assert street.value("household", street.household("201"), "floor") == 2


def test_settling_looks_at_the_merged_result_too(street: Street) -> None:
    cells = typed(street.out(), ("101", "water_meter.body_no", "00W000000002"))
    street.editing.set_field("water_meter", street.meter("101"), "body_no", "00W000000099")
    street.merge(cells)
    (question,) = street.questions.open()
    answer = street.questions.settle([question.id], "theirs")
    assert (answer["settled"], answer["problems"][0]["code"]) == (0, "merge-number-taken")
    assert street.value("water_meter", street.meter("101"), "body_no") == "00W000000099"
    assert street.questions.count() == 1


# ------------------------------------------------------------------------------- the same again


def test_the_same_file_again_applies_nothing_even_when_the_ledger_went_back(
    street: Street,
) -> None:
    cells = typed(street.out(), ("101", "household.remarks", "东户"))
    street.merge(cells)
    _set(street, "101", "remarks", "")
    length = street.journal.length()
    again = street.merge(cells)
    assert again["seen_before"]
    assert again["applied"] == {"fields": 0, "inserted": 0, "deleted": 0}
    assert street.journal.length() == length
    assert not street.value("household", street.household("101"), "remarks")


def test_the_same_file_again_may_settle_what_it_left_open(street: Street) -> None:
    cells = typed(street.out(), ("101", "household.owner_name", "赵一"))
    _set(street, "101", "owner_name", "钱二")
    assert len(street.merge(cells)["conflicts"]) == 1
    assert len(street.merge(cells)["conflicts"]) == 1
    assert street.count("merge_question") == 1
    assert street.merge(cells, "theirs")["conflicts"] == []
    assert street.value("household", street.household("101"), "owner_name") == "赵一"
    assert street.questions.count() == 0


def test_a_merge_that_was_undone_can_be_made_again(street: Street) -> None:
    cells = typed(street.out(), ("101", "household.remarks", "东户"))
    street.merge(cells)
    street.journal.undo()
    assert street.merge(cells)["applied"]["fields"] == 1
    assert street.value("household", street.household("101"), "remarks") == "东户"


def test_a_value_that_was_taken_and_changed_since_is_no_conflict(street: Street) -> None:
    cells = typed(street.out(), ("101", "household.remarks", "东户"))
    street.merge(cells)
    _set(street, "101", "remarks", "东户已核")
    resaved = typed(cells, ("201", "household.remarks", "西户"))
    answer = street.merge(resaved)
    assert (answer["conflicts"], answer["applied"]["fields"]) == ([], 1)
    assert street.value("household", street.household("101"), "remarks") == "东户已核"


def test_what_moved_between_looking_and_applying_is_looked_at_again(street: Street) -> None:
    planned = street.plan(typed(street.out(), ("101", "household.remarks", "东户")))
    _set(street, "101", "remarks", "北户")
    answer = street.district.apply(planned)
    assert [c["field"] for c in answer["conflicts"]] == ["remarks"]
    assert street.value("household", street.household("101"), "remarks") == "北户"


# ----------------------------------------------------------------------------- the merged result


def test_a_number_that_would_stand_twice_is_left_out_with_its_cell(street: Street) -> None:
    cells = typed(
        street.out(),
        ("101", "water_meter.body_no", "00W000000002"),
        ("101", "household.remarks", "东户"),
    )
    answer = street.merge(cells)
    column = cells[HOUSEHOLDS][0].index("water_meter.body_no")
    assert [(p["code"], p["column"], p["cell"]) for p in answer["problems"]] == [
        ("merge-number-taken", "水表号", f"{_letters(column)}3")
    ]
    assert answer["applied"]["fields"] == 1
    assert street.value("water_meter", street.meter("101"), "body_no") == "00W000000001"
    assert [q.reason for q in street.questions.open()] == ["conflict-taken"]


def test_two_meters_may_swap_their_numbers(street: Street) -> None:
    cells = typed(
        street.out(),
        ("101", "water_meter.body_no", "00W000000002"),
        ("201", "water_meter.body_no", "00W000000001"),
    )
    answer = street.merge(cells)
    assert (answer["problems"], answer["applied"]["fields"]) == ([], 2)
    assert street.value("water_meter", street.meter("201"), "body_no") == "00W000000001"


def test_a_swap_of_which_half_waits_waits_as_a_whole(street: Street) -> None:
    cells = typed(
        street.out(),
        ("101", "water_meter.body_no", "00W000000002"),
        ("201", "water_meter.body_no", "00W000000001"),
    )
    street.editing.set_field("water_meter", street.meter("201"), "body_no", "00W000000077")
    answer = street.merge(cells)
    # 00W000000002 is free by now: room 101 may have it
    assert [c["reason"] for c in answer["conflicts"]] == ["conflict-both-changed"]
    street.journal.undo()
    street.journal.undo()
    cells = typed(
        street.out(),
        ("101", "water_meter.body_no", "00W000000002"),
        ("201", "water_meter.body_no", "00W000000003"),
    )
    answer = street.merge(cells)
    assert sorted(p["code"] for p in answer["problems"]) == ["merge-number-taken"] * 2
    assert answer["applied"]["fields"] == 0


def test_an_account_and_a_quarter_code_stand_once(street: Street) -> None:
    street.editing.set_field("water_meter", street.meter("301"), "account_no", "880001")
    cells = typed(street.out(), ("101", "water_meter.account_no", "880001"))
    quarters = cells["小区"]
    quarters[3][quarters[0].index("quarter.quarter_code")] = "Q1"
    codes = sorted(p["code"] for p in street.merge(cells)["problems"])
    assert codes == ["merge-account-taken", "merge-quarter-code-taken"]


# -------------------------------------------------------------------------------------- new rows


NEW: dict[str, Any] = {
    "quarter__quarter_code": "Q1",
    "building__building_no": 1.0,
    "unit__unit_no": "1",
    "household__room_no": 501.0,
    "household__floor": 5.0,
    "household__owner_name": "孙三",
    "water_meter__body_no": "00W000000555",
}


def test_a_new_row_is_added_once_however_often_the_file_comes(street: Street) -> None:
    cells = new_row(street.out(), **NEW)
    answer = street.merge(cells)
    assert answer["applied"]["inserted"] == 2
    one = street.household("501")
    assert street.value("household", one, "floor") == 5
    assert street.value("water_meter", street.meter("501"), "body_no") == "00W000000555"
    resaved = typed(cells, ("101", "household.remarks", "x"))
    assert street.merge(resaved)["applied"] == {"fields": 1, "inserted": 0, "deleted": 0}
    assert street.count("household") == 13


def test_a_new_row_that_says_the_same_twice_is_one_row(street: Street) -> None:
    cells = new_row(new_row(street.out(), **NEW), **NEW)
    assert street.merge(cells)["applied"]["inserted"] == 2
    other = new_row(new_row(street.out(), **NEW | {"household__room_no": "601"}), **NEW | {
        "household__room_no": "601", "household__owner_name": "李四"})  # fmt: skip
    answer = street.merge(other)
    assert answer["applied"]["inserted"] == 0
    assert {p["code"] for p in answer["problems"]} == {"merge-room-taken", "merge-number-taken"}


def test_a_row_with_a_known_address_waits_until_it_is_accepted(street: Street) -> None:
    cells = new_row(street.out(), **NEW | {"household__room_no": "101", "household__floor": 1.0})
    one = street.household("101")
    answer = street.merge(cells)
    assert answer["applied"] == {"fields": 0, "inserted": 0, "deleted": 0}
    assert [(p["reason"], p["entity_id"]) for p in answer["proposals"]] == [
        ("conflict-same-address", one)
    ]
    (question,) = street.questions.open()
    assert "孙三" in question.theirs_shown
    assert street.questions.settle([question.id], "theirs")["settled"] == 1
    assert street.value("household", one, "owner_name") == "孙三"
    assert street.value("water_meter", street.meter("101"), "body_no") == "00W000000555"
    assert street.count("household") == 12


def test_an_address_typed_over_is_told_and_not_taken(street: Street) -> None:
    cells = typed(
        street.out(),
        ("101", "building.building_no", "8"),
        ("201", "household.remarks", "x"),
        ("301", "unit.unit_no", None),
    )
    answer = street.merge(cells)
    assert answer["applied"]["fields"] == 1
    told = [(p["code"], p["column"], p["value"]) for p in answer["problems"]]
    assert told == [
        ("sheet-place-edited", "楼栋", "8"),
        ("sheet-place-edited", "单元", ""),
    ]


def test_a_building_renamed_here_since_is_no_edit_of_theirs(street: Street) -> None:
    cells = typed(street.out(), ("101", "household.remarks", "x"))
    with street.ledger.unit_of_work("rename") as work:
        one = work.connection.exec_driver_sql("SELECT id FROM building").scalar()
        work.update("building", str(one), {"building_no": "77"})
    answer = street.merge(cells)
    assert (answer["applied"]["fields"], answer["problems"]) == (1, [])


def test_a_row_without_a_place_waits_until_the_place_is_there(street: Street) -> None:
    cells = new_row(street.out(), **NEW | {"building__building_no": "9"})
    answer = street.merge(cells)
    assert [p["code"] for p in answer["problems"]] == ["sheet-row-place-unknown"]
    (question,) = street.questions.open()
    assert question.reason == "conflict-unplaced"
    stays = street.questions.settle([question.id], "theirs")
    assert [p["code"] for p in stays["problems"]] == ["sheet-row-place-unknown"]
    building = street.ledger
    with building.unit_of_work("add") as work:
        quarter = work.connection.exec_driver_sql(
            "SELECT id FROM quarter WHERE quarter_code = 'Q1'"
        ).scalar()
        made = work.insert("building", [{"quarter_id": quarter, "building_no": "9"}])[0]
        work.insert("unit", [{"building_id": made, "unit_no": "1"}])
    assert street.questions.settle([question.id], "theirs")["settled"] == 1
    assert street.value("household", street.household("501", "9"), "owner_name") == "孙三"


def test_a_new_building_brings_its_households(street: Street) -> None:
    cells = new_row(street.out(), "楼栋", quarter__quarter_code="Q2", building__building_no="8")
    cells = new_row(cells, **NEW | {"quarter__quarter_code": "Q2", "building__building_no": "8"})
    answer = street.merge(cells)
    assert answer["problems"] == []
    assert street.value("household", street.household("501", "8"), "owner_name") == "孙三"


def test_a_copied_row_with_an_address_of_its_own_is_a_new_household(street: Street) -> None:
    cells = street.out()
    row = list(next(r for r in cells[HOUSEHOLDS][2:] if "401" in r))
    keys = cells[HOUSEHOLDS][0]
    for key, value in (
        ("household.room_no", "402"),
        ("household.owner_name", "周五"),
        ("water_meter.body_no", "00W000000402"),
    ):
        row[keys.index(key)] = value
    cells[HOUSEHOLDS].insert(4, row)
    answer = street.merge(cells)
    assert answer["applied"]["inserted"] == 2
    assert answer["problems"] == []
    assert street.value("household", street.household("402"), "owner_name") == "周五"
    assert street.value("household", street.household("401"), "owner_name") != "周五"


def test_a_meter_filled_in_twice_is_one_meter(street: Street) -> None:
    cells = typed(street.out(), ("101", "electricity_meter.asset_no", "E1"))
    assert street.merge(cells)["applied"]["inserted"] == 1
    resaved = typed(cells, ("201", "household.remarks", "x"))
    assert street.merge(resaved)["applied"]["inserted"] == 0
    assert street.count("electricity_meter") == 1
    street.editing.set_field(
        "electricity_meter", _first(street, "electricity_meter"), "box_no", "B"
    )
    third = typed(
        cells, ("201", "household.remarks", "x"), ("101", "electricity_meter.asset_no", "E2")
    )
    assert [c["field"] for c in street.merge(third)["conflicts"]] == ["asset_no"]


# ------------------------------------------------------------------------------------- deletions


def test_a_deletion_says_what_hangs_on_it_and_asks(street: Street) -> None:
    one = street.household("101")
    with street.ledger.unit_of_work("add") as work:
        work.insert("payment", [{"household_id": one}])
        work.insert("attachment", [{"owner_kind": "household", "owner_id": one}])
    cells = typed(street.out(), ("101", "row.action", "删除"))
    answer = street.merge(cells)
    (asked,) = answer["conflicts"]
    assert asked["reason"] == "conflict-hanging"
    assert asked["hanging"] == {"water_meter": 1, "payment": 1, "attachment": 1}
    assert street.count("household") == 12
    (question,) = street.questions.open()
    assert {h.kind for h in question.hanging} == {"water_meter", "payment", "attachment"}
    assert street.merge(cells, "theirs")["applied"]["deleted"] == 4
    assert (street.count("household"), street.count("water_meter")) == (11, 11)
    assert (street.count("payment"), street.count("attachment")) == (0, 0)
    street.journal.undo()
    assert (street.count("household"), street.count("payment")) == (12, 1)


def test_a_deletion_that_takes_only_its_own_row_is_carried_out(street: Street) -> None:
    cells = typed(street.out(), ("101", "row.action", "删除"))
    assert street.merge(cells)["applied"]["deleted"] == 2
    assert (street.count("household"), street.count("water_meter")) == (11, 11)


def test_a_missing_row_is_only_proposed(street: Street) -> None:
    cells = without(street.out(), "401")
    answer = street.merge(cells)
    assert answer["applied"]["deleted"] == 0
    assert [p["reason"] for p in answer["proposals"]] == ["conflict-missing-row"]
    (question,) = street.questions.open()
    assert street.questions.settle([question.id], "ours")["settled"] == 1
    assert street.merge(typed(cells, ("101", "household.remarks", "x")))["proposals"] == []
    assert street.count("household") == 12


def test_a_household_of_a_closed_vote_is_not_deleted(street: Street) -> None:
    one = street.household("101")
    with street.ledger.unit_of_work("add") as work:
        quarter = work.connection.exec_driver_sql("SELECT id FROM quarter").scalar()
        vote = work.insert("vote", [{"quarter_id": quarter, "closed_at": street.clock.now()}])[0]
        work.insert("ballot", [{"vote_id": vote, "household_id": one}])
    answer = street.merge(typed(street.out(), ("101", "row.action", "删除")), "theirs")
    assert [p["code"] for p in answer["problems"]] == ["merge-deletion-frozen"]
    assert (street.count("household"), street.count("ballot")) == (12, 1)
    assert street.questions.count() == 1


def test_too_many_missing_rows_are_an_extract(street: Street) -> None:
    cells = without(street.out(), "301", "401")
    planned = street.plan(cells)
    assert [a.code for a in planned.plan.alarms] == ["alarm-extract"]
    assert not planned.plan.deletions


def test_the_office_sets_the_share_that_may_be_lost(street: Street) -> None:
    with street.ledger.unit_of_work("set-parameter") as work:
        work.insert(
            "parameter",
            [{"name": "merge-loss-share", "value": "20", "valid_from": date(2026, 1, 1)}],
        )
    planned = street.plan(without(street.out(), "301", "401"))
    assert not planned.plan.alarms
    assert len(planned.plan.deletions) == 2


def test_too_many_deletions_stop_and_ask(street: Street) -> None:
    cells = street.out()
    for room in ("101", "201", "301", "401"):
        cells = typed(cells, (room, "row.action", "删除"))
        cells = typed(cells, (room, "row.action", "删除"), building="2")
    planned = street.plan(cells)
    assert [a.code for a in planned.plan.alarms] == ["alarm-many-deleted"]
    answer = street.merge(cells)
    assert (answer["applied"]["deleted"], len(answer["conflicts"])) == (0, 8)
    trusted = street.merge(cells, {"alarms": [f"{HOUSEHOLDS}!"]})
    assert street.count("household") == 4
    assert trusted["conflicts"] == []


# ---------------------------------------------------------------------------------- other things


def test_a_verification_date_carries_its_due_date(street: Street) -> None:
    street.editing.set_field("water_meter", street.meter("101"), "dn", "15")
    street.merge(typed(street.out(), ("101", "water_meter.verified_on", "2026年3月5日")))
    assert street.value("water_meter", street.meter("101"), "expires_on") == "2032-03-05"


def test_an_export_nobody_here_knows_says_to_take_the_parcel_first(street: Street) -> None:
    cells = street.out()
    for row in cells["_hb_meta"]:
        if row[0] == "export_id":
            row[1] = "f" * 32
    with pytest.raises(InputError) as unknown:
        street.merge(cells)
    assert unknown.value.code == "workbook-export-unknown"


def test_a_workbook_made_after_something_this_ledger_never_saw_is_refused(street: Street) -> None:
    cells = street.out()
    with street.ledger.unit_of_work("trial") as work:
        export = work.connection.exec_driver_sql(
            "SELECT id FROM exchange WHERE direction = 'out'"
        ).scalar()
        work.update("exchange", str(export), {"vector": '{"elsewhere": 4}'})
    with pytest.raises(InputError) as ahead:
        street.merge(cells)
    assert ahead.value.code == "workbook-export-unknown"


def test_the_review_shows_every_group_with_who_and_where(street: Street) -> None:
    cells = street.out()
    _set(street, "101", "owner_name", "钱二")
    cells = typed(
        cells,
        ("101", "household.owner_name", "赵一"),
        ("201", "household.phone", "13911112222"),
        ("301", "household.remarks", "东户"),
        ("301", "household.floor", "三楼"),
        ("401", "row.action", "删除"),
    )
    cells = new_row(cells, **NEW)
    cells = new_row(cells, **NEW | {"household__room_no": "101"})
    review = street.district.review(street.plan(cells))
    groups = {row.group for row in review.rows}
    assert groups == set(ReviewGroup) - {ReviewGroup.PROBLEM}
    asked = next(row for row in review.rows if row.field == "owner_name")
    assert (asked.base, asked.ours, asked.theirs) == ("住户申", "钱二", "赵一")
    assert (asked.who, asked.action, asked.quarter) == ("负责人", "set-field", "翠湖小区")
    assert (asked.place.row, asked.heading) == (3, "业主姓名")
    assert asked.place.cell == "I3"
    proposal = next(row for row in review.rows if row.group is ReviewGroup.PROPOSAL)
    assert (proposal.field, proposal.taken, proposal.who) == ("phone", False, "")
    unreadable = next(row for row in review.rows if row.reason == "conflict-invalid")
    assert (unreadable.theirs_shown, unreadable.can_take) == ("三楼", False)
    keys = [row.key for row in review.rows]
    assert len(keys) == len(set(keys))


def test_every_key_of_the_review_is_an_answer(street: Street) -> None:
    cells = street.out()
    _set(street, "101", "owner_name", "钱二")
    cells = typed(
        cells, ("101", "household.owner_name", "赵一"), ("201", "household.phone", "13911112222")
    )
    cells = new_row(cells, **NEW | {"household__room_no": "301", "household__floor": 3.0})
    planned = street.plan(cells)
    answers = {row.key: "theirs" for row in street.district.review(planned).rows}
    answer = street.district.apply(planned, decisions=answers, proposals="ask")
    assert (answer["conflicts"], answer["proposals"]) == ([], [])
    assert street.value("household", street.household("101"), "owner_name") == "赵一"
    assert street.value("household", street.household("201"), "phone") == "13911112222"
    assert street.value("household", street.household("301"), "owner_name") == "孙三"
    assert street.questions.count() == 0


def _first(street: Street, kind: str) -> str:
    with street.ledger.reader() as connection:
        return str(connection.exec_driver_sql(f"SELECT id FROM {kind}").scalar())


def _letters(index: int) -> str:
    first, second = divmod(index, 26)
    return (chr(64 + first) if first else "") + chr(65 + second)
