"""Bring a ledger to this program's schema, in the order in which nothing can be lost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.kernel.errors import LedgerError
from desktop.storage.engine import engine_over
from desktop.storage.triggers import triggers

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection as Driver

SCHEMA = 5
"""Number of the newest revision; stands in the file as ``user_version``."""


def schema_of(driver: Driver) -> int:
    """Return the schema number of an open file; 0 for one without tables."""
    return int(driver.execute("PRAGMA user_version").fetchone()[0])


def require_current(driver: Driver, name: str) -> bool:
    """Return whether the file has this program's schema; False when it is older.

    Raises:
        LedgerError: ``ledger-newer``: made by a newer program.
    """
    found = schema_of(driver)
    if found > SCHEMA:
        raise LedgerError("ledger-newer", name=name)
    return found == SCHEMA


def upgrade(driver: Driver) -> None:
    """Run the missing revisions in one transaction.

    Foreign keys are off before BEGIN (a table rebuilt with them on deleted 40,000 meters by
    cascade, without an error), and checked before COMMIT; no table may lose a row.

    Raises:
        LedgerError: ``migration-refused``: the result did not pass; nothing was changed.
    """
    driver.execute("PRAGMA foreign_keys=OFF")
    driver.execute("BEGIN IMMEDIATE")
    try:
        before = _counts(driver)
        _drop_triggers(driver)
        _run(driver)
        for statement in triggers().values():
            driver.execute(statement)
        driver.execute(f"PRAGMA user_version={SCHEMA}")
        after = _counts(driver)
        shrunk = [table for table, rows in before.items() if after.get(table, 0) < rows]
        broken = driver.execute("PRAGMA foreign_key_check").fetchone()
        if shrunk or broken is not None:
            raise LedgerError("migration-refused")  # noqa: TRY301 - rolled back below
    except BaseException:
        driver.execute("ROLLBACK")
        raise
    else:
        driver.execute("COMMIT")
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _run(driver: Driver) -> None:
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)

    def steps(revision: object, _context: object) -> object:
        return scripts._upgrade_revs("head", revision)  # type: ignore[arg-type]  # noqa: SLF001

    with (
        engine_over(driver).connect() as connection,
        EnvironmentContext(config, scripts, fn=steps) as environment,
    ):
        environment.configure(connection=connection, transactional_ddl=False)
        environment.run_migrations()


def _drop_triggers(driver: Driver) -> None:
    found = driver.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for (name,) in found:
        driver.execute(f'DROP TRIGGER "{name}"')


def _counts(driver: Driver) -> dict[str, int]:
    tables = driver.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
        "AND name NOT LIKE 'search_%' AND name <> 'alembic_version'"
    ).fetchall()
    return {
        name: int(driver.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])
        for (name,) in tables
    }
