from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.addresses import (
    building_no,
    chinese_number,
    door,
    floor_of,
    natural_key,
    split_address,
    unit_no,
)


@pytest.mark.parametrize(
    "text", ["3幢", "3栋", "3号楼", "三号楼", "３＃", "3#", "第三栋", "03栋", " 3 号楼", "3", "3号"]
)
def test_every_way_to_write_building_three_is_three(text: str) -> None:
    assert building_no(text) == "3"


@pytest.mark.parametrize(
    ("text", "number"),
    [("B3", "B3"), ("b3栋", "B3"), ("甲栋", "甲栋"), ("甲幢", "甲栋"), ("综合楼", "综合楼"),
     ("十二栋", "12"), ("二十号楼", "20"), ("A座", "A"), ("3-1栋", "3-1"), ("一〇二栋", "102")],
)  # fmt: skip
def test_lettered_and_named_buildings_keep_what_tells_them_apart(text: str, number: str) -> None:
    assert building_no(text) == number


@pytest.mark.parametrize("text", ["", "  ", "这是一个非常非常长的楼栋名称"])
def test_what_is_no_building_is_none(text: str) -> None:
    assert building_no(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("一单元", "1"), ("1单元", "1"), ("１", "1"), ("", "0"), ("无", "0"), ("A单元", "A"),
     ("东单元", "东"), ("十一单元", "11"), ("2门", "2")],
)  # fmt: skip
def test_units_are_read_in_every_form(text: str, number: str) -> None:
    assert unit_no(text) == number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("101", (None, None, "101")),
        ("1-101", (None, "1", "101")),
        ("3-1-101", ("3", "1", "101")),
        ("３－１－１０１", ("3", "1", "101")),
        ("3幢1单元101室", ("3", "1", "101")),
        ("一单元101", (None, "1", "101")),
        ("1单元-101", (None, "1", "101")),
        ("3#1-101", ("3", "1", "101")),
        ("门面2", (None, None, "门面2")),
        ("二号门面", (None, None, "门面2")),
        ("负一层", (None, None, "负1层")),
        ("402a", (None, None, "402A")),
        ("三楼东户", (None, None, "3楼东户")),
    ],
)
def test_a_room_cell_names_as_much_as_it_says(
    text: str, expected: tuple[str | None, str | None, str]
) -> None:
    assert door(text) == expected


@pytest.mark.parametrize("text", ["", "101、102", "101/102", "这间房子在院子最里面的那一排"])
def test_no_room_or_several_rooms_are_none(text: str) -> None:
    assert door(text) is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("棉纺厂宿舍3栋1单元402室", ("", "棉纺厂宿舍", "3", "1", "402")),
        ("河北大道12号棉纺厂宿舍3栋1单元402室", ("河北大道12号", "棉纺厂宿舍", "3", "1", "402")),
        ("棉纺厂宿舍3-1-402", ("", "棉纺厂宿舍", "3", "1", "402")),
        ("建设小区 三号楼 二单元 502", ("", "建设小区", "3", "2", "502")),
        ("纺织新村12栋门面2", ("", "纺织新村", "12", "0", "门面2")),
        ("107小区3栋101", ("", "107小区", "3", "0", "101")),
        ("3栋1单元402", ("", "", "3", "1", "402")),
    ],
)
def test_a_full_address_falls_into_its_parts(text: str, parts: tuple[str, ...]) -> None:
    assert split_address(text) == parts


@pytest.mark.parametrize("text", ["", "棉纺厂宿舍", "棉纺厂宿舍3栋", "张三"])
def test_an_address_without_building_or_room_is_none(text: str) -> None:
    assert split_address(text) is None


@pytest.mark.parametrize(
    ("room", "floor"),
    [("402", 4), ("1203", 12), ("门面1", 1), ("负1层", -1), ("402A", 4), ("12", None),
     ("3楼东户", 3), ("12345", None)],
)  # fmt: skip
def test_the_room_number_tells_the_floor_or_nothing(room: str, floor: int | None) -> None:
    assert floor_of(room) == floor


def test_chinese_numerals_are_read_and_other_text_is_not() -> None:
    assert [chinese_number(t) for t in ("十", "十二", "二十", "一百零五", "三")] == [
        10,
        12,
        20,
        105,
        3,
    ]
    assert chinese_number("三栋") is None


def test_two_stands_before_ten() -> None:
    assert sorted(["10", "2", "B10", "B2", "甲栋"], key=natural_key) == [
        "2",
        "10",
        "B2",
        "B10",
        "甲栋",
    ]


@given(st.text(alphabet="0123456789一二三十甲乙AB-#幢栋单元室号楼门面负层 ３０", max_size=12))
def test_reading_the_canonical_form_again_changes_nothing(text: str) -> None:
    building, unit, room = building_no(text), unit_no(text), door(text)
    assert building is None or building_no(building) == building
    assert unit is None or unit_no(unit) == unit
    if room is not None:
        again = door(room.room)
        assert again is not None
        assert again.room == room.room or again.unit is not None or again.building is not None


@given(
    st.sampled_from(["棉纺厂宿舍", "建设小区", "107小区", "纺织新村"]),
    st.integers(1, 99),
    st.integers(0, 9),
    st.integers(101, 3404),
)
def test_a_printed_address_is_read_as_itself(q: str, b: int, u: int, r: int) -> None:
    address = split_address(f"{q}{b}栋{f'{u}单元' if u else ''}{r}室")
    assert address == ("", q, str(b), str(u), str(r))
    assert split_address(str(address)) == address


@given(st.text(max_size=40))
def test_no_text_whatever_makes_reading_fail(text: str) -> None:
    building_no(text)
    unit_no(text)
    door(text)
    split_address(text)
