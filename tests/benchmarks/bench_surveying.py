"""What a door costs: recorded, taken after its neighbour, checked, a building filled.

``python -m tests.benchmarks.bench_surveying [HOUSEHOLDS]``; medians and 95th percentiles in
milliseconds, each operation on another door, commits on the disk included. ``bare_commit_ms`` is
a write with fdatasync of a page beside the ledger in the same run.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.domain.door_answers import DoorAnswers
from desktop.kernel.clock import SystemClock
from desktop.services.surveying import Surveying
from tests.benchmarks.built_ledger import build, reopen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from desktop.storage.ledger import Ledger

DOORS = 150
FILLS = 10
CHECKS_TARGET_MS = 10.0
_PAGE = b"\0" * 4096


def answers(number: int) -> DoorAnswers:
    """Return what a typical household says, with a number of its own."""
    return DoorAnswers(
        household={"visit_state": 1, "w_state": 1, "e_state": 1, "consent_w": 1, "consent_e": 1,
                   "owner_name": "王小明", "phone": f"138{number:08d}"},
        water={"number": f"08{number:010d}", "position": 2, "kind": 1, "reading": "123.456"},
        electricity={"number": f"42{number:010d}", "position": 2, "kind": 1, "reading": "4567"},
    )  # fmt: skip


def run(households: int = 50_000) -> dict[str, Any]:
    """Return the milliseconds of each act."""
    with tempfile.TemporaryDirectory(prefix="hubiao-bench-") as name:
        folder = Path(name)
        build(folder, households)
        with reopen(folder) as ledger:
            surveying = Surveying(ledger, SystemClock())
            chosen = _doors(ledger, 4 * DOORS)
            groups = [chosen[start : start + DOORS] for start in range(0, len(chosen), DOORS)]
            _forget(ledger, groups[1])
            numbers = iter(range(10**6))
            found = {
                "bare_commit": _times(lambda _: _bare(folder), groups[0]),
                "record": _times(lambda d: surveying.record(d, answers(next(numbers))), groups[0]),
                "as_neighbour": _times(surveying.as_neighbour, groups[1]),
                "neighbour": _times(surveying.neighbour, groups[2]),
                "checks": _times(surveying.checks, groups[0] + groups[3]),
                "plan_fill_unit": _times(lambda d: _plan(surveying, d), groups[2][:FILLS]),
                "fill_unit": _times(
                    lambda d: surveying.fill(_plan(surveying, d)), groups[2][:FILLS]
                ),
            }
    return {"households": households, "checks_target_ms": CHECKS_TARGET_MS, **found}


def _plan(surveying: Surveying, door: str) -> Any:
    return surveying.plan_fill(door, surveying.unit_doors(door), overwrite=True)


def _doors(ledger: Ledger, count: int) -> list[str]:
    with ledger.reader() as connection:
        ids = [row[0] for row in connection.exec_driver_sql("SELECT id FROM household")]
    return random.Random(5).sample(ids, min(count, len(ids)))


def _forget(ledger: Ledger, doors: list[str]) -> None:
    """Let these doors be as if nobody had been there: what is next door is all that is known."""
    marks = ",".join("?" * len(doors))
    with ledger.unit_of_work("bench") as work:
        work.update_many(
            "household", [(d, dict.fromkeys(("w_state", "e_state", "visit_state"))) for d in doors]
        )
        for kind in ("water_meter", "electricity_meter"):
            rows = work.connection.exec_driver_sql(
                f"SELECT id FROM {kind} WHERE household_id IN ({marks})", tuple(doors)
            ).all()
            work.update_many(kind, [(row[0], {"deleted": True}) for row in rows])


def _bare(folder: Path) -> None:
    with (folder / "bare").open("ab", buffering=0) as file:
        file.write(_PAGE)
        os.fdatasync(file.fileno())


def _times(act: Callable[[str], object], doors: Iterable[str]) -> dict[str, float]:
    times = []
    for door in doors:
        begun = time.perf_counter()
        act(door)
        times.append((time.perf_counter() - begun) * 1000)
    ordered = sorted(times)
    return {
        "median_ms": round(statistics.median(ordered), 2),
        "p95_ms": round(ordered[int(len(ordered) * 0.95)], 2),
    }


if __name__ == "__main__":
    print(json.dumps(run(*map(int, sys.argv[1:])), indent=1))
