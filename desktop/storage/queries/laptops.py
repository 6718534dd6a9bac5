"""The laptops of the office as the ledger knows them: keys, work, and what they have seen."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """One incarnation of a laptop.

    Attributes:
        id: device id in the journal.
        name: of the machine, for people.
        public_key: hexadecimal; the same in every incarnation of a laptop.
        revoked: whether a leader refused it.
    """

    id: str
    name: str
    public_key: str
    revoked: bool


@dataclass(frozen=True, slots=True)
class Work:
    """What a device did, as far as it arrived here.

    Attributes:
        operations: how many.
        last: sequence of the last one.
        at: when that was, by its own clock.
    """

    operations: int
    last: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Shown:
    """What a parcel of a device has shown it to have seen.

    Attributes:
        device: who made the parcel.
        vector: device → sequence.
        at: when the parcel was taken.
    """

    device: str
    vector: dict[str, int]
    at: datetime | None


def devices(connection: Connection) -> list[DeviceRow]:
    """Return every incarnation, oldest first."""
    rows = connection.exec_driver_sql(
        "SELECT id, coalesce(name, ''), coalesce(public_key, ''), coalesce(revoked, 0) "
        "FROM device WHERE deleted = 0 ORDER BY id"
    )
    return [DeviceRow(row[0], row[1], row[2], bool(row[3])) for row in rows]


def work(connection: Connection) -> dict[str, Work]:
    """Return device → what it did."""
    rows = connection.exec_driver_sql(
        "SELECT device, count(*), max(sequence), max(at) FROM journal_operation GROUP BY device"
    )
    return {row[0]: Work(row[1], row[2], datetime.fromisoformat(row[3])) for row in rows}


def shown(connection: Connection) -> list[Shown]:
    """Return what parcels have shown, here or on a laptop whose journal came here."""
    rows = connection.exec_driver_sql(
        "SELECT export_code, scope, made_at FROM exchange "
        "WHERE direction = 'parcel' AND export_code IS NOT NULL AND deleted = 0 ORDER BY id"
    )
    return [
        Shown(
            row[0], json.loads(row[1] or "{}"), datetime.fromisoformat(row[2]) if row[2] else None
        )
        for row in rows
    ]
