"""Judging each distinct situation once gives what judging every household gives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.meters import MeterFacts
from desktop.domain.verdict import HouseholdFacts, MeterTree, verdict
from desktop.domain.verdict_table import VerdictTable

DOORS = ("h0", "h1", "h2", "h3", None)


@st.composite
def trees(draw: st.DrawFn) -> list[MeterFacts]:
    """Own meters, masters, rings, meters below a neighbour's, parents that are not there."""
    count = draw(st.integers(0, 8))
    parents = [None, *[f"m{n}" for n in range(count + 1)]]
    return [
        MeterFacts(
            id=f"m{place}",
            household_id=draw(st.sampled_from(DOORS)),
            parent_id=draw(st.sampled_from(parents)),
            role=draw(st.sampled_from([1, 2, 3, None])),
            position=draw(st.sampled_from([1, 2, None])),
            state=draw(st.sampled_from([1, 7, None])),
            account_no=draw(st.sampled_from(["08", "", None])),
            crosscheck=draw(st.sampled_from([0, 1, 2, None])),
        )
        for place in range(count)
    ]


@given(
    trees(),
    st.sampled_from([1, 2, 3, None]),
    st.lists(st.sampled_from([1, 2, 3, 4, 5, 6, 9, None]), min_size=4, max_size=4),
)
def test_the_table_answers_like_the_rule(
    meters: list[MeterFacts], mode: int | None, states: list[int | None]
) -> None:
    table, tree = VerdictTable(meters), MeterTree.of(meters)
    for door, state in zip(DOORS[:4], states, strict=True):
        assert door is not None
        own = tuple(meter for meter in meters if meter.household_id == door)
        assert table.of(door, state, mode) == verdict(HouseholdFacts(door, state, mode, own), tree)
