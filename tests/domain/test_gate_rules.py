"""No order of events passes a gate that the facts do not; nothing let pass is hidden."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.codes import CommitteeState, Stage
from desktop.domain.stage_facts import Lack
from desktop.domain.stages import (
    NEVER_PASSED_OVER,
    AcceptanceStanding,
    GateReason,
    Override,
    Paper,
    QuarterFacts,
    VoteStanding,
    gate,
    missing_for,
    missing_for_form,
)

NOTHING = QuarterFacts(0, 0, 0, 0, 0, 0, 0, None, demolition=False, papers=frozenset())
COUNT = st.integers(0, 12)
PAPERS = st.frozensets(st.sampled_from(list(Paper)).map(str))
STANDING = st.sampled_from(list(AcceptanceStanding))
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "households": COUNT,
    "visited": COUNT,
    "joining_water": COUNT,
    "joining_power": COUNT,
    "met_water": COUNT,
    "met_power": COUNT,
    "in_arrears": st.integers(0, 2),
    "committee_state": st.sampled_from([None, *map(int, CommitteeState)]),
    "demolition": st.booleans(),
    "papers": PAPERS,
    "refused": PAPERS,
    "certificate_issued": st.booleans(),
    "vote": st.sampled_from(list(VoteStanding)),
    "over_approved": st.booleans(),
    "blocking": st.integers(0, 2),
    "stopping": st.integers(0, 2),
    "acceptance_water": STANDING,
    "acceptance_power": STANDING,
    "visited_share": st.integers(0, 100),
    "incomplete": st.dictionaries(
        st.sampled_from(list(Paper)).map(str), st.just((Lack.SCAN,)), max_size=3
    ),
}
FACTS = st.builds(QuarterFacts, **VALUES)
DONE = replace(
    NOTHING,
    households=10,
    visited=10,
    joining_water=9,
    joining_power=9,
    met_water=9,
    met_power=9,
    committee_state=int(CommitteeState.FILED),
    papers=frozenset(map(str, Paper)),
    vote=VoteStanding.PASSED,
    acceptance_water=AcceptanceStanding.PASSED,
    acceptance_power=AcceptanceStanding.PASSED,
)
NEARLY_DONE = st.lists(
    st.sampled_from(list(VALUES)).flatmap(lambda name: st.tuples(st.just(name), VALUES[name])),
    max_size=3,
).map(lambda changes: replace(DONE, **dict(changes)))
EVENTS = st.lists(
    st.sampled_from([f.name for f in fields(QuarterFacts)]).flatmap(
        lambda name: st.tuples(st.just(name), VALUES[name])
    ),
    max_size=12,
)
KEYS = st.sampled_from([*map(str, GateReason), *(f"{GateReason.PAPER}:{paper}" for paper in Paper)])
OVERRIDES = st.lists(
    st.builds(
        Override,
        st.just("id"),
        st.sampled_from(list(Stage)),
        st.frozensets(KEYS),
        st.just("理由"),
        st.just("负责人"),
        st.none(),
    ),
    max_size=4,
)


@given(FACTS | NEARLY_DONE)
def test_no_gate_is_passed_that_the_facts_do_not_pass(facts: QuarterFacts) -> None:
    report = gate(facts)
    for stage in Stage:
        if stage < report.stage:
            assert not missing_for(stage, facts)
    assert report.complete == (not any(missing_for(stage, facts) for stage in Stage))


@given(EVENTS, st.randoms(use_true_random=False))
def test_the_order_of_events_does_not_matter(events: list[tuple[str, Any]], shuffle: Any) -> None:
    # Two events of one fact are one fact in the end: the last one counts in either order.
    latest = list(dict(events).items())
    forth = DONE
    for name, value in events:
        forth = replace(forth, **{name: value})
    shuffle.shuffle(latest)
    back = DONE
    for name, value in latest:
        back = replace(back, **{name: value})
    assert gate(forth) == gate(back)


@given(FACTS | NEARLY_DONE, OVERRIDES)
def test_what_is_let_pass_is_listed_and_nothing_else_passes(
    facts: QuarterFacts, overrides: list[Override]
) -> None:
    report = gate(facts, overrides=overrides)
    said = {(stage, missing.key) for stage, missing in report.passed_over}
    said |= {(report.stage, missing.key) for missing in report.missing}
    for stage in Stage:
        if stage <= report.stage:
            assert {(stage, m.key) for m in missing_for(stage, facts)} <= said
    named = {(one.stage, key) for one in overrides for key in one.keys}
    for stage, missing in report.passed_over:
        assert (stage, missing.key) in named
        assert missing.code not in NEVER_PASSED_OVER
    assert report.overrides == tuple(overrides)


@given(FACTS | NEARLY_DONE, st.sampled_from(list(Stage)))
def test_what_is_absent_of_stages_before_the_entered_one_is_listed_and_blocks_nothing(
    facts: QuarterFacts, entered: Stage
) -> None:
    report = gate(facts, entered=entered)
    assert report.stage >= entered
    assert report.absent == tuple(
        (s, m) for s in Stage if s < entered for m in missing_for(s, facts)
    )
    assert not report.passed_over
    assert report.complete == (not any(missing_for(s, facts) for s in Stage if s >= entered))


@given(FACTS | NEARLY_DONE, OVERRIDES, st.sampled_from(list(Stage)))
def test_no_certificate_is_issued_before_both_works_are_accepted(
    facts: QuarterFacts, overrides: list[Override], entered: Stage
) -> None:
    missing = missing_for_form(
        "acceptance-certificate", facts, entered=entered, overrides=overrides
    )
    if not missing:
        assert not facts.joining_water or facts.acceptance_water is AcceptanceStanding.PASSED
        assert not facts.joining_power or facts.acceptance_power is AcceptanceStanding.PASSED
        assert not facts.stopping


def test_an_acceptance_that_nobody_began_is_missing() -> None:
    report = gate(replace(DONE, acceptance_power=AcceptanceStanding.NONE))
    assert [(m.code, m.details) for m in report.missing] == [
        (GateReason.ACCEPTANCE_OPEN, {"utility": "电"})
    ]


def test_works_beyond_what_was_approved_wait_for_another_approval() -> None:
    report = gate(replace(DONE, over_approved=True))
    assert (report.stage, report.missing[0].code) == (Stage.WORKS, GateReason.OVER_APPROVED)


def test_a_vote_is_asked_for_unless_the_owners_apply_one_by_one() -> None:
    assert gate(replace(DONE, vote=VoteStanding.NONE)).missing[0].code is GateReason.VOTE
    assert gate(replace(DONE, vote=VoteStanding.APPLICATION)).complete
