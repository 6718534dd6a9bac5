"""Verdicts of very many households: each distinct situation is judged once.

A street of 50,000 households has a few hundred situations: what was seen at the door, how the
quarter is charged, and what each meter of the household is in its tree. The rule itself stands in
``verdict.py``; nothing here decides anything.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from desktop.domain.codes import WaterRole
from desktop.domain.verdict import HouseholdFacts, MeterTree, Verdict, verdict

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from desktop.domain.meters import MeterFacts

_MASTER = int(WaterRole.MASTER)


class VerdictTable:
    """Answers like :func:`desktop.domain.verdict.verdict` over one tree of meters."""

    def __init__(self, meters: Sequence[MeterFacts]) -> None:
        """Prepare the tree of ``meters``, all of one utility."""
        self.owned: Mapping[str, Sequence[MeterFacts]] = _by_household(meters)
        self._tree = MeterTree.of(meters)
        self._plain = not self._tree.feeding_others and not self._tree.looping
        self._known: dict[Hashable, Verdict] = {}

    def of(self, household_id: str, state: int | None, charge_mode: int | None) -> Verdict:
        """Return the verdict of one household."""
        own = self.owned.get(household_id, ())
        key = (state, charge_mode, *[self._situation(meter) for meter in own])
        found = self._known.get(key)
        if found is None:
            facts = HouseholdFacts(household_id, state, charge_mode, tuple(own))
            found = self._known[key] = verdict(facts, self._tree)
        return found

    def _situation(self, meter: MeterFacts) -> Hashable:
        """Return everything the rule looks at in one meter."""
        plain = (meter[3], meter[4], meter[5], not meter[6], meter[7])
        if meter[2] is None and self._plain:
            return plain
        parent = self._tree.by_id.get(meter.parent_id) if meter.parent_id else None
        below_master = parent is not None and parent.role == _MASTER and parent.in_use
        tree = self._tree
        return (*plain, below_master, meter.id in tree.feeding_others, meter.id in tree.looping)


def _by_household(meters: Iterable[MeterFacts]) -> dict[str, list[MeterFacts]]:
    owned: dict[str, list[MeterFacts]] = defaultdict(list)
    for meter in meters:
        owner = meter[1]
        if owner is not None:
            owned[owner].append(meter)
    return dict(owned)
