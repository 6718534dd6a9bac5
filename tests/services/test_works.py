"""Works, voices and what comes after: the rules, and what the services make of the ledger."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain import aftercare, outages, qualifications, voices, works
from desktop.domain.paper import Facts, PaperTable
from desktop.domain.project_codes import FindingCategory, FindingOrigin, Severity
from desktop.domain.qualifications import Holding, PartProblem
from desktop.kernel.errors import InputError
from desktop.services.findings import Findings
from desktop.services.works import Works
from desktop.storage.queries.findings import due_items, expiring
from tests.support.small_office import Office

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.paper import Paper
    from desktop.domain.values import Record
    from desktop.storage.ledger import Ledger

DAY = date(2026, 3, 5)
START = datetime(2026, 3, 10, 0, 0, tzinfo=UTC)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.fixture
def ledger(office: Office) -> Ledger:
    return office.create()


@pytest.fixture
def service(office: Office, ledger: Ledger) -> Works:
    return Works(ledger, office.clock)


def _add(ledger: Ledger, kind: str, **values: Any) -> str:
    with ledger.unit_of_work("add") as work:
        return work.insert(kind, [values])[0]


@pytest.fixture
def quarter(ledger: Ledger) -> str:
    return _add(ledger, "quarter", name="一村", water_charge_mode=1)


def _item(**values: Any) -> Record:
    return {"kind": 1, "building_id": "b", **values}


def test_the_plan_runs_evenly_from_its_first_to_its_last_day() -> None:
    item = _item(plan_from=date(2026, 3, 1), plan_to=date(2026, 3, 10))
    assert works.percent_planned(item, date(2026, 2, 28)) == 0
    assert works.percent_planned(item, DAY) == 50
    assert works.percent_planned(item, date(2026, 3, 10)) == 100
    assert works.percent_planned(_item(), DAY) is None


@given(st.dates(), st.dates(), st.dates(), st.integers(0, 100))
def test_what_is_planned_never_falls_and_what_is_done_is_never_late(
    begin: date, end: date, today: date, percent: int
) -> None:
    item = _item(plan_from=min(begin, end), plan_to=max(begin, end), percent=percent)
    planned = works.percent_planned(item, today)
    assert planned is not None
    assert 0 <= planned <= 100
    if today < date.max:
        later = works.percent_planned(item, today + timedelta(days=1))
        assert later is not None
        assert later >= planned
    assert works.late_days({**item, "done_to": today}, today) == 0


def test_late_works_stand_at_their_building_and_in_the_total() -> None:
    items = [
        _item(plan_to=date(2026, 3, 1), percent=40),
        _item(building_id="c", done_to=date(2026, 2, 1)),
        _item(building_id="gone", kind=None),
    ]
    found = works.schedule(items, {"c": "1", "b": "2"}, DAY)
    assert [(line.name, line.total.done, line.total.late_days) for line in found.buildings] == [
        ("1", 100, 0), ("2", 40, 4), ("", 0, 0),
    ]  # fmt: skip
    assert found.total == works.WorkCell(planned=100, done=46, late_days=4, items=3)
    assert found.kinds == (0, 1)


def test_a_supervision_unit_holds_a_certificate_that_is_valid_on_the_day() -> None:
    ends = {Holding.VALID: 200, Holding.SOON: 60, Holding.EXPIRED: -1}
    for holding, days in ends.items():
        record: Record = {"valid_to": DAY + timedelta(days=days)}
        assert qualifications.holding([record], DAY)[0] is holding
    assert qualifications.holding([{"valid_to": DAY}], DAY)[0] is Holding.SOON
    assert qualifications.holding([{"valid_to": None}], DAY) == (Holding.UNKNOWN, None)


def test_a_quarter_without_qualified_supervision_says_so(
    service: Works, ledger: Ledger, quarter: str
) -> None:
    codes = [code for code, _ in service.report(quarter).problems]
    assert codes == [PartProblem.NO_CONTRACTOR, PartProblem.NO_SUPERVISION]
    firm = _add(ledger, "organisation", name="诚信监理")
    _add(ledger, "participation", quarter_id=quarter, organisation_id=firm, part=4)
    _add(ledger, "qualification", organisation_id=firm, valid_to=DAY - timedelta(days=1))
    assert service.report(quarter).problems[1] == (
        PartProblem.EXPIRED, {"name": "诚信监理", "day": "2026-03-04"},
    )  # fmt: skip
    _add(ledger, "qualification", organisation_id=firm, valid_to=date(2028, 1, 1))
    assert [code for code, _ in service.report(quarter).problems] == [PartProblem.NO_CONTRACTOR]


def test_a_renewed_certificate_is_no_longer_due(ledger: Ledger, quarter: str) -> None:
    firm = _add(ledger, "organisation", name="诚信监理")
    _add(ledger, "participation", quarter_id=quarter, organisation_id=firm, part=4)
    _add(ledger, "participation", quarter_id=quarter, organisation_id=firm, part=9)
    for end in (DAY, date(2028, 1, 1)):
        _add(ledger, "qualification", organisation_id=firm, name="乙级", valid_to=end)
    with ledger.reader() as connection:
        rows = due_items(connection)
    assert [(row.kind, row.due_on) for row in rows] == [("qualification", date(2028, 1, 1))]


def test_who_took_part_earlier_is_not_asked_for_a_certificate_today() -> None:
    assert not qualifications.takes_part({"valid_to": DAY - timedelta(days=1)}, DAY)
    assert qualifications.takes_part({"valid_from": DAY, "valid_to": DAY}, DAY)


def test_a_stop_work_finding_stops_the_works_until_it_passed(
    service: Works, ledger: Ledger, office: Office, quarter: str
) -> None:
    findings = Findings(ledger, office.clock)
    entity_id, _ = findings.open(
        quarter, what="脚手架松动", origin=FindingOrigin.INSPECTION,
        category=FindingCategory.SAFETY, severity=Severity.STOP_WORK,
    )  # fmt: skip
    assert service.report(quarter).stopping == ("脚手架松动",)
    findings.fixed(entity_id)
    assert service.report(quarter).stopping == ("脚手架松动",)
    findings.reinspect(entity_id, passed=True)
    assert service.report(quarter).stopping == ()
    with pytest.raises(InputError, match="rectification-empty"):
        service.rectification_notice(quarter)


def test_an_outage_notice_says_what_where_and_when_and_is_paper_only(
    service: Works, ledger: Ledger, quarter: str
) -> None:
    outage = _add(ledger, "outage", quarter_id=quarter, utility="W", place="1栋")
    with pytest.raises(InputError, match="outage-incomplete"):
        service.outage_notice(outage)
    with ledger.unit_of_work("set") as work:
        work.update("outage", outage, {"starts_at": START, "ends_at": START})
    with pytest.raises(InputError, match="outage-times"):
        service.outage_notice(outage)
    with ledger.unit_of_work("set") as work:
        work.update("outage", outage, {"ends_at": START + timedelta(hours=8)})
    paper = service.outage_notice(outage)
    facts = next(block for block in paper.blocks if isinstance(block, Facts))
    at = START.astimezone()
    assert dict(facts.entries)["停水范围"] == "一村1栋"
    assert dict(facts.entries)["开始时间"] == f"2026年3月{at.day}日{at.hour}时00分"
    assert "电子签名" in paper.footer


@pytest.mark.parametrize(("utility", "days", "late"), [
    ("W", 1, False), ("W", 0, True), ("E", 7, False), ("E", 6, True), ("C", 6, True),
])  # fmt: skip
def test_water_is_announced_a_day_and_power_a_week_before(
    utility: str, days: int, *, late: bool
) -> None:
    begin = START.astimezone()
    record: Record = {
        "utility": utility,
        "starts_at": begin,
        "announced_on": begin.date() - timedelta(days=days),
    }
    assert outages.announced_late(record) is late


def test_the_rectification_notice_lists_what_is_open(
    service: Works, ledger: Ledger, office: Office, quarter: str
) -> None:
    findings = Findings(ledger, office.clock)
    for what, severity in (("箱门松", Severity.ORDINARY), ("未接地", Severity.STOP_WORK)):
        findings.open(
            quarter, what=what, origin=FindingOrigin.INSPECTION,
            category=FindingCategory.QUALITY, severity=severity, responsible="甲公司",
        )  # fmt: skip
    paper = service.rectification_notice(quarter)
    table = _table(paper)
    assert [(row[2], row[4]) for row in table.rows] == [("箱门松", "一般"), ("未接地", "须停工")]
    assert paper.addressee == "甲公司"
    assert any("立即停工" in getattr(block, "text", "") for block in paper.blocks)


def test_minutes_carry_every_decision_with_who_acts_until_when(
    service: Works, ledger: Ledger, quarter: str
) -> None:
    meeting = _add(ledger, "meeting", title="第二次联席会议", held_on=DAY)
    _add(
        ledger, "meeting_decision", meeting_id=meeting, quarter_id=quarter, decision="先停水后换管",
        responsible="自来水公司", due_on=date(2026, 4, 1),
    )  # fmt: skip
    paper = service.minutes(meeting)
    assert paper.title == "第二次联席会议纪要"
    assert _table(paper).rows == (("1", "一村", "先停水后换管", "自来水公司", "2026年4月1日", ""),)


def test_orders_and_summaries_are_papers(service: Works, ledger: Ledger, quarter: str) -> None:
    order = _add(ledger, "supervision_order", quarter_id=quarter, number="督1", task="限期拆除")
    assert service.supervision_order(order).number == "督1"
    summary = _add(ledger, "pilot_summary", quarter_id=quarter, done="先易后难")
    assert service.pilot_summary(summary).title == "一村试点总结"


def test_a_voice_is_answered_within_the_days_of_the_office_or_by_its_own_day() -> None:
    received: Record = {"received_on": date(2026, 3, 1)}
    assert voices.answer_due(received, Decimal(15)) == date(2026, 3, 16)
    assert voices.answer_due({**received, "due_on": DAY}, Decimal(15)) == DAY
    rows: list[Record] = [
        received,
        {"received_on": date(2026, 1, 1)},
        {"received_on": date(2026, 1, 1), "answered_on": date(2026, 1, 16), "satisfied": 2},
        {"received_on": date(2026, 1, 1), "answered_on": date(2026, 1, 17), "satisfied": 3},
    ]
    assert voices.totals(rows, Decimal(15), DAY) == voices.VoiceTotals(4, 2, 1, 1, 2, 1)


def test_an_unanswered_voice_is_due_without_anybody_typing_a_day(
    ledger: Ledger, quarter: str
) -> None:
    _add(ledger, "voice", quarter_id=quarter, number="12345-9", received_on=DAY, content="王某漏水")
    with ledger.reader() as connection:
        (row,) = due_items(connection, voice_days=10)
    assert (row.kind, row.due_on, row.subject) == ("voice", date(2026, 3, 15), "12345-9")


def test_the_warranty_ends_two_years_after_acceptance(ledger: Ledger, quarter: str) -> None:
    assert aftercare.warranty_end(date(2024, 2, 29), Decimal(2)) == date(2026, 2, 28)
    _add(
        ledger, "acceptance", quarter_id=quarter, utility="W", outcome=1,
        decided_at=datetime(2024, 4, 1, 12, tzinfo=UTC),
    )  # fmt: skip
    with ledger.reader() as connection:
        rows = due_items(connection)
    assert [(row.kind, row.due_on) for row in rows] == [("warranty", date(2026, 4, 1))]
    assert expiring(rows, DAY, timedelta(days=60)) == rows
    assert expiring(rows, DAY, timedelta(days=10)) == []
    assert expiring(rows, date(2026, 4, 2), timedelta(days=60)) == []


@pytest.mark.parametrize(("words", "before"), [
    ([(3, 1), (1, 20)], 3), ([(9, 1), (3, 2), (1, 20)], 3), ([(1, 20)], None),
    ([(3, 20)], 3), ([(3, 1), (1, 5)], 1), ([(None, 1)], None),
])  # fmt: skip
def test_before_is_what_was_seen_before_the_works_began(
    words: list[tuple[int | None, int]], before: int | None
) -> None:
    rows = [("h", state, date(2026, 3, day)) for state, day in words]
    assert aftercare.states_before(rows, date(2026, 3, 10)) == {"h": before}


def test_a_quarter_after_its_works_shows_accounts_and_the_rate_before(
    service: Works, ledger: Ledger, office: Office, quarter: str
) -> None:
    building = _add(ledger, "building", quarter_id=quarter, building_no="1")
    unit = _add(ledger, "unit", building_id=building, unit_no="1")
    doors = [
        _add(ledger, "household", unit_id=unit, room_no=f"{n}01", w_state=state, consent_w=1)
        for n, state in ((1, 3), (2, 1))
    ]
    _add(ledger, "work_item", quarter_id=quarter, done_from=DAY + timedelta(days=1))
    for door, account in zip(doors, ("A-1", None), strict=True):
        _add(ledger, "water_meter", household_id=door, role=3, state=1, position=2,
             account_no=account)  # fmt: skip
    water = service.after(quarter).water
    assert (water.households, water.before, water.known_before) == (2, 1, 2)
    assert (water.with_meter, water.opened, water.charged) == (2, 1, 1)
    with ledger.unit_of_work("set") as work:
        work.update("quarter", quarter, {"water_charge_mode": 2})
    assert service.after(quarter).water.charged == 0
    assert service.after(quarter).electricity.known_before == 0


@pytest.mark.parametrize(("part", "whole", "shown"), [
    (1, 3, "33.3"), (2, 3, "66.7"), (1, 8, "12.5"), (1, 2000, "0.1"),
])  # fmt: skip
def test_a_rate_is_rounded_half_up_to_one_place(part: int, whole: int, shown: str) -> None:
    assert aftercare.rate(part, whole) == Decimal(shown)
    assert aftercare.rate(0, 0) is None


def _table(paper: Paper) -> PaperTable:
    return next(block for block in paper.blocks if isinstance(block, PaperTable))


def test_a_completion_paper_begins_the_warranty_only_when_a_person_says_so(
    ledger: Ledger, service: Works, quarter: str
) -> None:
    with pytest.raises(InputError) as refused:
        service.warranty_from_paper(quarter)
    assert refused.value.code == "warranty-no-paper"
    paper = _add(
        ledger, "stage_paper", quarter_id=quarter, stage=5, paper="竣工资料",
        dated_on=date(2024, 4, 1), note="正本一份",
    )  # fmt: skip
    before = service.after(quarter)
    assert (before.water.accepted_on, before.water.warranty_end) == (None, None)
    assert before.completion is not None
    assert (before.completion.dated_on, before.completion.counts) == (date(2024, 4, 1), False)
    service.warranty_from_paper(quarter)
    after = service.after(quarter)
    for one in (after.water, after.electricity):
        assert (one.accepted_on, one.warranty_end, one.by_paper) == (
            date(2024, 4, 1),
            date(2026, 4, 1),
            True,
        )
    with ledger.reader() as connection:
        assert {row.due_on for row in due_items(connection)} == {date(2026, 4, 1)}
        note = connection.exec_driver_sql("SELECT note FROM stage_paper WHERE id = ?", (paper,))
        assert note.scalar_one() == "正本一份；质保期自本件日期起算"


def test_a_decided_acceptance_counts_and_not_the_paper(
    ledger: Ledger, service: Works, quarter: str
) -> None:
    _add(
        ledger, "stage_paper", quarter_id=quarter, stage=5, paper="竣工资料",
        dated_on=date(2024, 4, 1), note="质保期自本件日期起算",
    )  # fmt: skip
    _add(
        ledger, "acceptance", quarter_id=quarter, utility="W", outcome=1,
        decided_at=datetime(2024, 5, 1, 12, tzinfo=UTC),
    )  # fmt: skip
    after = service.after(quarter)
    assert (after.water.accepted_on, after.water.by_paper) == (date(2024, 5, 1), False)
    assert after.electricity.accepted_on is None
    assert after.completion is None


def test_a_defect_says_whether_it_is_in_warranty() -> None:
    accepted, end = date(2024, 4, 1), date(2026, 4, 1)
    for found, cover in (
        (date(2024, 3, 31), "before"),
        (accepted, "within"),
        (end, "within"),
        (date(2026, 4, 2), "over"),
        (None, "unknown"),
    ):
        assert aftercare.cover(found, accepted, end) == cover
    assert aftercare.cover(DAY, None, None) is aftercare.Cover.UNKNOWN
