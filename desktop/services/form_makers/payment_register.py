"""缴费登记表: every payment of a quarter with the number of its real receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.amounts import NOTHING, added, shown
from desktop.domain.form_reasons import FormReason
from desktop.domain.paper import Issuer, Paper, PaperTable, Paragraph, SignPlaces
from desktop.domain.payments import conflicting
from desktop.domain.project_codes import PAY_WAY, PaymentKind
from desktop.domain.shares import trade_label
from desktop.domain.stages import Missing
from desktop.services.form_makers.door_money import yuan_in_words
from desktop.services.paper_words import chinese_day
from desktop.services.payment_lines import payment_lines
from desktop.storage.queries.lists import building_rows
from desktop.storage.queries.shares import receipts_used_twice

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from desktop.services.form_makers.making import FormSource
    from desktop.services.payment_lines import PaymentLine


def payment_register(source: FormSource) -> Paper:
    """Return the register of a quarter or of the chosen buildings."""
    form, lines = source.form, _lines(source)
    received, refunded = _sum(lines, PaymentKind.PAYMENT), _sum(lines, PaymentKind.REFUND)
    rest = received - refunded
    words = yuan_in_words(rest) if rest >= 0 else shown(rest)
    households = len({line.payment.household_id for line in lines})
    totals = (("received", received), ("refunded", refunded), ("rest", rest))
    return Paper(
        title=form.text("title", quarter=source.quarter_name),
        blocks=(
            Paragraph(form.text("opening", day=chinese_day(source.day))),
            PaperTable(
                form.headings("headings"),
                (
                    *(_row(source, at, line) for at, line in enumerate(lines, 1)),
                    *(("", form.text(name), *[""] * 4, shown(sum_), *[""] * 4)
                      for name, sum_ in totals),
                ),
                form.widths("payments"),
                frozenset({6}),
                totals=len(totals),
            ),
            Paragraph(form.text("words", amount=words, count=len(lines), households=households)),
            SignPlaces(tuple((title, "") for title in form.headings("signs"))),
            Issuer(source.office, source.day, "street_office"),
        ),
        landscape=True,
        footer=form.text("footer"),
    )  # fmt: skip


def missing_for_payment_register(source: FormSource) -> list[Missing]:
    """Return what keeps it from being issued: no payments, or receipts that are not there."""
    lines = _lines(source)
    if not lines:
        return [Missing(FormReason.NO_PAYMENTS, {})]
    without = sum(
        not line.payment.receipt_no for line in lines if line.payment.kind is PaymentKind.PAYMENT
    )
    ids = {line.payment.id for line in lines}
    clash = conflicting(receipts_used_twice(source.connection, source.quarter_id))
    twice = sum(payment.id in ids for payment in clash)
    found = ((FormReason.NO_RECEIPT, without), (FormReason.RECEIPT_TWICE, twice))
    return [Missing(reason, {"count": count}) for reason, count in found if count]


def _lines(source: FormSource) -> list[PaymentLine]:
    lines = payment_lines(source.connection, source.quarter_id)
    if not source.buildings:
        return lines
    rows = building_rows(source.connection, source.quarter_id)
    chosen = {row.building_no for row in rows if row.id in source.buildings}
    return [line for line in lines if line.building_no in chosen]


def _sum(lines: Sequence[PaymentLine], kind: PaymentKind) -> Decimal:
    return added(line.payment.amount for line in lines if line.payment.kind is kind) or NOTHING


def _row(source: FormSource, at: int, line: PaymentLine) -> tuple[str, ...]:
    form, payment = source.form, line.payment
    refund = payment.kind is PaymentKind.REFUND
    return (
        str(at),
        line.label,
        line.owner,
        payment.payer or line.owner,
        trade_label(payment.trade),
        form.text("out" if refund else "in"),
        shown(-payment.amount if refund else payment.amount),
        payment.paid_on.isoformat() if payment.paid_on else "",
        PAY_WAY.label(payment.way) if payment.way else "",
        payment.receipt_no or form.text("no_receipt"),
        payment.bank_line,
    )
