"""The pressure test of a water pipe (W06): GB 50242 4.2.1, as quoted in D20.

At 1.5 times the working pressure and not below 0.6 MPa. Metal and composite pipes are watched for
10 minutes, may lose 0.02 MPa, and must not leak at working pressure afterwards. Plastic pipes are
held for 1 hour, may lose 0.05 MPa, then at 1.15 times the working pressure for 2 hours, may lose
0.03 MPa, and no joint may leak.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAST_TEST = Decimal("0.6")
TEST_FACTOR, SECOND_FACTOR = Decimal("1.5"), Decimal("1.15")


class Pipe(StrEnum):
    """What a pipe is made of, as far as the test differs."""

    METAL = "metal"
    COMPOSITE = "composite"
    PLASTIC = "plastic"


class PressureReason(StrEnum):
    """Why a test is not passed; the values are message codes."""

    TEST_TOO_LOW = "pressure-test-too-low"
    START_TOO_LOW = "pressure-start-too-low"
    TOO_SHORT = "pressure-too-short"
    DROP = "pressure-drop"
    SECOND_START_TOO_LOW = "pressure-second-start-too-low"
    SECOND_TOO_SHORT = "pressure-second-too-short"
    SECOND_DROP = "pressure-second-drop"
    LEAK = "pressure-leak"


@dataclass(frozen=True, slots=True)
class Phase:
    """What was read in one phase: pressures in MPa, the time held in minutes."""

    start: Decimal
    end: Decimal
    minutes: Decimal


@dataclass(frozen=True, slots=True)
class PressureTest:
    """One test.

    Attributes:
        pipe: class of the pipe.
        working: working pressure in MPa.
        test: test pressure in MPa.
        first: what was read at test pressure.
        second: what was read in the second phase; only plastic pipes have one.
        leak: whether anything leaked.
    """

    pipe: Pipe
    working: Decimal
    test: Decimal
    first: Phase
    leak: bool
    second: Phase | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not meet the rule: what was read and what the rule asks for."""

    reason: PressureReason
    value: Decimal
    limit: Decimal


_FIRST = {
    Pipe.METAL: (Decimal(10), Decimal("0.02")),
    Pipe.COMPOSITE: (Decimal(10), Decimal("0.02")),
    Pipe.PLASTIC: (Decimal(60), Decimal("0.05")),
}
"""Pipe → least minutes, largest drop in MPa."""

_SECOND = (Decimal(120), Decimal("0.03"))
_FIRST_REASONS = (PressureReason.TOO_SHORT, PressureReason.DROP)
_SECOND_REASONS = (PressureReason.SECOND_TOO_SHORT, PressureReason.SECOND_DROP)


def least_test_pressure(working: Decimal) -> Decimal:
    """Return the test pressure in MPa that a working pressure asks for (GB 50242 4.2.1)."""
    return max(TEST_FACTOR * working, LEAST_TEST)


def phase_limits(pipe: Pipe) -> tuple[tuple[Decimal, Decimal], ...]:
    """Return (least minutes, largest drop in MPa) of every phase that a pipe goes through."""
    first = _FIRST[pipe]
    return (first, _SECOND) if pipe is Pipe.PLASTIC else (first,)


def faults(test: PressureTest) -> tuple[Fault, ...]:
    """Return everything in which a test does not meet GB 50242 4.2.1; empty when it is passed."""
    return tuple(_faults(test))


def _faults(test: PressureTest) -> Iterator[Fault]:
    needed = least_test_pressure(test.working)
    if test.test < needed:
        yield Fault(PressureReason.TEST_TOO_LOW, test.test, needed)
    at_least = max(test.test, needed)
    if test.first.start < at_least:
        yield Fault(PressureReason.START_TOO_LOW, test.first.start, at_least)
    yield from _held(test.first, _FIRST[test.pipe], _FIRST_REASONS)
    if test.pipe is Pipe.PLASTIC:
        yield from _second(test)
    if test.leak:
        yield Fault(PressureReason.LEAK, Decimal(1), Decimal(0))


def _second(test: PressureTest) -> Iterator[Fault]:
    if test.second is None:
        yield Fault(PressureReason.SECOND_TOO_SHORT, Decimal(0), _SECOND[0])
        return
    needed = SECOND_FACTOR * test.working
    if test.second.start < needed:
        yield Fault(PressureReason.SECOND_START_TOO_LOW, test.second.start, needed)
    yield from _held(test.second, _SECOND, _SECOND_REASONS)


def _held(
    phase: Phase,
    limits: tuple[Decimal, Decimal],
    reasons: tuple[PressureReason, PressureReason],
) -> Iterator[Fault]:
    minutes, drop = limits
    if phase.minutes < minutes:
        yield Fault(reasons[0], phase.minutes, minutes)
    if phase.start - phase.end > drop:
        yield Fault(reasons[1], phase.start - phase.end, drop)
