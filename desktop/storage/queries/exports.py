"""Rows of the district workbook, streamed in walking order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.storage.codec import decoders
from desktop.storage.placement import natural
from desktop.storage.queries.card import columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from desktop.domain.values import Value

_PAGE = 2_000
_BY_QUARTER = {
    "quarter": "SELECT {c} FROM quarter t WHERE t.id = ? AND t.deleted = 0",
    "building": "SELECT {c} FROM building t WHERE t.quarter_id = ? AND t.deleted = 0 ORDER BY t.id",
    "unit": (
        "SELECT {c} FROM building b JOIN unit t ON t.building_id = b.id WHERE b.quarter_id = ? "
        "AND b.deleted = 0 AND t.deleted = 0 ORDER BY b.id, t.id"
    ),
    "household": (
        "SELECT {c} FROM household t WHERE t.quarter_id = ? AND t.deleted = 0 "
        "ORDER BY t.building_id, t.place, t.id"
    ),
    "visit": (
        "SELECT {c} FROM household h JOIN visit t ON t.household_id = h.id WHERE h.quarter_id = ? "
        "AND h.deleted = 0 AND t.deleted = 0 ORDER BY t.id"
    ),
}
_METERS = (
    "SELECT {c} FROM household h JOIN {k} t ON t.household_id = h.id WHERE h.quarter_id = ?1 "
    "AND h.deleted = 0 AND t.deleted = 0 UNION ALL SELECT {c} FROM building b JOIN {k} t "
    "ON t.building_id = b.id WHERE b.quarter_id = ?1 AND t.household_id IS NULL "
    "AND b.deleted = 0 AND t.deleted = 0"
)
_OF_QUARTER = "SELECT {c} FROM {k} t WHERE t.quarter_id = ? AND t.deleted = 0 ORDER BY t.id"


def quarter_ids(connection: Connection, codes: Sequence[str] | None = None) -> list[str]:
    """Return the ids of the quarters with ``codes`` (or ``STREET/CODE``), or of all, in order."""
    rows = connection.exec_driver_sql(
        "SELECT id, quarter_code, name, street_code FROM quarter WHERE deleted = 0"
    ).all()
    wanted = [
        row for row in rows if codes is None or row[1] in codes or f"{row[3]}/{row[1]}" in codes
    ]
    return [row[0] for row in sorted(wanted, key=lambda r: (natural(r[1]), natural(r[2]), r[0]))]


def export_rows(
    connection: Connection,
    kind: str,
    quarters: Sequence[str] | None = None,
    fields: Sequence[str] | None = None,
) -> Iterator[dict[str, Value]]:
    """Yield the records of ``kind``, quarter by quarter, without loading them all.

    Args:
        connection: a reader; all rows come from one moment.
        kind: entity kind that belongs to a quarter.
        quarters: ids; None for all.
        fields: only these columns, with ``id`` if it is wanted; None for all.
    """
    names = list(fields) if fields is not None else columns(kind)
    template = _BY_QUARTER.get(kind) or (_METERS if kind.endswith("_meter") else _OF_QUARTER)
    statement = template.format(c=", ".join(f"t.{name}" for name in names), k=kind)
    readers = [(name, reader) for name in names if (reader := decoders(kind)[name]) is not None]
    readers = [(name, reader) for name, reader in readers if not _plain(kind, name)]
    for quarter in quarter_ids(connection) if quarters is None else quarters:
        rows = connection.exec_driver_sql(statement, (quarter,))
        for page in rows.partitions(_PAGE):
            for row in page:
                record = dict(zip(names, row, strict=True))
                for name, reader in readers:
                    record[name] = reader(record[name])
                yield record


def ids_of_quarters(connection: Connection, kind: str, quarters: Sequence[str]) -> list[str]:
    """Return the ids of the records of ``kind`` in these quarters."""
    template = _BY_QUARTER.get(kind) or (_METERS if kind.endswith("_meter") else _OF_QUARTER)
    statement = template.format(c="t.id", k=kind).partition(" ORDER BY ")[0]
    found: list[str] = []
    for quarter in quarters:
        found += connection.exec_driver_sql(statement, (quarter,)).scalars().all()
    return found


def _plain(kind: str, name: str) -> bool:
    """Return whether the driver already gives the value: whole numbers need no reading."""
    from sqlalchemy import Integer

    from desktop.models.catalogue import tables

    return isinstance(tables()[kind].columns[name].type, Integer)
