"""The six stages over a real ledger: what blocks, what is absent, what a leader lets pass."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from desktop.domain.codes import CommitteeState, OperatorRole, Stage
from desktop.domain.project_codes import Matter
from desktop.domain.stages import PAPERS, GateReason, Paper
from desktop.kernel.errors import HubiaoError
from desktop.services.gates import Gates
from desktop.services.operators import Operators
from desktop.services.verdicts import Verdicts
from tests.support.small_office import SECRET, Office

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.storage.ledger import Ledger

CODE = "Q1"
DAY = date(2026, 1, 10)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.fixture
def ledger(office: Office) -> Ledger:
    """A quarter whose one household is surveyed, joins by application, its meter outside."""
    ledger = office.create()
    with ledger.unit_of_work("fill") as work:
        (quarter,) = work.insert(
            "quarter",
            [
                {
                    "quarter_code": CODE,
                    "name": "一村",
                    "committee_state": int(CommitteeState.FILED),
                    "water_charge_mode": 1,
                    "elec_charge_mode": 1,
                }
            ],
        )
        (building,) = work.insert("building", [{"quarter_id": quarter, "building_no": "1"}])
        (unit,) = work.insert("unit", [{"building_id": building, "unit_no": "1"}])
        (door,) = work.insert(
            "household",
            [{"unit_id": unit, "room_no": "101", "visit_state": 1, "consent_w": 1, "w_state": 1}],
        )
        work.insert("vote", [{"quarter_id": quarter, "matter": int(Matter.OWN_APPLICATION)}])
        work.insert(
            "water_meter",
            [{"household_id": door, "role": 3, "position": 2, "state": 1, "account_no": "08"}],
        )
    return ledger


@pytest.fixture
def gates(office: Office, ledger: Ledger) -> Gates:
    return Gates(ledger, office.clock, Verdicts(ledger))


def _file(gates: Gates, stage: Stage, day: date = DAY, **more: Any) -> None:
    for paper in PAPERS[stage]:
        gates.file_paper(CODE, stage, str(paper), {"document_no": "1号", "dated_on": day, **more})


def _id(ledger: Ledger, kind: str) -> str:
    with ledger.reader() as connection:
        return str(connection.exec_driver_sql(f"SELECT id FROM {kind}").scalar_one())


def test_papers_lead_from_stage_to_stage(gates: Gates) -> None:
    for stage in list(Stage)[:-1]:
        report = gates.of(CODE)
        assert report.stage is stage
        assert {m.details["paper"] for m in report.missing} == set(PAPERS[stage])
        _file(gates, stage)
    assert gates.of(CODE).stage is Stage.HANDOVER


def test_a_paper_that_was_turned_down_is_no_paper_until_it_comes_again(gates: Gates) -> None:
    _file(gates, Stage.SCHEME)
    _file(gates, Stage.COSTING)
    _file(gates, Stage.REVIEW, refused=True)
    assert [m.code for m in gates.of(CODE).missing] == [GateReason.PAPER_REFUSED]
    _file(gates, Stage.REVIEW)
    assert gates.of(CODE).stage is Stage.APPROVAL


def test_a_quarter_entered_mid_way_lists_what_is_absent_and_is_not_held_up(gates: Gates) -> None:
    gates.enter(CODE, Stage.APPROVAL, [{"stage": 1, "paper": str(Paper.SCHEME)}])
    report = gates.of(CODE)
    assert report.stage is Stage.APPROVAL
    assert [m.details["paper"] for m in report.missing] == [Paper.APPROVAL]
    absent = {(stage, m.details.get("paper")) for stage, m in report.absent}
    assert absent == {
        (Stage.COSTING, Paper.ESTIMATE_WATER),
        (Stage.COSTING, Paper.ESTIMATE_POWER),
        (Stage.REVIEW, Paper.REVIEW),
    }
    assert not report.overrides


def test_a_leaders_override_passes_what_it_names_and_stays_visible(gates: Gates) -> None:
    _file(gates, Stage.SCHEME)
    key = f"{GateReason.PAPER}:{Paper.ESTIMATE_WATER}"
    gates.override(CODE, Stage.COSTING, [key], "水改由公司全额出资，不编预算")
    report = gates.of(CODE)
    assert [m.details["paper"] for m in report.missing] == [Paper.ESTIMATE_POWER]
    assert [(s, m.key) for s, m in report.passed_over] == [(Stage.COSTING, key)]
    assert report.overrides[0].reason == "水改由公司全额出资，不编预算"
    gates.withdraw_override(report.overrides[0].id)
    assert len(gates.of(CODE).missing) == len(PAPERS[Stage.COSTING])
    codes = [event.code for event in gates.history(CODE)]
    assert codes[-2:] == ["stage-event-override", "stage-event-withdrawn"]


def test_an_override_needs_a_leader_a_reason_and_something_to_pass(
    gates: Gates, ledger: Ledger, office: Office
) -> None:
    key = f"{GateReason.PAPER}:{Paper.SCHEME}"
    for stage, keys, reason, code in (
        (Stage.SCHEME, [key], "  ", "override-reason"),
        (Stage.SCHEME, ["gate-arrears"], "好", "override-nothing"),
        (Stage.WORKS, [key], "好", "override-nothing"),
    ):
        with pytest.raises(HubiaoError) as refused:
            gates.override(CODE, stage, keys, reason)
        assert refused.value.code == code
    Operators(ledger).add("小李", OperatorRole.SURVEYOR, SECRET)
    ledger.close()
    with office.open("小李", SECRET) as other, pytest.raises(HubiaoError) as refused:
        Gates(other, office.clock, Verdicts(other)).override(CODE, Stage.SCHEME, [key], "好")
    assert refused.value.code == "override-leader-only"


def test_danger_is_never_passed_over(gates: Gates, ledger: Ledger) -> None:
    gates.enter(CODE, Stage.WORKS)
    with ledger.unit_of_work("stop") as work:
        work.insert("finding", [{"quarter_id": _id(ledger, "quarter"), "severity": 3, "state": 1}])
    assert GateReason.STOPPED in {m.code for m in gates.of(CODE).missing}
    with pytest.raises(HubiaoError) as refused:
        gates.override(CODE, Stage.WORKS, [str(GateReason.STOPPED)], "赶工期")
    assert refused.value.code == "override-never"


def test_a_vote_that_was_begun_holds_the_first_stage(gates: Gates, ledger: Ledger) -> None:
    with ledger.unit_of_work("vote") as work:
        work.insert("vote", [{"quarter_id": _id(ledger, "quarter"), "matter": 1}])
    assert GateReason.VOTE_OPEN in {m.code for m in gates.of(CODE).missing}


def test_a_vote_is_asked_for_unless_the_office_goes_by_applications(
    gates: Gates, ledger: Ledger
) -> None:
    assert GateReason.VOTE not in {m.code for m in gates.of(CODE).missing}
    with ledger.unit_of_work("remove") as work:
        work.delete("vote", _id(ledger, "vote"))
    assert GateReason.VOTE in {m.code for m in gates.of(CODE).missing}


def test_a_quarter_entered_after_its_works_is_still_held_by_danger(
    gates: Gates, ledger: Ledger
) -> None:
    gates.enter(CODE, Stage.HANDOVER)
    with ledger.unit_of_work("stop") as work:
        work.insert("finding", [{"quarter_id": _id(ledger, "quarter"), "severity": 3, "state": 1}])
    assert GateReason.STOPPED in {m.code for m in gates.of(CODE).missing}


def test_neither_certificate_nor_list_without_a_passed_acceptance(
    gates: Gates, ledger: Ledger
) -> None:
    for stage in Stage:
        _file(gates, stage)
    wanted = [GateReason.ACCEPTANCE_OPEN]
    assert [m.code for m in gates.of(CODE).missing] == wanted
    assert [m.code for m in gates.missing_for_form(CODE, "handover-water")] == wanted
    assert [m.code for m in gates.missing_for_form(CODE, "acceptance-certificate")] == wanted
    with ledger.unit_of_work("accept") as work:
        quarter = _id(ledger, "quarter")
        typed: dict[str, Any] = {"quarter_id": quarter, "utility": "W", "outcome": 1}
        (acceptance,) = work.insert("acceptance", [typed])
    # An outcome that was only typed opens nothing.
    assert [m.code for m in gates.missing_for_form(CODE, "acceptance-certificate")] == wanted
    with ledger.unit_of_work("test") as work:
        work.update("acceptance", acceptance, {"inputs_sha256": "0" * 64})
    assert gates.of(CODE).complete
    assert gates.missing_for_form(CODE, "acceptance-certificate") == ()


def test_a_stage_is_late_after_the_days_the_office_allows(
    gates: Gates, ledger: Ledger, office: Office
) -> None:
    _file(gates, Stage.SCHEME, date(2026, 1, 1))
    (row,) = gates.all()
    assert (row.stage, row.due.due_on, row.late_days) == (Stage.COSTING, date(2026, 1, 31), 33)
    with ledger.unit_of_work("write") as work:
        work.insert(
            "stage_record",
            [{"quarter_id": row.quarter_id, "stage": 2, "due_on": date(2026, 3, 3)}],
        )
    assert gates.all()[0].late_days == (office.clock.today() - date(2026, 3, 3)).days


def test_a_plan_moved_to_the_next_year_is_not_late_before_it(gates: Gates, ledger: Ledger) -> None:
    gates.enter(CODE, Stage.WORKS)
    quarter = _id(ledger, "quarter")
    for year in (2026, 2027):
        with ledger.unit_of_work("plan") as work:
            work.update("quarter", quarter, {"plan_year": year})
    due = gates.dues(CODE)[Stage.WORKS].due_on
    assert due is not None
    assert due.year == 2027
    with ledger.unit_of_work("note") as work:
        work.update("quarter", quarter, {"plan_note": "区里动态调整"})
    moved = [e for e in gates.history(CODE) if e.code == "stage-event-plan-moved"]
    assert moved[-1].details == {"before": "2026", "after": "2027", "note": "：区里动态调整"}
    assert not moved[0].details["note"]


def test_the_history_names_the_day_on_the_wall_not_that_of_greenwich(
    office: Office, gates: Gates, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    try:
        office.clock._moment = datetime(2026, 3, 5, 23, 30, tzinfo=UTC)
        gates.override(CODE, Stage.SCHEME, [gates.of(CODE).missing[0].key], "先行开工")
        for year in (2026, 2027):
            with ledger.unit_of_work("plan") as work:
                work.update("quarter", _id(ledger, "quarter"), {"plan_year": year})
        seen = {event.code: event.on for event in gates.history(CODE)}
        assert seen["stage-event-plan-moved"] == date(2026, 3, 6)
        assert seen["stage-event-override"] == date(2026, 3, 6)
    finally:
        monkeypatch.undo()
        time.tzset()


def test_the_list_says_of_each_quarter_what_the_gate_itself_says(gates: Gates) -> None:
    for stage in (None, Stage.SCHEME, Stage.COSTING):
        if stage is not None:
            _file(gates, stage)
        (row,) = gates.all()
        assert row.report == gates.of(CODE)
