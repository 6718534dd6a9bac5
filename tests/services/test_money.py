"""The account of a quarter, its shares and payments, in a real encrypted ledger."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from desktop.domain.amounts import added
from desktop.domain.codes import Choice
from desktop.domain.cost import CostReason
from desktop.domain.funding import FundReason
from desktop.domain.payments import Received, Waiver
from desktop.domain.project_codes import AuditKind, EstimateKind, FundSource, FundStep, Trade
from desktop.kernel.errors import InputError, RefusedError
from desktop.services.editing import Editing
from desktop.services.money import Money
from desktop.services.registers import Registers
from desktop.storage.queries import money as queries
from tests.support.small_office import households, ledger, office

if TYPE_CHECKING:
    from desktop.domain.values import Value
    from desktop.storage.ledger import Ledger
    from tests.support.small_office import Office

__all__ = ["households", "ledger", "office"]

TODAY = date(2026, 3, 5)


@pytest.fixture
def money(ledger: Ledger) -> Money:
    return Money(ledger, ledger.clock)


@pytest.fixture
def registers(ledger: Ledger) -> Registers:
    return Registers(ledger, ledger.clock)


@pytest.fixture
def editing(ledger: Ledger) -> Editing:
    return Editing(ledger, ledger.clock)


@pytest.fixture
def quarter(ledger: Ledger, households: list[str]) -> str:
    """The quarter of eight households, of which all but the last join for water."""
    with ledger.unit_of_work("consent") as work:
        work.update_many(
            "household", [(one, {"consent_w": int(Choice.YES)}) for one in households[:-1]]
        )
        found = work.connection.exec_driver_sql("SELECT id FROM quarter").scalar_one()
    return str(found)


def _price(registers: Registers, quarter: str, **values: Value) -> None:
    registers.add("cost_price", {"quarter_id": quarter, "utility": "W", **values})


def _fund(registers: Registers, quarter: str, source: FundSource, step: FundStep,
          amount: str) -> None:  # fmt: skip
    registers.add(
        "fund_entry",
        {
            "quarter_id": quarter,
            "source": int(source),
            "step": int(step),
            "amount": Decimal(amount),
        },
    )


def _reviewed(registers: Registers, quarter: str, amount: str) -> None:
    registers.add(
        "audit",
        {"quarter_id": quarter, "kind": int(AuditKind.REVIEW), "approved": Decimal(amount)},
    )


def _codes(money: Money, quarter: str) -> list[FundReason]:
    return [problem.code for problem in money.account(quarter).problems]


def test_shares_follow_from_the_price_capped_and_only_for_who_joins(
    money: Money, registers: Registers, quarter: str, households: list[str]
) -> None:
    _price(registers, quarter, price=Decimal(900), share=Decimal(600), cap=Decimal(450))
    plan = money.plan_shares(quarter)
    assert {new.household_id for new in plan.new} == set(households[:-1])
    assert plan.total == Decimal(450) * 7
    assert money.shares(quarter).sums.due == 0
    money.apply_shares(plan, TODAY + timedelta(days=30))
    assert money.shares(quarter).sums.due == Decimal(3150)
    assert money.plan_shares(quarter).empty


def test_no_share_ever_exceeds_the_cost_price(
    money: Money, registers: Registers, quarter: str
) -> None:
    _price(registers, quarter, price=Decimal(300), share=Decimal(600))
    assert {new.due for new in money.plan_shares(quarter).new} == {Decimal(300)}


def test_the_whole_price_is_not_charged_because_nobody_decided_the_share(
    money: Money, registers: Registers, quarter: str
) -> None:
    with pytest.raises(RefusedError, match="share-no-price"):
        money.plan_shares(quarter)
    _price(registers, quarter, price=Decimal(900))
    with pytest.raises(RefusedError, match="share-not-decided"):
        money.plan_shares(quarter)


def test_a_sum_divided_over_the_doors_loses_no_fen(money: Money, quarter: str) -> None:
    plan = money.plan_shares(quarter, trade=Trade.WATER, total="1,000.00")
    money.apply_shares(plan)
    dues = [line.due for row in money.shares(quarter).rows for line in row.lines]
    assert added(dues) == Decimal("1000.00")
    assert max(dues) - min(dues) == Decimal("0.01")


def test_setting_shares_is_one_operation_and_one_undo(
    money: Money, editing: Editing, quarter: str
) -> None:
    money.apply_shares(money.plan_shares(quarter, trade=Trade.WATER, total="700"))
    editing.undo()
    assert money.shares(quarter).sums.due == 0


def test_a_plan_made_before_somebody_else_set_the_shares_is_refused(
    money: Money, quarter: str
) -> None:
    plan = money.plan_shares(quarter, trade=Trade.WATER, total="700")
    money.apply_shares(plan)
    with pytest.raises(RefusedError, match="share-plan-stale"):
        money.apply_shares(plan)
    assert money.shares(quarter).sums.due == Decimal(700)


def test_who_no_longer_joins_loses_the_share_and_gets_the_money_back(
    money: Money, editing: Editing, registers: Registers, quarter: str, households: list[str]
) -> None:
    _price(registers, quarter, share=Decimal(450))
    money.apply_shares(money.plan_shares(quarter))
    money.pay(households[0], "450")
    editing.set_field("household", households[0], "consent_w", str(int(Choice.NO)))
    plan = money.plan_shares(quarter)
    assert [line.household_id for line in plan.gone] == [households[0]]
    assert plan.to_refund == Decimal(450)
    money.apply_shares(plan)
    assert money.shares(quarter).sums.overpaid == Decimal(450)
    money.refund(households[0], "450")
    assert money.shares(quarter).sums.overpaid == 0
    with pytest.raises(RefusedError, match="refund-over-paid"):
        money.refund(households[0], "0.01")


def test_one_payment_falls_on_what_is_open_water_first(
    money: Money, registers: Registers, quarter: str, households: list[str], ledger: Ledger
) -> None:
    with ledger.unit_of_work("consent") as work:
        work.update("household", households[0], {"consent_e": int(Choice.YES)})
    _price(registers, quarter, share=Decimal(200))
    _price(registers, quarter, utility="E", share=Decimal(300))
    money.apply_shares(money.plan_shares(quarter))
    money.pay(households[0], "350.50", received=Received(receipt_no="No.001", payer="张三"))
    lines, payments = money.household(households[0])
    assert {line.trade: line.open for line in lines} == {
        Trade.WATER: Decimal(0),
        Trade.ELECTRICITY: Decimal("149.50"),
    }
    assert {payment.receipt_no for payment in payments} == {"No.001"}


def test_a_receipt_number_serves_one_payer_on_one_day(
    money: Money, quarter: str, households: list[str]
) -> None:
    del quarter
    money.pay(households[0], "1", received=Received(receipt_no="A1", payer="张三"))
    money.pay(households[1], "1", received=Received(receipt_no="A1", payer="张三"))
    with pytest.raises(RefusedError, match="receipt-used"):
        money.pay(households[2], "1", received=Received(receipt_no="A1", payer="李四"))
    yesterday = TODAY - timedelta(days=1)
    with pytest.raises(RefusedError, match="receipt-used"):
        money.pay(households[0], "1", received=Received(yesterday, receipt_no="A1", payer="张三"))


def test_receipt_numbers_that_came_twice_by_other_ways_are_found(
    money: Money, ledger: Ledger, quarter: str, households: list[str]
) -> None:
    money.pay(households[0], "1", received=Received(receipt_no="A1", payer="张三"))
    with ledger.unit_of_work("other-machine") as work:
        work.insert("payment", [{"household_id": households[1], "amount": Decimal(2),
                                 "receipt_no": "A1", "paid_on": TODAY}])  # fmt: skip
    assert {found.household_id for found in money.shares(quarter).twice} == set(households[:2])


@pytest.mark.parametrize("amount", ["0", "-5", "", "abc", "1.005"])
def test_a_payment_needs_an_amount(
    money: Money, quarter: str, households: list[str], amount: str
) -> None:
    del quarter
    with pytest.raises(InputError, match="amount-"):
        money.pay(households[0], amount)


def test_nobody_pays_tomorrow(money: Money, quarter: str, households: list[str]) -> None:
    del quarter
    with pytest.raises(InputError, match="payment-in-future"):
        money.pay(households[0], "1", received=Received(TODAY + timedelta(days=1)))


def test_a_waiver_needs_number_person_day_and_reason(
    money: Money, registers: Registers, quarter: str, households: list[str]
) -> None:
    _price(registers, quarter, share=Decimal(450))
    money.apply_shares(money.plan_shares(quarter))
    share = money.household(households[0])[0][0].share_id
    with pytest.raises(RefusedError, match="waiver-incomplete") as refused:
        money.waive(share, Waiver("100", 1, "", "王主任", TODAY))
    assert refused.value.details["missing"] == "减免审批号"
    with pytest.raises(RefusedError, match="waiver-over-due"):
        money.waive(share, Waiver("450.01", 1, "减〔2026〕1号", "王主任", TODAY))
    money.waive(share, Waiver("450", 1, "减〔2026〕1号", "王主任", TODAY))
    assert money.household(households[0])[0][0].open == 0


def test_arrears_begin_the_day_after_the_share_was_due(
    money: Money, ledger: Ledger, registers: Registers, quarter: str, households: list[str]
) -> None:
    _price(registers, quarter, share=Decimal(450))
    money.apply_shares(money.plan_shares(quarter), TODAY)
    line = money.household(households[0])[0][0]
    assert not line.late(TODAY)
    assert line.late(TODAY + timedelta(days=1))
    with ledger.reader() as connection:
        assert [tuple(item) for item in queries.due_items(connection)] == [
            ("shares-due", quarter, TODAY, "7")
        ]
    money.pay(households[0], "450")
    assert not money.household(households[0])[0][0].late(TODAY + timedelta(days=1))
    with ledger.reader() as connection:
        assert queries.due_items(connection)[0].subject == "6"


def test_the_account_balances_when_the_sources_are_the_approved_estimate(
    money: Money, registers: Registers, quarter: str
) -> None:
    _reviewed(registers, quarter, "1000.00")
    _fund(registers, quarter, FundSource.DISTRICT, FundStep.APPROVED, "600")
    assert _codes(money, quarter) == [FundReason.SOURCES_SHORT]
    problem = money.account(quarter).problems[0]
    assert problem.details["by"] == "400.00"
    _fund(registers, quarter, FundSource.RESIDENTS, FundStep.APPROVED, "400.01")
    assert _codes(money, quarter) == [FundReason.SOURCES_OVER]
    assert money.account(quarter).problems[0].details["by"] == "0.01"


def test_what_households_paid_counts_once_and_a_differing_entry_is_named(
    money: Money, registers: Registers, quarter: str, households: list[str]
) -> None:
    _reviewed(registers, quarter, "450")
    _fund(registers, quarter, FundSource.RESIDENTS, FundStep.APPROVED, "450")
    money.pay(households[0], "450")
    assert money.account(quarter).of(1, FundStep.RECEIVED) == Decimal(450)
    assert money.account(quarter).balances
    _fund(registers, quarter, FundSource.RESIDENTS, FundStep.RECEIVED, "400")
    found = money.account(quarter)
    assert found.of(1, FundStep.RECEIVED) == Decimal(450)
    assert [(p.code, p.details["by"]) for p in found.problems] == [
        (FundReason.RESIDENTS_DIFFER, "50.00")
    ]


def test_more_paid_out_than_came_in_is_said_with_the_sum(
    money: Money, registers: Registers, quarter: str
) -> None:
    _reviewed(registers, quarter, "100")
    _fund(registers, quarter, FundSource.CITY, FundStep.APPROVED, "100")
    _fund(registers, quarter, FundSource.CITY, FundStep.RECEIVED, "80")
    _fund(registers, quarter, FundSource.CITY, FundStep.PAID, "80.01")
    found = money.account(quarter)
    assert found.balance == Decimal("-0.01")
    assert [(p.code, p.details["by"]) for p in found.problems] == [(FundReason.OVERDRAWN, "0.01")]


def test_the_summary_of_all_quarters_says_what_each_account_says(
    money: Money, ledger: Ledger, registers: Registers, quarter: str, households: list[str]
) -> None:
    _fund(registers, quarter, FundSource.CITY, FundStep.PLANNED, "900.10")
    _fund(registers, quarter, FundSource.CITY, FundStep.RECEIVED, "500.05")
    _fund(registers, quarter, FundSource.RESIDENTS, FundStep.RECEIVED, "7")
    _fund(registers, quarter, FundSource.CITY, FundStep.PAID, "0.05")
    for paid in ("", "10"):
        if paid:
            money.pay(households[0], paid)
            money.refund(households[0], "3")
        account = money.account(quarter)
        with ledger.reader() as connection:
            found = queries.summary(connection)[quarter]
        assert tuple(found[1:]) == tuple(account.total(step) for step in FundStep)
        assert found.balance == account.balance


def test_the_costs_are_judged_by_the_limits_that_the_office_set(
    money: Money, registers: Registers, quarter: str
) -> None:
    for kind, amount in ((EstimateKind.ESTIMATE, 100), (EstimateKind.DESIGN_ESTIMATE, 108)):
        registers.add("cost_item", {"quarter_id": quarter, "utility": "W", "est_kind": int(kind),
                                    "item": "立管", "amount": Decimal(amount)})  # fmt: skip
    assert money.costs(quarter).facts.over_flags == ()
    registers.add("parameter", {"name": "over-estimate-share", "value": "5",
                                "valid_from": date(2020, 1, 1)})  # fmt: skip
    (flag,) = money.costs(quarter).facts.over_flags
    assert (flag.code, flag.details["share"]) == (CostReason.DESIGN_OVER_ESTIMATE, "5")


def test_an_audit_is_closed_only_with_its_result_and_no_open_finding(
    money: Money, registers: Registers, editing: Editing, quarter: str
) -> None:
    audit, _ = registers.add(
        "audit", {"quarter_id": quarter, "kind": 2, "submitted": Decimal(1000)}
    )
    with pytest.raises(RefusedError, match="audit-not-complete"):
        money.close_audit(quarter, audit)
    for name, value in (("approved", "920.5"), ("document_no", "审〔2026〕3号"),
                        ("reported_on", "2026-03-01")):  # fmt: skip
        editing.set_field("audit", audit, name, value)
    (found,) = money.audits(quarter)
    assert (found.cut, found.cut_share) == (Decimal("79.50"), Decimal("7.95"))
    finding, _ = registers.add("finding", {"quarter_id": quarter, "audit_id": audit, "state": 1})
    with pytest.raises(RefusedError, match="audit-findings-open"):
        money.close_audit(quarter, audit)
    editing.set_field("finding", finding, "state", "3")
    money.close_audit(quarter, audit)
    assert money.audits(quarter)[0].closed_on == TODAY


def test_a_finished_account_says_what_keeps_it_from_being_closed(
    money: Money, registers: Registers, quarter: str
) -> None:
    _reviewed(registers, quarter, "100")
    _fund(registers, quarter, FundSource.CITY, FundStep.APPROVED, "100")
    _fund(registers, quarter, FundSource.CITY, FundStep.RECEIVED, "100")
    _fund(registers, quarter, FundSource.CITY, FundStep.PAID, "90")
    registers.add("cost_item", {"quarter_id": quarter, "est_kind": 5, "item": "合计",
                                "amount": Decimal(95)})  # fmt: skip
    found = {problem.code: problem.details.get("by") for problem in money.closing(quarter)}
    assert found == {
        FundReason.UNPAID: "5.00",
        FundReason.LEFT_OVER: "10.00",
        FundReason.AUDIT_OPEN: None,
    }


def test_kept_totals_follow_every_change_of_money(
    money: Money, registers: Registers, editing: Editing, quarter: str, households: list[str]
) -> None:
    assert money.summary() == {}
    _price(registers, quarter, share=Decimal(450))
    money.apply_shares(money.plan_shares(quarter), TODAY)
    assert [item.subject for item in money.due_items()] == ["7"]
    money.pay(households[0], "450")
    assert money.summary()[quarter].received == Decimal(450)
    assert [item.subject for item in money.due_items()] == ["6"]
    editing.set_field("household", households[1], "owner_name", "李四")
    assert money.summary()[quarter].received == Decimal(450)
    editing.undo()
    editing.undo()
    assert money.summary() == {}
    editing.remove("household", households[2])
    assert [item.subject for item in money.due_items()] == ["6"]


def test_a_receipt_is_entered_afterwards_and_never_twice(
    money: Money, quarter: str, households: list[str]
) -> None:
    del quarter
    money.pay(households[0], "1", received=Received(payer="张三"))
    money.pay(households[1], "1", received=Received(payer="李四", receipt_no="A1"))
    payment = money.household(households[0])[1][0].id
    with pytest.raises(RefusedError, match="receipt-used"):
        money.set_receipt(payment, "A1")
    money.set_receipt(payment, " A2 ")
    assert money.household(households[0])[1][0].receipt_no == "A2"
    money.set_receipt(payment, "")
    assert money.household(households[0])[1][0].receipt_no == ""


def test_a_waiver_taken_back_leaves_the_whole_share_open(
    money: Money, registers: Registers, quarter: str, households: list[str]
) -> None:
    _price(registers, quarter, share=Decimal(450))
    money.apply_shares(money.plan_shares(quarter))
    share = money.household(households[0])[0][0].share_id
    money.waive(share, Waiver("450", 1, "减1", "王主任", TODAY))
    money.withdraw_waiver(share)
    assert money.household(households[0])[0][0].open == Decimal(450)
    assert registers.rows("share", households[0])[0]["waiver_no"] is None


def test_what_a_reader_only_may_not_do_is_refused(
    money: Money, office: Office, quarter: str, households: list[str]
) -> None:
    del quarter
    other = office.open(read_only=True)
    reader = Money(other, other.clock)
    with pytest.raises(RefusedError, match="ledger-read-only"):
        reader.pay(households[0], "1")
    assert money.household(households[0])[1] == []


def test_a_removed_household_owes_nothing_and_what_it_paid_stays_in_the_account(
    money: Money, registers: Registers, editing: Editing, quarter: str, households: list[str]
) -> None:
    _price(registers, quarter, share=Decimal(450))
    money.apply_shares(money.plan_shares(quarter))
    money.pay(households[0], "450")
    editing.remove("household", households[0])
    assert money.plan_shares(quarter).empty
    sums = money.shares(quarter).sums
    assert (sums.paid, sums.overpaid) == (Decimal(450), Decimal(450))
    assert money.account(quarter).of(1, FundStep.RECEIVED) == Decimal(450)
    assert households[0] in {row.household_id for row in money.shares(quarter).rows}
