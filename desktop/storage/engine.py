"""SQLAlchemy over connections that we open, key and drive ourselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import create_engine, event
from sqlalchemy.pool import QueuePool, StaticPool
from sqlcipher3 import dbapi2

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection, Engine

_READERS = 3
_MORE_READERS = 5


def engine_over(driver: dbapi2.Connection) -> Engine:
    """Return an engine over the one connection ``driver`` that leaves transactions to its owner.

    Neither closing an SQLAlchemy connection nor an error in it may end the owner's transaction.
    """
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: driver,
        poolclass=StaticPool,
        pool_reset_on_return=None,
    )
    for name in ("do_begin", "do_commit", "do_rollback"):
        setattr(engine.dialect, name, _nothing)
    return engine


def reading_engine(open_one: Callable[[], dbapi2.Connection]) -> Engine:
    """Return a pool of readers; each takes one snapshot when it begins."""
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=open_one,
        poolclass=QueuePool,
        pool_size=_READERS,
        max_overflow=_MORE_READERS,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _nothing(_connection: object) -> None:
    """Leave the transaction alone."""


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
