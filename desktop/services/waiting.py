"""Everything that waits for a decision: what merges left open, and what laptops wrote apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.services.joining import Joining
from desktop.services.question_list import OpenQuestion
from desktop.services.questions import Questions
from desktop.storage.queries.places import places_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.domain.join_plan import JoinConflict
    from desktop.kernel.clock import Clock
    from desktop.kernel.identity import IdFactory
    from desktop.storage.ledger import Ledger
    from desktop.storage.queries.places import RecordPlace

_JOINED = "joined:"
_DELETED = "deleted"


class Waiting:
    """One list over both, each answered in its own way."""

    def __init__(self, ledger: Ledger, clock: Clock, make_id: IdFactory) -> None:
        self._ledger = ledger
        self._questions = Questions(ledger, clock, make_id)
        self._joining = Joining(ledger)

    def count(self) -> int:
        """Return how much waits."""
        return self._questions.count() + self._joining.count()

    def open(self) -> list[OpenQuestion]:
        """Return what waits: of workbooks first, then of laptops, each by quarter and record."""
        found = self._joining.open()
        with self._ledger.reader() as connection:
            places = places_of(connection, {(one.kind, one.entity_id) for one in found})
        joined = [_question(one, places) for one in found]
        joined.sort(key=lambda one: (one.quarter, one.kind, one.label, one.field, one.id))
        return [*self._questions.open(), *joined]

    def settle(self, ids: Sequence[str], choice: str, value: object = None) -> dict[str, Any]:
        """Give many questions one answer: one operation for workbooks, one for laptops.

        Arguments, answer and errors are those of :meth:`Questions.settle`.

        Raises:
            RefusedError: ``join-deleted-in-use``: a deletion would hide living records.
        """
        joined = [one for one in ids if one.startswith(_JOINED)]
        others = [one for one in ids if not one.startswith(_JOINED)]
        settled = 0
        if joined:
            answer: Any = {"value": value} if choice == "value" else choice
            decisions: dict[str, dict[str, Any]] = {}
            waiting = {_id(one) for one in self._joining.open()}
            for one in joined:
                record, _, field = one.removeprefix(_JOINED).partition("/")
                decisions.setdefault(record, {})[field] = answer
            self._joining.decide(decisions)
            settled = sum(one in waiting for one in joined)
        if not others:
            return {"settled": settled, "skipped": len(joined) - settled, "problems": []}
        answered = self._questions.settle(others, choice, value)
        return {
            **answered,
            "settled": answered["settled"] + settled,
            "skipped": answered["skipped"] + len(joined) - settled,
        }


def _id(conflict: JoinConflict) -> str:
    return f"{_JOINED}{conflict.entity_id}/{conflict.field}"


def _question(one: JoinConflict, places: Mapping[str, RecordPlace]) -> OpenQuestion:
    place = places.get(one.entity_id)
    gone = one.field == _DELETED
    ours = one.heads[0]
    theirs = next((head for head in one.heads if head.value == one.theirs), ours)
    return OpenQuestion(
        id=_id(one),
        source="parcel",
        export_code="",
        partner=theirs.laptop,
        asked_at=theirs.at,
        kind=one.kind,
        record_id=one.entity_id,
        field="" if gone else one.field,
        quarter_id=place.quarter_id if place else "",
        quarter=place.quarter if place else "",
        label=one.label or (place.label if place else ""),
        base=None if gone else one.base,
        ours=None if gone else one.ours,
        theirs=None if gone else one.theirs,
        base_shown="",
        ours_shown="",
        theirs_shown="",
        reason="conflict-deleted-there" if gone else "conflict-two-laptops",
        sheet="",
        row=0,
        who=ours.who,
        action="",
        at=ours.at,
        can_type=not gone,
    )
