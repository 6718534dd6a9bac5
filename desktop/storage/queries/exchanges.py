"""Exports and merges as the ledger remembers them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from desktop.models.exchange import Exchange

if TYPE_CHECKING:
    from sqlalchemy import Connection

_NEWEST = 20


def export_by_id(connection: Connection, export_id: str) -> dict[str, Any] | None:
    """Return the export with this id, or None."""
    table = Exchange.__table__
    query = select(table).where(table.c.id == export_id, table.c.direction == "out")
    found = connection.execute(query).mappings().first()
    return None if found is None else dict(found)


def exports_by_code(connection: Connection, codes: list[str]) -> list[dict[str, Any]]:
    """Return the exports with these codes."""
    table = Exchange.__table__
    query = select(table).where(table.c.export_code.in_(codes), table.c.direction == "out")
    return [dict(row) for row in connection.execute(query).mappings()]


def exports(connection: Connection, limit: int) -> list[dict[str, Any]]:
    """Return the newest exports, the newest first."""
    table = Exchange.__table__
    query = (
        select(table)
        .where(table.c.direction == "out", table.c.deleted.is_(False))
        .order_by(table.c.made_at.desc(), table.c.id.desc())
        .limit(limit)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def merges_of(connection: Connection, codes: list[str]) -> list[dict[str, Any]]:
    """Return the merges of workbooks with these export codes, oldest first."""
    table = Exchange.__table__
    query = (
        select(table)
        .where(
            table.c.export_code.in_(codes),
            table.c.direction == "in",
            table.c.deleted.is_(False),
        )
        .order_by(table.c.id)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def merge_of_file(connection: Connection, sha256: str) -> bool:
    """Return whether a workbook with this SHA-256 was merged, and that was not undone."""
    table = Exchange.__table__
    query = select(table.c.id).where(
        table.c.file_sha256 == sha256, table.c.direction == "in", table.c.deleted.is_(False)
    )
    return connection.execute(query).first() is not None


def merged_files(connection: Connection) -> list[str]:
    """Return the SHA-256 of the workbooks that were merged last, the newest first."""
    rows = connection.exec_driver_sql(
        "SELECT file_sha256 FROM exchange WHERE direction = 'in' AND deleted = 0 "
        f"AND file_sha256 IS NOT NULL ORDER BY id DESC LIMIT {_NEWEST}"
    )
    return [row[0] for row in rows]
