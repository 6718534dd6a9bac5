"""What a district workbook is made of, before it is a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.domain.fields import Side

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date, datetime

    from desktop.exchange.row_writer import SheetRowInput, StoredRows

FORMAT_VERSION = 1


@dataclass(frozen=True, slots=True)
class WorkbookContent:
    """One export.

    Attributes:
        export_id: id of the export in the journal; goes into the file in four places.
        export_code: its short name inside row tickets: upper-case letters and digits, at most 32.
        office: the street office, for the guide.
        street_code: its administrative code.
        made_at: when, in UTC.
        vector: device → sequence that the export has seen.
        rows: sheet key (see ``sheets.SHEETS``) → rows as (ids, values). Plain tuples in the order
            of the sheet's kinds and columns, read once, or rows as they are stored; a sheet
            without an entry stays empty.
        editor: whom the file is for. The other side's columns are grey and refuse typing;
            ``BOTH`` greys nothing but the context columns.
        return_by: the day by which the office asks to have it back; None for no day.
        looked_at: leading ids of rows that carry no fingerprint, so that whoever merges the file
            looks at them: what the district changed since the street's export.
        merged: SHA-256 of the workbooks that the office merged last, the newest first.
    """

    export_id: str
    export_code: str
    office: str
    street_code: str
    made_at: datetime
    vector: Mapping[str, int]
    rows: Mapping[str, Iterable[SheetRowInput] | StoredRows] = field(default_factory=dict)
    editor: Side = Side.DISTRICT
    return_by: date | None = None
    looked_at: Collection[str] = ()
    merged: Sequence[str] = ()
