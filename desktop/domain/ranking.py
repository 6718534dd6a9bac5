"""The order in which quarters could come first, explained point by point.

The office sets the weights (our own proposal, P); until it does, nothing is ranked. Every fact is
brought to a share between 0 and 1, times its weight out of the sum of weights, times 100: so the
points of all parts add up to at most 100.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from desktop.domain.amounts import split

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from desktop.domain.readiness import ReadinessFacts

WEIGHTS = (
    "weight-age",
    "weight-consent",
    "weight-hazard",
    "weight-shared",
    "weight-cost",
    "weight-hardship",
)
"""Names of the parameters, in the order in which they are explained."""
_ZERO, _ONE, _PLACES = Decimal(0), Decimal(1), Decimal("0.0001")
_HUNDRED = Decimal(100)
_POINT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Part:
    """What one fact contributes.

    Attributes:
        weight: name of the parameter.
        share: the fact between 0 and 1; None where it is not known, which gives no points.
        points: to a hundredth.
        most: what the part could give at most.
    """

    weight: str
    share: Decimal | None
    points: Decimal
    most: Decimal


@dataclass(frozen=True, slots=True)
class Ranked:
    """One quarter among the compared.

    Attributes:
        quarter_id: whose.
        place: 1 for the first; quarters with as many points share a place.
        points: sum of its parts, 0 to 100.
        parts: what they come from; only facts that have a weight.
    """

    quarter_id: str
    place: int
    points: Decimal
    parts: tuple[Part, ...]


def rank(
    facts: Mapping[str, ReadinessFacts], weights: Mapping[str, Decimal], today: date
) -> list[Ranked]:
    """Return the quarters in order, the first first; ties keep the order of ``facts``.

    Age is measured against the oldest of the compared, cost against the cheapest.

    Args:
        facts: quarter id → what is known of it.
        weights: parameter → weight; a missing one is 0.
        today: day on which ages are reckoned.

    Returns:
        An empty list while no weight is set.
    """
    used = [name for name in WEIGHTS if weights.get(name, _ZERO) > 0]
    if not used:
        return []
    # Cut like money, so that the most of all parts is 100.00 exactly.
    most = dict(zip(used, split(_HUNDRED, [weights[name] for name in used]), strict=True))
    oldest = max((_age(found, today) or 0 for found in facts.values()), default=0)
    cheapest = min((c.cost for c in facts.values() if c.cost is not None), default=None)
    scored = [
        (
            quarter_id,
            tuple(_part(name, most[name], found, today, oldest, cheapest) for name in used),
        )
        for quarter_id, found in facts.items()
    ]
    sums = {quarter_id: sum((p.points for p in parts), _ZERO) for quarter_id, parts in scored}
    scored.sort(key=lambda pair: -sums[pair[0]])
    return [
        Ranked(
            quarter_id,
            1 + sum(other > sums[quarter_id] for other in sums.values()),
            sums[quarter_id],
            parts,
        )
        for quarter_id, parts in scored
    ]


def normalised(
    name: str,
    facts: ReadinessFacts,
    today: date,
    *,
    oldest: int,
    cheapest: Decimal | None,
) -> Decimal | None:
    """Return the fact that weight ``name`` is about as a share between 0 and 1; None unknown."""
    if name == "weight-age":
        age = _age(facts, today)
        return None if age is None else _share(age, oldest)
    if name == "weight-cost":
        if facts.cost is None or cheapest is None:
            return None
        return _ONE if facts.cost <= 0 else _share(cheapest, facts.cost)
    part, whole = _COUNTS[name](facts)
    return _share(part, whole) if whole else None


_COUNTS = {
    "weight-consent": lambda facts: (facts.joining, facts.households),
    "weight-hazard": lambda facts: (facts.hazards, facts.buildings),
    "weight-shared": lambda facts: (facts.shared, facts.households),
    "weight-hardship": lambda facts: (facts.hardship, facts.households),
}


def _part(
    name: str,
    most: Decimal,
    facts: ReadinessFacts,
    today: date,
    oldest: int,
    cheapest: Decimal | None,
) -> Part:
    found = normalised(name, facts, today, oldest=oldest, cheapest=cheapest)
    points = (most * (found or _ZERO)).quantize(_POINT, ROUND_HALF_UP)
    return Part(name, found, points, most)


def _age(facts: ReadinessFacts, today: date) -> int | None:
    return None if facts.year is None else max(0, today.year - facts.year)


def _share(part: Decimal | int, whole: Decimal | int) -> Decimal:
    if whole <= 0:
        return _ZERO
    found = (Decimal(part) / Decimal(whole)).quantize(_PLACES, ROUND_HALF_UP)
    return min(_ONE, max(_ZERO, found))
