"""Which places of an item are checked when its template allows a sample.

The choice is random, so that nobody can prepare for it, and follows from a recorded seed, so that
anybody can draw it again. One failing place demands every place. No source gives sample sizes for
household meters: sizes stand in the template and are proposals (P).
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.domain.checklist import Sampling

_HUNDRED = 100


def sample_size(sampling: Sampling, places: int) -> int:
    """Return how many of ``places`` are checked: the share rounded up, at least ``least``."""
    share = -(-sampling.share * places // _HUNDRED)
    return min(places, max(sampling.least, int(share)))


def draw(seed: str, places: Iterable[str], size: int) -> tuple[str, ...]:
    """Return ``size`` of the ids in ``places`` as ``seed`` decides, in their own order.

    Every place gets a number out of the seed and its own id, and the lowest are taken: the order
    in which the places are given does not matter.
    """
    known = list(dict.fromkeys(places))
    lot = {place: hashlib.sha256(f"{seed}|{place}".encode()).digest() for place in known}
    taken = set(sorted(known, key=lambda place: (lot[place], place))[:size])
    return tuple(place for place in known if place in taken)
