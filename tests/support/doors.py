"""Invented doors for elevations of any shape."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from desktop.domain.doors import DoorRow
from desktop.domain.verdict import Outcome
from desktop.ui.viewmodels.elevation import Elevation, elevation

MONDAY_MORNING = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # 10:00 in China


def door(
    number: int,
    *,
    unit: str = "1",
    floor: int = 1,
    room: str = "",
    visit: int = 0,
    consent: tuple[int | None, int | None] = (None, None),
    use: int = 1,
    tries: int = 0,
    building: str = "b",
) -> DoorRow:
    """Return one door."""
    return DoorRow(
        id=f"{number:032x}",
        building_id=building,
        quarter="棉纺厂宿舍",
        label=f"1栋{unit}单元{room}",
        building_no="1",
        unit_no=unit,
        floor=floor,
        room_no=room,
        owner_name="王秀兰",
        visit_state=visit,
        consent_w=consent[0],
        consent_e=consent[1],
        use_kind=use,
        tried=tuple(MONDAY_MORNING + timedelta(days=n) for n in range(tries)),
    )


def block(units: int = 3, floors: int = 6, wide: int = 2, *, building: str = "b") -> list[DoorRow]:
    """Return the doors of a regular building, nobody visited."""
    return [
        door(
            (unit * 100 + floor) * 100 + place + 1,
            unit=str(unit + 1),
            floor=floor,
            room=f"{floor}{place + 1:02d}",
            building=building,
        )
        for unit in range(units)
        for floor in range(1, floors + 1)
        for place in range(wide)
    ]


def house(rows: list[DoorRow]) -> Elevation:
    """Return the building; whoever was visited meets the standard, the others are not judged."""
    failing = {
        (row.id, utility): Outcome.UNKNOWN
        for row in rows
        for utility in ("water", "electricity")
        if row.visit_state != 1
    }
    return elevation(rows, failing)
