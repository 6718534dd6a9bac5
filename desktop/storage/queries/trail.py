"""What an operation touched, and everything that happened around one household."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.domain.rows import address_label
from desktop.storage.chronicle import ENTRY, read_entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from desktop.domain.journal import Entry

_SOME = 400
"""Entries of an operation that are looked at; more are only counted."""
_NUMBERS = {"water_meter": "body_no", "electricity_meter": "asset_no"}
_CHILDREN = ("water_meter", "electricity_meter", "visit", "confirmation")
_ADDRESS = (
    "SELECT b.building_no, u.unit_no, h.room_no FROM household h "
    "LEFT JOIN unit u ON u.id = h.unit_id LEFT JOIN building b ON b.id = h.building_id "
    "WHERE h.id = ?"
)


@dataclass(frozen=True, slots=True)
class Footprint:
    """What one operation touched.

    Attributes:
        entries: how many rows and fields.
        kinds: entity kinds, the most frequent first.
        households: how many households, as far as was looked.
        label: address of the one household, or name of the one record; else empty.
        fields: (kind, field) of changed fields, in order, as far as was looked.
        more: whether only a part was looked at.
    """

    entries: int
    kinds: tuple[str, ...]
    households: int
    label: str
    fields: tuple[tuple[str, str], ...]
    more: bool


def footprint(connection: Connection, number: int) -> Footprint:
    """Return what operation ``number`` touched."""
    first, last = connection.exec_driver_sql(
        "SELECT first_entry, last_entry FROM journal_operation WHERE number = ?", (number,)
    ).one()
    rows = connection.exec_driver_sql(
        "SELECT kind, entity_id, field FROM journal_entry WHERE number BETWEEN ? AND ? "
        "ORDER BY number LIMIT ?",
        (first, last, _SOME),
    ).all()
    records = list(dict.fromkeys((row[0], row[1]) for row in rows))
    kinds = [kind for kind, _ in records]
    households = list(dict.fromkeys(_households_of(connection, records)))
    label = ""
    if len(households) == 1:
        label = address(connection, households[0])
    elif not households and len(records) == 1:
        label = _name(connection, *records[0])
    return Footprint(
        entries=last - first + 1,
        kinds=tuple(sorted(set(kinds), key=lambda kind: -kinds.count(kind))),
        households=len(households),
        label=label,
        fields=tuple(dict.fromkeys((row[0], row[2]) for row in rows if row[2])),
        more=last - first + 1 > len(rows),
    )


def address(connection: Connection, household_id: str) -> str:
    """Return the address of a household inside its quarter; deleted ones have one, too."""
    row = connection.exec_driver_sql(_ADDRESS, (household_id,)).first()
    return "" if row is None else address_label(row[0], row[1], row[2])


def records_around(connection: Connection, household_id: str) -> dict[str, tuple[str, str]]:
    """Return id → (kind, number or empty) of a household and all that ever hung on it."""
    found = {household_id: ("household", "")}
    for kind in _CHILDREN:
        number = _NUMBERS.get(kind, "''")
        for row in connection.exec_driver_sql(
            f"SELECT id, coalesce({number}, '') FROM {kind} WHERE household_id = ?", (household_id,)
        ):
            found[row[0]] = (kind, row[1])
    meters = [one for one, (kind, _) in found.items() if kind in _NUMBERS]
    if meters:
        marks = ",".join("?" * len(meters))
        for row in connection.exec_driver_sql(
            f"SELECT id FROM meter_reading WHERE water_meter_id IN ({marks}) "
            f"OR electricity_meter_id IN ({marks})",
            (*meters, *meters),
        ):
            found[row[0]] = ("meter_reading", "")
    for row in connection.exec_driver_sql(
        f"SELECT id FROM attachment WHERE owner_id IN ({','.join('?' * len(found))})", tuple(found)
    ).all():
        found[row[0]] = ("attachment", "")
    return found


def entries_of(connection: Connection, ids: Sequence[str], limit: int) -> list[Entry]:
    """Return the newest entries of several records, newest first."""
    rows = connection.exec_driver_sql(
        f"{ENTRY} WHERE entity_id IN ({','.join('?' * len(ids))}) ORDER BY number DESC LIMIT ?",
        (*ids, limit),
    )
    return [read_entry(row) for row in rows.all()]


def authors(connection: Connection, numbers: Iterable[int]) -> dict[int, tuple[str, str, str]]:
    """Return operation number → (operator, action, moment in ISO form)."""
    wanted = sorted(set(numbers))
    found: dict[int, tuple[str, str, str]] = {}
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        for row in connection.exec_driver_sql(
            "SELECT o.number, coalesce(p.name, ''), o.action, o.at FROM journal_operation o "
            f"LEFT JOIN operator p ON p.id = o.operator "
            f"WHERE o.number IN ({','.join('?' * len(part))})",
            tuple(part),
        ):
            found[row[0]] = (row[1], row[2], row[3])
    return found


def newest_entry(connection: Connection, entity_id: str, field: str) -> tuple[int, str]:
    """Return (number, operator) of the newest change of one field; 0 when there is none."""
    row = connection.exec_driver_sql(
        "SELECT e.number, coalesce(p.name, '?') FROM journal_entry e "
        "JOIN journal_operation o ON o.number = e.operation "
        "LEFT JOIN operator p ON p.id = o.operator "
        "WHERE e.entity_id = ? AND e.field IN (?, '') ORDER BY e.number DESC LIMIT 1",
        (entity_id, field),
    ).first()
    return (0, "") if row is None else (int(row[0]), str(row[1]))


def entry(connection: Connection, number: int) -> Entry | None:
    """Return one entry of the journal, or None."""
    row = connection.exec_driver_sql(f"{ENTRY} WHERE number = ?", (number,)).first()
    return None if row is None else read_entry(row)


def _households_of(connection: Connection, records: list[tuple[str, str]]) -> Iterable[str]:
    for kind, entity_id in records:
        if kind == "household":
            yield entity_id
        elif kind in _CHILDREN:
            yield from _owner(
                connection, f"SELECT household_id FROM {kind} WHERE id = ?", entity_id
            )
        elif kind == "attachment":
            yield from _owner(
                connection,
                "SELECT owner_id FROM attachment WHERE id = ? AND owner_kind = 'household'",
                entity_id,
            )


def _owner(connection: Connection, statement: str, entity_id: str) -> Iterable[str]:
    found: Any = connection.exec_driver_sql(statement, (entity_id,)).scalar()
    return [found] if found else []


def _name(connection: Connection, kind: str, entity_id: str) -> str:
    column = {"quarter": "name", "building": "building_no", "organisation": "name"}.get(kind)
    if column is None:
        return ""
    row = connection.exec_driver_sql(
        f"SELECT {column} FROM {kind} WHERE id = ?", (entity_id,)
    ).scalar()
    return address_label(row, None, None) if kind == "building" else str(row or "")
