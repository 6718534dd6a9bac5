"""Counting a vote: by area and by heads, exactly, from frozen facts and nothing else.

Whole numbers only: heads, and areas in 0.01 m². The same inputs give the same result for ever.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.codes import Choice
from desktop.domain.vote_ballots import (
    AREA_MISSING,
    CO_OWNERS_DIFFER,
    DISAGREEING,
    OUTSIDE,
    OWNER_DIFFERS,
    BallotFacts,
    refusal,
    remarks,
    said,
)
from desktop.domain.vote_rules import Majority, Threshold, rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from desktop.domain.project_codes import Matter, RuleSet
    from desktop.domain.vote_parts import Part

AREA, HEADS = "area", "heads"
TAKING_PART, CONSENT = "taking-part", "consent"


@dataclass(frozen=True, slots=True)
class VoteFacts:
    """What the count needs to know of the vote itself.

    Attributes:
        matter: what is voted on.
        rule_set: as chosen.
        scheme_share: per cent of the scheme's own threshold, or None.
        scheme_document: document that sets it.
        scope: code of ``VoteScope``.
        announced_on: day the notice was hung out.
        first, last: days of voting.
        day: the day whose law holds: ``last``, or the day of counting while none is set.
        notice_days: days the notice must hang before voting begins.
    """

    matter: Matter
    rule_set: RuleSet
    scheme_share: Decimal | None
    scheme_document: str
    scope: int
    announced_on: date | None
    first: date | None
    last: date | None
    day: date
    notice_days: int


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two reckonings, in heads or in 0.01 m²."""

    total: int
    taking_part: int
    yes: int
    no: int
    abstain: int


@dataclass(frozen=True, slots=True)
class Check:
    """One share that must be reached.

    Attributes:
        side: :data:`AREA` or :data:`HEADS`.
        what: :data:`TAKING_PART` or :data:`CONSENT`.
        part, whole: what was reached, and the legal denominator.
        threshold: what must be reached.
        of_all: whether consent is reckoned of all owners.
        own: whether the scheme asks for it instead of the law.
    """

    side: str
    what: str
    part: int
    whole: int
    threshold: Threshold
    of_all: bool
    own: bool

    @property
    def reached(self) -> bool:
        """Whether it is enough."""
        return self.threshold.reached(self.part, self.whole)


@dataclass(frozen=True, slots=True)
class Tally:
    """A count.

    Attributes:
        area, heads: the two reckonings.
        checks: every share that must be reached; none for a household's own application.
        passed: whether all are, and somebody said yes.
        needed: side → how many more must say yes, of those who said nothing yet, until all its
            shares are reached; None where even all of them are not enough.
        notes: code → ids of the parts it is about, in their order.
        voices: part → what it said, for those taking part.
    """

    area: Side
    heads: Side
    checks: tuple[Check, ...]
    passed: bool
    needed: Mapping[str, int | None]
    notes: Mapping[str, tuple[str, ...]]
    voices: Mapping[str, Choice]


def count(facts: VoteFacts, parts: Sequence[Part], ballots: Iterable[BallotFacts]) -> Tally:
    """Count a vote (L1 art. 278; L2 art. 8, 9; R1 to R5).

    Area goes part by part, heads owner by owner. An owner takes part when one of their parts has a
    ballot, and says yes when all of their ballots do. A part without a recorded area counts as a
    head; its area is in neither numerator nor denominator and is listed. Who said nothing, whose
    answer was only spoken or who did not apply takes no part and is no error.
    """
    notes: dict[str, set[str]] = defaultdict(set)
    voices = _voices(facts, parts, ballots, notes)
    by_owner: dict[str, Choice] = {}
    areas: Counter[Choice] = Counter()
    split = set()
    for part in parts:
        if part.area == 0:
            notes[AREA_MISSING].add(part.id)
        said_here = voices.get(part.id)
        if said_here is not None:
            areas[said_here] += part.area
            if by_owner.setdefault(part.owner, said_here) is not said_here:
                split.add(part.owner)
    by_owner.update(dict.fromkeys(split, DISAGREEING))
    heads = Counter(by_owner.values())
    if split:
        notes[OWNER_DIFFERS] = {p.id for p in parts if p.owner in split and p.id in voices}
    everyone = {part.owner for part in parts}
    area = _side(sum(part.area for part in parts), areas)
    head = _side(len(everyone), heads)
    order = {part.id: number for number, part in enumerate(parts)}
    last = len(order)
    return judge(
        facts,
        area,
        head,
        {
            code: tuple(sorted(ids, key=lambda one: (order.get(one, last), one)))
            for code, ids in sorted(notes.items())
            if ids
        },
        voices,
    )


