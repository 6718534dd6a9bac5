"""Meters below each other: rings and orphans are told, and a ring is never made."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.codes import MeterState, WaterRole
from desktop.domain.meter_tree import (
    HangingReason,
    TreeMeter,
    hanging_problem,
    meter_forest,
)
from desktop.domain.meters import meters_in_loops


def master(name: str, parent: str | None = None, role: int = WaterRole.MASTER) -> TreeMeter:
    return TreeMeter(name, parent, int(role), name, "1栋", building_id="b")


def own(name: str, parent: str | None = None, state: int = MeterState.ACTIVE) -> TreeMeter:
    return TreeMeter(name, parent, 3, name, f"1栋{name}", household_id=name, state=int(state))


def test_masters_carry_units_and_units_carry_households() -> None:
    forest = meter_forest(
        [master("m"), master("u", "m", WaterRole.UNIT), own("a", "u"), own("b", "u"), own("c")]
    )
    assert [meter.id for meter in forest.roots] == ["m"]
    assert [meter.id for meter in forest.below("u")] == ["a", "b"]
    assert [meter.id for meter in forest.loose] == ["c"]
    assert (forest.households_below("m"), forest.households_below("a")) == (2, 0)
    assert not forest.orphans
    assert not forest.looping


def test_closed_meters_are_left_out_and_make_orphans_of_what_hangs_below() -> None:
    closed = master("m")._replace(state=int(MeterState.CLOSED))
    forest = meter_forest([closed, own("a", "m"), own("b", "elsewhere")])
    assert [meter.id for meter in forest.orphans] == ["a", "b"]
    assert "m" not in forest.by_id


def test_a_ring_is_told_without_what_merely_hangs_below_it() -> None:
    forest = meter_forest([master("m", "u"), master("u", "m"), own("a", "u")])
    assert {meter.id for meter in forest.looping} == {"m", "u"}
    assert forest.households_below("m") == 1


def test_a_household_meter_with_others_below_it_is_a_root() -> None:
    forest = meter_forest([own("a"), own("b", "a")])
    assert [meter.id for meter in forest.roots] == ["a"]
    assert not forest.loose


def test_nothing_hangs_below_itself_or_below_what_is_closed() -> None:
    parents: dict[str, str | None] = {"m": None, "u": "m", "a": "u"}
    assert hanging_problem("m", "m", parents, parents) is HangingReason.ITSELF
    assert hanging_problem("m", "a", parents, parents) is HangingReason.LOOP
    assert hanging_problem("m", "x", parents, parents) is HangingReason.PARENT_GONE
    assert hanging_problem("b", "u", parents, ["m"]) is HangingReason.PARENT_CLOSED
    assert hanging_problem("b", "u", parents, parents) is None


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=40))
def test_no_row_of_accepted_hangings_makes_a_ring(wishes: list[tuple[int, int]]) -> None:
    parents: dict[str, str | None] = {str(number): None for number in range(10)}
    for child, parent in wishes:
        if hanging_problem(str(child), str(parent), parents, parents) is None:
            parents[str(child)] = str(parent)
    assert not meters_in_loops(parents)
