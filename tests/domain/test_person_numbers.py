"""Numbers of cards, licences and telephones: one wrong digit is seen."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.person_numbers import is_identity_card, is_licence, is_phone

TODAY = date(2026, 3, 5)
# The examples that stand in GB 11643-1999 and GB 32100-2015 themselves.
CARD = "11010519491231002X"
LICENCE = "91350100M000100Y43"


def test_the_example_of_the_standard_is_right_in_either_case() -> None:
    assert is_identity_card(CARD, TODAY)
    assert is_identity_card(CARD.lower(), TODAY)


@given(st.integers(0, 16), st.integers(1, 9))
def test_any_wrong_digit_of_a_card_is_seen(place: int, by: int) -> None:
    wrong = f"{CARD[:place]}{(int(CARD[place]) + by) % 10}{CARD[place + 1 :]}"
    assert not is_identity_card(wrong, TODAY)


@given(st.integers(0, 15))
def test_two_digits_the_wrong_way_round_are_seen(place: int) -> None:
    swapped = CARD[:place] + CARD[place + 1] + CARD[place] + CARD[place + 2 :]
    assert swapped == CARD or not is_identity_card(swapped, TODAY)


@pytest.mark.parametrize("text", ["", "110105491231002", CARD + "1", "没有"])
def test_what_is_no_card_number_is_none(text: str) -> None:
    assert not is_identity_card(text, TODAY)


def test_a_birthday_to_come_is_no_birthday() -> None:
    assert not is_identity_card(CARD, date(1949, 12, 30))


@given(st.integers(0, 17), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
def test_any_wrong_character_of_a_licence_is_seen(place: int, sign: str) -> None:
    wrong = LICENCE[:place] + sign + LICENCE[place + 1 :]
    assert is_licence(wrong) == (wrong == LICENCE)


def test_an_old_registration_number_passes_and_a_short_one_does_not() -> None:
    assert is_licence("420100000012345")
    assert not is_licence("42010000001234")
    assert not is_licence("91350100M0001O0Y43")


@pytest.mark.parametrize(
    "text",
    ["13800000001", "+86 138 0000 0001", "138-0000-0001", "027-85550123", "02785550123", "8555012",
     "0713-8355012", "13800000001、13900000002", "400-800-1234"],
)  # fmt: skip
def test_what_can_be_dialled_is_a_phone(text: str) -> None:
    assert is_phone(text)


@pytest.mark.parametrize(
    "text", ["1380000000", "138000000011", "12345678901", "没有", "、", "13800000001、12", "110105"]
)
def test_what_cannot_be_dialled_is_none(text: str) -> None:
    assert not is_phone(text)
