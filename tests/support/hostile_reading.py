"""Reads files one by one and measures: ``python -m tests.support.hostile_reading FOLDER``.

A process of its own, so that what is measured is the reading and not the tests around it. Prints
one JSON object: file → reader → [code or ``read``, processor seconds of both processes, peak
megabytes of this process, peak megabytes of its child].
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.exchange.bank_statement import read_statement
from desktop.exchange.company_list import read_company_list
from desktop.exchange.guard import guard
from desktop.exchange.reader import read_sheets
from desktop.exchange.returned import read_returned
from desktop.exchange.roster import read_roster
from desktop.exchange.template_fill import look_at_template
from desktop.kernel.errors import HubiaoError

if TYPE_CHECKING:
    from collections.abc import Callable

_peaks: list[int] = []


def _wait(child: Any, flags: int) -> tuple[int, int]:
    """Wait for a child as ``subprocess`` does, and keep what it took at most."""
    try:
        found, state, used = os.wait4(child.pid, flags)
    except ChildProcessError:
        return child.pid, 0
    if found:
        _peaks.append(used.ru_maxrss)
    return found, state


def _template(path: Path) -> None:
    source = guard(path)
    look_at_template(source, read_sheets(source))


READERS: dict[str, Callable[[Path], object]] = {
    "merge": read_returned,
    "roster": read_roster,
    "bank": read_statement,
    "template": _template,
    "company": read_company_list,
}
ALWAYS = ("merge", "roster")


def _peak() -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


def _used() -> float:
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def measure(read: Callable[[Path], object], path: Path) -> list[Any]:
    """Return the code, seconds, and megabytes of both processes."""
    _peaks.clear()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    begun, wall = _used(), time.monotonic()
    try:
        read(path)
        code = "read"
    except HubiaoError as error:
        code = error.code
    except Exception as error:  # noqa: BLE001 - to be told with the file's name
        code = f"crash: {error!r}"[:200]
    seconds = min(_used() - begun, time.monotonic() - wall)
    return [code, round(seconds, 3), _peak() // 1024, max(_peaks, default=0) // 1024]


def measured(path: Path, number: int) -> dict[str, list[Any]]:
    """Return what every reader says; where a file is read, the last three take every other turn.

    All go through the same guard and the same child, and reading costs a process each time.
    """
    found = {name: measure(READERS[name], path) for name in ALWAYS}
    others = [name for name in READERS if name not in ALWAYS]
    if found["merge"][0] == "read":
        others = [others[number // 2 % len(others)]] if number % 2 else []
    return found | {name: measure(READERS[name], path) for name in others}


def main() -> None:
    """Measure every file of the folder."""
    subprocess.Popen._try_wait = _wait  # type: ignore[attr-defined]
    files = sorted(Path(sys.argv[1]).iterdir())
    print(json.dumps({path.name: measured(path, n) for n, path in enumerate(files)}))


if __name__ == "__main__":
    main()
