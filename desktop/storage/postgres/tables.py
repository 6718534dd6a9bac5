"""The tables of a ledger as PostgreSQL makes them: the same columns, storing the same values.

Dates and moments stand as ISO texts, truth as 0 and 1, exact decimals as whole numbers, as in the
encrypted file, so that a query reads the same values from either.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sqlalchemy import Boolean, Date, Identity, Integer, MetaData, SmallInteger, String, Table, Text
from sqlalchemy import types as kinds
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.base import DATE
from sqlalchemy.schema import Column, CreateIndex, CreateTable

from desktop.models.base import Base

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Dialect

NUMBERED = ("household", "water_meter", "electricity_meter")
"""Tables whose lists go by row number; SQLite gives every table one."""

_DATE_LENGTH = 10


class _Truth(kinds.TypeDecorator[bool]):
    """Truth as 0 and 1."""

    impl = SmallInteger
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        del dialect
        return None if value is None else int(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> bool | None:
        del dialect
        return None if value is None else bool(value)


class LedgerDialect(PGDialect_psycopg):
    """PostgreSQL that stores truth and dates as the encrypted file does."""

    supports_native_boolean = False
    supports_statement_cache = True
    colspecs = {**PGDialect_psycopg.colspecs, Date: DATE}  # noqa: RUF012 - as the base class has it


def statements() -> Iterator[str]:
    """Yield what makes every table and index, parents before children."""
    made = MetaData(naming_convention=Base.metadata.naming_convention)
    dialect = LedgerDialect()  # type: ignore[no-untyped-call]
    tables = [table.to_metadata(made) for table in Base.metadata.sorted_tables]
    for table in tables:
        _stored(table)
        yield str(CreateTable(table).compile(dialect=dialect))
        for index in sorted(table.indexes, key=lambda one: str(one.name)):
            yield str(CreateIndex(index).compile(dialect=dialect))


def _stored(table: Table) -> None:
    for column in table.columns:
        column.type = _type(column)
        column.server_default = None if column.server_default is None else column.server_default
    if table.name in NUMBERED:
        table.append_column(Column("rowid", kinds.BigInteger, Identity(), unique=True))


def _type(column: Column[Any]) -> Any:
    if isinstance(column.type, Boolean):
        return SmallInteger()
    if isinstance(column.type, Date):
        return String(_DATE_LENGTH)
    if isinstance(column.type, Integer):
        return kinds.BigInteger()
    if isinstance(column.type, String) and not isinstance(column.type, Text):
        return String(column.type.length)
    return column.type


_STORED = {"BOOLEAN": "SMALLINT", "DATE": f"VARCHAR({_DATE_LENGTH})", "INTEGER": "BIGINT"}
_TYPE = re.compile(rf"(?<= )(?:{'|'.join(_STORED)})\b")


def stored(statement: str) -> str:
    """Return a revision of the encrypted file with the types under which the server stores it."""
    return _TYPE.sub(lambda found: _STORED[found[0]], statement)
