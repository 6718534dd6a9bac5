"""The due date that follows from what is known of a meter: by rule, never typed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.domain.meters import electricity_meter_expiry, water_meter_expiry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.domain.values import Record

INPUTS: Mapping[str, frozenset[str]] = {
    "water_meter": frozenset({"verified_on", "dn", "q3"}),
    "electricity_meter": frozenset({"verified_on"}),
}
"""Kind of meter → the fields that decide when it is due."""


def due_date(kind: str, before: Record, changed: Record) -> Record:
    """Return ``expires_on`` of a meter where ``changed`` decides it anew, else nothing (D17, D19).

    Args:
        kind: ``water_meter`` or ``electricity_meter``.
        before: the meter's fields so far, empty for a new one.
        changed: the fields that are being written.
    """
    if not changed.keys() & INPUTS[kind]:
        return {}
    after = {**before, **changed}
    verified, dn, q3 = after.get("verified_on"), after.get("dn"), after.get("q3")
    verified_on = verified if isinstance(verified, date) else None
    if kind == "electricity_meter":
        return {"expires_on": electricity_meter_expiry(verified_on)}
    return {
        "expires_on": water_meter_expiry(
            verified_on,
            dn if isinstance(dn, int) else None,
            q3 if isinstance(q3, Decimal) else None,
        )
    }
