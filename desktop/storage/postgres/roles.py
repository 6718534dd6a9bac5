"""Operators of a ledger on a server are roles of the server, which keeps their passwords."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.kernel.errors import LedgerError
from desktop.storage.postgres.schema import role_of

if TYPE_CHECKING:
    from desktop.storage.postgres.address import ServerAddress
    from desktop.storage.postgres.driver import ServerDriver


class ServerKeyring:
    """Adds and removes who may sign in; part of the operation that changes the operator."""

    def __init__(self, driver: ServerDriver, address: ServerAddress) -> None:
        self._driver = driver
        self._address = address

    def add(self, operator_id: str, name: str, passphrase: str, key: bytes) -> None:
        """Let ``name`` sign in with ``passphrase``; a role that is there gets the new password.

        Raises:
            LedgerError: ``server-role``: the leader's role may not make roles; the server's
                administrator does it.
        """
        del operator_id, key
        import psycopg
        from psycopg import sql

        known = self._driver.execute("SELECT 1 FROM pg_roles WHERE rolname = ?", (name,)).fetchone()
        verb = "ALTER" if known else "CREATE"
        statements: list[Any] = [
            sql.SQL(verb + " ROLE {} LOGIN PASSWORD {}").format(
                sql.Identifier(name), sql.Literal(passphrase)
            ),
            sql.SQL("GRANT {} TO {}").format(
                sql.Identifier(role_of(self._address.ledger)), sql.Identifier(name)
            ),
        ]
        try:
            for statement in statements:
                self._driver.connection.execute(statement)
        except psycopg.errors.InsufficientPrivilege as error:
            raise LedgerError("server-role", name=name) from error

    def remove(self, operator_id: str) -> None:
        """Take the rights on this ledger from the operator's role; the role itself stays."""
        from psycopg import sql

        row = self._driver.execute(
            "SELECT name FROM operator WHERE id = ?", (operator_id,)
        ).fetchone()
        self._driver.connection.execute(
            sql.SQL("REVOKE {} FROM {}").format(
                sql.Identifier(role_of(self._address.ledger)), sql.Identifier(row[0])
            )
        )

    def reloaded(self) -> ServerKeyring:
        """Return itself: nothing is kept in a file."""
        return self

    def save(self) -> None:
        """Do nothing: the operation's commit keeps it."""
