"""A connection to the server that takes the statements the storage floor writes for SQLite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.storage.postgres.translation import to_postgres, values_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import psycopg

LOCK = 0x48_75_42
"""Names the lock of a ledger on its server, together with the ledger's schema."""

_PAGE = 2_000


class ServerDriver:
    """Executes, begins and ends transactions like the driver of the encrypted file.

    A transaction that writes waits for the one before it: operations are numbered without gaps.
    """

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self.connection = connection

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open, a failed one included."""
        from psycopg.pq import TransactionStatus

        return self.connection.info.transaction_status != TransactionStatus.IDLE

    def execute(self, statement: str, values: Sequence[Any] = ()) -> Any:
        """Run one statement and return its cursor; settings of SQLite do nothing here."""
        if statement.startswith("PRAGMA"):
            return _Nothing()
        if statement == "BEGIN IMMEDIATE":
            return self._begin()
        given = values_of(statement, tuple(values))
        return self.connection.execute(to_postgres(statement, given=bool(given)), given or None)

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for many rows, in one conversation with the server."""
        with self.connection.cursor() as cursor:
            cursor.executemany(to_postgres(statement, given=True), list(rows))

    def close(self) -> None:
        """End the session."""
        self.connection.close()

    def _begin(self) -> _Nothing:
        self.connection.execute("BEGIN")
        self.connection.execute(
            "SELECT pg_advisory_xact_lock(%s, hashtext(current_schema()))", (LOCK,)
        )
        # Entries of an operation that was rolled back leave no gap.
        self.connection.execute(
            "SELECT setval('journal_number', coalesce(max(number), 0) + 1, false) "
            "FROM journal_entry"
        )
        return _Nothing()


class _Nothing:
    """The answer of a statement that has no meaning on a server."""

    def fetchone(self) -> None:
        """Return no row."""

    def fetchall(self) -> list[Any]:
        """Return no rows."""
        return []
