"""A street office as the district sees it: codes, derived ids, what one workbook is to the next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

DISTRICT_DIGITS = 6
"""Digits of an administrative code that name province, city and district (GB/T 2260)."""


class Age(StrEnum):
    """What a workbook is to the one that was taken last."""

    FIRST = "first"
    SAME = "same"
    NEWER = "newer"
    OLDER = "older"
    APART = "apart"


def in_district(street_code: str, district_code: str) -> bool:
    """Return whether a street's code begins as the district's does.

    Codes that are no administrative codes (a trial with ``1``) are not compared.
    """
    digits = district_code[:DISTRICT_DIGITS]
    if len(digits) < DISTRICT_DIGITS or not digits.isdigit() or len(street_code) < len(digits):
        return True
    return street_code.startswith(digits)


def age_of(vector: Mapping[str, int], taken: Mapping[str, int] | None) -> Age:
    """Return what a workbook that has seen ``vector`` is to one that had seen ``taken``.

    ``APART`` means that each has seen what the other has not: they come from two laptops that
    have not exchanged parcels.
    """
    if taken is None:
        return Age.FIRST
    less = any(number > vector.get(device, 0) for device, number in taken.items())
    more = any(number > taken.get(device, 0) for device, number in vector.items())
    if less:
        return Age.APART if more else Age.OLDER
    return Age.NEWER if more else Age.SAME


def unit_id(building_id: str, unit_no: str) -> str:
    """Return the id under which the district keeps a unit: workbooks name units, not their ids."""
    return sha256(f"{building_id}/{unit_no}".encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class StreetLine:
    """One street in the district's list.

    Attributes:
        code, name, contact, phone: the office.
        made_at: when its last workbook was made; ``taken_at`` when it was taken; ``returned_at``
            when one was sent back last. None for never.
        quarters, households, visited: what the ledger holds of it.
        water_done, power_done: households with one meter outside, read directly.
        planned: quarters in an annual plan.
        problems: what the checks found; ``questions`` what waits for a decision.
    """

    id: str
    code: str
    name: str
    contact: str
    phone: str
    made_at: datetime | None
    taken_at: datetime | None
    returned_at: datetime | None
    quarters: int = 0
    households: int = 0
    visited: int = 0
    water_done: int = 0
    power_done: int = 0
    planned: int = 0
    problems: int = 0
    questions: int = 0
