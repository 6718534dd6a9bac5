"""The longest time in which the window cannot answer, on every page and during every long job.

``python -m tests.benchmarks.bench_stall [HOUSEHOLDS] [--keep FOLDER]``: 50,000 households by
default, medians of five processes of the longest turn of the event loop in each step.
"""

from __future__ import annotations

import argparse
import json
import os
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

ROUNDS = 5
HOUSEHOLDS = 50_000
TARGET_MS = 50
_ROOT = Path(__file__).resolve().parents[2]
_PAGES = (
    "today", "quarters", "survey", "ledger", "stages", "acceptance", "forms", "exchange",
    "settings",
)  # fmt: skip


class _Watched(_Visit):
    """A visit that notes the longest turn of the event loop."""

    longest = 0.0

    def until(self, ready: Any) -> None:
        """Let the window work until ``ready``, timing every turn."""
        deadline = time.monotonic() + 300
        while not ready():
            begun = time.perf_counter()
            self.app.processEvents()
            self.longest = max(self.longest, time.perf_counter() - begun)
            if time.monotonic() > deadline:
                message = "the window did not become usable"
                raise TimeoutError(message)
            time.sleep(0.0002)

    def step(self, act: Callable[[], object]) -> float:
        """Do one thing a person does and return the longest turn in ms until all is quiet."""
        self.longest = 0.0
        begun = time.perf_counter()
        act()
        self.longest = max(self.longest, time.perf_counter() - begun)
        self.until(lambda: not self.window.desk.runner.busy)
        self.rest(0.3)
        return round(self.longest * 1000, 1)


def _steps(visit: _Watched, folder: Path) -> dict[str, float]:
    desk = visit.window.desk
    found: dict[str, float] = {}
    for word in ("show", "again"):
        for name in _PAGES:
            found[f"{word} {name}"] = visit.step(partial(visit.window.show_page, name))
    first = desk.office.reading.household_rows(desk.office.reading.household_numbers()[:1])[0]
    visit.window.show_page("survey")
    found["choose a building"] = visit.step(
        lambda: desk.choose(first.quarter_id, first.building_id)
    )

    def save(kind: str, entity_id: str, field: str, raw: str) -> Callable[[], object]:
        return lambda: desk.act(
            lambda: desk.office.editing.set_field(kind, entity_id, field, raw), owner=visit.window
        )

    found["save a field"] = visit.step(save("household", first.id, "remarks", "楼梯左侧"))
    desk.choose("")
    visit.window.show_page("ledger")
    visit.rest(0.5)
    found["save, table in front"] = visit.step(save("household", first.id, "remarks", "右侧"))
    found["undo"] = visit.step(lambda: desk.act(desk.office.editing.undo, owner=visit.window))
    found |= _jobs(visit, folder)
    return found


def _jobs(visit: _Watched, folder: Path) -> dict[str, float]:
    desk = visit.window.desk
    office = desk.office
    workbook = folder / "out.xlsx"

    def work(action: Callable[[Any], object]) -> Callable[[], object]:
        return lambda: desk.work(action, owner=visit.window, done=lambda _: None)

    found = {"verdicts of all": visit.step(work(lambda _: office.verdicts.report()))}
    found["export"] = visit.step(work(lambda p: office.district.export(workbook, progress=p)))
    found["plan a merge"] = visit.step(work(lambda p: office.district.plan(workbook, progress=p)))
    found["backup"] = visit.step(work(lambda _: office.backups.make()))
    found["check"] = visit.step(work(lambda _: office.health.check()))
    workbook.unlink(missing_ok=True)
    return found


def _child(path: str) -> None:
    visit = _Watched(Path(path))
    visit.open(2.0)
    visit.rest(2.0)
    print(json.dumps(_steps(visit, Path(path).parent)), flush=True)
    visit.controller.quit()


def _round(path: Path) -> dict[str, float]:
    variables = os.environ | {"PYTHONPATH": str(_ROOT)}
    variables.setdefault("QT_QPA_PLATFORM", "offscreen")
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.bench_stall", "--child", str(path)],
        env=variables, capture_output=True, text=True, timeout=900, check=False, cwd=_ROOT,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr)
    answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return answer


def run(
    households: int = HOUSEHOLDS, rounds: int = ROUNDS, keep: Path | None = None
) -> dict[str, Any]:
    """Measure, print one JSON document and return it."""
    with tempfile.TemporaryDirectory(prefix="hubiao-bench-") as folder:
        path = make_ledger(keep or Path(folder), households)
        turns = [_round(path) for _ in range(rounds)]
    steps = {name: statistics.median(turn[name] for turn in turns) for name in turns[0]}
    answer = {
        "target_ms": TARGET_MS,
        "households": households,
        "longest_ms": max(steps.values()),
        "steps_ms": dict(sorted(steps.items(), key=lambda step: -step[1])),
    }
    print(json.dumps(answer, indent=1))
    return answer


def _main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("households", nargs="?", type=int, default=HOUSEHOLDS)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args()
    run(given.households, given.rounds, given.keep)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        _child(sys.argv[2])
    else:
        _main()
