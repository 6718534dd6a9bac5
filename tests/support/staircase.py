"""A building of two units with four floors of two doors, where nothing is recorded yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.services.reading import Reading
from desktop.services.surveying import Surveying
from tests.support.small_office import office

if TYPE_CHECKING:
    from desktop.domain.rows import HouseholdCard
    from desktop.storage.ledger import Ledger
    from tests.support.small_office import Office

__all__ = ["build", "card", "doors", "ledger", "office", "surveying"]

FLOORS, ROOMS, UNITS = 4, 2, 2


def build(ledger: Ledger) -> dict[str, str]:
    """Add the building and return ``unit-room`` → household id."""
    with ledger.unit_of_work("build") as work:
        quarter = work.insert("quarter", [{"name": "一村", "quarter_code": "Q"}])[0]
        building = work.insert("building", [{"quarter_id": quarter, "building_no": "3"}])[0]
        found = {}
        for unit_no in range(1, UNITS + 1):
            unit = work.insert("unit", [{"building_id": building, "unit_no": str(unit_no)}])[0]
            for floor in range(1, FLOORS + 1):
                for room in range(1, ROOMS + 1):
                    number = f"{floor}0{room}"
                    found[f"{unit_no}-{number}"] = work.insert(
                        "household", [{"unit_id": unit, "floor": floor, "room_no": number}]
                    )[0]
    return found


def card(ledger: Ledger, household_id: str) -> HouseholdCard:
    """Return one door with everything around it."""
    return Reading(ledger).card(household_id)


@pytest.fixture
def ledger(office: Office) -> Ledger:
    """A new ledger."""
    return office.create()


@pytest.fixture
def doors(ledger: Ledger) -> dict[str, str]:
    """``unit-room`` → id of the doors of the building."""
    return build(ledger)


@pytest.fixture
def surveying(ledger: Ledger) -> Surveying:
    """The services of the survey."""
    return Surveying(ledger, ledger.clock)
