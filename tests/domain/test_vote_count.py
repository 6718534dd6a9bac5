"""Counting a vote: against a naive reckoning, at every boundary, in any order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.codes import Choice, ConsentBasis
from desktop.domain.project_codes import AreaBasis, Matter, RuleSet, SignerKind
from desktop.domain.vote_ballots import (
    AREA_MISSING,
    CO_OWNERS_DIFFER,
    COPY,
    EARLY,
    LATE,
    NO_BASIS,
    NO_PROXY,
    OUTSIDE,
    OWNER_DIFFERS,
    SPOKEN,
    UNDATED,
    BallotFacts,
)
from desktop.domain.vote_count import AREA, HEADS, VoteFacts, count
from desktop.domain.vote_parts import Part

if TYPE_CHECKING:
    import random

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 10)
FACTS = VoteFacts(
    matter=Matter.REBUILD_FACILITIES,
    rule_set=RuleSet.CIVIL_CODE,
    scheme_share=None,
    scheme_document="",
    scope=1,
    announced_on=date(2026, 2, 1),
    first=FIRST,
    last=LAST,
    day=LAST,
    notice_days=15,
)


def _per_cent(text: str) -> Decimal:
    return Decimal(text)


def part(number: int, area: int = 10_000, owner: int | None = None) -> Part:
    basis = AreaBasis.REGISTER if area else None
    return Part(f"{number:04d}", f"1-1-{number}", f"{owner or number:04d}", area, basis)


def ballot(number: int, choice: int | None, **other: object) -> BallotFacts:
    made = BallotFacts(
        id=f"b{number:04d}",
        part=f"{number:04d}",
        choice=choice,
        basis=int(ConsentBasis.PAPER),
        signer=int(SignerKind.OWNER),
        proxy=False,
        cast_on=FIRST,
    )
    return made._replace(**other)  # type: ignore[arg-type]


def street(
    parts: int, yes: int, no: int = 0, abstain: int = 0
) -> tuple[list[Part], list[BallotFacts]]:
    choices = [Choice.YES] * yes + [Choice.NO] * no + [Choice.ABSTAIN] * abstain
    ballots = [ballot(number, int(choice)) for number, choice in enumerate(choices, 1)]
    return [part(number) for number in range(1, parts + 1)], ballots


# ----- boundaries, by the words of the law


@pytest.mark.parametrize(
    ("taking_part", "yes", "passed"),
    [(8, 6, True), (7, 7, False), (8, 5, False), (12, 9, True), (12, 8, False)],
)
def test_civil_code_278_two_thirds_take_part_and_three_quarters_of_them_agree(
    taking_part: int, yes: int, *, passed: bool
) -> None:
    parts, ballots = street(12, yes, no=taking_part - yes)
    assert count(FACTS, parts, ballots).passed is passed


@pytest.mark.parametrize(("yes", "passed"), [(4, False), (5, True)])
def test_civil_code_278_using_the_fund_needs_more_than_half_of_those_taking_part(
    yes: int, *, passed: bool
) -> None:
    parts, ballots = street(12, yes, no=8 - yes)
    facts = replace(FACTS, matter=Matter.USE_FUND)
    assert count(facts, parts, ballots).passed is passed


@pytest.mark.parametrize(("yes", "passed"), [(7, False), (8, True)])
def test_before_2021_two_thirds_of_all_owners_must_agree(yes: int, *, passed: bool) -> None:
    parts, ballots = street(12, yes)
    facts = replace(FACTS, rule_set=RuleSet.REGULATION_2007, day=date(2020, 12, 31))
    assert count(facts, parts, ballots).passed is passed


@pytest.mark.parametrize(("yes", "passed"), [(6, False), (7, True)])
def test_before_2021_another_matter_needs_more_than_half_of_all_owners(
    yes: int, *, passed: bool
) -> None:
    parts, ballots = street(12, yes, no=12 - yes)
    facts = replace(FACTS, matter=Matter.OTHER, rule_set=RuleSet.REGULATION_2007)
    assert count(facts, parts, ballots).passed is passed


def test_the_same_ballots_pass_by_one_law_and_fail_by_the_other() -> None:
    parts, ballots = street(12, 6, no=2)
    old = replace(FACTS, rule_set=RuleSet.REGULATION_2007, day=date(2020, 6, 1))
    assert count(FACTS, parts, ballots).passed
    assert not count(old, parts, ballots).passed


def test_heads_alone_are_not_enough_area_must_agree_too() -> None:
    parts = [part(1, 90_000), *(part(number, 5_000) for number in range(2, 11))]
    ballots = [ballot(1, 2), *(ballot(number, 1) for number in range(2, 11))]
    found = count(FACTS, parts, ballots)
    assert found.heads.yes == 9
    assert not found.passed
    reached = {(check.side, check.what): check.reached for check in found.checks}
    assert reached == {
        (AREA, "taking-part"): True,
        (AREA, "consent"): False,
        (HEADS, "taking-part"): True,
        (HEADS, "consent"): True,
    }


def test_a_tenth_of_a_square_decimetre_below_three_quarters_is_not_enough() -> None:
    ballots = [ballot(1, 1), ballot(2, 2), ballot(3, 1), ballot(4, 1)]
    exact = [part(1, 25_00), part(2, 25_00), part(3, 25_00), part(4, 25_00)]
    assert count(FACTS, exact, ballots).passed
    assert not count(FACTS, [part(1, 24_99), *exact[1:]], ballots).passed


def test_a_scheme_asks_for_more_but_never_for_less_than_the_law() -> None:
    parts, ballots = street(100, 79, no=1)
    eighty = replace(FACTS, rule_set=RuleSet.SCHEME, scheme_share=_per_cent("80"))
    assert count(FACTS, parts, ballots).passed
    assert not count(eighty, parts, ballots).passed
    parts, ballots = street(100, 60, no=40)
    half = replace(FACTS, rule_set=RuleSet.SCHEME, scheme_share=_per_cent("50"))
    assert not count(half, parts, ballots).passed


def test_a_share_of_those_taking_part_is_reckoned_of_them() -> None:
    parts, ballots = street(100, 72, no=8)
    facts = replace(FACTS, rule_set=RuleSet.SCHEME_OF_TAKING_PART, scheme_share=_per_cent("90"))
    assert count(facts, parts, ballots).passed
    assert not count(replace(facts, scheme_share=_per_cent("90.01")), parts, ballots).passed


def test_an_own_application_needs_nobody_else() -> None:
    parts, ballots = street(100, 1)
    facts = replace(FACTS, matter=Matter.OWN_APPLICATION)
    assert count(facts, parts, ballots).passed
    assert not count(facts, parts, []).passed


# ----- heads and areas


def test_several_parts_of_one_owner_are_one_head_and_all_their_area() -> None:
    parts = [part(1, owner=1), part(2, owner=1), part(3, owner=1), part(4)]
    ballots = [ballot(number, 1) for number in (1, 2, 3)]
    found = count(FACTS, parts, ballots)
    assert (found.heads.total, found.heads.yes) == (2, 1)
    assert (found.area.total, found.area.yes) == (40_000, 30_000)


def test_an_owner_whose_ballots_differ_takes_part_and_abstains_as_a_head() -> None:
    parts = [part(1, owner=1), part(2, owner=1), part(3)]
    found = count(FACTS, parts, [ballot(1, 1), ballot(2, 2)])
    assert (found.heads.taking_part, found.heads.yes, found.heads.abstain) == (1, 0, 1)
    assert (found.area.yes, found.area.no) == (10_000, 10_000)
    assert found.notes[OWNER_DIFFERS] == ("0001", "0002")


def test_co_owners_have_one_head_and_one_area_and_must_agree() -> None:
    co_owner = int(SignerKind.CO_OWNER)
    agreeing = [ballot(1, 1, signer=co_owner), ballot(1, 1, id="x", signer=co_owner)]
    found = count(FACTS, [part(1), part(2)], agreeing)
    assert (found.heads.yes, found.area.yes) == (1, 10_000)
    found = count(FACTS, [part(1), part(2)], [agreeing[0], agreeing[1]._replace(choice=2)])
    assert (found.heads.yes, found.heads.abstain, found.area.abstain) == (0, 1, 10_000)
    assert found.notes[CO_OWNERS_DIFFER] == ("0001",)


def test_a_part_without_area_is_a_head_and_is_listed() -> None:
    found = count(FACTS, [part(1, 0), part(2)], [ballot(1, 1)])
    assert (found.heads.yes, found.area.taking_part, found.area.total) == (1, 0, 10_000)
    assert found.notes[AREA_MISSING] == ("0001",)


def test_without_any_area_nothing_can_pass() -> None:
    parts, ballots = [part(number, 0) for number in (1, 2)], [ballot(1, 1), ballot(2, 1)]
    found = count(FACTS, parts, ballots)
    assert not found.passed
    assert found.needed == {AREA: None, HEADS: 0}


# ----- which ballots count


@pytest.mark.parametrize(
    ("changes", "code", "counts"),
    [
        ({"basis": 4}, SPOKEN, False),
        ({"basis": None}, NO_BASIS, False),
        ({"signer": 3}, NO_PROXY, False),
        ({"cast_on": date(2026, 2, 28)}, EARLY, False),
        ({"cast_on": date(2026, 3, 11)}, LATE, False),
        ({"part": "9999"}, OUTSIDE, False),
        ({"basis": 3}, COPY, True),
        ({"cast_on": None}, UNDATED, True),
    ],
)
def test_a_ballot_counts_or_is_named(
    changes: dict[str, object], code: str, *, counts: bool
) -> None:
    found = count(FACTS, [part(1)], [ballot(1, 1, **changes)])
    assert (found.heads.yes == 1) is counts
    assert code in found.notes


def test_a_proxy_with_a_document_votes() -> None:
    found = count(FACTS, [part(1)], [ballot(1, 1, signer=3, proxy=True)])
    assert found.heads.yes == 1
    assert not found.notes


def test_silence_is_no_participation_and_abstention_is_no_consent() -> None:
    ballots = [ballot(1, 4), ballot(2, None), ballot(3, 3)]
    found = count(FACTS, [part(1), part(2), part(3)], ballots)
    assert (found.heads.taking_part, found.heads.yes, found.heads.abstain) == (1, 0, 1)
    assert not found.notes


# ----- laws

_RULES = st.sampled_from(
    [
        FACTS,
        replace(FACTS, matter=Matter.USE_FUND),
        replace(FACTS, rule_set=RuleSet.REGULATION_2007),
        replace(FACTS, matter=Matter.OTHER, rule_set=RuleSet.REGULATION_2007),
        replace(FACTS, rule_set=RuleSet.SCHEME, scheme_share=Decimal(66)),
    ]
)
_AREAS = st.lists(st.integers(0, 20_000), min_size=1, max_size=14)


@st.composite
def votes(draw: st.DrawFn) -> tuple[VoteFacts, list[Part], list[BallotFacts]]:
    areas = draw(_AREAS)
    owner = st.integers(1, len(areas))
    parts = [part(n, area, owner=draw(owner)) for n, area in enumerate(areas, 1)]
    ballots = [
        ballot(
            draw(st.integers(1, len(areas) + 1)),
            draw(st.sampled_from([None, 1, 1, 1, 2, 3, 4])),
            id=f"b{number}",
            basis=draw(st.sampled_from([None, 1, 2, 3, 4])),
            signer=draw(st.sampled_from([1, 2, 3])),
            proxy=draw(st.booleans()),
            cast_on=draw(st.sampled_from([None, FIRST, LAST, date(2026, 4, 1)])),
        )
        for number in range(draw(st.integers(0, 24)))
    ]
    return draw(_RULES), parts, ballots


def naive(
    facts: VoteFacts, parts: list[Part], ballots: list[BallotFacts]
) -> tuple[list[Fraction], list[Fraction], bool]:
    """Count as somebody would with pencil and paper: (area, heads) as total, taking part, yes."""
    heard: dict[str, set[int]] = {}
    for one in ballots:
        written = one.basis in {1, 2, 3} and (one.signer != 3 or one.proxy)
        in_time = one.cast_on is None or FIRST <= one.cast_on <= LAST
        if one.choice in {1, 2, 3} and written and in_time:
            heard.setdefault(one.part, set()).add(one.choice)
    area = [Fraction(0)] * 3
    people: dict[str, list[set[int]]] = {}
    for place in parts:
        area[0] += Fraction(place.area, 100)
        people.setdefault(place.owner, [])
        if place.id in heard:
            area[1] += Fraction(place.area, 100)
            area[2] += Fraction(place.area, 100) if heard[place.id] == {1} else 0
            people[place.owner].append(heard[place.id])
    heads = [
        Fraction(len(people)),
        Fraction(sum(bool(said) for said in people.values())),
        Fraction(sum(bool(said) and all(s == {1} for s in said) for said in people.values())),
    ]
    return area, heads, all(_enough(facts, *side) for side in (area, heads))


def _enough(facts: VoteFacts, total: Fraction, taking: Fraction, yes: Fraction) -> bool:
    if not total or not taking:
        return False
    if facts.rule_set is RuleSet.REGULATION_2007:
        half = facts.matter is Matter.OTHER
        return taking / total > 0.5 and (
            yes / total > Fraction(1, 2) if half else yes / total >= Fraction(2, 3)
        )
    lawful = taking / total >= Fraction(2, 3) and (
        yes / taking > Fraction(1, 2)
        if facts.matter is Matter.USE_FUND
        else yes / taking >= Fraction(3, 4)
    )
    if facts.rule_set is RuleSet.SCHEME:
        return lawful and yes / total >= Fraction(66, 100)
    return lawful


@settings(max_examples=250)
@given(votes())
def test_the_count_is_that_of_pencil_and_paper(
    vote: tuple[VoteFacts, list[Part], list[BallotFacts]],
) -> None:
    facts, parts, ballots = vote
    found = count(facts, parts, ballots)
    area, heads, passed = naive(facts, parts, ballots)
    assert [Fraction(n, 100) for n in (found.area.total, found.area.taking_part)] == area[:2]
    assert Fraction(found.area.yes, 100) == area[2]
    assert [found.heads.total, found.heads.taking_part, found.heads.yes] == heads
    assert found.passed is passed


@settings(max_examples=120)
@given(votes(), st.randoms(use_true_random=False))
def test_the_order_of_ballots_and_parts_never_matters(
    vote: tuple[VoteFacts, list[Part], list[BallotFacts]], dice: random.Random
) -> None:
    facts, parts, ballots = vote
    before = count(facts, parts, ballots)
    dice.shuffle(ballots)
    shuffled = list(parts)
    dice.shuffle(shuffled)
    after = count(facts, shuffled, ballots)
    assert (after.area, after.heads, after.passed, after.needed) == (
        before.area,
        before.heads,
        before.passed,
        before.needed,
    )
    assert dict(after.voices) == dict(before.voices)


@settings(max_examples=200)
@given(votes(), st.data())
def test_a_yes_of_somebody_silent_never_makes_a_passed_vote_fail(
    vote: tuple[VoteFacts, list[Part], list[BallotFacts]], data: st.DataObject
) -> None:
    """True under every rule here; a NO of somebody silent may make a failed vote pass, because
    it takes part: the law asks for participation first."""
    facts, parts, ballots = vote
    before = count(facts, parts, ballots)
    silent = [one.id for one in parts if one.id not in before.voices]
    if not silent:
        return
    chosen = data.draw(st.sampled_from(silent))
    after = count(facts, parts, [*ballots, ballot(0, 1, id="last", part=chosen)])
    assert after.passed or not before.passed


@settings(max_examples=200)
@given(votes(), st.data())
def test_a_no_turned_into_a_yes_never_makes_a_passed_vote_fail(
    vote: tuple[VoteFacts, list[Part], list[BallotFacts]], data: st.DataObject
) -> None:
    facts, parts, ballots = vote
    refusing = [number for number, one in enumerate(ballots) if one.choice == Choice.NO]
    if not refusing:
        return
    number = data.draw(st.sampled_from(refusing))
    turned = [*ballots[:number], ballots[number]._replace(choice=1), *ballots[number + 1 :]]
    before, after = count(facts, parts, ballots), count(facts, parts, turned)
    assert after.passed or not before.passed
    assert after.heads.taking_part == before.heads.taking_part


def test_a_no_can_bring_the_participation_that_a_vote_lacked() -> None:
    parts, ballots = street(12, 7)
    assert not count(FACTS, parts, ballots).passed
    assert count(FACTS, parts, [*ballots, ballot(8, 2)]).passed


@settings(max_examples=150)
@given(votes())
def test_what_is_still_needed_is_enough_and_one_less_is_not(
    vote: tuple[VoteFacts, list[Part], list[BallotFacts]],
) -> None:
    facts, parts, ballots = vote
    parts = [one._replace(owner=one.id) for one in parts]
    found = count(facts, parts, ballots)
    more = found.needed[HEADS]
    silent = [one for one in parts if one.id not in found.voices]
    assert more is None or more <= len(silent)

    def heads_reached(number: int) -> bool:
        added = [ballot(0, 1, id=f"n{n}", part=one.id) for n, one in enumerate(silent[:number])]
        then = count(facts, parts, [*ballots, *added])
        return all(check.reached for check in then.checks if check.side == HEADS)

    if more is None:
        assert not heads_reached(len(silent))
    else:
        assert heads_reached(more)
        assert more == 0 or not heads_reached(more - 1)
