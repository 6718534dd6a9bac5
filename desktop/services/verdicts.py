"""One household one meter, for the whole ledger or one quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.verdict import STANDARD, Outcome, Verdict
from desktop.domain.verdict_table import VerdictTable
from desktop.kernel.collecting import no_collecting
from desktop.kernel.errors import InputError
from desktop.services.verdict_totals import VerdictTotals
from desktop.storage.queries.verdicts import building_facts, household_facts, verdict_facts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from desktop.domain.verdict_totals import QuarterTotals
    from desktop.storage.ledger import Ledger
    from desktop.storage.queries.verdicts import HouseholdMetering, QuarterFacts

UTILITIES = ("water", "electricity")


class Verdicts:
    """Answers met, not met or unknown from the facts in the ledger; nothing is stored."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._totals = VerdictTotals()

    def totals(self) -> Mapping[str, QuarterTotals]:
        """Return quarter id → how many of its households meet the standard.

        The first call judges every household; a later one only the quarters that changed since.
        """
        with no_collecting(), self._ledger.reader() as connection:
            return self._totals.read(connection)

    def report(self, quarter_code: str | None = None) -> dict[str, Any]:
        """Judge every household and return the contract's answer for ``verdict``.

        Raises:
            InputError: there is no quarter with this code.
        """
        quarters: list[dict[str, Any]] = []
        failing: list[dict[str, Any]] = []
        # A collection over all these rows would hold the window for a tenth of a second.
        with no_collecting(), self._ledger.reader() as connection:
            for facts in verdict_facts(connection, quarter_code):
                counts = {utility: dict.fromkeys(map(str, Outcome), 0) for utility in UTILITIES}
                for household, utility, answer in judged(facts):
                    counts[utility][str(answer.outcome)] += 1
                    if answer.outcome is not Outcome.MET:
                        failing.append(_failing(facts.name, household, utility, answer))
                quarters.append(
                    {
                        "code": facts.code,
                        "name": facts.name,
                        "households": len(facts.households),
                        **counts,
                    }
                )
        if quarter_code is not None and not quarters:
            raise InputError("quarter-unknown", code=quarter_code)
        return {"standard": STANDARD, "quarters": quarters, "failing": failing}

    def of_household(self, household_id: str) -> dict[str, Verdict]:
        """Return utility → verdict of one household.

        Only its own meters, those above and those right below are read: as quick in a street of
        500,000 households as in one of fifty.

        Raises:
            InputError: there is no such household.
        """
        with self._ledger.reader() as connection:
            facts = household_facts(connection, household_id)
        if facts is None or not facts.households:
            raise InputError("record-missing")
        return {utility: answer for _, utility, answer in judged(facts)}

    def of_building(self, building_id: str) -> dict[tuple[str, str], Outcome]:
        """Return (household id, utility) → outcome of what is not met in one building."""
        with self._ledger.reader() as connection:
            facts = building_facts(connection, building_id)
        if facts is None:
            return {}
        return {
            (household.id, utility): answer.outcome
            for household, utility, answer in judged(facts)
            if answer.outcome is not Outcome.MET
        }


def judged(facts: QuarterFacts) -> Iterator[tuple[HouseholdMetering, str, Verdict]]:
    """Yield (household, utility, verdict) of everybody in a quarter or a part of one."""
    water, power = VerdictTable(facts.water), VerdictTable(facts.electricity)
    for household in facts.households:
        yield household, "water", water.of(household.id, household.w_state, facts.water_charge_mode)
    for household in facts.households:
        answer = power.of(household.id, household.e_state, facts.elec_charge_mode)
        yield household, "electricity", answer


def _failing(
    quarter: str, household: HouseholdMetering, utility: str, answer: Verdict
) -> dict[str, Any]:
    return {
        "household_id": household.id,
        "label": f"{quarter}{household.label}",
        "utility": utility,
        "verdict": str(answer.outcome),
        "reasons": [str(reason) for reason in answer.reasons],
    }
