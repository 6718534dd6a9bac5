"""What a closing or a decision has frozen, and which operations reach into it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sqlalchemy import Connection

_STATE = {
    "vote": "SELECT id FROM vote WHERE id = ? AND closed_at IS NOT NULL",
    "acceptance": "SELECT id FROM acceptance WHERE id = ? AND inputs_sha256 IS NOT NULL",
}


class Touched(NamedTuple):
    """One change of an operation.

    Attributes:
        kind: kind of the record.
        entity_id: the record.
        action: ``I`` for a record that was made, ``U`` for a change.
        field: what changed; empty for a record that was made.
    """

    kind: str
    entity_id: str
    action: str
    field: str


def is_frozen(connection: Connection, kind: str, entity_id: str) -> bool:
    """Whether a vote is closed, or an acceptance decided; kind is one of the two."""
    return connection.exec_driver_sql(_STATE[kind], (entity_id,)).first() is not None


def owner_of(connection: Connection, kind: str, column: str, entity_id: str) -> str | None:
    """Return the vote or acceptance that a record belongs to, also of a deleted record."""
    found = connection.exec_driver_sql(
        f"SELECT {column} FROM {kind} WHERE id = ?", (entity_id,)
    ).scalar()
    return None if found is None else str(found)


def touched(connection: Connection, number: int, kinds: tuple[str, ...]) -> list[Touched]:
    """Return what operation ``number`` did to records of ``kinds``."""
    marks = ", ".join("?" * len(kinds))
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT e.kind, e.entity_id, e.action, e.field FROM journal_operation o "
        "JOIN journal_entry e ON e.number BETWEEN o.first_entry AND o.last_entry "
        f"WHERE o.number = ? AND e.kind IN ({marks})",
        (number, *kinds),
    )
    return [Touched._make(row) for row in rows]
