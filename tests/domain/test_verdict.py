"""The rule 一户一表、计量出户、抄收到户, one sentence a test."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.codes import (
    ELEC_ROLE,
    METER_STATE,
    METERING_STATE,
    WATER_POSITION,
    ChargeMode,
    ElectricityRole,
    MeteringState,
    MeterState,
    WaterPosition,
    WaterRole,
)
from desktop.domain.meters import MeterFacts
from desktop.domain.verdict import HouseholdFacts, MeterTree, Outcome, Reason, Verdict, verdict

if TYPE_CHECKING:
    from random import Random

GOOD = MeterFacts(
    id="m1",
    household_id="h1",
    parent_id=None,
    role=WaterRole.HOUSEHOLD,
    position=WaterPosition.STAIR_WALL_BOX,
    state=MeterState.ACTIVE,
    account_no="10001",
)


def judge(
    *meters: MeterFacts,
    state: int | None = MeteringState.OWN_OUTSIDE,
    mode: int | None = ChargeMode.DIRECT,
    others: tuple[MeterFacts, ...] = (),
) -> Verdict:
    own = tuple(meter for meter in meters if meter.household_id == "h1")
    return verdict(HouseholdFacts("h1", state, mode, own), MeterTree.of((*meters, *others)))


def test_an_own_meter_outside_with_an_account_charged_directly_meets_the_standard() -> None:
    assert judge(GOOD) == Verdict(Outcome.MET)


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (MeteringState.SHARED, Reason.SHARED_METER),
        (MeteringState.NONE, Reason.NO_METER),
        (MeteringState.SEVERAL, Reason.SEVERAL_METERS),
        (MeteringState.PROPERTY_SUBMETER, Reason.PROPERTY_SUBMETER),
        (MeteringState.OWN_INSIDE, Reason.INSIDE_DWELLING),
    ],
)
def test_without_a_recorded_meter_the_surveyors_code_decides(state: int, reason: Reason) -> None:
    answer = judge(state=state)
    assert answer.outcome is Outcome.NOT_MET
    assert reason in answer.reasons


def test_a_household_nobody_has_surveyed_is_unknown_and_not_failing() -> None:
    assert judge(state=None, mode=None) == Verdict(Outcome.UNKNOWN, (Reason.METER_NOT_RECORDED,))


def test_two_meters_in_use_are_not_one_meter() -> None:
    assert Reason.SEVERAL_METERS in judge(GOOD, GOOD._replace(id="m2")).reasons


def test_a_closed_meter_no_longer_counts() -> None:
    assert judge(GOOD, GOOD._replace(id="m2", state=MeterState.CLOSED)).outcome is Outcome.MET


def test_a_meter_inside_the_dwelling_is_not_outside() -> None:
    answer = judge(GOOD._replace(position=WaterPosition.INSIDE_DWELLING))
    assert answer == Verdict(Outcome.NOT_MET, (Reason.INSIDE_DWELLING,))


def test_a_meter_without_a_position_is_unknown() -> None:
    answer = judge(GOOD._replace(position=None))
    assert answer == Verdict(Outcome.UNKNOWN, (Reason.POSITION_NOT_RECORDED,))


def test_an_account_that_the_property_company_collects_for_is_not_charged_directly() -> None:
    answer = judge(GOOD, state=None, mode=ChargeMode.THROUGH_PROPERTY)
    assert answer == Verdict(Outcome.NOT_MET, (Reason.NOT_CHARGED_DIRECTLY,))


def test_a_meter_below_a_master_without_account_is_a_sub_meter() -> None:
    master = GOOD._replace(id="top", household_id=None, role=WaterRole.MASTER)
    answer = judge(GOOD._replace(parent_id="top", account_no=None), others=(master,))
    assert answer == Verdict(Outcome.NOT_MET, (Reason.BELOW_MASTER,))


def test_another_households_meter_behind_mine_is_a_shared_load() -> None:
    below = GOOD._replace(id="m2", household_id="h2", parent_id="m1")
    assert judge(GOOD, below) == Verdict(Outcome.NOT_MET, (Reason.OTHERS_BELOW,))


def test_meters_that_are_each_others_parent_never_meet_the_standard() -> None:
    first, second = GOOD._replace(parent_id="m2"), GOOD._replace(id="m2", parent_id="m1")
    answer = judge(first, second._replace(household_id="h2"))
    assert Reason.LOOP in answer.reasons


def test_a_crossed_electricity_meter_fails() -> None:
    assert judge(GOOD._replace(crosscheck=2)).reasons == (Reason.CROSSED,)


def test_water_and_electricity_number_the_judged_roles_alike() -> None:
    assert int(WaterRole.HOUSEHOLD) == int(ElectricityRole.HOUSEHOLD)
    assert int(WaterRole.MASTER) == int(ElectricityRole.MASTER)


_codes = {
    "role": ELEC_ROLE,
    "position": WATER_POSITION,
    "state": METER_STATE,
}
_meters = st.lists(
    st.builds(
        MeterFacts,
        id=st.sampled_from(["a", "b", "c", "d"]),
        household_id=st.sampled_from(["h1", "h2", None]),
        parent_id=st.sampled_from(["a", "b", "c", "d", "gone", None]),
        account_no=st.sampled_from(["1", None]),
        crosscheck=st.sampled_from([None, 0, 1, 2]),
        **{name: st.sampled_from([None, *codes.labels]) for name, codes in _codes.items()},
    ),
    unique_by=lambda meter: meter.id,
)


@given(_meters, st.sampled_from([None, *METERING_STATE.labels]), st.sampled_from([None, 1, 2, 3]))
def test_met_says_exactly_what_the_standard_says(
    meters: list[MeterFacts], state: int | None, mode: int | None
) -> None:
    answer = judge(*meters, state=state, mode=mode)
    assert bool(answer.reasons) == (answer.outcome is not Outcome.MET)
    assert len(set(answer.reasons)) == len(answer.reasons)
    if answer.outcome is Outcome.MET:
        own = [m for m in meters if m.household_id == "h1" and m.in_use and m.role in (3, None)]
        assert len(own) == 1
        assert own[0].position not in (None, WaterPosition.INSIDE_DWELLING)
        assert own[0].account_no
        assert mode == ChargeMode.DIRECT or state == MeteringState.OWN_OUTSIDE
        assert not [
            m for m in meters if m.parent_id == own[0].id and m.in_use and m.household_id != "h1"
        ]


@given(_meters, st.randoms())
def test_the_order_of_meters_does_not_change_the_outcome(
    meters: list[MeterFacts], random: Random
) -> None:
    shuffled = list(meters)
    random.shuffle(shuffled)
    first, second = judge(*meters), judge(*shuffled)
    assert dataclasses.replace(first, reasons=()) == dataclasses.replace(second, reasons=())
    assert set(first.reasons) == set(second.reasons)
