"""Issued forms with what was signed, their numbers and their files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from desktop.models.attachment import Attachment
from desktop.models.handover_form import HandoverForm
from desktop.models.paper import FormSignature

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Revision:
    """One kept file: where it lies, its hash, when it was kept."""

    file_id: str
    sha256: str
    size: int
    kept_at: Any


def revisions(connection: Connection, form_id: str, subject: str = "form") -> list[Revision]:
    """Return the kept files of a form, oldest first; ``signed`` as subject gives its scans."""
    table = Attachment.__table__
    query = (
        select(table.c.file_id, table.c.sha256, table.c.size, table.c.taken_at)
        .where(
            table.c.owner_kind == "handover_form",
            table.c.owner_id == form_id,
            table.c.subject == subject,
            table.c.deleted.is_(False),
        )
        .order_by(table.c.taken_at, table.c.id)
    )
    return [Revision(*row) for row in connection.execute(query)]


def signatures(connection: Connection, form_ids: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """Return form id → its signatures, oldest first."""
    table = FormSignature.__table__
    query = select(table).where(table.c.deleted.is_(False)).order_by(table.c.signed_at, table.c.id)
    if len(form_ids) == 1:
        query = query.where(table.c.form_id == form_ids[0])
    found: dict[str, list[dict[str, Any]]] = {form_id: [] for form_id in form_ids}
    for row in connection.execute(query).mappings():
        if row["form_id"] in found:
            found[str(row["form_id"])].append(dict(row))
    return found


def forms_with_removed(connection: Connection) -> list[dict[str, Any]]:
    """Return every form that ever had a number, oldest first, undone ones included."""
    table = HandoverForm.__table__
    query = select(table).where(table.c.document_no.is_not(None))
    query = query.order_by(table.c.issued_at, table.c.id)
    return [dict(row) for row in connection.execute(query).mappings()]


def numbers_like(connection: Connection, prefix: str) -> list[str]:
    """Return the numbers that begin with ``prefix``, those of undone forms included."""
    table = HandoverForm.__table__
    query = select(table.c.document_no).where(
        table.c.document_no.startswith(prefix, autoescape=True)
    )
    return [str(number) for number in connection.execute(query).scalars()]


def replacements(connection: Connection) -> dict[str, str]:
    """Return number → number of the form that replaced it."""
    table = HandoverForm.__table__
    query = select(table.c.replaces, table.c.document_no).where(
        table.c.deleted.is_(False), table.c.replaces.is_not(None), table.c.voided_at.is_(None)
    )
    return {str(old): str(new) for old, new in connection.execute(query)}
