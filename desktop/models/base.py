"""Conventions of every table, decided once: ids, soft deletion, names, and how values are stored.

Exact decimals are stored as whole numbers of their smallest unit, dates as ISO dates, moments as
ISO text in UTC. Almost nothing is NOT NULL: a household without a known owner is recorded all the
same (``fields.md``, preamble).
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, ForeignKey, Index, MetaData, String, func, literal_column, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect

ID_LENGTH = 32
MOMENT_LENGTH = 32


class Scaled(TypeDecorator[Decimal]):
    """An exact decimal with a fixed number of places, stored as a whole number.

    Attributes:
        places: decimal places; money and area 2, water readings 3.
    """

    impl = BigInteger
    cache_ok = True

    def __init__(self, places: int) -> None:
        super().__init__()
        self.places = places

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Return the whole number of smallest units."""
        del dialect
        return (
            None if value is None else int(Decimal(value).scaleb(self.places).to_integral_exact())
        )

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Decimal | None:
        """Return the exact decimal."""
        del dialect
        return None if value is None else Decimal(int(value)).scaleb(-self.places)


class Moment(TypeDecorator[datetime]):
    """A point in time as ISO text in UTC, to the second: the order of texts is that of times."""

    impl = String(MOMENT_LENGTH)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Return the canonical text."""
        del dialect
        return None if value is None else value.astimezone(UTC).isoformat(timespec="seconds")

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """Return the aware moment."""
        del dialect
        return None if value is None else datetime.fromisoformat(value)


class Base(DeclarativeBase):
    """Base of every table."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )


class Noun(Base):
    """A table of the domain: an id that sorts by time of making, and a soft-delete mark.

    Attributes:
        id: 32 hexadecimal digits (``kernel/identity.py``).
        deleted: set instead of removing the row, so that nothing that points here breaks.
    """

    __abstract__ = True

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, sort_order=-2)
    deleted: Mapped[bool] = mapped_column(default=False, server_default="0", sort_order=-1)


def reference(target: str) -> ForeignKey:
    """Return the foreign key to ``target``, checked when the operation is committed.

    Checked late, so that the rows of one operation may come in any order.
    """
    return ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED")


DERIVED = {"derived": True}
"""Marks a column that is computed from others: it stays out of journal, merge and export."""


def filled(table: str, column: str) -> Index:
    """Return an index of ``column`` over the rows that have a value, for lookups by it."""
    return Index(f"ix_{table}_{column}", column, **_where(f"{column} IS NOT NULL"))


def ending(table: str, column: str) -> Index:
    """Return an index of the last four characters: people search by the end of a number.

    It holds the whole number too: at 500,000 households four digits alone find fifty.
    """
    last_four = func.substr(literal_column(column), literal_column("-4"))
    return Index(f"ix_{table}_{column}_end", last_four, column, **_where(f"{column} IS NOT NULL"))


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}
