"""What the demo's finished quarter cost, who paid for it, and who was let off."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from desktop.domain.amounts import NOTHING, added, to_fen
from desktop.domain.payments import Received, Waiver
from desktop.domain.project_codes import (
    AuditKind,
    EstimateKind,
    FundSource,
    FundStep,
    PaymentKind,
    Trade,
)
from desktop.services.money_payments import payment_records

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.domain.rows import HouseholdRow
    from desktop.domain.values import Record
    from desktop.services.bundle import Office

_ITEMS = (
    (Trade.WATER, "供水立管", Decimal(430)),
    (Trade.WATER, "水表与水表箱", Decimal(350)),
    (Trade.ELECTRICITY, "供电线路", Decimal(310)),
    (Trade.ELECTRICITY, "电能表与电表箱", Decimal(250)),
    (Trade.COMMON, "旧管线拆除与恢复", Decimal(60)),
)
"""Trade, item, yuan for a household in the estimate."""

_CHAIN = (
    (EstimateKind.ESTIMATE, "1.00", date(2026, 4, 8)),
    (EstimateKind.DESIGN_ESTIMATE, "1.04", date(2026, 4, 12)),
    (EstimateKind.BUDGET, "0.99", date(2026, 4, 28)),
    (EstimateKind.CONTRACT, "0.97", date(2026, 5, 25)),
    (EstimateKind.SETTLEMENT, "0.96", date(2026, 8, 12)),
    (EstimateKind.FINAL_ACCOUNT, "0.95", date(2026, 8, 26)),
)
"""Step, share of the estimate, day."""

_SHARES = {Trade.WATER: Decimal(200), Trade.ELECTRICITY: Decimal(150)}
_PAID_ON = date(2026, 5, 18)
_HARDSHIP = 2
"""Household with a share, counted from nought, that is let off."""

_OTHERS = ((FundSource.COMPANY, 20), (FundSource.CITY, 40))
"""Source, per cent of what the residents do not pay; the district pays the rest."""


def pay_for_the_works(
    office: Office, quarter_id: str, doors: Sequence[HouseholdRow], today: date
) -> None:
    """Cost the works, set and collect the shares, and close the account to the fen.

    One household is let off for hardship, with number and approval. Nothing is left on the account
    in the end: what was not spent returns to the district.
    """
    costs = {kind: _items(quarter_id, len(doors), kind, share, day)
             for kind, share, day in _CHAIN}  # fmt: skip
    totals = {kind: added(_amount(item) for item in items) for kind, items in costs.items()}
    office.editing.change_many(
        "file-papers",
        inserts={
            "cost_item": [item for items in costs.values() for item in items],
            "cost_price": list(_prices(quarter_id)),
            "audit": list(_audits(quarter_id, totals)),
        },
    )
    office.money.apply_shares(office.money.plan_shares(quarter_id), _PAID_ON + timedelta(days=30))
    _collect(office, quarter_id, min(_PAID_ON, today))
    residents = office.money.shares(quarter_id).sums
    owed = residents.due - residents.waived
    entries = list(_entries(quarter_id, owed, totals))
    office.editing.change_many("file-papers", inserts={"fund_entry": entries})


def _items(
    quarter_id: str, households: int, kind: EstimateKind, share: str, day: date
) -> list[Record]:
    items: list[Record] = []
    for trade, name, each in _ITEMS:
        price = to_fen(each * Decimal(share))
        items.append(
            {
                "quarter_id": quarter_id,
                "utility": str(trade),
                "est_kind": int(kind),
                "item": name,
                "quantity": Decimal(households),
                "unit": "户",
                "unit_price": price,
                "amount": to_fen(price * households),
                "dated_on": day,
            }
        )
    return items


def _amount(item: Record) -> Decimal:
    amount = item["amount"]
    return amount if isinstance(amount, Decimal) else NOTHING


def _prices(quarter_id: str) -> Iterator[Record]:
    for trade, share in _SHARES.items():
        yield {
            "quarter_id": quarter_id,
            "utility": str(trade),
            "price": added(each for found, _, each in _ITEMS if found is trade),
            "share": share,
            "cap": Decimal(450),
            "document_no": "区评审〔2026〕12号",
            "decided_on": date(2026, 4, 28),
        }


def _audits(quarter_id: str, totals: dict[EstimateKind, Decimal]) -> Iterator[Record]:
    steps = (
        (AuditKind.REVIEW, EstimateKind.DESIGN_ESTIMATE, EstimateKind.BUDGET, "区财政投资评审中心"),
        (AuditKind.FINAL_ACCOUNT, EstimateKind.SETTLEMENT, EstimateKind.FINAL_ACCOUNT,
         "诚信会计师事务所"),
    )  # fmt: skip
    days = {kind: day for kind, _, day in _CHAIN}
    for number, (kind, before, after, auditor) in enumerate(steps, start=1):
        yield {
            "quarter_id": quarter_id,
            "kind": int(kind),
            "auditor": auditor,
            "document_no": f"区审〔2026〕{number + 11}号",
            "submitted": totals[before],
            "approved": totals[after],
            "reported_on": days[after],
            "closed_on": days[after],
        }


def _collect(office: Office, quarter_id: str, day: date) -> None:
    """Let one household off and take everybody else's money."""
    rows = [row for row in office.money.shares(quarter_id).rows if row.lines]
    if len(rows) > _HARDSHIP:
        for number, line in enumerate(rows[_HARDSHIP].lines, start=1):
            office.money.waive(
                line.share_id, Waiver(line.due, 1, f"赤街减〔2026〕{number}号", "周建国", day)
            )
        del rows[_HARDSHIP]
    payments: list[Any] = []
    for number, row in enumerate(rows, start=1):
        parts = {line.trade: line.due for line in row.lines}
        receipt = Received(way=1, receipt_no=f"{8_000_000 + number}", payer=row.owner)
        payments += payment_records(row.household_id, parts, receipt, PaymentKind.PAYMENT, day)
    office.editing.change_many("record-payment", inserts={"payment": payments})


