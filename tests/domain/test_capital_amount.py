"""Amounts in capital characters."""

from __future__ import annotations

from decimal import Decimal

import pytest

from desktop.domain.capital_amount import capital_amount


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("1234.50", "壹仟贰佰叁拾肆元伍角整"),
        ("1234.05", "壹仟贰佰叁拾肆元零伍分"),
        ("10", "壹拾元整"),
        ("1004", "壹仟零肆元整"),
        ("10400", "壹万零肆佰元整"),
        ("100000", "壹拾万元整"),
        ("1000001", "壹佰万零壹元整"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("200000000", "贰亿元整"),
        ("200040000.01", "贰亿零肆万元零壹分"),
        ("6007.146", "陆仟零柒元壹角伍分"),
    ],
)
def test_an_amount_is_written_as_banks_want_it(amount: str, words: str) -> None:
    assert capital_amount(Decimal(amount)) == f"人民币{words}"


@pytest.mark.parametrize("amount", ["-1", "10000000000000000"])
def test_what_has_no_words_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match=amount):
        capital_amount(Decimal(amount))
