"""What people call a record: an address or a name, never an id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.storage.queries.card import household_card, record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

_NUMBERS = {"water_meter": "body_no", "electricity_meter": "asset_no"}


def labels_of(connection: Connection, records: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return record id → label of (kind, id) pairs; a record that is gone has none."""
    return {one: _label(connection, kind, one) for kind, one in records}


def _label(connection: Connection, kind: str, entity_id: str) -> str:
    if kind == "household":
        card = household_card(connection, entity_id)
        return card.label if card else ""
    row = record(connection, kind, entity_id) or {}
    if kind in _NUMBERS:
        owner = row.get("household_id")
        card = household_card(connection, str(owner)) if owner else None
        number = str(row.get(_NUMBERS[kind]) or "")
        return f"{card.label} {number}".strip() if card else number
    if kind == "building":
        quarter = record(connection, "quarter", row.get("quarter_id")) or {}
        return f"{quarter.get('name') or ''}{row.get('building_no') or ''}栋"
    return str(row.get("name") or "")
