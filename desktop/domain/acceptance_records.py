"""What is recorded in an acceptance: places, checks and defects, as its rules see them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.domain.project_codes import CheckResult, CheckScope, FindingState

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from desktop.domain.measurement import Reason

FAILED = frozenset({CheckResult.FAIL, CheckResult.TO_MEND})
"""The results that do not meet the criterion."""


@dataclass(frozen=True, slots=True)
class Place:
    """Something that is checked: a household, box, unit, building or the quarter.

    Attributes:
        id: of the record; of a box its number within the building.
        label: where it is, in the words of the office.
        building_id: the building it belongs to; empty for the quarter.
    """

    id: str
    scope: CheckScope
    label: str
    building_id: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """What a person recorded of one place, or of the item as a whole.

    Attributes:
        id: of the record; ids sort in the order of their making.
        result: None for a place that was drawn and waits.
        measured: measure → what was typed.
        confirms: whether it confirms what was computed, with ``counts`` and ``digest``.
        exceptions: what was not met when it was confirmed; see ``acceptance_changes``.
        sampled: how many places were drawn; ``seed`` what they were drawn by.
    """

    id: str
    item_code: str
    place_id: str
    place: str = ""
    result: CheckResult | None = None
    measured: Mapping[str, str] = field(default_factory=dict)
    reasons: tuple[Reason, ...] = ()
    confirms: bool = False
    counts: Mapping[str, int] = field(default_factory=dict)
    digest: str = ""
    exceptions: str | None = None
    sampled: int | None = None
    seed: str = ""
    inspector: str = ""
    checked_on: date | None = None
    evidence: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Defect:
    """A finding of this acceptance.

    Attributes:
        places: ids it is about; empty for the item as a whole.
    """

    id: str
    item_code: str
    places: frozenset[str]
    what: str
    state: int | None
    responsible: str
    due_on: date | None
    found_on: date | None = None
    fixed_on: date | None = None
    reinspected_on: date | None = None

    @property
    def closed(self) -> bool:
        """Whether it was re-inspected and passed."""
        return self.state == FindingState.PASSED

    @property
    def listed(self) -> bool:
        """Whether it is closed, or says who mends it and by when (C05, A1)."""
        return self.closed or (self.due_on is not None and bool(self.responsible))


def about(place: Place) -> frozenset[str]:
    """Return the ids under which a finding may name a place."""
    if place.scope in {CheckScope.HOUSEHOLD, CheckScope.QUARTER}:
        return frozenset({place.id})
    return frozenset({place.id, place.building_id})
