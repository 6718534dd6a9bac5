"""A building of the demo behind one master meter, read at the ends of two months."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.domain.codes import WaterRole
from desktop.domain.reading_list import ReadingEntry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.rows import QuarterRow
    from desktop.services.bundle import Office

_KIND = "water_meter"
_DAYS = (date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31))
_LEAK = Decimal("1.09")
"""What the master counts more than its sub-meters: an old riser loses a little."""


def hang_below_a_master(office: Office, quarter: QuarterRow, seed: int) -> None:
    """Put a master before the first building of ``quarter`` and read all of its meters."""
    chance = random.Random(seed + 2)  # noqa: S311 - invented readings
    building = office.reading.buildings(quarter.id)[0]
    subs = sorted(
        (
            meter
            for meter in office.metering.tree(quarter.id, _KIND).by_id.values()
            if meter.of_household and meter.building_id == building.id
        ),
        key=lambda meter: meter.number,
    )
    if not subs:
        return
    office.metering.add_master(
        _KIND,
        building.id,
        number=f"ZB{seed % 1000:03d}{len(subs):05d}",
        role=int(WaterRole.MASTER),
        more={"account_no": "80000001", "dn": 50, "position": 4, "remarks": "楼前表井"},
    )
    forest = office.metering.tree(quarter.id, _KIND)
    master = next(m for m in forest.by_id.values() if m.role == WaterRole.MASTER)
    office.metering.set_parent(_KIND, [meter.id for meter in subs], master.id)
    entries = _readings([meter.id for meter in subs], master.id, chance)
    office.metering.record_readings(_KIND, entries)


def _readings(subs: Sequence[str], master: str, chance: random.Random) -> list[ReadingEntry]:
    shown = {meter: Decimal(chance.randrange(200, 2_000)) for meter in subs}
    total = Decimal(48_000)
    entries: list[ReadingEntry] = []
    for day in _DAYS:
        entries += [ReadingEntry(meter, day, value) for meter, value in shown.items()]
        entries.append(ReadingEntry(master, day, total))
        used = {meter: Decimal(chance.randrange(40, 160)) / 10 for meter in subs}
        shown = {meter: shown[meter] + used[meter] for meter in subs}
        total += (sum(used.values(), Decimal(0)) * _LEAK).quantize(Decimal("0.1"))
    return entries
