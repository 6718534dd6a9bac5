"""Papers about the money of households: what is to pay, what was paid, what is waived."""

from __future__ import annotations

from desktop.services.form_makers.hardship_waiver import (
    hardship_doors,
    hardship_waiver,
    missing_for_waiver,
)
from desktop.services.form_makers.making import FormMaker
from desktop.services.form_makers.payment_notice import (
    debtors,
    missing_for_payment_notice,
    payment_notice,
)
from desktop.services.form_makers.payment_register import (
    missing_for_payment_register,
    payment_register,
)

MAKERS = (
    FormMaker(
        "payment-notice",
        paper=payment_notice,
        subjects=debtors,
        missing=missing_for_payment_notice,
    ),
    FormMaker("payment-register", paper=payment_register, missing=missing_for_payment_register),
    FormMaker(
        "hardship-waiver",
        paper=hardship_waiver,
        subjects=hardship_doors,
        missing=missing_for_waiver,
    ),
)
