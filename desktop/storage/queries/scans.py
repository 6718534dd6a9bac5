"""Scanned sheets: which are known, which wait for a door, which are still to be typed back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.storage.queries.visit_paper import chunks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

TYPED = "已回录"
"""How the note of a scan begins once it is typed back."""

TRAY = "tray"
_SCAN = 2
_SUBJECTS = "('survey', 'consent')"
_COPY = 3


class ScanRow(NamedTuple):
    """One stored page."""

    id: str
    file_id: str
    household_id: str
    taken_at: str | None
    note: str
    media_type: str


def known_sources(connection: Connection, sources: Iterable[str]) -> set[str]:
    """Return which of ``sources`` (SHA-256 of a page's origin) the ledger has already."""
    found: set[str] = set()
    for chunk in chunks(list(sources)):
        rows = connection.exec_driver_sql(
            "SELECT source_sha256 FROM attachment WHERE deleted = 0 "
            f"AND source_sha256 IN ({', '.join('?' * len(chunk))})",
            chunk,
        )
        found |= {row[0] for row in rows}
    return found


def sheet_scans(connection: Connection, *, batch: str | None = None) -> list[ScanRow]:
    """Return the scanned sheets of households, of one pile or all, oldest first."""
    where, values = ("AND batch = ?", (batch,)) if batch else ("", ())
    rows = connection.exec_driver_sql(
        "SELECT id, file_id, owner_id, taken_at, coalesce(note, ''), media_type FROM attachment "
        f"WHERE deleted = 0 AND owner_kind = 'household' AND kind = {_SCAN} "
        f"AND subject IN {_SUBJECTS} {where} ORDER BY id",
        values,
    )
    return [ScanRow(*row) for row in rows]


def tray_scans(connection: Connection) -> list[ScanRow]:
    """Return the scanned pages that wait for a door, oldest first."""
    rows = connection.exec_driver_sql(
        "SELECT id, file_id, '', taken_at, coalesce(note, ''), media_type FROM attachment "
        f"WHERE deleted = 0 AND owner_kind = '{TRAY}' AND kind = {_SCAN} ORDER BY id"
    )
    return [ScanRow(*row) for row in rows]


def copies_awaiting(connection: Connection) -> dict[str, str | None]:
    """Return household id → when its copy was taken in, of those that wait for the original."""
    rows = connection.exec_driver_sql(
        "SELECT h.id, (SELECT min(a.taken_at) FROM attachment a WHERE a.owner_id = h.id "
        f"AND a.kind = {_SCAN} AND a.deleted = 0) FROM household h "
        f"WHERE h.deleted = 0 AND h.consent_basis = {_COPY}"
    )
    return {row[0]: row[1] for row in rows}


def consent_scans_of(connection: Connection, ids: Iterable[str]) -> list[tuple[str, str]]:
    """Return (attachment id, note) of the scanned consents of households."""
    found: list[tuple[str, str]] = []
    for chunk in chunks(list(ids)):
        rows = connection.exec_driver_sql(
            "SELECT id, coalesce(note, '') FROM attachment WHERE deleted = 0 "
            f"AND kind = {_SCAN} AND subject = 'consent' "
            f"AND owner_id IN ({', '.join('?' * len(chunk))})",
            chunk,
        )
        found += [(row[0], row[1]) for row in rows]
    return found


def all_household_ids(connection: Connection) -> list[str]:
    """Return the ids of every household, for looking one up by its sheet's number."""
    rows = connection.exec_driver_sql("SELECT id FROM household WHERE deleted = 0")
    return [row[0] for row in rows]
