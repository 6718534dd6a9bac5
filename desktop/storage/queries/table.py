"""The household table over any size: row numbers in order, and the cells of a few rows."""

from __future__ import annotations

from array import array
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from desktop.domain.rows import address_label
from desktop.domain.table_columns import ADDRESS, METERS, TableRow, column, own_fields
from desktop.storage.codec import decoders
from desktop.storage.placement import natural
from desktop.storage.queries.table_filter import first_in_use, in_use, narrowed, where

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from desktop.domain.list_filter import Condition
    from desktop.domain.rows import Scope
    from desktop.domain.table_columns import TableColumn
    from desktop.domain.values import Value

_PIECE = 50_000
_PARENTS = {"quarter": "q", "building": "b", "unit": "u"}
# A household in the file's order of what it is sorted by inside its building.
_PLACED = {
    "unit.unit_no": "substr(h.place, 1, instr(h.place, '|') - 1)",
    "household.room_no": "substr(h.place, instr(h.place, '|') + 5)",
}
_JOINED = (
    "FROM household h LEFT JOIN unit u ON u.id = h.unit_id "
    "LEFT JOIN building b ON b.id = h.building_id LEFT JOIN quarter q ON q.id = h.quarter_id"
)


def how_many(connection: Connection) -> int:
    """Return a number that is never smaller than that of the households, at once."""
    row = connection.exec_driver_sql("SELECT max(rowid) FROM household").first()
    return int(row[0] or 0) if row else 0


def by_address(
    connection: Connection, scope: Scope, conditions: Sequence[Condition] = ()
) -> array[int]:
    """Return the numbers of households quarter by quarter, building by building, door by door."""
    inside, parameters = narrowed(scope)
    asked, given = where(conditions)
    tests = "".join(f" AND {test}" for test in (inside, asked) if test)
    rows = connection.exec_driver_sql(
        "SELECT building_id, group_concat(n) FROM (SELECT h.building_id, h.rowid AS n "
        f"FROM household h WHERE h.deleted = 0{tests} ORDER BY h.building_id, h.place, h.id) AS o "
        "GROUP BY building_id",
        (*parameters, *given),
    ).all()
    return _walked(connection, rows)


def all_by_address(connection: Connection) -> array[int]:
    """Return the numbers of all households likewise; two indexes answer, no row is read."""
    rows = connection.exec_driver_sql(
        "SELECT building_id, group_concat(n) FROM (SELECT building_id, rowid AS n FROM household "
        "INDEXED BY ix_household_building_id_place ORDER BY building_id, place, rowid) AS o "
        "GROUP BY building_id"
    ).all()
    gone = _listed(
        connection,
        "SELECT group_concat(rowid) FROM household INDEXED BY ix_household_progress "
        "WHERE deleted <> 0",
    )
    numbers = _walked(connection, rows)
    if gone:
        away = frozenset(gone)
        numbers = array("q", (number for number in numbers if number not in away))
    return numbers


def matching(connection: Connection, conditions: Sequence[Condition]) -> array[int]:
    """Return the numbers for which ``conditions`` hold, in no order; deleted ones among them."""
    asked, given = where(conditions)
    return _listed(
        connection, f"SELECT group_concat(h.rowid) FROM household h WHERE {asked}", tuple(given)
    )


def by_code(connection: Connection, key: str) -> dict[Any, array[int]]:
    """Return code → numbers of the households that have it, deleted ones among them."""
    value, source = _valued(column(key))
    rows = connection.exec_driver_sql(
        f"SELECT v, group_concat(n) FROM (SELECT {value} AS v, h.rowid AS n {source}) AS o "
        "GROUP BY v"
    ).all()
    return {row[0]: _numbers(row[1]) for row in rows if row[0] is not None}


def in_order(connection: Connection, key: str) -> array[int]:
    """Return the numbers of all households that have a value in ``key``, the least first.

    Equal values stand in the order of their numbers; deleted households are among them.
    """
    value, source = _valued(column(key))
    return _listed(
        connection,
        f"SELECT group_concat(n) FROM (SELECT h.rowid AS n {source} WHERE {value} IS NOT NULL "
        f"ORDER BY {value}, h.rowid) AS o",
    )


def sort_values(
    connection: Connection, key: str, scope: Scope, conditions: Sequence[Condition]
) -> dict[int, Any]:
    """Return number → stored value of the households of a small part that have one."""
    value, source = _valued(column(key))
    inside, parameters = narrowed(scope)
    asked, given = where(conditions)
    tests = "".join(f" AND {test}" for test in (inside, asked) if test)
    rows = connection.exec_driver_sql(
        f"SELECT h.rowid, {value} {source} WHERE h.deleted = 0{tests} AND {value} IS NOT NULL",
        (*parameters, *given),
    )
    return {row[0]: row[1] for row in rows}


def table_rows(
    connection: Connection, numbers: Sequence[int], keys: Sequence[str]
) -> list[TableRow]:
    """Return the cells under ``keys`` of the households ``numbers``; those that are gone are not.

    Args:
        connection: a reader.
        numbers: a few hundred row numbers.
        keys: columns; what is computed by rule stays None.
    """
    names, readers, places = _selected(keys)
    rows = connection.exec_driver_sql(
        "SELECT h.rowid, h.id, h.building_id, b.building_no, u.unit_no, h.room_no"
        f"{''.join(f', {name}' for name in names)} {_JOINED} "
        f"WHERE h.rowid IN ({','.join('?' * len(numbers))}) AND h.deleted = 0",
        tuple(numbers),
    ).all()
    ids = [row[1] for row in rows]
    meters = {kind: _meters(connection, kind, ids, keys) for kind in METERS}
    addresses = [place for place, key in enumerate(keys) if key == ADDRESS]
    found: dict[int, TableRow] = {}
    for row in rows:
        values: list[Value] = [None] * len(keys)
        for place in addresses:
            values[place] = address_label(row[3], row[4], row[5])
        for place, reader, raw in zip(places, readers, row[6:], strict=True):
            values[place] = raw if reader is None else reader(raw)
        own: dict[str, str] = {}
        for kind in METERS:
            meter = meters[kind].get(row[1])
            if meter is not None:
                own[kind] = meter[0]
                for place, value in meter[1]:
                    values[place] = value
        found[row[0]] = TableRow(row[0], row[1], row[2] or "", own, tuple(values))
    return [found[number] for number in numbers if number in found]


