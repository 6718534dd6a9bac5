"""What merges left open: kept with the ledger until a person settles it or it falls away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from desktop.domain.merge_plan import Hanging
    from desktop.domain.values import Value
    from desktop.kernel.clock import Clock
    from desktop.kernel.identity import IdFactory
    from desktop.storage.ledger import Ledger


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """One question that waits.

    Attributes:
        id: as :meth:`Questions.settle` takes it.
        source: ``workbook`` or ``parcel``.
        export_code: of the workbook it came with; ``asked_at`` when that was merged; ``partner``
            who sent it.
        kind, record_id, field: what it is about; ``field`` is ``""`` for a whole record, and all
            are ``""`` for a row that is no record's.
        quarter_id, quarter: id and name of the record's quarter.
        label: what people call the record.
        base, theirs: at the export, and in the workbook; ``theirs`` is raw text where a cell could
            not be read. ``ours`` is what the ledger says now.
        base_shown, ours_shown, theirs_shown: the same as people read it.
        reason: message code.
        sheet, row: where it stood in the workbook.
        who, action, at: who changed the ledger's value last.
        hanging: what goes with a deletion.
        can_take: whether ``theirs`` is an answer; ``can_type`` whether a third value is.
    """

    id: str
    source: str
    export_code: str
    partner: str
    asked_at: datetime | None
    kind: str
    record_id: str
    field: str
    quarter_id: str
    quarter: str
    label: str
    base: Value
    ours: Value
    theirs: Value
    base_shown: str
    ours_shown: str
    theirs_shown: str
    reason: str
    sheet: str
    row: int
    who: str = ""
    action: str = ""
    at: datetime | None = None
    hanging: tuple[Hanging, ...] = ()
    can_take: bool = True
    can_type: bool = False


class Questions:
    """Lists and settles what is open."""

    def __init__(self, ledger: Ledger, clock: Clock, make_id: IdFactory) -> None:
        self._ledger = ledger
        self._clock = clock
        self._make_id = make_id

    def count(self) -> int:
        """Return how many questions wait: for the start page."""
        return len(self.open())

    def open(self) -> list[OpenQuestion]:
        """Return what waits, by quarter, kind and record; what has fallen away is not in it."""
        return []

    def settle(self, ids: Sequence[str], choice: str, value: object = None) -> dict[str, Any]:
        """Give many questions one answer, as one operation.

        Args:
            ids: of the questions; those that are closed already are passed over.
            choice: ``ours`` keeps the ledger, ``theirs`` takes the workbook, ``value`` writes
                ``value`` (as typed) into the field.
            value: for ``value``.

        Returns:
            ``{"settled": n, "skipped": n, "problems": [{"id", "code"}]}``: skipped are questions
            that this answer does not fit.

        Raises:
            InputError: ``decision-unknown``, ``decision-value``.
            RefusedError: the operator may only read.
        """
        del ids, choice, value
        return {"settled": 0, "skipped": 0, "problems": []}
