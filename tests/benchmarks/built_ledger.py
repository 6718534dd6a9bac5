"""A ledger of any size for the benchmarks, built through the unit of work in pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.kernel.clock import SystemClock
from desktop.kernel.identity import time_ordered_ids
from desktop.storage.keyring import CHEAP
from desktop.storage.ledger import Ledger
from tests.benchmarks.bench_storage import invented

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.benchmarks.bench_storage import Rows

PIECE = 48_000
"""Households written by one operation: whole quarters."""
OPERATOR, PASSPHRASE = "负责人", "x"


def build(folder: Path, households: int, enrich: Callable[[Rows], None] | None = None) -> Path:
    """Make ``bench.hubiao`` with so many households, two meters each, and return its path.

    ``enrich`` may fill further fields of a piece's rows.
    """
    path = folder / "bench.hubiao"
    ledger, _ = Ledger.create(
        path,
        office="o",
        street_code="1",
        operator=OPERATOR,
        passphrase=PASSPHRASE,
        clock=SystemClock(),
        ids=time_ordered_ids(),
        machine=folder,
        cost=CHEAP,
    )
    ledger.backup_at_close = False
    with ledger:
        for start in range(0, households, PIECE):
            rows = invented(min(PIECE, households - start), seed=start)
            for place, quarter in enumerate(rows["quarter"], start // 2400):
                quarter["name"], quarter["quarter_code"] = f"第{place}小区", f"Q{place:04d}"
            if enrich is not None:
                enrich(rows)
            with ledger.unit_of_work("bench") as work:
                for kind, records in rows.items():
                    work.insert(kind, records)
    return path


def reopen(folder: Path) -> Ledger:
    """Open what :func:`build` made; closing it makes no backup."""
    ledger = Ledger.open(
        folder / "bench.hubiao",
        operator=OPERATOR,
        passphrase=PASSPHRASE,
        clock=SystemClock(),
        ids=time_ordered_ids(),
        machine=folder,
    )
    ledger.backup_at_close = False
    return ledger