def _entries(
    quarter_id: str, owed: Decimal, totals: dict[EstimateKind, Decimal]
) -> Iterator[Record]:
    """Yield plan, approval, receipt and spending by source; they add up to the approved budget."""
    approved, spent = totals[EstimateKind.BUDGET], totals[EstimateKind.FINAL_ACCOUNT]
    amounts = {FundSource.RESIDENTS: owed}
    for source, share in _OTHERS:
        amounts[source] = to_fen((approved - owed) * share / 100)
    amounts[FundSource.DISTRICT] = approved - added(amounts.values())
    for source, amount in amounts.items():
        for step, day in (
            (FundStep.PLANNED, date(2026, 4, 20)),
            (FundStep.APPROVED, date(2026, 5, 12)),
            (FundStep.RECEIVED, date(2026, 5, 28)),
        ):
            if (source, step) != (FundSource.RESIDENTS, FundStep.RECEIVED):
                yield _entry(quarter_id, source, step, amount, day)
        if source is not FundSource.DISTRICT:
            yield _entry(quarter_id, source, FundStep.PAID, amount, date(2026, 8, 28))
    rest = approved - spent
    paid = amounts[FundSource.DISTRICT] - rest
    yield _entry(quarter_id, FundSource.DISTRICT, FundStep.PAID, paid, date(2026, 8, 28))
    yield _entry(quarter_id, FundSource.DISTRICT, FundStep.RETURNED, rest, date(2026, 9, 4))


def _entry(
    quarter_id: str, source: FundSource, step: FundStep, amount: Decimal, day: date
) -> Record:
    return {
        "quarter_id": quarter_id,
        "source": int(source),
        "step": int(step),
        "amount": amount,
        "booked_on": day,
        "document_no": f"区财建〔2026〕{int(source)}{int(step)}号",
    }
