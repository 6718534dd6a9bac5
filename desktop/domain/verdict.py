"""One household one meter, metering outside the dwelling, read and charged to the household.

一户一表、计量出户、抄收到户 (municipal plan, parts two and five (5); fields.md ``ok_w``/``ok_e``).
The verdict is computed from facts and never typed: met, not met or unknown, with every reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.codes import (
    ChargeMode,
    MeteringState,
    WaterPosition,
    WaterRole,
)
from desktop.domain.meters import MeterFacts, meters_in_loops, parents_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

STANDARD = "一户一表、计量出户、抄收到户"

# Water and electricity number these two roles alike (a test compares them): one rule serves both.
_HOUSEHOLD_ROLE = int(WaterRole.HOUSEHOLD)
_MASTER_ROLE = int(WaterRole.MASTER)
_CROSSED = 2


class Outcome(StrEnum):
    """The three answers."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


class Reason(StrEnum):
    """Why a verdict is not "met"; the values are message codes."""

    NO_METER = "verdict-no-meter"
    SHARED_METER = "verdict-shared-meter"
    PROPERTY_SUBMETER = "verdict-property-submeter"
    SEVERAL_METERS = "verdict-several-meters"
    INSIDE_DWELLING = "verdict-inside-dwelling"
    BELOW_MASTER = "verdict-below-master"
    NOT_CHARGED_DIRECTLY = "verdict-not-charged-directly"
    OTHERS_BELOW = "verdict-others-below"
    CROSSED = "verdict-crossed"
    METER_NOT_RECORDED = "verdict-meter-not-recorded"
    POSITION_NOT_RECORDED = "verdict-position-not-recorded"
    POSITION_CONTRADICTED = "verdict-position-contradicted"
    NO_ACCOUNT = "verdict-no-account"
    CHARGING_NOT_RECORDED = "verdict-charging-not-recorded"
    LOOP = "verdict-loop"


_UNDECIDED = frozenset(
    {
        Reason.METER_NOT_RECORDED,
        Reason.POSITION_NOT_RECORDED,
        Reason.POSITION_CONTRADICTED,
        Reason.NO_ACCOUNT,
        Reason.CHARGING_NOT_RECORDED,
        Reason.LOOP,
    }
)
_STATE_REASONS: Mapping[int, Reason] = {
    MeteringState.SHARED: Reason.SHARED_METER,
    MeteringState.SEVERAL: Reason.SEVERAL_METERS,
    MeteringState.NONE: Reason.NO_METER,
    MeteringState.PROPERTY_SUBMETER: Reason.PROPERTY_SUBMETER,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one household and one utility.

    Attributes:
        outcome: met, not met or unknown.
        reasons: why not, in the order of the rule; empty exactly when met.
    """

    outcome: Outcome
    reasons: tuple[Reason, ...] = ()


class HouseholdFacts(NamedTuple):
    """What the rule needs to know of one household for one utility.

    Attributes:
        household_id: its id.
        metering_state: the surveyor's code 计量现状, or None.
        charge_mode: how the quarter is charged (供水/供电收费方式), or None.
        meters: the meters that belong to the household, closed ones included.
    """

    household_id: str
    metering_state: int | None
    charge_mode: int | None
    meters: tuple[MeterFacts, ...]


@dataclass(frozen=True, slots=True)
class MeterTree:
    """The meters of one utility as a tree, prepared once for many verdicts.

    Attributes:
        by_id: every meter.
        looping: ids of meters whose parents form a ring.
        feeding_others: ids of household meters below which another household's meter hangs.
    """

    by_id: Mapping[str, MeterFacts]
    looping: frozenset[str]
    feeding_others: frozenset[str]

    @classmethod
    def of(cls, meters: Iterable[MeterFacts]) -> MeterTree:
        """Build the tree of ``meters``."""
        by_id = {meter[0]: meter for meter in meters}
        hanging = [meter for meter in by_id.values() if meter[2] is not None]
        feeding = set()
        for meter in hanging:
            parent = by_id.get(meter.parent_id) if meter.parent_id else None
            if parent is not None and meter.in_use and parent.household_id != meter.household_id:
                feeding.add(parent.id)
        # A meter without a parent ends every chain: no ring goes through it.
        return cls(by_id, meters_in_loops(parents_of(hanging)), frozenset(feeding))


_MET = Verdict(Outcome.MET)


def verdict(facts: HouseholdFacts, tree: MeterTree) -> Verdict:
    """Judge one household for one utility (W01–W03, E01–E03, E05 of the check list)."""
    own = [m for m in facts.meters if m.in_use and m.role in {_HOUSEHOLD_ROLE, None}]
    if not own:
        if facts.metering_state == MeteringState.OWN_INSIDE:
            return _answer([Reason.INSIDE_DWELLING, Reason.METER_NOT_RECORDED])
        reason = _STATE_REASONS.get(facts.metering_state or 0, Reason.METER_NOT_RECORDED)
        return _answer([reason])
    reasons: list[Reason] = []
    stated = _STATE_REASONS.get(facts.metering_state or 0)
    if stated is not None and stated is not Reason.SEVERAL_METERS:
        reasons.append(stated)
    if len(own) > 1:
        reasons.append(Reason.SEVERAL_METERS)
    for meter in own:
        reasons.extend(_meter_reasons(meter, facts, tree))
    return _answer(reasons) if reasons else _MET


def _meter_reasons(meter: MeterFacts, facts: HouseholdFacts, tree: MeterTree) -> Iterable[Reason]:
    if meter.position is None:
        yield Reason.POSITION_NOT_RECORDED
    elif meter.position == WaterPosition.INSIDE_DWELLING:
        yield Reason.INSIDE_DWELLING
    elif facts.metering_state == MeteringState.OWN_INSIDE:
        yield Reason.POSITION_CONTRADICTED
    yield from _charging_reasons(meter, facts, tree)
    if meter.id in tree.feeding_others:
        yield Reason.OTHERS_BELOW
    if meter.crosscheck == _CROSSED:
        yield Reason.CROSSED
    if meter.id in tree.looping:
        yield Reason.LOOP


def _charging_reasons(
    meter: MeterFacts, facts: HouseholdFacts, tree: MeterTree
) -> Iterable[Reason]:
    """Judge 抄收到户: an account of its own, charged by the company and not by a go-between."""
    direct = facts.charge_mode == ChargeMode.DIRECT
    seen_direct = facts.metering_state == MeteringState.OWN_OUTSIDE
    if not meter.account_no:
        parent = tree.by_id.get(meter.parent_id) if meter.parent_id else None
        if parent is not None and parent.role == _MASTER_ROLE and parent.in_use:
            yield Reason.BELOW_MASTER
        elif facts.charge_mode is None or direct:
            yield Reason.NO_ACCOUNT
        else:
            yield Reason.NOT_CHARGED_DIRECTLY
    elif not direct and not seen_direct:
        yield (
            Reason.CHARGING_NOT_RECORDED
            if facts.charge_mode is None
            else (Reason.NOT_CHARGED_DIRECTLY)
        )


def _answer(reasons: Sequence[Reason]) -> Verdict:
    unique = tuple(dict.fromkeys(reasons))
    return Verdict(Outcome.UNKNOWN if undecided(unique) else Outcome.NOT_MET, unique)


def undecided(reasons: Iterable[Reason]) -> bool:
    """Whether ``reasons`` only say what is not known, none that something is wrong."""
    return all(reason in _UNDECIDED for reason in reasons)
