"""Shares of the households: what each owes and paid, and setting what each owes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.amounts import NOTHING
from desktop.domain.payments import conflicting
from desktop.domain.project_codes import Trade
from desktop.domain.rows import address_label
from desktop.domain.shares import household_money, plan_by_price, plan_by_total
from desktop.kernel.errors import RefusedError
from desktop.services.money_payments import positive
from desktop.storage.queries import shares

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from desktop.domain.changes import Changes
    from desktop.domain.funding import HouseholdMoney
    from desktop.domain.payments import PaymentRow
    from desktop.domain.shares import ShareLine, SharePlan
    from desktop.domain.values import Record
    from desktop.kernel.clock import Clock
    from desktop.storage.ledger import Ledger
    from desktop.storage.queries.shares import MoneyDoor
    from desktop.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class HouseholdShares:
    """One household in the list of shares.

    Attributes:
        household_id: whose.
        label: its address inside the quarter.
        owner: the owner's name.
        joins: the works it agreed to.
        hardship: whether it is recorded as a hardship.
        lines: what it owes and paid, a line for each trade.
        receipts: receipt numbers it was given, oldest first.
        sums: over all trades.
    """

    household_id: str
    label: str
    owner: str
    joins: frozenset[Trade]
    hardship: bool
    lines: tuple[ShareLine, ...]
    receipts: tuple[str, ...]
    sums: HouseholdMoney

    def late(self, today: date) -> bool:
        """Whether one of its shares is in arrears."""
        return any(line.late(today) for line in self.lines)


@dataclass(frozen=True, slots=True)
class QuarterShares:
    """The shares of a quarter.

    Attributes:
        rows: its households in walking order.
        sums: over all of them.
        twice: payments whose receipt number serves more than one payer or day.
        today: the day that arrears are judged by.
    """

    rows: tuple[HouseholdShares, ...]
    sums: HouseholdMoney
    twice: tuple[PaymentRow, ...]
    today: date


class MoneyShares:
    """What each household owes and pays; every method that changes is one operation."""

    _ledger: Ledger
    _clock: Clock

    def shares(self, quarter_id: str) -> QuarterShares:
        """Return the households of a quarter with what they owe and paid, in walking order."""
        with self._ledger.reader() as connection:
            doors = shares.doors(connection, quarter_id)
            lines = shares.share_lines(connection, quarter_id)
            receipts = shares.receipts(connection, quarter_id)
            twice = shares.receipts_used_twice(connection, quarter_id)
        by_household: dict[str, list[ShareLine]] = {}
        for line in lines:
            by_household.setdefault(line.household_id, []).append(line)
        rows = tuple(
            _row(door, by_household.get(door.id, ()), receipts.get(door.id, ())) for door in doors
        )
        clash = conflicting(twice)
        return QuarterShares(rows, household_money(lines), clash, self._clock.today())

    def household(self, household_id: str) -> tuple[list[ShareLine], list[PaymentRow]]:
        """Return what one household owes, and its payments and refunds, oldest first."""
        with self._ledger.reader() as connection:
            return (
                shares.lines_of(connection, household_id),
                shares.payments_of(connection, household_id),
            )

    def plan_shares(
        self,
        quarter_id: str,
        *,
        trade: Trade | None = None,
        total: Decimal | str | None = None,
        by_area: bool = False,
    ) -> SharePlan:
        """Return what setting the shares would do; nothing is changed.

        Args:
            quarter_id: whose households.
            trade: with ``total``: which works.
            total: divide this sum over the joining households instead of the cost price.
            by_area: with ``total``: by area, else evenly.

        Raises:
            RefusedError: ``share-no-price``, ``share-not-decided``, ``share-nobody-joins``,
                ``share-area-missing``.
            InputError: ``amount-unreadable``, ``amount-not-positive``.
        """
        with self._ledger.reader() as connection:
            doors = [door.joining for door in shares.doors(connection, quarter_id)]
            lines = shares.share_lines(connection, quarter_id)
            if total is not None:
                whole = positive(total)
                return plan_by_total(doors, lines, trade or Trade.COMMON, whole, by_area=by_area)
            return plan_by_price(doors, lines, shares.prices(connection, quarter_id))

    def apply_shares(self, plan: SharePlan, due_on: date | None = None) -> Changes:
        """Set the shares as ``plan`` says, as one operation.

        Args:
            plan: what :meth:`plan_shares` returned.
            due_on: until when new and changed shares are to be paid.

        Raises:
            RefusedError: ``share-plan-stale``: a share has changed since the plan was made.
        """
        day: Record = {} if due_on is None else {"due_on": due_on}
        with self._ledger.unit_of_work("set-shares") as work:
            _require_fresh(work, plan)
            work.insert(
                "share",
                [
                    {"household_id": n.household_id, "utility": str(n.trade), "due": n.due, **day}
                    for n in plan.new
                ],
            )
            work.update_many(
                "share", [(c.line.share_id, {"due": c.due, **day}) for c in plan.changed]
            )
            work.update_many("share", [(line.share_id, {"deleted": True}) for line in plan.gone])
        return work.changes


def _require_fresh(work: UnitOfWork, plan: SharePlan) -> None:
    """The shares the plan speaks of are as they were, and nobody made the new ones meanwhile."""
    for line in (*plan.gone, *(changed.line for changed in plan.changed)):
        share = work.get("share", line.share_id)
        if share is None or (share["due"] or NOTHING) != line.due:
            raise RefusedError("share-plan-stale")
    wanted = {(new.household_id, str(new.trade)) for new in plan.new}
    rows = work.connection.exec_driver_sql(
        "SELECT household_id, utility FROM share WHERE deleted = 0"
    )
    if any((row[0], row[1]) in wanted for row in rows):
        raise RefusedError("share-plan-stale")


def _row(door: MoneyDoor, lines: Sequence[ShareLine], receipts: Sequence[str]) -> HouseholdShares:
    return HouseholdShares(
        door.id,
        address_label(door.building_no, door.unit_no, door.room_no),
        door.owner_name or "",
        door.joining.joins,
        bool(door.hardship),
        tuple(lines),
        tuple(dict.fromkeys(receipts)),
        household_money(lines),
    )
