"""What the district's ledger holds of each street."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.meters import OUT_OF_USE
from desktop.storage.codec import decode
from desktop.storage.queries.card import columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from desktop.domain.values import Value

_AT_ONCE = 4_000
_HOUSEHOLD_ROLE = 3
_LEADS = {
    "quarter": "SELECT id FROM quarter WHERE id = ? AND deleted = 0",
    "building": "SELECT id FROM building WHERE quarter_id = ? AND deleted = 0",
    "household": "SELECT id FROM household WHERE quarter_id = ? AND deleted = 0",
}
_MASTERS = (
    "SELECT m.id FROM building b JOIN {k} m ON m.building_id = b.id WHERE b.quarter_id = ? "
    "AND m.household_id IS NULL AND b.deleted = 0 AND m.deleted = 0"
)


def streets(connection: Connection) -> list[dict[str, Value]]:
    """Return every street that is registered, by code."""
    names = columns("street")
    rows = connection.exec_driver_sql(
        f"SELECT {', '.join(names)} FROM street WHERE deleted = 0 ORDER BY code, id"
    )
    return [decode("street", names, row) for row in rows]


def street_of_quarters(connection: Connection) -> dict[str, str]:
    """Return quarter id → code of its street; an empty text where nobody said."""
    rows = connection.exec_driver_sql(
        "SELECT id, coalesce(street_code, '') FROM quarter WHERE deleted = 0"
    )
    return {row[0]: row[1] for row in rows}


def stored(
    connection: Connection, kind: str, ids: Sequence[str], names: Sequence[str]
) -> dict[str, tuple[Any, ...]]:
    """Return id → (deleted, …) as stored, ``names`` in their order; unknown ids are left out."""
    found: dict[str, tuple[Any, ...]] = {}
    listed = ", ".join(("id", "deleted", *names))
    for start in range(0, len(ids), _AT_ONCE):
        some = tuple(ids[start : start + _AT_ONCE])
        marks = ",".join("?" * len(some))
        rows = connection.exec_driver_sql(
            f"SELECT {listed} FROM {kind} WHERE id IN ({marks})", some
        )
        for row in rows:
            found[row[0]] = tuple(row)[1:]
    return found


def records(
    connection: Connection, kind: str, ids: Iterable[str], *, deleted: bool = False
) -> dict[str, dict[str, Value]]:
    """Return id → record without its id; deleted ones are left out, or taken alone."""
    names = [name for name in columns(kind) if name != "id"]
    rows = stored(connection, kind, list(ids), names)
    return {
        one: decode(kind, names, row[1:]) for one, row in rows.items() if bool(row[0]) is deleted
    }


def meters_at(connection: Connection, kind: str, households: Sequence[str]) -> dict[str, list[str]]:
    """Return household id → its own meters that are in use."""
    found: dict[str, list[str]] = {}
    for start in range(0, len(households), _AT_ONCE):
        some = tuple(households[start : start + _AT_ONCE])
        marks = ",".join("?" * len(some))
        rows = connection.exec_driver_sql(
            f"SELECT household_id, id, state, role FROM {kind} "
            f"WHERE household_id IN ({marks}) AND deleted = 0",
            some,
        )
        for household, meter, state, role in rows:
            if state not in OUT_OF_USE and role in {None, _HOUSEHOLD_ROLE}:
                found.setdefault(household, []).append(meter)
    return found


def leading(connection: Connection, kind: str, quarters: Iterable[str]) -> Iterator[str]:
    """Yield the ids of the records that a workbook of these quarters shows as leading ones."""
    statement = _LEADS.get(kind) or _MASTERS.format(k=kind)
    for quarter in quarters:
        for row in connection.exec_driver_sql(statement, (quarter,)):
            yield row[0]


def quarters_of(connection: Connection, street_code: str) -> list[str]:
    """Return the ids of a street's quarters."""
    rows = connection.exec_driver_sql(
        "SELECT id FROM quarter WHERE street_code = ? AND deleted = 0 ORDER BY id", (street_code,)
    )
    return [row[0] for row in rows]


def intakes(connection: Connection, street_code: str) -> list[dict[str, Value]]:
    """Return the intakes of a street, the newest first."""
    names = columns("exchange")
    rows = connection.exec_driver_sql(
        f"SELECT {', '.join(names)} FROM exchange WHERE direction = 'street' AND street_code = ? "
        "AND deleted = 0 ORDER BY made_at DESC, id DESC",
        (street_code,),
    )
    return [decode("exchange", names, row) for row in rows]


def sendings(connection: Connection, street_code: str) -> list[tuple[str, str]]:
    """Return (SHA-256, summary) of what was sent to a street."""
    rows = connection.exec_driver_sql(
        "SELECT file_sha256, summary FROM exchange WHERE direction = 'sent' AND street_code = ? "
        "AND deleted = 0",
        (street_code,),
    )
    return [(row[0], row[1]) for row in rows]


def changed_since(connection: Connection, kind: str, vector: Mapping[str, int]) -> Iterator[str]:
    """Yield the ids of records of ``kind`` with a field changed after ``vector``."""
    operations = connection.exec_driver_sql(
        "SELECT device, sequence, first_entry, last_entry FROM journal_operation"
    ).all()
    for device, sequence, first, last in operations:
        if sequence > vector.get(device, 0):
            for row in connection.exec_driver_sql(
                "SELECT DISTINCT entity_id FROM journal_entry "
                "WHERE number BETWEEN ? AND ? AND kind = ? AND action = 'U'",
                (first, last, kind),
            ):
                yield row[0]


_STREET = {
    "quarter": "SELECT t.id, t.id FROM quarter t JOIN quarter q ON q.id = t.id",
    "building": "SELECT t.id, t.id FROM building t JOIN quarter q ON q.id = t.quarter_id",
    "household": "SELECT t.id, t.id FROM household t JOIN quarter q ON q.id = t.quarter_id",
}
_STREET_METERS = (
    "SELECT t.id, coalesce(t.household_id, t.id) FROM {k} t "
    "LEFT JOIN household h ON h.id = t.household_id LEFT JOIN building b ON b.id = t.building_id "
    "JOIN quarter q ON q.id = coalesce(h.quarter_id, b.quarter_id)"
)


def of_street(
    connection: Connection, kind: str, ids: Iterable[str], street_code: str
) -> dict[str, str]:
    """Return id → id of the record that leads its row, of those that belong to a street."""
    wanted, found = sorted(ids), {}
    statement = _STREET.get(kind) or _STREET_METERS.format(k=kind)
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        marks = ",".join("?" * len(some))
        rows = connection.exec_driver_sql(
            f"{statement} WHERE q.street_code = ? AND t.deleted = 0 AND t.id IN ({marks})",
            (street_code, *some),
        )
        found.update({row[0]: row[1] for row in rows})
    return found
