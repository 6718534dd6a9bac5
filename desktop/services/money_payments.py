"""What households pay, are given back and are let off; every method is one operation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.amounts import NOTHING, read_amount, shown
from desktop.domain.payments import Received, same_payer
from desktop.domain.project_codes import PaymentKind, Trade
from desktop.domain.shares import spread
from desktop.domain.values import ValueProblem
from desktop.kernel.errors import InputError, RefusedError
from desktop.storage.queries import shares

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from sqlalchemy import Connection

    from desktop.domain.changes import Changes
    from desktop.domain.payments import Waiver
    from desktop.domain.values import Record
    from desktop.kernel.clock import Clock
    from desktop.storage.ledger import Ledger
    from desktop.storage.unit_of_work import UnitOfWork


class MoneyPayments:
    """Payments, refunds and waivers of single households."""

    _ledger: Ledger
    _clock: Clock

    def pay(
        self,
        household_id: str,
        amount: Decimal | str,
        *,
        trade: Trade | None = None,
        received: Received | None = None,
    ) -> Changes:
        """Record what a household paid; without a trade it falls on what is open, water first.

        Raises:
            InputError: ``amount-unreadable``, ``amount-not-positive``, ``payment-in-future``.
            RefusedError: ``receipt-used``: another payer or day has that receipt number.
        """
        given, whole = received or Received(), positive(amount)
        with self._ledger.unit_of_work("record-payment") as work:
            lines = shares.lines_of(work.connection, household_id)
            parts = {trade: whole} if trade else spread(whole, lines)
            self._book(work, household_id, parts, given, PaymentKind.PAYMENT)
        return work.changes

    def refund(
        self,
        household_id: str,
        amount: Decimal | str,
        *,
        trade: Trade | None = None,
        given: Received | None = None,
    ) -> Changes:
        """Record what a household was given back, such as a fee paid for what was not built (D5).

        Raises:
            InputError: ``amount-unreadable``, ``amount-not-positive``, ``payment-in-future``.
            RefusedError: ``refund-over-paid``, ``receipt-used``.
        """
        whole = positive(amount)
        with self._ledger.unit_of_work("record-refund") as work:
            held = {
                line.trade: line.paid - line.refunded
                for line in shares.lines_of(work.connection, household_id)
                if (trade is None or line.trade is trade) and line.paid > line.refunded
            }
            paid = sum(held.values(), NOTHING)
            if whole > paid:
                raise RefusedError("refund-over-paid", paid=shown(paid))
            parts = _taken_from(whole, held)
            self._book(work, household_id, parts, given or Received(), PaymentKind.REFUND)
        return work.changes

    def waive(self, share_id: str, waiver: Waiver) -> Changes:
        """Record that a household is let off a part or all of its share.

        Raises:
            InputError: ``record-missing``, ``amount-unreadable``, ``amount-not-positive``.
            RefusedError: ``waiver-incomplete``, ``waiver-over-due``.
        """
        amount = positive(waiver.amount)
        if waiver.missing:
            raise RefusedError("waiver-incomplete", missing="、".join(waiver.missing))
        with self._ledger.unit_of_work("waive-share") as work:
            share = work.get("share", share_id)
            if share is None:
                raise InputError("record-missing")
            due = share["due"] or NOTHING
            if amount > due:  # type: ignore[operator]
                raise RefusedError("waiver-over-due", due=shown(due))  # type: ignore[arg-type]
            values: Record = {
                "waived": amount,
                "waiver_reason": waiver.reason,
                "waiver_no": waiver.number.strip(),
                "waiver_by": waiver.by.strip(),
                "waiver_on": waiver.on,
            }
            work.update("share", share_id, values)
        return work.changes

    def withdraw_waiver(self, share_id: str) -> Changes:
        """Take a waiver back: the household owes its whole share again.

        Raises:
            InputError: ``record-missing``.
        """
        with self._ledger.unit_of_work("withdraw-waiver") as work:
            if work.get("share", share_id) is None:
                raise InputError("record-missing")
            names = ("waived", "waiver_reason", "waiver_no", "waiver_by", "waiver_on")
            work.update("share", share_id, dict.fromkeys(names))
        return work.changes

    def set_receipt(self, payment_id: str, receipt_no: str) -> Changes:
        """Enter the number of the real receipt afterwards, as after a bank statement.

        Raises:
            InputError: ``record-missing``.
            RefusedError: ``receipt-used``.
        """
        receipt = receipt_no.strip()
        with self._ledger.unit_of_work("set-receipt") as work:
            payment = work.get("payment", payment_id)
            if payment is None:
                raise InputError("record-missing")
            household, payer = str(payment["household_id"]), str(payment["payer"] or "")
            if receipt:
                _require_free(work.connection, receipt, payment["paid_on"], payer, household)  # type: ignore[arg-type]
            work.update("payment", payment_id, {"receipt_no": receipt or None})
        return work.changes

    def _book(
        self,
        work: UnitOfWork,
        household_id: str,
        parts: Mapping[Trade, Decimal],
        given: Received,
        kind: PaymentKind,
    ) -> None:
        """Write one payment or refund for each trade."""
        today = self._clock.today()
        day = given.paid_on or today
        if day > today:
            raise InputError("payment-in-future")
        receipt = given.receipt_no.strip()
        if receipt:
            _require_free(work.connection, receipt, day, given.payer.strip(), household_id)
        work.insert("payment", payment_records(household_id, parts, given, kind, day))


def payment_records(
    household_id: str,
    parts: Mapping[Trade, Decimal],
    given: Received,
    kind: PaymentKind,
    day: date | None,
) -> list[Record]:
    """Return the records of one payment or refund, one for each trade."""
    return [
        {
            "household_id": household_id,
            "utility": str(trade),
            "kind": int(kind),
            "amount": part,
            "paid_on": day,
            "way": given.way,
            "receipt_no": given.receipt_no.strip() or None,
            "payer": given.payer.strip() or None,
            "bank_line": given.bank_line or None,
            "note": given.note.strip() or None,
        }
        for trade, part in parts.items()
        if part
    ]


def positive(amount: Decimal | str) -> Decimal:
    """Return the amount that was typed or given.

    Raises:
        InputError: ``amount-unreadable``, ``amount-not-positive``.
    """
    try:
        found = read_amount(str(amount))
    except ValueProblem:
        raise InputError("amount-unreadable") from None
    if found is None or found <= 0:
        raise InputError("amount-not-positive")
    return found


def _require_free(
    connection: Connection, receipt: str, day: date | None, payer: str, household_id: str
) -> None:
    for other in shares.payments_with_receipt(connection, receipt):
        if other.paid_on != day or not same_payer(other, household_id, payer):
            raise RefusedError("receipt-used", receipt=receipt)


def _taken_from(amount: Decimal, held: Mapping[Trade, Decimal]) -> dict[Trade, Decimal]:
    """Return how a refund falls on what was paid, the last trade first."""
    parts: dict[Trade, Decimal] = {}
    left = amount
    for trade in reversed(Trade):
        part = min(left, held.get(trade, NOTHING))
        if part:
            parts[trade] = part
            left -= part
    return parts
