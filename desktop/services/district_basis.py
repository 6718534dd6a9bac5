"""What the ledger knows that a merge needs: records now, base values, addresses, old decisions."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desktop.domain.fields import ENTITIES
from desktop.domain.merge import MergeBasis, MergeOptions, address_of, needed_ids, plan_merge
from desktop.domain.values import canonical
from desktop.kernel.errors import InputError
from desktop.storage.journal import Journal
from desktop.storage.queries import exchanges
from desktop.storage.queries.card import record
from desktop.storage.queries.exports import export_rows
from desktop.storage.queries.labels import labels_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from desktop.domain.fields import Side
    from desktop.domain.merge_plan import Conflict, MergePlan
    from desktop.domain.sheet_rows import ReturnedRows
    from desktop.domain.values import Record, Value
    from desktop.exchange.workbook import ReturnedWorkbook
    from desktop.storage.ledger import Ledger

_LEADING = ("quarter", "building", "household")


def merge_basis(
    ledger: Ledger, workbook: ReturnedWorkbook, editor: Side
) -> tuple[MergePlan, Mapping[str, str]]:
    """Return the plan of merging ``workbook``, and labels of the records it touches.

    Raises:
        InputError: the export is not one of this ledger's.
    """
    needed = needed_ids(workbook.returned)
    with ledger.reader() as connection:
        export = exchanges.export_by_id(connection, workbook.export_id)
        if export is None:
            raise InputError("workbook-export-unknown")
        exports = exchanges.exports_by_code(connection, list(workbook.export_codes))
        records = _records(connection, needed)
        expected = _expected(connection, json.loads(export["scope"]))
        addresses = _addresses(connection, workbook.returned)
    kinds = {*needed, *expected}
    basis = MergeBasis(
        ledger=records,
        bases={row["export_code"]: _base(ledger, kinds, row["vector"]) for row in exports},
        expected=_not_newer(expected, _base(ledger, kinds, export["vector"])),
        addresses=addresses,
    )
    plan = plan_merge(workbook.returned, basis, MergeOptions(editor=editor))
    with ledger.reader() as connection:
        labels = labels_of(connection, {(c.kind, c.id) for c in plan.conflicts})
    return plan, labels


def decision_key(conflict: Conflict) -> list[str]:
    """Return what identifies a decided conflict: record, field and the value that was declined."""
    return [conflict.id, conflict.field, _canonical(conflict)]


def settled_before(ledger: Ledger, plan: MergePlan, codes: Sequence[str]) -> MergePlan:
    """Return ``plan`` without conflicts that were decided for the ledger in an earlier merge."""
    if not plan.conflicts:
        return plan
    with ledger.reader() as connection:
        earlier = exchanges.merges_of(connection, list(codes))
    settled = {tuple(key) for row in earlier for key in json.loads(row["summary"] or "[]")}
    left = tuple(c for c in plan.conflicts if tuple(decision_key(c)) not in settled)
    return replace(plan, conflicts=left)


def _canonical(conflict: Conflict) -> str:
    field = ENTITIES[conflict.kind].field(conflict.field)
    try:
        return canonical(field, conflict.theirs) if field else ""
    except (TypeError, ValueError):
        return str(conflict.theirs)


def _records(connection: Connection, needed: Mapping[str, set[str]]) -> dict[str, Record]:
    found: dict[str, Record] = {}
    for kind, ids in needed.items():
        for one in ids:
            row = record(connection, kind, one)
            if row is not None:
                found[one] = {name: value for name, value in row.items() if name != "id"}
    return found


def _base(ledger: Ledger, kinds: set[str], vector: str) -> dict[tuple[str, str], Value]:
    journal, seen = Journal(ledger), json.loads(vector)
    return {
        place: value
        for kind in kinds
        for place, value in journal.base_values(kind, None, seen).items()
    }


def _expected(connection: Connection, quarters: Sequence[str]) -> dict[str, list[str]]:
    return {
        kind: [str(row["id"]) for row in export_rows(connection, kind, quarters, ["id"])]
        for kind in _LEADING
    }


def _not_newer(
    expected: Mapping[str, list[str]], base: Mapping[tuple[str, str], Value]
) -> dict[str, list[str]]:
    """Leave out what was made after the export: it cannot be missing from the workbook."""
    return {kind: [one for one in ids if (one, "") not in base] for kind, ids in expected.items()}


def _addresses(connection: Connection, returned: ReturnedRows) -> dict[tuple[str, ...], str]:
    """Return address → household, only when a row came back without a ticket."""
    if not any(row.lead_id is None for row in returned.rows):
        return {}
    from desktop.storage.queries.addresses import address_index

    index = address_index(connection)
    units = {unit: place for place, unit in index.units.items()}
    buildings = {building: place for place, building in index.buildings.items()}
    names: dict[str, list[str]] = {}
    for name, quarter in index.quarters.items():
        names.setdefault(quarter, []).append(name)
    found: dict[tuple[str, ...], str] = {}
    for (unit_id, room), door in index.households.items():
        building_id, unit_no = units.get(unit_id, ("", ""))
        quarter_id, building_no = buildings.get(building_id, ("", ""))
        for name in names.get(quarter_id, ()):
            address: dict[str, Any] = {
                "quarter.name": name,
                "building.building_no": building_no,
                "unit.unit_no": unit_no,
                "household.room_no": room,
            }
            found[address_of("household", address)] = door.id
    return found
