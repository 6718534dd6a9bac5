"""Answers a query in a few index lookups: names, numbers, addresses; never a scan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.rows import address_label
from desktop.domain.search import LIMIT, SearchHit, bigrams, read_address
from desktop.storage.placement import natural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sqlalchemy import Connection

    from desktop.domain.search import AddressQuery

_AFTER = "\U0010ffff"
_ENDING = 4
_NUMBERS = (
    ("household", "phone", True),
    ("water_meter", "body_no", True),
    ("electricity_meter", "asset_no", True),
    ("water_meter", "account_no", False),
    ("electricity_meter", "account_no", False),
)
"""Table, column, and whether its last digits are indexed too."""
_FOUND = "SELECT {of}, {field} FROM {kind} WHERE {where} AND {of} IS NOT NULL AND deleted = 0"
_BEGINS = "{field} >= ? AND {field} < ?"
_ENDS = "substr({field}, -4) = ? AND {field} IS NOT NULL AND {field} LIKE ?"
_HOUSEHOLD = (
    "SELECT h.id, q.name, b.building_no, u.unit_no, h.room_no, h.owner_name, h.phone "
    "FROM household h LEFT JOIN unit u ON u.id = h.unit_id "
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
                return list(found.values())
    return list(found.values())


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
        yield from _households(connection, f"h.owner_name IN ({marks})", tuple(owners), limit)


def _by_number(connection: Connection, text: str, limit: int) -> Iterator[SearchHit]:
    digits = text.replace(" ", "").replace("-", "")
    arms, parameters = [], []
    for kind, field, end in _NUMBERS:
        arms.append(
            _FOUND.format(kind=kind, field=field, of=_of(kind), where=_BEGINS.format(field=field))
        )
        parameters += [digits, digits + _AFTER]
        if end and len(digits) >= _ENDING:
            arms.append(
                _FOUND.format(kind=kind, field=field, of=_of(kind), where=_ENDS.format(field=field))
            )
            parameters += [digits[-_ENDING:], f"%{digits}"]
    # One statement without joins finds the numbers; only what is shown is then fetched.
    rows = connection.exec_driver_sql(
        f"{' UNION ALL '.join(arms)} LIMIT {limit}", tuple(parameters)
    ).all()
    numbers: dict[str, str] = {}
    for household, number in rows:
        numbers.setdefault(household, number)
    if not numbers:
        return
    where = f"h.id IN ({','.join('?' * len(numbers))})"
    hits = {
        hit.id: hit
        for hit in _households(connection, where, tuple(numbers), limit, numbers=numbers)
    }
    yield from (hits[household] for household in numbers if household in hits)


def _of(kind: str) -> str:
    return "id" if kind == "household" else "household_id"


def _by_room(connection: Connection, text: str, limit: int) -> Iterator[SearchHit]:
    if len(text) > 6:  # noqa: PLR2004 - no room number is longer
        return
    yield from _households(
        connection, "h.room_no >= ? AND h.room_no < ?", (text, text + _AFTER), limit
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
            yield from _households(connection, where, (asked.room, quarter), limit)


def _in_buildings(
    connection: Connection, asked: AddressQuery, quarters: list[str] | None, limit: int
) -> Iterator[SearchHit]:
    where, parameters = "b.building_no = ? AND b.deleted = 0", [asked.building]
    if quarters is not None:
        where += f" AND b.quarter_id IN ({','.join('?' * len(quarters))})"
        parameters += quarters
    if asked.room or asked.unit:
        # The order key holds unit and room: the index alone tells which rows to fetch.
        unit = natural(asked.unit) if asked.unit else "%"
        room = natural(asked.room) if asked.room else "%"
        inside = f"h.building_id IN (SELECT b.id FROM building b WHERE {where}) AND h.place LIKE ?"
        given = [*parameters, f"{unit}|%|{room}"]
        if asked.unit:
            inside += " AND u.unit_no = ?"
            given.append(asked.unit)
        if asked.room:
            inside += " AND +h.room_no = ?"
            given.append(asked.room)
        yield from _households(connection, inside, tuple(given), limit)
        return
    for found, quarter, number in connection.exec_driver_sql(
        "SELECT b.id, q.name, b.building_no FROM building b "
        f"LEFT JOIN quarter q ON q.id = b.quarter_id WHERE {where} LIMIT {limit}",
        tuple(parameters),
    ):
        label = f"{quarter or ''}{address_label(number, None, None)}"
        yield SearchHit("building", found, label, "")


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
    where: str,
    parameters: tuple[Any, ...],
    limit: int,
    numbers: Mapping[str, str] | None = None,
) -> Iterator[SearchHit]:
    """Yield the households; with ``numbers``, each shows the number that was found."""
    statement = _HOUSEHOLD.format(where=where, limit=limit)
    for row in connection.exec_driver_sql(statement, parameters):
        label = f"{row[1] or ''}{address_label(row[2], row[3], row[4])}"
        number = row[6] if numbers is None else numbers[row[0]]
        detail = " ".join(part for part in (row[5], number) if part)
        yield SearchHit("household", row[0], label, detail)
