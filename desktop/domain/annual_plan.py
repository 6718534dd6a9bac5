"""The district's annual plan: which quarter comes in which year and batch, and how that changed.

A quarter whose plan has an approval number was issued: from then on it is not simply set again
but adjusted, with a reason and the document that decided it
(编制实施计划: 可根据实际情况进行动态调整).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

_NOTE_LENGTH = 200


class Adjustment(StrEnum):
    """What an adjustment does.

    Attributes:
        MOVE: to another year or batch.
        WITHDRAW: out of the plan.
        ADD: into a plan that has been issued.
    """

    MOVE = "move"
    WITHDRAW = "withdraw"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One quarter as the annual plan sees it.

    Attributes:
        quarter_id, code, name, community, area_group: the quarter.
        street_code, street: whose it is; the name is empty where the street is not registered.
        pilot, own_batch: what the street proposes.
        plan_year, plan_batch, plan_note, approval_no, approved_on: what the district says.
        buildings, households, visited: counted in the ledger.
        agreed_w, agreed_e: households that said yes to the water and to the power works.
        built_from, built_to: years.
        committee_state: code of the owners' committee, or None.
        retrofitted, demolition: what speaks against it.
        cost: what the street's workbook says the works cost, in yuan; None where it says nothing.
    """

    quarter_id: str
    code: str
    name: str
    community: str
    area_group: str
    street_code: str
    street: str
    pilot: bool
    own_batch: str
    plan_year: int | None
    plan_batch: str
    plan_note: str
    approval_no: str
    approved_on: date | None
    buildings: int
    households: int
    visited: int
    agreed_w: int
    agreed_e: int
    built_from: int | None
    built_to: int | None
    committee_state: int | None
    retrofitted: bool
    demolition: bool
    cost: Decimal | None = None

    @property
    def issued(self) -> bool:
        """Whether the plan of this quarter has been approved."""
        return bool(self.approval_no and self.plan_year is not None)


@dataclass(frozen=True, slots=True)
class PlanChange:
    """One adjustment of one quarter, as it stands in the ledger."""

    quarter_id: str
    quarter: str
    street: str
    households: int
    from_year: int | None
    from_batch: str
    to_year: int | None
    to_batch: str
    document_no: str
    decided_on: date | None
    reason: str

    @property
    def adjustment(self) -> Adjustment:
        """What it did."""
        if self.to_year is None:
            return Adjustment.WITHDRAW
        return Adjustment.ADD if self.from_year is None else Adjustment.MOVE


@dataclass(frozen=True, slots=True)
class PlanSum:
    """The quarters of one year and batch counted.

    Attributes:
        cost: sum of what is known; ``priced`` how many quarters that is.
    """

    year: int
    batch: str
    quarters: int
    households: int
    cost: Decimal
    priced: int


def sums(rows: Iterable[PlanRow]) -> list[PlanSum]:
    """Return the sums by year and batch, in order; quarters outside any plan are left out."""
    found: dict[tuple[int, str], list[PlanRow]] = {}
    for row in rows:
        if row.plan_year is not None:
            found.setdefault((row.plan_year, row.plan_batch), []).append(row)
    return [
        PlanSum(
            year,
            batch,
            len(some),
            sum(row.households for row in some),
            sum((row.cost for row in some if row.cost is not None), Decimal(0)),
            sum(row.cost is not None for row in some),
        )
        for (year, batch), some in sorted(found.items())
    ]


def change_note(change: PlanChange) -> str:
    """Return the note that stands beside the quarter after an adjustment."""
    old = _named(change.from_year, change.from_batch)
    new = _named(change.to_year, change.to_batch)
    done = {
        Adjustment.MOVE: f"由{old}调至{new}",
        Adjustment.WITHDRAW: f"由{old}调出",
        Adjustment.ADD: f"增列入{new}",
    }[change.adjustment]
    return f"{done}（{change.document_no}）：{change.reason}"[:_NOTE_LENGTH]


def _named(year: int | None, batch: str) -> str:
    return "" if year is None else f"{year}年{batch}"
