"""The entries of records as the rules of joined journals see them: field by field, with parents."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from desktop.domain.joined import DELETED, TRUE, Written
from desktop.domain.joined_seen import Moment
from desktop.domain.journal import DELETE, INSERT
from desktop.models.catalogue import journalled_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from desktop.domain.joined import Name

_PAGE = 400
_NODES = (
    "SELECT e.number, e.kind, e.entity_id, e.action, e.field, e.new, e.parent, o.device, "
    "o.sequence, e.number - o.first_entry, o.lamport FROM journal_entry e "
    "JOIN journal_operation o ON o.number = e.operation WHERE {where} ORDER BY e.number"
)


@dataclass(frozen=True, slots=True)
class Node:
    """One entry with what is needed to place it."""

    number: int
    kind: str
    entity_id: str
    action: str
    field: str
    new: str | None
    parent: int | None
    name: Name
    lamport: int

    @property
    def moment(self) -> Moment:
        """Its operation's place in the order of the journals."""
        return Moment(self.name[0], self.name[1], self.lamport)

    @property
    def is_edit(self) -> bool:
        """Whether it says that the record is wanted: anything but its deletion."""
        deletes = self.action == DELETE or (self.field == DELETED and self.new == TRUE)
        return not deletes

    def value(self, name: str) -> str | None:
        """Return what it wrote into a field, as the journal's text."""
        if self.action == DELETE:
            return TRUE
        if self.action != INSERT:
            return self.new
        place = columns(self.kind).get(name)
        image = _image(self.new)
        found = None if place is None or place >= len(image) else image[place]
        return None if found is None else str(found)


@dataclass(slots=True)
class Record:
    """All entries of one record, oldest first."""

    kind: str
    id: str
    nodes: list[Node] = field(default_factory=list)
    parents: dict[int, list[int]] = field(default_factory=dict)

    def written(self, name: str) -> list[Written]:
        """Return the entries of one field."""
        known = {node.number: node.name for node in self.nodes}
        return [
            Written(
                node.name,
                node.lamport,
                name,
                node.value(name),
                frozenset(known[one] for one in self._parents(node) if one in known),
            )
            for node in self.of(name)
        ]

    def of(self, name: str) -> list[Node]:
        """Return the nodes that write a field."""
        return [
            node
            for node in self.nodes
            if node.field == name
            or node.action == INSERT
            or (node.action == DELETE and name == DELETED)
        ]

    def number(self, name: Name) -> int:
        """Return the number of an entry of this record."""
        return next(node.number for node in self.nodes if node.name == name)

    def _parents(self, node: Node) -> Sequence[int]:
        given = self.parents.get(node.number)
        if given is not None:
            return given
        return () if node.parent is None else (node.parent,)


@cache
def columns(kind: str) -> Mapping[str, int]:
    """Return column → its place in the row images of ``kind``."""
    return {column.name: place for place, column in enumerate(journalled_columns(kind))}


def records_of(execute: Callable[..., Any], ids: Iterable[str]) -> Iterator[Record]:
    """Yield the records with these ids and all their entries.

    Args:
        execute: runs a statement on an open ledger.
        ids: the records.
    """
    wanted = list(ids)
    for start in range(0, len(wanted), _PAGE):
        page = tuple(wanted[start : start + _PAGE])
        marks = ", ".join("?" * len(page))
        found: dict[tuple[str, str], Record] = {}
        rows = execute(_NODES.format(where=f"e.entity_id IN ({marks})"), page).fetchall()
        for row in rows:
            node = node_of(row)
            key = (node.kind, node.entity_id)
            found.setdefault(key, Record(*key)).nodes.append(node)
        parents: dict[int, list[int]] = defaultdict(list)
        for entry, parent in execute(
            "SELECT p.entry, p.parent FROM journal_parent p JOIN journal_entry e "
            f"ON e.number = p.entry WHERE e.entity_id IN ({marks})",
            page,
        ).fetchall():
            parents[entry].append(parent)
        for record in found.values():
            record.parents = parents
            yield record


def nodes_of(execute: Callable[..., Any], numbers: Iterable[int]) -> dict[int, Node]:
    """Return entry number → node."""
    wanted = list(numbers)
    found: dict[int, Node] = {}
    for start in range(0, len(wanted), _PAGE):
        page = tuple(wanted[start : start + _PAGE])
        marks = ", ".join("?" * len(page))
        rows = execute(_NODES.format(where=f"e.number IN ({marks})"), page).fetchall()
        found.update((row[0], node_of(row)) for row in rows)
    return found


@lru_cache(maxsize=16)
def _image(text: str | None) -> list[Any]:
    """Return a row image; the fields of one record are asked for one after the other."""
    image: list[Any] = json.loads(text or "[]")
    return image


def node_of(row: Sequence[Any]) -> Node:
    """Return the node of one row."""
    number, kind, entity_id, action, name, new, parent, device, sequence, index, lamport = row
    return Node(
        number, kind, entity_id, action, name, new, parent, (device, sequence, index), lamport
    )
