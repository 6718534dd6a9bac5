"""The sheets of figures say what the ledger and the reports say."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from desktop.exchange.sheets import FUNDING, PROGRESS
from desktop.kernel.clock import FixedClock
from desktop.kernel.errors import CancelledError
from desktop.kernel.identity import time_ordered_ids
from desktop.services.district import District
from desktop.services.workbook_figures import figure_rows
from desktop.storage.journal import Journal
from desktop.storage.queries.exports import quarter_ids
from desktop.storage.queries.funding_sources import funds_by_source
from desktop.storage.queries.money import summary
from tests.support.merge_office import NoBackups
from tests.support.small_office import NOW, Office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.storage.ledger import Ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Office(tmp_path).create() as made:
        _fill(made)
        yield made


def _fill(ledger: Ledger) -> None:
    with ledger.unit_of_work("fill") as work:
        first, second = work.insert(
            "quarter",
            [
                {"name": "一村", "quarter_code": "Q1"},
                {"name": "二村", "quarter_code": "Q2"},
            ],
        )
        (building,) = work.insert("building", [{"quarter_id": first, "building_no": "1"}])
        (unit,) = work.insert("unit", [{"building_id": building, "unit_no": "1"}])
        doors = work.insert("household", [{"unit_id": unit, "room_no": str(n)} for n in (101, 102)])
        entries = [(1, 1, "900"), (1, 3, "100"), (7, 1, "5000"), (7, 3, "4000.50"), (7, 4, "1000")]
        work.insert(
            "fund_entry",
            [
                {"quarter_id": first, "source": source, "step": step, "amount": Decimal(amount)}
                for source, step, amount in entries
            ],
        )
        work.insert("fund_entry", [{"quarter_id": second, "source": 7, "step": 5,
                                    "amount": Decimal(30)}])  # fmt: skip
        work.insert(
            "payment",
            [
                {"household_id": doors[0], "kind": 1, "amount": Decimal(450), "utility": "W"},
                {"household_id": doors[1], "kind": 2, "amount": Decimal(50), "utility": "W"},
            ],
        )


def _rows(ledger: Ledger, key: str) -> list[list[Any]]:
    with ledger.reader() as connection:
        rows = figure_rows(connection, quarter_ids(connection), [])
        return [list(values) for _, values in rows[key]]


def test_funds_stand_by_quarter_and_source_with_a_total(ledger: Ledger) -> None:
    rows = _rows(ledger, FUNDING.key)
    assert [row[:3] for row in rows] == [
        ["Q1", "一村", 1],
        ["Q1", "一村", 7],
        ["Q2", "二村", 7],
        [None, "合计", None],
    ]
    residents = rows[0][3:]
    assert residents == [Decimal(900), 0, Decimal(450), 0, Decimal(50), Decimal(400)]
    assert rows[1][3:] == [Decimal(5000), 0, Decimal("4000.50"), Decimal(1000), 0,
                           Decimal("3000.50")]  # fmt: skip
    assert rows[-1][5] == Decimal("4450.50")


def test_the_sources_of_a_quarter_add_up_to_its_funds(ledger: Ledger) -> None:
    with ledger.reader() as connection:
        whole, parts = summary(connection), funds_by_source(connection)
    assert whole.keys() == parts.keys()
    for quarter, funds in whole.items():
        for name in ("planned", "approved", "received", "paid", "returned", "balance"):
            assert sum(getattr(one, name) for one in parts[quarter]) == getattr(funds, name)


def test_progress_ends_with_the_sums(ledger: Ledger) -> None:
    rows = _rows(ledger, PROGRESS.key)
    assert [row[1] for row in rows] == ["一村", "二村", "合计"]
    assert [row[2] for row in rows] == [2, 0, 2]


class _Impatient:
    """Stops the work at its second step."""

    def __init__(self) -> None:
        self.steps = 0

    def step(self, done: int, total: int, what: str = "") -> None:
        del done, total, what
        self.steps += 1
        if self.steps > 1:
            raise CancelledError


def _district(ledger: Ledger) -> District:
    backups: Any = NoBackups()
    return District(ledger, FixedClock(NOW), time_ordered_ids(), backups, list)


def test_a_stopped_export_leaves_no_file_and_is_not_remembered(
    ledger: Ledger, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    before = Journal(ledger).head()
    progress = _Impatient()
    with pytest.raises(CancelledError):
        _district(ledger).export(folder / "district.xlsx", progress=progress)
    assert progress.steps == 2, "it was stopped in the middle"
    assert not list(folder.iterdir())
    assert Journal(ledger).head() == before


def test_a_stopped_reading_changes_nothing(ledger: Ledger, tmp_path: Path) -> None:
    district = _district(ledger)
    district.export(tmp_path / "district.xlsx")
    before = Journal(ledger).head()
    with pytest.raises(CancelledError):
        district.merge(tmp_path / "district.xlsx", progress=_Impatient())
    assert Journal(ledger).head() == before
    assert district.merge(tmp_path / "district.xlsx")["applied"]["fields"] == 0
