"""A vote of 5,000 owners: counting, closing, and the table of its ballots.

``python -m tests.benchmarks.bench_vote``; medians of five, one JSON document. The ledger is a real
encrypted file with 50,000 households, and 5,000 more stand in the quarter that votes. The time of
the processor stands beside: on a machine that others use as well, the clock tells of them.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.kernel.clock import SystemClock
from desktop.services.votes import Votes
from tests.benchmarks.built_ledger import build, reopen

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.storage.ledger import Ledger

ROUNDS = 5
HOUSEHOLDS, VOTERS = 50_000, 5_000
TARGETS = {"close_ms": 200.0}
_FIRST, _LAST = date(2026, 1, 1), date(2026, 1, 20)


def _owners(ledger: Ledger) -> str:
    """Add a quarter of :data:`VOTERS` doors of every kind and return its id."""
    with ledger.unit_of_work("owners") as work:
        (quarter,) = work.insert("quarter", [{"name": "表决小区", "quarter_code": "V1"}])
        buildings = work.insert(
            "building", [{"quarter_id": quarter, "building_no": str(n)} for n in range(1, 51)]
        )
        units = work.insert(
            "unit",
            [{"building_id": b, "unit_no": str(n)} for b in buildings for n in range(1, 6)],
        )
        rows = [
            {
                "unit_id": unit,
                "floor": floor,
                "room_no": f"{floor}0{door}",
                "owner_name": f"业主{number}{floor}{door}",
                "title_area": Decimal(6000 + (number * 7 + floor) % 8000).scaleb(-2),
                "area_basis": 1 + floor % 3,
                "id_no": f"4201{number:06d}{floor:02d}{door}" if floor % 2 else None,
                "owner_group_id": f"g{number // 3}" if floor == 1 else None,
            }
            for number, unit in enumerate(units)
            for floor in range(1, 11)
            for door in (1, 2)
        ]
        work.insert("household", rows)
    return quarter


def _vote(votes: Votes, ledger: Ledger, quarter: str) -> str:
    days = {"announced_on": date(2025, 12, 1), "vote_from": _FIRST, "vote_to": _LAST}
    vote, _ = votes.open(quarter, days)
    with ledger.reader() as connection:
        doors = connection.exec_driver_sql(
            "SELECT id FROM household WHERE quarter_id = ?", (quarter,)
        ).scalars()
        choices = {door: 1 + (number % 9 == 0) for number, door in enumerate(doors)}
    votes.take(vote, choices, cast_on=_FIRST)
    return vote


def _timed(action: Callable[[], object]) -> float:
    begun = time.perf_counter()
    action()
    return (time.perf_counter() - begun) * 1000


def _told(found: list[float]) -> dict[str, float]:
    return {"median": round(statistics.median(found), 1), "worst": round(max(found), 1)}


def run() -> dict[str, Any]:
    """Measure counting, closing and reading the table; targets stand beside."""
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder), HOUSEHOLDS)
        with reopen(Path(folder)) as ledger:
            votes = Votes(ledger, SystemClock())
            quarter = _owners(ledger)
            made = [_vote(votes, ledger, quarter) for _ in range(ROUNDS)]
            counting = [_timed(lambda v=vote: votes.count(v)) for vote in made]  # type: ignore[misc]
            table = [_timed(lambda v=vote: votes.ballots(v)) for vote in made]  # type: ignore[misc]
            begun = time.process_time()
            closing = [_timed(lambda v=vote: votes.close(v)) for vote in made]  # type: ignore[misc]
            busy = (time.process_time() - begun) * 1000 / ROUNDS
            shown = [_timed(lambda v=vote: votes.result(v)) for vote in made]  # type: ignore[misc]
            beside = [_timed(lambda v=vote: votes.compare(v)) for vote in made]  # type: ignore[misc]
            with ledger.reader() as connection:
                size = connection.exec_driver_sql(
                    "SELECT max(length(inputs)) FROM vote_count"
                ).scalar_one()
    return {
        "voters": VOTERS,
        "count_ms": _told(counting),
        "ballots_ms": _told(table),
        "close_ms": _told(closing),
        "close_processor_ms": round(busy, 1),
        "frozen_result_ms": _told(shown),
        "compare_ms": _told(beside),
        "inputs_bytes": size,
        "targets": TARGETS,
    }


if __name__ == "__main__":
    print(json.dumps(run(), ensure_ascii=False, indent=2))
