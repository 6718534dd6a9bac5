"""What reports are written from: one line a quarter, and what changed in a week."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class QuarterLine:
    """One quarter in a report; counts are households, amounts yuan.

    Attributes:
        name, area_group, community: the quarter.
        stage: Chinese word of its stage, 已完成 when all six are over.
        waits: what it waits for first, in words; empty when for nothing.
        with_whom: whom it waits for.
        late_days: by how many days its stage is late.
        joining_w, joining_e: agreed to the works.
        met_w, met_e: meet the standard, whoever joined.
        done_w, done_e: joined and meet the standard.
        batch: the district's batch, else the one proposed by the street.
        begun: whether the works have begun.
    """

    name: str
    area_group: str = ""
    community: str = ""
    stage: str = ""
    stage_number: int = 1
    complete: bool = False
    waits: str = ""
    with_whom: str = ""
    late_days: int = 0
    buildings: int = 0
    households: int = 0
    visited: int = 0
    joining_w: int = 0
    joining_e: int = 0
    met_w: int = 0
    met_e: int = 0
    done_w: int = 0
    done_e: int = 0
    built_from: int | None = None
    built_to: int | None = None
    floor_area: Decimal | None = None
    plan_year: int | None = None
    batch: str = ""
    pilot: bool = False
    cost: Decimal | None = None
    planned: Decimal = NOTHING
    approved: Decimal = NOTHING
    received: Decimal = NOTHING
    paid: Decimal = NOTHING

    @property
    def begun(self) -> bool:
        """Whether it has come to the works or further."""
        return self.complete or self.stage_number >= 5  # noqa: PLR2004 - 组织实施


@dataclass(frozen=True, slots=True)
class Period:
    """What changed from one day to another, both included."""

    first: date
    last: date
    visited: int = 0
    agreed: int = 0
    water_meters: int = 0
    electricity_meters: int = 0
    papers: int = 0
    paid: Decimal = NOTHING
    findings_opened: int = 0
    findings_closed: int = 0


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """Everything a report says.

    Attributes:
        office: who reports.
        day: the day of the report.
        quarters: every quarter, by code.
        week: what changed in the last seven days.
        late: (what, quarter, days) of what is late, the longest late first.
    """

    office: str
    day: date
    quarters: Sequence[QuarterLine]
    week: Period
    late: Sequence[tuple[str, str, int]] = field(default=())

    def total(self, name: str) -> int:
        """Return the sum of a count over all quarters."""
        return sum(int(getattr(line, name)) for line in self.quarters)

    def money(self, name: str) -> Decimal:
        """Return the sum of an amount over all quarters."""
        return sum((getattr(line, name) for line in self.quarters), NOTHING)


def rate(part: int, whole: int) -> str:
    """Return a share in per cent with one place, rounded half up; nothing of nothing is a dash."""
    if whole <= 0:
        return "—"
    tenths = (part * 2000 + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}%"
