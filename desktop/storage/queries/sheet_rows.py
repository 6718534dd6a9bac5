"""Rows of the workbook's data sheets as the file stores them, joined and in walking order.

A row is one line: the ids of the sheet's kinds, then its columns. Making 50,000 records of 40
values out of them first would take longer than writing the whole workbook.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from desktop.domain.meters import OUT_OF_USE
from desktop.domain.stored_lines import BETWEEN_PARTS, WITHIN_PART
from desktop.models.catalogue import tables
from desktop.storage.codec import decoders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import Connection

_PAGE = 256
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
    connection: Connection,
    kinds: Sequence[str],
    parts: Sequence[Sequence[str]],
    quarters: Sequence[str],
) -> Iterator[list[bytes]]:
    """Yield pages of rows as lines (:mod:`desktop.domain.stored_lines`).

    A line has an id for each of ``kinds``, then ``parts``, each with the stored values of its
    keys: numbers in digits, nothing where there is none.

    Args:
        connection: a reader; all rows come from one moment.
        kinds: entities of a row, the leading one first.
        parts: columns as ``kind.field``; one that is no field of the ledger is always empty.
        quarters: ids.
    """
    in_one = connection.dialect.name == "sqlite"
    statement = _statement(kinds, parts, in_one=in_one)
    sizes = [1] * len(kinds) + [len(part) for part in parts]
    for quarter in quarters:
        cursor: Any = connection.exec_driver_sql(statement, (quarter,)).cursor
        held: list[tuple[str, bytes]] = []
        while page := cursor.fetchmany(_PAGE):
            pairs = page if in_one else [(row[0], _line(row[1:], sizes)) for row in page]
            rows = dict([*held, *pairs])
            held = [rows.popitem()]
            if rows:
                yield list(rows.values())
        yield [line for _, line in held]


def _statement(kinds: Sequence[str], parts: Sequence[Sequence[str]], *, in_one: bool) -> str:
    ids = [[f"{_ALIASES[kind]}.id"] for kind in kinds]
    columns = [*ids, *([_column(key) for key in part] for part in parts)]
    if in_one:
        # one value instead of forty: taking a value from the driver costs more than its text
        between, within = (f", x'{mark.hex()}', " for mark in (BETWEEN_PARTS, WITHIN_PART))
        listed = f"CAST(concat({between.join(within.join(part) for part in columns)}) AS BLOB)"
    else:
        listed = ", ".join(one for part in columns for one in part)
    selected = f"{ids[0][0]}, {listed}"
    lead = kinds[0]
    if lead in _FROM:
        return f"SELECT {selected} {_FROM[lead]}"
    templates = [part.format(kind=lead, a=_ALIASES[lead]) for part in _MASTERS]
    return " UNION ALL ".join(f"SELECT {selected} {template}" for template in templates)


def _line(values: Sequence[Any], sizes: Sequence[int]) -> bytes:
    texts = iter([_text(value) for value in values])
    parts = [WITHIN_PART.join(islice(texts, size)) for size in sizes]
    return BETWEEN_PARTS.join(parts)


def _text(value: Any) -> bytes:
    if value is None:
        return b""
    return str(int(value) if isinstance(value, bool) else value).encode()


def _column(key: str) -> str:
    kind, _, name = key.partition(".")
    if kind not in _ALIASES:
        return "NULL"
    return f"{_ALIASES[kind]}.{tables()[kind].columns[name].name}"
