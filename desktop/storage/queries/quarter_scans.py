"""Scans of papers that belong to a quarter, whatever record they are filed with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.domain.codes import AttachmentKind
from desktop.models.catalogue import tables
from desktop.storage.owners import owner_fields

if TYPE_CHECKING:
    from sqlalchemy import Connection

_SCAN = int(AttachmentKind.SCAN)
_FORM = "handover_form"


class QuarterScan(NamedTuple):
    """One scan and the record that it is filed with."""

    owner_kind: str
    owner_id: str
    subject: str
    note: str
    media_type: str
    file_id: str
    taken_at: Any


def quarter_scans(connection: Connection, quarter_id: str) -> list[QuarterScan]:
    """Return the scans of a quarter by kind of owner, oldest first; those of forms are left out.

    A file that is filed with several records comes once.
    """
    kinds = connection.exec_driver_sql(
        "SELECT DISTINCT owner_kind FROM attachment WHERE deleted = 0 AND kind = ? "
        "AND owner_kind IS NOT NULL",
        (_SCAN,),
    ).fetchall()
    found: dict[str, QuarterScan] = {}
    for kind in sorted(str(row[0]) for row in kinds):
        path = _to_quarter(kind)
        if path is None or kind == _FORM:
            continue
        rows = connection.exec_driver_sql(
            "SELECT a.owner_kind, a.owner_id, coalesce(a.subject, ''), coalesce(a.note, ''), "
            "coalesce(a.media_type, ''), a.file_id, "
            f"a.taken_at FROM attachment a JOIN {kind} o ON o.id = a.owner_id {path} = ? "
            "AND a.owner_kind = ? AND a.deleted = 0 AND a.kind = ? AND o.deleted = 0 "
            "ORDER BY a.taken_at, a.id",
            (quarter_id, kind, _SCAN),
        )
        for row in rows:
            scan = QuarterScan._make(row)
            found.setdefault(scan.file_id, scan)
    return list(found.values())


def _to_quarter(kind: str) -> str | None:
    """Return the end of a join that leads from a record ``o`` to its quarter; None for no way."""
    table = tables().get(kind)
    if table is None:
        return None
    if kind == "quarter":
        return "WHERE o.id"
    if "quarter_id" in table.c:
        return "WHERE o.quarter_id"
    for field, owner in owner_fields().get(kind, ()):
        if owner in tables() and "quarter_id" in tables()[owner].c:
            return f"JOIN {owner} p ON p.id = o.{field} WHERE p.quarter_id"
    return None
