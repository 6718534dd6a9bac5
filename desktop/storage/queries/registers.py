"""The records of one kind, all of them or those below a parent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.storage.codec import decode
from desktop.storage.queries.card import children, columns

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.domain.values import Value


def records(connection: Connection, kind: str) -> tuple[dict[str, Value], ...]:
    """Return every record of ``kind`` that is not deleted, oldest first."""
    names = columns(kind)
    rows = connection.exec_driver_sql(
        f"SELECT {', '.join(names)} FROM {kind} WHERE deleted = 0 ORDER BY id"
    )
    return tuple(decode(kind, names, row) for row in rows)


def records_below(
    connection: Connection, kind: str, field: str, parent_id: str
) -> tuple[dict[str, Value], ...]:
    """Return the records of ``kind`` whose ``field`` names ``parent_id``, oldest first."""
    return children(connection, kind, field, parent_id)
