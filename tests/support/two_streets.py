"""A district and its streets, each with a ledger of its own in a real file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from desktop.domain.grid import Grid
from desktop.domain.profile import Profile
from desktop.domain.rows import Scope
from desktop.kernel.clock import FixedClock
from desktop.kernel.identity import time_ordered_ids
from desktop.services.environment import Environment
from desktop.services.program import Program
from desktop.storage.keyring import CHEAP
from desktop.storage.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.services.bundle import Office

WHO: dict[str, Any] = {"operator": "负责人", "passphrase": "p"}
DISTRICT, STREET_A, STREET_B = "420199", "420199001", "420199002"


@dataclass
class Towns:
    """Opens ledgers in one folder, each on a machine of its own; the clock moves with each."""

    folder: Path
    now: datetime = datetime(2026, 3, 5, 8, 30, tzinfo=UTC)

    def program(self, name: str) -> Program:
        self.now += timedelta(minutes=10)
        environment = Environment(
            FixedClock(self.now), time_ordered_ids(), self.folder / f"machine-{name}"
        )
        return Program(environment, language="zh_CN")

    def open(self, name: str) -> Office:
        office = self.program(name).open(self.folder / f"{name}.hubiao", **WHO)
        office._ledger.backup_at_close = False  # tests of backups stand elsewhere
        return office

    def district(self, name: str = "district", code: str = DISTRICT) -> None:
        self._create(name, "试验区住建局", code, Profile.DISTRICT)

    def _create(self, name: str, office: str, code: str, profile: Profile) -> None:
        self.now += timedelta(minutes=10)
        ledger, _ = Ledger.create(
            self.folder / f"{name}.hubiao",
            office=office,
            street_code=code,
            clock=FixedClock(self.now),
            ids=time_ordered_ids(),
            cost=CHEAP,
            machine=self.folder / f"machine-{name}",
            profile=profile,
            **WHO,
        )
        ledger.close()

    def street(self, name: str, code: str, quarters: int = 1) -> None:
        """Make a street with quarters of two buildings, three floors, two doors each."""
        self._create(name, f"{name}街道", code, Profile.STREET)
        with self.open(name) as office:
            for number in range(1, quarters + 1):
                self.add_quarter(office, f"Q{number}", f"{name}小区{number}", f"{name}{number}")

    def add_quarter(self, office: Office, code: str, title: str, mark: str) -> str:
        quarter, _ = office.registers.add(
            "quarter", {"quarter_code": code, "name": title, "n_household": 12}
        )
        for building in ("1", "2"):
            office.grids.build(quarter, building, Grid(floors=3, doors=2))
        for place, door in enumerate(doors(office, quarter)):
            office.editing.add(
                "water_meter",
                {"household_id": door, "body_no": f"{mark}-{place:02d}", "role": 3, "state": 1},
            )
        return quarter

    def export(self, name: str, file: str) -> Path:
        path = self.folder / file
        with self.open(name) as office:
            office.district.export(path)
        return path

    def take(self, path: Path, name: str = "", **more: Any) -> dict[str, Any]:
        with self.open("district") as office:
            return office.district_office.take(office.district_office.plan(path), name=name, **more)

    def send(self, code: str, file: str) -> Path:
        path = self.folder / file
        with self.open("district") as office:
            office.district_office.send(code, path)
        return path

    def merge(self, name: str, path: Path, **more: Any) -> dict[str, Any]:
        with self.open(name) as office:
            return office.district.merge(path, **more)


def doors(office: Office, quarter: str) -> list[str]:
    """Return the households of a quarter in walking order."""
    return [row.id for row in office.reading.doors(Scope(quarter_id=quarter))]


def quarter_named(office: Office, name: str) -> str:
    """Return the id of the quarter called ``name``."""
    return next(row.id for row in office.reading.quarters() if row.name == name)


def everything(office: Office, kinds: tuple[str, ...]) -> Iterator[tuple[str, str, Any]]:
    """Yield (kind, id, record) of every living record of ``kinds``."""
    for kind in kinds:
        for record in office.registers.rows(kind):
            yield kind, str(record["id"]), record
