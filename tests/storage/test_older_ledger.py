"""A ledger that an earlier program made (``tests/golden/schema-1``) opens in this one, whole."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from desktop.services.editing import Editing
from desktop.storage.doctor import check
from desktop.storage.journal import Journal
from desktop.storage.migrations.upgrade import SCHEMA, schema_of

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
Office = Any


@pytest.fixture
def older(office: Office) -> Any:
    for ending in ("", ".key"):
        source = GOLDEN / f"schema-1.hubiao{ending}"
        shutil.copy(source, office.path.with_name(office.path.name + ending))
    return office.open()


def test_an_older_ledger_is_brought_to_this_schema_after_a_backup(
    office: Office, older: Any
) -> None:
    assert schema_of(older._driver) == SCHEMA
    assert len(list((office.folder / "backups").glob("*migration*.hubiao"))) == 1


def test_what_the_earlier_program_wrote_is_all_there(older: Any) -> None:
    with older.reader() as connection:
        rows = connection.exec_driver_sql(
            "SELECT owner_name, remarks, visit_state, consent_basis FROM household ORDER BY id"
        ).all()
    assert len(rows) == 8
    assert rows[0] == ("张伟明", "楼梯左侧", 1, None)
    assert rows[1][0] == "张伟昏"
    assert [finding.name for finding in check(older) if not finding.ok] == []


def test_the_journal_of_the_earlier_program_is_unbroken_and_undoes(older: Any) -> None:
    journal = Journal(older)
    assert journal.verify() is None
    editing = Editing(older, older.clock)
    with older.reader() as connection:
        first = connection.exec_driver_sql("SELECT min(id) FROM household").scalar_one()
    editing.undo("4")
    editing.set_field("household", first, "consent_basis", "3")
    assert [entry.field for _, entry in journal.history(first)][-2:] == ["remarks", "consent_basis"]
    assert journal.verify() is None
