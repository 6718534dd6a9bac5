"""What a line of a company's list would do to the ledger, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.domain.company_lines import CompanyLine
    from desktop.domain.values import Record


class Standing(StrEnum):
    """How far a line is understood.

    ``READY`` is applied without being looked at; ``ASK`` when a person says so, with a reason;
    ``OPEN`` needs a person to say which door is meant; ``BLOCKED`` cannot be applied as it
    stands; ``DONE`` says what the ledger holds already.
    """

    READY = "ready"
    ASK = "ask"
    OPEN = "open"
    BLOCKED = "blocked"
    DONE = "done"


class CompanyReason(StrEnum):
    """What was found about a line; the values are message codes."""

    WILL_EXCHANGE = "company-will-exchange"
    FIRST_METER = "company-first-meter"
    OLD_ADDED = "company-old-added"
    OLD_FILLED = "company-old-filled"
    DONE = "company-already-done"
    BOTH_IN_USE = "company-both-in-use"
    OLD_DIFFERS = "company-old-differs"
    FIRST_ASSUMED = "company-first-assumed"
    OLD_GONE = "company-old-gone"
    SEVERAL_METERS = "company-several-meters"
    DOOR_TWICE = "company-door-twice"
    NUMBER_TWICE = "company-number-twice"
    ACCOUNT_TWICE = "company-account-twice"
    CELL_UNREADABLE = "company-cell-unreadable"
    ACCOUNT_DIFFERS = "company-account-differs"
    ACCOUNT_ELSEWHERE = "company-account-elsewhere"
    ACCOUNT_MISSING = "company-account-missing"
    ACCOUNT_SET = "company-account-set"
    ACCOUNT_SAME = "company-account-same"
    METER_ADDED = "company-meter-added"
    NUMBER_FILLED = "company-number-filled"
    NUMBER_DIFFERS = "company-number-differs"
    NUMBER_ELSEWHERE = "company-number-elsewhere"
    AREA_DIFFERS = "company-area-differs"
    NAME_DIFFERS = "company-name-differs"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a message code and what fills its placeholders."""

    code: str
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a line would do.

    Attributes:
        line: the line.
        standing: how far it is understood.
        household_id: whose meter; empty where nobody knows yet.
        candidates: doors to choose from.
        reasons: what was found, the weightiest first; the first one names the group.
        ours: what the ledger holds, for people: number or account.
        theirs: what the list says.
        meter_id: the meter that gets the account; empty for one still to be recorded.
        values: fields that the account list sets.
        by_hand: whether a person said which door is meant.
    """

    line: CompanyLine
    standing: Standing
    household_id: str = ""
    candidates: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    ours: str = ""
    theirs: str = ""
    meter_id: str = ""
    values: Record = field(default_factory=dict)
    by_hand: bool = False

    @property
    def applicable(self) -> bool:
        """Whether it may be applied, if need be by a person's word."""
        return self.standing in {Standing.READY, Standing.ASK}

    @property
    def group(self) -> str:
        """The code that names its group."""
        return self.reasons[0].code if self.reasons else str(self.standing)
