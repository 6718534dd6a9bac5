"""What each household pays: its share of the cost price, planned, paid, waived and given back.

Cost price only, set by the finance review (municipal plan, part four (4)); a scheme caps the share
(fields.md 8: 450, 500, 2,000 元); only households that joined of their own will owe anything (R5).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from desktop.domain.amounts import NOTHING, added, split, to_fen
from desktop.domain.funding import HouseholdMoney
from desktop.domain.project_codes import Trade
from desktop.kernel.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

_ORDER = tuple(Trade)


@dataclass(frozen=True, slots=True)
class Price:
    """The cost price that a review set for one trade, yuan a household."""

    trade: Trade
    price: Decimal | None
    share: Decimal | None = None
    cap: Decimal | None = None
    decided_on: date | None = None
    document_no: str = ""


@dataclass(frozen=True, slots=True)
class JoiningDoor:
    """A household as the shares see it; doors come in walking order."""

    household_id: str
    joins: frozenset[Trade]
    area: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ShareLine:
    """One share on record with what was paid on it, yuan.

    Attributes:
        share_id: of the record; empty where money came in without a share.
        household_id: whose.
        trade: which works.
        due, waived, paid, refunded: yuan.
        due_on: until when; None for no day set.
    """

    share_id: str
    household_id: str
    trade: Trade
    due: Decimal = NOTHING
    waived: Decimal = NOTHING
    paid: Decimal = NOTHING
    refunded: Decimal = NOTHING
    due_on: date | None = None

    @property
    def open(self) -> Decimal:
        """What is still to pay; below nought is what is to be given back."""
        return max(self.due - self.waived, NOTHING) - self.paid + self.refunded

    def late(self, today: date) -> bool:
        """Whether the share is in arrears: something is open and its day is over."""
        return self.open > 0 and self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True)
class NewShare:
    """A share to be made."""

    household_id: str
    trade: Trade
    due: Decimal


@dataclass(frozen=True, slots=True)
class ChangedShare:
    """A share whose amount changes; ``line`` is what it was."""

    line: ShareLine
    due: Decimal


@dataclass(slots=True)
class SharePlan:
    """What setting the shares would do; nothing is changed yet.

    Attributes:
        new: shares to be made.
        changed: shares whose amount changes.
        gone: shares to be taken away: the household no longer joins, or has the share twice.
        kept: shares that stay as they are.
    """

    new: list[NewShare] = field(default_factory=list)
    changed: list[ChangedShare] = field(default_factory=list)
    gone: list[ShareLine] = field(default_factory=list)
    kept: list[ShareLine] = field(default_factory=list)

    @property
    def total(self) -> Decimal:
        """Σ shares after it."""
        amounts = [*(n.due for n in self.new), *(c.due for c in self.changed)]
        return added([*amounts, *(line.due for line in self.kept)])

    @property
    def households(self) -> int:
        """How many households owe something after it."""
        doors = {n.household_id for n in self.new} | {c.line.household_id for c in self.changed}
        return len(doors | {line.household_id for line in self.kept})

    @property
    def to_refund(self) -> Decimal:
        """What the households whose share goes away have already paid."""
        return added(max(line.paid - line.refunded, NOTHING) for line in self.gone)

    @property
    def empty(self) -> bool:
        """Whether nothing would change."""
        return not (self.new or self.changed or self.gone)


def price_in_force(prices: Iterable[Price], trade: Trade) -> Price | None:
    """Return the newest decision for ``trade``; the one recorded last among those of one day."""
    found = [price for price in prices if price.trade is trade]
    return max(found, key=lambda p: p.decided_on or date.min) if found else None


def household_share(price: Price) -> Decimal:
    """Return what one household owes under ``price``: never above the cap nor the cost price.

    Raises:
        RefusedError: ``share-not-decided``: neither a share nor a cap is set. The whole cost
            price is never charged just because nobody said how much of it (plan: owners, society,
            city and district share the cost).
    """
    if price.share is None and price.cap is None:
        raise RefusedError("share-not-decided", trade=trade_label(price.trade))
    limits = [amount for amount in (price.share, price.cap, price.price) if amount is not None]
    return to_fen(min(limits))


def plan_by_price(
    doors: Sequence[JoiningDoor], lines: Sequence[ShareLine], prices: Sequence[Price]
) -> SharePlan:
    """Return the shares that follow from the cost prices in force.

    Raises:
        RefusedError: ``share-no-price``, ``share-not-decided``.
    """
    in_force = [price for trade in Trade if (price := price_in_force(prices, trade)) is not None]
    if not in_force:
        raise RefusedError("share-no-price")
    wanted = {
        (door.household_id, price.trade): household_share(price)
        for price in in_force
        for door in doors
        if price.trade in door.joins
    }
    return _plan(wanted, lines, {price.trade for price in in_force})


def plan_by_total(
    doors: Sequence[JoiningDoor],
    lines: Sequence[ShareLine],
    trade: Trade,
    total: Decimal,
    *,
    by_area: bool = False,
) -> SharePlan:
    """Return the shares that divide ``total`` over the joining doors, evenly or by area.

    Raises:
        RefusedError: ``share-nobody-joins``; ``share-area-missing`` when a joining door has none.
    """
    joining = [door for door in doors if trade in door.joins]
    if not joining:
        raise RefusedError("share-nobody-joins", trade=trade_label(trade))
    without = sum(1 for door in joining if not door.area)
    if by_area and without:
        raise RefusedError("share-area-missing", count=without)
    weights = [(door.area or 1) if by_area else 1 for door in joining]
    parts = split(total, weights)
    wanted = {(d.household_id, trade): part for d, part in zip(joining, parts, strict=True)}
    return _plan(wanted, lines, {trade})


def spread(amount: Decimal, lines: Iterable[ShareLine]) -> dict[Trade, Decimal]:
    """Return how ``amount`` falls on what is open, water first; the rest on the last line.

    Returns:
        Trade → yuan, adding up to ``amount``; water takes all where nothing is owed.
    """
    parts: dict[Trade, Decimal] = {}
    left = amount
    ordered = sorted(lines, key=lambda line: _ORDER.index(line.trade))
    for line in ordered:
        part = min(left, max(line.open - parts.get(line.trade, NOTHING), NOTHING))
        if part:
            parts[line.trade] = parts.get(line.trade, NOTHING) + part
            left -= part
    if left:
        last = ordered[-1].trade if ordered else Trade.WATER
        parts[last] = parts.get(last, NOTHING) + left
    return parts


def household_money(lines: Iterable[ShareLine]) -> HouseholdMoney:
    """Return the sums over ``lines``."""
    known = list(lines)
    return HouseholdMoney(
        due=added(line.due for line in known),
        waived=added(line.waived for line in known),
        paid=added(line.paid for line in known),
        refunded=added(line.refunded for line in known),
        unpaid=added(line.open for line in known if line.open > 0),
        overpaid=added(-line.open for line in known if line.open < 0),
    )


def trade_label(trade: Trade) -> str:
    """Return 水改, 电改 or 公共部分."""
    return {Trade.WATER: "水改", Trade.ELECTRICITY: "电改", Trade.COMMON: "公共部分"}[trade]


def _plan(
    wanted: Mapping[tuple[str, Trade], Decimal], lines: Sequence[ShareLine], trades: set[Trade]
) -> SharePlan:
    plan = SharePlan()
    present: dict[tuple[str, Trade], list[ShareLine]] = defaultdict(list)
    for line in lines:
        if line.share_id:
            present[(line.household_id, line.trade)].append(line)
    for (household, trade), due in wanted.items():
        found = present.pop((household, trade), [])
        if not found:
            plan.new.append(NewShare(household, trade, due))
            continue
        first, *twice = found
        plan.gone += twice
        if first.due == due:
            plan.kept.append(first)
        else:
            plan.changed.append(ChangedShare(first, due))
    for (_, trade), found in present.items():
        (plan.gone if trade in trades else plan.kept).extend(found)
    return plan
