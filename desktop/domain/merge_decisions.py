"""Answers to the questions of a merge: fixed words, a file of decisions, or a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeAlias

from desktop.domain.fields import ENTITIES
from desktop.domain.merge_plan import Deletion, Update
from desktop.domain.values import ValueProblem, parse
from desktop.kernel.errors import InputError

if TYPE_CHECKING:
    from desktop.domain.merge_plan import Conflict, Place
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

    def named(self, change: Update | Deletion) -> Decision | None:
        """Return what was said of this very change or deletion; None when nothing was."""

    def row(self, place: Place) -> Decision | None:
        """Return what was said of a row without ticket; None when nothing was."""

    def trusts(self, sheet: str, column: str) -> bool:
        """Return whether the alarm about this column was looked at and accepted."""


Words: TypeAlias = "str | Mapping[str, object]"


class FixedDecider:
    """The same answer to every conflict; nothing else is named."""

    def __init__(self, choice: Choice) -> None:
        self._choice = choice

    def decide(self, question: Conflict) -> Decision:
        """Return the fixed answer."""
        del question
        return Decision(self._choice)

    def named(self, change: Update | Deletion) -> Decision | None:
        """Return None: nothing is deleted or declined without being named."""
        del change
        return None

    def row(self, place: Place) -> Decision | None:
        """Return None: no row is matched without being named."""
        del place
        return None

    def trusts(self, sheet: str, column: str) -> bool:
        """Return False: an alarm is accepted by its name only."""
        del sheet, column
        return False


class MappedDecider:
    """Answers from a file of decisions, or from the review page.

    ``{"<record id>": {"<field>": "ours" | "theirs" | "leave" | {"value": "…"}}}``; a record's
    answer may be one word for all its fields. ``"*"`` answers for every conflict of a record that
    is not named. ``"delete"`` as a record's answer accepts its deletion, ``"keep"`` declines it.

    ``"<record id>/<field>"`` and ``"<sheet>!<row>"`` (a row without ticket: ``accept``,
    ``decline``, ``leave``) are keys too: those of the review's rows, which win over the others.
    ``"alarms": ["<sheet>!<column key>", …]`` names alarms that were looked at and accepted.
    """

    def __init__(self, answers: Mapping[str, object]) -> None:
        self._answers = answers
        alarms = answers.get("alarms")
        self._alarms = {str(one) for one in alarms} if isinstance(alarms, (list, tuple)) else set()

    def decide(self, question: Conflict) -> Decision:
        """Return the answer of the file, else ``leave``.

        Raises:
            InputError: ``decision-unknown``: the answer is none of the known words.
        """
        answer = self._answers.get(question.id, self._answers.get("*", "leave"))
        answer = self._answers.get(key_of(question.id, question.field), answer)
        if isinstance(answer, Mapping) and "value" not in answer:
            answer = answer.get(question.field, answer.get("*", "leave"))
        if isinstance(answer, Mapping) and "value" in answer:
            return Decision(Choice.VALUE, typed(question, answer["value"]))
        return Decision(_choice(answer))

    def named(self, change: Update | Deletion) -> Decision | None:
        """Return the answer of the file if it names the record and, for a field, the field.

        Raises:
            InputError: ``decision-unknown``, ``decision-value``.
        """
        field = "" if isinstance(change, Deletion) else change.field
        answer = self._answers.get(change.id)
        if key_of(change.id, field) in self._answers:
            answer = self._answers[key_of(change.id, field)]
        elif isinstance(answer, Mapping):
            answer = answer.get(field)
        elif isinstance(change, Update) and answer not in {Choice.OURS, Choice.LEAVE}:
            return None
        if answer is None:
            return None
        if isinstance(answer, Mapping) and "value" in answer and isinstance(change, Update):
            return Decision(Choice.VALUE, typed(change, answer["value"]))
        return Decision(_choice(answer))

    def row(self, place: Place) -> Decision | None:
        """Return the answer of the file if it names the row.

        Raises:
            InputError: ``decision-unknown``.
        """
        answer = self._answers.get(row_key(place))
        return None if answer is None else Decision(_choice(answer))

    def trusts(self, sheet: str, column: str) -> bool:
        """Return whether the file names the alarm."""
        return f"{sheet}!{column}" in self._alarms


def key_of(record_id: str, field: str) -> str:
    """Return the key under which one field, or with ``""`` one record, is answered."""
    return f"{record_id}/{field}"


def row_key(place: Place) -> str:
    """Return the key under which a row without ticket is answered."""
    return f"{place.sheet}!{place.row}"


_WORDS = {
    "accept": Choice.THEIRS,
    "delete": Choice.THEIRS,
    "decline": Choice.OURS,
    "keep": Choice.OURS,
    **{str(choice): choice for choice in Choice if choice is not Choice.VALUE},
}


def _choice(answer: object) -> Choice:
    found = _WORDS.get(answer) if isinstance(answer, str) else None
    if found is None:
        raise InputError("decision-unknown", answer=str(answer)[:40])
    return found


def decider_for(words: Words) -> Decider:
    """Return the decider that ``--conflicts`` asks for: a word or the content of a file."""
    if isinstance(words, Mapping):
        return MappedDecider(words)
    return FixedDecider(Choice(words))


def typed(question: Conflict | Update, raw: object) -> Value:
    """Return the third value that a person typed for a field.

    Raises:
        InputError: ``decision-unknown`` (no field to write to), ``decision-value``.
    """
    column = ENTITIES[question.kind].field(question.field)
    if column is None:
        raise InputError("decision-unknown", answer=str(raw)[:40])
    try:
        return parse(column, raw)
    except ValueProblem as problem:
        raise InputError("decision-value", field=column.label) from problem
