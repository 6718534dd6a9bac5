"""Columns that only say where a row belongs, typed over: told, never taken."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from desktop.domain.merge_basis import claimed_twice
from desktop.domain.sheet_rows import RowState, SheetProblem
from desktop.storage.bases import base_values
from desktop.storage.queries.exchanges import exports_by_code
from desktop.storage.queries.merging import homes_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from desktop.domain.sheet_rows import ReturnedRows, SheetRow

_COLUMNS = (
    ("quarter", "quarter_code"),
    ("quarter", "name"),
    ("building", "building_no"),
    ("unit", "unit_no"),
)
"""In the order in which ``homes_of`` tells them."""
_ABOVE = {"household": "unit_id", "building": "quarter_id"}


def edited_places(connection: Connection, returned: ReturnedRows) -> list[SheetProblem]:
    """Return a problem for every known row whose address columns say what was not exported.

    What the ledger itself renamed or moved since the export is old in the workbook, not edited.
    """
    odd = list(_odd(connection, returned))
    if not odd:
        return []
    before = _old_names(connection, {row.export_code for row, _, _ in odd})
    return [
        SheetProblem(
            row.sheet,
            row.number,
            key,
            told,
            "sheet-place-edited",
            returned.letters.get(row.sheet, {}).get(key, ""),
        )
        for row, key, told in odd
        if (key, told) not in before and (str(row.lead_id), "") not in before
    ]


def _odd(connection: Connection, returned: ReturnedRows) -> Iterator[tuple[SheetRow, str, str]]:
    twice = claimed_twice(returned)
    rows: dict[str, dict[str, SheetRow]] = defaultdict(dict)
    for row in returned.rows:
        if row.state is RowState.KNOWN and row.lead_id and row.lead_id not in twice:
            rows[row.kinds[0]][row.lead_id] = row
    for kind in _ABOVE:
        for one, home in homes_of(connection, kind, rows[kind]).items():
            row = rows[kind][one]
            for (owner, name), now in zip(_COLUMNS, home, strict=False):
                key = f"{owner}.{name}"
                told = row.context.get(key, now)
                if told != now:
                    yield row, key, told


def _old_names(connection: Connection, codes: set[str]) -> set[tuple[str, str]]:
    """Return (column, name) that the exports had seen, and (id, "") of what moved since."""
    found: set[tuple[str, str]] = set()
    for export in exports_by_code(connection, sorted(codes)):
        seen = json.loads(export["vector"] or "{}")
        for kind in {owner for owner, _ in _COLUMNS} | set(_ABOVE):
            for (one, field), value in base_values(connection, kind, None, seen).items():
                found.add((f"{kind}.{field}", str(value)))
                if field == _ABOVE.get(kind):
                    found.add((one, ""))
    return found
