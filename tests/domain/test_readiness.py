"""Which quarters are ready, by the facts alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.codes import CommitteeState
from desktop.domain.ranking import WEIGHTS, rank
from desktop.domain.readiness import (
    PLACES,
    Readiness,
    ReadinessFacts,
    ReadinessRules,
    ReadyReason,
    readiness,
)
from desktop.domain.stages import VoteStanding

TODAY = date(2026, 3, 2)
RULES = ReadinessRules()
READY = ReadinessFacts(
    built_from=1984,
    built_to=1989,
    committee_state=CommitteeState.FILED,
    households=100,
    visited=75,
    joining=80,
    done=10,
    shared=90,
    vote=VoteStanding.PASSED,
    buildings=4,
)


def _codes(facts: ReadinessFacts, rules: ReadinessRules = RULES) -> list[str]:
    return [reason.code.name for reason in readiness(facts, rules).reasons]


def test_a_quarter_that_has_everything_is_ready_without_reasons() -> None:
    found = readiness(READY, RULES)
    assert found.readiness is Readiness.READY
    assert (found.reasons, found.remarks) == ((), ())


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"demolition": True}, "DEMOLITION"),
        ({"retrofitted": True}, "RETROFITTED"),
        ({"built_from": 2001, "built_to": 2003}, "BUILT_LATER"),
        ({"built_from": None, "built_to": 2001}, "BUILT_LATER"),
        ({"done": 100, "shared": 0}, "DONE"),
        ({"finished": True}, "FINISHED"),
    ],
)
def test_what_nobody_can_mend_makes_it_not_eligible_and_says_why(
    change: dict[str, object], code: str
) -> None:
    found = readiness(replace(READY, **change), RULES)  # type: ignore[arg-type]
    assert found.readiness is Readiness.NOT_ELIGIBLE
    assert [reason.code.name for reason in found.reasons] == [code]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"built_from": None, "built_to": None}, "YEAR_UNKNOWN"),
        ({"committee_state": CommitteeState.FORMED}, "COMMITTEE"),
        ({"committee_state": None}, "COMMITTEE"),
        ({"visited": 74}, "SURVEY"),
        ({"vote": VoteStanding.NONE}, "VOTE"),
        ({"vote": VoteStanding.OPEN}, "VOTE_OPEN"),
        ({"vote": VoteStanding.LOST}, "VOTE_LOST"),
        ({"joining": 0}, "NOBODY_JOINS"),
        ({"in_arrears": 3}, "ARREARS"),
        ({"households": 0, "done": 0}, "NO_HOUSEHOLDS"),
    ],
)
def test_what_can_still_be_done_makes_it_nearly_ready(change: dict[str, object], code: str) -> None:
    found = readiness(replace(READY, **change), RULES)  # type: ignore[arg-type]
    assert found.readiness is Readiness.NEARLY
    assert [reason.code.name for reason in found.reasons] == [code]


def test_an_acting_body_stands_in_for_the_committee_and_an_application_for_the_vote() -> None:
    facts = replace(
        READY, committee_state=CommitteeState.ACTING_BODY, vote=VoteStanding.APPLICATION
    )
    assert readiness(facts, RULES).readiness is Readiness.READY


def test_the_year_of_the_line_itself_is_eligible_and_a_mixed_quarter_only_gets_a_remark() -> None:
    assert readiness(replace(READY, built_from=2000, built_to=2000), RULES).reasons == ()
    mixed = readiness(replace(READY, built_to=2003), RULES)
    assert mixed.readiness is Readiness.READY
    assert [remark.code for remark in mixed.remarks] == [ReadyReason.BUILT_PARTLY_LATER]


def test_cost_counts_only_where_the_office_has_set_a_limit() -> None:
    limit = replace(RULES, cost_most=Decimal(3000))
    dear = replace(READY, cost=Decimal("3000.01"))
    assert _codes(READY) == _codes(dear) == []
    assert _codes(READY, limit) == ["COST_UNKNOWN"]
    assert _codes(dear, limit) == ["COST_HIGH"]
    assert _codes(replace(READY, cost=Decimal(3000)), limit) == []


def test_every_reason_has_a_place_where_it_is_settled() -> None:
    assert set(PLACES) == set(ReadyReason)


_COUNT = st.integers(0, 60)
_FACTS = st.builds(
    ReadinessFacts,
    built_from=st.none() | st.integers(1949, 2015),
    built_to=st.none() | st.integers(1949, 2015),
    retrofitted=st.booleans(),
    demolition=st.booleans(),
    finished=st.booleans(),
    committee_state=st.none() | st.sampled_from(list(CommitteeState)),
    households=_COUNT,
    visited=_COUNT,
    joining=_COUNT,
    done=_COUNT,
    shared=_COUNT,
    vote=st.sampled_from(list(VoteStanding)),
    in_arrears=_COUNT,
    buildings=_COUNT,
    hazards=_COUNT,
    hardship=_COUNT,
    cost=st.none() | st.decimals(0, 9999, places=2),
)
_RULES = st.builds(
    ReadinessRules,
    built_before=st.integers(1990, 2010),
    visited_share=st.decimals(0, 100, places=1),
    cost_most=st.sampled_from([Decimal(0), Decimal(2500)]),
)


@given(_FACTS, _RULES)
def test_only_a_ready_quarter_is_without_reasons(
    facts: ReadinessFacts, rules: ReadinessRules
) -> None:
    found = readiness(facts, rules)
    assert (found.readiness is Readiness.READY) == (not found.reasons)
    if found.readiness is Readiness.READY:
        assert not facts.demolition
        assert not facts.retrofitted
        assert facts.vote in {VoteStanding.PASSED, VoteStanding.APPLICATION}
        assert facts.visited * 100 >= rules.visited_share * facts.households > -1
        assert facts.joining
        assert not facts.in_arrears


@given(_FACTS, _RULES)
def test_demolition_never_makes_a_quarter_more_eligible(
    facts: ReadinessFacts, rules: ReadinessRules
) -> None:
    found = readiness(replace(facts, demolition=True), rules)
    assert found.readiness is Readiness.NOT_ELIGIBLE


@given(_FACTS, _RULES)
def test_visiting_one_more_door_never_makes_a_quarter_less_ready(
    facts: ReadinessFacts, rules: ReadinessRules
) -> None:
    order = list(Readiness)
    before = readiness(facts, rules).readiness
    after = readiness(replace(facts, visited=facts.visited + 1), rules).readiness
    assert order.index(after) <= order.index(before)


def test_nothing_is_ranked_until_the_office_has_set_a_weight() -> None:
    assert rank({"a": READY, "b": READY}, {}, TODAY) == []
    assert rank({"a": READY}, dict.fromkeys(WEIGHTS, Decimal(0)), TODAY) == []


def test_the_ranking_explains_every_point() -> None:
    old = replace(READY, built_from=1966, joining=50)
    young = replace(READY, built_from=1996, joining=100)
    weights = {"weight-age": Decimal(3), "weight-consent": Decimal(1)}
    first, second = rank({"young": young, "old": old}, weights, TODAY)
    assert (first.quarter_id, first.place, first.points) == ("old", 1, Decimal("87.50"))
    assert [(p.weight, p.share, p.points, p.most) for p in first.parts] == [
        ("weight-age", Decimal(1), Decimal("75.00"), Decimal("75.00")),
        ("weight-consent", Decimal("0.5"), Decimal("12.50"), Decimal("25.00")),
    ]
    assert (second.place, second.points) == (2, Decimal("62.50"))


def test_the_cheapest_gets_all_points_for_cost_and_an_unknown_cost_none() -> None:
    facts = {
        "dear": replace(READY, cost=Decimal(4000)),
        "cheap": replace(READY, cost=Decimal(2000)),
        "unknown": READY,
    }
    found = rank(facts, {"weight-cost": Decimal(5)}, TODAY)
    assert [(r.quarter_id, r.points) for r in found] == [
        ("cheap", Decimal(100)),
        ("dear", Decimal(50)),
        ("unknown", Decimal(0)),
    ]
    assert found[-1].parts[0].share is None


_WEIGHTS = st.fixed_dictionaries({name: st.decimals(0, 100, places=1) for name in WEIGHTS})


@given(st.lists(_FACTS, min_size=1, max_size=8), _WEIGHTS)
def test_points_add_up_and_ties_keep_their_order(
    facts: list[ReadinessFacts], weights: dict[str, Decimal]
) -> None:
    asked = {f"{number:02d}": found for number, found in enumerate(facts)}
    ranked = rank(asked, weights, TODAY)
    assert bool(ranked) == any(weights.values())
    for found in ranked:
        assert found.points == sum(part.points for part in found.parts) <= 100
        assert sum(part.most for part in found.parts) == 100
    keys = [(-found.points, found.quarter_id) for found in ranked]
    assert keys == sorted(keys)
    assert len({f.place for f in ranked}) == len({f.points for f in ranked})
