"""What was written beside a closing or a decision that had not seen it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.joined_seen import Moment
from desktop.storage.nodes import columns, records_of
from desktop.storage.queries import frozen
from desktop.storage.seen import seen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    from sqlalchemy import Connection

    from desktop.storage.nodes import Node

_CLOSING = {"vote": "closed_at", "acceptance": "inputs_sha256"}
_TOUCHED = (
    "SELECT DISTINCT kind, entity_id FROM journal_entry WHERE number >= ? AND kind IN ({kinds})"
)


def late(
    connection: Connection, owners: Mapping[str, tuple[str, str]], first_entry: int
) -> Iterator[tuple[str, str, str]]:
    """Yield (kind of the owner, kind, id) of records written beside what froze their owner.

    Args:
        connection: inside the joining.
        owners: kind → (kind of its owner, column that names it).
        first_entry: only what this or a later entry put into question.
    """
    execute = connection.exec_driver_sql
    kinds = ", ".join(f"'{kind}'" for kind in owners)
    touched = execute(_TOUCHED.format(kinds=kinds), (first_entry,)).fetchall()
    frozen_ones = set()
    for kind, entity_id in touched:
        owner, column = owners[kind]
        found = frozen.owner_of(connection, kind, column, entity_id)
        if found and frozen.is_frozen(connection, owner, found):
            frozen_ones.add((owner, found))
    for owner, owner_id in sorted(frozen_ones):
        yield from _beside(execute, owners, owner, owner_id, first_entry)


def _beside(
    execute: Callable[..., Any],
    owners: Mapping[str, tuple[str, str]],
    owner: str,
    owner_id: str,
    first_entry: int,
) -> Iterator[tuple[str, str, str]]:
    order = seen(execute)
    closing = _closing(execute, owner, owner_id)
    if closing is None:
        return
    for kind, (above, column) in owners.items():
        if above != owner:
            continue
        rows = execute(f"SELECT id FROM {kind} WHERE {column} = ?", (owner_id,)).fetchall()
        for record in records_of(execute, [row[0] for row in rows]):
            if record.kind == kind and any(
                max(node.number, closing.number) >= first_entry
                and not _beside_the_frozen_count(node)
                and order.beside(_moment(closing), _moment(node))
                for node in record.nodes
            ):
                yield owner, kind, record.id


def _closing(execute: Callable[..., Any], owner: str, owner_id: str) -> Node | None:
    """Return the newest entry that closed the vote or decided the acceptance."""
    name = _CLOSING[owner]
    found = [
        node
        for record in records_of(execute, [owner_id])
        for node in record.of(name)
        if node.value(name) is not None
    ]
    return max(found, key=lambda node: (node.lamport, node.name), default=None)


def _beside_the_frozen_count(node: Node) -> bool:
    """Whether it is a recount, which alters nothing that is frozen."""
    return (
        node.kind == "vote_count"
        and "final" in columns(node.kind)
        and node.value("final")
        in {
            None,
            "0",
        }
    )


def _moment(node: Node) -> Moment:
    return Moment(node.name[0], node.name[1], node.lamport)
