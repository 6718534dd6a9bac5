"""Journals of several laptops, joined: which entry a field shows, and what is in conflict.

Pure rules over a *set* of entries: no order, grouping or repetition of parcels changes an answer.
An entry's name is (device, sequence, index inside its operation), the same in every ledger; its
parents are the entries of the same field that it follows. The heads of a field are the entries that
no other entry of the field names.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

Key = TypeVar("Key", bound=Hashable)

Name: TypeAlias = "tuple[str, int, int]"
"""Device, sequence, index inside the operation."""

Saw: TypeAlias = Callable[["Written", "Written"], bool]
"""Whether the laptop that wrote the first had the second in its ledger then (or wrote it)."""

DELETED = "deleted"
TRUE = "1"
FALSE = "0"
_ONE_WINS = frozenset({("device", "revoked")})


@dataclass(frozen=True, slots=True)
class Written:
    """One entry, seen as the writing of one field.

    Attributes:
        name: global name.
        lamport: logical time of its operation.
        field: the field.
        value: the text that it wrote; None for empty.
        parents: the entries of the field that it follows.
    """

    name: Name
    lamport: int
    field: str
    value: str | None
    parents: frozenset[Name] = frozenset()

    @property
    def order(self) -> tuple[int, Name]:
        """Logical time, then name: the same on every laptop, whatever its clock says."""
        return (self.lamport, self.name)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a field shows after everything was joined.

    Attributes:
        heads: its last entries; the shown one first, then the newest first.
        value: what the record shows.
        conflict: whether the heads disagree and a person has to decide.
        beside: edits that stand beside a deletion (of :func:`deletion` only).
    """

    heads: tuple[Written, ...]
    value: str | None
    conflict: bool
    beside: tuple[Written, ...] = ()


def heads(entries: Iterable[Written]) -> tuple[Written, ...]:
    """Return the entries of one field that no other names as a parent, the newest first."""
    every = {entry.name: entry for entry in entries}
    named = {parent for entry in every.values() for parent in entry.parents}
    found = [entry for name, entry in every.items() if name not in named]
    return tuple(sorted(found, key=lambda entry: entry.order, reverse=True))


def standing(kind: str, entries: Iterable[Written]) -> Standing:
    """Return what one field shows.

    One head, or several that agree, are no conflict. Of several the newest is shown. A laptop that
    anyone revoked is revoked, and that is no conflict.

    Args:
        kind: entity kind.
        entries: all entries of the field; at least one.
    """
    found = heads(entries)
    if (kind, found[0].field) in _ONE_WINS:
        found = tuple(sorted(found, key=lambda entry: entry.value != TRUE))
        return Standing(found, found[0].value, conflict=False)
    return Standing(found, found[0].value, len({entry.value for entry in found}) > 1)


def deletion(
    kind: str, entries: Iterable[Written], edits: Collection[Written], saw: Saw
) -> Standing:
    """Return whether a record is shown as deleted.

    A deletion beside an edit of the record, or of something that belongs to it, is a conflict, and
    the record stays visible until a person decides: nothing is lost unseen. An edit stands beside
    a deletion when neither laptop had seen what the other did.

    Args:
        kind: entity kind.
        entries: all entries of the field ``deleted``; at least one.
        edits: entries of other fields of the record, and those of living records that hang on it.
        saw: who had seen what.
    """
    plain = standing(kind, entries)
    gone = [entry for entry in plain.heads if entry.value == TRUE]
    beside = [e for e in edits if any(not saw(d, e) and not saw(e, d) for d in gone)]
    if beside:
        newest = tuple(sorted(beside, key=lambda entry: entry.order, reverse=True))
        return Standing(plain.heads, FALSE, conflict=True, beside=newest)
    if plain.conflict:
        kept = sorted(plain.heads, key=lambda entry: entry.value == TRUE)
        return Standing(tuple(kept), FALSE, conflict=True)
    return plain


def follows(field: str, values: Mapping[Key, str | None], shown: str | None) -> frozenset[Key]:
    """Return which heads an ordinary edit follows while several stand.

    The shown one and those that say the same: an open conflict stays open. Who deletes or restores
    a record, though, has decided whether it is deleted, and follows all.

    Args:
        field: the field.
        values: head → its value.
        shown: what the record showed before the edit.
    """
    return frozenset(key for key, value in values.items() if field == DELETED or value == shown)


def base_of(ours: Written, theirs: Written, entries: Iterable[Written]) -> str | None:
    """Return the value that two heads have in common, or None when there is none."""
    every = {entry.name: entry for entry in entries}
    known = _ancestors(ours, every)
    shared = [every[n] for n in _ancestors(theirs, every) & known if n in every]
    return max(shared, key=lambda entry: entry.order).value if shared else None


def _ancestors(entry: Written, every: dict[Name, Written]) -> set[Name]:
    found = {entry.name}
    wanted = list(entry.parents)
    while wanted:
        name = wanted.pop()
        if name not in found:
            found.add(name)
            if name in every:
                wanted.extend(every[name].parents)
    return found
