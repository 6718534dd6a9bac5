"""Laptops of one office, small and real: copies of one ledger that hand on their journals."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from desktop.models.catalogue import JOURNALLED, tables
from desktop.services.joining import Joining
from desktop.storage.ledger import Ledger
from desktop.storage.queries.parcel_lines import entries_of, operations_since
from tests.support.small_office import LEADER, SECRET, Office

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from desktop.domain.join_plan import Decisions, JoinOutcome, JoinPlan


@dataclass(frozen=True, slots=True)
class Handed:
    """What one laptop hands on: the lines of its journal after a vector."""

    device: str
    since: dict[str, int]
    lines: tuple[Any, ...]


@dataclass(slots=True)
class Laptop:
    """One open ledger of the office."""

    ledger: Ledger
    joining: Joining = field(init=False)

    def __post_init__(self) -> None:
        self.joining = Joining(self.ledger)

    def do(self, kind: str, entity_id: str, action: str = "set", **values: Any) -> None:
        """Change one record as one operation."""
        with self.ledger.unit_of_work(action) as work:
            work.update(kind, entity_id, values)

    def add(self, kind: str, **values: Any) -> str:
        """Add one record as one operation."""
        with self.ledger.unit_of_work("add") as work:
            return work.insert(kind, [values])[0]

    def value(self, kind: str, entity_id: str, name: str) -> Any:
        """Read a stored value."""
        with self.ledger.reader() as connection:
            return connection.exec_driver_sql(
                f"SELECT {name} FROM {kind} WHERE id = ?", (entity_id,)
            ).scalar()

    def hand(self, since: dict[str, int] | None = None) -> Handed:
        """Return what a parcel of this moment carries."""
        given = since or {}
        with self.ledger.reader() as connection:
            lines: list[Any] = []
            for operation in operations_since(connection, given):
                lines += [operation, *entries_of(connection, operation)]
        return Handed(self.ledger.device_id, given, tuple(lines))

    def take(self, handed: Handed, decisions: Decisions = "leave") -> JoinOutcome:
        """Take what another handed on."""
        return self.joining.write(
            lambda: handed.lines,
            since=handed.since,
            exchange={"export_code": handed.device, "made_at": self.ledger.clock.now()},
            decisions=decisions,
        )

    def look(self, handed: Handed, decisions: Decisions = "leave") -> JoinPlan:
        """Look at what taking would do."""
        return self.joining.plan(lambda: handed.lines, since=handed.since, decisions=decisions)

    def tables(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return every row of the domain, without what each laptop notes of its takings."""
        with self.ledger.reader() as connection:
            return {
                kind: [
                    tuple(row)
                    for row in connection.exec_driver_sql(
                        f"SELECT {', '.join(tables()[kind].columns.keys())} FROM {kind} "
                        f"{_ONLY.get(kind, '')} ORDER BY id"
                    )
                ]
                for kind in JOURNALLED
            }

    def journal(self) -> set[tuple[str, int, str]]:
        """Return device, sequence and seal of every operation that is no taking."""
        return {
            (one.device, one.sequence, one.seal)
            for one in self.ledger.journal.operations(limit=10**6)
            if one.action != "parcel"
        }

    def conflicts(self) -> set[tuple[Any, ...]]:
        """Return the open conflicts with their heads and what is shown."""
        return {
            (
                one.kind,
                one.entity_id,
                one.field,
                one.ours,
                frozenset((head.name, head.value, head.shown) for head in one.heads),
            )
            for one in self.joining.open()
        }


_ONLY = {"exchange": "WHERE direction <> 'parcel'"}


def laptops(folder: Path, count: int = 3) -> tuple[Office, list[str], list[Laptop]]:
    """Make an office of eight households and ``count`` laptops with a copy of its ledger.

    Returns:
        The office (its ledgers are to be abandoned), the households' ids, and the laptops.
    """
    office = Office(folder / "0")
    office.folder.mkdir()
    first = office.create()
    households = office.fill(first)
    first.close()
    return office, households, copied(office, folder, range(count))


def copied(office: Office, folder: Path, names: Iterable[object]) -> list[Laptop]:
    """Return laptops that each begin with a copy of the office's closed ledger."""
    homes = [folder / str(name) for name in names]
    for one in homes:
        if one != office.folder:
            shutil.copytree(office.folder, one, ignore=shutil.ignore_patterns("machine*"))
    return [Laptop(_open(office, one)) for one in homes]


def _open(office: Office, home: Path) -> Ledger:
    ledger = Ledger.open(
        home / "test.hubiao",
        operator=LEADER,
        passphrase=SECRET,
        clock=office.clock,
        ids=office.ids,
        machine=home / "machine",
    )
    ledger.backup_at_close = False
    office.opened.append(ledger)
    return ledger
