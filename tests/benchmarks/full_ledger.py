"""A ledger in which nearly every column of the district workbook holds a value."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from tests.benchmarks.built_ledger import build

if TYPE_CHECKING:
    from pathlib import Path

    from tests.benchmarks.bench_storage import Rows

_FIRST = date(2021, 1, 1)


def build_full(folder: Path, households: int) -> Path:
    """Make ``bench.hubiao`` in ``folder`` and return its path."""
    return build(folder, households, _enrich)


def _enrich(rows: Rows) -> None:
    for number, door in enumerate(rows["household"]):
        door |= {
            "consent_w": number % 4 + 1,
            "consent_e": number % 3 + 1,
            "occupant": number % 5 + 1,
            "hardship": number % 4,
            "use_kind": number % 3 + 1,
            "transformer_area": f"{number // 400}号公变",
            "remarks": f"{number % 9}单元一侧" if number % 3 == 0 else None,
        }
    for kind, prefix in (("water_meter", "W"), ("electricity_meter", "E")):
        for number, meter in enumerate(rows[kind]):
            meter |= {
                "kind": number % 3 + 1,
                "verified_on": _FIRST + timedelta(days=number % 1500),
                "installed_on": _FIRST + timedelta(days=number % 1500 + 40),
                "first_reading": Decimal(number % 90).scaleb(-2),
                "last_reading": Decimal(number * 7 % 900_000).scaleb(-2),
                "maker": f"{prefix}{number % 20}表厂",
            }
            if kind == "water_meter":
                meter["dn"] = (15, 20, 25)[number % 3]
            else:
                meter |= {
                    "box_no": f"{number // 12:06d}",
                    "transformer_area": f"{number // 400}号公变",
                }
