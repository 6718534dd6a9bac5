"""From a plan to what is written: each open question is put to a decider."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.domain.fields import ENTITIES
from desktop.domain.merge_decisions import Choice
from desktop.domain.merge_plan import Conflict, ConflictReason, Deletion, Insertion, Update
from desktop.domain.merge_rows_text import row_text
from desktop.domain.values import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.domain.merge_decisions import Decider, Decision
    from desktop.domain.merge_plan import MergePlan

_DELETIONS = frozenset(
    {ConflictReason.DELETED_THERE, ConflictReason.HANGING, ConflictReason.MISSING_ROW}
)
_ROWS = frozenset({ConflictReason.SAME_ADDRESS, ConflictReason.UNPLACED})
_UNREADABLE = frozenset({ConflictReason.INVALID, ConflictReason.TAKEN})


@dataclass(frozen=True, slots=True)
class Resolution:
    """What is to be written, in one transaction, and what stays open.

    Attributes:
        updates: fields to set, those settled for the workbook included.
        insertions: rows to insert.
        deletions: records to delete, dependants first.
        kept: questions settled for the ledger: nothing is written but the decision.
        settled: questions settled for the workbook or a third value, with what was written.
        open: conflicts that stay.
        waiting: proposals that stay: changes in the other side's columns, missing rows, rows
            matched by address.
    """

    updates: tuple[Update, ...] = ()
    insertions: tuple[Insertion, ...] = ()
    deletions: tuple[Deletion, ...] = ()
    kept: tuple[Conflict, ...] = ()
    settled: tuple[tuple[Conflict, Decision], ...] = ()
    open: tuple[Conflict, ...] = ()
    waiting: tuple[Conflict, ...] = ()


def resolve(plan: MergePlan, decider: Decider, *, ask_proposals: bool = False) -> Resolution:
    """Return what is to be written once every question of ``plan`` has its answer.

    Args:
        plan: what was found.
        decider: who answers.
        ask_proposals: whether a change in the other side's columns that nobody named waits.
    """
    made = _Resolving(decider, ask_proposals=ask_proposals)
    for update in plan.updates:
        made.take_update(update)
    for deletion in plan.deletions:
        made.take_deletion(deletion)
    made.take_insertions(plan.insertions)
    for conflict in plan.conflicts:
        made.take_conflict(conflict)
    return made.resolution()


class _Resolving:
    """Sorts what a plan found by its answers."""

    def __init__(self, decider: Decider, *, ask_proposals: bool) -> None:
        self._decider = decider
        self._ask = ask_proposals
        self._updates: list[Update] = []
        self._insertions: list[Insertion] = []
        self._deletions: list[Deletion] = []
        self._kept: list[Conflict] = []
        self._settled: list[tuple[Conflict, Decision]] = []
        self._open: list[Conflict] = []
        self._waiting: list[Conflict] = []

    def resolution(self) -> Resolution:
        """Return what was sorted."""
        return Resolution(
            tuple(self._updates),
            tuple(self._insertions),
            tuple(self._deletions),
            tuple(self._kept),
            tuple(self._settled),
            tuple(self._open),
            tuple(self._waiting),
        )

    def take_update(self, update: Update) -> None:
        """A clear change is written unless somebody said otherwise."""
        decision = self._decider.named(update)
        if decision is None:
            if update.proposed and self._ask:
                self._waiting.append(question_of(update))
            else:
                self._updates.append(update)
        elif decision.choice is Choice.OURS:
            self._kept.append(question_of(update))
        elif decision.choice is Choice.LEAVE:
            self._waiting.append(question_of(update))
        elif decision.choice is Choice.VALUE:
            self._settled.append((question_of(update), decision))
            self._updates.append(replace(update, theirs=decision.value))
        else:
            self._updates.append(update)

    def take_deletion(self, deletion: Deletion) -> None:
        """A deletion that was asked for is carried out; a missing row only when named."""
        decision = self._decider.named(deletion)
        choice = decision.choice if decision else None
        if choice is Choice.THEIRS or (choice is None and deletion.asked):
            self._deletions.append(deletion)
        elif choice is Choice.OURS:
            self._kept.append(question_of(deletion))
        else:
            self._waiting.append(question_of(deletion))

    def take_insertions(self, insertions: Iterable[Insertion]) -> None:
        """New rows are added; a row whose address is known waits until it is accepted."""
        for rows in by_place(insertions):
            matched = any(one.match for one in rows)
            decision = self._decider.row(rows[0].place)
            choice = decision.choice if decision else None
            if choice is Choice.THEIRS or (choice is None and not matched):
                for one in rows:
                    self._insert(one)
            elif choice is Choice.OURS:
                self._kept.append(row_question(rows))
            else:
                self._waiting.append(row_question(rows))

    def _insert(self, one: Insertion) -> None:
        if one.match:
            self._updates += matched_updates(one)
        else:
            self._insertions.append(one)

    def take_conflict(self, conflict: Conflict) -> None:
        """A conflict is written for the ledger, for the workbook, or stays open."""
        decision = self._decider.decide(conflict)
        trusted = conflict.reason is ConflictReason.ALARM and self._decider.trusts(
            conflict.place.sheet, f"{conflict.kind}.{conflict.field}" if conflict.field else ""
        )
        if decision.choice is Choice.LEAVE and trusted:
            self._write(conflict, conflict.theirs)
        elif decision.choice is Choice.OURS:
            self._kept.append(conflict)
        elif decision.choice is Choice.LEAVE or not can_take(conflict, decision.choice):
            self._open.append(conflict)
        else:
            self._settled.append((conflict, decision))
            third = decision.choice is Choice.VALUE
            self._write(conflict, decision.value if third else conflict.theirs)

    def _write(self, conflict: Conflict, value: object) -> None:
        if conflict.field:
            self._updates.append(
                Update(
                    conflict.kind,
                    conflict.id,
                    conflict.field,
                    conflict.base,
                    conflict.ours,
                    value,  # type: ignore[arg-type]
                    conflict.place,
                )
            )
        else:
            self._deletions.append(
                Deletion(conflict.kind, conflict.id, True, conflict.place, conflict.hanging)
            )


def can_take(conflict: Conflict, choice: Choice = Choice.THEIRS) -> bool:
    """Return whether there is something to take: a raw text or two rows at odds are not."""
    if choice is Choice.VALUE:
        return bool(conflict.field)
    if not conflict.field:
        return conflict.reason in _DELETIONS | _ROWS | {ConflictReason.ALARM}
    return conflict.reason not in _UNREADABLE


def question_of(change: Update | Deletion) -> Conflict:
    """Return a proposal as the question that stays open or was declined."""
    if isinstance(change, Deletion):
        return Conflict(
            change.kind,
            change.id,
            "",
            None,
            None,
            None,
            ConflictReason.HANGING if change.asked else ConflictReason.MISSING_ROW,
            change.place,
            (),
            change.hanging,
        )
    return Conflict(
        change.kind,
        change.id,
        change.field,
        change.base,
        change.ours,
        change.theirs,
        ConflictReason.OTHER_SIDE,
        change.place,
    )


def row_question(
    rows: Sequence[Insertion], reason: ConflictReason = ConflictReason.SAME_ADDRESS
) -> Conflict:
    """Return a row without ticket as the question that stays open or was declined.

    Its ``theirs`` is the row as text, so that it can be taken over later.
    """
    lead = rows[0]
    return Conflict(lead.kind, lead.match or "", "", None, None, row_text(rows), reason, lead.place)


def matched_updates(one: Insertion) -> list[Update]:
    """Return the fields of a row matched by address that differ from its record."""
    found = []
    for name, value in one.values.items():
        column = ENTITIES[one.kind].field(name)
        now = one.ours.get(name)
        if column is not None and canonical(column, now) != canonical(column, value):
            assert one.match is not None  # noqa: S101 - asked by the caller
            found.append(Update(one.kind, one.match, name, now, now, value, one.place))
    return found


def by_place(insertions: Iterable[Insertion]) -> list[list[Insertion]]:
    """Return the new records row by row of the workbook."""
    places: dict[tuple[str, int], list[Insertion]] = {}
    for one in insertions:
        places.setdefault((one.place.sheet, one.place.row), []).append(one)
    return list(places.values())
