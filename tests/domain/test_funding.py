"""The account: it balances, or says by how much not and where; the order changes nothing."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.amounts import NOTHING, added
from desktop.domain.cost import CostFacts
from desktop.domain.funding import (
    RESIDENTS,
    FundReason,
    FundRow,
    HouseholdMoney,
    account,
    closing_problems,
)
from desktop.domain.project_codes import FundSource, FundStep

_FEN = st.integers(0, 10**10).map(lambda fen: Decimal(fen).scaleb(-2))
_ROWS = st.lists(
    st.builds(
        FundRow,
        st.one_of(st.none(), st.sampled_from([int(s) for s in FundSource])),
        st.one_of(st.none(), st.sampled_from([int(s) for s in FundStep])),
        st.one_of(st.none(), _FEN),
    ),
    max_size=30,
)
_HOUSEHOLDS = st.builds(HouseholdMoney, paid=_FEN, refunded=_FEN)
_COSTS = st.one_of(
    st.none(),
    st.builds(CostFacts, approved=st.one_of(st.none(), _FEN), contract=st.one_of(st.none(), _FEN)),
)


def _row(source: FundSource, step: FundStep, amount: str) -> FundRow:
    return FundRow(int(source), int(step), Decimal(amount))


def _whole(rows: list[FundRow]) -> list[FundRow]:
    return [r for r in rows if None not in {r.source, r.step, r.amount}]


@given(_ROWS, _HOUSEHOLDS, _COSTS, st.randoms(use_true_random=False))
def test_the_order_of_entries_changes_nothing(
    rows: list[FundRow], households: HouseholdMoney, costs: CostFacts | None, random: object
) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert account(rows, households, costs) == account(shuffled, households, costs)


@given(_ROWS)
def test_no_fen_of_an_entry_is_lost(rows: list[FundRow]) -> None:
    found = account(rows, HouseholdMoney(), None)
    for step in FundStep:
        assert found.total(step) == added(r.amount for r in _whole(rows) if r.step == step)
        assert found.total(step) == added(found.of(source, step) for source in found.sources)


@given(_ROWS, _HOUSEHOLDS, _COSTS)
def test_received_less_paid_less_returned_is_what_is_left(
    rows: list[FundRow], households: HouseholdMoney, costs: CostFacts | None
) -> None:
    found = account(rows, households, costs)
    others = [r for r in _whole(rows) if r.source != RESIDENTS]
    own = [r for r in _whole(rows) if r.source == RESIDENTS]
    if households.paid or households.refunded:
        own = [r for r in own if r.step not in {FundStep.RECEIVED, FundStep.RETURNED}]
    signs = {int(FundStep.RECEIVED): 1, int(FundStep.PAID): -1, int(FundStep.RETURNED): -1}
    expected = sum(
        (signs.get(r.step or 0, 0) * (r.amount or NOTHING) for r in [*others, *own]), NOTHING
    )
    expected += households.paid - households.refunded
    assert found.balance == expected


@given(_ROWS, _HOUSEHOLDS, _COSTS)
def test_it_balances_only_when_the_sources_are_the_approved_estimate(
    rows: list[FundRow], households: HouseholdMoney, costs: CostFacts | None
) -> None:
    found = account(rows, households, costs)
    if not found.balances or costs is None or costs.approved is None:
        return
    approved = found.total(FundStep.APPROVED)
    assert (approved or found.total(FundStep.PLANNED)) == costs.approved
    assert found.balance >= 0


def test_planned_money_stands_in_until_something_is_approved() -> None:
    rows = [_row(FundSource.CITY, FundStep.PLANNED, "100")]
    costs = CostFacts(approved=Decimal(100))
    assert account(rows, HouseholdMoney(), costs).balances
    rows.append(_row(FundSource.CITY, FundStep.APPROVED, "99.99"))
    (problem,) = account(rows, HouseholdMoney(), costs).problems
    assert (problem.code, problem.details["by"]) == (FundReason.SOURCES_SHORT, "0.01")


def test_a_source_that_gave_more_than_approved_is_named() -> None:
    rows = [
        _row(FundSource.CITY, FundStep.APPROVED, "100"),
        _row(FundSource.CITY, FundStep.RECEIVED, "100.50"),
    ]
    (problem,) = account(rows, HouseholdMoney(), CostFacts(approved=Decimal(100))).problems
    assert problem.code is FundReason.RECEIVED_OVER
    assert (problem.details["source"], problem.details["by"]) == ("市财政", "0.50")


def test_what_a_household_paid_too_much_and_got_back_is_not_over_the_approval() -> None:
    rows = [_row(FundSource.RESIDENTS, FundStep.APPROVED, "100")]
    costs = CostFacts(approved=Decimal(100))
    even = HouseholdMoney(paid=Decimal("120.00"), refunded=Decimal("20.00"))
    assert account(rows, even, costs).balances
    short = HouseholdMoney(paid=Decimal("120.00"), refunded=Decimal("19.99"))
    (problem,) = account(rows, short, costs).problems
    assert (problem.code, problem.details["by"]) == (FundReason.RECEIVED_OVER, "0.01")


def test_more_than_the_contract_is_not_paid_out_unsaid() -> None:
    rows = [
        _row(FundSource.CITY, FundStep.APPROVED, "100"),
        _row(FundSource.CITY, FundStep.RECEIVED, "100"),
        _row(FundSource.CITY, FundStep.PAID, "91"),
    ]
    costs = CostFacts(approved=Decimal(100), contract=Decimal(90))
    (problem,) = account(rows, HouseholdMoney(), costs).problems
    assert (problem.code, problem.details["kind"]) == (FundReason.PAID_OVER_COST, "合同")
    settled = CostFacts(approved=Decimal(100), contract=Decimal(90), settlement=Decimal(91))
    assert account(rows, HouseholdMoney(), settled).balances


def test_an_account_that_is_even_and_paid_may_be_closed() -> None:
    rows = [
        _row(FundSource.CITY, step, amount)
        for step, amount in (
            (FundStep.APPROVED, "100"),
            (FundStep.RECEIVED, "100"),
            (FundStep.PAID, "90"),
            (FundStep.RETURNED, "10"),
        )
    ]
    costs = CostFacts(approved=Decimal(100), final_account=Decimal(90))
    found = account(rows, HouseholdMoney(), costs)
    assert closing_problems(found, costs, 0) == ()
    owing = account(rows, HouseholdMoney(due=Decimal(5), unpaid=Decimal(5)), costs)
    assert [p.code for p in closing_problems(owing, costs, 1)] == [
        FundReason.SHARES_OPEN,
        FundReason.AUDIT_OPEN,
    ]


def test_what_was_given_back_is_not_received_over_what_was_approved() -> None:
    costs = CostFacts(approved=Decimal(1000))
    rows = [
        _row(FundSource.CITY, FundStep.APPROVED, "1000"),
        _row(FundSource.CITY, FundStep.RECEIVED, "1100"),
    ]
    over = account(rows, HouseholdMoney(), costs)
    assert FundReason.RECEIVED_OVER in {problem.code for problem in over.problems}
    rows.append(_row(FundSource.CITY, FundStep.RETURNED, "100"))
    back = account(rows, HouseholdMoney(), costs)
    assert FundReason.RECEIVED_OVER not in {problem.code for problem in back.problems}
