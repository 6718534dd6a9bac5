"""One line of the readiness board, and the order and groups of its lines."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.readiness import Readiness

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from desktop.domain.codes import Stage
    from desktop.domain.ranking import Ranked
    from desktop.domain.readiness import ReadinessFacts, Standing


class Sorting(StrEnum):
    """By what the lines of a group are sorted."""

    CODE = "code"
    RANK = "rank"
    AGE = "age"
    CONSENT = "consent"
    HAZARDS = "hazards"
    COST = "cost"


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One quarter on the board.

    Attributes:
        quarter_id, code, name, area_group: the quarter.
        pilot, own_batch: what the office has picked it for.
        plan_year, plan_batch, plan_note: what the district says.
        stage: where it stands in the six stages; ``complete`` when all are.
        facts: what was judged.
        standing: group and reasons.
        ranked: place and points; None while no weight is set, or it is not eligible.
    """

    quarter_id: str
    code: str
    name: str
    area_group: str
    pilot: bool
    own_batch: str
    plan_year: int | None
    plan_batch: str
    plan_note: str
    stage: Stage
    complete: bool
    facts: ReadinessFacts
    standing: Standing
    ranked: Ranked | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """Every quarter by code, and the weights that ranked them.

    Attributes:
        rows: the quarters.
        weights: parameter → weight; only those set above 0.
    """

    rows: tuple[BoardRow, ...]
    weights: Mapping[str, Decimal]

    def groups(self) -> tuple[str, ...]:
        """Return the area groups in use."""
        return tuple(sorted({row.area_group for row in self.rows if row.area_group}))


def in_order(
    rows: Iterable[BoardRow], sorting: Sorting, *, by_area: bool = False
) -> list[BoardRow]:
    """Return the lines group by group: ready, nearly ready, not eligible.

    Within a group by ``sorting``, what is not known last; ties keep the order of the codes.

    Args:
        rows: by code.
        sorting: order within the groups.
        by_area: one area group after the other instead, those in none last.
    """
    order = {group: number for number, group in enumerate(Readiness)}

    def place(row: BoardRow) -> tuple[bool, str, int, tuple[bool, float]]:
        area = row.area_group if by_area else ""
        return (by_area and not area, area, order[row.standing.readiness], _key(row, sorting))

    return sorted(rows, key=place)


def _key(row: BoardRow, sorting: Sorting) -> tuple[bool, float]:
    facts = row.facts
    found: Decimal | float | None = 0
    if sorting is Sorting.RANK:
        found = row.ranked.place if row.ranked else None
    elif sorting is Sorting.AGE:
        found = facts.year
    elif sorting is Sorting.CONSENT:
        found = -facts.joining / facts.households if facts.households else None
    elif sorting is Sorting.HAZARDS:
        found = -facts.hazards
    elif sorting is Sorting.COST:
        found = facts.cost
    return (found is None, float(found or 0))
