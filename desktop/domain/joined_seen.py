"""Which laptop had seen what when it wrote: read from what the journals themselves carry.

Every taking of a parcel and every new incarnation notes the vector of what its ledger held then,
in its own chain. What a device had seen at one of its operations is therefore the same on every
laptop that has that operation.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from desktop.domain.journal import Vector


@dataclass(frozen=True, slots=True)
class Moment:
    """One operation's place in the order of the journals."""

    device: str
    sequence: int
    lamport: int


class Seen:
    """Answers whether the maker of one operation had another in the ledger."""

    def __init__(self, first: Mapping[str, int], notes: Iterable[tuple[str, int, Vector]]) -> None:
        """Collect what the chains note.

        Args:
            first: device → logical time of its first operation.
            notes: (device, sequence, vector) of every taking and every beginning.
        """
        self._first = first
        self._places: dict[str, list[int]] = {}
        self._vectors: dict[str, list[dict[str, int]]] = {}
        for device, sequence, vector in sorted(notes, key=lambda note: note[:2]):
            before = self._vectors.setdefault(device, [])
            whole = dict(before[-1]) if before else {}
            for other, seen in vector.items():
                whole[other] = max(seen, whole.get(other, 0))
            before.append(whole)
            self._places.setdefault(device, []).append(sequence)

    def saw(self, later: Moment, earlier: Moment) -> bool:
        """Whether whoever made ``later`` had ``earlier`` in the ledger, or made it before."""
        if later.device == earlier.device:
            return earlier.sequence <= later.sequence
        places = self._places.get(later.device, [])
        found = bisect_right(places, later.sequence)
        if found and self._vectors[later.device][found - 1].get(earlier.device, 0) >= (
            earlier.sequence
        ):
            return True
        if places and places[0] == 1:
            return False
        # A laptop that began before beginnings noted their vector: it was copied from a ledger
        # whose operations were all earlier in logical time than its own first one.
        return earlier.lamport < self._first.get(later.device, 0)

    def beside(self, one: Moment, other: Moment) -> bool:
        """Whether two operations were made side by side: neither maker had seen the other."""
        return not self.saw(one, other) and not self.saw(other, one)
