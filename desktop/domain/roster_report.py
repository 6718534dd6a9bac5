"""What became of each row of a household list (``contract.md``, ``roster``)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.domain.roster import RosterProblem

COUNTED = ("quarters", "buildings", "units", "households", "water_meters", "electricity_meters")


@dataclass(slots=True)
class RosterReport:
    """Counts of what an import created and updated, and what it could not use."""

    created: Counter[str] = field(default_factory=Counter)
    updated: Counter[str] = field(default_factory=Counter)
    unchanged: int = 0
    skipped: list[tuple[str, int, str]] = field(default_factory=list)
    problems: list[RosterProblem] = field(default_factory=list)
    dry_run: bool = False
    operation: str = ""
