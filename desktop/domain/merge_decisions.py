"""From a plan to what is written: each open question is put to a :class:`Decider`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeAlias

from desktop.domain.fields import ENTITIES
from desktop.domain.merge_plan import Conflict, ConflictReason, Deletion, Insertion, Update
from desktop.domain.values import ValueProblem, parse
from desktop.kernel.errors import InputError

if TYPE_CHECKING:
    from desktop.domain.merge_plan import MergePlan
    from desktop.domain.values import Value


class Choice(StrEnum):
    """What may be decided."""

    LEAVE = "leave"
    OURS = "ours"
    THEIRS = "theirs"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Decision:
    """One answer; ``value`` counts for :attr:`Choice.VALUE` only."""

    choice: Choice
    value: Value = None


class Decider(Protocol):
    """Answers the questions of a merge: a person at the review page, a file, or a fixed word."""

    def decide(self, question: Conflict) -> Decision:
        """Return what becomes of ``question``."""

    def accepts(self, proposal: Deletion | Insertion) -> bool:
        """Return whether a proposal (missing row, row matched by address) is carried out."""


Words: TypeAlias = "str | Mapping[str, object]"


@dataclass(frozen=True, slots=True)
class Resolution:
    """What is to be written, in one transaction, and what stays open.

    Attributes:
        updates: fields to set, those settled for the workbook included.
        insertions: rows to insert.
        deletions: records to delete, dependants first.
        kept: conflicts settled for the ledger: nothing is written but the decision.
        settled: conflicts settled for the workbook or a third value, for the journal.
        open: conflicts that stay.
        declined: proposals that were not accepted.
    """

    updates: tuple[Update, ...]
    insertions: tuple[Insertion, ...]
    deletions: tuple[Deletion, ...]
    kept: tuple[Conflict, ...]
    settled: tuple[Conflict, ...]
    open: tuple[Conflict, ...]
    declined: tuple[Deletion | Insertion, ...]


class FixedDecider:
    """The same answer to every conflict; proposals are declined."""

    def __init__(self, choice: Choice) -> None:
        self._choice = choice

    def decide(self, question: Conflict) -> Decision:
        """Return the fixed answer."""
        del question
        return Decision(self._choice)

    def accepts(self, proposal: Deletion | Insertion) -> bool:
        """Return False: nothing is deleted or matched without being named."""
        del proposal
        return False


class MappedDecider:
    """Answers from a file of decisions.

    ``{"<record id>": {"<field>": "ours" | "theirs" | "leave" | {"value": "…"}}}``; a record's
    answer may be one word for all its fields. ``"*"`` answers for every record that is not named.
    ``"delete"`` as a record's answer accepts its proposed deletion.
    """

    def __init__(self, answers: Mapping[str, object]) -> None:
        self._answers = answers

    def decide(self, question: Conflict) -> Decision:
        """Return the answer of the file, else ``leave``.

        Raises:
            InputError: ``decision-unknown``: the answer is none of the known words.
        """
        answer = self._answers.get(question.id, self._answers.get("*", "leave"))
        if isinstance(answer, Mapping) and "value" not in answer:
            answer = answer.get(question.field, answer.get("*", "leave"))
        if isinstance(answer, Mapping) and "value" in answer:
            return Decision(Choice.VALUE, _parsed(question, answer["value"]))
        if answer not in {Choice.LEAVE, Choice.OURS, Choice.THEIRS}:
            raise InputError("decision-unknown", answer=str(answer)[:40])
        return Decision(Choice(str(answer)))

    def accepts(self, proposal: Deletion | Insertion) -> bool:
        """Return whether the file names the record for deletion."""
        return isinstance(proposal, Deletion) and self._answers.get(proposal.id) == "delete"


def decider_for(words: Words) -> Decider:
    """Return the decider that ``--conflicts`` asks for: a word or the content of a file."""
    if isinstance(words, Mapping):
        return MappedDecider(words)
    return FixedDecider(Choice(words))


def _parsed(question: Conflict, raw: object) -> Value:
    column = ENTITIES[question.kind].field(question.field)
    if column is None:
        raise InputError("decision-unknown", answer=str(raw)[:40])
    try:
        return parse(column, raw)
    except ValueProblem as problem:
        raise InputError("decision-value", field=column.label) from problem


def resolve(plan: MergePlan, decider: Decider) -> Resolution:
    """Return what is to be written once every conflict of ``plan`` has its answer."""
    updates, deletions = list(plan.updates), [d for d in plan.deletions if d.asked]
    kept: list[Conflict] = []
    settled: list[Conflict] = []
    left: list[Conflict] = []
    for conflict in plan.conflicts:
        decision = decider.decide(conflict)
        if decision.choice is Choice.OURS:
            kept.append(conflict)
        elif decision.choice is Choice.LEAVE or not _can_take(conflict, decision.choice):
            left.append(conflict)
        else:
            settled.append(conflict)
            if conflict.field:
                updates.append(_update(conflict, decision))
            else:
                deletions.append(Deletion(conflict.kind, conflict.id, True, conflict.place))
    proposals = [d for d in plan.deletions if not d.asked]
    matched = [i for i in plan.insertions if i.match]
    accepted = [one for one in proposals if decider.accepts(one)]
    welcome = [one for one in matched if decider.accepts(one)]
    return Resolution(
        tuple(updates),
        tuple([i for i in plan.insertions if not i.match] + welcome),
        tuple(deletions + accepted),
        tuple(kept),
        tuple(settled),
        tuple(left),
        (
            *[one for one in proposals if one not in accepted],
            *[one for one in matched if one not in welcome],
        ),
    )


def _can_take(conflict: Conflict, choice: Choice) -> bool:
    """Return whether there is something to take: a raw text or two rows at odds are not."""
    if choice is Choice.VALUE:
        return bool(conflict.field)
    if not conflict.field:
        return conflict.reason is ConflictReason.DELETED_THERE
    return conflict.reason is not ConflictReason.INVALID


def _update(conflict: Conflict, decision: Decision) -> Update:
    theirs = decision.value if decision.choice is Choice.VALUE else conflict.theirs
    return Update(
        conflict.kind,
        conflict.id,
        conflict.field,
        conflict.base,
        conflict.ours,
        theirs,
        conflict.place,
    )
