"""Lines of a bank statement, and what each seems to be: whose payment, and why."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.amounts import added, shown
from desktop.domain.values import tidy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from desktop.domain.project_codes import Trade
    from desktop.domain.shares import ShareLine

_REFERENCE = 40


class Standing(StrEnum):
    """How far a line is understood."""

    SURE = "sure"
    LIKELY = "likely"
    OPEN = "open"
    BOOKED = "booked"
    REPEATED = "repeated"


class MatchReason(StrEnum):
    """Why a line was taken so; the values are message codes."""

    DOOR = "bank-door-fits"
    PAYER = "bank-payer-fits"
    AMOUNT = "bank-amount-fits"
    NO_DOOR = "bank-no-door"
    DOOR_UNKNOWN = "bank-door-unknown"
    OTHER_PAYER = "bank-other-payer"
    AMOUNT_DIFFERS = "bank-amount-differs"
    SEVERAL = "bank-several-doors"
    NOBODY = "bank-nobody-fits"
    TRADE_UNCLEAR = "bank-trade-unclear"
    NOTHING_OPEN = "bank-nothing-open"
    TOGETHER_TOO_MUCH = "bank-together-too-much"
    BOOKED = "bank-line-booked"
    REPEATED = "bank-line-repeated"


@dataclass(frozen=True, slots=True)
class BankLine:
    """One credit of a statement.

    Attributes:
        row: number of its row in the file.
        day: when it came; None where the cell is no date.
        amount: yuan.
        payer: the other side's name.
        purpose: what the payer wrote, all such columns joined.
        reference: the bank's own number of the line; empty for none.
        balance: what the account held after it, as text; tells lines without a number apart.
    """

    row: int
    day: date | None
    amount: Decimal
    payer: str
    purpose: str
    reference: str = ""
    balance: str = ""

    @property
    def key(self) -> str:
        """What the payment keeps of the line: the bank's number and a mark of its content.

        The mark keeps apart the lines of one batch that share a number, and tells lines without a
        number; two exports of the same day give the same key.
        """
        day = "" if self.day is None else self.day.isoformat()
        content = [day, shown(self.amount), tidy(self.payer), tidy(self.purpose)]
        if not self.reference:
            content.append(self.balance)
        mark = hashlib.sha256("\n".join(content).encode()).hexdigest()[:12]
        return f"{self.reference[:_REFERENCE]}#{mark}"


@dataclass(frozen=True, slots=True)
class OpenDoor:
    """A household with what it still owes.

    Attributes:
        household_id: whose.
        label: its address, for people.
        building, unit, room: canonical, as ``domain/addresses.py`` gives them.
        names: owner and co-owners.
        lines: its shares.
        quarter: name of its quarter.
    """

    household_id: str
    label: str
    building: str
    unit: str
    room: str
    names: frozenset[str]
    lines: tuple[ShareLine, ...]
    quarter: str = ""

    @property
    def open(self) -> Decimal:
        """What it still owes in all."""
        return added(line.open for line in self.lines if line.open > 0)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a message code and what fills its placeholders."""

    code: MatchReason
    details: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a line seems to be.

    Attributes:
        line: the line.
        standing: how sure it is; only ``SURE`` is meant to be applied without being looked at.
        household_id: whose payment; empty where nobody or several fit.
        parts: trade → yuan, adding up to the line's amount.
        candidates: the households that fit, for a person to choose from.
        reasons: why.
    """

    line: BankLine
    standing: Standing
    household_id: str = ""
    parts: Mapping[Trade, Decimal] | None = None
    candidates: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
