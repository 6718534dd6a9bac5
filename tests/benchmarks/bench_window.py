"""A big ledger in the window over an empty one: signing in, searching, memory.

``python -m tests.benchmarks.bench_window [HOUSEHOLDS ...] [--keep FOLDER]``; medians of five, a
process each, alternating with the empty ledger.
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
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop.ui.main_window.window import MainWindow

ROUNDS = 5
SIZES = (50_000, 500_000)
_ROOT = Path(__file__).resolve().parents[2]
_PASSPHRASE = "demo"
_OPERATOR = "负责人"
_QUERIES = ("王", "李张", "zw", "138", "3-2-301", "第7小区")
_LIMITS = {50_000: 30, 500_000: 60}


def make_ledger(folder: Path, households: int) -> Path:
    """Make a ledger of ``households`` in ``folder``, or return the one that is there."""
    from desktop.kernel.clock import SystemClock
    from desktop.kernel.identity import time_ordered_ids
    from desktop.storage.ledger import Ledger
    from tests.benchmarks.bench_storage import invented

    path = folder / f"h{households}" / "big.hubiao"
    if path.exists():
        return path
    ledger, _ = Ledger.create(
        path,
        office="赤壁街道",
        street_code="420117001",
        operator=_OPERATOR,
        passphrase=_PASSPHRASE,
        clock=SystemClock(),
        ids=time_ordered_ids(),
        machine=path.parent,
    )
    ledger.backup_at_close = False
    if households:
        with ledger.unit_of_work("bench") as work:
            for kind, records in invented(households).items():
                work.insert(kind, records)
    ledger.close()
    return path


class _Visit:
    """One process: sign in, wait until the window can be used, type queries, weigh."""

    def __init__(self, path: Path) -> None:
        from PySide6.QtWidgets import QApplication

        from desktop.kernel.clock import SystemClock
        from desktop.kernel.identity import time_ordered_ids
        from desktop.services.environment import Environment
        from desktop.services.program import Program
        from desktop.ui.application import Controller, WindowContext

        self.app = QApplication([])
        world = Environment(SystemClock(), time_ordered_ids(), path.parent / "device")
        program = Program(world, language="zh_CN")
        context = WindowContext(program, path.parent / "settings.json", path, _OPERATOR, None)
        self.controller = Controller(context, self.app)

    def until(self, ready: Any) -> None:
        """Let the window work until ``ready``."""
        deadline = time.monotonic() + 60
        while not ready():
            self.app.processEvents()
            if time.monotonic() > deadline:
                message = "the window did not become usable"
                raise TimeoutError(message)
            time.sleep(0.0005)
        self.app.processEvents()

    def rest(self, seconds: float) -> None:
        """Let what the window does when nobody asks for anything be done."""
        end = time.monotonic() + seconds
        self.until(lambda: time.monotonic() > end)

    def open(self, typing: float) -> float:
        """Return the seconds from pressing the button to a usable window.

        Args:
            typing: seconds that a person needs for the passphrase before.
        """
        from desktop.ui.pages.login import LoginPage

        self.controller.start()
        self.rest(typing)
        page = self.controller.front
        assert isinstance(page, LoginPage)
        page.passphrase.setText(_PASSPHRASE)
        begun = time.perf_counter()
        page.sign_in()
        self.until(self.usable)
        return time.perf_counter() - begun

    def usable(self) -> bool:
        """Whether today's page and the tree show what the ledger holds."""
        from desktop.ui.pages.today import TodayPage

        window = self.controller.window
        if window is None or not window.isVisible():
            return False
        page = window.pages["today"]
        assert isinstance(page, TodayPage)
        return page.ready and window.places.ready

    @property
    def window(self) -> MainWindow:
        """The main window."""
        assert self.controller.window is not None
        return self.controller.window

    def key(self, text: str) -> float:
        """Return the seconds from a key to the painted list."""
        search = self.window.search
        search.setFocus()
        search.setText(text)
        painted = search.painted
        begun = time.perf_counter()
        search.textEdited.emit(text)
        self.until(lambda: search.painted > painted)
        return time.perf_counter() - begun

    def memory(self) -> float:
        """Return the megabytes of memory that the process holds."""
        for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        return 0.0


def _child(path: str, typing: str) -> None:
    visit = _Visit(Path(path))
    found: dict[str, Any] = {"open": visit.open(float(typing))}
    found["memory_today"] = visit.memory()
    visit.rest(2.0)
    found["keys"] = [visit.key(text) for text in _QUERIES]
    visit.window.search.popup.hide()
    for name in ("ledger", "survey", "quarters"):
        visit.window.show_page(name)
        visit.rest(1.5)
    found["memory"] = visit.memory()
    print(json.dumps(found), flush=True)
    visit.controller.quit()


def visit(path: Path, typing: float) -> dict[str, Any]:
    """Open ``path`` in a process of its own and return what was measured there."""
    variables = os.environ | {
        "PYTHONPATH": str(_ROOT),
        "PYTHONPYCACHEPREFIX": str(path.parent.parent / "compiled"),
    }
    variables.pop("PYTHONDONTWRITEBYTECODE", None)  # nobody compiles everything at every start
    variables.setdefault("QT_QPA_PLATFORM", "offscreen")
    command = [sys.executable, "-m", "tests.benchmarks.bench_window", "--child", str(path)]
    done = subprocess.run(
        [*command, str(typing)], env=variables, capture_output=True, text=True, timeout=300,
        check=False, cwd=_ROOT,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def _measure(empty: Path, big: Path, rounds: int, typing: float) -> dict[str, Any]:
    pairs = [(visit(empty, typing), visit(big, typing)) for _ in range(rounds)]
    keys = [key * 1000 for _, found in pairs for key in found["keys"]]
    medians = [statistics.median(pair[n]["open"] for pair in pairs) for n in (0, 1)]
    return {
        "open_over_empty": round(medians[1] / medians[0], 3),
        "open_seconds": [round(value, 3) for value in medians],
        "search_ms_median": round(statistics.median(keys), 1),
        "search_ms_worst": round(max(keys), 1),
        "memory_mb_today": round(statistics.median(p[1]["memory_today"] for p in pairs)),
        "memory_mb": round(statistics.median(p[1]["memory"] for p in pairs)),
        "memory_mb_empty": round(statistics.median(p[0]["memory"] for p in pairs)),
    }


def run(
    sizes: tuple[int, ...] = SIZES, rounds: int = ROUNDS, keep: Path | None = None
) -> dict[str, Any]:
    """Measure, print one JSON document and return it."""
    answer: dict[str, Any] = {"targets": {"open": 1.3, "search_ms": _LIMITS, "memory_mb": 250}}
    with tempfile.TemporaryDirectory(prefix="hubiao-bench-") as folder:
        place = keep or Path(folder)
        empty = make_ledger(place, 0)
        visit(empty, 0.0)  # what is compiled once
        for size in sizes:
            big = make_ledger(place, size)
            answer[str(size)] = {
                "at_once": _measure(empty, big, rounds, 0.0),
                "after_typing": _measure(empty, big, rounds, 2.0),
            }
    print(json.dumps(answer, indent=1))
    return answer


def _main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", type=int)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args()
    run(tuple(given.sizes) or SIZES, given.rounds, given.keep)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        _child(*sys.argv[2:])
    else:
        _main()
