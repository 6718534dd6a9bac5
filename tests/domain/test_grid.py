from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.addresses import door, floor_of
from desktop.domain.grid import COMMERCIAL, Grid, Numbering, generate


def test_a_walk_up_has_two_doors_on_each_of_six_landings() -> None:
    doors = generate(Grid(6, 2, ("1", "2")))
    assert len(doors) == 24
    assert [d.room_no for d in doors[:3]] == ["101", "102", "201"]
    assert doors[-1] == ("2", 6, "602", 1)


def test_doors_counted_through_the_building_never_repeat_a_number() -> None:
    doors = generate(Grid(2, 2, ("1", "2"), Numbering.THROUGH_BUILDING))
    assert [d.room_no for d in doors] == ["101", "102", "201", "202", "103", "104", "203", "204"]


def test_missing_storeys_and_rooms_are_left_out() -> None:
    grid = Grid(
        15, 2, ("1", "2"), missing_floors=frozenset({13, 14}), missing_rooms=frozenset({"2-101"})
    )
    rooms = {(d.unit_no, d.room_no) for d in generate(grid)}
    assert ("1", "101") in rooms
    assert ("2", "101") not in rooms
    assert not {r for _, r in rooms if r.startswith(("13", "14"))}


def test_shops_stand_on_the_ground_floor_and_are_commercial() -> None:
    doors = generate(Grid(3, 1, first_floor=2, shops=2))
    assert [d.room_no for d in doors] == ["门面1", "门面2", "201", "301"]
    assert doors[0].use_kind == COMMERCIAL
    assert doors[0].floor == 1


def test_a_landing_may_have_doors_of_its_own_number_and_basements_lie_below() -> None:
    doors = generate(Grid(2, 1, extra_doors={("1", 2): 3}, basements=1, basement_doors=2))
    assert [d.room_no for d in doors] == ["负1层01", "负1层02", "101", "201", "202", "203"]
    assert doors[0].floor == -1


@pytest.mark.parametrize("grid", [Grid(0, 2), Grid(-1, 2), Grid(999, 999), Grid(1, 1, ("1", "1"))])
def test_a_plan_that_makes_no_sense_is_refused(grid: Grid) -> None:
    with pytest.raises(ValueError, match=r".+"):
        generate(grid)


@given(st.integers(1, 30), st.integers(1, 12), st.integers(1, 4))
def test_every_generated_room_is_canonical_and_tells_its_floor(
    floors: int, doors: int, units: int
) -> None:
    grid = Grid(floors, doors, tuple(str(u) for u in range(1, units + 1)))
    for generated in generate(grid):
        read = door(generated.room_no)
        assert read is not None
        assert read.room == generated.room_no
        assert floor_of(generated.room_no) == generated.floor
