"""The household table over a big ledger: frames while scrolling, ordering, narrowing, stalls.

``python -m tests.benchmarks.bench_table [HOUSEHOLDS ...] [--keep FOLDER]``; each size in a process
of its own. ``first`` is the very first time an order is asked for, before anything was made in
advance; ``again`` is what a person meets afterwards.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks.bench_window import _Visit, make_ledger

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.pages.ledger import LedgerPage

SIZES = (50_000, 500_000)
_ROOT = Path(__file__).resolve().parents[2]
_ORDERS = (
    "household.owner_name", "household.phone", "household.visit_state", "household.w_state",
    "water_meter.body_no", "quarter.name", "household.remarks",
)  # fmt: skip
_STEPS, _JUMPS, _ROUNDS = 300, 60, 5
_TARGETS = {"frame_ms": 8, "painted_ms": 60, "stall_ms": 50}


class _Table:
    """The ledger page in front, and what it takes."""

    def __init__(self, visit: _Visit) -> None:
        page: Any = visit.window.show_page("ledger")
        page._warm = True  # nothing is made in advance here
        self.visit = visit
        self.page: LedgerPage = page
        self.stall = 0.0
        self.until(lambda: self.page.model.rowCount() > 0)
        visit.window.resize(1366, 768)

    def until(self, ready: Callable[[], bool]) -> None:
        """Let the window work until ``ready``, noting its longest pause."""
        deadline = time.monotonic() + 120
        while True:
            begun = time.perf_counter()
            self.visit.app.processEvents()
            self.stall = max(self.stall, time.perf_counter() - begun)
            if ready():
                return
            if time.monotonic() > deadline:
                message = "the table did not become ready"
                raise TimeoutError(message)
            time.sleep(0.0005)

    def idle(self) -> None:
        """Wait until nothing is being made any more."""
        self.until(lambda: not self.page.desk.runner.busy)

    def painted(self, act: Callable[[], object]) -> float:
        """Return the milliseconds from ``act`` to the painted first screen."""
        model = self.page.model
        before = self.page.shown
        begun = time.perf_counter()
        act()
        self.until(
            lambda: self.page.shown > before and (not len(model.numbers) or model.text(0, 2) != "…")
        )
        self.page.table.viewport().repaint()
        return (time.perf_counter() - begun) * 1000

    def frame(self) -> float:
        """Return the milliseconds of painting what is in view."""
        begun = time.perf_counter()
        self.page.table.viewport().repaint()
        return (time.perf_counter() - begun) * 1000

    def scroll(self) -> dict[str, Any]:
        """Scroll three rows at a time, then jump anywhere."""
        bar = self.page.table.verticalScrollBar()
        steady, jumps = [], []
        for _ in range(_STEPS):
            bar.setValue(bar.value() + 3)
            steady.append(self.frame())
            self.visit.app.processEvents()
        for _ in range(_JUMPS):
            bar.setValue(random.randrange(bar.maximum()))
            jumps.append(self.frame())
            self.visit.app.processEvents()
        self.idle()
        return {
            "frame_ms_median": round(statistics.median(steady), 2),
            "frame_ms_p99": round(sorted(steady)[int(len(steady) * 0.99)], 2),
            "jump_frame_ms_median": round(statistics.median(jumps), 2),
            "jump_frame_ms_worst": round(max(jumps), 2),
        }

    def order(self, key: str, *, descending: bool = False) -> float:
        """Return the milliseconds until the households stand in another order."""
        return self.painted(lambda: self.page.order_by(key, descending=descending))

    def orders(self) -> dict[str, Any]:
        """Order by one column after the other, then by each again."""
        found: dict[str, Any] = {}
        for key in _ORDERS:
            found[key] = {"first_ms": round(self.order(key), 1)}
            self.idle()
        for key in _ORDERS:
            again = []
            for _ in range(_ROUNDS):
                self.order("address")
                self.idle()
                again += [self.order(key), self.order(key, descending=True)]
                self.idle()
            found[key]["again_ms"] = round(statistics.median(again), 1)
        self.order("address")
        self.idle()
        return found

    def filters(self) -> dict[str, Any]:
        """Narrow by codes, by text, by a range."""
        from desktop.domain.list_filter import Condition, ListView, Test

        conditions = {
            "visit not yet": Condition("household.visit_state", Test.ONE_OF, codes=(None, 0)),
            "water not met": Condition("household.w_state", Test.ONE_OF, codes=(2, 3, 4, 5, 6)),
            "owner contains": Condition("household.owner_name", Test.CONTAINS, text="王秀"),
            "phone contains": Condition("household.phone", Test.CONTAINS, text="5678"),
            "quarter contains": Condition("quarter.name", Test.CONTAINS, text="7"),
            "meter contains": Condition("water_meter.body_no", Test.CONTAINS, text="1234"),
            "remarks contain": Condition("household.remarks", Test.CONTAINS, text="锁"),
        }
        found = {}
        for name, condition in conditions.items():
            taken = []
            for _ in range(_ROUNDS):
                taken.append(self.painted(partial(self.page.narrow, condition)))
                self.idle()
                self.painted(lambda: self.page._look(ListView()))
                self.idle()
            found[name] = round(statistics.median(taken), 1)
        return found


def _child(path: str) -> None:
    visit = _Visit(Path(path))
    visit.open(0.5)
    table = _Table(visit)
    table.idle()
    visit.rest(1.0)
    table.stall = 0.0
    answer: dict[str, Any] = {"orders": table.orders()}
    answer["stall_ms_ordering"] = round(table.stall * 1000, 1)
    table.stall = 0.0
    answer["filters_ms"] = table.filters()
    answer["stall_ms_narrowing"] = round(table.stall * 1000, 1)
    table.stall = 0.0
    answer |= table.scroll()
    answer["stall_ms_scrolling"] = round(table.stall * 1000, 1)
    answer["memory_mb"] = round(visit.memory())
    print(json.dumps(answer, ensure_ascii=False), flush=True)
    visit.controller.quit()


def measure(path: Path) -> dict[str, Any]:
    """Measure the ledger at ``path`` in a process of its own."""
    variables = os.environ | {"PYTHONPATH": str(_ROOT)}
    variables.setdefault("QT_QPA_PLATFORM", "offscreen")
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.bench_table", "--child", str(path)],
        env=variables, capture_output=True, text=True, timeout=900, check=False, cwd=_ROOT,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def run(sizes: tuple[int, ...] = SIZES, keep: Path | None = None) -> dict[str, Any]:
    """Measure, print one JSON document and return it."""
    answer: dict[str, Any] = {"targets": _TARGETS}
    with tempfile.TemporaryDirectory(prefix="hubiao-bench-") as folder:
        for size in sizes:
            answer[str(size)] = measure(make_ledger(keep or Path(folder), size))
    print(json.dumps(answer, indent=1, ensure_ascii=False))
    return answer


def _main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", type=int)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    run(tuple(given.sizes) or SIZES, given.keep)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        _child(sys.argv[2])
    else:
        _main()
