"""The walk through a building, and the number that is typed when a code is torn."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.sheet_number import read_sheet_number, sheet_number
from desktop.domain.walk import Way, walk_order

IDS = st.text("0123456789abcdef", min_size=32, max_size=32)


@dataclass(frozen=True)
class Door:
    building_no: str
    unit_no: str
    floor: int | None
    room_no: str


def test_the_walk_goes_unit_by_unit_from_the_top_floor_and_from_the_left() -> None:
    doors = [
        Door("10", "1", 1, "101"),
        Door("2", "2", 6, "601"),
        Door("2", "1", 6, "602"),
        Door("2", "1", 6, "601"),
        Door("2", "1", 10, "1001"),
        Door("2", "1", None, "门面1"),
    ]
    walked = [(d.building_no, d.unit_no, d.room_no) for d in walk_order(reversed(doors))]
    assert walked == [
        ("2", "1", "1001"),
        ("2", "1", "601"),
        ("2", "1", "602"),
        ("2", "1", "门面1"),
        ("2", "2", "601"),
        ("10", "1", "101"),
    ]


def test_who_climbs_begins_at_the_bottom_but_still_on_the_left() -> None:
    doors = [Door("1", "1", floor, f"{floor}0{n}") for floor in (3, 1, 2) for n in (2, 1)]
    walked = [door.room_no for door in walk_order(doors, Way(up=True))]
    assert walked == ["101", "102", "201", "202", "301", "302"]


def test_who_snakes_turns_round_on_every_second_landing_of_each_unit() -> None:
    doors = [
        Door("1", unit, floor, f"{floor}0{n}")
        for unit in "12"
        for floor in (1, 2, 3)
        for n in (1, 2)
    ]
    walked = [door.room_no for door in walk_order(doors, Way(snake=True))]
    assert walked == ["301", "302", "202", "201", "101", "102"] * 2


@given(IDS)
def test_a_number_is_read_back_however_it_is_typed(household_id: str) -> None:
    number = sheet_number(household_id)
    digits = number.replace(" ", "")
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in digits)
    for typed in (number, digits, f" {digits[:5]}-{digits[5:]} ", wide):
        assert read_sheet_number(typed) == number


@given(IDS, st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_seen(household_id: str, place: int, slip: int) -> None:
    digits = sheet_number(household_id).replace(" ", "")
    wrong = f"{digits[:place]}{(int(digits[place]) + slip) % 10}{digits[place + 1 :]}"
    assert read_sheet_number(wrong) is None


def test_what_is_no_number_is_none() -> None:
    for text in ("", "12345", "三二一", "12345678901", "abc def ghij", "²²²²²²²²²²"):
        assert read_sheet_number(text) is None
