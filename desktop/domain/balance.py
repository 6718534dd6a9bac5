"""Sub-meters against their master over a period (总分表平衡, W17 of the check list).

Each physical meter counts for the part of the period in which it was up, so an exchange within
the period needs no special case: old last − old start + new end − new first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

_HUNDRED = Decimal(100)
_PERCENT = Decimal("0.01")
_NOTHING = Decimal(0)


class BalanceReason(StrEnum):
    """Why a meter's consumption is not known; the values are message codes."""

    NO_START = "balance-no-start"
    NO_END = "balance-no-end"
    NO_FIRST = "balance-no-first"
    NO_LAST = "balance-no-last"
    NO_REMOVAL = "balance-no-removal"
    WENT_BACK = "balance-went-back"


class BalanceOutcome(StrEnum):
    """The three answers."""

    WITHIN = "within"
    OVER = "over"
    INCOMPLETE = "incomplete"


class Reading(NamedTuple):
    """What a meter showed on a day, in m³ or kW·h."""

    on: date
    value: Decimal


class BalanceMeter(NamedTuple):
    """A meter that takes part.

    Attributes:
        id: its id.
        number: body or asset number.
        where: its address.
        closed: whether it measures no more.
        installed_on: day it was put up with ``first_reading``; None: up all along.
        removed_on: day it was taken down with ``last_reading``.
    """

    id: str
    number: str
    where: str
    closed: bool = False
    installed_on: date | None = None
    first_reading: Decimal | None = None
    removed_on: date | None = None
    last_reading: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Tolerance:
    """What an office accepts.

    Attributes:
        percent: largest difference in per cent of the master's consumption, either way.
        days: how many days before the date asked for a reading still counts for it.
    """

    percent: Decimal
    days: int


@dataclass(frozen=True, slots=True)
class BalanceLine:
    """One meter's part of the period.

    Attributes:
        meter: which meter.
        start: reading it is counted from; ``end`` to; None when missing.
        consumption: in m³ or kW·h; None when it is not known.
        reason: why it is not known.
    """

    meter: BalanceMeter
    start: Reading | None
    end: Reading | None
    consumption: Decimal | None
    reason: BalanceReason | None = None


@dataclass(frozen=True, slots=True)
class Balance:
    """The answer.

    Attributes:
        begins: first day; ``ends`` last day.
        tolerance: what was accepted.
        masters: the master and the meters it replaced.
        subs: the meters below it.
        master: consumption of the master; None when it is not known.
        total: sum over the sub-meters whose consumption is known.
        loss: master − total; None when anything is missing.
        percent: loss in per cent of the master, 2 places; None without consumption.
        outcome: within or over the tolerance, or incomplete.
    """

    begins: date
    ends: date
    tolerance: Tolerance
    masters: tuple[BalanceLine, ...]
    subs: tuple[BalanceLine, ...]
    master: Decimal | None
    total: Decimal
    loss: Decimal | None
    percent: Decimal | None
    outcome: BalanceOutcome

    @property
    def missing(self) -> tuple[BalanceLine, ...]:
        """The meters whose consumption is not known."""
        return tuple(line for line in (*self.masters, *self.subs) if line.reason is not None)


