"""SQLAlchemy over connections to the server, taking the statements written for SQLite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.pool import QueuePool, StaticPool

from desktop.storage.postgres.translation import tests_translated, to_postgres, values_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import psycopg
    from sqlalchemy import Engine

_READERS = 3
_MORE_READERS = 5
_URL = "hubiao+server://"

registry.register("hubiao.server", "desktop.storage.postgres.tables", "LedgerDialect")


def writing_engine(connection: psycopg.Connection[Any]) -> Engine:
    """Return an engine over the one writing connection; its owner begins and ends transactions."""
    engine = create_engine(
        _URL, creator=lambda: connection, poolclass=StaticPool, pool_reset_on_return=None
    )
    for name in ("do_begin", "do_commit", "do_rollback"):
        setattr(engine.dialect, name, _nothing)
    event.listen(engine, "before_cursor_execute", _translate, retval=True)
    return engine


def reading_engine(open_one: Callable[[], psycopg.Connection[Any]]) -> Engine:
    """Return a pool of readers; each sees one moment of the ledger from its first statement on."""
    engine = create_engine(
        _URL,
        creator=open_one,
        poolclass=QueuePool,
        pool_size=_READERS,
        max_overflow=_MORE_READERS,
    )
    event.listen(engine, "before_cursor_execute", _translate, retval=True)
    return engine


def _translate(
    _connection: Any, _cursor: Any, statement: str, given: Any, context: Any, _many: bool
) -> tuple[str, Any]:
    if context is not None and context.compiled is not None:
        return tests_translated(statement), given
    # SQLAlchemy hands over an empty list where there are no values: a percent sign counts then
    return to_postgres(statement, given=True), values_of(statement, given)


def _nothing(_connection: object) -> None:
    """Leave the transaction alone."""
