"""The meters in use by household and by number, while a list is brought in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from desktop.domain.fields import ENTITIES
from desktop.domain.meters import OUT_OF_USE
from desktop.models.electricity_meter import ElectricityMeter
from desktop.models.water_meter import WaterMeter

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.domain.values import Record

_TABLES = {"water_meter": WaterMeter.__table__, "electricity_meter": ElectricityMeter.__table__}
_NUMBERS = {"water_meter": "body_no", "electricity_meter": "asset_no"}
_HOUSEHOLD_ROLE = 3


class MeterNumbers:
    """Knows which household has which meter, in the ledger and in the rows already taken."""

    def __init__(self, connection: Connection) -> None:
        self._by_household: dict[tuple[str, str], Record] = {}
        self._owners: dict[tuple[str, str], str | None] = {}
        for kind in _TABLES:
            self._load(connection, kind)

    def column(self, kind: str) -> str:
        """Return the field that holds the number of a meter of ``kind``."""
        return _NUMBERS[kind]

    def of_household(self, kind: str, household: str) -> Record | None:
        """Return the household's meter in use, or None."""
        return self._by_household.get((kind, household))

    def claim(self, kind: str, number: str, household: str) -> bool:
        """Return whether ``number`` may stand at ``household``: it stands at no other."""
        return self._owners.setdefault((kind, number), household) == household

    def remember(self, kind: str, household: str, record: Record) -> None:
        """Remember a meter that this import makes."""
        self._by_household[(kind, household)] = record

    def _load(self, connection: Connection, kind: str) -> None:
        table, number = _TABLES[kind], _NUMBERS[kind]
        names = ["id", *(f.name for f in ENTITIES[kind].fields)]
        rows = connection.execute(
            select(*(table.c[name] for name in names)).where(table.c.deleted.is_(False))
        )
        for row in rows.mappings():
            if row["state"] in OUT_OF_USE:
                continue
            if row[number]:
                self._owners[(kind, row[number])] = row["household_id"]
            if row["household_id"] and row["role"] in {_HOUSEHOLD_ROLE, None}:
                self._by_household.setdefault((kind, row["household_id"]), dict(row))
