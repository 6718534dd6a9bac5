"""Sub-meters against their master: exact, whatever the order, whatever was exchanged."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.balance import (
    Balance,
    BalanceMeter,
    BalanceOutcome,
    BalanceReason,
    Reading,
    Tolerance,
    balance,
    consumption,
)

BEGINS, ENDS = date(2026, 1, 1), date(2026, 3, 1)
LENGTH = (ENDS - BEGINS).days
STRICT = Tolerance(Decimal(10), 7)
NONE = Tolerance(Decimal(0), 0)

amounts = st.decimals(min_value=0, max_value=10_000, places=3)
days = st.integers(min_value=1, max_value=LENGTH - 1)


def meter(name: str, **more: object) -> BalanceMeter:
    return BalanceMeter(name, name, f"{name}室", **more)  # type: ignore[arg-type]


def both(start: Decimal | int, used: Decimal | int) -> list[Reading]:
    return [Reading(BEGINS, Decimal(start)), Reading(ENDS, Decimal(start) + Decimal(used))]


def weigh(
    masters: list[BalanceMeter],
    subs: list[BalanceMeter],
    readings: dict[str, list[Reading]],
    tolerance: Tolerance = STRICT,
) -> Balance:
    return balance(masters, subs, readings, begins=BEGINS, ends=ENDS, tolerance=tolerance)


@given(st.lists(st.tuples(amounts, amounts), min_size=1, max_size=8), amounts)
def test_consistent_readings_balance_exactly(
    subs: list[tuple[Decimal, Decimal]], start: Decimal
) -> None:
    readings = {f"s{n}": both(first, used) for n, (first, used) in enumerate(subs)}
    total = sum((used for _, used in subs), Decimal(0))
    readings["m"] = both(start, total)
    answer = weigh([meter("m")], [meter(name) for name in readings if name != "m"], readings, NONE)
    assert (answer.loss, answer.master, answer.total) == (Decimal(0), total, total)
    assert answer.outcome is BalanceOutcome.WITHIN
    assert answer.percent in {None, Decimal("0.00")}


@given(
    st.lists(
        st.tuples(st.integers(min_value=-30, max_value=LENGTH + 30), amounts),
        max_size=12,
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_readings_does_not_matter(
    raw: list[tuple[int, Decimal]], random: object
) -> None:
    readings = [Reading(BEGINS + timedelta(days=day), value) for day, value in raw]
    shuffled = list(readings)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one = consumption(meter("a"), readings, begins=BEGINS, ends=ENDS, days=7)
    assert consumption(meter("a"), shuffled, begins=BEGINS, ends=ENDS, days=7) == one


@given(days, amounts, amounts, amounts, amounts)
def test_an_exchange_within_the_period_changes_no_consumption(
    day: int, start: Decimal, before: Decimal, after: Decimal, first: Decimal
) -> None:
    when = BEGINS + timedelta(days=day)
    one = weigh([meter("m")], [meter("a")], {"m": both(0, 1), "a": both(start, before + after)})
    old = meter("old", closed=True, removed_on=when, last_reading=start + before)
    new = meter("new", installed_on=when, first_reading=first)
    readings = {
        "m": both(0, 1),
        "old": [Reading(BEGINS, start)],
        "new": [Reading(ENDS, first + after)],
    }
    two = weigh([meter("m")], [old, new], readings)
    assert two.total == one.total
    assert two.outcome is one.outcome


@given(days, amounts, amounts, amounts)
def test_an_exchanged_master_is_weighed_with_the_one_it_replaced(
    day: int, before: Decimal, after: Decimal, used: Decimal
) -> None:
    when = BEGINS + timedelta(days=day)
    old = meter("old", closed=True, removed_on=when, last_reading=before)
    new = meter("new", installed_on=when, first_reading=Decimal(0))
    readings = {
        "old": [Reading(BEGINS, Decimal(0))],
        "new": [Reading(ENDS, after)],
        "a": both(5, used),
    }
    assert weigh([old, new], [meter("a")], readings).loss == before + after - used


def test_the_nearest_reading_before_each_day_counts_within_the_tolerance() -> None:
    readings = [
        Reading(BEGINS - timedelta(days=8), Decimal(1)),
        Reading(BEGINS - timedelta(days=7), Decimal(2)),
        Reading(BEGINS + timedelta(days=1), Decimal(3)),
        Reading(ENDS - timedelta(days=3), Decimal(9)),
        Reading(ENDS + timedelta(days=1), Decimal(99)),
    ]
    line = consumption(meter("a"), readings, begins=BEGINS, ends=ENDS, days=7)
    assert line is not None
    assert (line.start, line.end, line.consumption) == (readings[1], readings[3], Decimal(7))
    stale = consumption(meter("a"), readings[:1] + readings[2:], begins=BEGINS, ends=ENDS, days=7)
    assert stale is not None
    assert stale.reason is BalanceReason.NO_START


def test_a_reading_from_before_the_period_never_ends_it() -> None:
    readings = [Reading(BEGINS, Decimal(5))]
    line = consumption(
        meter("a"), readings, begins=BEGINS, ends=BEGINS + timedelta(days=3), days=30
    )
    assert line is not None
    assert (line.consumption, line.reason) == (None, BalanceReason.NO_END)


def test_a_meter_that_was_not_up_in_the_period_takes_no_part() -> None:
    gone = meter("gone", closed=True, removed_on=BEGINS, last_reading=Decimal(7))
    later = meter("later", installed_on=ENDS + timedelta(days=1), first_reading=Decimal(0))
    answer = weigh([meter("m")], [gone, later, meter("a")], {"m": both(0, 10), "a": both(0, 10)})
    assert [line.meter.id for line in answer.subs] == ["a"]


@pytest.mark.parametrize(
    ("one", "readings", "reason"),
    [
        (meter("a"), [], BalanceReason.NO_START),
        (meter("a"), [Reading(BEGINS, Decimal(1))], BalanceReason.NO_END),
        (meter("a", installed_on=date(2026, 2, 1)), [], BalanceReason.NO_FIRST),
        (
            meter("a", closed=True, removed_on=date(2026, 2, 1)),
            [Reading(BEGINS, Decimal(1))],
            BalanceReason.NO_LAST,
        ),
        (meter("a", closed=True), both(0, 1), BalanceReason.NO_REMOVAL),
        (
            meter("a"),
            [Reading(BEGINS, Decimal(9)), Reading(ENDS, Decimal(8))],
            BalanceReason.WENT_BACK,
        ),
    ],
)
def test_what_is_missing_is_named_and_leaves_the_balance_open(
    one: BalanceMeter, readings: list[Reading], reason: BalanceReason
) -> None:
    answer = weigh([meter("m")], [one, meter("b")], {"m": both(0, 10), "a": readings,
                                                     "b": both(0, 4)})  # fmt: skip
    assert [line.reason for line in answer.missing] == [reason]
    assert (answer.loss, answer.percent) == (None, None)
    assert answer.outcome is BalanceOutcome.INCOMPLETE
    assert answer.total == 4


@pytest.mark.parametrize(
    ("used", "outcome", "percent"),
    [
        (90, BalanceOutcome.WITHIN, "10.00"),
        (89, BalanceOutcome.OVER, "11.00"),
        (110, BalanceOutcome.WITHIN, "-10.00"),
        (111, BalanceOutcome.OVER, "-11.00"),
    ],
)
def test_the_difference_is_judged_both_ways(
    used: int, outcome: BalanceOutcome, percent: str
) -> None:
    answer = weigh([meter("m")], [meter("a")], {"m": both(7, 100), "a": both(3, used)})
    assert (answer.outcome, answer.percent) == (outcome, Decimal(percent))


def test_a_master_that_measured_nothing_has_no_percentage() -> None:
    readings = {"m": both(7, 0), "a": both(3, 0), "b": both(3, 1)}
    assert weigh([meter("m")], [meter("a")], readings).outcome is BalanceOutcome.WITHIN
    over = weigh([meter("m")], [meter("b")], readings)
    assert (over.outcome, over.percent) == (BalanceOutcome.OVER, None)
