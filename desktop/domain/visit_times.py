"""When somebody is at home: the times of day that were tried, and the one to try next."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

_SATURDAY = 5
_NOON = 12
_EVENING = 18

SLOTS = ("evening", "weekend", "morning", "afternoon")
"""Who is out at work is met in the evening or at the weekend; hence this order."""


def slot_of(moment: datetime) -> str:
    """Return which of :data:`SLOTS` a moment in local time falls into."""
    if moment.weekday() >= _SATURDAY:
        return "weekend"
    if moment.hour >= _EVENING:
        return "evening"
    return "morning" if moment.hour < _NOON else "afternoon"


def best_slot(tried: Sequence[datetime]) -> str:
    """Return when to try next: the first of :data:`SLOTS` tried least so far."""
    used = [slot_of(moment) for moment in tried]
    return min(SLOTS, key=used.count)
