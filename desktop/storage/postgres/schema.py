"""Makes a ledger's tables on a server and brings them to this program's schema.

The server knows the tables from revision 4 on. A later revision adds its statements to
:data:`REVISIONS`; they run in one transaction under the ledger's lock, forward only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.kernel.errors import LedgerError
from desktop.storage.migrations.upgrade import SCHEMA
from desktop.storage.migrations.versions import r0005_papers
from desktop.storage.postgres import tables, triggers
from desktop.storage.postgres.functions import FUNCTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    import psycopg

REVISIONS: Mapping[int, tuple[str, ...]] = {5: tuple(map(tables.stored, r0005_papers.STATEMENTS))}
"""Schema number → what brings the one before it there; the first on a server was schema 4."""

_SCHEMA_KEY = "schema"
_CLERKS = (
    "GRANT USAGE ON SCHEMA {ledger} TO {role}",
    "GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA {ledger} TO {role}",
    "GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA {ledger} TO {role}",
    "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {ledger} TO {role}",
    "GRANT DELETE ON journal_context, journal_head, search_text, search_bigram TO {role}",
    "REVOKE UPDATE ON journal_operation, journal_entry, journal_parent, meta FROM {role}",
)
_SEARCH = (
    "CREATE TABLE search_bigram (rowid bigint PRIMARY KEY, grams text NOT NULL)",
    """CREATE FUNCTION has_bigrams(grams text, asked text) RETURNS boolean IMMUTABLE LANGUAGE sql AS
$$ SELECT string_to_array(grams, ' ') @>
string_to_array(replace(replace(asked, ' AND ', ' '), '"', ''), ' ') $$""",
    "CREATE INDEX ix_search_bigram ON search_bigram USING gin (string_to_array(grams, ' '))",
)


def role_of(ledger: str) -> str:
    """Return the name of the role that every clerk of ``ledger`` is a member of."""
    return f"{ledger}_clerk"


def build(connection: psycopg.Connection[Any], ledger: str, facts: Mapping[str, str]) -> None:
    """Make the schema ``ledger`` with every table, and the role of its clerks.

    Raises:
        psycopg.errors.DuplicateSchema: there is one of that name.
    """
    with connection.transaction():
        connection.execute(f"CREATE SCHEMA {ledger}")
        for statement in (
            *FUNCTIONS,
            *tables.statements(),
            *_SEARCH,
            *triggers.statements(),
        ):
            connection.execute(statement)
        for key, value in {**facts, _SCHEMA_KEY: str(SCHEMA)}.items():
            connection.execute("INSERT INTO meta (key, value) VALUES (%s, %s)", (key, value))
        _admit_clerks(connection, ledger)


def bring_up_to_date(connection: psycopg.Connection[Any], ledger: str) -> None:
    """Run the revisions that are missing; the clerks of ``ledger`` may then use what came new.

    Raises:
        LedgerError: ``ledger-newer``: a newer program made or changed it.
    """
    found = _number(connection)
    if found > SCHEMA:
        raise LedgerError("ledger-newer", name="")
    if found == SCHEMA:
        return
    with connection.transaction():
        connection.execute("LOCK TABLE meta IN ACCESS EXCLUSIVE MODE")
        for number in range(_number(connection) + 1, SCHEMA + 1):
            for statement in REVISIONS[number]:
                connection.execute(statement)
        for statement in triggers.capture():
            connection.execute(statement)
        _admit_clerks(connection, ledger)
        connection.execute("UPDATE meta SET value = %s WHERE key = %s", (str(SCHEMA), _SCHEMA_KEY))


def _number(connection: psycopg.Connection[Any]) -> int:
    import psycopg

    try:
        row = connection.execute("SELECT value FROM meta WHERE key = %s", (_SCHEMA_KEY,)).fetchone()
    except psycopg.errors.UndefinedTable:
        # Whoever is not admitted does not even see that there is a ledger.
        raise LedgerError("server-refused") from None
    return int(row[0]) if row else 0


def _admit_clerks(connection: psycopg.Connection[Any], ledger: str) -> None:
    role = role_of(ledger)
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone()
    if known is None:
        connection.execute(f"CREATE ROLE {role} NOLOGIN")
    for statement in _CLERKS:
        connection.execute(statement.format(ledger=ledger, role=role))
