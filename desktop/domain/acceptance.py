"""What every place and every item of an acceptance comes to.

What the ledger says is wrong stays wrong; what it does not know a person may state; what it says
is right a person confirms, and a later change of it shows.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.acceptance_records import FAILED, Check, Defect, Place, about
from desktop.domain.checklist import FACTS_ONLY
from desktop.domain.project_codes import CheckResult

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop.domain.acceptance_known import ComputedResult
    from desktop.domain.checklist import Item
    from desktop.domain.measurement import Reason


class ItemStatus(StrEnum):
    """What an item comes to; the values are message codes."""

    PASSED = "item-passed"
    FAILED = "item-failed"
    OPEN = "item-open"
    UNCONFIRMED = "item-unconfirmed"
    CHANGED = "item-changed"
    NOT_APPLICABLE = "item-not-applicable"


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One place of an item.

    Attributes:
        computed: what the ledger says; None where it says nothing of the item.
        check: what a person recorded last; None while nobody has.
        result: what counts; None while it is open.
        reasons: why it is not passed.
        wanted: whether it must be checked: by a sample only what was drawn.
        mended: it failed, and its defects passed the re-inspection.
    """

    place: Place
    computed: ComputedResult | None
    check: Check | None
    result: CheckResult | None
    reasons: tuple[Reason, ...] = ()
    wanted: bool = True
    mended: bool = False


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item with everything that was found.

    Attributes:
        item: as the template has it.
        status: what it comes to.
        places: its places in walking order.
        confirmation: the last confirmation of what was computed.
        sample: the drawing, where one was made.
        digest: what the ledger says now, as one number to compare.
        changed: where it says something else than when the item was confirmed.
    """

    item: Item
    status: ItemStatus
    places: tuple[PlaceLine, ...]
    confirmation: Check | None = None
    sample: Check | None = None
    digest: str = ""
    defects: tuple[Defect, ...] = ()
    changed: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """Places passed, failed, not applicable, open, and not wanted because of a sample."""
        found: Counter[str] = Counter(
            dict.fromkeys(("passed", "failed", "not_applicable", "open", "spared"), 0)
        )
        for line in self.places:
            found[_count_name(line)] += 1
        return dict(found)

    def of(self, *results: CheckResult | None) -> tuple[PlaceLine, ...]:
        """Return the wanted places with one of ``results``."""
        return tuple(line for line in self.places if line.wanted and line.result in results)

    @property
    def open_places(self) -> tuple[PlaceLine, ...]:
        """The places nobody can say anything of yet."""
        return self.of(None)

    @property
    def failed_places(self) -> tuple[PlaceLine, ...]:
        """The places that do not meet the criterion."""
        return self.of(*FAILED)


def item_line(
    item: Item,
    places: Sequence[Place],
    computed: Mapping[str, ComputedResult],
    checks: Iterable[Check],
    defects: Iterable[Defect] = (),
) -> ItemLine:
    """Put together what is known of one item.

    Args:
        item: as the frozen template has it.
        places: its places in walking order.
        computed: place id → what the ledger says; empty for an item it says nothing of.
        checks: everything recorded for the item, oldest first.
        defects: findings of this acceptance about the item.
    """
    latest: dict[str, Check] = {}
    drawn: set[str] = set()
    confirmation = sample = None
    for check in checks:
        if check.confirms:
            confirmation = check
        elif check.sampled is not None:
            sample, drawn = check, set()
        else:
            if check.result is None:
                drawn.add(check.place_id)
            if check.result is not None or check.place_id not in latest:
                latest[check.place_id] = check
    found = tuple(defects)
    lines = [
        _place_line(item, place, computed.get(place.id), latest.get(place.id), found)
        for place in places
    ]
    # One failing place of a sample demands every place (P).
    failed = any(line.result in FAILED for line in lines)
    if sample is not None and not failed:
        lines = [line if line.place.id in drawn else _spared(line) for line in lines]
    digest = computed_digest(computed) if item.computed is not None else ""
    return ItemLine(
        item,
        _status(item, lines, confirmation, digest),
        tuple(lines),
        confirmation,
        sample,
        digest,
        found,
    )


def computed_digest(computed: Mapping[str, ComputedResult]) -> str:
    """Return one number for what the ledger says, so that a later change of it shows."""
    lines = sorted(
        f"{place}:{found.result}:{','.join(reason.code for reason in found.reasons)}"
        for place, found in computed.items()
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def _place_line(
    item: Item,
    place: Place,
    computed: ComputedResult | None,
    check: Check | None,
    defects: tuple[Defect, ...],
) -> PlaceLine:
    """Settle one place: what the ledger says is wrong stays wrong, what a person saw counts."""
    if computed is not None and computed.result is CheckResult.FAIL:
        return PlaceLine(place, computed, check, CheckResult.FAIL, computed.reasons)
    stated = check.result if check is not None else None
    if item.computed in FACTS_ONLY and stated not in FAILED:
        stated = None
    if check is not None and stated in FAILED:
        if item.judge is None and _mended(place, check, defects):
            return PlaceLine(place, computed, check, CheckResult.PASS, (), mended=True)
        return PlaceLine(place, computed, check, stated, check.reasons)
    if computed is not None and computed.result is not None:
        return PlaceLine(place, computed, check, computed.result)
    reasons = () if stated is not None or computed is None else computed.reasons
    if stated is None and check is not None:
        reasons = reasons or check.reasons
    return PlaceLine(place, computed, check, stated, reasons)


def _mended(place: Place, check: Check, defects: tuple[Defect, ...]) -> bool:
    """Whether a failing place has passed its re-inspection; measured values are taken anew."""
    mine = [d for d in defects if not d.places or about(place) & d.places]
    return bool(mine) and all(
        defect.closed
        and defect.reinspected_on is not None
        and (check.checked_on is None or defect.reinspected_on >= check.checked_on)
        for defect in mine
    )


def _spared(line: PlaceLine) -> PlaceLine:
    return PlaceLine(
        line.place,
        line.computed,
        line.check,
        line.result,
        line.reasons,
        wanted=line.result is not None,
    )


def _status(
    item: Item, lines: Sequence[PlaceLine], confirmation: Check | None, digest: str
) -> ItemStatus:
    wanted = [line.result for line in lines if line.wanted]
    if any(result in FAILED for result in wanted):
        return ItemStatus.FAILED
    if None in wanted:
        return ItemStatus.OPEN
    if item.computed is not None:
        if confirmation is None:
            return ItemStatus.UNCONFIRMED
        if confirmation.digest != digest:
            return ItemStatus.CHANGED
    if all(result is CheckResult.NOT_APPLICABLE for result in wanted):
        return ItemStatus.NOT_APPLICABLE
    return ItemStatus.PASSED


def _count_name(line: PlaceLine) -> str:
    if not line.wanted:
        return "spared"
    if line.result in FAILED:
        return "failed"
    return {
        CheckResult.PASS: "passed",
        CheckResult.NOT_APPLICABLE: "not_applicable",
        None: "open",
    }[line.result]
