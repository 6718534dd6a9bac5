"""Where a household stands: building, quarter and an order key, derived from its parents."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlcipher3.dbapi2 import Connection as Driver

_DIGITS = re.compile(r"\d+")
_CHUNK = 2_000
_FLOOR_ZERO = 500


@lru_cache(maxsize=65_536)
def natural(text: str | None) -> str:
    """Return ``text`` so that plain comparison puts 2 before 10."""
    return _DIGITS.sub(lambda match: match[0].zfill(6), text or "")


def place(unit_no: str | None, floor: int | None, room_no: str | None) -> str:
    """Return the order key of a household inside its building: unit, floor, room."""
    return f"{natural(unit_no)}|{(floor or 0) + _FLOOR_ZERO:03d}|{natural(room_no)}"


class Placement:
    """Knows the parents of the units it has met, for one operation."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self._units: dict[str, tuple[str | None, str | None, str | None]] = {}

    def learn(self, unit_ids: Iterable[str | None]) -> None:
        """Fetch the parents of units not met before."""
        missing = list({unit for unit in unit_ids if unit is not None} - self._units.keys())
        for start in range(0, len(missing), _CHUNK):
            chunk = missing[start : start + _CHUNK]
            rows = self._driver.execute(
                "SELECT u.id, u.building_id, b.quarter_id, u.unit_no FROM unit u "
                "LEFT JOIN building b ON b.id = u.building_id "
                f"WHERE u.id IN ({','.join('?' * len(chunk))})",
                chunk,
            )
            self._units.update({row[0]: (row[1], row[2], row[3]) for row in rows})

    def of(self, unit_id: Any, floor: Any, room_no: Any) -> tuple[str | None, str | None, str]:
        """Return (quarter id, building id, order key) of a household in a unit met before."""
        building, quarter, unit_no = self._units.get(unit_id, (None, None, None))
        return quarter, building, place(unit_no, floor, room_no)

    def refresh(self, condition: str, ids: Iterable[str]) -> None:
        """Derive again for the households ``condition`` finds by each of ``ids``."""
        for entity_id in ids:
            rows = self._driver.execute(
                f"SELECT h.id, h.unit_id, h.floor, h.room_no FROM household h WHERE {condition}",
                (entity_id,),
            ).fetchall()
            for unit in {row[1] for row in rows}:
                self._units.pop(unit, None)
            self.learn(row[1] for row in rows)
            self._driver.executemany(
                "UPDATE household SET quarter_id = ?, building_id = ?, place = ? WHERE id = ?",
                [(*self.of(*row[1:]), row[0]) for row in rows],
            )


BY_ID = "h.id = ?"
BY_UNIT = "h.unit_id = ?"
BY_BUILDING = "h.unit_id IN (SELECT id FROM unit WHERE building_id = ?)"
