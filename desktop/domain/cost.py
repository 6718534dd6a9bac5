"""What the works cost: the chain from the estimate to the final account, and its limits.

Estimate, design estimate, budget, contract, settlement, final account (估算、概算、预算、合同、
结算、决算: L7 art. 12, 23, 25; municipal plan, part four (4)). What an item counts with is its
reviewed amount (审定金额) once there is one. R15 of ``acceptance_and_rules.md`` gives the limits.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.amounts import added, shown, to_fen
from desktop.domain.project_codes import EstimateKind, Trade

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

CHAIN = (
    EstimateKind.ESTIMATE,
    EstimateKind.DESIGN_ESTIMATE,
    EstimateKind.BUDGET,
    EstimateKind.CONTRACT,
    EstimateKind.SETTLEMENT,
    EstimateKind.FINAL_ACCOUNT,
)
"""The order of the works, which is not the order of the codes."""
_AFTER_APPROVAL = CHAIN[2:]
_SPENT = (EstimateKind.CONTRACT, EstimateKind.SETTLEMENT, EstimateKind.FINAL_ACCOUNT)
_KIND_WORDS = {
    EstimateKind.ESTIMATE: "估算",
    EstimateKind.DESIGN_ESTIMATE: "概算",
    EstimateKind.BUDGET: "预算",
    EstimateKind.CONTRACT: "合同",
    EstimateKind.SETTLEMENT: "结算",
    EstimateKind.FINAL_ACCOUNT: "决算",
}
_TRADE_WORDS = {Trade.WATER: "水改", Trade.ELECTRICITY: "电改", Trade.COMMON: "公共"}


class CostReason(StrEnum):
    """What is wrong with the costs of a quarter; the values are message codes."""

    DESIGN_OVER_ESTIMATE = "cost-design-over-estimate"
    OVER_APPROVED = "cost-over-approved"
    SETTLEMENT_OVER_BUDGET = "cost-settlement-over-budget"
    ITEM_OVER_BUDGET = "cost-item-over-budget"
    ITEM_NOT_IN_BUDGET = "cost-item-not-in-budget"
    AMOUNT_DIFFERS = "cost-amount-differs"


@dataclass(frozen=True, slots=True)
class CostFlag:
    """One thing about the costs that a person must know.

    Attributes:
        code: message code.
        details: what fills its placeholders; amounts as text, nothing personal.
        item_id: the item it speaks of; empty for a total.
    """

    code: CostReason
    details: Mapping[str, object]
    item_id: str = ""


@dataclass(frozen=True, slots=True)
class CostItem:
    """One item of one step of the chain, amounts in yuan.

    Attributes:
        id: of the record.
        trade: water, electricity or common; None where nobody said.
        kind: step of the chain; None where nobody said.
        item: what it is.
        amount: what was put in.
        reviewed: what the review let stand; None before it.
        quantity, unit_price: how the amount came about, where given.
    """

    id: str
    trade: Trade | None
    kind: EstimateKind | None
    item: str
    amount: Decimal | None
    reviewed: Decimal | None = None
    quantity: Decimal | None = None
    unit_price: Decimal | None = None

    @property
    def counts(self) -> Decimal | None:
        """What it counts with: the reviewed amount once there is one."""
        return self.amount if self.reviewed is None else self.reviewed


@dataclass(frozen=True, slots=True)
class Review:
    """The result of one finance review (投资评审), yuan."""

    approved: Decimal
    reported_on: date | None = None
    document_no: str = ""


@dataclass(frozen=True, slots=True)
class CostFacts:
    """What others need to know of the costs of one quarter; yuan, None for unknown.

    Attributes:
        estimate_w: estimate (估算) of the water works.
        estimate_e: estimate of the electricity works.
        reviewed: what the finance review approved: the newest review on record, else the
            reviewed amounts of the design estimate or estimate, once every item has one.
        budget: budget (预算).
        approved: the approved estimate that the sources must add up to and that nothing may
            exceed (L7 art. 12, 23): the review's result.
        over_flags: where a limit of R15 is passed or a sum does not agree.
        contract, settlement, final_account: later steps.
    """

    estimate_w: Decimal | None = None
    estimate_e: Decimal | None = None
    reviewed: Decimal | None = None
    budget: Decimal | None = None
    approved: Decimal | None = None
    over_flags: tuple[CostFlag, ...] = ()
    contract: Decimal | None = None
    settlement: Decimal | None = None
    final_account: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """Per cent: report line of the design estimate, hint line of a single item (L7 12; D6)."""

    over_estimate_share: Decimal = Decimal(10)
    over_item_share: Decimal = Decimal(10)


@dataclass(slots=True)
class CostTable:
    """Totals per step and trade.

    Attributes:
        totals: (step, trade) → yuan; trade None is the whole step.
    """

    totals: dict[tuple[EstimateKind, Trade | None], Decimal] = field(default_factory=dict)

    def of(self, kind: EstimateKind, trade: Trade | None = None) -> Decimal | None:
        """Return a total, or None where the step holds no amount."""
        return self.totals.get((kind, trade))


@dataclass(frozen=True, slots=True)
class Costs:
    """What the works of one quarter cost.

    Attributes:
        table: totals per step and trade.
        facts: with the limits that are passed.
    """

    table: CostTable
    facts: CostFacts


def cost_table(items: Iterable[CostItem]) -> CostTable:
    """Return the totals of ``items``; one without step or amount counts nowhere."""
    table = CostTable()
    for item in items:
        counts = item.counts
        if item.kind is None or counts is None:
            continue
        for trade in {item.trade, None}:
            key = (item.kind, trade)
            table.totals[key] = table.totals.get(key, added(())) + counts
    return table


def approved_estimate(items: Sequence[CostItem], reviews: Iterable[Review]) -> Decimal | None:
    """Return the approved estimate: the newest review's result, else the items' own.

    A later review replaces an earlier one (re-approval, L7 art. 23). Without a review on record
    the design estimate counts when every item of it has a reviewed amount, else the estimate.
    """
    newest = max(reviews, key=_when, default=None)
    if newest is not None:
        return newest.approved
    for kind in (EstimateKind.DESIGN_ESTIMATE, EstimateKind.ESTIMATE):
        of_kind = [item for item in items if item.kind is kind and item.amount is not None]
        if of_kind and all(item.reviewed is not None for item in of_kind):
            return added(item.reviewed for item in of_kind)
    return None


def cost_facts(items: Sequence[CostItem], reviews: Iterable[Review], limits: Limits) -> CostFacts:
    """Return what the gates need to know of one quarter's costs."""
    table = cost_table(items)
    approved = approved_estimate(items, reviews)
    return CostFacts(
        estimate_w=table.of(EstimateKind.ESTIMATE, Trade.WATER),
        estimate_e=table.of(EstimateKind.ESTIMATE, Trade.ELECTRICITY),
        reviewed=approved,
        budget=table.of(EstimateKind.BUDGET),
        approved=approved,
        over_flags=(*total_flags(table, approved, limits), *item_flags(items, limits)),
        contract=table.of(EstimateKind.CONTRACT),
        settlement=table.of(EstimateKind.SETTLEMENT),
        final_account=table.of(EstimateKind.FINAL_ACCOUNT),
    )


