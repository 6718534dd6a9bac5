"""What a merge is compared with, and how careful it is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from desktop.domain.field_kinds import Side
from desktop.domain.sheet_rows import RowState
from desktop.domain.values import tidy

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from desktop.domain.merge_plan import AlarmCode
    from desktop.domain.sheet_rows import ReturnedRows, SheetRow
    from desktop.domain.values import Record, Value

BaseValues: TypeAlias = "Mapping[tuple[str, str], Value]"
"""(record id, field) → value at the time of the export; a missing key: unchanged since."""


@dataclass(frozen=True, slots=True)
class MergeBasis:
    """What the ledger knows.

    Attributes:
        ledger: id → record as it is now, at least for :func:`needed_ids`, ``addresses`` and
            ``meters``; a deleted record is left out.
        bases: export code → base values. A row of an export that is not named here is refused.
            The value None says that the export is ours but its base is lost: then every
            difference is a conflict.
        expected: entity kind → ids that the export showed as leading records. Those that came
            back on no row are proposed for deletion.
        addresses: :func:`address_of` → id, to propose a match for rows without a ticket.
        homes: id → every way to write its address, of records that several rows claim: tells a
            copied row from the one it was copied from.
        meters: (kind of meter, household id) → id of its meter in use now, of households whose
            row shows none.
    """

    ledger: Mapping[str, Record]
    bases: Mapping[str, BaseValues | None]
    expected: Mapping[str, Collection[str]] = field(default_factory=dict)
    addresses: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    homes: Mapping[str, Collection[tuple[str, ...]]] = field(default_factory=dict)
    meters: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MergeOptions:
    """How careful to be.

    Attributes:
        editor: who had the workbook. Changes in the other side's columns are proposals, which a
            person accepts; ``BOTH`` trusts everybody.
        most_lost: share of rows missing or deleted, and of cells of a column emptied, above which
            the merge stops and asks.
        accepted: alarms that a person has looked at and accepts.
    """

    editor: Side = Side.BOTH
    most_lost: float = 0.10
    accepted: frozenset[AlarmCode] = frozenset()


def needed_ids(returned: ReturnedRows) -> dict[str, set[str]]:
    """Return entity kind → ids whose records and base values the plan will look at."""
    needed: dict[str, set[str]] = defaultdict(set)
    for row in returned.rows:
        for kind, one in zip(row.kinds, row.ids, strict=True):
            if one:
                needed[kind].add(one)
    return needed


def claimed_twice(returned: ReturnedRows) -> set[str]:
    """Return the leading ids that more than one row of a sheet claims."""
    alone: set[tuple[str, str]] = set()
    twice: set[str] = set()
    for row in returned.rows:
        if row.state is RowState.KNOWN and row.lead_id:
            if (row.sheet, row.lead_id) in alone:
                twice.add(row.lead_id)
            alone.add((row.sheet, row.lead_id))
    for (sheet, _), tickets in returned.untouched.items():
        twice |= {ids[0] for ids in tickets if ids[0] and (sheet, ids[0]) in alone}
    return twice


def address_of(kind: str, address: Mapping[str, str]) -> tuple[str, ...]:
    """Return the key under which ``MergeBasis.addresses`` knows a record.

    ``address`` holds ``quarter.name`` or ``quarter.quarter_code`` (the code wins) and, as far as
    the kind goes down, ``building.building_no``, ``unit.unit_no`` and ``household.room_no`` as
    text. A meter that hangs on no household goes by the number on its face.
    """
    if kind in NUMBERS:
        return (kind, address.get(f"{kind}.{NUMBERS[kind]}", ""))
    quarter = address.get("quarter.quarter_code") or address.get("quarter.name", "")
    return (kind, quarter, *(address.get(key, "") for key in _BELOW[kind]))


def told_address(row: SheetRow) -> dict[str, str]:
    """Return the columns of a row that say where it belongs, its own among them."""
    own = OWN_ADDRESS.get(row.kinds[0], ())
    told = {key: tidy(_number_text(row.values[key])) for key in own if key in row.values}
    return {**row.context, **told}


def _number_text(raw: object) -> str:
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return "" if raw is None else str(raw)


NUMBERS: Mapping[str, str] = {"water_meter": "body_no", "electricity_meter": "asset_no"}
"""Kind of meter → the field that holds the number on its face."""

_BELOW: Mapping[str, tuple[str, ...]] = {
    "quarter": (),
    "building": ("building.building_no",),
    "household": ("building.building_no", "unit.unit_no", "household.room_no"),
}
OWN_ADDRESS: Mapping[str, tuple[str, ...]] = {
    "quarter": ("quarter.quarter_code", "quarter.name"),
    "building": ("building.building_no",),
    "household": ("household.room_no",),
    "water_meter": ("water_meter.body_no",),
    "electricity_meter": ("electricity_meter.asset_no",),
}
"""Leading kind → columns of its own that say where a row belongs."""
