"""Rules about single meters and the tree they hang in."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.codes import MeterState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

OUT_OF_USE = frozenset({MeterState.CLOSED, MeterState.CLOSING, MeterState.NO_METER})


class MeterFacts(NamedTuple):
    """What the rules need to know of one water or electricity meter.

    Codes are the plain numbers of the code lists, None where nothing was recorded.
    """

    id: str
    household_id: str | None
    parent_id: str | None
    role: int | None
    position: int | None
    state: int | None
    account_no: str | None
    crosscheck: int | None = None

    @property
    def in_use(self) -> bool:
        """Whether the meter still measures: neither closed nor a mere place holder."""
        return self.state not in OUT_OF_USE


@dataclass(frozen=True, slots=True)
class ExpiryRule:
    """How long a first verification holds.

    Attributes:
        up_to_dn: largest nominal diameter in mm that the rule covers; None any.
        years: years from the verification date.
    """

    up_to_dn: int | None
    years: int


WATER_EXPIRY = (ExpiryRule(25, 6), ExpiryRule(50, 4), ExpiryRule(None, 2))
"""JJG 162-2019 (D17): DN ≤ 25 six years, DN ≤ 50 four years, above re-verified every two."""

WATER_LIMITED_Q3 = Decimal(16)
"""Q3 above this many m³/h is verified every two years whatever its diameter (D17)."""

ELECTRICITY_YEARS = 8
"""Default of JJG 596 (D19); notices extend it in steps of four years (D18)."""


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def water_meter_expiry(
    verified_on: date | None,
    dn: int | None,
    q3: Decimal | None = None,
    rules: tuple[ExpiryRule, ...] = WATER_EXPIRY,
) -> date | None:
    """Return the day a water meter is due for exchange, counted from its verification (D17).

    A meter of unknown diameter is taken for a household meter (DN 15); None without a date.
    """
    if verified_on is None:
        return None
    if q3 is not None and q3 > WATER_LIMITED_Q3:
        return _years_later(verified_on, rules[-1].years)
    for rule in rules:
        if rule.up_to_dn is None or (dn or 15) <= rule.up_to_dn:
            return _years_later(verified_on, rule.years)
    return None


def electricity_meter_expiry(
    verified_on: date | None, years: int = ELECTRICITY_YEARS, extensions: int = 0
) -> date | None:
    """Return the day an electricity meter is due, ``extensions`` steps of 4 years included."""
    if verified_on is None:
        return None
    return _years_later(verified_on, years + 4 * extensions)


def meters_in_loops(parents: Mapping[str, str | None]) -> frozenset[str]:
    """Return the ids whose chain of parents comes back to a meter already on it.

    Args:
        parents: meter id → id of its parent, or None. Unknown parents end a chain.
    """
    settled: set[str] = set()
    looping: set[str] = set()
    for start in parents:
        path: list[str] = []
        on_path: set[str] = set()
        current: str | None = start
        while current is not None and current not in settled and current not in on_path:
            path.append(current)
            on_path.add(current)
            current = parents.get(current)
        if current is not None and (current in on_path or current in looping):
            looping.update(path)
        settled.update(path)
    return frozenset(looping)


def parents_of(meters: Iterable[MeterFacts]) -> dict[str, str | None]:
    """Return meter id → parent id of all ``meters``."""
    return {meter.id: meter.parent_id for meter in meters}
