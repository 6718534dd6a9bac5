"""Three-way merge of one record, field by field (``exchange.md``, merge rules 3 and 5)."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_METER_GROUPS = (
    frozenset({"first_reading", "installed_on", "installer"}),
    frozenset({"last_reading", "removed_on"}),
    frozenset({"verified_on", "cert_no", "expires_on"}),
)
GROUPS: Mapping[str, tuple[frozenset[str], ...]] = {
    "quarter": (
        frozenset({"plan_year", "plan_batch"}),
        frozenset({"approval_no", "approved_on"}),
        frozenset({"lon", "lat"}),
        frozenset({"committee_state", "committee_filed_on"}),
    ),
    "household": (frozenset({"id_type", "id_no"}),),
    "water_meter": _METER_GROUPS,
    "electricity_meter": (*_METER_GROUPS, frozenset({"crosscheck", "crosschecked_on"})),
}
"""Fields that mean something only together: a reading without its date is nobody's reading."""


class Outcome(Enum):
    """What becomes of one field."""

    KEEP = "keep"
    TAKE = "take"
    CONFLICT = "conflict"
    GROUP = "group"


def three_way(
    kind: str, base: Mapping[str, str], ours: Mapping[str, str], theirs: Mapping[str, str]
) -> dict[str, Outcome]:
    """Return field → outcome for every field of ``theirs``; all values are canonical.

    A field that ``theirs`` does not name has no opinion. ``ours`` and ``base`` must name at least
    the fields of ``theirs``.
    """
    outcomes = {name: _one(base[name], ours[name], w) for name, w in theirs.items()}
    for group in GROUPS.get(kind, ()):
        if _torn(group, base, ours, theirs):
            for name in group & theirs.keys():
                if theirs[name] != ours[name] and outcomes[name] is not Outcome.CONFLICT:
                    outcomes[name] = Outcome.GROUP
    return outcomes


def _one(base: str, ours: str, theirs: str) -> Outcome:
    if theirs in {base, ours}:
        return Outcome.KEEP
    return Outcome.TAKE if ours == base else Outcome.CONFLICT


def _torn(
    group: frozenset[str],
    base: Mapping[str, str],
    ours: Mapping[str, str],
    theirs: Mapping[str, str],
) -> bool:
    """Return whether both sides changed the group and do not agree on it."""
    known = group & base.keys() & ours.keys()
    here = any(ours[name] != base[name] for name in known)
    there = any(theirs[name] != base[name] for name in group & theirs.keys())
    return here and there and any(_differs(name, ours, theirs) for name in group)


def _differs(name: str, ours: Mapping[str, str], theirs: Mapping[str, str]) -> bool:
    return name in theirs and theirs[name] != ours[name]


def taken(
    base: Mapping[str, str], outcomes: Mapping[str, Outcome], theirs: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield (field, canonical value) of every field that takes the other value."""
    for name, outcome in outcomes.items():
        if outcome is Outcome.TAKE and theirs[name] != base.get(name):
            yield name, theirs[name]
