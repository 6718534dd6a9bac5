"""Writes what a plan of the household table found, as one operation."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from desktop.domain.codes import ElectricityRole, MeterState, VisitState, WaterRole
from desktop.domain.consequences import consequences, has_consequences
from desktop.domain.meter_due import due_date
from desktop.domain.table_columns import METERS, column

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.domain.table_changes import CellChange
    from desktop.domain.values import Record, Value
    from desktop.kernel.clock import Clock
    from desktop.storage.unit_of_work import UnitOfWork

_ACTIVE = int(MeterState.ACTIVE)
_NEW_METER: dict[str, Record] = {
    "water_meter": {"role": int(WaterRole.HOUSEHOLD), "state": _ACTIVE},
    "electricity_meter": {"role": int(ElectricityRole.HOUSEHOLD), "state": _ACTIVE},
}


class TableWriter:
    """Writes the changed cells of households and of their first meters in use."""

    def __init__(self, work: UnitOfWork, clock: Clock, person: str) -> None:
        self._work = work
        self._clock = clock
        self._person = person

    def write(self, changes: Iterable[CellChange]) -> None:
        """Write ``changes``: records change, missing meters are recorded, visits are kept."""
        found: dict[tuple[str, str], dict[str, Value]] = defaultdict(dict)
        missing: dict[tuple[str, str], dict[str, Value]] = defaultdict(dict)
        for change in changes:
            of = column(change.key)
            assert of.field is not None  # noqa: S101 - only fields are ever planned
            if change.entity_id:
                found[of.kind, change.entity_id][of.field.name] = change.new
            elif change.new is not None:
                missing[of.kind, change.household_id][of.field.name] = change.new
        self._update("household", found)
        for kind in METERS:
            self._update(kind, found)
            self._record(kind, missing)
        self._visits(found)

    def _update(self, kind: str, found: dict[tuple[str, str], dict[str, Value]]) -> None:
        rows = [
            (entity_id, {**values, **self._follows(kind, entity_id, values)})
            for (of, entity_id), values in found.items()
            if of == kind
        ]
        self._work.update_many(kind, rows)

    def _follows(self, kind: str, entity_id: str, values: Record) -> Record:
        if not has_consequences(kind, values):
            return {}
        before = self._work.get(kind, entity_id) or {}
        return consequences(kind, before, values, self._clock.today())

    def _record(self, kind: str, missing: dict[tuple[str, str], dict[str, Value]]) -> None:
        records = [
            {**_NEW_METER[kind], "household_id": household, **values, **due_date(kind, {}, values)}
            for (of, household), values in missing.items()
            if of == kind
        ]
        self._work.insert(kind, records)

    def _visits(self, found: dict[tuple[str, str], dict[str, Value]]) -> None:
        """A visit state that was typed is a visit with time and person, as on the card."""
        now = self._clock.now()
        self._work.insert(
            "visit",
            [
                {
                    "household_id": entity_id,
                    "visited_at": now,
                    "state": VisitState(int(str(values["visit_state"]))).value,
                    "visitor": self._person,
                }
                for (kind, entity_id), values in found.items()
                if kind == "household" and values.get("visit_state")
            ],
        )
