"""Accidents with a whole column: sorted alone, overwritten, emptied, dates off by four years."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime
from typing import TYPE_CHECKING

from desktop.domain.fields import ENTITIES, Kind
from desktop.domain.merge_plan import Alarm, AlarmCode, Conflict, ConflictReason, Deletion, Update

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

DATE1904_SHIFT = 1_462
"""Days between the two calendars of Excel (1900 and 1904)."""

LARGEST_CHANGED = 0.30
LARGEST_EMPTIED = 0.10
_FEWEST_CELLS = 20
_FEWEST_EMPTIED = 10
_FEWEST_DELETED = 5
_FEWEST_PERMUTED = 5
_FEWEST_SHIFTED = 2
_LOOKED_AT = {None, ConflictReason.BOTH_CHANGED, ConflictReason.GROUP}


def alarms_of(
    changes: Iterable[Update | Conflict],
    totals: Mapping[str, int],
    most_lost: float = LARGEST_EMPTIED,
) -> list[Alarm]:
    """Return the alarms that the changed cells raise.

    Args:
        changes: cells whose value differs from the base.
        totals: sheet name → rows that came back.
        most_lost: share of a column's cells that may be emptied.
    """
    columns: dict[tuple[str, str], list[Update | Conflict]] = defaultdict(list)
    for change in changes:
        reason = change.reason if isinstance(change, Conflict) else None
        if change.field and reason in _LOOKED_AT:
            columns[change.place.sheet, f"{change.kind}.{change.field}"].append(change)
    return [
        Alarm(code, sheet, key, len(cells), totals.get(sheet, 0))
        for (sheet, key), cells in sorted(columns.items())
        if (code := _alarm(key, cells, totals.get(sheet, 0), most_lost)) is not None
    ]


def deletion_alarms(
    deletions: Iterable[Deletion], totals: Mapping[str, int], most_lost: float = LARGEST_EMPTIED
) -> list[Alarm]:
    """Return an alarm for each sheet in which too large a share of rows is to be deleted."""
    asked = Counter(one.place.sheet for one in deletions if one.asked)
    return [
        Alarm(AlarmCode.MANY_DELETED, sheet, "", count, totals.get(sheet, 0))
        for sheet, count in sorted(asked.items())
        if count >= _FEWEST_DELETED and count > most_lost * totals.get(sheet, 0)
    ]


def _alarm(
    key: str, cells: Sequence[Update | Conflict], total: int, most_lost: float
) -> AlarmCode | None:
    emptied = sum(1 for cell in cells if cell.theirs is None)
    replaced = sum(1 for cell in cells if cell.base is not None)
    if _is_permutation(key, cells):
        return AlarmCode.SORTED_ALONE
    if emptied >= _FEWEST_EMPTIED and emptied > most_lost * total:
        return AlarmCode.MANY_EMPTIED
    if _is_shifted(cells):
        return AlarmCode.DATES_SHIFTED
    if replaced >= _FEWEST_CELLS and replaced > LARGEST_CHANGED * total:
        return AlarmCode.MANY_CHANGED
    return None


def _is_permutation(key: str, cells: Sequence[Update | Conflict]) -> bool:
    kind, _, name = key.partition(".")
    column = ENTITIES[kind].field(name)
    if column is None or column.kind in {Kind.CODE, Kind.BOOLEAN}:
        return False  # a few codes trade places by chance
    before = Counter(cell.base for cell in cells)
    return len(before) >= _FEWEST_PERMUTED and before == Counter(cell.theirs for cell in cells)


def _is_shifted(cells: Sequence[Update | Conflict]) -> bool:
    shifted = [
        cell
        for cell in cells
        if isinstance(cell.base, date)
        and isinstance(cell.theirs, date)
        and not isinstance(cell.base, datetime)
        and not isinstance(cell.theirs, datetime)
        and abs((cell.theirs - cell.base).days) == DATE1904_SHIFT
    ]
    return len(shifted) >= _FEWEST_SHIFTED and 2 * len(shifted) > len(cells)
