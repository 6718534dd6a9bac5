"""Sums never lose a fen, and what is divided adds up again."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.amounts import added, from_fen, read_amount, shown, split, to_fen
from desktop.domain.values import ValueProblem

_AMOUNTS = st.integers(-(10**12), 10**12).map(lambda fen: Decimal(fen).scaleb(-2))
_WEIGHTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=60)


@given(_AMOUNTS, _WEIGHTS)
def test_what_is_split_adds_up_to_the_fen(total: Decimal, weights: list[int]) -> None:
    parts = split(total, weights)
    assert added(parts) == total
    assert all(part.as_tuple().exponent == -2 for part in parts)


@given(st.integers(0, 10**9), _WEIGHTS)
def test_no_part_is_a_fen_away_from_its_due(fen: int, weights: list[int]) -> None:
    total = Decimal(fen).scaleb(-2)
    whole = sum(weights)
    for part, weight in zip(split(total, weights), weights, strict=True):
        exact = total * weight / whole if whole else total / len(weights)
        assert abs(part - exact) < Decimal("0.01")


@given(st.integers(0, 10**9), st.integers(1, 300))
def test_an_even_split_differs_by_one_fen_at_most(fen: int, count: int) -> None:
    parts = split(Decimal(fen).scaleb(-2), [1] * count)
    assert max(parts) - min(parts) <= Decimal("0.01")
    assert parts == sorted(parts, reverse=True)


def test_a_hundred_yuan_over_three_doors() -> None:
    assert split(Decimal("100.00"), [1, 1, 1]) == [
        Decimal("33.34"),
        Decimal("33.33"),
        Decimal("33.33"),
    ]
    assert split(Decimal(1), []) == []


@given(_AMOUNTS)
def test_fen_come_back_as_they_were_stored(amount: Decimal) -> None:
    assert from_fen(int(amount.scaleb(2))) == amount
    assert read_amount(shown(amount)) == amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12,345.6", "12345.60"),
        ("１２，３４５．６０", "12345.60"),
        ("￥450", "450.00"),
        ("450 元", "450.00"),
        ("-3.05", "-3.05"),
    ],
)
def test_amounts_are_read_as_people_type_them(text: str, amount: str) -> None:
    assert read_amount(text) == Decimal(amount)


def test_nothing_is_no_amount_and_a_tenth_of_a_fen_is_none() -> None:
    assert read_amount("  ") is None
    with pytest.raises(ValueProblem, match="value-too-many-places"):
        read_amount("1.005")


def test_half_a_fen_goes_up() -> None:
    assert to_fen(Decimal("0.005")) == Decimal("0.01")
    assert to_fen(Decimal("-0.004")) == Decimal("0.00")
