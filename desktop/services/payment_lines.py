"""Payments of a quarter with the households that made them, in walking order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.rows import address_label
from desktop.storage.queries import shares

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.domain.payments import PaymentRow


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """One payment or refund.

    Attributes:
        building_no: number of its building; None where it has none.
        label: address of the household inside the quarter.
        owner: its owner, in full.
        payment: what was paid.
    """

    building_no: str | None
    label: str
    owner: str
    payment: PaymentRow


def payment_lines(connection: Connection, quarter_id: str) -> list[PaymentLine]:
    """Return the payments and refunds of a quarter, door by door, the oldest of a door first."""
    doors = shares.doors(connection, quarter_id)
    places = {door.id: place for place, door in enumerate(doors)}
    found = [one for one in shares.payments(connection, quarter_id) if one.household_id in places]
    found.sort(key=lambda one: places[one.household_id])
    return [
        PaymentLine(
            door.building_no,
            address_label(door.building_no, door.unit_no, door.room_no),
            door.owner_name or "",
            payment,
        )
        for payment in found
        for door in [doors[places[payment.household_id]]]
    ]
