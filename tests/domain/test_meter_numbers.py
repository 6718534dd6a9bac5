"""What a scanned code is."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from desktop.domain.door_code import door_code
from desktop.domain.meter_numbers import MeterNumbers, NumberShapes, Scan, canonical_number

DIGITS = "0123456789"
NOTHING_LEARNED = MeterNumbers()


def _numbers(prefix: str, length: int) -> st.SearchStrategy[str]:
    rest = length - len(prefix)
    return st.text(DIGITS, min_size=rest, max_size=rest).map(lambda tail: prefix + tail)


def _learned(water: list[str], power: list[str]) -> MeterNumbers:
    return MeterNumbers(NumberShapes.learn(water), NumberShapes.learn(power))


def test_fourteen_digits_are_a_remote_water_meter_by_the_standard() -> None:
    found = NOTHING_LEARNED.recognise("26030000012345")
    assert (found.scan, found.text, found.sure) == (Scan.WATER, "26030000012345", True)


def test_twenty_two_to_twenty_four_digits_are_an_asset_bar_code() -> None:
    for length in (22, 23, 24):
        assert NOTHING_LEARNED.recognise("4230009".ljust(length, "1")).scan is Scan.ELECTRICITY
    for length in (21, 25):
        assert NOTHING_LEARNED.recognise("4230009".ljust(length, "1")).scan is Scan.UNKNOWN


def test_what_the_office_has_recorded_outweighs_the_standard() -> None:
    fourteen = [f"4230009{n:07d}" for n in range(20)]
    numbers = _learned([f"W26{n:06d}" for n in range(20)], fourteen)
    assert numbers.recognise("42300090099999").scan is Scan.ELECTRICITY
    assert numbers.recognise("w26 000777").text == "W26000777"
    assert numbers.recognise("w26 000777").scan is Scan.WATER


def test_a_slip_teaches_nothing() -> None:
    shapes = NumberShapes.learn([f"W26{n:06d}" for n in range(100)] + ["12345678"])
    assert shapes.fit("87654321") == 0


def test_the_same_shape_for_both_is_told_apart_by_the_first_characters_or_asked() -> None:
    numbers = _learned([f"26{n:08d}" for n in range(9)], [f"51{n:08d}" for n in range(9)])
    assert numbers.recognise("2600000099").scan is Scan.WATER
    assert not numbers.recognise("2600000099").sure
    assert numbers.recognise("5100000099").scan is Scan.ELECTRICITY
    assert numbers.recognise("9900000099").scan is Scan.UNKNOWN


def test_a_number_is_found_inside_what_a_maker_prints_around_it() -> None:
    text = "资产编号：4230009000000000012345 型号:DDZY"
    found = NOTHING_LEARNED.recognise(text)
    assert (found.scan, found.text) == (Scan.ELECTRICITY, "4230009000000000012345")


def test_two_numbers_in_one_code_are_asked() -> None:
    text = "26030000012345 4230009000000000012345"
    found = NOTHING_LEARNED.recognise(text)
    assert (found.scan, found.text) == (Scan.UNKNOWN, text)


def test_a_persons_own_numbers_are_no_meters() -> None:
    for text in ("420106195001011234", "42010619500101123X", "13800001111"):
        assert NOTHING_LEARNED.recognise(text).scan is Scan.UNKNOWN


@given(st.text(max_size=80))
def test_any_text_at_all_gets_an_answer(text: str) -> None:
    found = NOTHING_LEARNED.recognise(text)
    assert found.text == text.strip() or canonical_number(found.text) == found.text


@given(st.uuids(), st.integers(0, 9))
def test_a_door_code_is_a_door_whatever_was_learned(one: object, page: int) -> None:
    household = str(one).replace("-", "")
    numbers = _learned([household] * 9, [household] * 9)
    found = numbers.recognise(door_code(household, page))
    assert (found.scan, found.text, found.sure) == (Scan.DOOR, household, True)


@given(
    st.integers(6, 21),
    st.integers(6, 24),
    st.data(),
)
def test_numbers_like_the_recorded_ones_are_recognised(
    water_length: int, power_length: int, data: st.DataObject
) -> None:
    assume(water_length != power_length)
    water = data.draw(st.lists(_numbers("261", water_length), min_size=3, max_size=6))
    power = data.draw(st.lists(_numbers("423", power_length), min_size=3, max_size=6))
    numbers = _learned(water, power)
    one, other = data.draw(_numbers("261", water_length)), data.draw(_numbers("423", power_length))
    assert numbers.recognise(one).scan is Scan.WATER
    assert numbers.recognise(other).scan is Scan.ELECTRICITY
