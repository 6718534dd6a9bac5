"""Payments of households, refunds and waivers, as people record them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

    from desktop.domain.project_codes import PaymentKind, Trade


@dataclass(frozen=True, slots=True)
class Received:
    """What came in or was given back, beside the amount.

    Attributes:
        paid_on: the day; None for today.
        way: code 方式; None where nobody said.
        receipt_no: the number of the real receipt; the program never makes one.
        payer: who paid.
        note: anything else.
        bank_line: the line of a bank statement it was read from.
    """

    paid_on: date | None = None
    way: int | None = None
    receipt_no: str = ""
    payer: str = ""
    note: str = ""
    bank_line: str = ""


@dataclass(frozen=True, slots=True)
class Waiver:
    """Who let a household off, and why (D10): everything is needed."""

    amount: Decimal | str
    reason: int | None
    number: str
    by: str
    on: date | None

    @property
    def missing(self) -> list[str]:
        """Names of what is not said."""
        facts = {
            "减免原因": self.reason,
            "减免审批号": self.number.strip(),
            "审批人": self.by.strip(),
            "审批日期": self.on,
        }
        return [name for name, value in facts.items() if not value]


class PaymentRow(NamedTuple):
    """One payment or refund on record; the amount in yuan."""

    id: str
    household_id: str
    trade: Trade
    kind: PaymentKind
    amount: Decimal
    paid_on: date | None
    receipt_no: str
    payer: str
    bank_line: str
    way: int | None = None


def conflicting(payments: Iterable[PaymentRow]) -> tuple[PaymentRow, ...]:
    """Return those of ``payments`` whose receipt another one cites for another payer or day.

    One receipt may serve several flats or both works of one payer on one day; anything else is
    one number on two receipts.
    """
    by_receipt: dict[str, list[PaymentRow]] = {}
    for payment in payments:
        if payment.receipt_no:
            by_receipt.setdefault(payment.receipt_no, []).append(payment)
    return tuple(
        payment
        for same in by_receipt.values()
        for payment in same
        if any(
            other.paid_on != payment.paid_on
            or not same_payer(other, payment.household_id, payment.payer)
            for other in same
        )
    )


def same_payer(payment: PaymentRow, household_id: str, payer: str) -> bool:
    """Return whether ``payment`` was made for that household or by that payer."""
    return payment.household_id == household_id or bool(payer and payment.payer == payer)
