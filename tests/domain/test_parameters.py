"""Numbers an office sets: every day is judged by the value of its own time."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.parameters import PARAMETERS, SetValue, parameter, read_value, value_on
from desktop.kernel.errors import InputError

NAMES = ("visited-share", "vote-notice-days")
DAYS = st.dates(date(2018, 1, 1), date(2030, 1, 1))
VALUES = st.lists(
    st.builds(
        SetValue,
        st.sampled_from(NAMES),
        st.decimals(0, 90, places=1),
        st.one_of(st.none(), st.sampled_from([date(2021, 1, day) for day in (1, 2, 3)]), DAYS),
    ),
    max_size=8,
)


@given(VALUES, DAYS)
def test_what_begins_later_never_changes_an_earlier_day(values: list[SetValue], day: date) -> None:
    known_then = [found for found in values if not found.valid_from or found.valid_from <= day]
    assert value_on(NAMES[0], day, values) == value_on(NAMES[0], day, known_then)


@given(VALUES, DAYS, st.decimals(0, 90, places=1))
def test_what_is_set_from_a_day_on_holds_from_that_very_day(
    values: list[SetValue], day: date, value: Decimal
) -> None:
    after = [*values, SetValue(NAMES[0], value, day)]
    assert value_on(NAMES[0], day, after) == value
    earlier = day - timedelta(days=1)
    assert value_on(NAMES[0], earlier, after) == value_on(NAMES[0], earlier, values)


@given(VALUES, DAYS)
def test_the_value_of_a_day_is_the_newest_set_until_then_or_the_default(
    values: list[SetValue], day: date
) -> None:
    found = value_on(NAMES[0], day, values)
    begun = [v for v in values if v.name == NAMES[0] and (v.valid_from or date.min) <= day]
    if not begun:
        assert found == PARAMETERS[NAMES[0]].default
        return
    winner = [v for v in begun if v.value == found]
    assert any(
        all((v.valid_from or date.min) >= (other.valid_from or date.min) for other in begun)
        for v in winner
    )


@given(VALUES, DAYS, VALUES)
def test_one_parameter_never_changes_another(
    values: list[SetValue], day: date, more: list[SetValue]
) -> None:
    others = [found for found in more if found.name != NAMES[1]]
    assert value_on(NAMES[1], day, [*values, *others]) == value_on(NAMES[1], day, values)


def test_the_value_set_later_the_same_day_holds() -> None:
    day = date(2026, 3, 1)
    values = [SetValue(NAMES[0], Decimal(80), day), SetValue(NAMES[0], Decimal(85), day)]
    assert value_on(NAMES[0], day, values) == 85
    undated = [SetValue(NAMES[0], Decimal(80), None), SetValue(NAMES[0], Decimal(85), None)]
    assert value_on(NAMES[0], day, undated) == 85


def test_every_default_lies_in_its_own_range_and_names_its_source() -> None:
    for name, known in PARAMETERS.items():
        assert known.name == name
        assert known.least <= known.default <= known.most
        assert known.source
        assert known.label
        assert known.label_en
        assert read_value(name, f"{known.default}{known.unit}") == known.default


def test_defaults_of_the_law_are_the_laws_numbers() -> None:
    wanted = {"vote-notice-days": 15, "committee-filing-days": 30, "warranty-years": 2}
    assert {name: parameter(name).default for name in wanted} == wanted


@pytest.mark.parametrize("text", ["", "多少", "-1", "101", "NaN", "Infinity", "1e9", "80 天"])
def test_what_cannot_be_meant_is_refused(text: str) -> None:
    with pytest.raises(InputError) as refused:
        read_value("visited-share", text)
    assert refused.value.code == "parameter-value"


def test_a_number_may_carry_its_unit() -> None:
    assert read_value("visited-share", " 80.5 % ") == Decimal("80.5")
    assert read_value("vote-notice-days", "20天") == 20


def test_an_unknown_parameter_is_named() -> None:
    for ask in (parameter, lambda name: value_on(name, date(2026, 1, 1), [])):
        with pytest.raises(InputError) as refused:
            ask("colour-of-the-meter")
        assert refused.value.code == "parameter-unknown"
        assert refused.value.details["name"] == "colour-of-the-meter"
