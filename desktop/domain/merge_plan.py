"""What a merge would do, before anybody has decided: frozen records that a review page can show."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.domain.sheet_rows import SheetProblem
    from desktop.domain.values import Value


class ConflictReason(StrEnum):
    """Why a person has to decide."""

    BOTH_CHANGED = "conflict-both-changed"
    GROUP = "conflict-group"
    INVALID = "conflict-invalid"
    DUPLICATE = "conflict-duplicate"
    DELETED_HERE = "conflict-deleted-here"
    DELETED_THERE = "conflict-deleted-there"
    OTHER_SIDE = "conflict-other-side"
    BASE_MISSING = "conflict-base-missing"
    ALARM = "conflict-alarm"
    TAKEN = "conflict-taken"
    HANGING = "conflict-hanging"
    MISSING_ROW = "conflict-missing-row"
    SAME_ADDRESS = "conflict-same-address"
    UNPLACED = "conflict-unplaced"


class AlarmCode(StrEnum):
    """What looks like an accident with the whole sheet."""

    SORTED_ALONE = "alarm-column-sorted-alone"
    MANY_CHANGED = "alarm-many-changed"
    MANY_EMPTIED = "alarm-many-emptied"
    DATES_SHIFTED = "alarm-dates-shifted"
    EXTRACT = "alarm-extract"
    MANY_DELETED = "alarm-many-deleted"


@dataclass(frozen=True, slots=True)
class Place:
    """The cell a change comes from.

    Attributes:
        sheet: name on the tab; ``""`` when it does not come from a sheet.
        row: row number as shown.
        column: letters of the column as shown; ``""`` for the whole row.
    """

    sheet: str = ""
    row: int = 0
    column: str = ""

    @property
    def cell(self) -> str:
        """The cell as a spreadsheet's user writes it: ``F12``; ``""`` without a row."""
        return f"{self.column}{self.row}" if self.row else ""


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Hanging:
    """What goes with a record that is deleted: how many records of one kind hang on it."""

    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class Update:
    """One field that takes a new value.

    Attributes:
        proposed: whether it is a change in a column of the other side, which a person accepts.
    """

    kind: str
    id: str
    field: str
    base: Value
    ours: Value
    theirs: Value
    place: Place = NOWHERE
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field (or, with an empty ``field``, one record) that a person has to decide.

    Attributes:
        theirs: the workbook's value; for ``INVALID`` the raw text of the cell.
        reason: why it was not settled by itself.
        rows: other rows that claim the same record, for ``DUPLICATE``.
        hanging: what goes with it when the record is deleted.
    """

    kind: str
    id: str
    field: str
    base: Value
    ours: Value
    theirs: Value
    reason: ConflictReason
    place: Place = NOWHERE
    rows: tuple[int, ...] = ()
    hanging: tuple[Hanging, ...] = ()


@dataclass(frozen=True, slots=True)
class Insertion:
    """One row without a ticket, or a meter that was filled in for a household without one.

    Attributes:
        kind: entity kind to insert.
        values: field → value.
        address: context columns of the row (``quarter.name`` …) that say where it belongs.
        parent: (kind, id) of the record on the same row it belongs to, or None.
        match: id of the record that has this address already; such an insertion is only a
            proposal and is never applied by itself. Accepted, its ``values`` go into that record.
        ours: what the matched record says now, of the fields in ``values``.
    """

    kind: str
    values: Mapping[str, Value]
    address: Mapping[str, str]
    parent: tuple[str, str] | None = None
    match: str | None = None
    place: Place = NOWHERE
    ours: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Deletion:
    """One record to delete.

    Attributes:
        asked: whether the person wrote so in the column 操作; a row that is merely missing is a
            proposal and off by default.
        hanging: what goes with it.
        beside: (kind, id) of the records on the same row, which are seen to go with it.
    """

    kind: str
    id: str
    asked: bool
    place: Place = NOWHERE
    hanging: tuple[Hanging, ...] = ()
    beside: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that stops and asks: the cells of that column wait as conflicts."""

    code: AlarmCode
    sheet: str
    column: str
    cells: int
    of: int


@dataclass(frozen=True, slots=True)
class MergePlan:
    """Everything that a merge found.

    Attributes:
        rows: rows read.
        unchanged: rows that ask for nothing.
        repaired: cells that a spreadsheet damaged and that count as unchanged.
    """

    rows: int = 0
    unchanged: int = 0
    repaired: int = 0
    updates: tuple[Update, ...] = ()
    insertions: tuple[Insertion, ...] = ()
    deletions: tuple[Deletion, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    problems: tuple[SheetProblem, ...] = ()
    alarms: tuple[Alarm, ...] = field(default=())
