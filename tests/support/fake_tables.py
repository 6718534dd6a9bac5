"""The table of the invented office: the columns that the window's tests look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.table_columns import METERS, TableRow, column
from desktop.services.tables import SavedFilter, TableSlice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.changes import Changes
    from desktop.domain.list_filter import ListView
    from desktop.domain.rows import Scope


class FakeTables:
    """Rows in address order, over the fake reading and editing."""

    def __init__(self, reading: Any, editing: Any) -> None:
        self.reading = reading
        self.editing = editing
        self.fetches = 0

    def open(
        self, scope: Scope, view: ListView, keys: Sequence[str], *, rows: int, stale: bool = False
    ) -> TableSlice | None:
        if stale:
            return None
        accepted = {found.key.split(".")[1]: found.codes for found in view.conditions}
        numbers = self.reading.household_numbers(
            scope, descending=view.descending, filters=accepted
        )
        return TableSlice(numbers, self.rows(numbers[:rows], keys), True, 0)

    def rows(self, numbers: Sequence[int], keys: Sequence[str]) -> list[TableRow]:
        self.fetches += 1
        return [self._row(row, keys) for row in self.reading.household_rows(numbers)]

    def verdicts(self, rows: Sequence[TableRow]) -> dict[tuple[str, str], Any]:
        del rows
        return {}

    def number_of(self, household_id: str) -> int | None:
        found: int | None = self.reading.household_number(household_id)
        return found

    def warm(self, keys: Sequence[str]) -> None:
        del keys

    def saved_filters(self) -> list[SavedFilter]:
        return []

    def set_cell(self, number: int, key: str, text: str) -> Changes:
        kind, name = key.split(".")
        changes: Changes = self.editing.set_field(kind, f"{number:032x}", name, text)
        return changes

    def _row(self, row: Any, keys: Sequence[str]) -> TableRow:
        books = self.reading.books
        values: list[Any] = []
        for key in keys:
            of = column(key)
            if of.field is None:
                values.append(row.label if key == "address" else None)
            elif of.kind in METERS:
                meters = books.of(of.kind, household_id=row.id)
                values.append(meters[0][of.field.name] if meters else None)
            else:
                record = {"quarter": row.quarter_id, "building": row.building_id,
                          "unit": row.unit_id, "household": row.id}[of.kind]  # fmt: skip
                values.append(books.records[of.kind][record][of.field.name])
        return TableRow(row.number, row.id, row.building_id, {}, tuple(values))
