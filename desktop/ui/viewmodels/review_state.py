"""A review in the making: the lines, what has been decided, and what a merge would do now."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.merge_review import ReviewGroup as Group
from desktop.ui.viewmodels.review_lines import LEAVE, Pick, deletes, haystack, short_reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop.ui.viewmodels.review_lines import Answer, ReviewLine


class Where(NamedTuple):
    """Which lines are looked at; empty texts narrow nothing."""

    group: Group | None = None
    quarter: str = ""
    kind: str = ""
    source: str = ""


EVERYWHERE = Where()


class Tally(NamedTuple):
    """What a merge would do now.

    Attributes:
        fields: values it writes.
        inserted, deleted: records it adds and deletes.
        kept: questions settled for what stands in the ledger.
        left: questions that stay open.
        cells: cells that nobody understands and that stay as they are.
    """

    fields: int = 0
    inserted: int = 0
    deleted: int = 0
    kept: int = 0
    left: int = 0
    cells: int = 0

    @property
    def writes(self) -> bool:
        """Whether anything is written or settled."""
        return bool(self.fields or self.inserted or self.deleted or self.kept)


class ReviewState:
    """Nothing of it is written before a person says so.

    Attributes:
        lines: all of them, in the order of the groups.
        answers: key of a line → what a person has decided; the others have their usual answer.
    """

    def __init__(self, lines: Iterable[ReviewLine]) -> None:
        order = {group: number for number, group in enumerate(Group)}
        self.lines: Sequence[ReviewLine] = sorted(lines, key=lambda line: order[line.group])
        self.answers: dict[str, Answer] = {}
        self._hay = [haystack(line) for line in self.lines]
        self._buckets: dict[Where, list[int]] = defaultdict(list)
        for number, line in enumerate(self.lines):
            where = Where(line.group, line.quarter, line.kind, line.source)
            self._buckets[where].append(number)
        self._counted = Counter(effect(line, line.usual) for line in self.lines)
        self._waiting = Counter(line.group for line in self.lines if _waits(line, line.usual))
        known: dict[tuple[str, Group, Answer], str] = {}
        self._why: list[str] = []
        for line in self.lines:
            key = (line.reason, line.group, line.usual)
            if key not in known:
                known[key] = short_reason(line)
            self._why.append(known[key])

    def keep(self, answers: Mapping[str, Answer]) -> None:
        """Take over answers that were given before to lines that are still here."""
        for line in self.lines:
            answer = answers.get(line.key)
            if answer is not None and answer.pick in line.allowed:
                self._set(line, answer)

    def answer(self, line: ReviewLine) -> Answer:
        """Return what holds for the line now."""
        return self.answers.get(line.key, line.usual)

    def decide(self, numbers: Iterable[int], answer: Answer) -> int:
        """Give lines an answer and return how many could take it."""
        taken = 0
        for number in numbers:
            line = self.lines[number]
            if answer.pick in line.allowed:
                taken += 1
                self._set(line, answer)
        return taken

    def numbers(self, where: Where = EVERYWHERE, reason: str = "", text: str = "") -> list[int]:
        """Return the lines that fit, in their order.

        Args:
            where: group, quarter, kind and source.
            reason: what :func:`short_reason` says; empty for any.
            text: words that all must occur somewhere in the line.
        """
        found = [n for bucket, inside in self._buckets.items() if _fits(bucket, where)
                 for n in inside]  # fmt: skip
        found.sort()
        hay = self._hay
        for word in text.casefold().split():
            found = [number for number in found if word in hay[number]]
        if reason:
            why = self._why
            found = [number for number in found if why[number] == reason]
        return found

    def reasons(self, where: Where) -> dict[str, int]:
        """Return why → how many lines, the most frequent first."""
        counted = Counter(self._why[number] for number in self.numbers(where))
        return dict(counted.most_common())

    def counts(self) -> Mapping[Where, int]:
        """Return how many lines each group, quarter, kind and source has."""
        return {where: len(inside) for where, inside in self._buckets.items()}

    def has(self, group: Group) -> bool:
        """Return whether there is any line of a group."""
        return any(where.group is group for where in self._buckets)

    def waiting(self, where: Where) -> int:
        """Return how many lines of a group, or of one source in it, wait for a decision."""
        if where.group is not None and where == Where(where.group):
            return self._waiting[where.group]
        lines = (self.lines[number] for number in self.numbers(where))
        return sum(_waits(line, self.answer(line)) for line in lines)

    def tally(self) -> Tally:
        """Return what a merge would do now."""
        return Tally(**dict(self._counted))

    def _set(self, line: ReviewLine, answer: Answer) -> None:
        before = self.answer(line)
        self._counted[effect(line, before)] -= 1
        self._counted[effect(line, answer)] += 1
        self._waiting[line.group] += _waits(line, answer) - _waits(line, before)
        if answer == line.usual:
            self.answers.pop(line.key, None)
        else:
            self.answers[line.key] = answer


def effect(line: ReviewLine, answer: Answer) -> str:
    """Return which number of a :class:`Tally` the line counts for."""
    if not line.allowed and answer == LEAVE:
        return "cells"
    if answer.pick is Pick.LEAVE:
        return "left"
    if answer.pick is Pick.OURS:
        return "kept"
    if answer.pick is Pick.THEIRS:
        if deletes(line):
            return "deleted"
        if line.group in {Group.NEW, Group.MATCH}:
            return "inserted"
    return "fields"


def _waits(line: ReviewLine, answer: Answer) -> bool:
    return bool(line.allowed) and answer.pick is Pick.LEAVE


def _fits(bucket: Where, where: Where) -> bool:
    return (
        where.group in {None, bucket.group}
        and where.quarter in {"", bucket.quarter}
        and where.kind in {"", bucket.kind}
        and where.source in {"", bucket.source}
    )
