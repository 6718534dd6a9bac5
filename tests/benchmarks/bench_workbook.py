"""Benchmarks of the district workbook: out, and back into a plan.

``python -m tests.benchmarks.bench_workbook`` prints the medians of five runs as ratios. openpyxl's
time is measured on a fifth of the rows and multiplied: it grows in a straight line, and nobody
waits for it five times.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from desktop.domain.merge import needed_ids, plan_merge
from desktop.exchange.returned import read_returned
from desktop.exchange.sheets import HOUSEHOLDS
from desktop.exchange.writer import write_workbook
from tests.support.workbooks import basis_of, invented_content, invented_rows, ledger_of

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS = 50_000
EDITS = 1_000
RUNS = 5
_SHARE = 5


def run(rows: int = ROWS, runs: int = RUNS) -> dict[str, Any]:
    """Return the measured seconds and ratios."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "district.xlsx"
        content = invented_content(households=rows)
        # processor time: one process, one thread, and a busy machine does not disturb it
        ours = _median(lambda: write_workbook(path, content), runs, time.process_time)
        share = invented_rows(HOUSEHOLDS, rows // _SHARE)
        theirs = _SHARE * _median(lambda: _write_only(path, share), min(runs, 3), time.process_time)
        write_workbook(path, content)
        _edit(path)
        calamine = _median(lambda: _merely_read(path), runs)
        ledger = ledger_of(content)
        planned = _median(lambda: _read_and_plan(path, ledger), runs)
        peak = _peak_megabytes(rows, Path(folder) / "peak.xlsx")
    return {
        "rows": rows,
        "columns": len(HOUSEHOLDS.columns) + 2,
        "export_seconds": round(ours, 2),
        "openpyxl_write_only_seconds": round(theirs, 2),
        "export_speedup": round(theirs / ours, 1),
        "export_speedup_target": 12,
        "export_megabytes_above_idle": peak,
        "export_megabytes_target": 60,
        "read_and_plan_seconds": round(planned, 2),
        "calamine_seconds": round(calamine, 2),
        "read_and_plan_ratio": round(planned / calamine, 2),
        "read_and_plan_ratio_target": 1.7,
    }


def _median(
    work: Callable[[], object], runs: int, clock: Callable[[], float] = time.perf_counter
) -> float:
    taken = []
    for _ in range(runs):
        start = clock()
        work()
        taken.append(clock() - start)
    return median(taken)


def _write_only(path: Path, rows: list[Any]) -> None:
    """Write the same cells with openpyxl: values only, no styles, which flatters it."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    page = book.create_sheet("住户")
    for ids, values in rows:
        page.append([".".join(ids), "f0123456789abcdef", *values])
    book.save(path.with_name("write_only.xlsx"))


def _edit(path: Path) -> None:
    """Change one cell in :data:`EDITS` rows of the file itself, as a clerk's program would."""
    import re
    import zipfile

    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = "xl/worksheets/sheet4.xml"
    rows = len(re.findall(rb"<row ", parts[name]))
    step = max(1, (rows - 1_002) // EDITS)
    place = re.compile(rb"(<c r='I(\d+)'[^>]*><is><t>)[^<]*(</t>)")

    def change(match: re.Match[bytes]) -> bytes:
        if int(match[2]) % step:
            return match[0]
        return match[1] + "改了".encode() + match[3]

    parts[name] = place.sub(change, parts[name])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for part, data in parts.items():
            package.writestr(part, data)


def _merely_read(path: Path) -> None:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def _read_and_plan(path: Path, ledger: dict[str, Any]) -> None:
    book, _ = read_returned(path)
    wanted = {one for ids in needed_ids(book.returned).values() for one in ids}
    part = {one: ledger[one] for one in wanted}
    plan = plan_merge(book.returned, basis_of(part))
    assert len(plan.updates) + len(plan.conflicts) > EDITS / 2


_CHILD = """
import re, sys
from pathlib import Path
from desktop.exchange.sheets import HOUSEHOLDS
from tests.support.workbooks import invented_content, invented_rows
from desktop.exchange.writer import write_workbook
rows = invented_rows(HOUSEHOLDS, 500)
peak = lambda: int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
idle = peak()
stream = (rows[n % 500] for n in range(int(sys.argv[1])))
write_workbook(Path(sys.argv[2]), invented_content(rows={"households": stream}))
print((peak() - idle) // 1024)
"""


def _peak_megabytes(rows: int, path: Path) -> int:
    """Return what an export needs above the idle program, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(rows), str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout)


if __name__ == "__main__":
    print(json.dumps(run(), indent=1))
