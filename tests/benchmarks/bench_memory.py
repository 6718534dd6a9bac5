"""An office of 500,000 households: opening, tree, list, search, counts, verdicts, memory.

``python -m tests.benchmarks.bench_memory [HOUSEHOLDS]``. Each size is built by one process and
opened by others, so that the memory is that of a program that has just opened it.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.domain.rows import Scope
from desktop.storage.queries import lists
from desktop.storage.queries.search import search
from desktop.storage.queries.verdicts import verdict_facts
from tests.benchmarks.built_ledger import build, reopen

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 5
PAGE = 256
_MODULE = "tests.benchmarks.bench_memory"


def run(households: int = 500_000, rounds: int = ROUNDS) -> dict[str, Any]:
    """Return medians in seconds and megabytes, and opening over opening an empty ledger."""
    with tempfile.TemporaryDirectory(prefix="hubiao-bench-") as name:
        empty, full = Path(name) / "empty", Path(name) / "full"
        for folder, size in ((empty, 0), (full, households)):
            folder.mkdir()
            _child("build", folder, str(size))
        pairs = [(_child("use", empty), _child("use", full)) for _ in range(rounds)]
    costs = {key: round(statistics.median(f[key] for _, f in pairs), 4) for key in pairs[0][1]}
    ratio = statistics.median(f["open_s"] / e["open_s"] for e, f in pairs)
    return {"households": households, "open_over_empty": round(ratio, 2), **costs}


def use(folder: Path) -> dict[str, float]:
    """Open the ledger of ``folder`` as a window does, and then use it."""
    costs: dict[str, float] = {}
    ledger = _timed(costs, "open_s", lambda: reopen(folder))
    with ledger, ledger.reader() as connection:
        quarters = _timed(costs, "tree_s", lambda: lists.quarter_rows(connection))
        numbers = _timed(costs, "list_all_s", lambda: lists.household_numbers(connection, Scope()))
        _timed(costs, "page_s", lambda: lists.household_rows(connection, numbers[:PAGE]))
        if quarters:
            scope = Scope(quarter_id=quarters[len(quarters) // 2].id)
            _timed(costs, "list_quarter_s", lambda: lists.household_numbers(connection, scope))
        _timed(costs, "search_s", lambda: search(connection, "zw", 12))
        costs["peak_open_mb"] = _peak()
        _timed(
            costs, "verdicts_s", lambda: sum(len(q.households) for q in verdict_facts(connection))
        )
        costs["peak_verdicts_mb"] = _peak()
    return costs


def _timed(costs: dict[str, float], name: str, work: Callable[[], Any]) -> Any:
    begun = time.perf_counter()
    found = work()
    costs[name] = time.perf_counter() - begun
    return found


def _peak() -> float:
    """Return the most memory that this process ever held, in megabytes."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _child(job: str, folder: Path, *more: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", _MODULE, job, str(folder), *more],
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, float] = json.loads(done.stdout or "{}")
    return found


def _main(arguments: list[str]) -> None:
    if arguments[:1] == ["build"]:
        build(Path(arguments[1]), int(arguments[2]))
    elif arguments[:1] == ["use"]:
        print(json.dumps(use(Path(arguments[1]))))
    else:
        print(run(*(int(argument) for argument in arguments)))


if __name__ == "__main__":
    _main(sys.argv[1:])
