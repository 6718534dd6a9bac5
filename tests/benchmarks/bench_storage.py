"""Encrypted over plain SQLite at the same work, and what imports, lists and searches cost.

``python -m tests.benchmarks.bench_storage [HOUSEHOLDS]``; medians of five, alternating.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.domain.rows import Scope
from desktop.kernel.clock import SystemClock
from desktop.kernel.identity import time_ordered_ids
from desktop.storage import bulk, cipher
from desktop.storage.keyring import CHEAP
from desktop.storage.ledger import Ledger
from desktop.storage.migrations.upgrade import upgrade
from desktop.storage.queries import lists
from desktop.storage.queries.search import search

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROUNDS = 5
COMMITS = 200
PAGE, PAGES = 256, 400
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
_GIVEN = [chr(0x4E00 + number * 7) for number in range(600)]

Rows = dict[str, list[dict[str, Any]]]


def invented(households: int, seed: int = 1) -> Rows:
    """Return rows of a quarter for every 2,400 households, each with two meters."""
    ids, chance = time_ordered_ids(), random.Random(seed)
    doors = range(households)
    quarters = [{"id": ids(), "name": f"第{n}小区", "quarter_code": f"Q{n}"} for n in doors[::2400]]
    buildings = [
        {"id": ids(), "quarter_id": quarters[n // 2400]["id"], "building_no": str(n // 60 % 40 + 1)}
        for n in doors[::60]
    ]
    units = [
        {"id": ids(), "building_id": buildings[n // 60]["id"], "unit_no": str(n // 12 % 5 + 1)}
        for n in doors[::12]
    ]
    names = [
        chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=chance.choice((1, 2, 2))))
        for _ in doors
    ]
    residents = [
        {
            "id": ids(),
            "unit_id": units[n // 12]["id"],
            "floor": n % 12 // 2 + 1,
            "room_no": f"{n % 12 // 2 + 1}0{n % 2 + 1}",
            "owner_name": names[n],
            "phone": f"13{chance.randrange(10**9):09d}",
            "visit_state": n % 5,
            "w_state": n % 4 + 1,
            "e_state": n % 3 + 1,
        }
        for n in doors
    ]
    return {
        "quarter": quarters,
        "building": buildings,
        "unit": units,
        "household": residents,
        "water_meter": [_meter(d, "body_no", chance) for d in residents],
        "electricity_meter": [_meter(d, "asset_no", chance) for d in residents],
    }


def _meter(door: dict[str, Any], number: str, chance: random.Random) -> dict[str, Any]:
    return {
        "household_id": door["id"],
        number: f"{chance.randrange(10**12):012d}",
        "account_no": f"{chance.randrange(10**9):010d}",
        "role": 3,
        "position": 2,
    }


@contextmanager
def yardstick(folder: Path, key: bytes | None) -> Iterator[Any]:
    """Lend a connection with the ledger's schema and settings, keyed or plain."""
    path = folder / "yardstick.db"
    driver = cipher.connect(path, key, "rwc")
    try:
        upgrade(driver)
        yield driver
    finally:
        driver.close()
        for leftover in folder.glob("yardstick.db*"):
            leftover.unlink()


def the_same_work(folder: Path, key: bytes | None, rows: Rows) -> dict[str, float]:
    """Insert, commit one by one and query, and return the seconds of each."""
    seconds: dict[str, float] = {}
    with yardstick(folder, key) as driver:
        driver.execute("INSERT INTO journal_context (id, operation) VALUES (1, 1)")
        with _timed(seconds, "bulk_insert"):
            driver.execute(bulk.CACHE)
            driver.execute("BEGIN IMMEDIATE")
            for kind, records in rows.items():
                with bulk.prepared(driver, kind, len(records)):
                    _insert(driver, kind, records)
            driver.execute("COMMIT")
            driver.execute(cipher.CACHE)
        doors = [(row["id"],) for row in rows["household"][:COMMITS]]
        with _timed(seconds, "commit"):
            for door in doors:
                driver.execute("BEGIN IMMEDIATE")
                driver.execute("UPDATE household SET remarks = 'x' WHERE id = ?", door)
                driver.execute("COMMIT")
        query = (
            "SELECT h.id, h.owner_name, h.phone, b.building_no, m.body_no FROM household h "
            "JOIN unit u ON u.id = h.unit_id JOIN building b ON b.id = u.building_id "
            "LEFT JOIN water_meter m ON m.household_id = h.id "
            "WHERE h.rowid BETWEEN ? AND ? AND h.deleted = 0"
        )
        pages = random.Random(1).choices(range(max(1, len(rows["household"]) - PAGE)), k=PAGES)
        with _timed(seconds, "query"):
            for first in pages:
                driver.execute(query, (first, first + PAGE)).fetchall()
    return seconds