def total_flags(table: CostTable, approved: Decimal | None, limits: Limits) -> list[CostFlag]:
    """Return where a total passes its limit (R15, C07).

    The design estimate may exceed the estimate by the report line exactly, not by a fen more (L7
    art. 12); nothing after it may exceed the approved estimate (L7 art. 23); the settlement may
    not exceed the budget (D6).
    """
    found = []
    estimate = table.of(EstimateKind.ESTIMATE)
    design = table.of(EstimateKind.DESIGN_ESTIMATE)
    if estimate is not None and design is not None:
        share = limits.over_estimate_share
        if passes(design, estimate, share):
            details = _over(design, estimate) | {"share": f"{share.normalize():f}"}
            found.append(CostFlag(CostReason.DESIGN_OVER_ESTIMATE, details))
    if approved is not None:
        for kind in _AFTER_APPROVAL:
            total = table.of(kind)
            if total is not None and total > approved:
                details = _over(total, approved) | {"kind": _KIND_WORDS[kind]}
                found.append(CostFlag(CostReason.OVER_APPROVED, details))
    budget, settlement = table.of(EstimateKind.BUDGET), table.of(EstimateKind.SETTLEMENT)
    if budget is not None and settlement is not None and settlement > budget:
        found.append(CostFlag(CostReason.SETTLEMENT_OVER_BUDGET, _over(settlement, budget)))
    return found


def item_flags(items: Sequence[CostItem], limits: Limits) -> list[CostFlag]:
    """Return which items pass their budget by more than the hint line, or stand in none (D6)."""
    found = [flag for item in items for flag in _reckoning(item)]
    budget: dict[tuple[Trade | None, str], Decimal] = defaultdict(lambda: added(()))
    for item in items:
        if item.kind is EstimateKind.BUDGET and item.counts is not None:
            budget[(item.trade, item.item)] += item.counts
    if not budget:
        return found
    spent: dict[tuple[EstimateKind, Trade | None, str], list[CostItem]] = defaultdict(list)
    for item in items:
        if item.kind in _SPENT and item.counts is not None:
            spent[(item.kind, item.trade, item.item)].append(item)
    for (kind, trade, name), same in spent.items():
        total, planned = added(item.counts for item in same), budget.get((trade, name))
        named: dict[str, object] = {
            "item": name,
            "kind": _KIND_WORDS[kind],
            "trade": _TRADE_WORDS[trade] if trade else "",
        }
        if planned is None:
            details = named | {"amount": shown(total)}
            found.append(CostFlag(CostReason.ITEM_NOT_IN_BUDGET, details, same[-1].id))
        elif passes(total, planned, limits.over_item_share):
            details = named | _over(total, planned)
            found.append(CostFlag(CostReason.ITEM_OVER_BUDGET, details, same[-1].id))
    return found


def passes(amount: Decimal, base: Decimal, share: Decimal) -> bool:
    """Return whether ``amount`` exceeds ``base`` by more than ``share`` per cent."""
    return amount * 100 > base * (100 + share)


def kind_word(kind: EstimateKind) -> str:
    """Return 估算, 概算 …, as offices call the step."""
    return _KIND_WORDS[kind]


def trade_word(trade: Trade | None) -> str:
    """Return 水改, 电改 or 公共; empty for None."""
    return _TRADE_WORDS[trade] if trade else ""


def _when(review: Review) -> str:
    return "" if review.reported_on is None else review.reported_on.isoformat()


def _reckoning(item: CostItem) -> list[CostFlag]:
    """Quantity times price is the amount, to the fen."""
    if item.quantity is None or item.unit_price is None or item.amount is None:
        return []
    reckoned = to_fen(item.quantity * item.unit_price)
    if reckoned == item.amount:
        return []
    details = {
        "item": item.item,
        "amount": shown(item.amount),
        "reckoned": shown(reckoned),
        "kind": _KIND_WORDS[item.kind] if item.kind else "",
    }
    return [CostFlag(CostReason.AMOUNT_DIFFERS, details, item.id)]


def _over(amount: Decimal, base: Decimal) -> dict[str, object]:
    return {"amount": shown(amount), "base": shown(base), "over": shown(amount - base)}