def totals(connection: Connection, numbers: Sequence[int], key: str) -> tuple[int, int]:
    """Return how many of the households have a value in ``key``, and the sum as stored."""
    of = column(key)
    value, source = _valued(of)
    added = f"sum({value})" if of.numeric else "0"
    row = connection.exec_driver_sql(
        f"SELECT count({value}), {added} {source} WHERE h.rowid IN "
        f"({','.join('?' * len(numbers))})",
        tuple(numbers),
    ).first()
    return (0, 0) if row is None else (int(row[0]), int(row[1] or 0))


def number_of(connection: Connection, household_id: str) -> int | None:
    """Return the row number of one household, or None."""
    row = connection.exec_driver_sql(
        "SELECT rowid FROM household WHERE id = ? AND deleted = 0", (household_id,)
    ).first()
    return None if row is None else int(row[0])


def saved_filters(connection: Connection, page: str) -> list[tuple[str, str, str]]:
    """Return (id, name, definition) of the filters kept for a page, by name."""
    rows = connection.exec_driver_sql(
        "SELECT id, coalesce(name, ''), coalesce(definition, '') FROM saved_filter "
        "WHERE page = ? AND deleted = 0 ORDER BY name, id",
        (page,),
    )
    return [(row[0], row[1], row[2]) for row in rows]


def _valued(of: TableColumn) -> tuple[str, str]:
    """Return the expression of a column's value and where it is read from."""
    assert of.field is not None, of.key  # noqa: S101 - computed columns are never asked for
    if of.key in _PLACED:
        return f"nullif({_PLACED[of.key]}, '')", "FROM household h"
    if of.kind == "household":
        return f"h.{of.field.name}", "FROM household h"
    if of.kind in METERS:
        source = (
            # Read as they lie in the file: in the order of an index every row is another page.
            f"FROM {of.kind} m NOT INDEXED CROSS JOIN household h ON h.id = m.household_id "
            f"AND {first_in_use(of.kind)}"
        )
        return f"m.{of.field.name}", source
    return f"{_PARENTS[of.kind]}.{of.field.name}", _JOINED


def _selected(keys: Sequence[str]) -> tuple[list[str], list[Any], list[int]]:
    names: list[str] = []
    readers: list[Any] = []
    places: list[int] = []
    for kind, alias in (("household", "h"), *_PARENTS.items()):
        known = decoders(kind)
        for place, field in own_fields(keys, kind):
            names.append(f"{alias}.{field.name}")
            readers.append(known[field.name])
            places.append(place)
    return names, readers, places


def _meters(
    connection: Connection, kind: str, ids: Sequence[str], keys: Sequence[str]
) -> Mapping[str, tuple[str, list[tuple[int, Value]]]]:
    """Return household → (meter id, [(place among keys, value)]) of its first meter in use."""
    fields = own_fields(keys, kind)
    if not fields:
        return {}
    known = decoders(kind)
    rows = connection.exec_driver_sql(
        f"SELECT m.household_id, m.id{''.join(f', m.{field.name}' for _, field in fields)} "
        f"FROM {kind} m WHERE m.household_id IN ({','.join('?' * len(ids))}) AND {in_use(kind)} "
        "ORDER BY m.id",
        tuple(ids),
    )
    found: dict[str, tuple[str, list[tuple[int, Value]]]] = {}
    for row in rows:
        if row[0] not in found:
            values = []
            for (place, field), raw in zip(fields, row[2:], strict=True):
                reader = known[field.name]
                values.append((place, raw if reader is None else reader(raw)))
            found[row[0]] = (row[1], values)
    return found


def _listed(connection: Connection, statement: str, parameters: tuple[Any, ...] = ()) -> array[int]:
    """Return numbers that the database gathers into one text.

    Half a million rows fetched one by one hold the interpreter's lock for a second, and the
    window waits for it; one row is made without it.
    """
    row = connection.exec_driver_sql(statement, parameters).first()
    return _numbers(row[0] if row else None)


def _numbers(text: str | int | None) -> array[int]:
    numbers = array("q")
    if text is not None:
        parts = str(text).split(",")
        for start in range(0, len(parts), _PIECE):
            numbers.extend(map(int, parts[start : start + _PIECE]))
    return numbers


def _walked(connection: Connection, rows: Iterable[Any]) -> array[int]:
    """Put the runs of each building into the order of quarters and building numbers."""
    runs: dict[str | None, array[int]] = {row[0]: _numbers(row[1]) for row in rows}
    keys: dict[str | None, tuple[str, ...]] = defaultdict(lambda: ("\uffff",) * 4)
    if len(runs) > 1:
        for row in connection.exec_driver_sql(
            "SELECT b.id, q.quarter_code, q.name, b.building_no FROM building b "
            "LEFT JOIN quarter q ON q.id = b.quarter_id"
        ):
            keys[row[0]] = (natural(row[1]), natural(row[2]), natural(row[3]), row[0])
    numbers = array("q")
    for building in sorted(runs, key=lambda found: keys[found]):
        numbers.extend(runs[building])
    return numbers
