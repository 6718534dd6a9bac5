"""Bank lines find their household, once, whatever their order."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.amounts import added
from desktop.domain.bank_doors import doors_in
from desktop.domain.bank_lines import BankLine, MatchReason, OpenDoor, Standing
from desktop.domain.bank_matching import match
from desktop.domain.project_codes import Trade
from desktop.domain.shares import ShareLine

DAY = date(2021, 5, 6)


def _door(number: str, name: str, *shares: tuple[Trade, str], quarter: str = "") -> OpenDoor:
    building, unit, room = number.split("-")
    lines = tuple(ShareLine(f"s{number}{t}", number, t, Decimal(due)) for t, due in shares)
    return OpenDoor(number, number, building, unit, room, frozenset({name}), lines, quarter)


def _line(purpose: str, payer: str, amount: str = "200.00", reference: str = "1") -> BankLine:
    return BankLine(2, DAY, Decimal(amount), payer, purpose, reference)


WATER = (Trade.WATER, "200.00")
POWER = (Trade.ELECTRICITY, "300.00")
DOORS = [
    _door("3-1-402", "张三", WATER, POWER),
    _door("3-2-402", "李四", WATER),
    _door("4-1-402", "王五", WATER),
    _door("4-1-101", "李四", WATER),
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("棉纺厂3栋1单元402水改费", [("3", "1", "402")]),
        ("3-1-402 张三 户表改造", [("3", "1", "402")]),
        ("三号楼一单元402室", [("3", "1", "402")]),
        ("3幢402", [("3", "", "402")]),
        ("３－１－４０２", [("3", "1", "402")]),
        ("3-402改造款", [("3", "?", "402")]),
        ("402室自筹", [("", "", "402")]),
        ("1栋1单元门面2水改", [("1", "1", "门面2")]),
        ("1单元402自筹", [("", "1", "402")]),
        ("一户一表改造 2021-05-06", []),
        ("转账", []),
        ("3栋1单元402和3栋1单元403", [("3", "1", "402"), ("3", "1", "403")]),
    ],
)
def test_doors_are_read_out_of_what_payers_write(
    text: str, found: list[tuple[str, str, str]]
) -> None:
    assert doors_in(text) == found


def test_door_payer_and_amount_together_are_sure() -> None:
    (found,) = match([_line("3-2-402水改", "李四")], DOORS, set())
    assert (found.standing, found.household_id) == (Standing.SURE, "3-2-402")
    assert found.parts == {Trade.WATER: Decimal("200.00")}


def test_all_that_is_owed_falls_on_both_trades() -> None:
    (found,) = match([_line("3-1-402", "张三", "500.00")], DOORS, set())
    assert found.standing is Standing.SURE
    assert found.parts == {Trade.WATER: Decimal("200.00"), Trade.ELECTRICITY: Decimal("300.00")}


def test_a_son_who_pays_is_likely_and_waits() -> None:
    (found,) = match([_line("3-2-402水改", "李小四")], DOORS, set())
    assert found.standing is Standing.LIKELY
    assert MatchReason.OTHER_PAYER in {reason.code for reason in found.reasons}


def test_a_name_that_two_doors_have_is_left_to_a_person() -> None:
    (found,) = match([_line("户表改造", "李四")], DOORS, set())
    assert (found.standing, found.household_id) == (Standing.OPEN, "")
    assert set(found.candidates) == {"3-2-402", "4-1-101"}


def test_a_door_that_two_staircases_have_is_told_by_the_payer() -> None:
    (found,) = match([_line("3栋402", "李四")], DOORS, set())
    assert found.household_id == "3-2-402"
    assert found.standing is not Standing.SURE


def test_a_door_that_is_not_here_is_never_overruled_by_a_name() -> None:
    (found,) = match([_line("9-1-901 水改", "王五")], DOORS, set())
    assert found.standing is Standing.OPEN
    assert found.candidates == ("4-1-402",)


def test_another_amount_than_owed_is_never_sure() -> None:
    (found,) = match([_line("3-2-402", "李四", "150.00")], DOORS, set())
    assert found.standing is Standing.LIKELY
    assert found.parts == {Trade.WATER: Decimal("150.00")}


def test_an_amount_that_fits_both_trades_is_told_by_its_words_or_not_at_all() -> None:
    doors = [_door("1-1-101", "赵六", WATER, (Trade.ELECTRICITY, "200.00"))]
    (found,) = match([_line("1-1-101", "赵六")], doors, set())
    assert found.standing is Standing.OPEN
    (found,) = match([_line("1-1-101 电改", "赵六")], doors, set())
    assert found.parts == {Trade.ELECTRICITY: Decimal("200.00")}
    assert found.standing is Standing.SURE


def test_a_line_booked_before_is_never_proposed_again() -> None:
    line = _line("3-2-402水改", "李四")
    (found,) = match([line], DOORS, {line.key})
    assert (found.standing, found.household_id, found.parts) == (Standing.BOOKED, "", None)


def test_the_same_line_twice_in_a_file_counts_once() -> None:
    line = _line("3-2-402水改", "李四")
    assert [found.standing for found in match([line, line], DOORS, set())] == [
        Standing.SURE,
        Standing.REPEATED,
    ]


def test_two_lines_that_pay_a_share_twice_are_both_left_to_a_person() -> None:
    lines = [_line("3-2-402水改", "李四"), _line("3-2-402水改", "李四", reference="2")]
    assert {found.standing for found in match(lines, DOORS, set())} == {Standing.OPEN}


def test_lines_of_one_batch_share_a_number_and_are_told_apart() -> None:
    lines = [_line("3-2-402", "李四", reference="B1"), _line("4-1-402", "王五", reference="B1")]
    assert lines[0].key != lines[1].key
    assert {found.standing for found in match(lines, DOORS, set())} == {Standing.SURE}


def test_the_quarter_in_the_text_tells_two_doors_of_one_number_apart() -> None:
    doors = [
        OpenDoor("a", "a", "3", "1", "402", frozenset({"甲乙"}), DOORS[0].lines, "棉纺厂"),
        OpenDoor("b", "b", "3", "1", "402", frozenset({"丙丁"}), DOORS[0].lines, "翠湖"),
    ]
    (found,) = match([_line("翠湖3-1-402水改", "丙丁")], doors, set())
    assert (found.household_id, found.standing) == ("b", Standing.SURE)


_LINES = st.lists(
    st.tuples(
        st.sampled_from(
            ["3-1-402", "3-2-402水改", "3栋402", "4-1-101电", "402室", "转账", "9-9-901"]
        ),
        st.sampled_from(["张三", "李四", "王五", "某某"]),
        st.sampled_from(["200.00", "300.00", "500.00", "0.01"]),
        st.sampled_from(["", "1", "2", "3"]),
    ),
    max_size=12,
)


@settings(max_examples=150)
@given(_LINES, st.randoms(use_true_random=False))
def test_the_order_of_the_lines_changes_nothing(
    rows: list[tuple[str, ...]], random: object
) -> None:
    lines = [_line(*row) for row in rows]
    shuffled = list(lines)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    def taken(of: list[BankLine]) -> dict[str, tuple[object, ...]]:
        return {
            found.line.key: (found.standing, found.household_id, found.candidates)
            for found in match(of, DOORS, set())
            if found.standing is not Standing.REPEATED
        }

    assert taken(lines) == taken(shuffled)


@settings(max_examples=150)
@given(_LINES)
def test_no_fen_is_lost_and_no_share_is_paid_twice(rows: list[tuple[str, ...]]) -> None:
    found = match([_line(*row) for row in rows], DOORS, set())
    keys = [one.line.key for one in found if one.standing is not Standing.REPEATED]
    assert len(keys) == len(set(keys))
    paid: dict[tuple[str, Trade], Decimal] = {}
    for one in found:
        if one.parts is not None:
            assert added(one.parts.values()) == one.line.amount
        if one.standing is Standing.SURE:
            assert one.parts is not None
            for trade, part in one.parts.items():
                key = (one.household_id, trade)
                paid[key] = paid.get(key, Decimal(0)) + part
    owed = {(d.household_id, s.trade): s.open for d in DOORS for s in d.lines}
    assert all(amount <= owed[key] for key, amount in paid.items())
