"""What a record belongs to, now or at any time: a deletion above it concerns it."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from desktop.domain.fields import ENTITIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

Key: TypeAlias = "tuple[str, str]"
"""Kind and id."""

_PAGE = 400
_LINKS = frozenset({"parent_id", "replaced_by_id", "exchange_id"})
_OWNERS = frozenset(
    {
        "quarter", "building", "unit", "household", "water_meter", "electricity_meter",
        "committee", "vote", "meeting", "work_item", "acceptance", "finding", "share",
    }
)  # fmt: skip
"""Kinds below which a record stands; others are only named."""


@cache
def owner_fields() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return kind → (field, kind of the owner)."""
    return {
        kind: found
        for kind, entity in ENTITIES.items()
        if (
            found := tuple(
                (one.name, one.target)
                for one in entity.fields
                if one.target in _OWNERS and one.name not in _LINKS
            )
        )
    }


@cache
def kinds_above(kind: str) -> frozenset[str]:
    """Return the kinds that a record of ``kind`` may stand below, however far."""
    found: set[str] = set()
    wanted = [kind]
    while wanted:
        for _, target in owner_fields().get(wanted.pop(), ()):
            if target not in found:
                found.add(target)
                wanted.append(target)
    return frozenset(found)


def owners_of(execute: Callable[..., Any], keys: Iterable[Key]) -> dict[Key, set[Key]]:
    """Return record → everything that it stood below at any time, however far above.

    Args:
        execute: runs a statement on an open ledger.
        keys: the records.
    """
    above: dict[Key, set[Key]] = {}
    level = set(keys)
    while level:
        found = _direct(execute, level)
        above.update((key, found.get(key, set())) for key in level)
        level = {owner for owners in found.values() for owner in owners} - above.keys()
    return {key: _closure(key, above) for key in above}


def _closure(key: Key, above: Mapping[Key, set[Key]]) -> set[Key]:
    found: set[Key] = set()
    wanted = list(above[key])
    while wanted:
        one = wanted.pop()
        if one not in found:
            found.add(one)
            wanted.extend(above.get(one, ()))
    return found


def _direct(execute: Callable[..., Any], keys: Iterable[Key]) -> dict[Key, set[Key]]:
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, entity_id in keys:
        by_kind[kind].append(entity_id)
    found: dict[Key, set[Key]] = defaultdict(set)
    for kind, ids in by_kind.items():
        fields = owner_fields().get(kind, ())
        if not fields:
            continue
        names = [name for name, _ in fields]
        for entity_id, *owners in _pages(
            execute, f"SELECT id, {', '.join(names)} FROM {kind} WHERE id IN ({{ids}})", ids
        ):
            for (_, target), owner in zip(fields, owners, strict=True):
                if owner:
                    found[kind, entity_id].add((target, owner))
        targets = dict(fields)
        quoted = ", ".join(f"'{name}'" for name in names)
        for entity_id, name, old, new in _pages(
            execute,
            "SELECT entity_id, field, old, new FROM journal_entry WHERE entity_id IN ({ids}) "
            f"AND field IN ({quoted})",
            ids,
        ):
            found[kind, entity_id].update((targets[name], one) for one in (old, new) if one)
    return found


def _pages(
    execute: Callable[..., Any], statement: str, ids: Sequence[str]
) -> Iterator[Sequence[Any]]:
    for start in range(0, len(ids), _PAGE):
        page = tuple(ids[start : start + _PAGE])
        yield from execute(statement.format(ids=", ".join("?" * len(page))), page).fetchall()
