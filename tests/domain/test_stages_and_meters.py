"""Gates pass only on facts; expiry is counted from the verification."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.codes import CommitteeState, Stage
from desktop.domain.meters import electricity_meter_expiry, meters_in_loops, water_meter_expiry
from desktop.domain.stages import (
    PAPERS,
    AcceptanceStanding,
    GateReason,
    Paper,
    QuarterFacts,
    VoteStanding,
    gate,
    missing_for_form,
)

DONE = QuarterFacts(
    households=36,
    visited=36,
    joining_water=34,
    joining_power=34,
    met_water=34,
    met_power=34,
    in_arrears=0,
    committee_state=CommitteeState.FILED,
    demolition=False,
    papers=frozenset(Paper),
    vote=VoteStanding.PASSED,
    acceptance_water=AcceptanceStanding.PASSED,
    acceptance_power=AcceptanceStanding.PASSED,
)


def without(**facts: object) -> QuarterFacts:
    return QuarterFacts(**{**{name: getattr(DONE, name) for name in DONE.__slots__}, **facts})


def test_a_finished_quarter_misses_nothing() -> None:
    assert gate(DONE).complete
    assert missing_for_form("acceptance-certificate", DONE) == ()


def test_the_committee_comes_before_the_works() -> None:
    report = gate(without(committee_state=CommitteeState.PREPARING))
    assert report.stage is Stage.SCHEME
    assert [missing.code for missing in report.missing] == [GateReason.COMMITTEE]


def test_a_body_acting_for_the_committee_passes() -> None:
    assert gate(without(committee_state=CommitteeState.ACTING_BODY)).complete


def test_three_quarters_of_the_doors_must_have_been_visited() -> None:
    assert gate(without(visited=27)).complete
    assert gate(without(visited=26)).missing[0].code is GateReason.SURVEY


def test_a_handover_list_waits_for_the_certificate() -> None:
    assert missing_for_form("handover-water", DONE)[0].code is GateReason.CERTIFICATE
    assert missing_for_form("handover-water", without(certificate_issued=True)) == ()


def test_households_that_did_not_join_are_no_error() -> None:
    assert gate(without(joining_water=1, met_water=1, joining_power=0, met_power=0)).complete


@given(st.sampled_from(list(Paper)))
def test_every_single_paper_is_asked_for(paper: Paper) -> None:
    report = gate(without(papers=frozenset(Paper) - {paper}))
    assert [missing.details["paper"] for missing in report.missing] == [paper.value]
    assert paper in PAPERS[report.stage]


@pytest.mark.parametrize(
    ("dn", "q3", "due"),
    [
        (15, None, date(2030, 3, 5)),
        (25, None, date(2030, 3, 5)),
        (40, None, date(2028, 3, 5)),
        (80, None, date(2026, 3, 5)),
        (25, Decimal(25), date(2026, 3, 5)),
        (None, None, date(2030, 3, 5)),
    ],
)
def test_a_water_meter_is_due_by_its_diameter(
    dn: int | None, q3: Decimal | None, due: date
) -> None:
    assert water_meter_expiry(date(2024, 3, 5), dn, q3) == due


def test_an_electricity_meter_holds_eight_years_and_four_more_by_notice() -> None:
    assert electricity_meter_expiry(date(2024, 2, 29)) == date(2032, 2, 29)
    assert electricity_meter_expiry(date(2024, 2, 29), years=7, extensions=1) == date(2035, 2, 28)


@given(st.dictionaries(st.integers(0, 8).map(str), st.integers(0, 9).map(str)))
def test_a_meter_is_in_a_loop_exactly_when_its_parents_never_end(parents: dict[str, str]) -> None:
    def never_ends(meter: str) -> bool:
        current: str | None = meter
        for _ in range(len(parents) + 1):
            current = parents.get(current) if current else None
        return current is not None

    assert meters_in_loops(parents) == frozenset(filter(never_ends, parents))
