"""What the district looks for over all streets."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class StreetCheck(StrEnum):
    """What was found; the values are message codes."""

    WATER_NUMBER = "street-check-water-number"
    POWER_NUMBER = "street-check-power-number"
    WATER_ACCOUNT = "street-check-water-account"
    POWER_ACCOUNT = "street-check-power-account"
    CODE_MISSING = "street-check-code-missing"
    CODE_TWICE = "street-check-code-twice"
    NOBODYS = "street-check-nobodys"
    COUNT_OFF = "street-check-count-off"
    NO_HOUSEHOLDS = "street-check-no-households"
    YEAR_OFF = "street-check-year-off"
    AREA_OFF = "street-check-area-off"
    READING_OFF = "street-check-reading-off"
    NOT_APPROVED = "street-check-not-approved"
    NO_DAY = "street-check-no-day"


@dataclass(frozen=True, slots=True)
class StreetFinding:
    """One finding.

    Attributes:
        check: what it is.
        street_code: whose record; ``street`` its name.
        quarter_id: where; ``quarter`` its name.
        household_id: the door to open; empty where it is no door's.
        details: values of the sentence.
    """

    check: StreetCheck
    street_code: str
    street: str
    quarter_id: str
    quarter: str
    household_id: str = ""
    details: Mapping[str, object] = field(default_factory=dict)


FIRST_YEAR = 1900
COUNT_TOLERANCE = 0.1
"""Share by which the number of households a street states may differ from those in its ledger."""
LEAST_AREA, MOST_AREA = 15, 400
"""Square metres a household of an old quarter plausibly has on average (our own lines, P)."""
