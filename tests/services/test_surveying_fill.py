"""Doors that take after others: what they take, what they keep, and back again in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.domain.door_answers import DoorAnswers
from desktop.kernel.errors import InputError, RefusedError
from desktop.services.editing import Editing
from desktop.services.reading import Reading
from tests.support.staircase import card, doors, ledger, office, surveying

if TYPE_CHECKING:
    from desktop.services.surveying import Surveying
    from desktop.storage.ledger import Ledger

__all__ = ["doors", "ledger", "office", "surveying"]

MODEL = DoorAnswers(
    household={
        "w_state": 1, "e_state": 2, "visit_state": 1, "owner_name": "王一", "phone": "13800000001",
        "consent_w": 1, "consent_e": 1, "consent_basis": 1, "hardship": 1, "arrears_w": "12",
        "transformer_area": "东风1号",
    },
    water={"number": "W1", "position": 2, "kind": 1, "dn": 15, "reading": 9, "seal": "S",
           "account_no": "A", "first_reading": 1, "maker": "甲厂", "charge_way": "B",
           "verified_on": "2024-03-05"},
    electricity={"number": "E1", "position": 1, "phase": 1, "reading": 8, "account_no": "B"},
)  # fmt: skip
OWN = ("owner_name", "phone", "consent_w", "consent_e", "consent_basis", "consented_on",
       "hardship", "arrears_w")  # fmt: skip
METER_OWN = ("body_no", "asset_no", "account_no", "seal_plastic", "first_reading", "verified_on",
             "expires_on")  # fmt: skip


def everything(ledger: Ledger, doors: dict[str, str]) -> list[object]:
    return [card(ledger, door) for door in doors.values()]


def test_a_door_as_next_door_takes_what_houses_share_and_nothing_else(
    ledger: Ledger, doors: dict[str, str], surveying: Surveying
) -> None:
    surveying.record(doors["1-101"], MODEL)
    surveying.as_neighbour(doors["1-201"])
    found = card(ledger, doors["1-201"])
    assert (found.household["w_state"], found.household["e_state"]) == (1, 2)
    assert found.household["transformer_area"] == "东风1号"
    water, power = found.water_meters[0], found.electricity_meters[0]
    assert [water[n] for n in ("position", "kind", "dn", "maker", "charge_way")] == [
        2, 1, 15, "甲厂", "B",
    ]  # fmt: skip
    assert (power["position"], power["phase"]) == (1, 1)
    assert [found.household[name] for name in OWN] == [None] * len(OWN)
    assert {m.get(name) for m in (water, power) for name in METER_OWN} == {None}
    assert [visit["state"] for visit in found.visits] == [1]
    with ledger.reader() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM meter_reading").scalar() == 2


def test_what_is_said_at_the_door_comes_before_the_neighbour(
    ledger: Ledger, doors: dict[str, str], surveying: Surveying
) -> None:
    surveying.record(doors["1-101"], MODEL)
    said = DoorAnswers(
        household={"w_state": 2, "consent_w": 2}, electricity={"number": "E2", "position": 3}
    )
    surveying.as_neighbour(doors["1-201"], answers=said)
    found = card(ledger, doors["1-201"])
    assert (found.household["w_state"], found.household["consent_w"]) == (2, 2)
    assert found.household["consent_e"] is None
    assert found.water_meters == ()
    power = found.electricity_meters[0]
    assert (power["asset_no"], power["position"], power["phase"]) == ("E2", 3, 1)


def test_a_door_with_a_shared_meter_gets_no_meter_of_its_own(
    ledger: Ledger, doors: dict[str, str], surveying: Surveying
) -> None:
    surveying.record(doors["1-101"], MODEL)
    surveying.as_neighbour(doors["1-201"], answers=DoorAnswers(household={"e_state": 3}))
    assert card(ledger, doors["1-201"]).electricity_meters == ()


def test_a_refusal_stays_a_refusal_without_any_consent(
    ledger: Ledger, doors: dict[str, str], surveying: Surveying
) -> None:
    surveying.record(doors["1-101"], MODEL)
    surveying.record(doors["1-201"], DoorAnswers(household={"visit_state": "拒访"}))
    surveying.as_neighbour(doors["1-201"])
    household = card(ledger, doors["1-201"]).household
    assert (household["visit_state"], household["w_state"]) == (3, 1)
    assert (household["consent_w"], household["consent_e"]) == (None, None)


def test_without_a_recorded_neighbour_nothing_is_invented(
    ledger: Ledger, doors: dict[str, str], surveying: Surveying
) -> None:
    before = everything(ledger, doors)
    with pytest.raises(RefusedError, match="survey-no-neighbour"):
        surveying.as_neighbour(doors["1-201"])
    assert everything(ledger, doors) == before


def test_a_fill_shows_first_what_changes_where_and_what_is_kept(
    ledger: Ledger, doors: dict[str, str], surveying: Surveying
) -> None:
    surveying.record(doors["1-401"], MODEL)
    surveying.record(doors["1-301"], DoorAnswers(household={"w_state": 3}))
    surveying.record(doors["1-201"], DoorAnswers(household={"w_state": 1}, water={"position": 4}))
    before = everything(ledger, doors)
    plan = surveying.plan_fill(doors["1-401"], surveying.below(doors["1-401"]))
    assert everything(ledger, doors) == before
    assert [door.label for door in plan.doors] == ["3栋1单元301", "3栋1单元201", "3栋1单元101"]
    kept = [(door.label[-3:], c.field, c.old, c.new) for door in plan.doors for c in door.kept]
    assert kept == [("301", "w_state", 3, 1), ("201", "position", 4, 2)]
    surveying.fill(plan)
    shared, own, empty = (card(ledger, doors[f"1-{room}"]) for room in ("301", "201", "101"))
    assert shared.household["w_state"] == 3
    assert shared.water_meters == ()
    assert shared.electricity_meters[0]["position"] == 1
    assert (own.water_meters[0]["position"], own.water_meters[0]["dn"]) == (4, 15)
    assert (empty.household["w_state"], empty.water_meters[0]["position"]) == (1, 2)
    assert empty.visits == ()
    assert empty.household["visit_state"] is None


def test_a_fill_is_one_operation_and_one_undo_puts_everything_back(
    ledger: Ledger, doors: dict[str, str], surveying: Surveying
) -> None:
    surveying.record(doors["1-101"], MODEL)
    before, length = everything(ledger, doors), Reading(ledger).stats()["journal"]["length"]
    changes = surveying.fill(surveying.plan_fill(doors["1-101"], doors.values()))
    assert Reading(ledger).stats()["journal"]["length"] == length + 1
    assert changes.ids is not None
    Editing(ledger, ledger.clock).undo()
    assert everything(ledger, doors) == before


def test_a_fill_done_twice_finds_nothing_left(doors: dict[str, str], surveying: Surveying) -> None:
    surveying.record(doors["1-101"], MODEL)
    unit = surveying.unit_doors(doors["1-101"])
    surveying.fill(surveying.plan_fill(doors["1-101"], unit))
    again = surveying.plan_fill(doors["1-101"], unit)
    assert (again.changed_doors, again.kept_values) == (0, 0)
    assert surveying.fill(again).operation == ""


def test_only_the_chosen_fields_are_filled_and_overwriting_is_asked_for(
    ledger: Ledger, doors: dict[str, str], surveying: Surveying
) -> None:
    surveying.record(doors["1-101"], MODEL)
    surveying.record(doors["1-201"], DoorAnswers(household={"w_state": 1}, water={"position": 4}))
    position = [("water_meter", "position")]
    kept = surveying.plan_fill(doors["1-101"], [doors["1-201"]], position)
    assert (kept.changed_doors, kept.kept_values) == (0, 1)
    surveying.fill(surveying.plan_fill(doors["1-101"], [doors["1-201"]], position, overwrite=True))
    meter = card(ledger, doors["1-201"]).water_meters[0]
    assert (meter["position"], meter["dn"]) == (2, None)


def test_what_was_recorded_after_the_preview_is_kept(
    ledger: Ledger, doors: dict[str, str], surveying: Surveying
) -> None:
    surveying.record(doors["1-101"], MODEL)
    plan = surveying.plan_fill(doors["1-101"], [doors["1-201"], doors["1-301"]])
    surveying.record(doors["1-201"], DoorAnswers(household={"w_state": 3}))
    surveying.fill(plan)
    found = card(ledger, doors["1-201"])
    assert (found.household["w_state"], found.water_meters) == (3, ())
    assert card(ledger, doors["1-301"]).household["w_state"] == 1


@pytest.mark.parametrize(
    "slot",
    [
        ("household", "consent_w"), ("household", "owner_name"), ("household", "visit_state"),
        ("water_meter", "body_no"), ("water_meter", "seal_plastic"),
        ("electricity_meter", "account_no"), ("visit", "state"),
    ],
)  # fmt: skip
def test_what_belongs_to_one_household_is_never_filled(
    doors: dict[str, str], surveying: Surveying, slot: tuple[str, str]
) -> None:
    with pytest.raises(InputError, match="fill-field-of-one-door"):
        surveying.plan_fill(doors["1-101"], doors.values(), [slot])


def test_the_groups_of_doors_are_those_of_the_staircase(
    doors: dict[str, str], surveying: Surveying
) -> None:
    def rooms(ids: list[str]) -> list[str]:
        names = {door: name for name, door in doors.items()}
        return [names[door] for door in ids]

    door = doors["2-301"]
    assert rooms(surveying.riser(door)) == ["2-101", "2-201", "2-301", "2-401"]
    assert rooms(surveying.below(door)) == ["2-201", "2-101"]
    assert rooms(surveying.above(door)) == ["2-401"]
    assert rooms(surveying.landing(door)) == ["2-301", "2-302"]
    assert rooms(surveying.unit_doors(door)) == [name for name in doors if name[0] == "2"]


def test_an_empty_meter_goes_when_the_door_turns_out_to_share_one(
    ledger: Ledger, doors: dict[str, str], surveying: Surveying
) -> None:
    surveying.record(doors["1-101"], MODEL)
    surveying.as_neighbour(doors["1-201"], answers=DoorAnswers(electricity={"number": "E2"}))
    before = card(ledger, doors["1-201"])
    assert len(before.water_meters) == len(before.electricity_meters) == 1
    surveying.record(doors["1-201"], DoorAnswers(household={"w_state": 3, "e_state": 5}))
    found = card(ledger, doors["1-201"])
    assert found.water_meters == ()
    assert found.electricity_meters == before.electricity_meters
    codes = [check.code for check in surveying.checks(doors["1-201"]) if check.hard]
    assert codes == ["survey-none-but-meter"]
    Editing(ledger, ledger.clock).undo()
    assert card(ledger, doors["1-201"]) == before


def test_a_meter_that_was_read_stays_whatever_the_state_says(
    ledger: Ledger, doors: dict[str, str], surveying: Surveying
) -> None:
    surveying.record(doors["1-101"], DoorAnswers(water={"position": 2, "reading": 7}))
    surveying.record(doors["1-101"], DoorAnswers(household={"w_state": 5}))
    assert len(card(ledger, doors["1-101"]).water_meters) == 1


def test_a_fill_that_overwrites_leaves_no_empty_meter_behind(
    ledger: Ledger, doors: dict[str, str], surveying: Surveying
) -> None:
    surveying.record(doors["1-101"], DoorAnswers(household={"w_state": 3}))
    surveying.record(doors["1-201"], DoorAnswers(household={"w_state": 1}, water={"position": 2}))
    surveying.fill(surveying.plan_fill(doors["1-101"], [doors["1-201"]], overwrite=True))
    found = card(ledger, doors["1-201"])
    assert (found.household["w_state"], found.water_meters) == (3, ())
