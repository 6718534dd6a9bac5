"""Search with cold pages: every kind of query on a connection that has read nothing yet.

``python -m tests.benchmarks.bench_search [HOUSEHOLDS]``; medians of five, in milliseconds. Only
the schema is known beforehand, as in a window that shows its tree.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.storage.queries.search import search
from tests.benchmarks.built_ledger import build, reopen

if TYPE_CHECKING:
    from desktop.storage.ledger import Ledger

SHOWN = 12
"""Hits that the search box asks for."""
ROUNDS = 5


def queries(ledger: Ledger) -> dict[str, str]:
    """Return name → text of what people type, taken from a household in the middle."""
    with ledger.reader() as connection:
        owner, phone = connection.exec_driver_sql(
            "SELECT owner_name, phone FROM household WHERE rowid = "
            "(SELECT max(rowid) / 2 FROM household)"
        ).one()
        number = connection.exec_driver_sql(
            "SELECT body_no FROM water_meter WHERE rowid = 777"
        ).scalar()
        pinyin = connection.exec_driver_sql(
            "SELECT pinyin FROM search_text WHERE text = ?", (owner,)
        ).scalar()
    return {
        "name": owner,
        "two_characters": owner[:2],
        "pinyin": str(pinyin),
        "initials": "zw",
        "phone": phone,
        "phone_end_4": phone[-4:],
        "phone_end_6": phone[-6:],
        "meter": str(number),
        "meter_end_4": str(number)[-4:],
        "room": "501",
        "address": "3-2-501",
    }


def run(households: int = 50_000, rounds: int = ROUNDS) -> dict[str, Any]:
    """Return the milliseconds of each query, cold and asked again."""
    with tempfile.TemporaryDirectory(prefix="hubiao-bench-") as name:
        folder = Path(name)
        build(folder, households)
        with reopen(folder) as ledger:
            asked = queries(ledger)
            ledger._readers.dispose()
            found = {what: _times(ledger, text, rounds) for what, text in asked.items()}
    return {"households": households, "target_ms": 2.0, **found}


def _times(ledger: Ledger, text: str, rounds: int) -> dict[str, float]:
    cold: list[float] = []
    again: list[float] = []
    for _ in range(rounds):
        with ledger.reader() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM meta").all()
            for times in (cold, again):
                begun = time.perf_counter()
                assert search(connection, text, SHOWN)
                times.append((time.perf_counter() - begun) * 1000)
        ledger._readers.dispose()
    return {
        "cold_ms": round(statistics.median(cold), 2),
        "again_ms": round(statistics.median(again), 2),
    }


if __name__ == "__main__":
    print(run(*(int(argument) for argument in sys.argv[1:])))
