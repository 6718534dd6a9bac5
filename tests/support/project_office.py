"""A street office with one quarter of twelve doors, every service, and a calendar to turn."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.domain.rows import Scope
from desktop.kernel.identity import time_ordered_ids
from desktop.services.assembly import assemble
from desktop.services.demo.survey import Surveyors
from desktop.services.environment import Environment
from desktop.storage.keyring import CHEAP
from desktop.storage.ledger import Ledger

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.changes import Changes
    from desktop.domain.rows import HouseholdRow
    from desktop.domain.values import Record
    from desktop.services.bundle import Office

LEADER, SECRET = "负责人", "demo"
CODE = "421102001001"
REFUSES, LOCKED, HARDSHIP = 1, 4, 2
"""Doors of the quarter, counted from nought: what :class:`Surveyors` finds behind them."""


class Calendar:
    """A clock that a test sets to the day on which something happens."""

    def __init__(self, day: date) -> None:
        self._moment = datetime.combine(day, time(2, 0), UTC)

    def now(self) -> datetime:
        # Every reading is a little later, as it is for people.
        self._moment += timedelta(milliseconds=1)
        return self._moment

    def today(self) -> date:
        return self._moment.date()

    def turn_to(self, day: date) -> None:
        assert day >= self._moment.date(), "a story does not go back"
        self._moment = datetime.combine(day, time(2, 0), UTC)


class ProjectOffice:
    """The whole bundle of services over a new ledger at a cheap cost."""

    def __init__(self, folder: Path, day: date) -> None:
        self.folder = folder
        self.calendar = Calendar(day)
        self.path = folder / "project.hubiao"
        ids = time_ordered_ids()
        environment = Environment(self.calendar, ids, folder / "machine")
        ledger, _ = Ledger.create(
            self.path,
            office="赤壁街道办事处",
            street_code="421102001",
            operator=LEADER,
            passphrase=SECRET,
            clock=self.calendar,
            ids=ids,
            cost=CHEAP,
            machine=folder / "machine",
        )
        ledger.backup_at_close = False
        self.ledger = ledger
        self.office: Office = assemble(environment, ledger)
        self.surveyors = Surveyors(7, ids)
        self.quarter_id = self._build()

    @property
    def doors(self) -> list[HouseholdRow]:
        """The households in walking order."""
        return self.office.reading.doors(Scope(quarter_id=self.quarter_id))

    def add(self, kind: str, /, **values: object) -> str:
        """Add a record below the quarter and return its id."""
        record: Record = {"quarter_id": self.quarter_id, **values}  # type: ignore[dict-item]
        return self.office.registers.add(kind, record)[0]

    def type_in(self, kind: str, entity_id: str, field: str, raw: object) -> Changes:
        """Type into one field."""
        return self.office.editing.set_field(kind, entity_id, field, raw)

    def type_in_quarter(self, field: str, raw: object) -> Changes:
        """Type into one field of the quarter."""
        return self.type_in("quarter", self.quarter_id, field, raw)

    def missing(self) -> set[str]:
        """Return the codes of what the gate asks for, papers by their names."""
        report = self.office.gates.of(CODE)
        return {
            str(entry.details["paper"]) if "paper" in entry.details else str(entry.code)
            for entry in report.missing
        }

    @property
    def stage(self) -> int:
        """The stage that the gate sees the quarter in."""
        return int(self.office.gates.of(CODE).stage)

    def survey(self) -> None:
        """Visit every door: one refuses, one stays locked, the others join."""
        found = self.surveyors.finish(self.doors)
        before = [
            (door, {**values, "w_state": 3, "e_state": 2}) for door, values in found.households
        ]
        self.office.editing.record_visits(before, when=found.visited_at)
        self._works = found

    def build(self, installed: date) -> None:
        """Put up the new meters of everybody who joined."""
        days: Record = {"installed_on": installed, "verified_on": installed - timedelta(days=30)}
        inserts = {
            kind: [{**meter, **days} for meter in meters]
            for kind, meters in self._works.new_meters.items()
        }
        states = ("w_state", "e_state")
        updates: list[tuple[str, Record]] = [
            (door, {name: values[name] for name in states})
            for door, values in self._works.households
        ]
        self.office.editing.change_many(
            "exchange-meters", inserts=inserts, updates={"household": updates}
        )

    def close(self) -> None:
        self.ledger.abandon()

    def _build(self) -> str:
        with self.ledger.unit_of_work("fill") as work:
            (quarter,) = work.insert(
                "quarter",
                [
                    {
                        "quarter_code": CODE,
                        "name": "棉纺厂宿舍",
                        "district": "黄州区",
                        "street": "赤壁街道",
                        "built_from": 1982,
                        "built_to": 1986,
                        "water_charge_mode": 1,
                        "elec_charge_mode": 1,
                        "plan_year": 2026,
                    }
                ],
            )
            building = work.insert("building", [{"quarter_id": quarter, "building_no": "1"}])[0]
            unit = work.insert("unit", [{"building_id": building, "unit_no": "1"}])[0]
            work.insert(
                "household",
                [
                    {
                        "unit_id": unit,
                        "floor": floor,
                        "room_no": f"{floor}0{door}",
                        "owner_name": f"业主{'甲乙丙丁戊己庚辛壬癸子丑'[floor * 2 + door - 3]}",
                        "title_area": Decimal(80),
                        "area_basis": 1,
                    }
                    for floor in range(1, 7)
                    for door in (1, 2)
                ],
            )
        return quarter
