"""Ledgers that earlier programs made (``tests/golden``) open in this one, whole."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.fields import ENTITIES
from desktop.services.editing import Editing
from desktop.services.registers import Registers
from desktop.storage.doctor import check
from desktop.storage.journal import Journal
from desktop.storage.migrations.upgrade import SCHEMA, schema_of

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
EARLIER = range(1, SCHEMA)
CONSENT = {1: (None, None), 2: (3, 1), 3: (3, 1), 4: (3, 1)}
"""Basis and consent of the first household, which the first schema had no column for."""
Office = Any


@pytest.fixture
def schema(request: pytest.FixtureRequest) -> int:
    return int(getattr(request, "param", SCHEMA - 1))


@pytest.fixture
def older(office: Office, schema: int) -> Any:
    for ending in ("", ".key"):
        source = GOLDEN / f"schema-{schema}.hubiao{ending}"
        shutil.copy(source, office.path.with_name(office.path.name + ending))
    return office.open()


every_schema = pytest.mark.parametrize("schema", EARLIER, indirect=True)


def test_a_ledger_of_every_earlier_schema_is_kept() -> None:
    assert {path.name for path in GOLDEN.glob("*.hubiao")} == {
        f"schema-{number}.hubiao" for number in EARLIER
    }


@every_schema
def test_an_older_ledger_is_brought_to_this_schema_after_a_backup(
    office: Office, older: Any
) -> None:
    assert schema_of(older._driver) == SCHEMA
    assert len(list((office.folder / "backups").glob("*migration*.hubiao"))) == 1


@every_schema
def test_what_the_earlier_program_wrote_is_all_there(older: Any, schema: int) -> None:
    with older.reader() as connection:
        rows = connection.exec_driver_sql(
            "SELECT owner_name, remarks, visit_state, consent_basis, consent_w"
            " FROM household ORDER BY id"
        ).all()
    assert len(rows) == 8
    assert rows[0] == ("张伟明", "楼梯左侧", 1, *CONSENT[schema])
    assert rows[1][0] == "张伟昏"
    assert [finding.name for finding in check(older) if not finding.ok] == []


@every_schema
def test_the_journal_of_the_earlier_program_is_unbroken_and_undoes(older: Any) -> None:
    journal = Journal(older)
    assert journal.verify() is None
    editing = Editing(older, older.clock)
    with older.reader() as connection:
        first = connection.exec_driver_sql("SELECT min(id) FROM household").scalar_one()
    before = [entry.field for _, entry in journal.history(first)]
    editing.undo("4")
    editing.set_field("household", first, "consent_basis", "2")
    after = [entry.field for _, entry in journal.history(first)][len(before) :]
    assert after == ["remarks", "consent_basis"]
    assert journal.verify() is None


@every_schema
def test_every_table_of_today_is_there_and_takes_a_record(older: Any) -> None:
    registers = Registers(older, older.clock)
    for kind in ENTITIES:
        assert isinstance(registers.rows(kind), list)
    quarter = registers.rows("quarter")[0]
    added, _ = registers.add("fund_entry", {"quarter_id": quarter["id"], "amount": Decimal("0.01")})
    assert registers.rows("fund_entry", str(quarter["id"]))[0]["amount"] == Decimal("0.01")
    registers.remove("fund_entry", added)
    assert registers.rows("fund_entry") == []
    assert [finding.name for finding in check(older) if not finding.ok] == []


def test_papers_readings_and_parties_of_the_second_schema_are_read(older: Any) -> None:
    registers = Registers(older, older.clock)
    paper, reading, party = (
        registers.rows(kind)[0] for kind in ("stage_paper", "meter_reading", "organisation")
    )
    assert (paper["paper"], paper["dated_on"]) == ("scheme", date(2026, 3, 1))
    assert (reading["reading"], reading["read_on"]) == (Decimal("12.345"), date(2026, 3, 2))
    assert (party["kind"], party["name"]) == (3, "试验供水有限公司")


@pytest.mark.parametrize("schema", [3], indirect=True)
def test_votes_and_dated_numbers_of_the_third_schema_are_read(older: Any) -> None:
    registers = Registers(older, older.clock)
    vote, ballot, parameter = (registers.rows(kind)[0] for kind in ("vote", "ballot", "parameter"))
    assert (vote["title"], vote["vote_to"]) == ("是否改造", date(2026, 3, 8))
    assert (ballot["vote_id"], ballot["choice"]) == (vote["id"], 1)
    assert (parameter["name"], parameter["value"]) == ("warranty_years", "2")
