"""A district's own form, looked at: its header, what each column wants, how much room it has."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.exchange.row_writer import column_letters

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """One column of a form.

    Attributes:
        place: column of the sheet, from 0.
        header: its heading, with the heading over it where there is one.
        field: what it is filled with; ``""`` leaves it alone.
        computed: whether the form computes it; such a column is never written.
    """

    place: int
    header: str
    field: str = ""
    computed: bool = False

    @property
    def letters(self) -> str:
        """Return its letters."""
        return column_letters(self.place)


@dataclass(frozen=True, slots=True)
class TemplateCell:
    """A single cell that wants the office, the day or a sum.

    Attributes:
        reference: such as ``B2``.
        text: what stands in it now.
        fields: what it is filled with, in the order of its blanks.
    """

    reference: str
    text: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TemplateSheet:
    """One sheet of a form.

    Attributes:
        name: on its tab.
        header_first, header_last: rows of its header, from 1.
        columns: its columns from left to right.
        cells: its single cells.
        first_row: first row of data, from 1.
        room: how many rows are free from there on; None when nothing stands below.
        below: what stands in the row below them, such as ``合计``.
        barriers: (row, its first text) of rows below the header that are never written.
        rows_of: what one row is.
        given: row → column → text of rows of data that hold something already.
        fingerprint: of the header, by which the form is known again.
        known: whether a person mapped it before.
    """

    name: str
    header_first: int
    header_last: int
    columns: tuple[TemplateColumn, ...]
    cells: tuple[TemplateCell, ...]
    first_row: int
    room: int | None
    below: str
    barriers: tuple[tuple[int, str], ...]
    rows_of: str
    given: Mapping[int, Mapping[int, str]]
    fingerprint: str
    known: bool = False

    @property
    def mapped(self) -> dict[str, TemplateColumn]:
        """Return field → column of what is filled."""
        return {column.field: column for column in self.columns if column.field}

    def with_column(self, place: int, field: str) -> TemplateSheet:
        """Return it with one column filled with something else; a field fills one column."""
        return replace(
            self,
            columns=tuple(
                replace(one, field=field)
                if one.place == place
                else replace(one, field="")
                if field and one.field == field
                else one
                for one in self.columns
            ),
        )

    def starting(self, first_row: int) -> TemplateSheet:
        """Return it with its data beginning in another row below the header."""
        first = max(first_row, self.header_last + 1)
        row, text = next((one for one in self.barriers if one[0] >= first), (0, ""))
        return replace(self, first_row=first, room=row - first if row else None, below=text)

    def with_cells(self, fields: Mapping[str, tuple[str, ...]]) -> TemplateSheet:
        """Return it with single cells (reference → fields) added, changed or, empty, taken off."""
        present = {one.reference: one for one in self.cells}
        for reference, names in fields.items():
            text = present[reference].text if reference in present else ""
            present[reference] = TemplateCell(reference, text, names)
        return replace(self, cells=tuple(one for one in present.values() if one.fields))
