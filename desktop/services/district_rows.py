"""The ledger as rows of the district workbook, streamed quarter by quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.meters import OUT_OF_USE
from desktop.exchange.sheets import (
    BUILDINGS,
    HOUSEHOLDS,
    MASTER_POWER,
    MASTER_WATER,
    PLAN,
    QUARTERS,
)
from desktop.services.workbook_figures import figure_rows
from desktop.storage.queries.exports import export_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from desktop.domain.report_facts import QuarterLine
    from desktop.domain.values import Record, Value
    from desktop.exchange.row_writer import SheetRowInput
    from desktop.exchange.sheets import Sheet

_HOUSEHOLD_ROLE = 3
_Sources = "Mapping[str, Record]"


class WorkbookRows:
    """Makes the rows of every sheet from one moment of the ledger.

    Attributes:
        counts: ``households`` and ``meters`` that were given out so far.
    """

    def __init__(
        self,
        connection: Connection,
        quarters: Sequence[str],
        lines: Sequence[tuple[str, QuarterLine]] = (),
    ) -> None:
        self._connection = connection
        self._quarters = quarters
        self._lines = lines
        self._cache: tuple[str, _Quarter] | None = None
        self.counts = {"households": 0, "meters": 0}

    def sheets(self) -> dict[str, Iterator[SheetRowInput]]:
        """Return sheet key → rows, each to be read once."""
        return {
            QUARTERS.key: self._of(QUARTERS, _quarter_rows),
            BUILDINGS.key: self._of(BUILDINGS, _building_rows),
            HOUSEHOLDS.key: self._counted(self._of(HOUSEHOLDS, _household_rows)),
            MASTER_WATER.key: self._of(MASTER_WATER, _master_water_rows),
            MASTER_POWER.key: self._of(MASTER_POWER, _master_power_rows),
            PLAN.key: self._of(PLAN, _quarter_rows),
            **figure_rows(self._connection, self._quarters, self._lines),
        }

    def _of(
        self, sheet: Sheet, rows: Callable[[_Quarter], Iterator[tuple[list[str | None], Any]]]
    ) -> Iterator[SheetRowInput]:
        places = [tuple(column.key.split(".", 1)) for column in sheet.columns]
        for quarter_id in self._quarters:
            for ids, sources in rows(self._quarter(quarter_id)):
                yield ids, [_value(sources, kind, name) for kind, name in places]

    def _counted(self, rows: Iterator[SheetRowInput]) -> Iterator[SheetRowInput]:
        for row in rows:
            self.counts["households"] += 1
            self.counts["meters"] += sum(one is not None for one in row[0][1:])
            yield row

    def _quarter(self, quarter_id: str) -> _Quarter:
        if self._cache is None or self._cache[0] != quarter_id:
            self._cache = (quarter_id, _Quarter(self._connection, quarter_id))
        return self._cache[1]


def _value(sources: Mapping[str, Record], kind: str, name: str) -> Value:
    source = sources.get(kind)
    return None if source is None else source.get(name)


class _Quarter:
    """One quarter's records, each kind loaded when a sheet first asks for it."""

    def __init__(self, connection: Connection, quarter_id: str) -> None:
        self._connection = connection
        self._id = quarter_id
        self._loaded: dict[str, list[dict[str, Value]]] = {}

    def rows(self, kind: str) -> list[dict[str, Value]]:
        """Return the quarter's records of ``kind``."""
        if kind not in self._loaded:
            self._loaded[kind] = list(export_rows(self._connection, kind, [self._id]))
        return self._loaded[kind]

    def by_id(self, kind: str) -> dict[Value, dict[str, Value]]:
        """Return id → record."""
        return {row["id"]: row for row in self.rows(kind)}


def _quarter_rows(quarter: _Quarter) -> Iterator[tuple[list[str | None], Any]]:
    for row in quarter.rows("quarter"):
        yield [str(row["id"])], {"quarter": row}


def _building_rows(quarter: _Quarter) -> Iterator[tuple[list[str | None], Any]]:
    head = quarter.rows("quarter")[0]
    for row in quarter.rows("building"):
        yield [str(row["id"])], {"quarter": head, "building": row}


def _household_rows(quarter: _Quarter) -> Iterator[tuple[list[str | None], Any]]:
    head = quarter.rows("quarter")[0]
    units, buildings = quarter.by_id("unit"), quarter.by_id("building")
    water = _current(quarter.rows("water_meter"))
    power = _current(quarter.rows("electricity_meter"))
    for row in quarter.rows("household"):
        unit = units.get(row["unit_id"], {})
        own_water, own_power = water.get(row["id"]), power.get(row["id"])
        ids = [
            str(row["id"]),
            None if own_water is None else str(own_water["id"]),
            None if own_power is None else str(own_power["id"]),
        ]
        yield (
            ids,
            {
                "quarter": head,
                "building": buildings.get(unit.get("building_id"), {}),
                "unit": unit,
                "household": row,
                "water_meter": own_water or {},
                "electricity_meter": own_power or {},
            },
        )


def _current(meters: list[dict[str, Value]]) -> dict[Value, dict[str, Value]]:
    """Return household id → its meter in use, the newest where there are several."""
    return {
        meter["household_id"]: meter
        for meter in meters
        if meter["state"] not in OUT_OF_USE and meter["role"] in {_HOUSEHOLD_ROLE, None}
    }


def _master_water_rows(quarter: _Quarter) -> Iterator[tuple[list[str | None], Any]]:
    return _masters(quarter, "water_meter")


def _master_power_rows(quarter: _Quarter) -> Iterator[tuple[list[str | None], Any]]:
    return _masters(quarter, "electricity_meter")


def _masters(quarter: _Quarter, kind: str) -> Iterator[tuple[list[str | None], Any]]:
    head, buildings = quarter.rows("quarter")[0], quarter.by_id("building")
    for row in quarter.rows(kind):
        if row["role"] not in {_HOUSEHOLD_ROLE, None}:
            sources = {
                "quarter": head,
                "building": buildings.get(row["building_id"], {}),
                kind: row,
            }
            yield [str(row["id"])], sources
