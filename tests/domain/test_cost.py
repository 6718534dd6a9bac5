"""R15 and C07: the chain of costs and its limits."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.cost import (
    CostItem,
    CostReason,
    Limits,
    Review,
    approved_estimate,
    cost_facts,
    cost_table,
    passes,
)
from desktop.domain.project_codes import EstimateKind as E
from desktop.domain.project_codes import Trade

_TRADES = st.sampled_from([*Trade, None])


def _item(kind: E, amount: str, item: str = "表箱", trade: Trade | None = Trade.WATER,
          reviewed: str | None = None) -> CostItem:  # fmt: skip
    return CostItem(
        f"{kind}{item}", trade, kind, item, Decimal(amount), Decimal(reviewed) if reviewed else None
    )


def _codes(*items: CostItem, reviews: tuple[Review, ...] = ()) -> list[CostReason]:
    return [flag.code for flag in cost_facts(items, reviews, Limits()).over_flags]


def test_r15_ten_per_cent_over_the_estimate_is_not_yet_reported() -> None:
    assert _codes(_item(E.ESTIMATE, "100"), _item(E.DESIGN_ESTIMATE, "110.00")) == []


def test_r15_a_fen_more_than_ten_per_cent_is_reported() -> None:
    assert _codes(_item(E.ESTIMATE, "100"), _item(E.DESIGN_ESTIMATE, "110.01")) == [
        CostReason.DESIGN_OVER_ESTIMATE
    ]


def test_r15_nothing_is_built_beyond_what_was_approved() -> None:
    review = Review(Decimal("100.00"))
    assert _codes(_item(E.BUDGET, "100.00"), reviews=(review,)) == []
    assert _codes(_item(E.BUDGET, "100.01"), reviews=(review,)) == [CostReason.OVER_APPROVED]


def test_r15_approving_again_lifts_the_limit() -> None:
    before = Review(Decimal(100), date(2021, 3, 1))
    after = Review(Decimal(120), date(2021, 9, 1))
    assert approved_estimate([], (after, before)) == Decimal(120)
    assert _codes(_item(E.BUDGET, "120"), reviews=(after, before)) == []


def test_c07_the_settlement_stays_within_the_budget() -> None:
    assert CostReason.SETTLEMENT_OVER_BUDGET in _codes(
        _item(E.BUDGET, "100"), _item(E.SETTLEMENT, "100.01")
    )


def test_c07_a_single_item_may_pass_its_budget_by_ten_per_cent() -> None:
    budget = (_item(E.BUDGET, "100"), _item(E.BUDGET, "900", "立管"))
    assert _codes(*budget, _item(E.SETTLEMENT, "110"), _item(E.SETTLEMENT, "800", "立管")) == []
    found = _codes(*budget, _item(E.SETTLEMENT, "110.01"), _item(E.SETTLEMENT, "800", "立管"))
    assert found == [CostReason.ITEM_OVER_BUDGET]


def test_an_item_split_into_two_lines_is_judged_by_its_sum() -> None:
    found = _codes(
        _item(E.BUDGET, "100"), _item(E.CONTRACT, "60"), _item(E.CONTRACT, "51"),
    )  # fmt: skip
    assert found == [CostReason.ITEM_OVER_BUDGET]


def test_an_item_that_stands_in_no_budget_is_named() -> None:
    found = _codes(_item(E.BUDGET, "100"), _item(E.SETTLEMENT, "50", "围挡"))
    assert found == [CostReason.ITEM_NOT_IN_BUDGET]


def test_the_reviewed_amount_counts_once_there_is_one() -> None:
    items = [_item(E.ESTIMATE, "100", reviewed="90"), _item(E.ESTIMATE, "50", "立管")]
    assert cost_table(items).of(E.ESTIMATE) == Decimal(140)
    assert approved_estimate(items, ()) is None
    items[1] = _item(E.ESTIMATE, "50", "立管", reviewed="45")
    assert approved_estimate(items, ()) == Decimal(135)


def test_a_reviewed_design_estimate_goes_before_the_estimate() -> None:
    items = [
        _item(E.ESTIMATE, "100", reviewed="95"),
        _item(E.DESIGN_ESTIMATE, "105", reviewed="99"),
    ]
    assert approved_estimate(items, ()) == Decimal(99)


def test_quantity_times_price_must_be_the_amount() -> None:
    item = CostItem("1", Trade.WATER, E.ESTIMATE, "水表", Decimal("449.99"), None,
                    Decimal(3), Decimal("150.00"))  # fmt: skip
    assert _codes(item) == [CostReason.AMOUNT_DIFFERS]


@given(st.lists(st.tuples(st.sampled_from(E), _TRADES, st.integers(0, 10**9)), max_size=40))
def test_trades_add_up_to_the_step_whatever_the_order(
    rows: list[tuple[E, Trade | None, int]],
) -> None:
    items = [
        CostItem(str(n), trade, kind, f"i{n}", Decimal(fen).scaleb(-2))
        for n, (kind, trade, fen) in enumerate(rows)
    ]
    table = cost_table(items)
    assert table.totals == cost_table(items[::-1]).totals
    for kind in E:
        fen = sum(amount for found, _, amount in rows if found is kind)
        assert (table.of(kind) or Decimal(0)) == Decimal(fen).scaleb(-2)
        of_trades = sum(table.of(kind, trade) or 0 for trade in Trade)
        without = sum(amount for found, trade, amount in rows if found is kind and trade is None)
        assert of_trades == Decimal(fen - without).scaleb(-2)


@given(st.integers(1, 10**9), st.integers(0, 10**9), st.integers(0, 100))
def test_a_limit_is_passed_only_beyond_it(base: int, more: int, share: int) -> None:
    amount = Decimal(base + more).scaleb(-2)
    assert passes(amount, Decimal(base).scaleb(-2), Decimal(share)) == (more * 100 > base * share)
