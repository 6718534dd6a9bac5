"""The workbook of 500,000 households out and in: memory of each process, progress, cancel.

``python -m tests.benchmarks.bench_large_exchange [HOUSEHOLDS]``; one round, for it takes minutes.
A dozen cells a row are filled. Peaks are resident memory of the whole process, as the system
counts it; what reads the file is a process of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.benchmarks.built_ledger import build

HOUSEHOLDS = 500_000
_STOPPED_AT = 10
TARGETS = {"megabytes_each": 400}
_MODULE = "tests.benchmarks.bench_large_exchange"


def run(households: int = HOUSEHOLDS) -> dict[str, Any]:
    """Return seconds and megabytes of writing, reading and stopping; targets stand beside."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _child("build", folder, households)
        return {
            "households": households,
            **{what: _child(what, folder, households) for what in ("out", "in", "stopped")},
            "targets": TARGETS,
        }


def _child(what: str, folder: Path, households: int) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", _MODULE, what, str(folder), str(households)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _office(folder: Path) -> Any:
    from desktop.kernel.clock import SystemClock
    from desktop.kernel.identity import time_ordered_ids
    from desktop.services.environment import Environment
    from desktop.services.opening import open_office
    from tests.benchmarks.built_ledger import OPERATOR, PASSPHRASE

    return open_office(
        Environment(SystemClock(), time_ordered_ids(), folder),
        folder / "bench.hubiao",
        operator=OPERATOR,
        passphrase=PASSPHRASE,
        read_only=False,
    )


class _Watch:
    """Counts what was told, and may stop the work at the tenth word."""

    def __init__(self, *, stop: bool) -> None:
        self.told, self._stop = 0, stop

    def step(self, done: int, total: int, what: str = "") -> None:
        from desktop.kernel.errors import CancelledError

        del done, total, what
        self.told += 1
        if self._stop and self.told == _STOPPED_AT:
            raise CancelledError


def _measure(what: str, folder: Path, households: int) -> dict[str, Any]:
    import re
    import resource
    import time

    from desktop.kernel.errors import CancelledError

    if what == "build":
        return {"path": str(build(folder, households))}
    office, watch, book = _office(folder), _Watch(stop=what == "stopped"), folder / "large.xlsx"
    begun, rows = time.perf_counter(), 0
    stopped = False
    try:
        if what == "out":
            office.district.export(book, progress=watch)
        else:
            rows = office.district.plan(book, progress=watch).plan.rows
    except CancelledError:
        stopped = True
    status = Path("/proc/self/status").read_text()
    return {
        "seconds": round(time.perf_counter() - begun, 1),
        # not ru_maxrss: a child begins with the peak of its parent
        "megabytes": int(re.search(r"VmHWM:\s+(\d+)", status)[1]) // 1024,  # type: ignore[index]
        "reader_megabytes": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
        "told": watch.told,
        "stopped": stopped,
        "rows": rows,
        "file_megabytes": round(book.stat().st_size / 1e6, 1),
    }


if __name__ == "__main__":
    if sys.argv[1:2] and not sys.argv[1].isdigit():
        print(json.dumps(_measure(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))))
    else:
        print(json.dumps(run(*map(int, sys.argv[1:])), ensure_ascii=False, indent=2))
