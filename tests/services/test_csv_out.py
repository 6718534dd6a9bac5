"""Households as .csv: what leaves the house is recorded, and reads back as it stands."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from desktop.exchange.roster import read_roster
from desktop.kernel.errors import InputError, RefusedError
from desktop.services.csv_out import COLUMNS, CsvOut
from desktop.services.reading import Reading
from desktop.services.tables import Tables
from tests.support.small_office import households, ledger, office

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.storage.ledger import Ledger
    from tests.support.small_office import Office

__all__ = ["households", "ledger", "office"]


def out(ledger: Ledger) -> CsvOut:
    return CsvOut(ledger, ledger.clock, ledger.ids, Tables(ledger, ledger.clock), Reading(ledger))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_list_is_read_back_as_the_households_it_came_from(
    ledger: Ledger, households: list[str], tmp_path: Path, encoding: str
) -> None:
    with ledger.unit_of_work("more") as work:
        work.update("household", households[0], {"owner_name": "王𠮷", "remarks": "=1+1"})
        work.insert(
            "electricity_meter",
            [{"household_id": households[0], "asset_no": "0042", "transformer_area": "翠湖1号"}],
        )
    path = tmp_path / "住户.csv"
    answer = out(ledger).households(path, encoding=encoding, quarter_codes=["Q1"])
    assert (answer["households"], answer["meters"], answer["quarters"]) == (8, 9, ["Q1"])
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") is (encoding == "utf-8")
    reading = read_roster(path)
    assert not reading.problems
    assert set(reading.sheets[0].mapping) == set(COLUMNS)
    first = reading.rows[0]
    assert first[2:7] == ("翠湖小区", "1", "1", 1, "101")
    assert first.household["owner_name"] == "王𠮷"
    assert first.household["remarks"] == "=1+1"
    assert first.electricity == {"asset_no": "0042", "transformer_area": "翠湖1号"}
    assert first.water == {"body_no": "W000000"}


def test_plain_is_for_programs_and_still_runs_nothing(
    ledger: Ledger, households: list[str], tmp_path: Path
) -> None:
    with ledger.unit_of_work("more") as work:
        work.update("household", households[0], {"phone": "02788881234", "remarks": "=1+1"})
    path = tmp_path / "a.csv"
    out(ledger).households(path, plain=True)
    with path.open(encoding="utf-8-sig", newline="") as file:
        row = next(csv.DictReader(file))
    assert (row["联系电话"], row["备注"]) == ("02788881234", "'=1+1")


def test_nothing_leaves_unrecorded(
    office: Office, ledger: Ledger, households: list[str], tmp_path: Path
) -> None:
    assert households
    before = Reading(ledger).stats()["journal"]["length"]
    out(ledger).households(tmp_path / "a.csv")
    assert Reading(ledger).stats()["journal"]["length"] == before + 1
    with pytest.raises(InputError, match="quarter-unknown"):
        out(ledger).households(tmp_path / "b.csv", quarter_codes=["Q9"])
    with pytest.raises(InputError, match="csv-encoding-unknown"):
        out(ledger).households(tmp_path / "b.csv", encoding="latin-1")
    ledger.close()
    reader = office.open(read_only=True)
    with pytest.raises(RefusedError):
        out(reader).households(tmp_path / "b.csv")
    assert not (tmp_path / "b.csv").exists()
