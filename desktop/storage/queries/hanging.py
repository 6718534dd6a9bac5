"""What hangs on a record: everything that would be left without an owner when it is deleted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.domain.fields import ENTITIES
from desktop.models.catalogue import JOURNALLED
from desktop.storage.queries.merging import in_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

_LINKS = frozenset({"parent_id", "replaced_by_id", "exchange_id"})
"""References of a record that has its owner elsewhere."""
_OF_QUARTER = frozenset({"finding", "voice", "work_item", "inspection", "organisation"})
"""Records of a quarter that only name a building or a household."""


@dataclass(slots=True)
class Branch:
    """What hangs on some records.

    Attributes:
        owned: kind → ids that go with them, nearest first.
        linked: (kind, id, field) of records that stay and lose a reference.
    """

    owned: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    linked: list[tuple[str, str, str]] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Return kind → how many records go with them or lose a reference."""
        found = {kind: len(ids) for kind, ids in self.owned.items()}
        for kind, _, _ in self.linked:
            found[kind] = found.get(kind, 0) + 1
        return found


def branches_of(connection: Connection, kind: str, ids: Iterable[str]) -> dict[str, Branch]:
    """Return record of ``kind`` → everything that hangs on it, however far below.

    What hangs on two of them is named with one only.
    """
    roots = {one: one for one in ids}
    branches = {one: Branch() for one in roots}
    known = {(kind, one) for one in roots}
    level: dict[str, dict[str, str]] = {kind: roots}
    while level:
        below: dict[str, dict[str, str]] = defaultdict(dict)
        for above, owners in level.items():
            for child, one, name, owner in _children(connection, above, list(owners)):
                branch = branches[owners[owner]]
                if _only_named(above, child, name):
                    branch.linked.append((child, one, name))
                elif (child, one) not in known:
                    known.add((child, one))
                    branch.owned[child].append(one)
                    below[child][one] = owners[owner]
        level = below
    for branch in branches.values():
        branch.linked = [link for link in branch.linked if (link[0], link[1]) not in known]
    return branches


def _only_named(above: str, child: str, name: str) -> bool:
    return name in _LINKS or (child in _OF_QUARTER and above in {"household", "building"})


def _children(
    connection: Connection, kind: str, owners: Sequence[str]
) -> Iterable[tuple[str, str, str, str]]:
    """Yield (kind, id, field, owner) of the records that name one of ``owners``."""
    for child, name in _REFERENCES.get(kind, ()):
        statement = f"SELECT id, {name} FROM {child} WHERE deleted = 0 AND {name} IN ({{ids}})"
        for row in in_parts(connection, statement, owners):
            yield child, row[0], name, row[1]
    statement = (
        "SELECT id, owner_id FROM attachment WHERE deleted = 0 AND owner_kind = ? "
        "AND owner_id IN ({ids})"
    )
    for row in in_parts(connection, statement, owners, kind):
        yield "attachment", row[0], "owner_id", row[1]


def _references() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for kind in JOURNALLED:
        for one in ENTITIES[kind].fields if kind in ENTITIES else ():
            if one.target:
                found[one.target].append((kind, one.name))
    return found


_REFERENCES = _references()