def balance(
    masters: Iterable[BalanceMeter],
    subs: Iterable[BalanceMeter],
    readings: Mapping[str, Iterable[Reading]],
    *,
    begins: date,
    ends: date,
    tolerance: Tolerance,
) -> Balance:
    """Weigh ``subs`` against ``masters`` from ``begins`` to ``ends``.

    Args:
        masters: the master, with the meters it replaced.
        subs: the meters right below it, those taken down since included.
        readings: meter id → its readings, in any order.
        begins: start of the period.
        ends: end of the period, not before ``begins``.
        tolerance: what the office accepts.
    """

    def lines(meters: Iterable[BalanceMeter]) -> tuple[BalanceLine, ...]:
        found = (
            consumption(m, readings.get(m.id, ()), begins=begins, ends=ends, days=tolerance.days)
            for m in meters
        )
        return tuple(line for line in found if line is not None)

    above, below = lines(masters), lines(subs)
    total = sum((line.consumption or _NOTHING for line in below), _NOTHING)
    known = bool(above) and all(line.consumption is not None for line in above)
    master = sum((line.consumption or _NOTHING for line in above), _NOTHING) if known else None
    complete = master is not None and all(line.consumption is not None for line in below)
    loss = master - total if master is not None and complete else None
    percent = None if loss is None or not master else (loss / master * _HUNDRED).quantize(_PERCENT)
    return Balance(
        begins, ends, tolerance, above, below, master, total, loss, percent,
        _outcome(master, loss, tolerance),
    )  # fmt: skip


def consumption(
    meter: BalanceMeter, readings: Iterable[Reading], *, begins: date, ends: date, days: int
) -> BalanceLine | None:
    """Return what one meter measured in the period; None when it was not up in it."""
    if meter.installed_on is not None and meter.installed_on > ends:
        return None
    if meter.removed_on is not None and meter.removed_on <= begins:
        return None
    start, no_start = _start(meter, readings, begins, days)
    end, no_end = _end(meter, readings, begins, ends, days)
    if meter.closed and meter.removed_on is None:
        return BalanceLine(meter, start, None, None, BalanceReason.NO_REMOVAL)
    if start is None or end is None:
        return BalanceLine(meter, start, end, None, no_start or no_end)
    if end.value < start.value:
        return BalanceLine(meter, start, end, None, BalanceReason.WENT_BACK)
    return BalanceLine(meter, start, end, end.value - start.value)


def _start(
    meter: BalanceMeter, readings: Iterable[Reading], begins: date, days: int
) -> tuple[Reading | None, BalanceReason | None]:
    put_up = meter.installed_on
    if put_up is not None and put_up > begins:
        if meter.first_reading is None:
            return None, BalanceReason.NO_FIRST
        return Reading(put_up, meter.first_reading), None
    found = _nearest(_with_first(meter, readings), begins, days)
    return found, None if found else BalanceReason.NO_START


def _end(
    meter: BalanceMeter, readings: Iterable[Reading], begins: date, ends: date, days: int
) -> tuple[Reading | None, BalanceReason | None]:
    taken_down = meter.removed_on
    if taken_down is not None and taken_down <= ends:
        if meter.last_reading is None:
            return None, BalanceReason.NO_LAST
        return Reading(taken_down, meter.last_reading), None
    # A reading from before the period says nothing about it, however short the period is.
    later = (reading for reading in _with_first(meter, readings) if reading.on > begins)
    found = _nearest(later, ends, days)
    return found, None if found else BalanceReason.NO_END


def _with_first(meter: BalanceMeter, readings: Iterable[Reading]) -> list[Reading]:
    """Return the readings with what the meter showed when it was put up."""
    found = list(readings)
    if meter.installed_on is not None and meter.first_reading is not None:
        found.append(Reading(meter.installed_on, meter.first_reading))
    return found


def _nearest(readings: Iterable[Reading], day: date, days: int) -> Reading | None:
    """Return the newest reading on or before ``day``, at most ``days`` old.

    Of two on one day the higher counts: a register only goes up.
    """
    earliest = day - timedelta(days=days)
    return max((r for r in readings if earliest <= r.on <= day), default=None)


def _outcome(master: Decimal | None, loss: Decimal | None, tolerance: Tolerance) -> BalanceOutcome:
    if master is None or loss is None:
        return BalanceOutcome.INCOMPLETE
    # Without a division: exact, and right for a master that measured nothing.
    within = abs(loss) * _HUNDRED <= tolerance.percent * master
    return BalanceOutcome.WITHIN if within else BalanceOutcome.OVER
