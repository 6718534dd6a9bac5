"""Where a ledger on a server is: ``postgresql://[operator@]host[:port]/database[?ledger=name]``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.kernel.errors import UsageError

if TYPE_CHECKING:
    import psycopg

_FORM = re.compile(
    r"postgres(?:ql)?:/{1,3}(?:(?:(?P<user>[^@/:]+)@)?(?P<host>[^:/?@]*)(?::(?P<port>\d+))?/)?"
    r"(?P<database>[^?/:@]+)(?:\?(?P<options>.*))?"
)
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_USUAL_NAME = "hubiao"
_LONGEST_WAIT = 30_000


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """One ledger on one server.

    Attributes:
        host: name or address; empty for the machine's own socket.
        database: name of the database.
        ledger: schema that holds the ledger's tables.
        user: who signs in, when the address says so.
        options: further connection settings, such as ``sslmode``.
    """

    host: str
    port: str
    database: str
    ledger: str = _USUAL_NAME
    user: str = ""
    options: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parse(cls, text: str) -> ServerAddress:
        """Read an address; a path that swallowed one of the two slashes is understood too.

        Raises:
            UsageError: ``server-address``: not of that form.
        """
        from urllib.parse import parse_qsl, unquote

        found = _FORM.fullmatch(text)
        given = dict(parse_qsl(found["options"] or "")) if found else {}
        ledger = given.pop("ledger", _USUAL_NAME)
        if found is None or not _NAME.fullmatch(ledger):
            raise UsageError("server-address")
        return cls(
            unquote(found["host"] or "") or given.pop("host", ""),
            found["port"] or given.pop("port", ""),
            unquote(found["database"]),
            ledger,
            unquote(found["user"] or ""),
            tuple(sorted(given.items())),
        )

    def __str__(self) -> str:
        """Return the address as people write it, never with a password."""
        where = f"{self.host}:{self.port}" if self.port else self.host
        return f"postgresql://{where}/{self.database}?ledger={self.ledger}"

    def connect(self, user: str, password: str, *, writes: bool) -> psycopg.Connection[Any]:
        """Return a connection that sees the ledger's tables.

        Raises:
            psycopg.OperationalError: the server does not answer or refuses.
        """
        import psycopg

        from desktop.storage.postgres.numbers import WholeNumber

        wanted = {
            "host": self.host,
            "port": self.port,
            "dbname": self.database,
            "user": user,
            "password": password,
            **dict(self.options),
        }
        connection = psycopg.connect(
            **{name: value for name, value in wanted.items() if value},  # type: ignore[arg-type]
            autocommit=writes,
            connect_timeout=10,
            options=f"-c search_path={self.ledger} -c lock_timeout={_LONGEST_WAIT}",
        )
        connection.adapters.register_loader("numeric", WholeNumber)
        if not writes:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
        return connection


def is_address(text: str) -> bool:
    """Return whether ``text`` names a server and not a file."""
    return _FORM.match(text) is not None
