"""Costs, funds, shares of the households, payments and audits of a quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.audits import require_closable
from desktop.domain.cost import CostFacts, Costs, Limits, cost_table
from desktop.domain.funding import account, closing_problems
from desktop.domain.parameters import value_on
from desktop.domain.shares import household_money
from desktop.kernel.errors import InputError
from desktop.services.money_bank import MoneyBank
from desktop.services.money_paper import MoneyPapers
from desktop.services.money_payments import MoneyPayments
from desktop.services.money_shares import MoneyShares
from desktop.services.money_totals import MoneyTotals
from desktop.services.parameters import set_values
from desktop.storage.queries import money, shares

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from desktop.domain.audits import Audit
    from desktop.domain.changes import Changes
    from desktop.domain.funding import Account, FundProblem
    from desktop.kernel.clock import Clock
    from desktop.storage.ledger import Ledger
    from desktop.storage.queries.money import DueItem, FundSummary


class Money(MoneyShares, MoneyPayments, MoneyBank, MoneyPapers):
    """The account of a quarter; households' shares and the bank's statements by its bases."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock
        self._totals = MoneyTotals()

    def costs(self, quarter_id: str) -> Costs:
        """Return totals and flags of a quarter, by the limits that hold today."""
        with self._ledger.reader() as connection:
            items = money.cost_items(connection, quarter_id).get(quarter_id, [])
            return Costs(cost_table(items), self._facts(connection, quarter_id))

    def account(self, quarter_id: str) -> Account:
        """Return the account of a quarter: it balances, or says by how much not and where."""
        with self._ledger.reader() as connection:
            return self._account(connection, quarter_id)

    def closing(self, quarter_id: str) -> tuple[FundProblem, ...]:
        """Return what keeps the account from being closed; empty when it may be (L7 art. 25)."""
        with self._ledger.reader() as connection:
            open_audits = sum(
                1 for audit in money.audits(connection, quarter_id) if audit.closed_on is None
            )
            facts = self._facts(connection, quarter_id)
            return closing_problems(self._account(connection, quarter_id), facts, open_audits)

    def summary(self) -> dict[str, FundSummary]:
        """Return quarter id → its funds, for every quarter that has any."""
        with self._ledger.reader() as connection:
            return self._totals.funds(connection)

    def due_items(self) -> list[DueItem]:
        """Return the days on which shares fall due that are still open, over all quarters."""
        with self._ledger.reader() as connection:
            return self._totals.due(connection)

    def audits(self, quarter_id: str) -> list[Audit]:
        """Return the reviews and audits of a quarter, oldest first."""
        with self._ledger.reader() as connection:
            return money.audits(connection, quarter_id)

    def close_audit(self, quarter_id: str, audit_id: str, on: date | None = None) -> Changes:
        """Record that an audit is closed, today when no day is given.

        Raises:
            InputError: ``record-missing``, ``payment-in-future``.
            RefusedError: ``audit-not-complete``, ``audit-findings-open``.
        """
        day = on or self._clock.today()
        if day > self._clock.today():
            raise InputError("payment-in-future")
        with self._ledger.unit_of_work("close-audit") as work:
            found = {audit.id: audit for audit in money.audits(work.connection, quarter_id)}
            if audit_id not in found:
                raise InputError("record-missing")
            require_closable(found[audit_id])
            work.update("audit", audit_id, {"closed_on": day})
        return work.changes

    def _facts(self, connection: Connection, quarter_id: str) -> CostFacts:
        limits = limits_on(connection, self._clock.today())
        return money.cost_facts(connection, quarter_id, limits).get(quarter_id, CostFacts())

    def _account(self, connection: Connection, quarter_id: str) -> Account:
        lines = shares.share_lines(connection, quarter_id)
        return account(
            money.fund_rows(connection, quarter_id),
            household_money(lines),
            self._facts(connection, quarter_id),
        )


def limits_on(connection: Connection, day: date) -> Limits:
    """Return the office's lines for costs as they hold on ``day``."""
    values = set_values(connection)
    return Limits(
        value_on("over-estimate-share", day, values), value_on("over-item-share", day, values)
    )
