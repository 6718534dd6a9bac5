"""A damaged ledger comes back: the newest whole backup and what its journal still holds."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from desktop.kernel.clock import FixedClock
from desktop.kernel.errors import LedgerError, RefusedError
from desktop.storage import backups
from desktop.storage.cipher import PAGE
from desktop.storage.doctor import check
from desktop.storage.salvage import salvage
from tests.support.small_office import LEADER, NOW, SECRET

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.storage.ledger import Ledger

Office = Any
LATER = 12


def _work_on(ledger: Ledger, households: list[str]) -> None:
    """Twelve operations after the backup: values, an inserted meter, a deletion."""
    backups.make(ledger)
    for number in range(LATER - 2):
        with ledger.unit_of_work("count") as work:
            work.update("household", households[0], {"remarks": f"第{number}次", "floor": number})
    with ledger.unit_of_work("meter") as work:
        work.insert("electricity_meter", [{"household_id": households[1], "asset_no": "42300"}])
    with ledger.unit_of_work("gone") as work:
        work.delete("household", households[7])
    ledger.close()


def _content(ledger: Ledger) -> dict[str, list[Any]]:
    with ledger.reader() as connection:
        return {
            kind: list(connection.exec_driver_sql(f"SELECT * FROM {kind} ORDER BY id"))
            for kind in ("quarter", "building", "unit", "household", "water_meter")
        }


def _salvage(office: Office) -> dict[str, Any]:
    return salvage(
        office.path,
        operator=LEADER,
        passphrase=SECRET,
        clock=FixedClock(NOW),
        device_folder=office.folder / "machine",
    )


def _harm(path: Path, pages: list[int]) -> None:
    content = bytearray(path.read_bytes())
    for page in pages:
        content[page * PAGE + 100] ^= 255
    path.write_bytes(content)


def _pages_of(ledger: Ledger, table: str) -> list[int]:
    root = ledger._driver.execute(
        "SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)
    ).fetchone()[0]
    return [int(root) - 1]


@pytest.fixture
def worked(office: Office, ledger: Ledger, households: list[str]) -> dict[str, list[Any]]:
    """What the ledger holds after the work, with the pages of the households noted."""
    office.household_pages = _pages_of(ledger, "household")
    office.journal_pages = _pages_of(ledger, "journal_operation")
    _work_on(ledger, households)
    with office.open() as again:
        return _content(again)


def test_everything_after_the_backup_comes_back_when_only_the_households_are_damaged(
    office: Office, worked: dict[str, list[Any]]
) -> None:
    _harm(office.path, office.household_pages)
    document = _salvage(office)
    assert (document["recovered"], document["lost"]) == (LATER, 0)
    with office.open() as again:
        assert _content(again) == worked
        assert {found.name for found in check(again) if not found.ok} <= {"orphans"}
        with again.unit_of_work("on") as work:
            assert work.update("household", worked["household"][0][0], {"remarks": "接着登记"})


def test_the_damaged_file_is_kept_as_it_was(office: Office, worked: dict[str, list[Any]]) -> None:
    assert worked
    _harm(office.path, office.household_pages)
    damaged = office.path.read_bytes()
    document = _salvage(office)
    kept = [office.folder / name for name in document["set_aside"]]
    assert damaged in [path.read_bytes() for path in kept]
    assert not list(office.folder.glob(".salvage-*"))


def test_a_damaged_journal_gives_the_backup_and_says_how_much_is_missing(
    office: Office, worked: dict[str, list[Any]]
) -> None:
    assert worked
    _harm(office.path, office.journal_pages)
    document = _salvage(office)
    assert document["recovered"] == 0
    assert document["lost"] >= LATER


@pytest.mark.parametrize("seed", range(6))
def test_whatever_page_is_damaged_the_result_is_whole(
    office: Office, worked: dict[str, list[Any]], seed: int
) -> None:
    assert worked
    pages = office.path.stat().st_size // PAGE
    chance = random.Random(seed)
    _harm(office.path, chance.sample(range(pages), 3))
    document = _salvage(office)
    assert 0 <= document["recovered"] <= LATER
    assert document["recovered"] + document["lost"] >= LATER
    with office.open() as again:
        assert {found.name for found in check(again) if not found.ok} <= {"orphans"}


def test_without_a_whole_backup_nothing_is_touched(
    office: Office, ledger: Ledger, households: list[str]
) -> None:
    assert households
    ledger.close()
    before = office.path.read_bytes()
    with pytest.raises(RefusedError, match="salvage-no-backup"):
        _salvage(office)
    assert office.path.read_bytes() == before


def test_a_ledger_that_another_program_holds_is_left_alone(
    office: Office, ledger: Ledger, households: list[str]
) -> None:
    assert households
    backups.make(ledger)
    with pytest.raises(LedgerError, match="ledger-held"):
        _salvage(office)
