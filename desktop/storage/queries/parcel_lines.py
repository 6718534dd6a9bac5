"""What a parcel carries, as it stands in the journal: read operation by operation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

    from desktop.domain.journal import Vector

Parent: TypeAlias = "tuple[str, int, int]"

_PAGE = 400


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """One entry as the journal stores it; ``parents`` by global name."""

    kind: str
    entity_id: str
    action: str
    field: str
    old: str | None
    new: str | None
    parents: tuple[Parent, ...]


@dataclass(frozen=True, slots=True)
class StoredOperation:
    """One operation as it was sealed; ``first`` and ``last`` are its entries' local numbers."""

    device: str
    sequence: int
    lamport: int
    operator: str
    action: str
    at: str
    undoes: str | None
    seal: str
    first: int
    last: int


def operations_since(connection: Connection, vector: Vector) -> list[StoredOperation]:
    """Return the operations that ``vector`` has not seen, in the order of this journal."""
    rows = connection.exec_driver_sql(
        "SELECT device, sequence, lamport, operator, action, at, undoes, seal, first_entry, "
        "last_entry FROM journal_operation ORDER BY number"
    )
    return [StoredOperation(*row) for row in rows if row[1] > vector.get(row[0], 0)]


def entries_of(connection: Connection, operation: StoredOperation) -> Iterator[StoredEntry]:
    """Yield the entries of one operation in order."""
    named: dict[int, list[Parent]] = {}
    for entry, *name in connection.exec_driver_sql(
        "SELECT n.entry, o.device, o.sequence, p.number - o.first_entry FROM journal_parent n "
        "JOIN journal_entry p ON p.number = n.parent "
        "JOIN journal_operation o ON o.number = p.operation "
        "WHERE n.entry BETWEEN ? AND ? ORDER BY o.device, o.sequence, p.number",
        (operation.first, operation.last),
    ):
        named.setdefault(entry, []).append((name[0], name[1], name[2]))
    rows = connection.exec_driver_sql(
        "SELECT e.number, e.kind, e.entity_id, e.action, e.field, e.old, e.new, "
        "o.device, o.sequence, p.number - o.first_entry FROM journal_entry e "
        "LEFT JOIN journal_entry p ON p.number = e.parent "
        "LEFT JOIN journal_operation o ON o.number = p.operation "
        "WHERE e.number BETWEEN ? AND ? ORDER BY e.number",
        (operation.first, operation.last),
    )
    for number, kind, entity_id, action, field, old, new, *name in rows:
        parents = tuple(named.get(number, ())) or ((tuple(name),) if name[0] is not None else ())
        yield StoredEntry(kind, entity_id, action, field, old, new, parents)


@dataclass(frozen=True, slots=True)
class AttachmentFile:
    """The file of one attachment row: its name and the SHA-256 of its content."""

    file_id: str
    sha256: str


def attachment_files(
    connection: Connection, operations: Iterable[StoredOperation]
) -> list[AttachmentFile]:
    """Return the files of the attachments that these operations touched, oldest first."""
    ids: dict[str, None] = {}
    for operation in operations:
        rows = connection.exec_driver_sql(
            "SELECT DISTINCT entity_id FROM journal_entry WHERE number BETWEEN ? AND ? "
            "AND kind = 'attachment' ORDER BY number",
            (operation.first, operation.last),
        )
        ids.update((row[0], None) for row in rows)
    every = list(ids)
    found: list[AttachmentFile] = []
    for start in range(0, len(every), _PAGE):
        page = every[start : start + _PAGE]
        rows = connection.exec_driver_sql(
            "SELECT id, file_id, sha256 FROM attachment WHERE file_id IS NOT NULL "
            f"AND sha256 IS NOT NULL AND id IN ({', '.join('?' * len(page))})",
            tuple(page),
        )
        by_id = {row[0]: AttachmentFile(row[1], row[2]) for row in rows}
        found.extend(by_id[one] for one in page if one in by_id)
    return list(dict.fromkeys(found))
