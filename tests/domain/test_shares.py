"""Shares: cost price only, who joins pays, nothing lost, nobody charged twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.amounts import NOTHING, added
from desktop.domain.project_codes import Trade
from desktop.domain.shares import (
    JoiningDoor,
    Price,
    ShareLine,
    SharePlan,
    household_money,
    household_share,
    plan_by_price,
    plan_by_total,
    price_in_force,
    spread,
)
from desktop.kernel.errors import RefusedError

_FEN = st.integers(0, 10**7).map(lambda fen: Decimal(fen).scaleb(-2))
_TRADES = st.sampled_from(Trade)
_DOORS = st.lists(
    st.tuples(st.frozensets(_TRADES), st.one_of(st.none(), _FEN)), min_size=1, max_size=40
).map(lambda rows: [JoiningDoor(f"h{n}", joins, area) for n, (joins, area) in enumerate(rows)])


@st.composite
def _lines(draw: st.DrawFn, households: int = 6) -> list[ShareLine]:
    rows = draw(
        st.lists(
            st.tuples(st.integers(0, households), _TRADES, _FEN, _FEN, _FEN, _FEN), max_size=20
        )
    )
    return [
        ShareLine(f"s{n}", f"h{house}", trade, due, waived, paid, back)
        for n, (house, trade, due, waived, paid, back) in enumerate(rows)
    ]


def _applied(plan: SharePlan) -> list[ShareLine]:
    """Return the shares as they stand after ``plan``."""
    new = [ShareLine(f"n{n}", s.household_id, s.trade, s.due) for n, s in enumerate(plan.new)]
    return [*new, *(replace(c.line, due=c.due) for c in plan.changed), *plan.kept]


@pytest.mark.parametrize(
    ("price", "share", "cap", "due"),
    [
        ("900", "450", None, "450"),
        ("900", "600", "450", "450"),
        ("300", "600", "450", "300"),
        ("900", None, "450", "450"),
        (None, "450", None, "450"),
        ("900", "0", None, "0"),
    ],
)
def test_the_least_of_share_cap_and_cost_price_is_due(
    price: str | None, share: str | None, cap: str | None, due: str
) -> None:
    cost, own, most = (None if text is None else Decimal(text) for text in (price, share, cap))
    assert household_share(Price(Trade.WATER, cost, own, most)) == Decimal(due)


def test_a_price_alone_is_not_charged() -> None:
    with pytest.raises(RefusedError, match="share-not-decided"):
        household_share(Price(Trade.WATER, Decimal(900)))


def test_the_newest_decision_is_in_force_and_the_later_record_of_one_day() -> None:
    prices = [
        Price(Trade.WATER, Decimal(1), decided_on=date(2021, 5, 1)),
        Price(Trade.WATER, Decimal(2), decided_on=date(2021, 3, 1)),
        Price(Trade.ELECTRICITY, Decimal(9), decided_on=date(2022, 1, 1)),
        Price(Trade.WATER, Decimal(4)),
    ]
    found = price_in_force(prices, Trade.WATER)
    assert found is not None
    assert found.price == 1
    assert price_in_force(prices, Trade.COMMON) is None


@given(_DOORS, _FEN, _lines())
def test_r5_only_who_joins_owes(doors: list[JoiningDoor], due: Decimal,
                                lines: list[ShareLine]) -> None:  # fmt: skip
    plan = plan_by_price(doors, lines, [Price(Trade.WATER, None, due)])
    owing = {line.household_id for line in _applied(plan) if line.trade is Trade.WATER}
    assert owing == {door.household_id for door in doors if Trade.WATER in door.joins}


@given(_DOORS, _FEN, _lines())
def test_setting_the_shares_twice_changes_nothing(
    doors: list[JoiningDoor], due: Decimal, lines: list[ShareLine]
) -> None:
    prices = [Price(Trade.WATER, None, due), Price(Trade.ELECTRICITY, None, due)]
    once = _applied(plan_by_price(doors, lines, prices))
    assert plan_by_price(doors, once, prices).empty


@given(_DOORS, _FEN, _lines(), st.booleans())
def test_a_divided_sum_is_owed_to_the_fen(
    doors: list[JoiningDoor], total: Decimal, lines: list[ShareLine], by_area: bool
) -> None:
    joining = [door for door in doors if Trade.WATER in door.joins]
    if not joining or (by_area and not all(door.area for door in joining)):
        with pytest.raises(RefusedError, match="share-"):
            plan_by_total(doors, lines, Trade.WATER, total, by_area=by_area)
        return
    after = _applied(plan_by_total(doors, lines, Trade.WATER, total, by_area=by_area))
    assert added(line.due for line in after if line.trade is Trade.WATER) == total
    before = [line for line in lines if line.trade is not Trade.WATER]
    others = [line for line in after if line.trade is not Trade.WATER]
    assert sorted(others, key=lambda line: line.share_id) == sorted(
        before, key=lambda line: line.share_id
    )


@given(_lines())
def test_each_share_is_counted_once_in_a_plan(lines: list[ShareLine]) -> None:
    doors = [JoiningDoor(f"h{n}", frozenset({Trade.WATER})) for n in range(7)]
    plan = plan_by_price(doors, lines, [Price(Trade.WATER, None, Decimal(5))])
    named = [*(c.line.share_id for c in plan.changed), *(g.share_id for g in plan.gone)]
    named += [kept.share_id for kept in plan.kept]
    assert sorted(named) == sorted(line.share_id for line in lines)


@given(st.integers(1, 10**7), _lines())
def test_a_payment_is_spread_without_losing_a_fen(fen: int, lines: list[ShareLine]) -> None:
    amount = Decimal(fen).scaleb(-2)
    parts = spread(amount, lines)
    assert added(parts.values()) == amount
    assert all(part > 0 for part in parts.values())


@given(_lines(), st.randoms(use_true_random=False))
def test_the_sums_do_not_depend_on_the_order(lines: list[ShareLine], random: object) -> None:
    shuffled = list(lines)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    sums = household_money(lines)
    assert household_money(shuffled) == sums
    # What one household paid too much pays for nobody else.
    assert sums.unpaid - sums.overpaid == added(line.open for line in lines)


def test_a_waiver_never_makes_a_share_negative() -> None:
    line = ShareLine("s", "h", Trade.WATER, Decimal(100), waived=Decimal(150))
    assert line.open == NOTHING
    assert replace(line, paid=Decimal(30)).open == Decimal(-30)
