"""The journal as people and rules read it: operations and their entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.domain.values import Value

Vector: TypeAlias = Mapping[str, int]
"""Device id → highest operation sequence of that device that was seen."""

INSERT = "I"
UPDATE = "U"
DELETE = "D"


@dataclass(frozen=True, slots=True)
class Operation:
    """One user action: everything it changed is undone as one.

    Attributes:
        number: place in this ledger's journal, from 1 without gaps.
        device: id of the laptop (incarnation) that made it.
        sequence: place in that device's own chain.
        lamport: logical time; later than everything its device had seen.
        operator_id: who did it.
        operator: the operator's name; empty when unknown here.
        action: name of the use case.
        at: when, by the device's clock, UTC. Never used for order.
        undoes: number of the operation that it takes back, or None.
        undone: whether another operation has taken it back and is in force.
        entries: how many entries it has.
        seal: hexadecimal HMAC over the operation and the seal before it.
    """

    number: int
    device: str
    sequence: int
    lamport: int
    operator_id: str
    operator: str
    action: str
    at: datetime
    undoes: int | None
    undone: bool
    entries: int
    seal: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One inserted or deleted row, or one changed field.

    Attributes:
        number: place in this ledger's journal.
        operation: number of its operation.
        kind: entity kind.
        entity_id: the record.
        action: :data:`INSERT`, :data:`UPDATE` or :data:`DELETE`.
        field: the changed field; empty for a whole row.
        old: value before (of an update).
        new: value after (of an update).
        image: the whole row of an insertion or deletion, else empty.
        parent: number of the entry that this field's value came from, or None.
    """

    number: int
    operation: int
    kind: str
    entity_id: str
    action: str
    field: str
    old: Value
    new: Value
    image: Mapping[str, Value]
    parent: int | None
