"""A field that is left, until it is on the disk: over a bare write with fdatasync.

``python -m tests.benchmarks.bench_field [FOLDER]``; the two alternate, medians of five runs of
100. The folder decides which disk is measured; the bare write is as long as what the commit adds
to the ledger's log.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks.built_ledger import build, reopen

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.shell.desk import Desk

RUNS, FIELDS = 5, 100
HOUSEHOLDS = 2_000
TARGET = 1.25
_FRAME = 4_120
_PAGES = 9
"""Pages of a commit of one field: the household, its journal entry and operation, their indexes."""


class _Bare:
    """The least that durable can cost: the same number of bytes, then fdatasync."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT)
        self._bytes = os.urandom(_FRAME * _PAGES)

    def write(self) -> float:
        begun = time.perf_counter()
        os.write(self._file, self._bytes)
        os.fdatasync(self._file)
        return time.perf_counter() - begun


def _desk(folder: Path) -> tuple[Desk, Callable[[], None]]:
    from PySide6.QtWidgets import QApplication

    from desktop.kernel.clock import SystemClock
    from desktop.kernel.identity import time_ordered_ids
    from desktop.kernel.settings import Settings
    from desktop.services.assembly import assemble
    from desktop.services.environment import Environment
    from desktop.ui.shell.change_bus import ChangeBus
    from desktop.ui.shell.desk import Desk
    from desktop.ui.shell.jobs import Runner
    from desktop.ui.shell.messages import Messages

    app = QApplication.instance() or QApplication([])
    ledger = reopen(folder)
    environment = Environment(SystemClock(), time_ordered_ids(), folder / "device")
    office = assemble(environment, ledger)
    runner = Runner()
    desk = Desk(office, runner, ChangeBus(), Messages(), Settings())
    desk.setProperty("app", app)

    def close() -> None:
        runner.stop()
        ledger.close()

    return desk, close


def _left(desk: Desk, household_id: str, text: str) -> tuple[float, float]:
    """Return (seconds until durable, seconds the window's thread was held)."""
    from PySide6.QtCore import QCoreApplication

    durable: list[float] = []
    heard: list[object] = []

    def store() -> object:
        changes = desk.office.editing.set_field("household", household_id, "remarks", text)
        durable.append(time.perf_counter())
        return changes

    begun = time.perf_counter()
    desk.act(store, owner=desk, done=heard.append)
    held = time.perf_counter() - begun
    while not heard:
        QCoreApplication.processEvents()
    return durable[0] - begun, held


def run(folder: Path | None = None) -> dict[str, Any]:
    """Measure, print one JSON document and return it."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="hubiao-bench-", dir=folder) as made:
        place = Path(made)
        build(place, HOUSEHOLDS)
        desk, close = _desk(place)
        numbers = desk.office.reading.household_numbers()[: RUNS * FIELDS]
        ids = [row.id for row in desk.office.reading.household_rows(numbers)]
        bare = _Bare(place / "bare")
        ratios, own, least, held = [], [], [], []
        for turn in range(RUNS):
            mine, theirs = [], []
            for household_id in ids[turn * FIELDS : (turn + 1) * FIELDS]:
                seconds, hold = _left(desk, household_id, f"备注 {turn}")
                mine.append(seconds)
                held.append(hold)
                theirs.append(bare.write())
            own.append(statistics.median(mine))
            least.append(statistics.median(theirs))
            ratios.append(own[-1] / least[-1])
        close()
    answer = {
        "target": TARGET,
        "over_bare": round(statistics.median(ratios), 2),
        "field_ms": round(statistics.median(own) * 1000, 3),
        "bare_ms": round(statistics.median(least) * 1000, 3),
        "window_thread_held_ms": round(statistics.median(held) * 1000, 3),
        "window_thread_held_ms_worst": round(max(held) * 1000, 3),
    }
    print(json.dumps(answer, indent=1))
    return answer


if __name__ == "__main__":
    run(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
