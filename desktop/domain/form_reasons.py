"""What keeps a paper of the works or a letter from being issued; the values are message codes."""

from __future__ import annotations

from enum import StrEnum


class FormReason(StrEnum):
    """Why a form cannot be issued yet; a draft can be drawn all the same."""

    PARTY = "form-unit-missing"
    WORKS_NOT_BEGUN = "form-works-not-begun"
    WORKS_STOPPED = "form-works-stopped"
    NOT_MENDED = "form-defect-not-mended"
    NOT_REINSPECTED = "form-defect-not-reinspected"
    NO_EXCHANGE = "form-exchange-missing"
    NO_NUMBER = "form-meter-number-missing"
    NO_READING = "form-meter-reading-missing"
    NO_DAY = "form-meter-day-missing"
    NO_SEAL = "form-meter-seal-missing"
    MEASURED = "form-measurement-incomplete"
    COMPANY = "form-company-missing"
    NO_ACCEPTANCE = "form-acceptance-missing"
    NO_LIST = "form-handover-list-missing"
    NO_MINUTES_DAY = "form-meeting-day-missing"
    NOBODY = "form-nobody-joins"
    NO_COST = "form-cost-missing"
    NOT_ACCEPTED = "form-not-accepted"
    NOT_PASSED = "form-acceptance-not-passed"
    NOTHING_MENDED = "form-nothing-mended"
    NO_QUARTERS = "form-quarters-missing"
    NOT_JOINING = "form-household-not-joining"
    NO_OWNER = "form-owner-missing"
    NO_SHARE = "form-share-missing"
    NOTHING_TO_PAY = "form-nothing-to-pay"
    NO_DUE_DAY = "form-due-day-missing"
    NO_PAYMENTS = "form-payments-missing"
    NO_RECEIPT = "form-receipts-missing"
    RECEIPT_TWICE = "form-receipts-twice"
    NO_HARDSHIP = "form-hardship-missing"
    VOTE_OPEN = "form-vote-open"
    NO_COMMITTEE = "form-committee-missing"
