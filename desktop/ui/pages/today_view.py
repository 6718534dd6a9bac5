"""What the start page shows, read at once off the window's thread."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.domain.verdict_totals import UtilityTotals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.domain.agenda import AgendaItem
    from desktop.domain.quarter_gate import QuarterGate
    from desktop.domain.verdict_totals import QuarterTotals
    from desktop.services.bundle import Office


@dataclass(frozen=True, slots=True)
class TodayView:
    """Where every quarter stands, what is late, and the sums.

    Attributes:
        gates: every quarter by code.
        items: the agenda, the longest late first.
        totals: quarter id → verdicts counted.
        received, approved: funds of all quarters, yuan.
    """

    gates: Sequence[QuarterGate]
    items: Sequence[AgendaItem]
    totals: Mapping[str, QuarterTotals]
    received: Decimal
    approved: Decimal

    @property
    def late(self) -> int:
        """How many things are late."""
        return sum(item.late_days > 0 for item in self.items)

    @property
    def households(self) -> int:
        """How many households there are."""
        return sum(found.households for found in self.totals.values())

    def utility(self, name: str) -> UtilityTotals:
        """Return the sums of ``water`` or ``electricity``."""
        found = [getattr(quarter, name) for quarter in self.totals.values()]
        names = ("met", "not_met", "unknown", "joining", "joining_met")
        return UtilityTotals(*(sum(getattr(one, field) for one in found) for field in names))


def read_today(office: Office) -> TodayView:
    """Read everything the start page shows."""
    gates = office.gates.all()
    funds = list(office.money.summary().values())
    return TodayView(
        gates=gates,
        items=office.agenda.items(gates),
        totals=office.verdicts.totals(),
        received=sum((fund.received for fund in funds), Decimal(0)),
        approved=sum((fund.approved for fund in funds), Decimal(0)),
    )
