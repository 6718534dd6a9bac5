from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import create_engine
from sqlalchemy.schema import CreateIndex, CreateTable

from desktop.kernel.errors import LedgerError
from desktop.models.catalogue import tables
from desktop.storage.migrations import upgrade as migrations
from desktop.storage.triggers import triggers

if TYPE_CHECKING:
    from sqlcipher3 import dbapi2

    from desktop.storage.ledger import Ledger

Office = Any


def plain(statement: str) -> str:
    return re.sub(r"[\s\"]+", "", statement)  # a renamed table stands in quotation marks


def schema(driver: dbapi2.Connection) -> dict[str, str]:
    rows = driver.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    return {name: plain(sql) for name, sql in rows}


def test_the_revisions_build_what_the_models_say(ledger: Ledger) -> None:
    built = schema(ledger._driver)
    dialect = create_engine("sqlite://").dialect
    for table in tables().values():
        assert built[table.name] == plain(str(CreateTable(table).compile(dialect=dialect)))
        for index in table.indexes:
            expected = plain(str(CreateIndex(index).compile(dialect=dialect)))
            assert built[str(index.name)] == expected


def test_nothing_stands_in_the_file_that_the_models_do_not_know(ledger: Ledger) -> None:
    expected = {"alembic_version", *tables(), *triggers()}
    expected |= {str(index.name) for table in tables().values() for index in table.indexes}
    found = {name for name in schema(ledger._driver) if not name.startswith("search_bigram")}
    assert found == expected


def test_the_triggers_in_the_file_are_those_of_the_models(ledger: Ledger) -> None:
    built = schema(ledger._driver)
    assert {name: built[name] for name in triggers()} == {
        name: plain(statement) for name, statement in triggers().items()
    }


@pytest.fixture
def older(ledger: Ledger, households: list[str]) -> dbapi2.Connection:
    """The ledger's own connection, with a schema number of long ago."""
    assert households
    driver: dbapi2.Connection = ledger._driver
    driver.execute("PRAGMA user_version=0")
    return driver


def test_an_older_ledger_is_brought_up_and_keeps_its_rows(older: dbapi2.Connection) -> None:
    older.execute("DROP TRIGGER journal_household_insert")
    assert not migrations.require_current(older, "x")
    migrations.upgrade(older)
    assert migrations.require_current(older, "x")
    assert "journal_household_insert" in schema(older)
    assert older.execute("SELECT count(*) FROM household").fetchone() == (8,)
    assert older.execute("PRAGMA foreign_keys").fetchone() == (1,)


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM water_meter WHERE id = (SELECT min(id) FROM water_meter)",
        "UPDATE household SET unit_id = 'nowhere' WHERE id = (SELECT min(id) FROM household)",
        "DELETE FROM unit",
    ],
)
def test_a_migration_that_loses_something_is_refused_and_leaves_all_as_it_was(
    older: dbapi2.Connection, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    before = schema(older)
    monkeypatch.setattr(migrations, "_run", lambda driver: driver.execute(harm))
    with pytest.raises(LedgerError, match="migration-refused"):
        migrations.upgrade(older)
    assert schema(older) == before
    assert older.execute("SELECT count(*) FROM water_meter").fetchone() == (8,)
    assert older.execute("PRAGMA foreign_key_check").fetchall() == []
    assert migrations.schema_of(older) == 0


def test_a_migration_that_breaks_off_leaves_all_as_it_was(
    older: dbapi2.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(driver: dbapi2.Connection) -> None:
        driver.execute("CREATE TABLE half (done)")
        raise ZeroDivisionError

    before = schema(older)
    monkeypatch.setattr(migrations, "_run", break_off)
    with pytest.raises(ZeroDivisionError):
        migrations.upgrade(older)
    assert schema(older) == before
