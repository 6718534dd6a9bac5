"""In which order doors are offered, and when to try again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.viewmodels.elevation import Elevation, Show
from desktop.ui.viewmodels.walk import Walk, best_time
from tests.support.doors import block, door, house


def rooms(walk: Walk, built: Elevation) -> list[str]:
    return [f"{found.row.unit_no}-{found.room}" for found in walk.order(built)]


def test_units_are_walked_one_after_the_other_from_the_top_down() -> None:
    order = rooms(Walk(), house(block(units=2, floors=3)))
    assert order[:6] == ["1-301", "1-302", "1-201", "1-202", "1-101", "1-102"]
    assert order[6] == "2-301"


def test_bottom_up_and_zigzag_are_choices() -> None:
    built = house(block(units=1, floors=3))
    assert rooms(Walk(up=True), built) == ["1-101", "1-102", "1-201", "1-202", "1-301", "1-302"]
    assert rooms(Walk(snake=True), built) == [
        "1-301", "1-302", "1-202", "1-201", "1-101", "1-102",
    ]  # fmt: skip
    assert rooms(Walk(up=True, snake=True), built) == [
        "1-101", "1-102", "1-202", "1-201", "1-301", "1-302",
    ]  # fmt: skip


def test_a_door_where_nobody_was_home_comes_back_after_the_others() -> None:
    rows = block(units=1, floors=2)
    built, walk, current, seen = house(rows), Walk(), "", []
    for _ in range(6):
        current = walk.next_open(built, current)
        room = built.by_id[current].room
        seen.append(room)
        first_try = room == "202" and built.by_id[current].visit_state == 0
        row = built.by_id[current].row
        changed = (
            replace(row, visit_state=2, tried=door(1, tries=1).tried)
            if first_try
            else replace(row, visit_state=1)
        )
        after = built.with_rows([changed], {})
        assert after is not None
        built = after
        if not built.left:
            break
    assert seen == ["201", "202", "101", "102", "202"]
    assert walk.next_open(built, current) == ""


def test_doors_left_behind_are_offered_before_the_second_round() -> None:
    built, walk = house(block(units=1, floors=2)), Walk()
    start = next(found.id for found in built.doors if found.room == "101")
    offered = []
    for _ in range(4):
        start = walk.next_open(built, start)
        offered.append(built.by_id[start].room)
    assert offered == ["102", "201", "202", "101"]


def test_with_a_filter_its_doors_are_offered_instead() -> None:
    rows = [replace(row, visit_state=3 if row.room_no == "301" else 0) for row in block(1, 3)]
    built = house(rows)
    for _ in range(2):
        assert built.by_id[Walk().next_open(built, "", Show.REFUSED)].room == "301"


def test_doors_to_try_again_are_listed_by_tries() -> None:
    rows = [
        door(1, room="101", visit=2, tries=3),
        door(2, room="102", visit=2, tries=1),
        door(3, room="103", visit=1),
    ]
    again = Walk().again(house(rows))
    assert [(found.room, found.row.tries) for found in again] == [("102", 1), ("101", 3)]


@pytest.mark.parametrize(
    ("hours", "wanted"),
    [
        ([], "evening"),
        ([10], "evening"),
        ([19], "weekend"),
        ([19, 24 * 5 + 9], "morning"),
        ([19, 24 * 5 + 9, 9], "afternoon"),
        ([19, 24 * 5 + 9, 9, 15], "evening"),
    ],
)
def test_the_best_time_is_one_that_was_not_tried(hours: list[int], wanted: str) -> None:
    monday = datetime(2026, 3, 2, tzinfo=UTC)
    assert best_time([monday + timedelta(hours=hour) for hour in hours]) == wanted


@given(
    states=st.lists(st.integers(0, 4), min_size=12, max_size=12),
    up=st.booleans(),
    snake=st.booleans(),
)
def test_one_round_offers_every_open_door_once(states: list[int], up: bool, snake: bool) -> None:
    rows = [replace(row, visit_state=state) for row, state in zip(block(2, 3), states, strict=True)]
    built, walk, current = house(rows), Walk(up, snake), ""
    offered = []
    for _ in range(built.left):
        current = walk.next_open(built, current)
        offered.append(current)
    assert sorted(offered) == sorted(found.id for found in built.doors if found.open)
    tried = [built.by_id[one].visit_state for one in offered]
    assert tried == sorted(tried)
