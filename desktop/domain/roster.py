"""What a household list says, once it is read: rows by address, and what could not be used."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.domain.values import Record


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """What the columns of one sheet were taken for.

    Attributes:
        sheet: the sheet's name; the file's name for a .csv.
        header_row: row of the (last line of the) header, counted from 1.
        mapping: column header → field name; ``water_meter.account_no`` where two nouns share one.
        unmapped: headers that stand for no field.
        quarter: quarter of rows that name none, from the title or the sheet's name.
        building: building of rows that name none, from the sheet's name.
    """

    sheet: str
    header_row: int
    mapping: Mapping[str, str]
    unmapped: tuple[str, ...]
    quarter: str = ""
    building: str = ""


class RosterRow(NamedTuple):
    """One household of a list.

    Attributes:
        sheet: where it stands.
        row: where it stands, counted from 1.
        quarter: name of the quarter.
        building: canonical building number.
        unit: canonical unit number, ``"0"`` for none.
        floor: storey, below ground negative; None where nothing tells it.
        room: canonical room number.
        household: values by field name, blanks left out.
        water: values of its water meter; empty when the row names none.
        electricity: values of its electricity meter; empty when the row names none.
    """

    sheet: str
    row: int
    quarter: str
    building: str
    unit: str
    floor: int | None
    room: str
    household: Record
    water: Record
    electricity: Record


class RosterProblem(NamedTuple):
    """A cell or row that could not be used, with the message code that says why.

    Attributes:
        sheet: where it stands.
        row: where it stands, counted from 1.
        column: header of the column; empty for the whole row.
        value: what stands there, as text.
        code: message code, such as ``value-digits-lost``.
    """

    sheet: str
    row: int
    column: str
    value: str
    code: str


@dataclass(frozen=True, slots=True)
class RosterReading:
    """Everything that one file says.

    Attributes:
        sheets: how each usable sheet was understood.
        rows: the households, in the file's order.
        skipped: (sheet, row, reason code) of rows that are no household or say it twice.
        problems: what must be looked at.
        notes: (code, value) about the whole file, such as that it is open elsewhere.
    """

    sheets: tuple[SheetMapping, ...]
    rows: Sequence[RosterRow]
    skipped: Sequence[tuple[str, int, str]] = field(default_factory=list)
    problems: Sequence[RosterProblem] = field(default_factory=list)
    notes: tuple[tuple[str, str], ...] = ()