def _insert(driver: Any, kind: str, records: list[dict[str, Any]]) -> None:
    names = [name for name in ("id", *records[0]) if name != "id"]
    ids = time_ordered_ids()
    driver.executemany(
        f"INSERT INTO {kind} (id, {', '.join(names)}) VALUES (?{', ?' * len(names)})",
        ((row.get("id") or ids(), *(row[name] for name in names)) for row in records),
    )


@contextmanager
def _timed(seconds: dict[str, float], name: str) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    seconds[name] = time.perf_counter() - begun


def ledger_costs(folder: Path, rows: Rows) -> dict[str, float]:
    """Return the seconds of import, opening, first list, page of rows and searches of a ledger."""
    path = folder / "bench.hubiao"
    who: dict[str, Any] = {"operator": "负责人", "passphrase": "x"}
    more: dict[str, Any] = {"clock": SystemClock(), "ids": time_ordered_ids(), "machine": folder}
    ledger, _ = Ledger.create(path, office="o", street_code="1", **who, **more, cost=CHEAP)
    ledger.backup_at_close = False
    seconds: dict[str, float] = {}
    with _timed(seconds, "import"), ledger.unit_of_work("bench") as work:
        for kind, records in rows.items():
            work.insert(kind, records)
    door = rows["household"][len(rows["household"]) // 2]
    _single_commits(ledger, rows, seconds)
    with _timed(seconds, "verify_journal"):
        assert ledger.journal.verify() is None
    ledger.close()
    with _timed(seconds, "open"):
        ledger = Ledger.open(path, **who, **more)
    ledger.backup_at_close = False
    scope = Scope(quarter_id=rows["quarter"][0]["id"])
    queries = [door["owner_name"][:2], "zw", door["phone"][-4:], rows["water_meter"][7]["body_no"]]
    for place, query in enumerate(queries):
        with ledger.reader() as connection, _timed(seconds, f"search_cold_{place}"):
            assert search(connection, query)
        ledger._readers.dispose()
    with ledger.reader() as connection:
        with _timed(seconds, "quarter_rows"):
            lists.quarter_rows(connection)
        with _timed(seconds, "numbers_of_a_quarter"):
            numbers = lists.household_numbers(connection, scope)
        with _timed(seconds, "page_of_256"):
            lists.household_rows(connection, numbers[:256])
    ledger.close()
    return seconds


def _single_commits(ledger: Ledger, rows: Rows, seconds: dict[str, float]) -> None:
    with _timed(seconds, "one_field_saved"):
        for row in rows["household"][:COMMITS]:
            with ledger.unit_of_work("bench.set") as work:
                work.update("household", row["id"], {"remarks": "y"})
    seconds["one_field_saved"] /= COMMITS


def _medians(rounds: list[dict[str, float]]) -> dict[str, float]:
    return {name: statistics.median(found[name] for found in rounds) for name in rounds[0]}


def _in_a_folder(call: Callable[[Path], dict[str, float]]) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="hubiao-bench-") as folder:
        return call(Path(folder))


def run(households: int = 50_000, rounds: int = ROUNDS) -> dict[str, Any]:
    """Measure, print one JSON document and return it: ratios first, then seconds."""
    rows, key = invented(households), os.urandom(32)
    plain, keyed = [], []
    for _ in range(rounds):
        plain.append(_in_a_folder(lambda folder: the_same_work(folder, None, rows)))
        keyed.append(_in_a_folder(lambda folder: the_same_work(folder, key, rows)))
    before, after = _medians(plain), _medians(keyed)
    costs = _medians(
        [_in_a_folder(lambda folder: ledger_costs(folder, rows)) for _ in range(rounds)]
    )
    answer = {
        "households": households,
        "encrypted_over_plain": {name: round(after[name] / before[name], 3) for name in before},
        "seconds": {name: round(value, 5) for name, value in costs.items()},
    }
    print(json.dumps(answer, indent=1))
    return answer


if __name__ == "__main__":
    run(*(int(argument) for argument in sys.argv[1:]))
