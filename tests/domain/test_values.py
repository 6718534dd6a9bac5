"""Values are read as people type them and compared as rules need them."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.fields import ENTITIES, Field, Kind
from desktop.domain.values import Value, ValueProblem, canonical, parse, restore, show, tidy


def field(kind: str, name: str) -> Field:
    found = ENTITIES[kind].field(name)
    assert found is not None
    return found


READING = field("water_meter", "first_reading")
VERIFIED = field("water_meter", "verified_on")
STATE = field("household", "w_state")
PHONE = field("household", "phone")


@pytest.mark.parametrize(
    "typed",
    ["2024-03-05", "2024/3/5", "2024.3.5", "2024年3月5日", "20240305", 20240305, 45356, 45356.0],
)
def test_a_date_is_read_however_it_is_typed(typed: object) -> None:
    assert parse(VERIFIED, typed) == date(2024, 3, 5)


@pytest.mark.parametrize("typed", ["5/3/24", "24-3-5", "24年3月5日", "5/3/2024", "２４.3.5"])
def test_a_date_that_can_be_read_in_several_ways_is_asked(typed: object) -> None:
    with pytest.raises(ValueProblem) as problem:
        parse(VERIFIED, typed)
    assert problem.value.code == "value-date-unclear"


@pytest.mark.parametrize("typed", ["2024-13-05", "三月", "2024-02-30"])
def test_what_is_no_certain_date_is_refused(typed: str) -> None:
    with pytest.raises(ValueProblem) as caught:
        parse(VERIFIED, typed)
    assert caught.value.code == "value-not-a-date"


def test_full_width_digits_and_thousands_are_numbers() -> None:
    assert parse(READING, "１，２３４.5") == Decimal("1234.500")


def test_more_places_than_the_meter_shows_are_refused_and_not_rounded() -> None:
    with pytest.raises(ValueProblem) as caught:
        parse(READING, "12.34567")
    assert caught.value.code == "value-too-many-places"


def test_a_long_number_that_a_spreadsheet_turned_into_a_float_is_a_loss() -> None:
    with pytest.raises(ValueProblem) as caught:
        parse(field("household", "id_no"), 1.1010119991231e17)
    assert caught.value.code == "value-digits-lost"


def test_a_number_in_a_text_column_loses_its_point_zero() -> None:
    assert parse(PHONE, 13907250000.0) == "13907250000"


@pytest.mark.parametrize("typed", ["3", 3, 3.0, "合表分摊", " 合表分摊 ", "shared meter"])
def test_a_code_is_read_by_number_and_by_label(typed: object) -> None:
    assert parse(STATE, typed) == 3


def test_invisible_characters_and_wide_forms_go_but_rare_names_stay() -> None:
    assert tidy(" 王　𠮷\u200b\n１０１ ") == "王 𠮷 101"


def test_nothing_is_nothing() -> None:
    assert parse(STATE, "  ") is None
    assert canonical(STATE, None) == ""
    assert show(STATE, None) == ""


def test_labels_follow_the_language() -> None:
    assert (show(STATE, 3), show(STATE, 3, "en")) == ("合表分摊", "shared meter")


_VALUES: dict[Kind, st.SearchStrategy[Value]] = {
    Kind.INTEGER: st.integers(-(10**9), 10**9),
    Kind.DATE: st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    Kind.MOMENT: st.integers(0, 4_000_000_000).map(lambda s: datetime.fromtimestamp(s, UTC)),
    Kind.BOOLEAN: st.booleans(),
    Kind.REFERENCE: st.uuids().map(lambda value: value.hex),
}


def _value_of(target: Field) -> st.SearchStrategy[Value]:
    if target.kind is Kind.CODE:
        assert target.codes is not None
        return st.sampled_from(list(target.codes.labels))
    if target.kind is Kind.DECIMAL:
        return st.decimals(-(10**8), 10**8, places=target.places)
    if target.kind is Kind.TEXT:
        return st.text(max_size=target.length or 50).map(tidy).filter(bool)
    return _VALUES[target.kind]


@given(st.data())
def test_every_value_comes_back_from_its_canonical_text(data: st.DataObject) -> None:
    target = data.draw(st.sampled_from([f for e in ENTITIES.values() for f in e.fields]))
    value = data.draw(_value_of(target))
    text = canonical(target, value)
    assert restore(target, text) == value
    assert canonical(target, restore(target, text)) == text


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "UTC", "America/New_York"])
def test_a_moment_means_the_wall_clock_and_the_edge_of_time_is_a_named_problem(
    zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    begins = field("outage", "starts_at")
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        value = parse(begins, "2026-05-01 08:00")
        assert show(begins, value) == "2026-05-01 08:00"
        assert parse(begins, show(begins, value)) == value
        for typed in ("0001-01-01T00:00", "9999-12-31T23:59", "0001-01-01T00:00+14:00"):
            with suppress(ValueProblem):
                parse(begins, typed)
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize("cell", [float("inf"), float("-inf"), float("nan"), 10**400])
def test_a_number_without_end_is_no_date(cell: float) -> None:
    with pytest.raises(ValueProblem, match="value-not-a-date"):
        parse(VERIFIED, cell)


@given(st.text())
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(st.data(), st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.datetimes()))
def test_any_cell_is_a_value_or_a_named_problem(data: st.DataObject, raw: object) -> None:
    target = data.draw(st.sampled_from([f for e in ENTITIES.values() for f in e.fields]))
    with suppress(ValueProblem):
        value = parse(target, raw)
        assert restore(target, canonical(target, value)) == value
