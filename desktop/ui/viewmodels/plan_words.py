"""What the annual plan page says of quarters, sums and adjustments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.annual_plan import Adjustment, sums
from desktop.ui.shell.language import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.annual_plan import PlanChange, PlanRow

_MOST = 4


def built_text(row: PlanRow) -> str:
    """Return the years in which a quarter was built."""
    years = sorted({year for year in (row.built_from, row.built_to) if year is not None})
    return "—".join(map(str, years))


def proposed_text(row: PlanRow) -> str:
    """Return what the street proposes, and what speaks against it."""
    told = (
        tr("pilot") if row.pilot else "",
        row.own_batch,
        tr("to be demolished") if row.demolition else "",
        tr("retrofitted earlier") if row.retrofitted else "",
    )
    return " ".join(filter(None, told))


def sums_text(rows: Sequence[PlanRow]) -> str:
    """Return how many quarters and households are shown, and what is planned of them."""
    whole = tr(
        "{quarters} quarters, {households} households",
        quarters=len(rows),
        households=sum(row.households for row in rows),
    )
    told = [
        tr(
            "{year} {batch}: {quarters} quarters, {households} households",
            year=one.year,
            batch=one.batch,
            quarters=one.quarters,
            households=one.households,
        )
        for one in sums(rows)
    ]
    more = ["…"] if len(told) > _MOST else []
    return "    ".join([whole, *told[:_MOST], *more])


def change_text(change: PlanChange) -> str:
    """Return what an adjustment did."""
    old, new = _place(change.from_year, change.from_batch), _place(change.to_year, change.to_batch)
    if change.adjustment is Adjustment.ADD:
        return tr("added to {place}", place=new)
    if change.adjustment is Adjustment.WITHDRAW:
        return tr("withdrawn from {place}", place=old)
    return f"{old} → {new}"


def _place(year: int | None, batch: str) -> str:
    return f"{year or ''} {batch}".strip()
