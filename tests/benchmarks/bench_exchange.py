"""The district workbook out of a real ledger and back into it, as ratios.

``python -m tests.benchmarks.bench_exchange [HOUSEHOLDS]``; medians of five, one JSON document. The
ledger is an encrypted file with nearly every column filled. Every run is a process of its own; its
processor time (its children's too) is what counts, for a busy machine does not disturb it much,
and the clock's stands beside. openpyxl writes the same cells, values only, which flatters it; it is
measured on a fifth of the rows and multiplied, for its time grows in a straight line.
"""

from __future__ import annotations

import json
import pickle
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from desktop.exchange.row_writer import column_letters
from desktop.exchange.sheets import HOUSEHOLDS as HOUSEHOLDS_SHEET
from desktop.exchange.sheets import SHEETS
from tests.benchmarks.full_ledger import build_full

HOUSEHOLDS, EDITS, RUNS, SHARE = 50_000, 1_000, 5, 5
TARGETS = {"export_speedup": 12, "export_megabytes": 60, "plan_ratio": 1.7, "apply_seconds": 1}

_MEASURE = """
import json, re, resource, sys, time
from pathlib import Path
folder = Path(sys.argv[1])
book = folder / "district.xlsx"
def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024
def processor():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)
def told(work, **more):
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew at what is held now
    wall, cpu, high = time.perf_counter(), processor(), peak()
    work()
    print(json.dumps({"cpu": processor() - cpu, "wall": time.perf_counter() - wall,
                      "megabytes": peak() - high, **more}))
"""
_OFFICE = """
from desktop.kernel.clock import SystemClock
from desktop.kernel.identity import time_ordered_ids
from desktop.services.environment import Environment
from desktop.services.opening import open_office, warm
from tests.benchmarks.built_ledger import OPERATOR, PASSPHRASE
warm()
office = open_office(
    Environment(SystemClock(), time_ordered_ids(), folder), folder / "bench.hubiao",
    operator=OPERATOR, passphrase=PASSPHRASE, read_only=False,
)
office.reports.lines()  # what the start page of an idle window has long computed
"""
_MEMORY = _OFFICE + "told(lambda: office.district.export(book))"
# openpyxl's own import is not in its time either
_EXPORT = (
    _OFFICE
    + """
import openpyxl, openpyxl.worksheet.datavalidation, openpyxl.formatting.rule
import desktop.exchange.writer, desktop.services.district_rows
told(lambda: office.district.export(book))
"""
)
_OPENPYXL = """
import pickle
from openpyxl import Workbook
rows = pickle.loads((folder / "cells.pickle").read_bytes())
def write():
    made = Workbook(write_only=True)
    page = made.create_sheet("rows")
    for row in rows:
        page.append(row)
    made.save(folder / "write_only.xlsx")
told(write, cells=sum(one is not None for row in rows for one in row) / len(rows))
"""
_CALAMINE = """
from python_calamine import CalamineWorkbook
def read():
    made = CalamineWorkbook.from_path(str(folder / "edited.xlsx"))
    for name in made.sheet_names:
        made.get_sheet_by_name(name).to_python()
told(read)
"""
_PLAN = (
    _OFFICE
    + """
import desktop.exchange.returned, desktop.domain.merge  # what the open window has long imported
told(lambda: office.district.plan(folder / "edited.xlsx"))
"""
)
_APPLY = (
    _OFFICE
    + """
plan = office.district.plan(folder / "edited.xlsx")
found = []
told(lambda: found.append(office.district.apply(plan)["applied"]["fields"]))
begun = time.perf_counter()
for thread in office._ledger._beside:  # the copy of what was there before is being proven
    thread.join()
print(json.dumps([*found, time.perf_counter() - begun]))
"""
)


