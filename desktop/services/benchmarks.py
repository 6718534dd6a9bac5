"""The benchmarks of a checkout, by name."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from desktop.kernel.errors import UsageError


def run_benchmarks(name: str | None) -> dict[str, Any]:
    """Run one benchmark, or all, and return their ratios.

    Raises:
        UsageError: the program does not run from a checkout, or the name is unknown.
    """
    root = Path(__file__).resolve().parents[2]
    files = sorted((root / "tests" / "benchmarks").glob("bench_*.py"))
    if not files:
        raise UsageError("benchmarks-need-checkout")
    known = [path.stem.removeprefix("bench_") for path in files]
    if name is not None and name not in known:
        raise UsageError("benchmark-unknown", name=name, known=", ".join(known))
    sys.path.insert(0, str(root))
    return {
        each: import_module(f"tests.benchmarks.bench_{each}").run()
        for each in known
        if name in {None, each}
    }
