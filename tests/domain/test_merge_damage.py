"""What a spreadsheet does to a value by itself is damage; what a person does is a change."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.damage import is_damage


@pytest.mark.parametrize(
    ("before", "cell"),
    [
        pytest.param("0012345", 12345.0, id="zeros-stripped"),
        pytest.param("0012345", "12345", id="zeros-stripped-then-text"),
        pytest.param("110101199912310019", 1.1010119991231e17, id="fifteen-digits"),
        pytest.param("110101199912310019", "1.1010119991231E+17", id="scientific-text"),
        pytest.param("110101199912310019", "110101199912310000", id="last-digits-zero"),
        pytest.param("3-4", datetime(2026, 3, 4), id="month-and-day"),  # noqa: DTZ001 - cells have no zone
        pytest.param("4-3", date(2026, 3, 4), id="day-and-month"),
        pytest.param("3-1-2", date(2003, 1, 2), id="address-as-date"),
        pytest.param("1.10", 1.1, id="number-shortened"),
        pytest.param("１２３ａ", "123a", id="narrowed"),
        pytest.param("a b", " a  b ", id="space"),
        pytest.param("86", "'86", id="apostrophe"),
        pytest.param("true", True, id="boolean"),
    ],
)
def test_this_is_damage(before: str, cell: object) -> None:
    assert is_damage(cell, before)


@pytest.mark.parametrize(
    ("before", "cell"),
    [
        pytest.param("0012345", 12346.0, id="other-number"),
        pytest.param("0012345", "123450", id="digit-added"),
        pytest.param("110101199912310019", 1.1010119991232e17, id="other-long-number"),
        pytest.param("110101199912310019", "110101199912310027", id="last-digits-corrected"),
        pytest.param("3-4", date(2026, 3, 5), id="other-day"),
        pytest.param("张三", "李四", id="other-name"),
        pytest.param("12", "", id="emptied"),
        pytest.param("301", "302", id="other-room"),
        pytest.param("A1", "A01", id="letters-are-no-number"),
        pytest.param("13800000001", 13800000002.0, id="other-phone"),
    ],
)
def test_this_is_a_change(before: str, cell: object) -> None:
    assert not is_damage(cell, before)


@given(st.from_regex(r"0{0,4}[1-9][0-9]{0,17}", fullmatch=True))
def test_a_number_kept_as_text_survives_the_general_format(text: str) -> None:
    assert is_damage(float(text), text)
    assert is_damage(f"{float(text):.15g}", text)


@given(st.integers(10**9, 10**14), st.integers(10**9, 10**14))
def test_two_numbers_that_a_float_can_tell_apart_are_never_taken_for_one(
    first: int, second: int
) -> None:
    same: Any = first == second
    assert is_damage(float(second), f"0{first}") is same
