"""Where the ledger says something else than when a person confirmed an item.

A confirmation keeps what was not met at the time, place by place in five characters; what is met
has no reasons and needs none. That holds for a quarter of any size within one short text.
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from typing import TYPE_CHECKING

from desktop.domain.project_codes import CheckResult, CheckScope

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.domain.acceptance import ItemLine, PlaceLine
    from desktop.domain.acceptance_known import ComputedResult

MOST_KEPT = 150
"""More places not met than this are counted and not kept: the text has a length."""

_PLACE, _STATE = 4, 1


def exceptions(line: ItemLine) -> str | None:
    """Return what the ledger does not call met, for the confirmation; None when it is too much."""
    found = [_mark(place) for place in line.places if not _is_met(place.computed)]
    return "".join(sorted(found)) if len(found) <= MOST_KEPT else None


def changed_places(line: ItemLine) -> tuple[PlaceLine, ...]:
    """Return the places of which the ledger says something else than when it was confirmed.

    A place that came since and is met differs in nothing. Empty also where the confirmation kept
    no places.
    """
    confirmed = line.confirmation
    if confirmed is None or confirmed.exceptions is None or confirmed.digest == line.digest:
        return ()
    text, size = confirmed.exceptions, _PLACE + _STATE
    kept = {text[at : at + size] for at in range(0, len(text), size)}
    places = {mark[:_PLACE] for mark in kept}
    return tuple(
        place
        for place in line.places
        if (
            _mark(place)[:_PLACE] in places if _is_met(place.computed) else _mark(place) not in kept
        )
    )


def changed_labels(line: ItemLine, moved: Mapping[str, str]) -> tuple[str, ...]:
    """Return where the ledger says something else than at the confirmation, in words of the office.

    Args:
        line: an item whose confirmation is out of date.
        moved: id → label of the households that joined or left since then.
    """
    labels = {found.place.id: found.place.label for found in changed_places(line)}
    if line.item.level is CheckScope.HOUSEHOLD:
        labels |= moved
    return tuple(labels.values())


def _is_met(computed: ComputedResult | None) -> bool:
    return computed is not None and computed.result is CheckResult.PASS


def _mark(line: PlaceLine) -> str:
    known = line.computed
    reasons = [] if known is None else [reason.code for reason in known.reasons]
    state = f"{None if known is None else known.result}:{','.join(reasons)}"
    return _short(line.place.id, _PLACE) + _short(state, _STATE)


def _short(text: str, length: int) -> str:
    return urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode()[:length]
