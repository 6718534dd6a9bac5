"""What the card shows of one door, read in one go, and how its answers are handed over."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.domain.door_answers import READING, DoorAnswers
from desktop.domain.door_checks import Severity
from desktop.ui.viewmodels.card import Entry, field_of, meters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.domain.fields import Field
    from desktop.domain.rows import HouseholdCard
    from desktop.domain.values import Record, Value
    from desktop.domain.verdict import Verdict
    from desktop.services.bundle import Office
    from desktop.services.surveying import NeighbourDefaults
    from desktop.services.surveying_checks import DoorCheck
    from desktop.ui.viewmodels.door_questions import Slot

_READINGS = {
    kind: replace(
        field_of(kind, "first_reading"), name=READING, label="今日读数", label_en="reading today"
    )
    for kind in ("water_meter", "electricity_meter")
}


@dataclass(frozen=True, slots=True)
class DoorData:
    """One door.

    Attributes:
        neighbour: what it would take from the door next to it; None where none is recorded.
        checks: what does not fit.
        readings: kind of meter → what it was read at today.
    """

    card: HouseholdCard
    verdicts: Mapping[str, Verdict]
    neighbour: NeighbourDefaults | None
    checks: tuple[DoorCheck, ...]
    readings: Mapping[str, Value]

    def meter(self, kind: str) -> Record | None:
        """Return the household's own meter of a kind."""
        return next(iter(meters(self.card, kind)), None)

    def others(self, kind: str) -> list[Record]:
        """Return its further meters of a kind."""
        return meters(self.card, kind)[1:]

    @property
    def hard(self) -> bool:
        """Whether something has to be put right."""
        return any(check.severity is Severity.HARD for check in self.checks)

    def entry(self, kind: str, name: str) -> Entry:
        """Return one field: of the household, or of its own meter whether it is there or not.

        All go by the household's id: a meter that is not recorded yet has none of its own.
        """
        household = self.card.household
        record = household if kind == "household" else self.meter(kind)
        value = self.readings.get(kind) if name == READING else (record or {}).get(name)
        return Entry(kind, str(household["id"]), door_field(kind, name), value)


def door_field(kind: str, name: str) -> Field:
    """Return a field of the card; ``reading`` is what a meter shows today."""
    return _READINGS[kind] if name == READING else field_of(kind, name)


def read_door(office: Office, household_id: str, language: str) -> DoorData:
    """Read everything the card shows; off the window's thread."""
    surveying = office.surveying
    return DoorData(
        card=office.reading.card(household_id),
        verdicts=office.verdicts.of_household(household_id),
        neighbour=surveying.neighbour(household_id),
        checks=surveying.checks(household_id, language),
        readings=surveying.readings_today(household_id),
    )


def door_answers(given: Mapping[Slot, object]) -> DoorAnswers:
    """Return the answers as the survey takes them."""

    def of(kind: str) -> dict[str, object]:
        return {name: raw for (owner, name), raw in given.items() if owner == kind}

    return DoorAnswers(of("household"), of("water_meter"), of("electricity_meter"))
