"""A street office of the smallest kind, in a real encrypted file."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from desktop.kernel.clock import FixedClock
from desktop.kernel.identity import time_ordered_ids
from desktop.storage.keyring import CHEAP
from desktop.storage.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from desktop.domain.values import Record
    from desktop.storage.quick_key import QuickKey

NOW = datetime(2026, 3, 5, 8, 30, tzinfo=UTC)
LEADER, SECRET = "负责人", "open sesame"


class Office:
    """Makes, opens and fills the ledger of one test, on machines of its own."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "test.hubiao"
        self.folder = folder
        self.ids = time_ordered_ids()
        self.recovery_key = ""
        self.clock: FixedClock = FixedClock(NOW)
        self.opened: list[Ledger] = []

    def create(self) -> Ledger:
        ledger, self.recovery_key = Ledger.create(
            self.path,
            office="试验街道办事处",
            street_code="420106001",
            operator=LEADER,
            passphrase=SECRET,
            clock=self.clock,
            ids=self.ids,
            cost=CHEAP,
            machine=self.folder / "machine",
        )
        return self._keep(ledger)

    def open(
        self,
        operator: str = LEADER,
        passphrase: str = SECRET,
        *,
        read_only: bool = False,
        machine: str = "machine",
        path: Path | None = None,
    ) -> Ledger:
        return self._keep(
            Ledger.open(
                path or self.path,
                operator=operator,
                passphrase=passphrase,
                read_only=read_only,
                clock=self.clock,
                ids=self.ids,
                machine=self.folder / machine,
            )
        )

    def reopen(self, quick: QuickKey, pin: str) -> Ledger:
        return self._keep(
            Ledger.reopen(
                self.path,
                quick,
                pin,
                clock=self.clock,
                ids=self.ids,
                machine=self.folder / "machine",
            )
        )

    def fill(self, ledger: Ledger, *, buildings: int = 2, rooms: int = 4) -> list[str]:
        """Add one quarter with households and meters; return the household ids."""
        with ledger.unit_of_work("fill") as work:
            quarter = work.insert("quarter", [{"name": "翠湖小区", "quarter_code": "Q1"}])[0]
            rows: list[Record] = []
            for number in range(1, buildings + 1):
                record: Record = {"quarter_id": quarter, "building_no": str(number)}
                building = work.insert("building", [record])[0]
                unit = work.insert("unit", [{"building_id": building, "unit_no": "1"}])[0]
                rows += [
                    {
                        "unit_id": unit,
                        "floor": room + 1,
                        "room_no": f"{room + 1}01",
                        "owner_name": f"张伟{chr(0x660E + room)}",
                        "phone": f"1380000{number:02d}{room:02d}",
                    }
                    for room in range(rooms)
                ]
            households = work.insert("household", rows)
            work.insert(
                "water_meter",
                [
                    {"household_id": household, "body_no": f"W{place:06d}", "role": 3}
                    for place, household in enumerate(households)
                ],
            )
        return households

    def _keep(self, ledger: Ledger) -> Ledger:
        ledger.backup_at_close = False
        self.opened.append(ledger)
        return ledger


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office whose ledgers are closed when the test ends."""
    made = Office(tmp_path)
    yield made
    for ledger in made.opened:
        ledger.abandon()


@pytest.fixture
def ledger(office: Office) -> Ledger:
    """A new ledger."""
    return office.create()


@pytest.fixture
def households(office: Office, ledger: Ledger) -> list[str]:
    """Ids of eight households in the ledger."""
    return office.fill(ledger)


@pytest.fixture
def value_of(ledger: Ledger) -> Callable[[str, str, str], object]:
    """Read one field of one record."""

    def read(kind: str, entity_id: str, field: str) -> object:
        with ledger.reader() as connection:
            return connection.exec_driver_sql(
                f"SELECT {field} FROM {kind} WHERE id = ?", (entity_id,)
            ).scalar_one()

    return read
