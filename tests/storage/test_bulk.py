"""Inserting many rows drops and rebuilds indexes; nothing of that may ever be seen."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest

from desktop.storage.bulk import MANY_ROWS

if TYPE_CHECKING:
    from desktop.storage.ledger import Ledger

_SCHEMA = "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name"


def _schema(ledger: Ledger) -> list[tuple[str, str]]:
    with ledger.reader() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(_SCHEMA)]


def test_a_bulk_insert_leaves_every_index_and_trigger_and_a_whole_journal(ledger: Ledger) -> None:
    before = _schema(ledger)
    rows = [{"room_no": str(n), "phone": f"138{n:08d}"} for n in range(MANY_ROWS + 1)]
    with ledger.unit_of_work("bulk") as work:
        work.insert("household", rows)
    assert _schema(ledger) == before
    assert ledger.journal.verify() is None
    with ledger.reader() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        entries = connection.exec_driver_sql(
            "SELECT count(*) FROM journal_entry WHERE kind = 'household' AND action = 'I'"
        ).scalar()
    assert entries == len(rows)


def test_a_failed_bulk_insert_keeps_nothing_even_when_its_failure_is_passed_over(
    ledger: Ledger,
) -> None:
    before = _schema(ledger)
    rows = [{"id": "0" * 32, "room_no": "1"} for _ in range(MANY_ROWS + 1)]

    def careless() -> None:
        with ledger.unit_of_work("bulk") as work, contextlib.suppress(Exception):
            work.insert("household", rows)

    with pytest.raises(RuntimeError, match="nothing of it may be kept"):
        careless()
    assert _schema(ledger) == before
    with ledger.reader() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM household").scalar() == 0