def judge(
    facts: VoteFacts,
    area: Side,
    heads: Side,
    notes: Mapping[str, tuple[str, ...]],
    voices: Mapping[str, Choice],
) -> Tally:
    """Return the count with every share that its rules ask for, and what is still needed."""
    majorities = rules(facts.matter, facts.rule_set, facts.day, facts.scheme_share)
    sides = {AREA: area, HEADS: heads}
    checks = tuple(
        check
        for majority in majorities
        for name, side in sides.items()
        for check in _checks(majority, name, side)
    )
    enough = all(check.reached for check in checks) if checks else heads.yes > 0
    return Tally(
        area=area,
        heads=heads,
        checks=checks,
        passed=enough and heads.yes > 0,
        needed={name: needed(majorities, side) for name, side in sides.items()},
        notes=notes,
        voices=voices,
    )


def needed(majorities: Iterable[Majority], side: Side) -> int | None:
    """Return the least that must still say yes on ``side``, or None when all is not enough.

    Every yes of somebody who has not spoken raises participation and consent alike, so what is
    enough stays enough with more, and the least number is found by halving.
    """
    asked = tuple(majorities)
    silent = side.total - side.taking_part

    def enough(more: int) -> bool:
        then = Side(side.total, side.taking_part + more, side.yes + more, side.no, side.abstain)
        return all(check.reached for one in asked for check in _checks(one, "", then))

    if not enough(silent):
        return None
    low, high = 0, silent
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle + 1, high)
    return low


def _checks(majority: Majority, name: str, side: Side) -> list[Check]:
    found = []
    if majority.taking_part is not None:
        found.append(
            Check(
                name,
                TAKING_PART,
                side.taking_part,
                side.total,
                majority.taking_part,
                of_all=True,
                own=majority.own,
            )
        )
    base = majority.base(side.total, side.taking_part)
    found.append(
        Check(
            name,
            CONSENT,
            side.yes,
            base,
            majority.consent,
            of_all=majority.of_all,
            own=majority.own,
        )
    )
    return found


def _voices(
    facts: VoteFacts,
    parts: Sequence[Part],
    ballots: Iterable[BallotFacts],
    notes: dict[str, set[str]],
) -> dict[str, Choice]:
    present = {part.id for part in parts}
    voices: dict[str, Choice] = {}
    for ballot in ballots:
        choice = said(ballot)
        if choice is None:
            continue
        why = refusal(ballot, facts.first, facts.last) if ballot.part in present else OUTSIDE
        for code in (why,) if why else remarks(ballot):
            notes[code].add(ballot.part)
        if not why and voices.setdefault(ballot.part, choice) is not choice:
            notes[CO_OWNERS_DIFFER].add(ballot.part)
    if CO_OWNERS_DIFFER in notes:
        voices.update(dict.fromkeys(notes[CO_OWNERS_DIFFER], DISAGREEING))
    return voices


def _side(total: int, said_by: Mapping[Choice, int]) -> Side:
    yes, no = said_by.get(Choice.YES, 0), said_by.get(Choice.NO, 0)
    abstain = said_by.get(Choice.ABSTAIN, 0)
    return Side(total, yes + no + abstain, yes, no, abstain)
