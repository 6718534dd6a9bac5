"""A filter is kept as text and comes back as it was; what it cannot mean is left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.fields import ENTITIES, Kind
from desktop.domain.list_filter import (
    Condition,
    ListView,
    Test,
    between,
    from_text,
    possible_tests,
    to_text,
)
from desktop.domain.table_columns import ADDRESS, DEFAULT, columns, known
from desktop.domain.values import ValueProblem

SEARCHABLE = sorted(key for key, column in columns().items() if column.searchable)


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    key = draw(st.sampled_from(SEARCHABLE))
    column = columns()[key]
    test = draw(st.sampled_from(possible_tests(column)))
    if test in {Test.CONTAINS, Test.EQUALS}:
        return Condition(key, test, text=draw(st.text(min_size=1, max_size=20)))
    if test is Test.ONE_OF:
        assert column.field is not None
        assert column.field.codes is not None
        codes = st.sampled_from([None, *column.field.codes.labels])
        return Condition(key, test, codes=tuple(draw(st.lists(codes, min_size=1, unique=True))))
    if test is Test.BETWEEN:
        return Condition(
            key, test, low="2020-01-31", high=draw(st.sampled_from(["", "2026-01-01"]))
        )
    return Condition(key, test)


@given(st.lists(conditions(), max_size=4), st.sampled_from(SEARCHABLE), st.booleans())
def test_a_view_comes_back_from_its_text(
    given_conditions: list[Condition], order: str, descending: bool
) -> None:
    view = ListView(tuple(given_conditions), order, descending)
    assert from_text(to_text(view)) == view


def test_what_this_version_does_not_know_is_left_out() -> None:
    kept = '{"conditions": [{"key": "household.shoe_size", "test": "contains", "text": "4"}, 7, '
    kept += '{"key": "household.owner_name", "test": "smells", "text": "4"}, '
    kept += '{"key": "household.owner_name", "test": "contains", "text": "王"}], "order": "x"}'
    view = from_text(kept)
    assert view.conditions == (Condition("household.owner_name", Test.CONTAINS, text="王"),)
    assert view.order == ADDRESS
    assert from_text("not json") == from_text("[]") == ListView()


def test_one_condition_holds_for_a_column_and_an_empty_one_is_none() -> None:
    first = Condition("household.owner_name", Test.CONTAINS, text="王")
    second = Condition("household.owner_name", Test.EQUALS, text="王五")
    view = ListView().narrowed(first).narrowed(second)
    assert view.conditions == (second,)
    assert view.narrowed(Condition("household.owner_name", Test.CONTAINS)).conditions == ()
    assert view.widened("household.owner_name").conditions == ()


def test_bounds_are_read_as_people_type_them() -> None:
    made = between(columns()["household.consented_on"], "2026年3月5日", "")
    assert (made.low, made.high) == ("2026-03-05", "")
    assert between(columns()["household.title_area"], "1,200", "").low == "1200.00"
    with pytest.raises(ValueProblem):
        between(columns()["household.title_area"], "big", "")


def test_every_column_comes_from_a_field_or_is_computed() -> None:
    for key, column in columns().items():
        if column.field is None:
            assert not column.editable
            continue
        kind, name = key.split(".")
        assert ENTITIES[kind].field(name) is column.field
        assert column.field.kind is not Kind.REFERENCE
    assert known([*DEFAULT, "gone", DEFAULT[0]]) == DEFAULT
    assert not columns()["water_meter.expires_on"].editable
    assert "household.owner_group_id" not in columns()
