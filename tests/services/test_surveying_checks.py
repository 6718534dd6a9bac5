"""Findings of real doors in words, warnings that a person lets stand, and for how long."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.domain.door_answers import DoorAnswers
from desktop.kernel.errors import InputError, RefusedError
from desktop.services.editing import Editing
from tests.support.small_office import NOW
from tests.support.staircase import card, doors, ledger, office, surveying

if TYPE_CHECKING:
    from desktop.services.surveying import Surveying
    from desktop.storage.ledger import Ledger

__all__ = ["doors", "ledger", "office", "surveying"]


def codes(surveying: Surveying, door: str) -> list[str]:
    return [check.code for check in surveying.checks(door)]


def test_a_meter_number_of_another_door_is_named_by_its_address(
    doors: dict[str, str], surveying: Surveying
) -> None:
    surveying.record(doors["1-101"], DoorAnswers(water={"number": "W1"}))
    surveying.record(doors["2-402"], DoorAnswers(water={"number": "W1"}))
    (check,) = surveying.checks(doors["2-402"])
    assert (check.code, check.hard, check.field) == ("survey-number-elsewhere", True, "body_no")
    assert check.message == "水表：这个表号已登记在 一村3栋1单元101"
    english = surveying.checks(doors["1-101"], "en")[0]
    assert "一村3栋2单元402" in english.message
    assert english.message.startswith("water meter")


def test_a_number_is_free_again_once_its_meter_is_closed(
    doors: dict[str, str], surveying: Surveying
) -> None:
    surveying.record(doors["1-101"], DoorAnswers(water={"number": "W1", "state": "销户"}))
    surveying.record(doors["2-402"], DoorAnswers(water={"number": "W1"}))
    assert codes(surveying, doors["2-402"]) == []


def test_the_usual_length_of_numbers_is_learned_from_the_building(
    doors: dict[str, str], surveying: Surveying
) -> None:
    for place, door in enumerate(list(doors.values())[:3]):
        surveying.record(door, DoorAnswers(water={"number": f"08123456{place:02d}"}))
    odd = doors["2-402"]
    surveying.record(odd, DoorAnswers(water={"number": "081234561"}))
    (check,) = surveying.checks(odd)
    assert check.code == "survey-number-length"
    assert "9 位" in check.message
    assert "10 位" in check.message


def test_todays_reading_below_the_first_one_is_an_error(
    doors: dict[str, str], surveying: Surveying
) -> None:
    surveying.record(doors["1-101"], DoorAnswers(electricity={"first_reading": 10, "reading": 9}))
    (check,) = surveying.checks(doors["1-101"])
    assert check.message == "电能表：2026-03-05 的示数 9 小于起度 10"


def test_a_warning_is_confirmed_with_a_reason_that_is_kept(
    ledger: Ledger, doors: dict[str, str], surveying: Surveying
) -> None:
    door = doors["1-101"]
    surveying.record(door, DoorAnswers(household={"visit_state": 1, "phone": "1234"}))
    before = surveying.checks(door)
    surveying.confirm(door, "survey-phone-odd", "  单位总机分机 ")
    (owner, phone) = sorted(surveying.checks(door), key=lambda check: check.code)
    assert (owner.code, owner.confirmed) == ("survey-owner-missing", False)
    assert (phone.reason, phone.confirmed_by, phone.confirmed_at) == (
        "单位总机分机",
        "负责人",
        NOW,
    )
    Editing(ledger, ledger.clock).undo()
    assert surveying.checks(door) == before


def test_a_changed_value_asks_again_and_the_old_one_does_not(
    doors: dict[str, str], surveying: Surveying
) -> None:
    door = doors["1-101"]
    surveying.record(door, DoorAnswers(household={"owner_name": "王一", "phone": "1234"}))
    surveying.confirm(door, "survey-phone-odd", "分机")
    for phone, confirmed in (("1235", False), ("1234", True)):
        surveying.record(door, DoorAnswers(household={"phone": phone}))
        assert [check.confirmed for check in surveying.checks(door)] == [confirmed]


def test_a_confirmation_given_twice_is_one_and_a_better_reason_replaces_it(
    ledger: Ledger, doors: dict[str, str], surveying: Surveying
) -> None:
    door = doors["1-101"]
    surveying.record(door, DoorAnswers(household={"owner_name": "王一", "phone": "1234"}))
    surveying.confirm(door, "survey-phone-odd", "分机")
    assert surveying.confirm(door, "survey-phone-odd", "分机").operation == ""
    surveying.confirm(door, "survey-phone-odd", "厂内分机")
    with ledger.reader() as connection:
        rows = connection.exec_driver_sql("SELECT reason FROM confirmation").all()
    assert [row[0] for row in rows] == ["厂内分机"]


def test_only_warnings_are_confirmed_and_only_with_a_reason(
    doors: dict[str, str], surveying: Surveying
) -> None:
    door = doors["1-101"]
    surveying.record(
        door,
        DoorAnswers(
            household={"owner_name": "王一", "consent_w": 1, "phone": "1", "title_area": 0}
        ),
    )
    for code in ("survey-area-not-positive", "survey-consent-without-basis"):
        with pytest.raises(RefusedError, match="warning-not-confirmable"):
            surveying.confirm(door, code, "就这样")
    with pytest.raises(RefusedError, match="warning-gone"):
        surveying.confirm(door, "survey-arrears", "就这样")
    with pytest.raises(InputError, match="confirm-reason-missing"):
        surveying.confirm(door, "survey-phone-odd", "   ")


def test_a_copy_of_the_ballot_waits_for_its_original(
    ledger: Ledger, doors: dict[str, str], surveying: Surveying
) -> None:
    door = doors["1-101"]
    absent = {"visit_state": 4, "owner_name": "王一", "consent_w": 1, "consent_basis": 3}
    surveying.record(door, DoorAnswers(household=absent))
    assert codes(surveying, door) == ["survey-original-due"]
    surveying.record(door, DoorAnswers(household={"consent_basis": "纸质原件"}))
    assert codes(surveying, door) == []
    assert card(ledger, door).household["consented_on"] == NOW.date()


def test_another_answer_needs_another_signature(
    ledger: Ledger, doors: dict[str, str], surveying: Surveying
) -> None:
    door = doors["1-101"]
    surveying.record(door, DoorAnswers(household={"consent_w": 1, "consent_basis": 1}))
    surveying.record(door, DoorAnswers(household={"consent_e": 1}))
    assert card(ledger, door).household["consent_basis"] == 1
    surveying.record(door, DoorAnswers(household={"consent_w": 2}))
    household = card(ledger, door).household
    assert (household["consent_w"], household["consent_basis"]) == (2, None)


def test_a_refusal_implies_no_consent_and_keeps_a_no(
    ledger: Ledger, doors: dict[str, str], surveying: Surveying
) -> None:
    door = doors["1-101"]
    surveying.record(door, DoorAnswers(household={"consent_w": 2}))
    surveying.record(door, DoorAnswers(household={"visit_state": 3}))
    household = card(ledger, door).household
    assert (household["consent_w"], household["consent_e"]) == (2, None)


def test_an_answer_taken_back_leaves_neither_date_nor_basis(
    ledger: Ledger, doors: dict[str, str], surveying: Surveying
) -> None:
    door = doors["1-101"]
    surveying.record(door, DoorAnswers(household={"consent_w": 1, "visit_state": 4}))
    assert card(ledger, door).household["consent_basis"] == 4
    surveying.record(door, DoorAnswers(household={"consent_w": "未表态"}))
    household = card(ledger, door).household
    assert (household["consented_on"], household["consent_basis"]) == (None, None)


def test_a_door_that_is_not_there_is_told(doors: dict[str, str], surveying: Surveying) -> None:
    del doors
    for ask in (surveying.checks, surveying.neighbour, surveying.riser, surveying.as_neighbour):
        with pytest.raises(InputError, match="record-missing"):
            ask("f" * 32)
    with pytest.raises(InputError, match="record-missing"):
        surveying.record("f" * 32, DoorAnswers(household={"remarks": "x"}))


def test_many_doors_are_checked_at_once_and_those_without_findings_left_out(
    doors: dict[str, str], surveying: Surveying
) -> None:
    surveying.record(doors["1-101"], DoorAnswers(household={"arrears_w": 5}))
    surveying.record(doors["1-102"], DoorAnswers(household={"arrears_w": 0}))
    found = surveying.checks_of([*doors.values(), "f" * 32])
    assert found == {doors["1-101"]: surveying.checks(doors["1-101"])}
