"""A day's work of one laptop as a parcel: 500 doors and 300 photos, out and in.

``python -m tests.benchmarks.bench_parcel [HOUSEHOLDS]``; medians of five in milliseconds of
processor time, sizes in KiB. The peer is what people do without parcels: a proven backup of the
whole ledger in the same run.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.kernel.clock import SystemClock
from desktop.kernel.identity import time_ordered_ids
from desktop.services.backing_up import BackingUp
from desktop.services.devices import Devices
from desktop.services.parcels import Parcels
from desktop.services.surveying import Surveying
from desktop.storage.attachments import Attachments
from desktop.storage.ledger import Ledger
from tests.benchmarks.bench_surveying import answers
from tests.benchmarks.built_ledger import OPERATOR, PASSPHRASE, build

if TYPE_CHECKING:
    from collections.abc import Callable

VISITS, PHOTOS, PHOTO_BYTES = 500, 300, 150_000
ROUNDS = 5
_NAME = "bench.hubiao"


def run(households: int = 5_000) -> dict[str, Any]:
    """Return times and sizes of one day's parcel."""
    with tempfile.TemporaryDirectory(prefix="hubiao-bench-") as name:
        office, field = Path(name) / "office", Path(name) / "field"
        office.mkdir()
        build(office, households)
        field.mkdir()
        for file in office.glob(f"{_NAME}*"):
            shutil.copy(file, field)
        with _opened(field) as ledger:
            code = Devices(ledger).laptops()[0].code
        with _opened(office) as ledger:
            Devices(ledger).enrol(code)
            before = ledger.journal.vector()
        out, parcel, backup = _day(field, Path(name), before)
        return {
            "households": households,
            "visits": VISITS,
            "photos": PHOTOS,
            "parcel_kib": parcel.stat().st_size >> 10,
            "backup_kib": backup >> 10,
            **out,
            **_taken(office, parcel, Path(name)),
        }


def _day(folder: Path, place: Path, known: dict[str, int]) -> tuple[dict[str, Any], Path, int]:
    """Record a day, and write it as parcels with and without its photos."""
    with _opened(folder) as ledger:
        _record(ledger)
        parcels = _parcels(ledger)
        recipient = next(iter(known))
        _show(ledger, recipient, known)
        plain, parcel = place / "plain.hbp", place / "day.hbp"
        plain_ms = _times(lambda: parcels.make(plain, recipient=recipient))
        _photograph(ledger)
        found = {
            "plain_kib": plain.stat().st_size >> 10,
            "make_plain_ms": plain_ms,
            "make_ms": _times(lambda: parcels.make(parcel, recipient=recipient)),
            "backup_ms": _times(lambda: BackingUp(ledger, SystemClock()).make(place / "backup")),
        }
        backup = sum(f.stat().st_size for f in (place / "backup").glob("*.hubiao")) // ROUNDS
    return found, parcel, backup


def _record(ledger: Ledger) -> None:
    surveying = Surveying(ledger, SystemClock())
    with ledger.reader() as connection:
        doors = [r[0] for r in connection.exec_driver_sql("SELECT id FROM household LIMIT 500")]
    for number, door in enumerate(doors[:VISITS]):
        surveying.record(door, answers(number))


def _photograph(ledger: Ledger) -> None:
    attachments = Attachments(ledger)
    with ledger.reader() as connection:
        doors = [r[0] for r in connection.exec_driver_sql("SELECT id FROM household LIMIT 500")]
    for door in doors[:PHOTOS]:
        with ledger.unit_of_work("attach-photo") as work:
            attachments.add(
                work,
                owner_kind="household",
                owner_id=door,
                kind=1,
                content=os.urandom(PHOTO_BYTES),
                media_type="image/jpeg",
            )


def _show(ledger: Ledger, device: str, vector: dict[str, int]) -> None:
    """Note what the office's laptop had seen, as a parcel of it would."""
    facts = {"direction": "parcel", "export_code": device, "scope": json.dumps(vector)}
    with ledger.unit_of_work("parcel") as work:
        work.insert("exchange", [{**facts, "made_at": SystemClock().now()}])


def _taken(folder: Path, parcel: Path, place: Path) -> dict[str, Any]:
    planned, taken, again = [], [], []
    answer: dict[str, Any] = {}
    for number in range(ROUNDS):
        copy = place / f"copy{number}"
        shutil.copytree(folder, copy)
        with _opened(copy) as ledger:
            parcels = _parcels(ledger)
            planned.append(_once(partial(parcels.plan, parcel)))
            begun = time.process_time()
            answer = parcels.take(parcel)
            taken.append((time.process_time() - begun) * 1000)
            again.append(_once(partial(parcels.take, parcel)))
    return {
        "plan_ms": round(statistics.median(planned)),
        "take_ms": round(statistics.median(taken)),
        "take_again_ms": round(statistics.median(again)),
        "operations": answer["operations"],
        "applied": answer["applied"],
    }


def _parcels(ledger: Ledger) -> Parcels:
    clock = SystemClock()
    return Parcels(ledger, clock, time_ordered_ids(), BackingUp(ledger, clock))


def _times(act: Callable[[], object]) -> int:
    return round(statistics.median(_once(act) for _ in range(ROUNDS)))


def _once(act: Callable[[], object]) -> float:
    begun = time.process_time()
    act()
    return (time.process_time() - begun) * 1000


def _opened(folder: Path) -> Ledger:
    ledger = Ledger.open(
        folder / _NAME,
        operator=OPERATOR,
        passphrase=PASSPHRASE,
        clock=SystemClock(),
        ids=time_ordered_ids(),
        machine=folder / "machine",
    )
    ledger.backup_at_close = False
    return ledger


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000), indent=1))
