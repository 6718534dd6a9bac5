"""Rows of the workbook's data sheets as the file stores them, joined and in walking order.

A row is one plain tuple: the ids of the sheet's kinds, then its columns. Making 50,000 records of
40 values out of them first would take longer than writing the whole workbook.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.meters import OUT_OF_USE
from desktop.models.catalogue import tables
from desktop.storage.codec import decoders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import Connection

_PAGE = 512
_HOUSEHOLD_ROLE = 3
_ALIASES = {
    "quarter": "q",
    "building": "b",
    "unit": "u",
    "household": "h",
    "water_meter": "w",
    "electricity_meter": "e",
}
_OUT_OF_USE = ", ".join(str(int(state)) for state in sorted(OUT_OF_USE))
_CURRENT = (
    "LEFT JOIN {kind} {a} ON {a}.household_id = h.id AND {a}.deleted = 0 "
    f"AND ({{a}}.state IS NULL OR {{a}}.state NOT IN ({_OUT_OF_USE})) "
    f"AND ({{a}}.role IS NULL OR {{a}}.role = {_HOUSEHOLD_ROLE})"
)
_FROM = {
    "quarter": "FROM quarter q WHERE q.id = ?1 AND q.deleted = 0",
    "building": (
        "FROM building b JOIN quarter q ON q.id = b.quarter_id "
        "WHERE b.quarter_id = ?1 AND b.deleted = 0 ORDER BY b.id"
    ),
    # the newest of several meters in use stands on the last of a household's rows
    "household": (
        "FROM household h JOIN quarter q ON q.id = h.quarter_id "
        "LEFT JOIN unit u ON u.id = h.unit_id LEFT JOIN building b ON b.id = u.building_id "
        f"{_CURRENT.format(kind='water_meter', a='w')} "
        f"{_CURRENT.format(kind='electricity_meter', a='e')} "
        "WHERE h.quarter_id = ?1 AND h.deleted = 0 "
        "ORDER BY h.building_id, h.place, h.id, w.id, e.id"
    ),
}
_MASTERS = (
    "FROM household h JOIN {kind} {a} ON {a}.household_id = h.id "
    "JOIN quarter q ON q.id = h.quarter_id LEFT JOIN building b ON b.id = {a}.building_id "
    "WHERE h.quarter_id = ?1 AND h.deleted = 0 AND {a}.deleted = 0 "
    f"AND {{a}}.role <> {_HOUSEHOLD_ROLE}",
    "FROM building b JOIN {kind} {a} ON {a}.building_id = b.id "
    "JOIN quarter q ON q.id = b.quarter_id "
    "WHERE b.quarter_id = ?1 AND b.deleted = 0 AND {a}.deleted = 0 "
    f"AND {{a}}.household_id IS NULL AND {{a}}.role <> {_HOUSEHOLD_ROLE}",
)


def readers(keys: Sequence[str]) -> list[Callable[[Any], Any] | None]:
    """Return for every column (``kind.field``) how its stored value is read; None: as it is."""
    found = []
    for key in keys:
        kind, _, name = key.partition(".")
        found.append(decoders(kind)[name] if kind in _ALIASES else None)
    return found


def sheet_rows(
    connection: Connection, kinds: Sequence[str], keys: Sequence[str], quarters: Sequence[str]
) -> Iterator[list[tuple[Any, ...]]]:
    """Yield pages of rows: an id for each of ``kinds``, then a stored value for each of ``keys``.

    Args:
        connection: a reader; all rows come from one moment.
        kinds: entities of a row, the leading one first.
        keys: columns as ``kind.field``; one that is no field of the ledger is always None.
        quarters: ids.
    """
    statement = _statement(kinds, keys)
    for quarter in quarters:
        cursor: Any = connection.exec_driver_sql(statement, (quarter,)).cursor
        held: tuple[Any, ...] | None = None
        while page := cursor.fetchmany(_PAGE):
            rows = list({row[0]: row for row in ([held] if held else []) + page}.values())
            held = rows.pop()
            if rows:
                yield rows
        if held is not None:
            yield [held]


def _statement(kinds: Sequence[str], keys: Sequence[str]) -> str:
    selected = ", ".join(
        [f"{_ALIASES[kind]}.id" for kind in kinds] + [_column(key) for key in keys]
    )
    lead = kinds[0]
    if lead in _FROM:
        return f"SELECT {selected} {_FROM[lead]}"
    parts = [part.format(kind=lead, a=_ALIASES[lead]) for part in _MASTERS]
    return " UNION ALL ".join(f"SELECT {selected} {part}" for part in parts)


def _column(key: str) -> str:
    kind, _, name = key.partition(".")
    if kind not in _ALIASES:
        return "NULL"
    return f"{_ALIASES[kind]}.{tables()[kind].columns[name].name}"
