"""Inserting very many rows: indexes are rebuilt once instead of kept up row by row."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlcipher3.dbapi2 import Connection as Driver

MANY_ROWS = 5_000
"""From so many rows on an insert is worth preparing for."""

CACHE = "PRAGMA cache_size=-409600"
"""Pages that do not fit are encrypted and written twice; the commit gives the memory back."""

_INDEXES = (
    "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? "
    "AND sql IS NOT NULL ORDER BY rowid"
)


@contextmanager
def prepared(driver: Driver, table: str, rows: int) -> Iterator[None]:
    """Insert ``rows`` rows into ``table`` inside; a small number changes nothing.

    When more rows come than are there, the table's indexes (keys and uniqueness apart) are dropped
    and made again by sorting: half the time, because meter and phone numbers come in no order.
    If anything inside fails, the indexes are missing and the transaction may only be rolled back;
    the caller sees to that. (A savepoint here made every row keep its pages: 90 s instead of 3.)
    """
    if rows <= MANY_ROWS or not isinstance(driver, dbapi2.Connection):  # a server keeps its own
        yield
        return
    driver.execute(CACHE)
    present = driver.execute(
        f"SELECT count(*) FROM (SELECT 1 FROM {table} LIMIT {int(rows)})"
    ).fetchone()[0]
    if present >= rows:
        yield
        return
    indexes = driver.execute(_INDEXES, (table,)).fetchall()
    for name, _ in indexes:
        driver.execute(f'DROP INDEX "{name}"')
    yield
    for _, statement in indexes:
        driver.execute(statement)
