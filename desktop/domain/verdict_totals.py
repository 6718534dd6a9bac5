"""How many households meet the standard, quarter by quarter."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from desktop.domain.codes import Choice, VisitState
from desktop.domain.verdict import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.domain.verdict_table import VerdictTable

SEEN = frozenset({int(VisitState.VISITED), int(VisitState.BY_PHONE)})


@dataclass(slots=True)
class UtilityTotals:
    """Households of one quarter for one utility.

    Attributes:
        met / not_met / unknown: households by outcome.
        joining: households that agreed to the works.
        joining_met: of those, how many meet the standard.
    """

    met: int = 0
    not_met: int = 0
    unknown: int = 0
    joining: int = 0
    joining_met: int = 0


@dataclass(slots=True)
class QuarterTotals:
    """One quarter's households and how many of them meet the standard.

    Attributes:
        households: how many there are.
        visited: visited, by phone or proxy included.
        in_arrears: joined the water works and owe for water (W19).
    """

    households: int = 0
    visited: int = 0
    in_arrears: int = 0
    water: UtilityTotals = field(default_factory=UtilityTotals)
    electricity: UtilityTotals = field(default_factory=UtilityTotals)


def count_quarter(
    households: Iterable[tuple[Any, ...]],
    water: tuple[VerdictTable, int | None],
    electricity: tuple[VerdictTable, int | None],
) -> QuarterTotals:
    """Return the totals of one quarter.

    Args:
        households: (id, metering state of water, of electricity, consent to water, to
            electricity, visit state, arrears of water) of each.
        water: its meters, and how the quarter is charged for water.
        electricity: the same for electricity.
    """
    totals = QuarterTotals()
    water_table, water_mode = water
    power_table, power_mode = electricity
    for household_id, w_state, e_state, consent_w, consent_e, visit, arrears in households:
        totals.households += 1
        totals.visited += visit in SEEN
        totals.in_arrears += bool(arrears) and consent_w == Choice.YES
        _count(totals.water, water_table.of(household_id, w_state, water_mode).outcome, consent_w)
        _count(
            totals.electricity,
            power_table.of(household_id, e_state, power_mode).outcome,
            consent_e,
        )
    return totals


def _count(totals: UtilityTotals, outcome: Outcome, consent: int | None) -> None:
    met = outcome is Outcome.MET
    if met:
        totals.met += 1
    elif outcome is Outcome.NOT_MET:
        totals.not_met += 1
    else:
        totals.unknown += 1
    if consent == Choice.YES:
        totals.joining += 1
        totals.joining_met += met
