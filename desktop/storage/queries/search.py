"""Answers a query in a few index lookups: names, numbers, addresses; never a scan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.rows import address_label
from desktop.domain.search import LIMIT, SearchHit, bigrams, read_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

    from desktop.domain.search import AddressQuery

_AFTER = "\U0010ffff"
_ENDING = 4
_NUMBERS = (
    ("water_meter", "body_no"),
    ("electricity_meter", "asset_no"),
    ("water_meter", "account_no"),
    ("electricity_meter", "account_no"),
)
_HOUSEHOLD = (
    "SELECT h.id, q.name, b.building_no, u.unit_no, h.room_no, h.owner_name, h.phone "
    "FROM {source} LEFT JOIN unit u ON u.id = h.unit_id "
    "LEFT JOIN building b ON b.id = h.building_id "
    "LEFT JOIN quarter q ON q.id = h.quarter_id WHERE {where} AND h.deleted = 0 LIMIT {limit}"
)


def search(connection: Connection, text: str, limit: int = LIMIT) -> list[SearchHit]:
    """Return what ``text`` finds, best first: quarters, names, addresses, numbers.

    Args:
        connection: a reader.
        text: two or more characters of a name, pinyin or initials, an address such as
            ``翠湖3-2-501``, the beginning or the last four or more digits of a number.
        limit: most results.
    """
    text = " ".join(text.split())
    if not text:
        return []
    found: dict[tuple[str, str], SearchHit] = {}
    for source in _sources(text):
        for hit in source(connection, text, limit):
            found.setdefault((hit.kind, hit.id), hit)
        if len(found) >= limit:
            break
    return list(found.values())[:limit]


def _sources(text: str) -> Iterator[Callable[[Connection, str, int], Iterator[SearchHit]]]:
    solid = text.replace(" ", "").replace("-", "")
    if solid.isascii() and any(c.isdigit() for c in solid):
        yield _by_address
        yield _by_room
        yield _by_number
    elif solid.isascii() and solid.isalpha():
        yield _by_reading
        yield _by_number
    else:
        yield _by_name
        yield _by_address


def _by_name(connection: Connection, text: str, limit: int) -> Iterator[SearchHit]:
    grams = [gram for gram in bigrams(text) if len(gram) > 1]
    if not grams:
        rows = connection.exec_driver_sql(
            "SELECT kind, text FROM search_text WHERE text >= ? AND text < ? LIMIT ?",
            (text, text + _AFTER, limit),
        ).all()
    else:
        rows = connection.exec_driver_sql(
            "SELECT t.kind, t.text FROM search_bigram b JOIN search_text t ON t.number = b.rowid "
            "WHERE search_bigram MATCH ? LIMIT ?",
            (" AND ".join(f'"{gram}"' for gram in grams), limit),
        ).all()
        wanted = text.replace(" ", "").lower()
        rows = [row for row in rows if wanted in row[1].replace(" ", "").lower()]
    yield from _named(connection, rows, limit)


def _by_reading(connection: Connection, text: str, limit: int) -> Iterator[SearchHit]:
    wanted = text.replace(" ", "").lower()
    for column in ("initials", "pinyin"):
        rows = connection.exec_driver_sql(
            f"SELECT kind, text FROM search_text WHERE {column} >= ? AND {column} < ? "
            f"ORDER BY {column} LIMIT ?",
            (wanted, wanted + _AFTER, limit),
        ).all()
        yield from _named(connection, rows, limit)


def _named(connection: Connection, rows: Any, limit: int) -> Iterator[SearchHit]:
    quarters = [row[1] for row in rows if row[0] == "quarter"]
    owners = [row[1] for row in rows if row[0] == "household"]
    for name in quarters:
        for row in connection.exec_driver_sql(
            "SELECT id, name, coalesce(community, '') FROM quarter WHERE name = ? AND deleted = 0 "
            "UNION SELECT id, name, alias FROM quarter WHERE alias = ? AND deleted = 0",
            (name, name),
        ):
            yield SearchHit("quarter", row[0], row[1] or "", row[2] or "")
    if owners:
        marks = ",".join("?" * len(owners))
        yield from _households(
            connection, "household h", f"h.owner_name IN ({marks})", tuple(owners), limit
        )


def _by_number(connection: Connection, text: str, limit: int) -> Iterator[SearchHit]:
    digits = text.replace(" ", "").replace("-", "")
    yield from _numbered(connection, "household h", "h.phone", digits, limit)
    for kind, field in _NUMBERS:
        source = f"{kind} m JOIN household h ON h.id = m.household_id"
        yield from _numbered(connection, source, f"m.{field}", digits, limit)


def _numbered(
    connection: Connection, source: str, column: str, digits: str, limit: int
) -> Iterator[SearchHit]:
    where = f"{column} >= ? AND {column} < ?"
    if column.startswith("m."):
        where += " AND m.deleted = 0"
    parameters: tuple[Any, ...] = (digits, digits + _AFTER)
    yield from _households(connection, source, where, parameters, limit, column)
    if len(digits) >= _ENDING and not column.endswith("account_no"):
        name = column[2:]
        alias = column[:2]
        where = f"substr({alias}{name}, -4) = ? AND {column} IS NOT NULL AND {column} LIKE ?" + (
            " AND m.deleted = 0" if alias == "m." else ""
        )
        parameters = (digits[-_ENDING:], f"%{digits}")
        yield from _households(connection, source, where, parameters, limit, column)


def _by_room(connection: Connection, text: str, limit: int) -> Iterator[SearchHit]:
    if len(text) > 6:  # noqa: PLR2004 - no room number is longer
        return
    yield from _households(
        connection, "household h", "h.room_no >= ? AND h.room_no < ?", (text, text + _AFTER), limit
    )


def _by_address(connection: Connection, text: str, limit: int) -> Iterator[SearchHit]:
    asked = read_address(text)
    if asked is None:
        return
    quarters = _quarters(connection, asked.quarter) if asked.quarter else None
    if quarters == []:
        return
    if asked.building:
        yield from _in_buildings(connection, asked, quarters, limit)
    elif quarters is not None:
        for quarter in quarters:
            where = "h.room_no = ? AND h.quarter_id = ?"
            yield from _households(connection, "household h", where, (asked.room, quarter), limit)


def _in_buildings(
    connection: Connection, asked: AddressQuery, quarters: list[str] | None, limit: int
) -> Iterator[SearchHit]:
    where, parameters = "b.building_no = ? AND b.deleted = 0", [asked.building]
    if quarters is not None:
        where += f" AND b.quarter_id IN ({','.join('?' * len(quarters))})"
        parameters += quarters
    buildings = connection.exec_driver_sql(
        "SELECT b.id, q.name, b.building_no FROM building b "
        f"LEFT JOIN quarter q ON q.id = b.quarter_id WHERE {where} LIMIT {limit}",
        tuple(parameters),
    ).all()
    for found, quarter, number in buildings:
        if not asked.room and not asked.unit:
            label = f"{quarter or ''}{address_label(number, None, None)}"
            yield SearchHit("building", found, label, "")
            continue
        where, given = "h.building_id = ?", [found]
        if asked.room:
            where += " AND +h.room_no = ?"
            given.append(asked.room)
        yield from _households(
            connection, "household h", where, tuple(given), limit, unit=asked.unit
        )


def _quarters(connection: Connection, text: str) -> list[str]:
    grams = [gram for gram in bigrams(text) if len(gram) > 1]
    if not grams:
        return []
    rows = connection.exec_driver_sql(
        "SELECT q.id FROM search_bigram b JOIN search_text t ON t.number = b.rowid "
        "JOIN quarter q ON q.name = t.text WHERE search_bigram MATCH ? AND t.kind = 'quarter' "
        "AND q.deleted = 0 LIMIT 20",
        (" AND ".join(f'"{gram}"' for gram in grams),),
    )
    return [row[0] for row in rows]


def _households(
    connection: Connection,
    source: str,
    where: str,
    parameters: tuple[Any, ...],
    limit: int,
    matched: str = "",
    unit: str = "",
) -> Iterator[SearchHit]:
    statement = _HOUSEHOLD.format(source=source, where=where, limit=limit)
    if matched:
        statement = statement.replace("h.phone FROM", f"h.phone, {matched} FROM")
    for row in connection.exec_driver_sql(statement, parameters):
        if unit and row[3] != unit:
            continue
        label = f"{row[1] or ''}{address_label(row[2], row[3], row[4])}"
        number = row[7] if matched else row[6]
        detail = " ".join(part for part in (row[5], number) if part)
        yield SearchHit("household", row[0], label, detail)
