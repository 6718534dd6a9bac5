"""What a door answered is kept whole, with its visit, its meters and what follows by rule."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from desktop.domain.door_answers import DoorAnswers
from desktop.domain.neighbours import Side
from desktop.kernel.clock import FixedClock
from desktop.kernel.errors import InputError
from desktop.services.editing import Editing
from desktop.services.reading import Reading
from desktop.services.surveying import Surveying
from tests.support.small_office import NOW
from tests.support.staircase import card, doors, ledger, office, surveying

if TYPE_CHECKING:
    from desktop.storage.ledger import Ledger

__all__ = ["doors", "ledger", "office", "surveying"]

TYPICAL = DoorAnswers(
    household={"w_state": 1, "e_state": "1", "visit_state": 1, "consent_w": 1, "consent_e": "同意"},
    water={"number": "0812345678", "position": "楼道墙箱", "reading": "１２３.5", "dn": 15},
    electricity={"number": "E55", "position": 2, "reading": "4056", "seal": "A1"},
)


def test_a_door_is_recorded_with_one_operation(
    ledger: Ledger, doors: dict[str, str], surveying: Surveying
) -> None:
    before = Reading(ledger).stats()["journal"]["length"]
    changes = surveying.record(doors["1-101"], TYPICAL)
    assert Reading(ledger).stats()["journal"]["length"] == before + 1
    assert changes.action == "record-door"
    found = card(ledger, doors["1-101"])
    water, power = found.water_meters[0], found.electricity_meters[0]
    assert (water["body_no"], water["position"], water["dn"]) == ("0812345678", 2, 15)
    assert (water["role"], water["state"]) == (3, 1)
    assert (power["asset_no"], power["seal_meter"], power["role"]) == ("E55", "A1", 3)
    assert [visit["state"] for visit in found.visits] == [1]
    assert found.household["consented_on"] == NOW.date()
    assert found.household["consent_basis"] is None


def test_a_door_is_taken_back_as_one(
    ledger: Ledger, doors: dict[str, str], surveying: Surveying
) -> None:
    before = card(ledger, doors["1-101"])
    surveying.record(doors["1-101"], TYPICAL)
    Editing(ledger, ledger.clock).undo()
    assert card(ledger, doors["1-101"]) == before


def test_answers_given_twice_change_nothing(
    ledger: Ledger, doors: dict[str, str], surveying: Surveying
) -> None:
    surveying.record(doors["1-101"], TYPICAL)
    first = card(ledger, doors["1-101"])
    assert surveying.record(doors["1-101"], TYPICAL).operation == ""
    assert card(ledger, doors["1-101"]) == first


def test_one_answer_that_does_not_fit_keeps_everything_as_it_was(
    ledger: Ledger, doors: dict[str, str], surveying: Surveying
) -> None:
    wrong = DoorAnswers(household={"owner_name": "王一"}, water={"reading": "十二"})
    with pytest.raises(InputError, match="value-not-a-number") as refused:
        surveying.record(doors["1-101"], wrong)
    assert (refused.value.details["kind"], refused.value.details["field"]) == (
        "water_meter",
        "reading",
    )
    assert card(ledger, doors["1-101"]).household["owner_name"] is None


@pytest.mark.parametrize("field", ["expires_on", "parent_id", "household_id", "nonsense"])
def test_links_and_computed_fields_are_not_answered_at_a_door(
    doors: dict[str, str], surveying: Surveying, field: str
) -> None:
    with pytest.raises(InputError, match="field-unknown"):
        surveying.record(doors["1-101"], DoorAnswers(water={field: "1"}))


def test_a_reading_said_again_the_same_day_corrects_itself(
    ledger: Ledger, doors: dict[str, str], surveying: Surveying
) -> None:
    for reading in ("10", "12.5"):
        surveying.record(doors["1-101"], DoorAnswers(water={"reading": reading}))
    with ledger.reader() as connection:
        rows = connection.exec_driver_sql("SELECT reading FROM meter_reading").all()
    assert [row[0] for row in rows] == [12500]
    surveying.record(doors["1-101"], DoorAnswers(water={"reading": ""}))
    with ledger.reader() as connection:
        kept = connection.exec_driver_sql("SELECT count(*) FROM meter_reading WHERE deleted = 0")
        assert kept.scalar() == 0


def test_the_due_date_follows_from_the_verification(
    ledger: Ledger, doors: dict[str, str], surveying: Surveying
) -> None:
    door = doors["1-101"]
    surveying.record(door, DoorAnswers(water={"verified_on": "2024.3.5", "q3": "2.5"}))
    assert card(ledger, door).water_meters[0]["expires_on"] == date(2030, 3, 5)
    surveying.record(door, DoorAnswers(water={"dn": 40}))
    meter = card(ledger, door).water_meters[0]
    assert (meter["expires_on"], meter["q3"]) == (date(2028, 3, 5), Decimal("2.5"))


def test_the_neighbour_is_below_then_above_then_beside_then_one_unit_on(
    doors: dict[str, str], surveying: Surveying
) -> None:
    expected = [
        ("2-302", Side.NEXT_UNIT),
        ("1-301", Side.BESIDE),
        ("1-402", Side.ABOVE),
        ("1-102", Side.BELOW),
        ("1-202", Side.BELOW),
    ]
    assert surveying.neighbour(doors["1-302"]) is None
    for name, side in expected:
        surveying.record(doors[name], DoorAnswers(household={"w_state": 1}))
        found = surveying.neighbour(doors["1-302"])
        assert found is not None
        assert (found.household_id, found.side) == (doors[name], side)


def test_only_what_houses_share_is_taken_from_the_neighbour(
    doors: dict[str, str], surveying: Surveying
) -> None:
    surveying.record(doors["1-101"], TYPICAL)
    found = surveying.neighbour(doors["1-201"])
    assert found is not None
    assert found.label == "3栋1单元101"
    assert dict(found.values) == {
        ("household", "w_state"): 1,
        ("household", "e_state"): 1,
        ("water_meter", "position"): 2,
        ("water_meter", "dn"): 15,
        ("electricity_meter", "position"): 2,
    }


def test_the_same_finding_is_another_try_only_after_a_while(
    ledger: Ledger, doors: dict[str, str]
) -> None:
    nobody = DoorAnswers(household={"visit_state": "无人"}, visit_note="门锁着")
    for minutes in (0, 5, 60):
        clock = FixedClock(NOW + timedelta(minutes=minutes))
        Surveying(ledger, clock).record(doors["1-101"], nobody)
    visits = card(ledger, doors["1-101"]).visits
    assert [visit["visited_at"] for visit in visits] == [NOW, NOW + timedelta(hours=1)]
    assert [visit["note"] for visit in visits] == ["门锁着"] * 2


@pytest.mark.parametrize(
    ("found", "said", "after"),
    [
        (None, {"consent_w": 2}, 1),
        (0, {"n_person": 3}, 1),
        (None, {"consent_w": 4}, None),
        (None, {"owner_name": "王一", "phone": "13800000001", "occupant": 3}, None),
        (None, {"consent_e": 1, "consent_basis": 3}, None),
        (2, {"consent_e": 1}, 2),
        (3, {"consent_e": 1}, 3),
        (2, {"consent_e": 1, "visit_state": 4}, 4),
    ],
)
def test_somebody_who_answers_makes_a_visit_and_what_was_found_stays(
    ledger: Ledger,
    doors: dict[str, str],
    surveying: Surveying,
    found: int | None,
    said: dict[str, object],
    after: int | None,
) -> None:
    surveying.record(doors["1-101"], DoorAnswers(household={"visit_state": found}))
    surveying.record(doors["1-101"], DoorAnswers(household=said))
    now = card(ledger, doors["1-101"])
    assert now.household["visit_state"] == after
    assert [visit["state"] for visit in now.visits][-1:] == ([after] if after else [])
