"""What the joining of journals asks of the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection


def revoked_devices(connection: Connection) -> frozenset[str]:
    """Return the ids of every incarnation of the laptops that were revoked."""
    rows = connection.exec_driver_sql(
        "SELECT id FROM device WHERE public_key IN "
        "(SELECT public_key FROM device WHERE revoked = 1) OR revoked = 1"
    )
    return frozenset(row[0] for row in rows)