def run(households: int = HOUSEHOLDS, runs: int = RUNS) -> dict[str, Any]:
    """Return what was measured."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build_full(folder, households)
        exports, written = [], []
        memory = [_child(_MEMORY, folder)[0] for _ in range(runs)]
        for place in range(runs):
            exports.append(_child(_EXPORT, folder)[0])
            if place == 0:
                _keep_cells(folder)
            written.append(_child(_OPENPYXL, folder)[0])
        edited = _edit(folder)
        read, planned = [], []
        for _ in range(runs):
            read.append(_child(_CALAMINE, folder)[0])
            planned.append(_child(_PLAN, folder)[0])
        applied, fields = _applied(folder, runs)
    assert fields == edited, (fields, edited)
    return {
        "households": households,
        "columns": len(HOUSEHOLDS_SHEET.columns) + 2,
        "filled_cells_a_row": round(written[0]["cells"], 1),
        "export_cpu": _median(exports, "cpu"),
        "export_wall": _median(exports, "wall"),
        "openpyxl_write_only_cpu": round(SHARE * _median(written, "cpu"), 2),
        "export_speedup": round(SHARE * _median(written, "cpu") / _median(exports, "cpu"), 1),
        "export_speedup_wall": round(
            SHARE * _median(written, "wall") / _median(exports, "wall"), 1
        ),
        "export_megabytes": _median(memory, "megabytes"),
        "calamine_cpu": _median(read, "cpu"),
        "plan_cpu": _median(planned, "cpu"),
        "plan_ratio": round(_median(planned, "cpu") / _median(read, "cpu"), 2),
        "plan_ratio_wall": round(_median(planned, "wall") / _median(read, "wall"), 2),
        "edits": edited,
        "apply_seconds": _median(applied, "write"),
        "backup_proven_after_seconds": _median(applied, "backup"),
        "targets": TARGETS,
    }


def _child(code: str, folder: Path) -> list[Any]:
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE + code, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def _median(found: list[Any], name: str) -> float:
    return round(float(statistics.median(one[name] for one in found)), 3)


def _keep_cells(folder: Path) -> None:
    """Keep the cells of a share of the rows as Python has them, for openpyxl to write."""
    from python_calamine import CalamineWorkbook

    page = CalamineWorkbook.from_path(str(folder / "district.xlsx")).get_sheet_by_name("住户")
    rows = [[None if cell == "" else cell for cell in row] for row in page.to_python()]
    kept = [row for row in rows[2:] if row[0]]
    (folder / "cells.pickle").write_bytes(pickle.dumps(kept[: len(kept) // SHARE]))


def _edit(folder: Path) -> int:
    """Change the owner's name in :data:`EDITS` rows of the file itself; return in how many."""
    with zipfile.ZipFile(folder / "district.xlsx") as package:
        parts = {name: package.read(name) for name in package.namelist()}
    place = [one.key for one in HOUSEHOLDS_SHEET.columns].index("household.owner_name") + 2
    name = f"xl/worksheets/sheet{2 + SHEETS.index(HOUSEHOLDS_SHEET)}.xml"
    cell = re.compile(
        rb"(<c r='" + column_letters(place).encode() + rb"(\d+)'[^>]*><is><t>)[^<]*(</t>)"
    )
    step = max(1, len(cell.findall(parts[name])) // EDITS)
    changed = 0

    def change(match: re.Match[bytes]) -> bytes:
        nonlocal changed
        if int(match[2]) % step or changed == EDITS:
            return match[0]
        changed += 1
        return match[1] + f"改名{changed}".encode() + match[3]

    parts[name] = cell.sub(change, parts[name])
    with zipfile.ZipFile(
        folder / "edited.xlsx", "w", zipfile.ZIP_DEFLATED, compresslevel=1
    ) as package:
        for part, data in parts.items():
            package.writestr(part, data)
    return changed


def _applied(folder: Path, runs: int) -> tuple[list[Any], int]:
    found, fields = [], 0
    for place in range(runs):
        copy = folder / f"apply{place}"
        copy.mkdir()
        for one in [*folder.glob("bench.hubiao*"), folder / "device.json", folder / "edited.xlsx"]:
            shutil.copy(one, copy)
        measured, (fields, backup) = _child(_APPLY, copy)
        found.append({**measured, "backup": backup, "write": measured["wall"]})
        shutil.rmtree(copy)
    return found, fields


if __name__ == "__main__":
    print(json.dumps(run(*map(int, sys.argv[1:2])), indent=1))
