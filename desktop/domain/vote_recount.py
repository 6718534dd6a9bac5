"""What a new count counts differently from the frozen one, door by door."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.codes import Choice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop.domain.vote_count import Tally
    from desktop.domain.vote_parts import Part

ADDED, GONE, AREA_CHANGED = "vote-part-added", "vote-part-gone", "vote-area-changed"
OWNER_CHANGED, VOICE_CHANGED = "vote-owner-changed", "vote-voice-changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One door that is counted differently now.

    Attributes:
        code: what differs: one of this module's codes.
        label: the door.
        before, after: area in 0.01 m², code of :class:`Choice`, or number of parts of the owner;
            None where there was none.
    """

    code: str
    label: str
    before: int | None
    after: int | None


def differences(
    before: tuple[Sequence[Part], Tally], after: tuple[Sequence[Part], Tally]
) -> tuple[Difference, ...]:
    """Return what differs between two counts, in walking order: nothing of it changes the first."""
    old, new = ({part.id: part for part in parts} for parts, _ in (before, after))
    common = old.keys() & new.keys()
    groups = [_groups(parts, common) for parts, _ in (before, after)]
    found = [
        Difference(ADDED, part.label, None, part.area) for part in after[0] if part.id not in old
    ]
    for part in before[0]:
        if part.id not in new:
            found.append(Difference(GONE, part.label, part.area, None))
            continue
        now = new[part.id]
        if now.area != part.area:
            found.append(Difference(AREA_CHANGED, now.label, part.area, now.area))
        if groups[0][part.id] != groups[1][part.id]:
            sizes = [len(group[part.id]) for group in groups]
            found.append(Difference(OWNER_CHANGED, now.label, *sizes))
        voices = [tally.voices.get(part.id, Choice.SILENT) for _, tally in (before, after)]
        if voices[0] != voices[1]:
            found.append(Difference(VOICE_CHANGED, now.label, int(voices[0]), int(voices[1])))
    return tuple(found)


def _groups(parts: Iterable[Part], common: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """Return part → the parts of the same owner, among those that both counts know."""
    known = set(common)
    of_owner: dict[str, set[str]] = defaultdict(set)
    for part in parts:
        if part.id in known:
            of_owner[part.owner].add(part.id)
    shared = {owner: frozenset(ids) for owner, ids in of_owner.items()}
    return {part.id: shared[part.owner] for part in parts if part.id in known}
