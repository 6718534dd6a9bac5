"""What a person looks at before a merge is applied: one row per question, change or problem."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.merge_plan import NOWHERE, Place

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.domain.merge_plan import Alarm, Hanging
    from desktop.domain.values import Value


class ReviewGroup(StrEnum):
    """What a person has to do with a row; in the order in which they are shown.

    Attributes:
        CONFLICT: ``ours``, ``theirs``, a third value, or leave.
        PROPOSAL: the other side changed a column of ours: accept (``theirs``), decline (``ours``),
            a third value, or leave.
        PROBLEM: a cell or row that belongs to no record: only to be looked at.
        DELETION: a row that is missing, or one whose deletion was asked for.
        MATCH: a row without ticket whose address is a record's: accept, decline or leave.
        NEW: a row that is added.
        CHANGE: a field that is taken over by itself.
    """

    CONFLICT = "conflict"
    PROPOSAL = "proposal"
    PROBLEM = "problem"
    DELETION = "deletion"
    MATCH = "match"
    NEW = "new"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One row of the review.

    Attributes:
        key: unique in its review.
        group: where it belongs.
        kind: entity kind; ``""`` for a cell of no record.
        id: record; ``""`` for a row that is none yet.
        field: of the record; ``""`` for the whole record.
        quarter_id, quarter: id and name of its quarter; ``""`` when it has none.
        label: what people call the record.
        base, ours, theirs: at the export, now, and in the workbook. ``theirs`` is the raw text
            where a cell could not be read.
        base_shown, ours_shown, theirs_shown: the same as people read it (Chinese labels).
        reason: message code of why a person has to look; ``""`` for what is clear.
        proposed: a change in the other side's column.
        place: sheet, row and column letters in the workbook.
        heading: heading of the column in the workbook.
        who, action, at: who changed the ledger's value last, since the export, how and when;
            ``""`` and None when nobody did.
        hanging: what goes with a deletion.
        taken: what becomes of the row when nothing is decided.
        can_take: whether ``theirs`` is an answer.
        can_type: whether a third value is an answer.
    """

    key: str
    group: ReviewGroup
    kind: str = ""
    id: str = ""
    field: str = ""
    quarter_id: str = ""
    quarter: str = ""
    label: str = ""
    base: Value = None
    ours: Value = None
    theirs: Value = None
    base_shown: str = ""
    ours_shown: str = ""
    theirs_shown: str = ""
    reason: str = ""
    proposed: bool = False
    place: Place = NOWHERE
    heading: str = ""
    who: str = ""
    action: str = ""
    at: datetime | None = None
    hanging: tuple[Hanging, ...] = ()
    taken: bool = False
    can_take: bool = True
    can_type: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """Everything a person may look at, sorted by quarter, kind and group.

    Attributes:
        rows: what was found.
        alarms: what looks like an accident with a whole column; the cells of such a column are
            among the conflicts until the alarm is accepted.
        seen_before: whether this very file was merged before: then only what was left open is
            asked, and nothing else is applied.
    """

    rows: tuple[ReviewRow, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    seen_before: bool = False
