"""A closed vote and a decided acceptance stay as they are, with all that belongs to them.

What a person froze is evidence: the count of a closed vote (CC 278, L2) and the result of an
acceptance (C03) were made known and acted upon. Their own services close and decide; every other
way of writing asks here first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.codes import OperatorRole
from desktop.kernel.errors import RefusedError
from desktop.storage.queries import frozen as queries
from desktop.storage.queries.late import late as beside_frozen

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import Connection

    from desktop.domain.values import Record

_OWNERS = {
    "vote": ("vote", "id"),
    "ballot": ("vote", "vote_id"),
    "vote_count": ("vote", "vote_id"),
    "acceptance": ("acceptance", "id"),
    "acceptance_check": ("acceptance", "acceptance_id"),
    "acceptance_notice": ("acceptance", "acceptance_id"),
}
_REFUSALS = {"vote": "vote-closed", "acceptance": "acceptance-decided"}
FREEZES = frozenset({("vote", "closed_at"), ("acceptance", "inputs_sha256")})
"""The fields that a closing and a decision fill."""


def frozen(connection: Connection, kind: str, values: Record, but: Collection[str] = ()) -> str:
    """Return the code of the refusal when a record belongs to something frozen, else nothing.

    Args:
        connection: of the ledger.
        kind: entity kind.
        values: ``id`` of the record, its owner (``vote_id``, ``acceptance_id``), or both.
        but: votes and acceptances that may be altered all the same.
    """
    if kind not in _OWNERS:
        return ""
    owner, column = _OWNERS[kind]
    own = values.get("id")
    owners = {values.get(column)}
    if own is not None:
        owners.add(queries.owner_of(connection, kind, column, str(own)))
    held = any(
        found and found not in but and queries.is_frozen(connection, owner, str(found))
        for found in owners
    )
    return _REFUSALS[owner] if held else ""


def refuse_frozen(connection: Connection, kind: str, records: Iterable[Record]) -> None:
    """Refuse to write records of a closed vote or of a decided acceptance.

    Raises:
        RefusedError: ``vote-closed``, ``acceptance-decided``.
    """
    if kind not in _OWNERS:
        return
    for record in records:
        code = frozen(connection, kind, record)
        if code == "vote-closed":
            raise RefusedError("vote-closed")
        if code:
            raise RefusedError("acceptance-decided")


def late(connection: Connection, first_entry: int) -> list[tuple[str, str, str]]:
    """Return (code, kind, id) of what a joining brought beside something frozen.

    It is kept as data beside the frozen result, which never changes; a person has to know.

    Args:
        connection: inside the joining.
        first_entry: number of its first entry.
    """
    return [
        (_REFUSALS[owner], kind, entity_id)
        for owner, kind, entity_id in beside_frozen(connection, _OWNERS, first_entry)
    ]


def refuse_undo(connection: Connection, number: int, role: OperatorRole | int) -> None:
    """Refuse to take back what was frozen since; the closing itself a leader may take back.

    Raises:
        RefusedError: ``vote-closed``, ``acceptance-decided``, ``frozen-undo-leader``.
    """
    for change, closing in _reaching(connection, number):
        if closing and role != OperatorRole.LEADER:
            raise RefusedError("frozen-undo-leader")
        # A count beside the frozen one is none of its inputs.
        if not closing and change.kind != "vote_count":
            refuse_frozen(connection, change.kind, [{"id": change.entity_id}])


def refuse_redo(connection: Connection, number: int) -> None:
    """Refuse to bring back a closing that was undone: ballots may have come since.

    Raises:
        RefusedError: ``frozen-redo``, ``vote-closed``, ``acceptance-decided``.
    """
    for change, closing in _reaching(connection, number):
        if closing:
            raise RefusedError("frozen-redo")
        if change.kind != "vote_count":
            refuse_frozen(connection, change.kind, [{"id": change.entity_id}])


def _reaching(connection: Connection, number: int) -> list[tuple[queries.Touched, bool]]:
    """Return what an operation did to something frozen, and whether it is what froze it."""
    found = queries.touched(connection, number, tuple(_OWNERS))
    made = {change.entity_id for change in found if (change.kind, change.field) in FREEZES}
    made |= {
        change.entity_id
        for change in found
        if change.kind in _REFUSALS
        and change.action == "I"
        and queries.is_frozen(connection, change.kind, change.entity_id)
    }
    reaching = []
    for change in found:
        _, column = _OWNERS[change.kind]
        owner_id = queries.owner_of(connection, change.kind, column, change.entity_id)
        reaching.append((change, owner_id in made))
    return reaching
