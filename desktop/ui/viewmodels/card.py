"""One household as the form shows it: fields and values. No widget in here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.codes import ElectricityRole, MeterState, WaterRole
from desktop.domain.fields import ENTITIES
from desktop.domain.meters import OUT_OF_USE

if TYPE_CHECKING:
    from desktop.domain.fields import Field
    from desktop.domain.rows import HouseholdCard
    from desktop.domain.values import Record, Value

HOUSEHOLD = (
    "visit_state",
    "owner_name",
    "phone",
    "occupant",
    "consent_w",
    "consent_e",
    "remarks",
)
WATER = ("body_no", "position", "kind", "account_no", "first_reading", "verified_on")
POWER = ("asset_no", "position", "kind", "account_no", "first_reading", "crosscheck")
_STATES = {"water_meter": "w_state", "electricity_meter": "e_state"}
_NEW_METER: dict[str, dict[str, int]] = {
    "water_meter": {"role": int(WaterRole.HOUSEHOLD), "state": int(MeterState.ACTIVE)},
    "electricity_meter": {"role": int(ElectricityRole.HOUSEHOLD), "state": int(MeterState.ACTIVE)},
}
METER_FIELDS = {"water_meter": WATER, "electricity_meter": POWER}


@dataclass(frozen=True, slots=True)
class Entry:
    """One field of the form: which record it belongs to and what stands in it."""

    kind: str
    entity_id: str
    field: Field
    value: Value


def field_of(kind: str, name: str) -> Field:
    """Return a declared field."""
    field = ENTITIES[kind].field(name)
    assert field is not None, (kind, name)  # noqa: S101 - the form's own table
    return field


def entries(kind: str, record: Record, names: tuple[str, ...]) -> list[Entry]:
    """Return the fields called ``names`` of one record."""
    entity_id = str(record["id"])
    return [Entry(kind, entity_id, field_of(kind, name), record.get(name)) for name in names]


def meters(card: HouseholdCard, kind: str) -> list[Record]:
    """Return the meters of one utility that still measure."""
    found = card.water_meters if kind == "water_meter" else card.electricity_meters
    return [meter for meter in found if meter.get("state") not in OUT_OF_USE]


def metering_entry(card: HouseholdCard, kind: str) -> Entry:
    """Return the code 计量现状 of one utility."""
    return entries("household", card.household, (_STATES[kind],))[0]


def new_meter(card: HouseholdCard, kind: str) -> Record:
    """Return the values of a household meter that is about to be recorded."""
    return {"household_id": card.household["id"], **_NEW_METER[kind]}
