"""What the ledger knows that a merge needs: records now, base values, addresses."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from desktop.domain.field_kinds import Side
from desktop.domain.merge import plan_merge
from desktop.domain.merge_basis import (
    NUMBERS,
    MergeBasis,
    MergeOptions,
    address_of,
    claimed_twice,
    needed_ids,
    told_address,
)
from desktop.domain.parameters import value_on
from desktop.domain.profile import Profile
from desktop.domain.sheet_rows import RowState
from desktop.kernel.errors import InputError
from desktop.services.merge_placing import Directory, directory
from desktop.services.parameters import set_values
from desktop.storage.journal import Journal
from desktop.storage.queries import exchanges, merging
from desktop.storage.queries.exports import ids_of_quarters

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy import Connection

    from desktop.domain.merge_plan import MergePlan
    from desktop.domain.sheet_rows import ReturnedRows, SheetRow
    from desktop.domain.values import Record, Value
    from desktop.exchange.workbook import ReturnedWorkbook
    from desktop.storage.ledger import Ledger

_LEADING = ("quarter", "building", "household")
_PERCENT = 100


def plan_of(ledger: Ledger, workbook: ReturnedWorkbook, today: date) -> MergePlan:
    """Return what merging ``workbook`` would do.

    Raises:
        InputError: ``workbook-export-unknown``: the export is none of this ledger's, or it was
            made on another laptop whose parcel was not taken yet.
    """
    returned = workbook.returned
    needed = needed_ids(returned)
    with ledger.reader() as connection:
        export = exchanges.export_by_id(connection, workbook.export_id)
        if export is None or not _has_seen(ledger, export["vector"]):
            raise InputError("workbook-export-unknown")
        codes = exchanges.exports_by_code(connection, list(workbook.export_codes))
        addresses, meters = _known_places(connection, returned)
        for (kind, _), one in meters.items():
            needed[kind].add(one)
        for (kind, *_), one in addresses.items():
            needed[kind].add(one)
        records: dict[str, Record] = {}
        for kind, ids in needed.items():
            records |= merging.records_of(connection, kind, ids)
        expected = _expected(connection, json.loads(export["scope"] or "[]"))
        homes = _homes(connection, returned)
        share = value_on("merge-loss-share", today, set_values(connection))
        newer = {
            one
            for kind in expected
            for one in merging.made_since(connection, kind, json.loads(export["vector"]))
        }
    base_of = {row["vector"]: _base(ledger, needed, row["vector"]) for row in codes}
    basis = MergeBasis(
        ledger=records,
        bases={row["export_code"]: base_of[row["vector"]] for row in codes},
        # what was made after the export cannot be missing from the workbook
        expected={k: [one for one in ids if one not in newer] for k, ids in expected.items()},
        addresses=addresses,
        homes=homes,
        meters=meters,
    )
    options = MergeOptions(editor=editor_of(ledger), most_lost=float(share) / _PERCENT)
    return plan_merge(returned, basis, options)


def editor_of(ledger: Ledger) -> Side:
    """Return who had the workbook: the district for a street's ledger, and the other way round."""
    return Side.STREET if ledger.profile is Profile.DISTRICT else Side.DISTRICT


def _has_seen(ledger: Ledger, vector: str) -> bool:
    """Return whether this ledger knows everything that the export had seen."""
    here = Journal(ledger).vector()
    return all(here.get(device, 0) >= last for device, last in json.loads(vector or "{}").items())


def _base(
    ledger: Ledger, needed: Mapping[str, Collection[str]], vector: str
) -> dict[tuple[str, str], Value]:
    journal, seen = Journal(ledger), json.loads(vector)
    return {
        place: value
        for kind, ids in needed.items()
        for place, value in journal.base_values(kind, ids, seen).items()
    }


def _expected(connection: Connection, quarters: Sequence[str]) -> dict[str, list[str]]:
    return {kind: ids_of_quarters(connection, kind, quarters) for kind in _LEADING}


# ------------------------------------------------------------------------------------ by address


def _known_places(
    connection: Connection, returned: ReturnedRows
) -> tuple[dict[tuple[str, ...], str], dict[tuple[str, str], str]]:
    """Return what the rows without ticket name by address, and the meters of their households."""
    twice = claimed_twice(returned)
    new = [row for row in returned.rows if row.state is RowState.NEW or row.lead_id in twice]
    addresses = _addresses(connection, new) if new else {}
    wanted: dict[str, set[str]] = defaultdict(set)
    for row in returned.rows:
        for kind, one in zip(row.kinds, row.ids, strict=True):
            if one is None and kind in NUMBERS and row.lead_id:
                wanted[kind].add(row.lead_id)
    matched = {one for key, one in addresses.items() if key[0] == "household"}
    meters: dict[tuple[str, str], str] = {}
    for kind in NUMBERS:
        households = wanted[kind] | matched
        for household, meter in merging.meters_in_use_of(connection, kind, households).items():
            meters[kind, household] = meter
    return addresses, meters


def _addresses(connection: Connection, rows: Iterable[SheetRow]) -> dict[tuple[str, ...], str]:
    known = directory(connection)
    named = [(row.kinds[0], told_address(row)) for row in rows]
    units = {unit for kind, told in named if kind == "household" and (unit := known.unit(told))}
    rooms = merging.rooms_of(connection, units)
    numbers: dict[str, set[Value]] = defaultdict(set)
    for kind, told in named:
        if kind in NUMBERS and (number := told.get(f"{kind}.{NUMBERS[kind]}")):
            numbers[kind].add(number)
    held = {
        (kind, str(record[NUMBERS[kind]])): one
        for kind, values in numbers.items()
        for one, record in merging.holders(connection, kind, NUMBERS[kind], values).items()
        if record["household_id"] is None
    }
    found: dict[tuple[str, ...], str] = {}
    for kind, told in named:
        one = _record_at(known, rooms, held, kind, told)
        if one:
            found[address_of(kind, told)] = one
    return found


def _record_at(
    known: Directory,
    rooms: Mapping[tuple[str, str], str],
    held: Mapping[tuple[str, str], str],
    kind: str,
    told: Mapping[str, str],
) -> str:
    if kind in NUMBERS:
        return held.get((kind, told.get(f"{kind}.{NUMBERS[kind]}", "")), "")
    if kind == "household":
        return rooms.get((known.unit(told), told.get("household.room_no", "")), "")
    return known.building(told) if kind == "building" else known.quarter(told)


def _homes(connection: Connection, returned: ReturnedRows) -> dict[str, set[tuple[str, ...]]]:
    """Return id → ways to write its address, of records that several rows claim."""
    twice = claimed_twice(returned)
    by_kind: dict[str, set[str]] = defaultdict(set)
    for row in returned.rows:
        if row.lead_id in twice:
            by_kind[row.kinds[0]].add(str(row.lead_id))
    found: dict[str, set[tuple[str, ...]]] = {}
    for kind, ids in by_kind.items():
        for one, (code, name, *below) in merging.homes_of(connection, kind, ids).items():
            found[one] = {(kind, quarter, *below) for quarter in (code, name) if quarter}
    return found
