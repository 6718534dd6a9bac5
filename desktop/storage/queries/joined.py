"""What the joining of journals asks of the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.models.catalogue import JOURNALLED
from desktop.storage.owners import owner_fields

if TYPE_CHECKING:
    from sqlalchemy import Connection


def living_below(connection: Connection, kind: str, entity_id: str) -> bool:
    """Whether a record that is not deleted stands directly below this one."""
    return any(
        connection.exec_driver_sql(
            f"SELECT 1 FROM {child} WHERE {name} = ? AND deleted = 0 LIMIT 1", (entity_id,)
        ).first()
        is not None
        for child in JOURNALLED
        for name, target in owner_fields().get(child, ())
        if target == kind
    )


def revoked_devices(connection: Connection) -> frozenset[str]:
    """Return the ids of every incarnation of the laptops that were revoked."""
    rows = connection.exec_driver_sql(
        "SELECT id FROM device WHERE public_key IN "
        "(SELECT public_key FROM device WHERE revoked = 1) OR revoked = 1"
    )
    return frozenset(row[0] for row in rows)
