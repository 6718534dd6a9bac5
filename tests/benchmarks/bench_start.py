"""First paint of the program's window over a bare PySide6 window's, from the start of the process.

``python -m tests.benchmarks.bench_start``; medians of five, alternating, a process each.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

ROUNDS = 5
BEGUN = "BENCH_BEGUN"
_ROOT = Path(__file__).resolve().parents[2]
_KINDS = ("bare", "welcome", "sign_in")


def _child(kind: str, folder: str) -> None:
    """Show one window, print the seconds since the parent began, end."""
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication, QWidget

    class FirstPaint(QObject):
        """Ends the process once a window has been painted."""

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt names it
            if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
                print(time.monotonic() - float(os.environ[BEGUN]), flush=True)
                os._exit(0)
            return False

    if kind == "bare":
        app = QApplication([])
        first = FirstPaint()
        app.installEventFilter(first)
        window = QWidget()
        window.resize(1366, 768)
        window.show()
        app.exec()
        return
    from desktop.app import main

    # Made here and not by the program, so that the filter is in place; both pay for it.
    app = QApplication([])
    first = FirstPaint()
    app.installEventFilter(first)
    main([] if kind == "welcome" else [str(Path(folder) / "demo.hubiao")])


def first_paint(kind: str, folder: str) -> float:
    """Return the seconds from starting a process to its first paint."""
    import subprocess  # here, because the child does not need it

    variables = os.environ | {
        "PYTHONPATH": str(_ROOT),
        "HOME": folder,
        "XDG_CONFIG_HOME": folder,
        "XDG_DATA_HOME": folder,
        "LANG": "zh_CN.UTF-8",
        "PYTHONPYCACHEPREFIX": str(Path(folder) / "compiled"),
    }
    variables.pop("PYTHONDONTWRITEBYTECODE", None)  # nobody compiles everything at every start
    variables.setdefault("QT_QPA_PLATFORM", "offscreen")
    variables.pop("HUBIAO_PASSPHRASE", None)
    variables.pop("HUBIAO_RUN_DEMO", None)
    variables[BEGUN] = str(time.monotonic())
    command = [sys.executable, "-m", "tests.benchmarks.bench_start", "--child", kind, folder]
    done = subprocess.run(
        command, env=variables, capture_output=True, text=True, timeout=60, check=True, cwd=_ROOT
    )
    return float(done.stdout)


def run(rounds: int = ROUNDS) -> dict[str, Any]:
    """Measure, print one JSON document and return it: ratios first, then seconds."""
    import json
    import statistics
    import tempfile

    seconds: dict[str, list[float]] = {kind: [] for kind in _KINDS}
    with tempfile.TemporaryDirectory(prefix="hubiao-bench-") as folder:
        for kind in _KINDS:
            first_paint(kind, folder)  # what is compiled or read from a cold disk once
        for _ in range(rounds):
            for kind in _KINDS:
                seconds[kind].append(first_paint(kind, folder))
    medians = {kind: statistics.median(found) for kind, found in seconds.items()}
    answer = {
        "over_bare": {
            kind: round(medians[kind] / medians["bare"], 3) for kind in _KINDS if kind != "bare"
        },
        "target": 1.6,
        "seconds": {kind: round(value, 3) for kind, value in medians.items()},
    }
    print(json.dumps(answer, indent=1))
    return answer


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        _child(*sys.argv[2:])
    else:
        run(*(int(argument) for argument in sys.argv[1:]))
