"""Where records are and what people call them, for thousands at once."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.rows import address_label
from desktop.storage.queries.merging import in_parts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

_ABOVE = (
    "SELECT t.id, q.id, q.name, b.building_no, u.unit_no, t.room_no, '' FROM household t "
    "LEFT JOIN unit u ON u.id = t.unit_id LEFT JOIN building b ON b.id = u.building_id "
    "LEFT JOIN quarter q ON q.id = b.quarter_id WHERE t.id IN ({ids})"
)
_METER = (
    "SELECT t.id, q.id, q.name, b.building_no, u.unit_no, h.room_no, t.%s FROM %s t "
    "LEFT JOIN household h ON h.id = t.household_id LEFT JOIN unit u ON u.id = h.unit_id "
    "LEFT JOIN building b ON b.id = coalesce(u.building_id, t.building_id) "
    "LEFT JOIN quarter q ON q.id = b.quarter_id WHERE t.id IN ({ids})"
)
_STATEMENTS = {
    "quarter": ("SELECT t.id, t.id, t.name, '', '', '', '' FROM quarter t WHERE t.id IN ({ids})"),
    "building": (
        "SELECT t.id, q.id, q.name, t.building_no, '', '', '' FROM building t "
        "LEFT JOIN quarter q ON q.id = t.quarter_id WHERE t.id IN ({ids})"
    ),
    "unit": (
        "SELECT t.id, q.id, q.name, b.building_no, t.unit_no, '', '' FROM unit t "
        "LEFT JOIN building b ON b.id = t.building_id "
        "LEFT JOIN quarter q ON q.id = b.quarter_id WHERE t.id IN ({ids})"
    ),
    "household": _ABOVE,
    "water_meter": _METER % ("body_no", "water_meter"),
    "electricity_meter": _METER % ("asset_no", "electricity_meter"),
}


class RecordPlace(NamedTuple):
    """Where a record is.

    Attributes:
        quarter_id, quarter: its quarter; empty when it has none.
        label: quarter and address, and a meter's number, as people write them.
    """

    quarter_id: str
    quarter: str
    label: str


def places_of(connection: Connection, records: Iterable[tuple[str, str]]) -> dict[str, RecordPlace]:
    """Return id → place of (kind, id) pairs, deleted records too; other kinds are left out."""
    by_kind: dict[str, set[str]] = defaultdict(set)
    for kind, one in records:
        by_kind[kind].add(one)
    found: dict[str, RecordPlace] = {}
    for kind, ids in by_kind.items():
        if kind in _STATEMENTS:
            for row in in_parts(connection, _STATEMENTS[kind], sorted(ids)):
                address = f"{row[2] or ''}{address_label(row[3], row[4], row[5])}"
                label = f"{address} {row[6]}".strip() if row[6] else address
                found[row[0]] = RecordPlace(row[1] or "", row[2] or "", label)
    return found
