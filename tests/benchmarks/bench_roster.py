"""Household list in: 50,000 rows × 12 columns against calamine merely reading the same file."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.kernel.clock import SystemClock
from desktop.kernel.identity import time_ordered_ids
from desktop.services.demo.invention import Invention
from desktop.services.demo.roster_file import write_roster
from desktop.services.environment import Environment
from desktop.services.program import Program

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS = 50_000
RUNS = 5


def run(rows: int = ROWS, runs: int = RUNS) -> dict[str, float]:
    """Return medians in seconds and the ratio of the whole import to calamine's reading."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        roster = folder / "roster.xlsx"
        write_roster(roster, list(Invention(1, rows).quarters()))
        peers, imports, ratios = [], [], []
        for number in range(runs):
            peers.append(_timed(lambda: _peer(roster)))
            imports.append(_import(folder / f"run{number}", roster))
            ratios.append(imports[-1] / peers[-1])
    return {
        "rows": rows,
        "calamine_s": round(statistics.median(peers), 3),
        "import_s": round(statistics.median(imports), 3),
        "ratio": round(statistics.median(ratios), 2),
        "target": 8.0,
    }


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _peer(path: Path) -> int:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(path)
    return sum(len(book.get_sheet_by_name(sheet).to_python()) for sheet in book.sheet_names)


def _import(folder: Path, roster: Path) -> float:
    """Time the import alone: guard, child, parsing, journal, search index, commit to disk."""
    folder.mkdir()
    environment = Environment(SystemClock(), time_ordered_ids(), folder / "device")
    program = Program(environment, language="zh_CN")
    ledger = folder / "office.hubiao"
    program.create(ledger, office_name="x", street_code="421102001", operator="a", passphrase="b")
    with program.open(ledger, operator="a", passphrase="b") as office:
        report: dict[str, dict[str, int]] = {}
        seconds = _timed(lambda: report.update(office.roster.import_file(roster)))
        if office.reading.stats()["households"] != report["created"]["households"]:
            message = "the import is not whole"
            raise AssertionError(message)
    return seconds


if __name__ == "__main__":
    print(run())
