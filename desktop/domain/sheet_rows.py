"""What came back in a workbook: rows to look at, and rows that nobody touched."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class RowState(StrEnum):
    """What a row's ticket says about it."""

    KNOWN = "known"
    NEW = "new"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a returned workbook.

    Attributes:
        sheet: name on the tab, for people.
        number: row number as the spreadsheet shows it.
        kinds: entity kinds of such a row, the leading one first.
        ids: id of each kind; None where the row had none. All None for a new row.
        state: whether the ticket can be followed.
        export_code: which export the ticket belongs to; ``""`` for a new row.
        values: column key → cell as it was read. A missing key has no opinion, None was emptied.
        context: column key → text of the columns that only say where the row belongs.
        delete: whether the person asked for the row's deletion in the column 操作.
    """

    sheet: str
    number: int
    kinds: tuple[str, ...]
    ids: tuple[str | None, ...]
    state: RowState
    export_code: str
    values: Mapping[str, object]
    context: Mapping[str, str] = field(default_factory=dict)
    delete: bool = False

    @property
    def lead_id(self) -> str | None:
        """Id of the leading entity."""
        return self.ids[0] if self.ids else None


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """Something in a workbook that could not be understood, with the cell to look at.

    Attributes:
        sheet: name on the tab.
        row: row number as shown; 0 for the whole sheet.
        column: heading; ``""`` for the whole row.
        value: the cell as text. Personal data may be in it: shown, never logged.
        code: message code.
        letter: letters of the column as shown; ``""`` for the whole row.
    """

    sheet: str
    row: int
    column: str
    value: str
    code: str
    letter: str = ""

    @property
    def cell(self) -> str:
        """The cell as a spreadsheet's user writes it: ``F12``; ``""`` without a row."""
        return f"{self.letter}{self.row}" if self.row else ""


@dataclass(frozen=True, slots=True)
class ReturnedRows:
    """Everything the merge needs of a returned workbook.

    Attributes:
        rows: rows whose fingerprint does not match, and new ones.
        untouched: (sheet name, kinds) → ids of the rows that are exactly as exported, one tuple
            each.
        columns: sheet name → column key → heading, of the columns that were found.
        problems: what the reader could not place.
        letters: sheet name → column key → letters of the column as shown.
    """

    rows: tuple[SheetRow, ...]
    untouched: Mapping[tuple[str, tuple[str, ...]], Sequence[tuple[str | None, ...]]] = field(
        default_factory=dict
    )
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    problems: tuple[SheetProblem, ...] = ()
    letters: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """Number of rows that were read."""
        return len(self.rows) + sum(len(ids) for ids in self.untouched.values())
